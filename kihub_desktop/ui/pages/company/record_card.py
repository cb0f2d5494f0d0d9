"""A card with the records of one kind: listed, added, edited and deleted by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.pages.company.kinds import new_title
from kihub_desktop.ui.pages.company.state import ContactLine, ProcessLine, SourceLine
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, DotsCell, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState

_NARROW = 600


@dataclass(frozen=True)
class TableLook:
    """How the records of a kind are listed; `narrow` are the columns of a narrow card, if any."""

    title: str
    columns: tuple[Column[Any], ...]
    empty: Callable[[], EmptyState]
    narrow: tuple[Column[Any], ...] = ()


class RecordCard(Card):
    """`kind` is the name of the kind in the log."""

    new_requested = Signal(str)  # kind
    edit_requested = Signal(str, object)  # kind, UUID
    delete_requested = Signal(str, object)

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        self._look = _LOOKS[kind]()
        super().__init__(self._look.title, parent=parent)
        self.kind = kind
        self._lines: Sequence[Any] = ()
        self._narrow = False
        self.add_button = ToolButton("plus", new_title(kind))
        show_key(self.add_button, "Ctrl+N")
        self.add_action(self.add_button)
        self.add_button.clicked.connect(lambda: self.new_requested.emit(self.kind))
        self.table = self._made_table()
        self.add(self.table)
        # Also from the buttons of the card, where the table itself has no focus.
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.new_requested.emit(self.kind))

    def _made_table(self) -> DataTable[Any]:
        look = self._look
        columns = look.narrow if self._narrow and look.narrow else look.columns
        table: DataTable[Any] = DataTable(look.title, columns, key_of=_key, empty=look.empty())
        table.new_requested.connect(lambda: self.new_requested.emit(self.kind))
        table.opened.connect(lambda row: self.edit_requested.emit(self.kind, row.id))
        table.delete_requested.connect(lambda row: self.delete_requested.emit(self.kind, row.id))
        return table

    def show_lines(self, lines: Sequence[Any]) -> None:
        self._lines = lines
        note = number(len(lines)) + " · " + _("Enter bearbeitet, Strg+N legt an, Entf löscht")
        self.set_heading(self._look.title, note if lines else "")
        self.table.show_rows(lines)

    def choose(self, record: UUID) -> None:
        """Makes a record current and gives its table the focus."""
        self.table.choose(record)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            if self._look.narrow:
                self._fold()

    def _fold(self) -> None:
        """Fewer columns in a narrow card; the row in hand stays in hand."""
        old, current = self.table, self.table.current()
        focused = old.view.hasFocus()
        self.table = self._made_table()
        self.add(self.table)
        self.body.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.table.show_rows(self._lines)
        if current is not None:
            self.table.choose(current.id)
        if focused:
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


def _contacts() -> TableLook:
    columns: tuple[Column[ContactLine], ...] = (
        Column(_("Name"), _contact_name, stretch=1, wrap=True),
        Column(_("Erreichbar"), _contact_ways, stretch=1),
    )
    return TableLook(_("Ansprechpersonen"), columns, _no_contacts)


def _no_contacts() -> EmptyState:
    return EmptyState(
        _("Mit wem Sie sprechen: wer entscheidet, wer das Fachliche kennt."),
        action=_("+ Ansprechperson"),
        example=_("Zum Beispiel: Leitung Fertigung, fachlich, fertigung@firma.example."),
    )


def _contact_name(line: ContactLine) -> Cell:
    note = _note(render(line.note), contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _contact_ways(line: ContactLine) -> Cell:
    if not line.email:
        return _or_dash(line.phone)
    return TextCell(line.email, note=line.phone)


# -- processes -------------------------------------------------------------------------------


def _processes() -> TableLook:
    name: Column[ProcessLine] = Column(
        _("Prozess"), _process_name, stretch=2, wrap=True, sort=lambda line: line.name.casefold()
    )
    both: Column[ProcessLine] = Column(
        name.title, _name_and_area, stretch=2, wrap=True, sort=name.sort
    )
    area: Column[ProcessLine] = Column(_("Bereich"), lambda line: _or_dash(_word(line.area)))
    rest: tuple[Column[ProcessLine], ...] = (
        Column(_("Aufwand/Jahr"), lambda line: _or_dash(render(line.effort))),
        Column(_("Problem"), lambda line: _or_dash(line.problem), stretch=2, wrap=True),
        Column(_("Schmerz"), _pain, sort=lambda line: -line.pain),
    )
    return TableLook(_("Prozesse"), (name, area, *rest), _no_processes, (both, *rest))


def _no_processes() -> EmptyState:
    return EmptyState(
        _("Abläufe, in denen Zeit, Ausschuss oder Stillstand stecken – daraus werden Vorhaben."),
        action=_("+ Prozess"),
        example=_("Zum Beispiel: Sichtprüfung Drehteile, 3.200 h im Jahr, Ermüdung."),
    )


def _name_and_area(line: ProcessLine) -> Cell:
    note = _note(_word(line.area), contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _process_name(line: ProcessLine) -> Cell:
    note = _note("", contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _pain(line: ProcessLine) -> Cell:
    if not line.pain:
        return TextCell("–", muted=True)
    return DotsCell(line.pain, 5, _("{n} von 5").format(n=line.pain))


# -- data sources ----------------------------------------------------------------------------


def _sources() -> TableLook:
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
    return TableLook(_("Datenquellen"), columns, _no_sources)


def _no_sources() -> EmptyState:
    return EmptyState(
        _("Woher Daten kommen könnten: Steuerungen, ERP, Tabellen, Protokolle, Bilder."),
        action=_("+ Datenquelle"),
        example=_("Zum Beispiel: Spindel-Sensorik, SPS über OPC UA, 14 Monate, Zugriff ja."),
    )


def _source_name(line: SourceLine) -> Cell:
    note = _note("", contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _access(line: SourceLine) -> Cell:
    if line.access is None:
        return PillCell(_("offen"), Tone.NEUTRAL)
    return PillCell(render(line.access), line.tone)


_LOOKS = {"contact": _contacts, "process": _processes, "data_source": _sources}
