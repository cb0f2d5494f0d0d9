"""Connects the page of the latest changes and the recycle bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kihub_desktop.ui.pages.changes.page import ChangesPage
from kihub_desktop.ui.pages.changes.presenter import KINDS, ChangesDesk, ChangesPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


def wire(page: ChangesPage, bench: Workbench) -> ChangesPresenter:
    """Called once, when the page is built."""
    desk = bench.desk
    presenter = ChangesPresenter(
        page,
        bench.services,
        ChangesDesk(desk.company, desk.publish, bench.undo_desk.show_record, bench.tell),
    )
    bench.presenters["changes"] = presenter
    host = bench.host(page, KINDS, presenter.load, everywhere=True)
    desk.company_changed.connect(host.mark_stale)
    page.scope_chosen.connect(lambda only: presenter.choose(only_company=only))
    page.more_requested.connect(presenter.show_more)
    page.opened.connect(presenter.open)
    page.searched.connect(presenter.search)
    page.restore_requested.connect(presenter.restore)
    return presenter
