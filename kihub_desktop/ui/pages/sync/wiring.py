"""Connects the page of the exchange with its presenter, the jobs and the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kihub_desktop.domain.progress import Progress, Step
from kihub_desktop.services.conflicts import Conflict
from kihub_desktop.texts import _
from kihub_desktop.ui.jobs import Job
from kihub_desktop.ui.pages.sync.exchanging import Exchanging, Surroundings
from kihub_desktop.ui.pages.sync.page import KEYS, SyncPage
from kihub_desktop.ui.pages.sync.presenter import KINDS, SyncDesk, SyncPresenter
from kihub_desktop.ui.pages.sync.wording import ConflictWords

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

_PAGES = {
    **dict.fromkeys(("company", "contact", "process", "data_source"), "company"),
    **dict.fromkeys(("assessment", "answer"), "readiness"),
    **dict.fromkeys(("use_case", "rating"), "use_cases"),
    **dict.fromkeys(("business_case", "cash_line"), "economics"),
    **dict.fromkeys(("funding_case", "funding_cost", "funding_choice"), "funding"),
}
"""Where a record is shown; what belongs to the verdict stands with the verdict."""


class ExchangeJobs(QObject):
    """Runs the exchange beside the window, for as long as the window lives."""

    stepped = Signal(object)  # Step

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._jobs = bench.jobs
        self._job: Job | None = None
        self.exchanging = Exchanging(
            bench.services, Surroundings(self._start, bench.desk.publish, bench.desk.bus.publish)
        )

    @classmethod
    def of(cls, bench: Workbench) -> ExchangeJobs:
        """The one of this window; made with the first page."""
        known = bench.findChild(cls)
        return known if isinstance(known, cls) else cls(bench)

    def cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _start(
        self,
        work: Callable[[Progress], object],
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._job = self._jobs.start(self, work, done=done, failed=failed, progress=self._on_step)

    def _on_step(self, step: Step) -> None:
        self.stepped.emit(step)


def wire(page: SyncPage, bench: Workbench) -> SyncPresenter:
    """Makes the presenter and connects every intent."""
    jobs = ExchangeJobs.of(bench)
    presenter = SyncPresenter(
        page,
        bench.services,
        jobs.exchanging,
        SyncDesk(
            bench.desk.publish,
            lambda conflict: _open_record(bench, conflict),
            lambda: datetime.now(UTC),
            bench.kept,
        ),
    )
    bench.presenters["sync"] = presenter
    bench.host(page, KINDS, presenter.load, everywhere=True)
    jobs.stepped.connect(page.progress.show_step)
    page.progress.cancel_requested.connect(jobs.cancel)
    page.exchange_requested.connect(presenter.exchange)
    page.trouble_dismissed.connect(presenter.dismiss)
    page.waiting_requested.connect(lambda: _show_waiting(bench))
    page.enrolment.typed.connect(presenter.type)
    page.enrolment.submitted.connect(presenter.enrol)
    page.conflict.kept.connect(presenter.keep)
    page.conflict.stepped.connect(presenter.step)
    page.conflict.record_requested.connect(presenter.open_record)

    def exchange_here() -> None:
        bench.window.go_to("sync")
        presenter.exchange()

    does = _("Mit dem Hub abgleichen")
    bench.window.shortcuts.bind(KEYS, does, _("überall"), exchange_here)
    return presenter


def _show_waiting(bench: Workbench) -> None:
    """The companies whose changes no hub has."""
    bench.desk.go("companies")
    choose = getattr(bench.presenters.get("companies"), "choose", None)
    if callable(choose):
        choose("waiting")


def _open_record(bench: Workbench, conflict: Conflict) -> None:
    """Leads to the page that shows the record, at the field in question."""
    page = _PAGES.get(conflict.kind, "feasibility")
    bench.desk.choose(conflict.company)
    use_case = conflict.record if conflict.kind == "use_case" else _use_case_of(bench, conflict)
    if use_case is not None:
        bench.desk.choose_use_case(use_case)
    bench.desk.go(page, _target(page, conflict))


def _use_case_of(bench: Workbench, conflict: Conflict) -> UUID | None:
    record = ConflictWords(bench.services).record(conflict)
    found = getattr(record, "use_case", None)
    return found if isinstance(found, UUID) else None


def _target(page: str, conflict: Conflict) -> str:
    """How the page names the place."""
    field = "" if conflict.is_deletion else conflict.field
    if conflict.kind == "company":
        return f"field:{field}" if field else ""
    if page == "company":
        return f"{conflict.kind}:{conflict.record}" + (f":{field}" if field else "")
    return conflict.record_name if conflict.kind == "answer" else ""
