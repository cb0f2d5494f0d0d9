"""Connects the verdict page with its presenter, the work beside it and its dialog."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.records import Condition
from kihub_desktop.texts import _, day, render
from kihub_desktop.ui.announced_work import AnnouncedWork
from kihub_desktop.ui.pages.feasibility.page import FeasibilityPage
from kihub_desktop.ui.pages.feasibility.presenter import (
    KINDS,
    FeasibilityDesk,
    FeasibilityPresenter,
)
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.message_banner import Message
from kihub_desktop.ui.widgets.record_dialog import RecordDialog, RecordQuestion

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "feasibility"


class WorkingOut(QObject):
    """Has verdicts worked out beside the window, one company at a time, then loads again."""

    def __init__(self, page: FeasibilityPage, bench: Workbench) -> None:
        super().__init__(page)
        self._bench = bench
        self._announced = AnnouncedWork(page, page.progress, bench.jobs)
        self._running: UUID | None = None
        self.presenter: FeasibilityPresenter | None = None

    def start(self, company: UUID) -> None:
        """Starts unless this company is being worked out; what is new then follows after it."""
        if self._running == company:
            return
        self._running = company
        feasibility = self._bench.services.feasibility

        def work(progress: Progress) -> None:
            feasibility.all_judged(company, progress)

        self._announced.start(
            _("Das Urteil wird gerechnet"),
            work,
            lambda _nothing: self._done(company),
            lambda _error: self._stopped(_failed()),
            lambda: self._stopped(None),
        )

    def _done(self, company: UUID) -> None:
        if self._running == company:
            self._running = None
            if self.presenter is not None:
                self.presenter.load()

    def _stopped(self, message: Message | None) -> None:
        """It failed or was stopped: the page keeps saying that the verdict is due."""
        self._running = None
        if message is not None:
            self._bench.desk.message_posted.emit(message)


def _failed() -> Message:
    return Message(
        _("Das Urteil ließ sich nicht ausrechnen."),
        safe=_("Alle Angaben sind gespeichert."),
        tone=Tone.BAD,
    )


def wire(page: FeasibilityPage, bench: Workbench) -> FeasibilityPresenter:
    """Makes the presenter and connects every intent."""
    desk = bench.desk
    working = WorkingOut(page, bench)
    presenter = FeasibilityPresenter(
        page,
        bench.services,
        FeasibilityDesk(
            desk.company,
            desk.use_case,
            desk.choose_use_case,
            desk.go,
            desk.publish,
            working.start,
            bench.kept,
        ),
    )
    working.presenter = presenter
    bench.presenters[KEY] = presenter
    host = bench.host(page, KINDS, presenter.load)
    desk.use_case_changed.connect(host.mark_stale)
    page.use_case_chosen.connect(presenter.choose)
    page.pillar_chosen.connect(presenter.explain)
    page.address_chosen.connect(presenter.follow)
    page.agreement_requested.connect(partial(_ask, page, presenter))
    page.report_requested.connect(lambda: desk.go("report"))
    page.findings_requested.connect(lambda: desk.go("findings"))
    page.start_requested.connect(lambda: desk.go("use_cases" if desk.company() else "companies"))
    page.calculation_requested.connect(presenter.load)
    page.decision_requested.connect(lambda: desk.go("sync"))
    return presenter


def _ask(page: FeasibilityPage, presenter: FeasibilityPresenter, code: str) -> None:
    draft = presenter.draft(code)
    if draft is None:
        return
    refusal = _("Macht aus der Auflage ein K.-o.-Kriterium; braucht Grund und Namen.")
    special = {
        "owner": {"placeholder": render(draft.who)},
        "due": {"placeholder": day(draft.due)},
        "impossible": {"hint": refusal},
    }
    question = RecordQuestion(
        title=render(draft.title),
        rows=entry_rows(Condition, draft.rows, special),
        entries=draft.entries,
        check=presenter.check,
        save=partial(presenter.save, draft),
    )
    dialog = RecordDialog(question, page)
    dialog.decision_requested.connect(lambda _name: page.decision_requested.emit())
    dialog.ask()
