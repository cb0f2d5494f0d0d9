"""The cards beside and below the matrix: ranking, weights, and the list of all use cases."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from kihub_desktop.analysis.explanation import Node
from kihub_desktop.domain.phrases import whole_percent
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
from kihub_desktop.ui.widgets.cells import Align, Cell, Column, PillCell, ProgressCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.explanation_view import ExplanationView
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.fold import Fold
from kihub_desktop.ui.widgets.labels import label, set_role

_LABEL_WIDTH = 170


class RankingCard(Card):
    """Enter or a double click leads to the verdict."""

    verdict_requested = Signal(object)  # UUID
    topsis_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__(_("Rangfolge"), _("und wie sicher sie ist"))
        self._origins: Mapping[UUID, Node] = {}
        self.table: DataTable[RankLine] = DataTable(
            _("Rangfolge"),
            _rank_columns(),
            key_of=lambda line: line.id,
            empty=EmptyState(
                _("Hier stehen die Ideen nach ihrem Wert, sobald jemand sie bewertet hat.")
            ),
        )
        self.sum, self.topsis = QPushButton(_("Summe")), QPushButton(_("TOPSIS"))
        self.notes = label("", "note", wrap=True)
        self.origin = Fold(_("Woher der Wert kommt"))
        self.explanation = ExplanationView(_("Woher der Wert kommt"))
        self.hint = label(
            _(
                "Wert von 0 bis 1 aus allen Bewertungen, gewichtet. Er sagt, was zuerst geprüft "
                "wird, und geht nicht in das Urteil ein. Enter öffnet das Urteil."
            ),
            "note",
            wrap=True,
        )
        self._build()
        self.table.opened.connect(lambda line: self.verdict_requested.emit(line.id))
        self.table.chosen.connect(lambda _line: self._explain())

    def _build(self) -> None:
        for button, topsis in ((self.sum, False), (self.topsis, True)):
            button.setCheckable(True)
            set_role(button, "chip")
            button.setAccessibleName(_("Rangfolge nach: {way}").format(way=button.text()))
            button.clicked.connect(lambda _on=False, topsis=topsis: self.topsis_chosen.emit(topsis))
            self.add_action(button)
        self.origin.add(self.explanation)
        for part in (self.table, self.notes, self.origin, self.hint):
            self.add(part)

    def show_state(self, state: UseCasesState) -> None:
        self.table.show_rows(state.ranking)
        for part in (self.hint, self.origin, self.sum, self.topsis):
            part.setVisible(bool(state.ranking))
        self.sum.setChecked(not state.by_topsis)
        self.topsis.setChecked(state.by_topsis)
        self.notes.setText(" ".join(render(each) for each in state.ranking_notes))
        self.notes.setVisible(bool(state.ranking_notes))
        self._origins = state.origins
        if state.ranking and self.table.current() is None:
            self.table.choose(state.ranking[0].id)
        self._explain()

    def _explain(self) -> None:
        line = self.table.current()
        node = self._origins.get(line.id) if line is not None else None
        if line is not None and node is not None:
            self.origin.show_note(_titled(line.title))
            self.explanation.show_node(node, _("Wert"))


class WeightsCard(Card):
    """The weights in force, and the way to those of the group."""

    weighting_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Gewichte"))
        self.meters: dict[str, Meter] = {}
        self.hint = label("", "note", wrap=True)
        self.add(self.hint)
        self.change = QPushButton(_("Gewichten …"))
        show_key(self.change, "Ctrl+G")
        self.change.clicked.connect(self.weighting_requested)
        row = FlowRow()
        row.add(self.change)
        self.add(row)

    def show_state(self, state: UseCasesState) -> None:
        assumed = any(line.assumed for line in state.weights)
        heading = _("Gewichte") if assumed else _("Gewichte der Gruppe")
        self.set_heading(heading, _("Vorgabe, Annahme") if assumed else "")
        names = {line.name for line in state.weights}
        for name in [each for each in self.meters if each not in names]:
            gone = self.meters.pop(name)
            gone.hide()
            gone.deleteLater()
        largest = max((line.weight for line in state.weights), default=1.0)
        for place, line in enumerate(state.weights):
            meter = self.meters.get(line.name)
            if meter is None:
                meter = self.meters[line.name] = Meter(_(line.name), label_width=_LABEL_WIDTH)
            self.body.removeWidget(meter)
            self.body.insertWidget(self._first_meter() + place, meter)
            said = with_unit(number(line.weight), "%")
            if line.spread is not None:
                said += f" ± {number(line.spread)}"
            meter.show_share(line.weight / largest, said)
        self.hint.setText(" ".join(render(each) for each in state.weights_notes))
        self.hint.setVisible(bool(state.weights_notes))

    def _first_meter(self) -> int:
        """Where the meters begin: above the hint, whatever stands before them."""
        hint = self.body.indexOf(self.hint)
        shown = sum(self.body.indexOf(each) >= 0 for each in self.meters.values())
        return hint - shown


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
        Column(_("Rang 1 mit"), _first, sortable=False),
    )


def _first(line: RankLine) -> Cell:
    if line.first is None:
        return TextCell("–" if line.rank is None or line.verdict.worked_out else "…", muted=True)
    return ProgressCell(line.first, render(whole_percent(line.first)))


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
