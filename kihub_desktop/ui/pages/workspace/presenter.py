"""Decides what the page of the workspace says about the workspace as a whole."""

from __future__ import annotations

from typing import Protocol

from kihub_desktop.domain.phrases import Amount, Value, phrase
from kihub_desktop.services.team import TeamService
from kihub_desktop.store.sizes import size_of
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.pages.workspace.state import WorkspaceState

KINDS = frozenset({"colleague", "device"})
_STEPS = ((10**9, "GB", 1), (10**6, "MB", 1), (10**3, "KB", 0))


class WorkspaceView(Protocol):
    def show_state(self, state: WorkspaceState) -> None: ...


class WorkspacePresenter:
    def __init__(self, view: WorkspaceView, workspace: Workspace, team: TeamService) -> None:
        self._view = view
        self._workspace = workspace
        self._team = team

    def load(self) -> None:
        signature = self._team.signature()
        self._view.show_state(
            WorkspaceState(
                name=self._workspace.name,
                folder=str(self._workspace.folder),
                size=in_bytes(size_of(self._workspace.folder)),
                device=signature.device or phrase("(ohne Namen)"),
                author=signature.author or phrase("(ohne Namen)"),
            )
        )


def in_bytes(size: int) -> Value:
    """A size on disk in the unit that keeps it short (decimal units, as Windows' shops do)."""
    for step, unit, digits in _STEPS:
        if size >= step:
            return Amount(size / step, digits, unit)
    return Amount(size, 0, "B")
