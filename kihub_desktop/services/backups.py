"""Complete backups of the workspace on another disk."""

from __future__ import annotations

from pathlib import Path

from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.store.backup import Backup, back_up
from kihub_desktop.store.copies import utc
from kihub_desktop.store.workspace import Workspace


class BackupService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def back_up(self, place: Path, progress: Progress = silent) -> Backup:
        """A verified backup in a new folder below `place`; see `store.backup.back_up`."""
        moment = utc(self._workspace.around.now()).replace(microsecond=0)
        return back_up(self._workspace, place, moment, progress)
