"""Connects the page of the report with its presenter and the jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Progress
from kihub_desktop.ui.pages.report.page import ReportPage
from kihub_desktop.ui.pages.report.presenter import KINDS, Ends, ReportDesk, ReportPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.jobs import Job
    from kihub_desktop.ui.workbench import Workbench


class _Running:
    """The jobs of the page; only what was announced can be stopped."""

    def __init__(self, page: ReportPage, bench: Workbench) -> None:
        self._page, self._bench = page, bench
        self._announced: Job | None = None
        page.progress.cancel_requested.connect(self._cancel)

    def run(self, work: Callable[[Progress], object], ends: Ends, doing: Value = "") -> None:
        strip = self._page.progress
        if not doing:
            self._bench.jobs.start(self._page, work, ends.done, ends.failed, None, ends.cancelled)
            return

        def ended(call: Callable[..., object]) -> Callable[..., None]:
            def end(*result: object) -> None:
                strip.finish()
                self._announced = None
                call(*result)

            return end

        strip.start(doing)
        self._announced = self._bench.jobs.start(
            self._page,
            work,
            done=ended(ends.done),
            failed=ended(ends.failed),
            progress=strip.show_step,
            cancelled=ended(ends.cancelled),
        )

    def _cancel(self) -> None:
        if self._announced is not None:
            self._announced.cancel()


def wire(page: ReportPage, bench: Workbench) -> ReportPresenter:
    """Called once, when the page is built."""
    desk, services = bench.desk, bench.services
    presenter = ReportPresenter(
        page,
        services.companies,
        lambda: services.reports,
        ReportDesk(
            desk.company,
            desk.choose_use_case,
            desk.go,
            services.today,
            _Running(page, bench).run,
        ),
    )
    bench.presenters["report"] = presenter
    bench.host(page, KINDS, presenter.load)
    page.file_requested.connect(lambda kind: page.ask_target(kind, presenter.proposed_name(kind)))
    page.target_chosen.connect(presenter.write)
    page.jump_chosen.connect(presenter.follow)
    page.dismissed.connect(presenter.dismiss)
    page.not_opened.connect(presenter.tell_not_opened)
    page.companies_requested.connect(lambda: desk.go("companies"))
    return presenter
