"""Connects the page of law and security with its presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kihub_desktop.ui.pages.legal.page import LegalPage
from kihub_desktop.ui.pages.legal.presenter import KINDS, LegalDesk, LegalPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "legal"


def wire(page: LegalPage, bench: Workbench) -> LegalPresenter:
    """Makes the presenter and connects every intent."""
    desk = bench.desk
    presenter = LegalPresenter(
        page,
        bench.services,
        LegalDesk(
            desk.company,
            desk.use_case,
            desk.choose_use_case,
            lambda: desk.take_target(KEY),
            desk.go,
            desk.publish,
        ),
    )
    bench.presenters[KEY] = presenter
    host = bench.host(page, KINDS, presenter.load)
    desk.use_case_changed.connect(host.mark_stale)
    page.use_case_chosen.connect(presenter.choose)
    page.picked.connect(presenter.answer)
    page.address_chosen.connect(presenter.follow)
    page.security_picked.connect(presenter.answer_security)
    page.page_requested.connect(desk.go)
    return presenter
