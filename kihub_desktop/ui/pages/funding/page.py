"""Draws the page of funding: programmes at the left, what belongs to them at the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.funding.detail_card import DetailCard, toggle_text
from kihub_desktop.ui.pages.funding.programmes_card import ProgrammesCard
from kihub_desktop.ui.pages.funding.side_cards import FactsCard, PlansCard, StartupCard
from kihub_desktop.ui.pages.funding.state import FundingState
from kihub_desktop.ui.use_case_choice import NO_COMPANY
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.scroll_page import Columns, ScrollPage
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox

CHOOSE_KEYS = "Ctrl+Shift+F"
_ONE_COLUMN_BELOW = 1000  # four columns of words need room


class FundingPage(ScrollPage):
    """The columns take cards; see `cards.add_cards`."""

    use_case_chosen = Signal(object)  # UUID
    toggle_requested = Signal()  # the shown programme into the roadmap or out of it
    decision_requested = Signal()  # two values wait for a person
    start_requested = Signal()  # from the empty state

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Förderung & Partner"), parent=parent)
        self.setObjectName("fundingPage")
        self.choice = UseCaseBox()
        self.add_heading_widget(self.choice)
        self.toggle = self.add_button(toggle_text(chosen=False), primary=True, keys=CHOOSE_KEYS)
        self._empty_card = Card()
        self._reason = label("", "strong", wrap=True)
        self.empty = EmptyState(
            _(
                "Hier steht, welche Förderung zu einem Anwendungsfall passt, wie viel sie bringen "
                "kann und was dafür noch fehlt."
            ),
            action=_("Zu den Anwendungsfällen"),
            example=_(
                "Zum Beispiel: Digitalisierung Zuschuss der SAB, bis 33.600 €, passt – erst "
                "beantragen, dann beauftragen."
            ),
        )
        self._empty_card.add(self._reason)
        self._empty_card.add(self.empty)
        self.add(self._empty_card)
        self.columns = Columns((61, 39), single_below=_ONE_COLUMN_BELOW)
        self.add(self.columns)
        self.programmes, self.detail = ProgrammesCard(), DetailCard()
        self.plans, self.startup, self.facts = PlansCard(), StartupCard(), FactsCard()
        for card in (self.programmes, self.startup, self.detail, self.plans):
            self.columns.add(0, card)
        self.setFocusProxy(self.programmes.table)
        self._connect()

    def _connect(self) -> None:
        self.choice.use_case_picked.connect(self.use_case_chosen)
        self.empty.action_requested.connect(self.start_requested)
        self.toggle.clicked.connect(self.toggle_requested)
        self.detail.toggled.connect(self.toggle_requested)
        QShortcut(QKeySequence(CHOOSE_KEYS), self).activated.connect(self.toggle.click)
        for form in (self.facts.form, self.detail.form):
            form.decision_requested.connect(lambda _name: self.decision_requested.emit())

    def show_state(self, state: FundingState) -> None:
        known = state.chosen is not None
        self.columns.setVisible(known)
        self.choice.setVisible(known)
        self.choice.show_choices(state.choices, state.chosen)
        self._empty_card.setVisible(not known)
        self.set_heading(self.title, render(state.subtitle))
        detail = state.detail
        self.toggle.setVisible(known and detail is not None and detail.choosable)
        if not known or state.form is None:
            self._show_nothing(state)
            return
        self.programmes.show_programmes(state)
        self.plans.show_plans(state)
        self.startup.show_lines(state)
        self.facts.show_form(state.form)
        self.detail.setVisible(detail is not None)
        if detail is not None:
            self.detail.show_detail(detail)
            self.toggle.setText(toggle_text(chosen=detail.entries is not None))
            self.toggle.setAccessibleName(self.toggle.text())

    def focus_fact(self, name: str) -> None:
        """Leads to a field of this page."""
        self.ensureWidgetVisible(self.facts)
        self.facts.focus(name)

    def show_detail(self) -> None:
        """Scrolls to everything about the shown programme."""
        top = self.columns.y() + self.detail.mapTo(self.columns, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(max(0, top - theme.current().px(12)))
        self.detail.toggle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_nothing(self, state: FundingState) -> None:
        self._reason.setText(render(state.missing) if state.missing else "")
        homeless = state.missing == NO_COMPANY
        self.empty.show_action(_("Alle Unternehmen") if homeless else _("Zu den Anwendungsfällen"))
