"""Connects the page of the data quick test with its presenter and the jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kihub_desktop.ui.announced_work import AnnouncedWork
from kihub_desktop.ui.pages.data_check.page import DataCheckPage
from kihub_desktop.ui.pages.data_check.presenter import KINDS, DataCheckDesk, DataCheckPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "data_check"


def wire(page: DataCheckPage, bench: Workbench) -> DataCheckPresenter:
    """Makes the presenter and connects every intent."""
    desk = bench.desk
    announced = AnnouncedWork(page, page.progress, bench.jobs)
    presenter = DataCheckPresenter(
        page,
        bench.services,
        DataCheckDesk(
            desk.company,
            desk.use_case,
            desk.choose_use_case,
            lambda: desk.take_target(KEY),
            desk.publish,
            announced.start,
        ),
    )
    bench.presenters[KEY] = presenter
    host = bench.host(page, KINDS, presenter.load)
    desk.use_case_changed.connect(host.mark_stale)
    page.file_chosen.connect(presenter.test)
    page.table_chosen.connect(presenter.choose_table)
    page.target_chosen.connect(presenter.choose_target)
    page.group_chosen.connect(presenter.choose_group)
    page.exclusion_chosen.connect(presenter.leave_out)
    page.test_chosen.connect(presenter.choose_test)
    page.delete_requested.connect(presenter.delete_test)
    page.adopt_requested.connect(presenter.adopt)
    page.sample.attach_requested.connect(presenter.attach_sample)
    page.sample.remove_requested.connect(presenter.remove_sample)
    page.sample.export_requested.connect(presenter.export_sample)
    page.dismissed.connect(presenter.dismiss)
    page.verdict_requested.connect(lambda: desk.go("feasibility"))
    page.start_requested.connect(lambda: desk.go("companies"))
    return presenter
