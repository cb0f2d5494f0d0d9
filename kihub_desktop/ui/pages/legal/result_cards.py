"""The outcome of the legal check: class and light, duties, the way through the rules, doubts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kihub_desktop.texts import _, ngettext, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.legal.pickers import grows_down
from kihub_desktop.ui.pages.legal.state import (
    Chip,
    ClassState,
    DutyLine,
    LegalState,
    OpenLine,
    PathLine,
)
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, TextCell
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.fold import Fold
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.link_line import LinkLine


class ClassCard(Card):
    """The class in words with its light; a bar at the left in the colour of the light."""

    def __init__(self) -> None:
        super().__init__(tone=Tone.NEUTRAL)
        self.name = label("", "headline", wrap=True)
        self.basis = label("", "note", wrap=True)
        self.text = label("", wrap=True)
        self.stale = label("", "problem", wrap=True)
        self.chips = FlowRow(gap=6)
        self._shown: tuple[Chip, ...] = ()
        self.add(label(_("EINSTUFUNG"), "label"))
        for part in (self.name, self.basis, self.chips, self.text, self.stale):
            self.add(part)
        self.body.setSpacing(theme.current().px(6))

    def show_legal(self, state: LegalState) -> None:
        outcome = state.outcome
        self.set_tone(outcome.tone)
        self.name.setText(render(outcome.name))
        self.basis.setText(render(outcome.basis))
        self.text.setText(render(outcome.text))
        self.stale.setText(render(state.stale) if state.stale else "")
        self.stale.setVisible(state.stale is not None)
        self._show_chips(outcome)

    def _show_chips(self, outcome: ClassState) -> None:
        chips = (Chip(outcome.light, outcome.tone), *outcome.chips)
        if chips != self._shown:
            self._shown = chips
            self.chips.clear()
            for each in chips:
                self.chips.add(StatusPill(render(each.text), each.tone))


class DutiesCard(Card):
    """What to do, by whom, from when, and the norm; what is not sure yet is folded away."""

    question_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Was zu tun ist"), _("mit Datum und Norm"))
        self.table = self._table(_("Was zu tun ist"))
        self.unsure = Fold(_("Je nach Antwort auf offene Fragen"))
        self.unsure_table = self._table(_("Je nach Antwort auf offene Fragen"))
        self.unsure.add(self.unsure_table)
        self.add(self.table)
        self.add(self.unsure)
        self._duties: tuple[DutyLine, ...] = ()
        self.unsure.toggled.connect(lambda _on: self._show_unsure())

    def _table(self, name: str) -> DataTable[DutyLine]:
        table: DataTable[DutyLine] = DataTable(
            name,
            (
                Column(_("Pflicht"), _duty, stretch=5, wrap=True, sortable=False),
                Column(_("Wer"), _who, stretch=2, wrap=True, sortable=False),
                Column(_("Ab"), _since, stretch=1, wrap=True, sortable=False),
            ),
            key_of=lambda line: line.key,
            empty=EmptyState(_("Aus den bisherigen Antworten ergibt sich noch keine Pflicht.")),
        )
        table.opened.connect(self._on_opened)
        return table

    def show_duties(self, duties: Sequence[DutyLine]) -> None:
        self.table.show_rows(tuple(each for each in duties if each.is_sure))
        self._duties = tuple(each for each in duties if not each.is_sure)
        self.unsure.setVisible(bool(self._duties))
        count = len(self._duties)
        self.unsure.show_note(ngettext("{n} Pflicht", "{n} Pflichten", count).format(n=count))
        self._show_unsure()

    def _show_unsure(self) -> None:
        if self.unsure.is_open():
            self.unsure_table.show_rows(self._duties)

    def _on_opened(self, line: DutyLine) -> None:
        if line.question:
            self.question_chosen.emit(line.question)


class PathCard(Card):
    """Section by section what decided the class; every single rule is folded away."""

    question_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Warum diese Einstufung?"), _("Weg durch die Regeln"))
        self.table = self._table(_("Warum diese Einstufung?"))
        self.every = Fold(_("Alle Regeln im Einzelnen"))
        self.every_table = self._table(_("Alle Regeln im Einzelnen"))
        self.every.add(self.every_table)
        self.add(self.table)
        self.add(label(_("Enter führt zur Antwort, auf der eine Zeile beruht."), "note", wrap=True))
        self.add(self.every)
        self._rules: tuple[PathLine, ...] = ()
        self.every.toggled.connect(lambda _on: self._show_rules())

    def _table(self, name: str) -> DataTable[PathLine]:
        table: DataTable[PathLine] = DataTable(
            name,
            (
                Column("", lambda line: line.sign, sortable=False),
                Column(_("Regel"), _step, stretch=5, wrap=True, sortable=False),
                Column(_("Norm"), _norm, stretch=2, wrap=True, sortable=False),
            ),
            key_of=lambda line: line.key,
            empty=EmptyState(_("Noch ist keine Regel entschieden.")),
        )
        table.opened.connect(self._on_opened)
        return table

    def show_legal(self, state: LegalState) -> None:
        self.table.show_rows(state.path)
        self._rules = state.rules
        count = len(state.rules)
        self.every.show_note(ngettext("{n} Regel", "{n} Regeln", count).format(n=count))
        self._show_rules()

    def _show_rules(self) -> None:
        if self.every.is_open():
            self.every_table.show_rows(self._rules)

    def _on_opened(self, line: PathLine) -> None:
        if line.question:
            self.question_chosen.emit(line.question)


class OpenCard(Card):
    """Questions that still decide something, doubts of the law itself, and what this is not."""

    question_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Offene Punkte und Unsicherheiten"))
        self._questions, self._doubts = _Lines(), _Lines()
        self._questions.chosen.connect(self.question_chosen)
        self._doubts_heading = label(_("Was das Recht selbst offenlässt"), "strong", wrap=True)
        self.notice = label("", "note", wrap=True)
        for part in (self._questions, self._doubts_heading, self._doubts, self.notice):
            self.add(part)

    def show_legal(self, state: LegalState) -> None:
        self._questions.show_lines(state.open_lines)
        self._doubts.show_lines(state.doubts)
        self._doubts_heading.setVisible(bool(state.doubts))
        self.notice.setText(render(state.notice))


class _Lines(QWidget):
    """Links to questions, or plain sentences where nothing can be answered."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(4))
        self._parts: list[QWidget] = []
        self._shown: tuple[OpenLine, ...] | None = None
        grows_down(self)

    def show_lines(self, lines: tuple[OpenLine, ...]) -> None:
        self.setVisible(bool(lines))
        if lines == self._shown:
            return
        self._shown = lines
        for old in self._parts:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = [part for line in lines for part in self._parts_of(line)]
        for part in self._parts:
            self._column.addWidget(part)

    def _parts_of(self, line: OpenLine) -> list[QWidget]:
        text, note = render(line.text), render(line.note)
        parts: list[QWidget] = []
        if line.question:
            link = LinkLine(text)
            link.clicked.connect(lambda: self.chosen.emit(line.question))
            parts.append(link)
        else:
            parts.append(label(text, wrap=True))
        if note:
            small = label(note, "note", wrap=True)
            small.setContentsMargins(theme.current().px(6 if line.question else 0), 0, 0, 0)
            parts.append(small)
        return parts


def _duty(line: DutyLine) -> Cell:
    return TextCell(render(line.text), render(line.norm), line.is_sure, not line.is_sure)


def _step(line: PathLine) -> Cell:
    return TextCell(render(line.text), render(line.because))


def _who(line: DutyLine) -> Cell:
    return TextCell(render(line.who), muted=not line.is_sure)


def _since(line: DutyLine) -> Cell:
    return TextCell(render(line.since), muted=not line.is_sure)


def _norm(line: PathLine) -> Cell:
    return TextCell(render(line.norm), muted=True)
