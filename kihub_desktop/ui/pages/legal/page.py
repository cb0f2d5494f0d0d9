"""Draws law and security: questions, outcome, duties, the way through the rules, IT security."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.legal.questions_card import QuestionsCard
from kihub_desktop.ui.pages.legal.result_cards import ClassCard, DutiesCard, OpenCard, PathCard
from kihub_desktop.ui.pages.legal.security_card import SecurityCard
from kihub_desktop.ui.pages.legal.state import LegalPageState, LegalState
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.scroll_page import Columns, ScrollPage
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox

_NEXT_KEY = "F8"
_SINGLE_BELOW = 1000


class LegalPage(ScrollPage):
    use_case_chosen = Signal(object)  # UUID
    picked = Signal(str, str)  # fact, answer; "" takes it back
    address_chosen = Signal(str)
    security_picked = Signal(str, str)  # item, answer
    page_requested = Signal(str, str)  # page, target

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Recht & Sicherheit"), parent=parent)
        self.setObjectName("legalPage")
        self._missing_page = ""
        self.choice = UseCaseBox()
        self.add_heading_widget(self.choice)
        self.next_button = self.add_button(_("Nächste offene"), keys=_NEXT_KEY)
        self.reason = label("", "strong", wrap=True)
        self.empty = EmptyState(
            _(
                "Hier steht, welche Pflichten ein Anwendungsfall mit sich bringt, ab wann sie "
                "gelten und warum – und wie gut das Unternehmen geschützt ist."
            ),
            action=_("Zu den Anwendungsfällen"),
        )
        self.nothing = Card()
        self.nothing.add(self.reason)
        self.nothing.add(self.empty)
        self.add(self.nothing)
        self.outcome, self.duties = ClassCard(), DutiesCard()
        self.path, self.open_points = PathCard(), OpenCard()
        self.questions = QuestionsCard()
        self.columns = Columns((55, 45), single_below=_SINGLE_BELOW)
        self.columns.add(0, self.questions)
        for card in (self.outcome, self.duties, self.path, self.open_points):
            self.columns.add(1, card)
        self.add(self.columns)
        self.security = SecurityCard()
        self.add(self.security)
        self._wire()

    def _wire(self) -> None:
        self.columns.arranged.connect(self._place_outcome)
        self.choice.use_case_picked.connect(self.use_case_chosen)
        self.next_button.clicked.connect(self.lead_to_next)
        keys = QShortcut(QKeySequence(_NEXT_KEY), self)
        keys.activated.connect(self.lead_to_next)
        self.questions.picked.connect(self.picked)
        self.questions.address_chosen.connect(self.address_chosen)
        for card in (self.duties, self.path, self.open_points):
            card.question_chosen.connect(self.reveal_question)
        self.security.picked.connect(self.security_picked)
        self.empty.action_requested.connect(
            lambda: self.page_requested.emit(self._missing_page, "")
        )

    def show_state(self, state: LegalPageState) -> None:
        self._missing_page = state.missing_page
        self.nothing.setVisible(state.missing is not None)
        self.reason.setText(render(state.missing) if state.missing else "")
        homeless = state.missing_page == "companies"
        self.empty.show_action(_("Alle Unternehmen") if homeless else _("Zu den Anwendungsfällen"))
        for part in (self.choice, self.next_button, self.columns, self.outcome):
            part.setVisible(state.legal is not None)
        self.choice.show_choices(state.choices, state.chosen)
        self.set_heading(self.title, render(state.subtitle))
        if state.legal is not None:
            self._show_legal(state.legal)
        self.security.show_security(state.security)

    def _show_legal(self, legal: LegalState) -> None:
        self.questions.show_legal(legal)
        self.outcome.show_legal(legal)
        self.duties.show_duties(legal.duties)
        self.path.show_legal(legal)
        self.open_points.show_legal(legal)
        self.next_button.setEnabled(bool(self._open_keys()))

    # -- going to a place ----------------------------------------------------------------------

    def reveal_question(self, fact: str) -> None:
        """Goes to a question; one that is not asked any more leads to the first that is open."""
        rows = self.questions.rows.rows
        wanted = fact if fact in rows else next(iter(self._open_keys()), next(iter(rows), ""))
        if wanted:
            rows[wanted].lead()
            self.ensureWidgetVisible(rows[wanted])

    def reveal_security(self, item: str) -> None:
        """Opens the check of the company and goes to an item."""
        self.security.lead(item)

    def lead_to_next(self) -> None:
        """The next open question below the focus; after the last one the first."""
        rows = self.questions.rows.rows
        order, focus = list(rows), self.window().focusWidget()
        here = next(
            (place for place, key in enumerate(order) if focus in rows[key].stops()), len(order)
        )
        opened = self._open_keys()
        below = [key for key in opened if order.index(key) > here]
        for key in (below or opened)[:1]:
            self.reveal_question(key)

    def _open_keys(self) -> list[str]:
        rows = self.questions.rows.rows
        return [key for key, row in rows.items() if not row.line.value]

    def focus_first(self) -> None:
        """Where work was left, else the first open question."""
        rows = self.questions.rows.rows.values()
        stops = [stop for row in rows for stop in row.stops()]
        if self.focusWidget() not in stops:
            first = self._first_open() if self._open_keys() else self.choice
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.focusWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_open(self) -> QWidget:
        return self.questions.rows.rows[self._open_keys()[0]].stops()[0]

    def _place_outcome(self, across: int) -> None:
        """The outcome stays in sight: at the right, or on top where all stand in one column."""
        on_top = self.body.indexOf(self.outcome) >= 0
        if across == 1 and not on_top:
            self.body.insertWidget(1, self.outcome)
        elif across > 1 and on_top:
            self.body.removeWidget(self.outcome)
            self.columns.add_first(1, self.outcome)
