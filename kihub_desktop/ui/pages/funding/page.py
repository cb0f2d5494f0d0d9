"""Draws the page of funding: programmes at the left, what belongs to them at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.funding.state import FundingState
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.use_case_choice import NO_COMPANY
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox


class FundingPage(ScrollPage):
    """The columns take cards; see `cards.add_cards`."""

    use_case_chosen = Signal(object)  # UUID
    start_requested = Signal()  # from the empty state

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Förderung & Partner"), parent=parent)
        self.setObjectName("fundingPage")
        self.choice = UseCaseBox()
        self.add_heading_widget(self.choice)
        self._empty_card = Card()
        self._reason = label("", "strong", wrap=True)
        self.empty = EmptyState(
            _(
                "Hier steht, welche Förderung zu einem Anwendungsfall passt, wie viel sie bringen "
                "kann und was dafür noch fehlt."
            ),
            action=_("Zu den Anwendungsfällen"),
        )
        self._empty_card.add(self._reason)
        self._empty_card.add(self.empty)
        self.add(self._empty_card)
        self.columns = self.add_columns(61, 39)
        self.programmes = Card(_("Förderung"))
        self.programmes.add(label(_("Erst beantragen, dann beauftragen."), "strong", wrap=True))
        self.facts = Card(_("Wovon die Förderung abhängt"), tone=Tone.NOTE)
        self.facts.add(
            label(_("Sitz, Größe und Kosten kommen aus den anderen Schritten."), wrap=True)
        )
        self.columns.add(0, self.programmes)
        self.choice.use_case_picked.connect(self.use_case_chosen)
        self.empty.action_requested.connect(self.start_requested)

    def show_state(self, state: FundingState) -> None:
        known = state.chosen is not None
        self.columns.setVisible(known)
        self.choice.setVisible(known)
        self.choice.show_choices(state.choices, state.chosen)
        self._empty_card.setVisible(not known)
        self.set_heading(self.title, render(state.subtitle))
        if not known:
            self._reason.setText(render(state.missing) if state.missing else "")
            homeless = state.missing == NO_COMPANY
            self.empty.show_action(
                _("Alle Unternehmen") if homeless else _("Zu den Anwendungsfällen")
            )
