"""Thumbnails and pictures for the screen, read and decrypted beside the window."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from kihub_desktop.domain.progress import Progress
from kihub_desktop.ui.jobs import Jobs

_KEPT = 400
_AT_ONCE = 24
Stored = Callable[[str], bytes | None]


class Thumbnails(QObject):
    """Keeps the latest thumbnails; asks for missing ones together, as they come into view."""

    arrived = Signal()

    def __init__(self, stored: Stored, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._stored, self._jobs = stored, jobs
        self._known: OrderedDict[str, QPixmap] = OrderedDict()
        self._wanted: list[str] = []
        self._loading = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._load)

    def pixmap(self, digest: str) -> QPixmap | None:
        """The thumbnail, or None; then it is on its way, and `arrived` tells."""
        found = self._known.get(digest)
        if found is None:
            if digest not in self._wanted:
                self._wanted.append(digest)
                self._soon.start()
            return None
        self._known.move_to_end(digest)
        return found

    def give(self, key: str, content: bytes) -> None:
        """A thumbnail that is not stored yet, under a name of its own."""
        if key not in self._known:
            self._keep(key, content)

    def forget_missing(self) -> None:
        """Asks again for what was not there; a picture may have come meanwhile."""
        for digest in [key for key, found in self._known.items() if found.isNull()]:
            del self._known[digest]

    def _load(self) -> None:
        if self._loading or not self._wanted:
            return
        self._loading = True
        wanted, self._wanted = self._wanted[-_AT_ONCE:], self._wanted[:-_AT_ONCE]

        def work(_progress: Progress) -> dict[str, bytes]:
            return {digest: self._stored(digest) or b"" for digest in wanted}

        self._jobs.start(self, work, self._on_loaded, failed=lambda _error: self._on_loaded({}))

    def _on_loaded(self, found: dict[str, bytes]) -> None:
        self._loading = False
        for digest, content in found.items():
            self._keep(digest, content)
        self.arrived.emit()
        if self._wanted:
            self._soon.start()

    def _keep(self, key: str, content: bytes) -> None:
        self._known[key] = QPixmap.fromImage(QImage.fromData(content))
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)


def for_screen(content: bytes, longest: int) -> bytes:
    """A picture no larger than a screen needs; made by the caller's thread."""
    from kihub_desktop.imports.pictures import for_print

    return for_print(content, longest, 90)[0]
