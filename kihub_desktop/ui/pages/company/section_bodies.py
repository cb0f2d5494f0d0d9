"""The four sections below the chips: each is built when first shown and reads only when seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.company.grid_parts import Links
from kihub_desktop.ui.pages.company.kinds import Named
from kihub_desktop.ui.pages.company.master_card import MasterCard
from kihub_desktop.ui.pages.company.obstacles_card import ObstaclesCard
from kihub_desktop.ui.pages.company.open_card import OpenCard
from kihub_desktop.ui.pages.company.pictures_card import PicturesCard
from kihub_desktop.ui.pages.company.questions_card import QuestionsCard
from kihub_desktop.ui.pages.company.record_card import RecordCard
from kihub_desktop.ui.pages.company.sections import FINDINGS, LISTS, OVERVIEW, VISIT, WORKS
from kihub_desktop.ui.pages.company.state import CompanyPageState
from kihub_desktop.ui.pages.company.template_card import TemplateCard
from kihub_desktop.ui.widgets.scroll_page import Columns

_USUAL = {OVERVIEW: "process", WORKS: "it_system", FINDINGS: "pain_point", VISIT: "task"}


class SectionBodies(QWidget):
    """One widget per section; as tall as the one that is shown."""

    field_committed = Signal(str, str)
    field_restored = Signal(str)
    obstacle_committed = Signal(str, str, str)
    obstacle_restored = Signal(str, str)
    decision_requested = Signal()
    point_chosen = Signal(object)
    new_requested = Signal(str)
    edit_requested = Signal(str, object, str)
    history_requested = Signal(str, object, str)
    ticked = Signal(str, object)
    template_requested = Signal()
    answered = Signal(str, str)  # question, answer
    made_task = Signal(str)
    ticked_off = Signal(str)

    def __init__(self, offered: Named, links: Links, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.master = MasterCard(offered, links)
        self._links = links
        self._connect: Callable[[RecordCard], None] | None = None
        self.open_card = OpenCard()
        self.template = TemplateCard()
        self.pictures = PicturesCard()
        self.obstacles: ObstaclesCard | None = None
        self.questions: QuestionsCard | None = None
        self._bodies: dict[str, QWidget] = {}
        self._cards: dict[tuple[str, str], RecordCard] = {}
        self._order: dict[str, list[QWidget]] = {}
        self._shown = OVERVIEW
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._wire_master()
        self._body(OVERVIEW)

    def _wire_master(self) -> None:
        self.master.committed.connect(self.field_committed)
        self.master.restored.connect(self.field_restored)
        self.master.decision_requested.connect(lambda _name: self.decision_requested.emit())
        self.open_card.point_chosen.connect(self.point_chosen)
        self.template.chosen.connect(self.template_requested)
        self._adopt(OVERVIEW, self.master.affiliates)

    # -- building ----------------------------------------------------------------------------

    def _body(self, section: str) -> QWidget:
        body = self._bodies.get(section)
        if body is None:
            build = {
                OVERVIEW: self._overview,
                WORKS: self._works,
                FINDINGS: self._findings,
                VISIT: self._visit,
            }
            body = self._bodies[section] = build[section]()
            body.setVisible(section == self._shown)
            self._column.addWidget(body)
        return body

    def _overview(self) -> QWidget:
        columns, card = Columns((3, 5)), self._card
        lower = Columns((3, 2), single_below=600)
        kinds = ("contact", "process", "data_source", "observation")
        contact, process, source, observation = (card(OVERVIEW, kind) for kind in kinds)
        columns.add(0, self.master)
        columns.add(0, contact)
        columns.add(1, self.template)
        columns.add(1, process)
        lower.add(0, source)
        lower.add(1, self.pictures)
        columns.add(1, lower)
        columns.add(1, self.open_card)
        columns.add(1, observation)
        order = [self.master, contact, process, source, self.pictures, self.open_card, observation]
        self._order[OVERVIEW] = [*order]
        return columns

    def _works(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(16))
        cards = [
            self._card(WORKS, kind) for kind in ("it_system", "machine", "data_source", "site")
        ]
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        self._order[WORKS] = [*cards]
        return body

    def _findings(self) -> QWidget:
        columns = Columns((1,))
        self.obstacles = ObstaclesCard()
        self.obstacles.committed.connect(self.obstacle_committed)
        self.obstacles.restored.connect(self.obstacle_restored)
        self.questions = QuestionsCard()
        self.questions.answered.connect(self.answered)
        self.questions.made_task.connect(self.made_task)
        self.questions.ticked_off.connect(self.ticked_off)
        pain, seen = self._card(FINDINGS, "pain_point"), self._card(FINDINGS, "observation")
        order: list[QWidget] = [pain, seen, self.obstacles, self.questions]
        for card in order:
            columns.add(0, card)
        self._order[FINDINGS] = order
        return columns

    def _visit(self) -> QWidget:
        columns = Columns((1, 1))
        cards = {kind: self._card(VISIT, kind) for kind in LISTS[VISIT]}
        for kind, card in cards.items():
            columns.add(0 if kind in {"visit", "participant"} else 1, card)
        self._order[VISIT] = [*cards.values()]
        return columns

    def _card(self, section: str, kind: str) -> RecordCard:
        return self._adopt(section, RecordCard(kind, self._links, wide=section == WORKS))

    def _adopt(self, section: str, card: RecordCard) -> RecordCard:
        self._cards[section, card.kind] = card
        card.new_requested.connect(self.new_requested)
        card.edit_requested.connect(self.edit_requested)
        card.decision_requested.connect(lambda _name: self.decision_requested.emit())
        card.history_requested.connect(self.history_requested)
        card.ticked.connect(self.ticked)
        if self._connect is not None:
            self._connect(card)
        return card

    def connect_cards(self, connect: Callable[[RecordCard], None]) -> None:
        """Connects every list with what decides for it, also those that are built later."""
        self._connect = connect
        for card in self._cards.values():
            connect(card)

    # -- showing -----------------------------------------------------------------------------

    def show_section(self, section: str, state: CompanyPageState) -> None:
        """Shows a section, with what is known now."""
        self._shown = section
        self._body(section)
        for name, body in self._bodies.items():
            body.setVisible(name == section)
        self.show_state(state)

    def show_state(self, state: CompanyPageState) -> None:
        """Draws the section at hand; the others draw when they are shown."""
        if state.company is None:
            return
        if self._shown == OVERVIEW:
            self.master.show_state(state)
            self.open_card.show_points(state.points)
            self.template.show_offer(state.offer)
        if self._shown == FINDINGS and self.obstacles is not None and self.questions is not None:
            self.obstacles.show_lines(state.obstacles)
            self.questions.show_lines(state.asked)
        for (section, kind), card in self._cards.items():
            if section == self._shown:
                card.show_version(state.versions.get(kind, 0))

    def cards_for(self, section: str) -> Mapping[str, RecordCard]:
        """The card of each kind that is built, preferring those of the section."""
        found = {kind: card for (_place, kind), card in self._cards.items()}
        return found | {kind: card for (at, kind), card in self._cards.items() if at == section}

    def has_list(self, kind: str) -> bool:
        return any(kind in kinds for kinds in LISTS.values())

    def usual_kind(self, section: str) -> str:
        return _USUAL[section]

    # -- focus -------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """The first field of the master data, or the first list of another section."""
        if self._shown == OVERVIEW:
            self.master.focus_first()
        else:
            _focus_card(self._order[self._shown][0])

    def step_card(self, by: int) -> None:
        """The focus to the next or previous card of the section, around at the end."""
        order, focused = self._order[self._shown], QApplication.focusWidget()
        here = [n for n, card in enumerate(order) if focused and card.isAncestorOf(focused)]
        place = (here[0] + by) if here else 0
        _focus_card(order[place % len(order)])

    def focus_obstacle(self, slot: UUID) -> None:
        if self.obstacles is not None:
            self.obstacles.focus(slot)


def _focus_card(card: QWidget) -> None:
    """Into a list, the first field, or the first control of a card; scrolled into view."""
    if isinstance(card, RecordCard):
        card.grid.setFocus(Qt.FocusReason.TabFocusReason)
    elif isinstance(card, MasterCard | ObstaclesCard | PicturesCard | QuestionsCard):
        card.focus_first()
    elif isinstance(card, OpenCard) and card.links():
        card.links()[0].setFocus(Qt.FocusReason.TabFocusReason)
    _scroll_to(card)


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        focused = QApplication.focusWidget()
        above.ensureWidgetVisible(focused if focused is not None else widget)
