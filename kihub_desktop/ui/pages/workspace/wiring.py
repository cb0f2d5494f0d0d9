"""Connects the page of the workspace: one line per topic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kihub_desktop.ui.pages.workspace.page import Topic, WorkspacePage
from kihub_desktop.ui.pages.workspace.presenter import KINDS, WorkspacePresenter

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


def topics(bench: Workbench) -> Iterable[Topic]:
    """The cards in their order: a module beside this one makes each."""
    from kihub_desktop.ui.pages.workspace.bundles_card import bundles_topic
    from kihub_desktop.ui.pages.workspace.catalogues_card import catalogues_topic
    from kihub_desktop.ui.pages.workspace.changes_card import changes_topic
    from kihub_desktop.ui.pages.workspace.copies_card import copies_topic
    from kihub_desktop.ui.pages.workspace.exchange_card import exchange_topic
    from kihub_desktop.ui.pages.workspace.security_card import security_topic
    from kihub_desktop.ui.pages.workspace.workspaces_card import workspaces_topic

    yield security_topic(bench)
    yield copies_topic(bench)
    yield bundles_topic(bench)
    yield exchange_topic(bench)
    yield workspaces_topic(bench)
    yield changes_topic(bench)
    yield catalogues_topic(bench)


def wire(page: WorkspacePage, bench: Workbench) -> WorkspacePresenter:
    """Makes the presenter, adds the topics and lets all load together.

    `desk.go("workspace", key)` leads to the card of a topic.
    """
    presenter = WorkspacePresenter(page, bench.services.workspace, bench.services.team)
    for topic in topics(bench):
        page.add_topic(topic)
    together = _Together(page, presenter, bench)
    bench.presenters["workspace"] = together
    kinds = KINDS.union(*(topic.kinds for topic in page.topics.values()))
    host = bench.host(page, kinds, together.load, everywhere=True)
    # Files come and go without a change of any record: each visit reads anew.
    page.left.connect(lambda: setattr(host, "stale", True))
    return presenter


class _Together:
    """Page and topics load as one; then the page leads to the topic that was asked for."""

    def __init__(
        self, page: WorkspacePage, presenter: WorkspacePresenter, bench: Workbench
    ) -> None:
        self._page, self._presenter, self._desk = page, presenter, bench.desk

    def load(self) -> None:
        self._presenter.load()
        for topic in self._page.topics.values():
            topic.load()
        target = self._desk.take_target("workspace")
        if target:
            self._page.lead_to(target)
