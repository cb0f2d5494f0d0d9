"""One open workspace in its window: pages with their presenters, steps, undo, search, hub."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Amount, Joined, phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.companies import MASTER_FIELDS
from kihub_desktop.texts import SHOWN_ZONE, _, number, render, with_unit
from kihub_desktop.ui.change_bus import PageHost
from kihub_desktop.ui.desk import Desk
from kihub_desktop.ui.draft_keeper import DraftKeeper
from kihub_desktop.ui.history_desk import HistoryDesk
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.lock import Lock
from kihub_desktop.ui.main_window import MainWindow
from kihub_desktop.ui.page_entry import PageEntry, StepState
from kihub_desktop.ui.rail_needs import RailNeeds
from kihub_desktop.ui.recent import Recent
from kihub_desktop.ui.record_entry import KeptTexts
from kihub_desktop.ui.searching import Command, Searching
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.undo_desk import UndoDesk
from kihub_desktop.ui.widgets.message_banner import Message

PAGE_OF_KIND = {
    "company": "company",
    "contact": "company",
    "process": "company",
    "data_source": "company",
    "site": "company",
    "affiliate": "company",
    "it_system": "company",
    "machine": "company",
    "pain_point": "company",
    "obstacle": "company",
    "visit": "company",
    "participant": "company",
    "observation": "company",
    "picture": "company",
    "decision": "company",
    "task": "company",
    "assessment": "readiness",
    "answer": "readiness",
    "dma_assessment": "dma",
    "dma_answer": "dma",
    "use_case": "use_cases",
    "rating": "use_cases",
    "finding": "findings",
    "source_link": "findings",
    "vote": "findings",
    "condition": "feasibility",
    "business_case": "economics",
    "data_check": "data_check",
    "legal_fact": "legal",
    "security_answer": "legal",
    "cash_line": "economics",
    "roadmap_step": "roadmap",
    "roadmap_link": "roadmap",
    "funding_case": "funding",
    "funding_cost": "funding",
    "funding_choice": "funding",
    "pilot": "pilot",
    "training": "pilot",
}
"""Where a record of a kind is shown."""


class Workbench(QObject):
    """Connects window, pages and services; decides nothing that a presenter can decide."""

    closed = Signal()
    switch_requested = Signal(object)  # Path of another workspace, or None

    def __init__(self, services: Services, appearance: Appearance, jobs: Jobs) -> None:
        super().__init__()
        self.services = services
        self.jobs = jobs
        self.desk = Desk(self)
        self.presenters: dict[str, object] = {}
        self.recent: Callable[[], Sequence[Recent]] = lambda: ()
        self.kept = KeptTexts()
        self.sections: dict[UUID, str] = {}  # of the company page, by company
        self.window = MainWindow(self._entries, appearance)
        self.lock = Lock(self.window, services.slots.check)
        self.keeper = DraftKeeper(services.drafts, self.kept, self.window)
        self.undo_desk = UndoDesk(self, lambda kind: PAGE_OF_KIND.get(kind, "companies"))
        self.searching = Searching(self)
        self.needs = RailNeeds(self)
        self.history_desk = HistoryDesk(self)
        self._connect()

    def open(self) -> None:
        """Shows the start page."""
        self.window.go_to("companies")
        self._show_hub()
        self.window.show()
        self.desk.publish(self.services.take_back_unfinished())
        self.keeper.start()
        self.lock.start()
        self.searching.start()
        self._offer_unsaved()

    def _offer_unsaved(self) -> None:
        """What the last run could not save; nothing of this is loaded without a reason."""
        if self.services.drafts.left_over():
            from kihub_desktop.ui.recovery_offer import offer

            QTimer.singleShot(0, self.window, lambda: offer(self))

    # -- pages ------------------------------------------------------------------------------

    def _entries(self) -> Sequence[PageEntry]:
        from kihub_desktop.ui import page_list

        self.presenters.clear()
        return page_list.entries(self)

    def host(
        self,
        page: QWidget,
        kinds: frozenset[str],
        load: Callable[[], None],
        *,
        everywhere: bool = False,
    ) -> PageHost:
        """Lets a page load when shown, and again when something it shows was touched."""
        company = (lambda: None) if everywhere else self.desk.company
        host = PageHost(page, self.desk.bus, kinds, load, company)
        if not everywhere:
            self.desk.company_changed.connect(host.mark_stale)
        self.window.page_coming.connect(host.prepare)
        return host

    # -- wiring ------------------------------------------------------------------------------

    def _connect(self) -> None:
        window, desk = self.window, self.desk
        desk.go_requested.connect(self._go)
        desk.saved.connect(self._show_saved)
        desk.message_posted.connect(window.show_message)
        desk.bus.changed.connect(self._on_changed)
        desk.bus.changed.connect(self.keeper.look_again)
        window.closing.connect(self.keeper.stop)
        window.closing.connect(self.lock.stop)
        window.lock_requested.connect(self.lock.lock)
        desk.company_changed.connect(self._show_company)
        window.company_requested.connect(lambda: window.go_to("companies"))
        window.hub_requested.connect(lambda: window.go_to("sync"))
        window.undo_requested.connect(self.undo)
        window.language_chosen.connect(lambda _language: self._word_rail())
        window.closing.connect(self.searching.shut_down)
        window.page_shown.connect(lambda _key: self.undo_desk.attach())
        window.page_shown.connect(lambda _key: self.history_desk.attach())
        window.closing.connect(self.closed)

    def _go(self, page: str, target: str) -> None:
        shown = self.window.current_key
        self.window.go_to(page)
        if shown == page or target:  # the page may have nothing new to read but its target
            presenter = self.presenters.get(page)
            load = getattr(presenter, "load", None)
            if callable(load):
                load()

    def open_company(self, company: UUID) -> None:
        self.desk.choose(company)
        self.window.go_to("company")

    # -- undo ----------------------------------------------------------------------------------

    def undo(self) -> None:
        self.undo_desk.undo()

    def redo(self) -> None:
        self.undo_desk.redo()

    # -- what rail and header show --------------------------------------------------------------

    def _on_changed(self, _changes: Changes) -> None:
        self._word_rail()

    def _word_rail(self) -> None:
        self._show_company()
        self._show_hub()

    def _show_saved(self) -> None:
        self.window.show_saved(datetime.now(SHOWN_ZONE).time())

    def _show_company(self) -> None:
        company = self.desk.company()
        state = None if company is None else self.services.companies.state(company)
        if company is None or state is None:
            self.window.show_company("", "")
            self.window.show_steps({})
            return
        found = state.company
        note = [found.town or ""]
        if found.employees is not None:
            note.append(render(phrase("{n} MA", n=Amount(found.employees))))
        self.window.show_company(
            found.name or _("(ohne Namen)"), render(Joined(tuple(filter(None, note)), " · "))
        )
        self._show_steps(company, state.filled)

    def _show_steps(self, company: UUID, filled: int) -> None:
        row = self.services.companies.row(company)
        if row is None:
            return
        questions = len(self.services.questionnaire.questions)
        share = round(100 * filled / len(MASTER_FIELDS))
        self.window.show_steps(
            {
                "company": StepState(with_unit(number(share), "%"), filled == len(MASTER_FIELDS)),
                "readiness": StepState(f"{row.answered}/{questions}", row.answered >= questions),
                "use_cases": StepState(number(row.use_cases) if row.use_cases else "", False),
            }
        )

    def _show_hub(self) -> None:
        from kihub_desktop.ui.pages.sync.hub_card import hub_connection

        self.window.show_connection(hub_connection(self.services, self.services.today()))

    def tell(self, refusal: Refused) -> None:
        """Shows a refusal as a message that stays."""
        self.window.show_message(Message(render(refusal.message), details=refusal.detail))

    def commands(self) -> Sequence[Command]:
        """What can be done from anywhere, for the search."""
        from kihub_desktop.ui.searching import commands_of

        return commands_of(self)

    def close(self) -> None:
        """Closes window and workspace; nothing typed is lost."""
        self.window.commit_pending()
        self.keeper.stop()
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.window.close()
        self.services.workspace.close()
