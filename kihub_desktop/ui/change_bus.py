"""One signal for every change: visible pages read again, hidden ones wait until they are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.changes import Changes


class ChangeBus(QObject):
    """Publishes what services touched, whoever caused it."""

    changed = Signal(object)  # Changes

    def publish(self, changes: Changes) -> None:
        if changes:
            self.changed.emit(changes)


class PageHost(QObject):
    """Reloads a page when a change concerns it: at once if it is seen, else when it is shown.

    `company` tells which company the page shows now; None: it shows more than one.
    """

    def __init__(
        self,
        page: QWidget,
        bus: ChangeBus,
        kinds: Collection[str],
        reload: Callable[[], None],
        company: Callable[[], UUID | None] = lambda: None,
    ) -> None:
        super().__init__(page)
        self._page, self._reload, self._company = page, reload, company
        self._kinds = frozenset(kinds)
        self.stale = True
        bus.changed.connect(self._on_changed)
        page.installEventFilter(self)

    def mark_stale(self) -> None:
        """Reads again now or when shown next (another company, another catalogue)."""
        self.stale = True
        if self._page.isVisible():
            self._read()

    def prepare(self, page: QWidget) -> None:
        """Reads before the page is shown, so that it is laid out once, with what it will show."""
        if page is self._page and self.stale:
            self._read()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touch(self._kinds, self._company()):
            self.mark_stale()

    def _read(self) -> None:
        self.stale = False
        self._reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self.stale:
            self._read()
        return super().eventFilter(watched, event)
