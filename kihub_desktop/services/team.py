"""Who writes on which laptop: names that every replica knows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.identity import TEAM
from kihub_desktop.domain.records import Colleague, Device
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class Signature:
    """The names under which this workspace writes."""

    author: str
    device: str


class TeamService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def signature(self) -> Signature:
        with view_of(self._workspace) as view:
            colleague = view.get(Colleague, TEAM, self._workspace.author)
            device = view.get(Device, TEAM, UUID(self._workspace.device))
        return Signature(
            (colleague.name if colleague else None) or "", (device.name if device else None) or ""
        )

    def sign(self, author: str, device: str) -> Changes:
        """Names author and device; no step that undo would take back."""
        with writing_to(self._workspace, origin=Origin.IMPORT) as work:
            work.set(Colleague, TEAM, self._workspace.author, name=author)
            work.set(Device, TEAM, UUID(self._workspace.device), name=device)
        return work.changes
