"""Connects the page of the findings with its presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kihub_desktop.ui.change_bus import PageHost
from kihub_desktop.ui.pages.findings.page import FindingsPage
from kihub_desktop.ui.pages.findings.presenter import KINDS, FindingsDesk, FindingsPresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "findings"


class Arriving(QObject):
    """A target leads to its row also when the page has nothing new to read."""

    def __init__(self, host: PageHost) -> None:
        super().__init__(host)  # dies with the page, and with it the connection
        self._host = host

    def on_go(self, page: str, target: str) -> None:
        if page == KEY and target:
            self._host.mark_stale()


def wire(page: FindingsPage, bench: Workbench) -> FindingsPresenter:
    """Makes the presenter and connects every intent."""
    desk = bench.desk
    presenter = FindingsPresenter(
        page,
        bench.services,
        FindingsDesk(
            desk.company,
            desk.use_case,
            desk.choose_use_case,
            lambda: desk.take_target(KEY),
            desk.publish,
            bench.kept,
        ),
    )
    bench.presenters[KEY] = presenter
    host = bench.host(page, KINDS, presenter.load)
    desk.use_case_changed.connect(host.mark_stale)
    desk.go_requested.connect(Arriving(host).on_go)
    page.use_case_chosen.connect(presenter.choose)
    page.edited.connect(presenter.commit)
    page.restored.connect(presenter.restore)
    page.graded.connect(presenter.grade)
    page.source_edited.connect(presenter.commit_source)
    page.source_graded.connect(presenter.grade_source)
    page.link_requested.connect(presenter.link)
    page.unlink_requested.connect(presenter.unlink)
    page.vote_given.connect(presenter.vote)
    page.vote_deleted.connect(presenter.delete_vote)
    page.interview_requested.connect(lambda question: desk.go("readiness", question))
    page.verdict_requested.connect(lambda: desk.go("feasibility"))
    page.decision_requested.connect(lambda: desk.go("sync"))
    page.page_requested.connect(desk.go)
    return presenter
