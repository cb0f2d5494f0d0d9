"""Says on the start page what of the catalogues grows old, a while after the window is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kihub_desktop.catalogues.editions import shelf
from kihub_desktop.domain.phrases import Joined, Value, phrase, plural_phrase
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.companies.page import CompaniesPage
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.message_banner import Message

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

WAIT_MS = 4000


@dataclass(frozen=True)
class Noticed:
    """What is to be said; "" where nothing is. `faults` are those of installed files."""

    ageing: Value
    faults: tuple[Value, ...]


class CatalogueNotice(QObject):
    """Reads the catalogues beside the window, once: nothing of them is needed to begin."""

    def __init__(self, page: CompaniesPage, bench: Workbench) -> None:
        super().__init__(page)
        self._page, self._bench = page, bench
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.look)
        bench.window.closing.connect(self._wait.stop)
        self._wait.start(WAIT_MS)

    def look(self) -> None:
        """Looks now."""
        today = self._bench.services.today()
        self._bench.jobs.start(self, lambda _progress: noticed(today), done=self._say)

    def _say(self, found: Noticed) -> None:
        self._page.show_ageing(render(found.ageing))
        if found.faults and self._bench.window.current_key == "companies":
            self._bench.window.show_message(
                Message(
                    _("Ein eingespielter Katalog hat Fehler."),
                    _("In Gebrauch bleibt die letzte Ausgabe ohne Fehler."),
                    _("Unter „Kataloge“ steht, welche Datei und warum."),
                    details="\n".join(render(each) for each in found.faults),
                    tone=Tone.WARN,
                )
            )


def noticed(today: date) -> Noticed:
    """The state of all catalogues at `today`, in words."""
    from kihub_desktop.catalogues.freshness import freshness

    refused = shelf().check_installed()
    found = freshness(today)
    parts: list[Value] = []
    if found.expired:
        parts.append(
            plural_phrase("{n} Eintrag ist vorbei", "{n} Einträge sind vorbei", len(found.expired))
        )
    if found.expiring:
        parts.append(
            plural_phrase(
                "{n} endet in den nächsten 60 Tagen",
                "{n} enden in den nächsten 60 Tagen",
                len(found.expiring),
            )
        )
    if found.stale:
        parts.append(
            plural_phrase(
                "{n} ist älter als sechs Monate",
                "{n} sind älter als sechs Monate",
                len(found.stale),
            )
        )
    said: Value = phrase("Kataloge: {parts} – ansehen", parts=Joined(tuple(parts))) if parts else ""
    return Noticed(said, tuple(p.worded() for each in refused for p in each.problems))
