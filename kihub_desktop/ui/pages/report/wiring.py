"""Connects the page of the report with its presenter and the jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Progress
from kihub_desktop.ui.announced_work import AnnouncedWork
from kihub_desktop.ui.pages.report.page import ReportPage
from kihub_desktop.ui.pages.report.presenter import KINDS, Ends, ReportDesk, ReportPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


def wire(page: ReportPage, bench: Workbench) -> ReportPresenter:
    """Called once, when the page is built."""
    desk, services = bench.desk, bench.services
    announced = AnnouncedWork(page, page.progress, bench.jobs)

    def run(work: Callable[[Progress], object], ends: Ends, doing: Value = "") -> None:
        if doing:
            announced.start(doing, work, ends.done, ends.failed, ends.cancelled)
        else:
            bench.jobs.start(page, work, ends.done, ends.failed, cancelled=ends.cancelled)

    presenter = ReportPresenter(
        page,
        services.companies,
        lambda: services.reports,
        ReportDesk(desk.company, desk.choose_use_case, desk.go, services.today, run),
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
