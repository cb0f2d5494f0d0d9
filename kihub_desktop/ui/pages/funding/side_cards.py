"""The other cards of the page: combinations, money for start-ups, and what is asked here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.funding_records import FundingCase
from kihub_desktop.domain.words import word, words
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.funding.programmes_card import programme_columns
from kihub_desktop.ui.pages.funding.state import FactsForm, FundingState, PlanLine, ProgrammeLine
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.editors import LineEditor
from kihub_desktop.ui.widgets.fields import Field, FieldKind
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.link_line import LinkLine
from kihub_desktop.ui.widgets.record_form import RecordForm

_FACTS = (("novelty", "institute"), ("ordered", "ordered_on"), ("training_hours",))


class PlansCard(Card):
    """Programmes that go together; no euro is counted twice."""

    plan_taken = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Zusammen"), _("jeder Euro zählt nur einmal"))
        self.table: DataTable[PlanLine] = DataTable(
            _("Kombinationen"),
            (
                Column(_("Kombination"), _plan, stretch=2, wrap=True),
                Column(_("Programme"), _parts, stretch=3, wrap=True),
                Column(_("Zusammen"), lambda line: render(line.total)),
            ),
            key_of=lambda line: line.key,
        )
        self.take = QPushButton(_("Kombination in den Fahrplan"))
        self.take.setToolTip(_("Nimmt alle Programme der markierten Zeile in den Fahrplan"))
        self.add(self.table)
        self.add_action(self.take)
        self.take.clicked.connect(self._on_take)
        self.table.opened.connect(lambda line: self.plan_taken.emit(line.key))

    def show_plans(self, state: FundingState) -> None:
        self.setVisible(bool(state.plans))
        self.table.show_rows(state.plans)
        if state.plans and self.table.current() is None:
            self.table.choose(state.plans[0].key)

    def _on_take(self) -> None:
        line = self.table.current()
        if line is not None:
            self.plan_taken.emit(line.key)


def _plan(line: PlanLine) -> Cell:
    return TextCell(_(line.label), _(line.text), strong=True)


def _parts(line: PlanLine) -> Cell:
    return TextCell(render(line.parts), render(line.note))


class StartupCard(Card):
    """Investors, guarantees and stipends, shown for start-ups only."""

    programme_chosen = Signal(str)
    programme_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Kapital für Start-ups"), _("Beteiligungen, Bürgschaften, Stipendien"))
        self.table: DataTable[ProgrammeLine] = DataTable(
            _("Kapital für Start-ups"), programme_columns(), key_of=lambda line: line.id
        )
        self.add(self.table)
        self.table.chosen.connect(lambda line: self.programme_chosen.emit(line.id))
        self.table.opened.connect(lambda line: self.programme_opened.emit(line.id))

    def show_lines(self, state: FundingState) -> None:
        self.setVisible(bool(state.startup))
        self.table.show_rows(state.startup)


class FactsCard(Card):
    """What programmes ask about the use case, and its costs by kind."""

    account_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Wovon die Förderung abhängt"))
        self.form = RecordForm(entry_rows(FundingCase, _FACTS))
        self.add(self.form)
        self.account = LinkLine("")
        self.account.setToolTip(_("Zur Antwort"))
        self.account.clicked.connect(self.account_asked)
        self.add(self.account)
        self.add(label(_("GEPLANTE KOSTEN"), "label"))
        self.note = label(
            _(
                "Vorgabe ist, was die Wirtschaftlichkeit vor dem Start und im ersten Jahr zählt. "
                "Ein eigener Betrag geht vor; leer gilt wieder die Vorgabe."
            ),
            "note",
            wrap=True,
        )
        self.add(self.note)
        kinds = [each for each in words(CostType) if each is not CostType.LIVING]
        pairs = [kinds[place : place + 2] for place in range(0, len(kinds), 2)]
        self.costs = Form([[_cost_field(CostType(each)) for each in pair] for pair in pairs])
        self.add(self.costs)
        self.unassigned = label("", "problem", wrap=True)
        self.add(self.unassigned)

    def show_form(self, shown: FactsForm) -> None:
        self.form.show_entries(shown.entries)
        self.account.setText(render(shown.account))
        self.account.setAccessibleName(render(shown.account))
        fields = [each for each in shown.costs if each.type is not CostType.LIVING]
        for each in fields:
            editor = self.costs.field(each.type.value).editor
            if isinstance(editor, LineEditor):
                editor.line.setPlaceholderText(render(each.derived))
        self.costs.show_problems({each.type.value: render(each.problem) for each in fields})
        self.costs.show_values({each.type.value: each.text for each in fields})
        self.unassigned.setText(render(shown.unassigned) if shown.unassigned else "")
        self.unassigned.setVisible(shown.unassigned is not None)

    def focus(self, name: str) -> None:
        """Puts the focus into a field: „ordered“, or „cost.software“ for an amount."""
        kind, _sign, rest = name.partition(".")
        if rest:
            self.costs.focus_field(rest)
        else:
            self.form.focus_field(kind)


def _cost_field(kind: CostType) -> Field:
    return Field(kind.value, render(word(kind)), FieldKind.MONEY, unit="€")
