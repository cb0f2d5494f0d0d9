"""The card of the programmes: how many fit, what is still missing, and the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.funding.state import FilterChip, FundingState, ProgrammeLine
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.chip import Chip, StatusPill
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.link_line import LinkLine


def programme_columns() -> tuple[Column[ProgrammeLine], ...]:
    return (
        Column(_("Programm"), _name, stretch=3, wrap=True, sort=lambda line: line.name.casefold()),
        Column(_("Zuschuss (geschätzt)"), lambda line: render(line.amount), stretch=1, wrap=True),
        Column(_("Passung"), _fit, sort=lambda line: line.order),
        Column(_("Warum"), lambda line: TextCell(render(line.why)), stretch=3, wrap=True),
    )


def _name(line: ProgrammeLine) -> Cell:
    mark = _("✓ im Fahrplan · ") if line.chosen else ""
    return TextCell(line.name, mark + render(line.note), strong=True)


def _fit(line: ProgrammeLine) -> Cell:
    return PillCell(render(line.fit), line.tone)


class ProgrammesCard(Card):
    filter_chosen = Signal(str)
    fact_chosen = Signal(object)  # Fact
    programme_chosen = Signal(str)
    programme_opened = Signal(str)  # double click or Enter

    def __init__(self) -> None:
        super().__init__(_("Förderung"))
        self._group = QButtonGroup(self)
        self._row = FlowRow()
        self.chips: dict[str, Chip] = {}
        self.missing = _Missing()
        self.table: DataTable[ProgrammeLine] = DataTable(
            _("Förderprogramme"),
            programme_columns(),
            key_of=lambda line: line.id,
            empty=EmptyState(
                _("Kein Programm in dieser Auswahl."),
                example=_("Andere Programme stehen unter „Alle“ – mit dem Grund, warum nicht."),
            ),
        )
        self.warning = StatusPill(_("Achtung"), Tone.BAD)
        self.order_first = label(_("Erst beantragen, dann beauftragen."), "strong", wrap=True)
        self.checked = label("", "note", wrap=True)
        self.together = label("", "", wrap=True)
        self.body.addLayout(self._warned())
        for part in (self._row, self.missing, self.table, self.together, self.checked):
            self.add(part)
        self.missing.chosen.connect(self.fact_chosen)
        self.table.chosen.connect(lambda line: self.programme_chosen.emit(line.id))
        self.table.opened.connect(lambda line: self.programme_opened.emit(line.id))

    def _warned(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(10))
        row.addWidget(self.warning)
        row.addWidget(self.order_first, 1)
        return row

    def show_programmes(self, state: FundingState) -> None:
        self.set_heading(_("Förderung"), render(state.counts))
        for each in state.filters:
            self._show_chip(each, checked=each.key == state.filter)
        self.missing.show_facts(state)
        self.table.show_rows(state.lines)
        if state.detail is not None:
            self.table.choose(state.detail.id)
        self.together.setText(render(state.together))
        self.together.setVisible(bool(state.together))
        self.checked.setText(render(state.checked) if state.checked else "")

    def _show_chip(self, shown: FilterChip, *, checked: bool) -> None:
        chip = self.chips.get(shown.key)
        if chip is None:
            chip = self.chips[shown.key] = Chip(render(shown.text))
            self._group.addButton(chip)
            self._row.add(chip)
            chip.clicked.connect(lambda: self.filter_chosen.emit(shown.key))
        chip.show_count(shown.count)
        chip.setChecked(checked)


class _Missing(QWidget):
    """The answers that programmes wait for, each a link to where it is given."""

    chosen = Signal(object)  # Fact

    def __init__(self) -> None:
        super().__init__()
        self._row = FlowRow(gap=4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._row)
        self._shown: Sequence[object] = ()
        self.links: list[LinkLine] = []

    def show_facts(self, state: FundingState) -> None:
        if state.facts_missing == self._shown:
            return
        self._shown = state.facts_missing
        self._row.clear()
        self.links = []
        for each in state.facts_missing:
            link = LinkLine(render(each.text))
            link.setToolTip(_("Zur Antwort"))
            link.clicked.connect(lambda _on=False, fact=each.fact: self.chosen.emit(fact))
            self._row.add(link)
            self.links.append(link)
        self.setVisible(bool(state.facts_missing))
