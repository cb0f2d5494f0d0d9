"""The pages of the window in their order; each is imported and built when first shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui.page_entry import PageEntry

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


def entries(bench: Workbench) -> Sequence[PageEntry]:
    """All entries of the rail, worded in the language in use."""
    return (
        PageEntry("companies", _("Alle Unternehmen"), lambda: _companies(bench), icon="companies"),
    )


def _companies(bench: Workbench) -> QWidget:
    from kihub_desktop.ui.pages.companies.page import CompaniesPage
    from kihub_desktop.ui.pages.companies.presenter import KINDS, CompaniesPresenter
    from kihub_desktop.ui.pages.companies.working_out import WorkingOut

    page = CompaniesPage()
    services = bench.services
    presenter = CompaniesPresenter(page, services.companies, services.summaries, bench.desk.publish)
    bench.presenters["companies"] = presenter
    working_out = WorkingOut(page, presenter, bench.jobs)
    bench.host(page, KINDS, working_out.load, everywhere=True)
    page.opened.connect(bench.open_company)
    page.filter_chosen.connect(presenter.choose)
    page.delete_requested.connect(presenter.delete)

    def create(name: str) -> None:
        created = presenter.create(name)
        if created is not None:
            bench.open_company(created)

    page.create_requested.connect(create)
    return page
