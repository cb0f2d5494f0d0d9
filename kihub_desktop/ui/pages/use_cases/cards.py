"""The cards beside and below the matrix: ranking, weights, and the list of all use cases."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from kihub_desktop.texts import _, day, number, render, with_unit
from kihub_desktop.ui.pages.use_cases.state import (
    RankLine,
    UseCaseLine,
    UseCasesState,
    VerdictWord,
)
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.verdict_words import outcome_tone, outcome_word
from kihub_desktop.ui.widgets.bars import Meter
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Align, Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label

_LABEL_WIDTH = 170


class RankingCard(Card):
    """Enter or a double click leads to the verdict."""

    verdict_requested = Signal(object)  # UUID

    def __init__(self) -> None:
        super().__init__(_("Rangfolge"), _("was zuerst geprüft wird"))
        self.table: DataTable[RankLine] = DataTable(
            _("Rangfolge"),
            _rank_columns(),
            key_of=lambda line: line.id,
            empty=EmptyState(
                _("Hier stehen die Ideen nach ihrem Wert, sobald jemand sie bewertet hat.")
            ),
        )
        self.hint = label(
            _(
                "Wert von 0 bis 1 aus allen Bewertungen, gewichtet. Er sagt, was zuerst geprüft "
                "wird, und geht nicht in das Urteil ein. Enter öffnet das Urteil."
            ),
            "note",
            wrap=True,
        )
        self.add(self.table)
        self.add(self.hint)
        self.table.opened.connect(lambda line: self.verdict_requested.emit(line.id))

    def show_state(self, state: UseCasesState) -> None:
        self.table.show_rows(state.ranking)
        self.hint.setVisible(bool(state.ranking))


class WeightsCard(Card):
    """The default weights; a group that sets its own shows them here."""

    def __init__(self) -> None:
        super().__init__(_("Gewichte"))
        self.meters: dict[str, Meter] = {}
        self.hint = label("", "note", wrap=True)
        self.add(self.hint)

    def show_state(self, state: UseCasesState) -> None:
        assumed = any(line.assumed for line in state.weights)
        self.set_heading(_("Gewichte"), _("Vorgabe, Annahme") if assumed else _("Vorgabe"))
        largest = max((line.weight for line in state.weights), default=1.0)
        for line in state.weights:
            meter = self.meters.get(line.name)
            if meter is None:
                meter = self.meters[line.name] = Meter(_(line.name), label_width=_LABEL_WIDTH)
                self.body.insertWidget(self.body.count() - 1, meter)
            meter.show_share(line.weight / largest, with_unit(number(line.weight), "%"))
        self.hint.setText(
            _("Katalog {edition}: eigene Setzung, solange die Gruppe nichts anderes wählt.").format(
                edition=state.edition
            )
        )


class ListCard(Card):
    """All use cases: added, edited, rated, copied and deleted by keyboard or mouse."""

    new_requested = Signal()
    edit_requested = Signal(object)  # UUID
    delete_requested = Signal(object)
    duplicate_requested = Signal(object)
    rating_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Alle Anwendungsfälle"))
        self.table: DataTable[UseCaseLine] = DataTable(
            _("Alle Anwendungsfälle"),
            _list_columns(),
            key_of=lambda line: line.id,
            empty=EmptyState(
                _("Sammeln Sie hier die Ideen, wo KI helfen könnte, auch die verrückten."),
                action=_("+ Idee"),
                example=_(
                    "Zum Beispiel: „Werkzeugverschleiß vorhersagen“, prädiktive Wartung, Prozess "
                    "Instandhaltung."
                ),
            ),
        )
        self.rate = QPushButton(_("Bewerten"))
        self.edit = QPushButton(_("Bearbeiten"))
        self.copy = QPushButton(_("Duplizieren"))
        self.remove = QPushButton(_("Löschen"))
        self.buttons = FlowRow()
        for button, keys in self._keys():
            show_key(button, keys)
            self.buttons.add(button)
        self.add(self.table)
        self.add(self.buttons)
        self._wire()

    def _keys(self) -> tuple[tuple[QPushButton, str], ...]:
        return (
            (self.rate, "B"),
            (self.edit, "Return"),
            (self.copy, "Ctrl+D"),
            (self.remove, "Del"),
        )

    def _wire(self) -> None:
        table = self.table
        table.new_requested.connect(self.new_requested)
        table.opened.connect(lambda line: self.edit_requested.emit(line.id))
        table.delete_requested.connect(lambda line: self.delete_requested.emit(line.id))
        table.chosen.connect(lambda _line: self._show_possible())
        for button, signal in (
            (self.rate, self.rating_requested),
            (self.edit, self.edit_requested),
            (self.copy, self.duplicate_requested),
            (self.remove, self.delete_requested),
        ):
            button.clicked.connect(lambda _on=False, tell=signal: self._with_current(tell.emit))
        table.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Two keys more than every table has."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.key() == Qt.Key.Key_B and not event.modifiers():
                self._with_current(self.rating_requested.emit)
                return True
            if event.key() == Qt.Key.Key_D and control:
                self._with_current(self.duplicate_requested.emit)
                return True
        return super().eventFilter(watched, event)

    def show_state(self, state: UseCasesState) -> None:
        note = ""
        if state.lines:
            note = number(len(state.lines)) + " · "
            note += _(
                "B bewertet, Enter bearbeitet, Strg+N legt an, Strg+D dupliziert, Entf löscht"
            )
        self.set_heading(_("Alle Anwendungsfälle"), note)
        self.table.show_rows(state.lines)
        self.buttons.setVisible(bool(state.lines))
        if state.lines and self.table.current() is None:
            self.table.choose(state.lines[0].id)
        self._show_possible()

    def _show_possible(self) -> None:
        chosen = self.table.current() is not None
        for button, _keys in self._keys():
            button.setEnabled(chosen)

    def _with_current(self, tell: object) -> None:
        line = self.table.current()
        if line is not None and callable(tell):
            tell(line.id)


def _rank_columns() -> tuple[Column[RankLine], ...]:
    return (
        Column("#", _rank, align=Align.RIGHT, sortable=False),
        Column(_("Anwendungsfall"), _ranked_title, stretch=1, wrap=True, sortable=False),
        Column(_("Wert"), _worth, align=Align.RIGHT, sortable=False),
        Column(_("Urteil"), lambda line: _pill(line.verdict), sortable=False),
    )


def _rank(line: RankLine) -> Cell:
    return TextCell("–", muted=True) if line.rank is None else TextCell(str(line.rank), strong=True)


def _ranked_title(line: RankLine) -> Cell:
    return TextCell(_titled(line.title), note=render(line.unranked) if line.unranked else "")


def _worth(line: RankLine) -> Cell:
    if line.worth is None:
        return TextCell("–", muted=True)
    return TextCell(number(line.worth, 2))


def _list_columns() -> tuple[Column[UseCaseLine], ...]:
    return (
        Column(_("Anwendungsfall"), _title, stretch=3, wrap=True),
        Column(_("Art"), _archetype, stretch=2),
        Column(_("Prozess"), lambda line: _or_dash(line.process), stretch=2),
        Column(_("Bewertet"), _rated, sort=lambda line: line.persons),
        Column(_("Urteil"), lambda line: _pill(line.verdict), sort=_verdict_key),
        Column(_("Start"), _start, sort=lambda line: line.start),
    )


def _title(line: UseCaseLine) -> Cell:
    return TextCell(_titled(line.title), strong=True)


def _archetype(line: UseCaseLine) -> Cell:
    return _or_dash(render(line.archetype) if line.archetype else "")


def _rated(line: UseCaseLine) -> Cell:
    if not line.persons:
        return TextCell(_("noch nicht"), muted=True)
    return TextCell(_("von {n}").format(n=number(line.persons)))


def _start(line: UseCaseLine) -> Cell:
    return _or_dash(day(line.start) if line.start else "")


def _pill(verdict: VerdictWord) -> Cell:
    if not verdict.worked_out:
        return TextCell("…", muted=True)
    return PillCell(render(outcome_word(verdict.outcome)), outcome_tone(verdict.outcome))


def _verdict_key(line: UseCaseLine) -> int:
    return -1 if line.verdict.outcome is None else line.verdict.outcome


def _titled(title: str) -> str:
    return title or _("(ohne Titel)")


def _or_dash(text: str) -> Cell:
    return TextCell(text) if text else TextCell("–", muted=True)
