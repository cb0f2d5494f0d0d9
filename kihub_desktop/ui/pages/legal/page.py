"""Draws law and security: questions, outcome, duties, the way through the rules, IT security."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.legal.security_card import SecurityCard
from kihub_desktop.ui.pages.legal.state import LegalPageState
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.scroll_page import ScrollPage


class LegalPage(ScrollPage):
    security_picked = Signal(str, str)  # item, answer
    page_requested = Signal(str, str)  # page, target

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Recht & Sicherheit"), parent=parent)
        self.setObjectName("legalPage")
        self._missing_page = ""
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
        self.security = SecurityCard()
        self.add(self.security)
        self._wire()

    def _wire(self) -> None:
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
        self.set_heading(self.title, render(state.subtitle))
        self.security.show_security(state.security)

    def reveal_security(self, item: str) -> None:
        """Opens the check of the company and goes to an item."""
        self.security.lead(item)
