"""Keeps what is being typed: every unsaved text of the window is on disk within a second."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.open_text import OpenText
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.drafts import DraftService
from kihub_desktop.texts import render
from kihub_desktop.ui.open_texts import EDITORS
from kihub_desktop.ui.record_entry import KeptTexts

EVERY_MS = 350
"""How often the window is asked; with the writing this stays well below a second."""

_Places = dict[tuple[UUID, str], OpenText]


class DraftKeeper(QObject):
    """Asks the window for its unsaved texts and writes them beside the GUI thread.

    Wrong texts that are kept as typed are written too, with their sentence.
    """

    def __init__(self, drafts: DraftService, kept: KeptTexts, window: QWidget) -> None:
        super().__init__(window)
        self._drafts, self._kept, self._window = drafts, kept, window
        self._written: tuple[OpenText, ...] = ()
        self._places: _Places = {}
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._writing: Future[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()

    def look(self) -> None:
        """Writes what differs from what was written last; a slow disk makes nobody wait."""
        texts = self._texts()
        if texts == self._written or (self._writing is not None and not self._writing.done()):
            return
        self._written = texts
        self._writing = self._pool.submit(self._write, texts)

    def look_again(self, _changes: Changes | None = None) -> None:
        """Something was saved: what is written may differ from what is open."""
        self._written = (*self._written, _FORGOTTEN)

    def stop(self) -> None:
        """Writes what is still open and waits for it; call before the workspace closes."""
        if self._timer.isActive():
            self._timer.stop()
            self._pool.submit(self._write, self._texts())
        self._pool.shutdown(wait=True)

    def _write(self, texts: tuple[OpenText, ...]) -> None:
        try:
            self._drafts.write(texts)
        except Refused:  # no room or no rights: saving itself says so, typing goes on
            self._written = (_FORGOTTEN,)

    def _texts(self) -> tuple[OpenText, ...]:
        page = str(getattr(self._window, "current_key", ""))
        opened = EDITORS.texts_of(self._window, page)
        for each in opened:
            if each.record is not None:
                self._places[each.record, each.field] = each
        taken = {(each.record, each.field) for each in opened}
        return (*opened, *self._kept_texts(taken))

    def _kept_texts(self, taken: set[tuple[UUID | None, str]]) -> list[OpenText]:
        found: list[OpenText] = []
        for record, texts in self._kept.all().items():
            for name, kept in texts.items():
                if (record, name) not in taken:
                    place = self._places.get((record, name))
                    found.append(_kept_text(place, record, name, kept.text, render(kept.problem)))
        return found


_FORGOTTEN = OpenText(None, "", None, "", "")


def _kept_text(
    place: OpenText | None, record: UUID, name: str, text: str, problem: str
) -> OpenText:
    if place is None:
        return OpenText(None, "", record, name, text, problem=problem)
    return OpenText(
        place.company,
        place.kind,
        record,
        name,
        text,
        place.before,
        place.page,
        place.label,
        problem,
    )
