"""Connects the company's page with its presenter and the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.ui.history_desk import PastPlace
from kihub_desktop.ui.pages.company.page import CompanyPage, PageWork
from kihub_desktop.ui.pages.company.pictures_wiring import wire_pictures
from kihub_desktop.ui.pages.company.presenter import KINDS, CompanyDesk, CompanyPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


def wire(page: CompanyPage, bench: Workbench) -> CompanyPresenter:
    """Called once, when the page is built."""
    desk = bench.desk
    target = partial(desk.take_target, "company")
    presenter = CompanyPresenter(
        page, bench.services, CompanyDesk(desk.company, target, desk.publish, bench.kept)
    )
    bench.presenters["company"] = presenter
    bench.desk.bus.changed.connect(presenter.note)  # before the host asks it to read again
    bench.host(page, KINDS, presenter.refresh)
    page.work_with(
        PageWork(
            presenter.new,
            presenter.draft,
            presenter.check,
            presenter.save,
            target,
            presenter.lists.offered,
            presenter.offer,
            presenter.lists.links,
            presenter.rows,
            bench.sections,
        )
    )
    page.field_committed.connect(presenter.commit)
    page.field_restored.connect(presenter.restore)
    page.obstacle_committed.connect(presenter.commit_obstacle)
    page.obstacle_restored.connect(presenter.restore_obstacle)
    page.entries_taken.connect(presenter.take)
    page.question_answered.connect(presenter.answer)
    page.question_made_task.connect(presenter.make_task)
    page.question_ticked_off.connect(presenter.tick_off)
    page.ticked.connect(presenter.tick)
    page.file_dropped.connect(partial(_read_in, bench))
    page.history_requested.connect(partial(_show_history, bench))
    page.decision_requested.connect(lambda: desk.go("sync"))
    page.go_requested.connect(desk.go)
    page.companies_requested.connect(lambda: desk.go("companies"))
    wire_pictures(page.stack.pictures, bench)
    return presenter


def _show_history(bench: Workbench, kind: str, record: UUID, name: str) -> None:
    company = bench.desk.company()
    if company is not None:
        bench.history_desk.show(PastPlace(company, kind, record, name))


def _read_in(bench: Workbench, path: Path) -> None:
    """Address cards belong to the company in hand; a list is one of companies."""
    from kihub_desktop.ui.importing.dropped import CARD_ENDINGS
    from kihub_desktop.ui.importing.wiring import open_import

    cards = path.suffix.lower() in CARD_ENDINGS
    open_import(bench, path, bench.desk.company() if cards else None)
