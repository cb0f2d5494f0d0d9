"""Connects the page of funding with its presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kihub_desktop.ui.pages.funding.cards import add_cards
from kihub_desktop.ui.pages.funding.page import FundingPage
from kihub_desktop.ui.pages.funding.presenter import KINDS, FundingDesk, FundingPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "funding"


def wire(page: FundingPage, bench: Workbench) -> FundingPresenter:
    """Makes the presenter, connects every intent and adds the cards beside."""
    desk = bench.desk
    presenter = FundingPresenter(
        page,
        bench.services,
        FundingDesk(desk.company, desk.use_case, desk.choose_use_case, desk.publish),
    )
    bench.presenters[KEY] = presenter
    host = bench.host(page, KINDS, presenter.load)
    desk.use_case_changed.connect(host.mark_stale)
    page.use_case_chosen.connect(presenter.choose)
    page.start_requested.connect(lambda: desk.go("use_cases" if desk.company() else "companies"))
    add_cards(page, bench)
    return presenter
