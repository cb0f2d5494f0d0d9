"""Connects the page of funding with its presenter."""

from __future__ import annotations

from functools import partial
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
        FundingDesk(
            desk.company,
            desk.use_case,
            desk.choose_use_case,
            desk.go,
            partial(desk.take_target, KEY),
            desk.publish,
            bench.kept,
        ),
    )
    bench.presenters[KEY] = presenter
    host = bench.host(page, KINDS, presenter.load)
    desk.use_case_changed.connect(host.mark_stale)
    _connect(page, presenter)
    page.start_requested.connect(lambda: desk.go("use_cases" if desk.company() else "companies"))
    page.decision_requested.connect(lambda: desk.go("sync"))
    add_cards(page, bench)
    return presenter


def _connect(page: FundingPage, presenter: FundingPresenter) -> None:
    page.use_case_chosen.connect(presenter.choose)
    page.toggle_requested.connect(presenter.toggle)
    programmes, detail, facts = page.programmes, page.detail, page.facts
    programmes.filter_chosen.connect(presenter.narrow)
    programmes.fact_chosen.connect(presenter.answer)
    programmes.programme_chosen.connect(presenter.look_at)
    page.startup.programme_chosen.connect(presenter.look_at)
    for card in (programmes, page.startup):
        card.programme_opened.connect(presenter.look_at)
        card.programme_opened.connect(lambda _programme: page.show_detail())
    page.plans.plan_taken.connect(presenter.take_plan)
    detail.fact_chosen.connect(presenter.answer)
    detail.view.answer_chosen.connect(presenter.follow)
    detail.form.committed.connect(presenter.commit_choice)
    detail.form.restored.connect(presenter.restore_choice)
    facts.account_asked.connect(presenter.open_account)
    facts.form.committed.connect(presenter.commit_fact)
    facts.form.restored.connect(presenter.restore_fact)
    facts.costs.committed.connect(presenter.commit_cost)
    facts.costs.restored.connect(presenter.restore_cost)
