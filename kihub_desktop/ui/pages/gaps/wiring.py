"""Connects the page of the gaps with its presenter and the jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kihub_desktop.ui.pages.gaps.page import GapsPage
from kihub_desktop.ui.pages.gaps.presenter import KINDS, GapsDesk, GapsPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "gaps"


def wire(page: GapsPage, bench: Workbench) -> GapsPresenter:
    """Makes the presenter and connects every intent."""
    desk = bench.desk

    def run(
        work: Callable[[], object],
        done: Callable[[object], object],
        failed: Callable[[Exception], object],
    ) -> None:
        bench.jobs.start(page, lambda _progress: work(), done, failed)

    presenter = GapsPresenter(page, bench.services, GapsDesk(desk.company, run))
    bench.presenters[KEY] = presenter
    bench.host(page, KINDS, presenter.load)
    page.question_requested.connect(lambda indicator: desk.go("readiness", indicator))
    page.pair_chosen.connect(presenter.compare)
    page.companies_requested.connect(lambda: desk.go("companies"))
    return presenter
