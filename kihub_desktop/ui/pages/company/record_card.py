"""A card with the records of one kind: listed, added, edited and deleted by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.pages.company.kinds import new_title
from kihub_desktop.ui.pages.company.state import ContactLine, ProcessLine, SourceLine
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, DotsCell, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState


class RecordCard(Card):
    """`kind` is the name of the kind in the log."""

    new_requested = Signal(str)  # kind
    edit_requested = Signal(str, object)  # kind, UUID
    delete_requested = Signal(str, object)

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        title, columns, empty = _LOOKS[kind]()
        super().__init__(title, parent=parent)
        self.kind = kind
        self._title_text = title
        self.table: DataTable[Any] = DataTable(title, columns, key_of=_key, empty=empty)
        self.add_button = ToolButton("plus", new_title(kind))
        show_key(self.add_button, "Ctrl+N")
        self.add_action(self.add_button)
        self.add(self.table)
        self._wire()

    def _wire(self) -> None:
        self.add_button.clicked.connect(lambda: self.new_requested.emit(self.kind))
        self.table.new_requested.connect(lambda: self.new_requested.emit(self.kind))
        self.table.opened.connect(lambda row: self.edit_requested.emit(self.kind, row.id))
        self.table.delete_requested.connect(
            lambda row: self.delete_requested.emit(self.kind, row.id)
        )
        # Also from the buttons of the card, where the table itself has no focus.
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.new_requested.emit(self.kind))

    def show_lines(self, lines: Sequence[Any]) -> None:
        note = number(len(lines))
        if lines:
            note += " · " + _("Enter bearbeitet, Strg+N legt an, Entf löscht")
        self.set_heading(self._title_text, note if lines else "")
        self.table.show_rows(lines)

    def choose(self, record: UUID) -> None:
        """Makes a record current and gives its table the focus."""
        self.table.choose(record)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _key(line: ContactLine | ProcessLine | SourceLine) -> Hashable:
    return line.id


def _note(text: str, *, contested: bool) -> str:
    dispute = _("zwei Angaben – bitte entscheiden") if contested else ""
    return " · ".join(filter(None, (dispute, text)))


def _word(said: Phrase | None) -> str:
    return render(said) if said else ""


def _or_dash(text: str) -> Cell:
    return TextCell(text) if text else TextCell("–", muted=True)


# -- contacts --------------------------------------------------------------------------------


def _contacts() -> tuple[str, tuple[Column[Any], ...], EmptyState]:
    columns: tuple[Column[ContactLine], ...] = (
        Column(_("Name"), _contact_name, stretch=1, wrap=True),
        Column(_("Erreichbar"), _contact_ways, stretch=1),
    )
    empty = EmptyState(
        _("Mit wem Sie sprechen: wer entscheidet, wer das Fachliche kennt."),
        action=_("+ Ansprechperson"),
        example=_("Zum Beispiel: Leitung Fertigung, fachlich, fertigung@firma.example."),
    )
    return _("Ansprechpersonen"), columns, empty


def _contact_name(line: ContactLine) -> Cell:
    note = _note(render(line.note), contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _contact_ways(line: ContactLine) -> Cell:
    if not line.email:
        return _or_dash(line.phone)
    return TextCell(line.email, note=line.phone)


# -- processes -------------------------------------------------------------------------------


def _processes() -> tuple[str, tuple[Column[Any], ...], EmptyState]:
    columns: tuple[Column[ProcessLine], ...] = (
        Column(
            _("Prozess"),
            _process_name,
            stretch=2,
            wrap=True,
            sort=lambda line: line.name.casefold(),
        ),
        Column(_("Bereich"), lambda line: _or_dash(_word(line.area))),
        Column(_("Aufwand/Jahr"), lambda line: _or_dash(render(line.effort))),
        Column(_("Problem"), lambda line: _or_dash(line.problem), stretch=2, wrap=True),
        Column(_("Schmerz"), _pain, sort=lambda line: -line.pain),
    )
    empty = EmptyState(
        _("Abläufe, in denen Zeit, Ausschuss oder Stillstand stecken – daraus werden Vorhaben."),
        action=_("+ Prozess"),
        example=_("Zum Beispiel: Sichtprüfung Drehteile, 3.200 h im Jahr, Ermüdung."),
    )
    return _("Prozesse"), columns, empty


def _process_name(line: ProcessLine) -> Cell:
    note = _note("", contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _pain(line: ProcessLine) -> Cell:
    if not line.pain:
        return TextCell("–", muted=True)
    return DotsCell(line.pain, 5, _("{n} von 5").format(n=line.pain))


# -- data sources ----------------------------------------------------------------------------


def _sources() -> tuple[str, tuple[Column[Any], ...], EmptyState]:
    columns: tuple[Column[SourceLine], ...] = (
        Column(
            _("Quelle"),
            _source_name,
            stretch=2,
            wrap=True,
            sort=lambda line: line.name.casefold(),
        ),
        Column(_("System"), lambda line: _or_dash(render(line.system)), stretch=2, wrap=True),
        Column(_("Historie"), lambda line: _or_dash(render(line.history)), stretch=1),
        Column(_("Zugriff"), _access),
    )
    empty = EmptyState(
        _("Woher Daten kommen könnten: Steuerungen, ERP, Tabellen, Protokolle, Bilder."),
        action=_("+ Datenquelle"),
        example=_("Zum Beispiel: Spindel-Sensorik, SPS über OPC UA, 14 Monate, Zugriff ja."),
    )
    return _("Datenquellen"), columns, empty


def _source_name(line: SourceLine) -> Cell:
    note = _note("", contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _access(line: SourceLine) -> Cell:
    if line.access is None:
        return PillCell(_("offen"), Tone.NEUTRAL)
    return PillCell(render(line.access), line.tone)


_LOOKS = {"contact": _contacts, "process": _processes, "data_source": _sources}
