"""Connects the page of the EU-DMA with its presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kihub_desktop.domain.typed_days import day_text
from kihub_desktop.texts import TEXTS
from kihub_desktop.ui.pages.dma.page import DmaPage
from kihub_desktop.ui.pages.dma.presenter import KINDS, DmaDesk, DmaPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "dma"


def wire(page: DmaPage, bench: Workbench) -> DmaPresenter:
    """Makes the presenter and connects every intent."""
    desk = bench.desk
    presenter = DmaPresenter(
        page,
        bench.services.dma,
        DmaDesk(
            desk.company,
            desk.publish,
            bench.services.today,
            lambda day: day_text(day, TEXTS.language),
        ),
    )
    bench.presenters[KEY] = presenter
    bench.host(page, KINDS, presenter.load)
    page.row_picked.connect(presenter.pick)
    page.rest_no_requested.connect(presenter.answer_rest_no)
    page.suggestions_requested.connect(presenter.take_suggestions)
    page.next_requested.connect(presenter.go_on)
    page.back_requested.connect(presenter.go_back)
    page.question_chosen.connect(presenter.go_to)
    page.stage_chosen.connect(presenter.choose_stage)
    page.profile_chosen.connect(presenter.choose_profile)
    page.other_chosen.connect(presenter.compare_with)
    page.day_written.connect(presenter.set_day)
    page.export_requested.connect(lambda: page.ask_target(presenter.proposed_name()))
    page.target_chosen.connect(presenter.export)
    page.companies_requested.connect(lambda: desk.go("companies"))
    return presenter
