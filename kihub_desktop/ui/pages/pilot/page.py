"""Draws the sketch of a pilot, the partners for it, and the plan for AI literacy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import _, render
from kihub_desktop.ui.open_texts import EDITORS
from kihub_desktop.ui.pages.pilot.plan_card import PlanCard
from kihub_desktop.ui.pages.pilot.sketch_card import ADOPT_KEYS, SketchCard
from kihub_desktop.ui.pages.pilot.state import PilotPageState
from kihub_desktop.ui.record_rows import RecordRows
from kihub_desktop.ui.regional.partner_card import PartnerCard
from kihub_desktop.ui.use_case_choice import NO_COMPANY
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.message_banner import Message, MessageBanner
from kihub_desktop.ui.widgets.record_grid import RecordGrid
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox

PARTNERS_KEYS = "Ctrl+Shift+P"


class PilotPage(ScrollPage):
    use_case_chosen = Signal(object)  # UUID
    partners_requested = Signal()
    decision_requested = Signal()
    start_requested = Signal()  # from the empty state

    def __init__(
        self, suggest: Callable[[str], Sequence[Option]], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Pilot & Weiterbildung"), parent=parent)
        self.setObjectName("pilotPage")
        self.choice = UseCaseBox()
        self.add_heading_widget(self.choice)
        self.banner = MessageBanner()
        self.banner.hide()
        self.add(self.banner)
        self._empty_card = Card()
        self._reason = label("", "strong", wrap=True)
        self.empty = EmptyState(
            _(
                "Hier entsteht aus einem Anwendungsfall ein Pilot: Ziel, Erfolgsmaß, Rollen und "
                "ein Partner aus der Region."
            ),
            action=_("Zu den Anwendungsfällen"),
        )
        self._empty_card.add(self._reason)
        self._empty_card.add(self.empty)
        self.add(self._empty_card)
        self.columns = self.add_columns(58, 42)
        self.sketch = SketchCard(suggest)
        self.partners = PartnerCard(picks=True)
        self.columns.add(0, self.sketch)
        self.columns.add(1, self.partners)
        self.plan = PlanCard()
        self.add(self.plan)
        self.rows: RecordRows | None = None
        self._connect()

    def _connect(self) -> None:
        self.choice.use_case_picked.connect(self.use_case_chosen)
        self.empty.action_requested.connect(self.start_requested)
        self.partners.all_requested.connect(self.partners_requested)
        self.banner.closed.connect(self.banner.hide)
        for keys, slot in (
            (ADOPT_KEYS, self.sketch.proposals.adopt_all),
            (PARTNERS_KEYS, self.partners_requested.emit),
        ):
            bound = QShortcut(QKeySequence(keys), self)
            bound.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            bound.activated.connect(slot)

    def show_state(self, state: PilotPageState) -> None:
        known = state.use_case is not None
        for part in (self.columns, self.choice):
            part.setVisible(known)
        self.plan.setVisible(state.has_company)
        self._empty_card.setVisible(not known)
        self._reason.setText(render(state.missing) if state.missing else "")
        homeless = state.missing == NO_COMPANY
        self.empty.show_action(_("Alle Unternehmen") if homeless else _("Zu den Anwendungsfällen"))
        self.set_heading(self.title, (state.use_case.title if state.use_case else "") or "")
        if state.use_case is not None and state.partners is not None:
            self.choice.show_choices(state.choices, state.use_case.id)
            self.sketch.show_state(state)
            self.partners.show_partners(state.partners)
        if state.training is not None:
            self.plan.show_training(state.training)

    def refresh_plan(self) -> None:
        if self.rows is not None:
            self.rows.refresh()

    def reveal(self, target: str) -> None:
        """Scrolls to the plan and gives it the keyboard."""
        if target == "plan":
            self.ensureWidgetVisible(self.plan)
            self.plan.grid.setFocus()

    def show_refusal(self, said: Value) -> None:
        self.banner.show_message(Message(render(said)))

    def commit_pending(self) -> None:
        """Commits what was typed in the form or a cell of this page and not left yet."""
        super().commit_pending()
        for editor in EDITORS.inside(self):
            if isinstance(editor, RecordGrid):
                editor.commit_pending()
