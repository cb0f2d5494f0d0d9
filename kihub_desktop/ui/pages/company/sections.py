"""The sections of the company's page: what stands in which, and the row of chips that switches."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui.shortcuts import shown_keys
from kihub_desktop.ui.widgets.chip import Chip
from kihub_desktop.ui.widgets.flow import FlowRow

OVERVIEW, WORKS, FINDINGS, VISIT = "overview", "works", "findings", "visit"
SECTIONS = (OVERVIEW, WORKS, FINDINGS, VISIT)
LISTS: Mapping[str, tuple[str, ...]] = {
    OVERVIEW: ("contact", "affiliate", "process", "data_source", "observation"),
    WORKS: ("site", "it_system", "machine", "data_source"),
    FINDINGS: ("pain_point", "observation", "obstacle"),
    VISIT: ("visit", "participant", "decision", "task"),
}
"""The kinds that are listed in each section; two of them stand in two."""
COUNTED: Mapping[str, tuple[str, ...]] = {
    WORKS: ("site", "it_system", "machine", "data_source"),
    FINDINGS: ("pain_point", "observation"),
    VISIT: ("visit", "participant", "decision", "task"),
}


def section_of(kind: str, current: str) -> str:
    """Where a kind is shown: in the section at hand if it can be, else in the first that has it."""
    if kind in LISTS[current]:
        return current
    return next((each for each in SECTIONS if kind in LISTS[each]), current)


def new_entries() -> tuple[tuple[str, str], ...]:
    """Everything that can be added, with the letter that chooses it."""
    return (
        ("contact", _("&Ansprechperson")),
        ("process", _("&Prozess")),
        ("data_source", _("&Datenquelle")),
        ("it_system", _("&IT-/OT-System")),
        ("machine", _("&Maschine")),
        ("pain_point", _("&Schmerzpunkt")),
        ("observation", _("&Beobachtung")),
        ("task", _("A&ufgabe")),
        ("decision", _("Bes&chluss")),
        ("visit", _("&Termin")),
        ("participant", _("T&eilnehmende Person")),
        ("site", _("Stand&ort")),
        ("affiliate", _("Beteili&gung")),
    )


def section_titles() -> dict[str, str]:
    return {
        OVERVIEW: _("Überblick"),
        WORKS: _("Betrieb"),
        FINDINGS: _("Befunde"),
        VISIT: _("Termin"),
    }


class SectionBar(FlowRow):
    """One chip per section; Strg+Bild auf/ab goes through them from anywhere on the page."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.chips: dict[str, Chip] = {}
        hint = f"{shown_keys('Ctrl+PgUp')}, {shown_keys('Ctrl+PgDown')}"
        for place, (key, title) in enumerate(section_titles().items()):
            chip = Chip(title)
            chip.setToolTip(_("Abschnitt „{title}“ ({keys})").format(title=title, keys=hint))
            chip.setAccessibleDescription(_("Abschnitt der Seite"))
            self._group.addButton(chip, place)
            self.chips[key] = chip
            self.add(chip)
        self._group.idClicked.connect(lambda place: self.chosen.emit(SECTIONS[place]))
        self.show_section(OVERVIEW)

    def section(self) -> str:
        return SECTIONS[self._group.checkedId()]

    def show_section(self, section: str) -> None:
        self.chips[section].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """How many records each section holds; none is not worth a number."""
        for section, chip in self.chips.items():
            chip.show_count(counts.get(section) or None)

    def step(self, by: int) -> None:
        """To the next or previous section, around at the end."""
        place = (self._group.checkedId() + by) % len(SECTIONS)
        self.chosen.emit(SECTIONS[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys on the chips change the section at once."""
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = sides.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.step(step)
        self.chips[self.section()].setFocus(Qt.FocusReason.TabFocusReason)
