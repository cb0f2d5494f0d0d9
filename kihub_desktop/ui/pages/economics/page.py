"""Draws the business case."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kihub_desktop.domain.choices import Side
from kihub_desktop.domain.records import BusinessCase
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.economics.charts import draw_cash_flow, draw_histogram, draw_tornado
from kihub_desktop.ui.pages.economics.comparison_card import ComparisonCard
from kihub_desktop.ui.pages.economics.lines_card import BASES_KEYS, LIBRARY_KEYS, LinesCard
from kihub_desktop.ui.pages.economics.state import EconomicsState, Figures
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.use_case_choice import NO_COMPANY
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.explanation_view import ExplanationView
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.figure_view import FigureView
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.link_line import LinkLine
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.record_form import RecordForm
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.stat_tile import StatTile
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox

_FRAME = (
    ("horizon", "discount_rate", "funding", "grant"),
    ("prices", "inflation", "pilot_cost", "pilot_months"),
    ("strategic_reason", "strategic_by"),
)


class EconomicsPage(ScrollPage):
    use_case_chosen = Signal(object)  # UUID
    scenario_chosen = Signal(int)
    line_requested = Signal(object)  # Side of a new line
    usual_lines_requested = Signal()  # to pick usual lines
    bases_requested = Signal()  # to pick from processes and pain points
    line_opened = Signal(object)  # UUID
    history_requested = Signal(object, str)  # UUID, field
    decision_requested = Signal()
    funding_requested = Signal()
    start_requested = Signal()  # from the empty state

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Wirtschaftlichkeit"), parent=parent)
        self.setObjectName("economicsPage")
        self.choice = UseCaseBox()
        self.scenario = ChoiceBox()
        self.scenario.setAccessibleName(_("Szenario"))
        self.add_heading_widget(self.choice)
        self.add_heading_widget(self.scenario)
        self._reason = label("", "strong", wrap=True)
        self._empty_card = Card()
        self.empty = EmptyState(
            _("Hier steht, was ein Anwendungsfall kostet und bringt – mit seiner Unsicherheit."),
            action=_("Zu den Anwendungsfällen"),
        )
        self._empty_card.add(self._reason)
        self._empty_card.add(self.empty)
        self.progress = ProgressStrip()
        self.tiles = _Tiles()
        self.add(self._empty_card)
        self.add(self.progress)
        self.add(self.tiles)
        self.columns = self.add_columns(56, 44)
        self.distribution = FigureView(_("Verteilung des Kapitalwerts"), height=280, fits=True)
        self.tornado = FigureView(_("Was bewegt das Ergebnis?"), height=280, fits=True)
        self.cash_flow = FigureView(_("Zahlungsreihe"), height=280, fits=True)
        self.origin = ExplanationView(_("Woher kommen die Zahlen?"))
        self._add_charts()
        self.comparison = ComparisonCard()
        self.lines = LinesCard()
        self.frame = RecordForm(entry_rows(BusinessCase, _FRAME))
        self.frame_card = Card(_("Rahmen der Rechnung"))
        self.frame_card.add(self.frame)
        self.funded = LinkLine("")
        self.funded.setToolTip(_("Zur Förderung"))
        self.frame_card.add(self.funded)
        self.add(self.lines)
        self.add(self.comparison)
        self.add(self.frame_card)
        self._connect()

    def _add_charts(self) -> None:
        for place, title, note, view in (
            (0, _("Verteilung des Kapitalwerts"), "", self.distribution),
            (1, _("Was bewegt das Ergebnis?"), _("je Größe P10 → P90"), self.tornado),
            (0, _("Zahlungsreihe"), _("wahrscheinliche Werte"), self.cash_flow),
            (1, _("Woher kommen die Zahlen?"), "", self.origin),
        ):
            card = Card(title, note)
            card.add(view)
            self.columns.add(place, card)

    def _connect(self) -> None:
        self.choice.use_case_picked.connect(self._on_use_case)
        self.scenario.activated.connect(self.scenario_chosen)
        self.empty.action_requested.connect(self.start_requested)
        self.lines.add_cost.clicked.connect(lambda: self.line_requested.emit(Side.COST))
        self.lines.add_benefit.clicked.connect(lambda: self.line_requested.emit(Side.BENEFIT))
        self.lines.add_usual.clicked.connect(self.usual_lines_requested)
        self.lines.add_captured.clicked.connect(self.bases_requested)
        for keys, asked in (
            (LIBRARY_KEYS, self.usual_lines_requested),
            (BASES_KEYS, self.bases_requested),
        ):
            bound = QShortcut(QKeySequence(keys), self)
            bound.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            bound.activated.connect(asked)
        grid = self.lines.grid
        grid.open_requested.connect(self._on_open)
        grid.history_requested.connect(self.history_requested)
        grid.decision_requested.connect(lambda _key, _name: self.decision_requested.emit())
        self.origin.answer_chosen.connect(self._on_leaf)
        self.funded.clicked.connect(self.funding_requested)
        self.tiles.asked.connect(self.explain)
        self.comparison.asked.connect(self.explain)

    def _on_use_case(self, use_case: UUID) -> None:
        self.lines.grid.commit_pending()  # still belongs to the use case that was shown
        self.use_case_chosen.emit(use_case)

    def _on_open(self, line: UUID, _name: str) -> None:
        if line == self.lines.grid.model.state.new.key:
            self.line_requested.emit(Side.BENEFIT)
        else:
            self.line_opened.emit(line)

    def explain(self, node: str) -> None:
        """Opens the explanation of one figure."""
        self.origin.reveal(node)
        self.ensureWidgetVisible(self.origin)

    def show_state(self, state: EconomicsState) -> None:
        known = state.chosen is not None
        for part in (self.lines, self.frame_card, self.choice):
            part.setVisible(known)
        self._empty_card.setVisible(not known)
        self._reason.setText(render(state.missing) if state.missing else "")
        homeless = state.missing == NO_COMPANY
        self.empty.show_action(_("Alle Unternehmen") if homeless else _("Zu den Anwendungsfällen"))
        figures = state.figures
        self.tiles.setVisible(figures is not None)
        self.columns.setVisible(figures is not None)
        self.comparison.setVisible(figures is not None)
        self.scenario.setVisible(figures is not None and len(figures.scenarios) > 1)
        self.set_heading(self.title, render(state.subtitle))
        if state.chosen is None or state.frame is None:
            return
        self.choice.show_choices(state.choices, state.chosen)
        self.frame.show_entries(state.frame)
        self.funded.setVisible(state.funded is not None)
        said = render(state.funded) if state.funded else ""
        self.funded.setText(said)
        self.funded.setAccessibleName(said)
        self.lines.show_lines(state)
        if figures is not None:
            self._show_figures(figures)

    def _show_figures(self, figures: Figures) -> None:
        self.scenario.set_options(
            [Option(str(place), render(name)) for place, name in enumerate(figures.scenarios)]
        )
        self.scenario.choose(str(figures.chosen))
        self.tiles.show_figures(figures)
        draw, said = draw_histogram(figures.scenario, self.distribution.sheet_width)
        self.distribution.show_figure(draw, said)
        draw, said = draw_tornado(figures.scenario, self.tornado.sheet_width)
        self.tornado.show_figure(draw, said)
        draw, said = draw_cash_flow(figures.scenario, self.cash_flow.sheet_width)
        self.cash_flow.show_figure(draw, said)
        self.origin.show_node(figures.tree)
        self.comparison.show_figures(figures)

    def _on_leaf(self, line: str) -> None:
        try:
            self.line_opened.emit(UUID(line))
        except ValueError:
            self.frame.focus_field("grant")


class _Tiles(QWidget):
    asked = Signal(str)  # id of the part of the explanation

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().px(16))
        self.tiles: list[StatTile] = []

    def show_figures(self, figures: Figures) -> None:
        for place, tile in enumerate(figures.tiles):
            if place == len(self.tiles):
                made = StatTile(render(tile.title))
                made.clicked.connect(partial(self.asked.emit, tile.node))
                self._row.addWidget(made, 1)
                self.tiles.append(made)
            self.tiles[place].show_figure(render(tile.value), render(tile.note))
