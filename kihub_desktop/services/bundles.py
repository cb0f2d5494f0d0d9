"""One company as a file: out of this workspace, and into another."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.store.bundle_export import Exported, export_company
from kihub_desktop.store.bundle_import import Imported, Staged, stage, take_in
from kihub_desktop.store.copies import utc
from kihub_desktop.store.workspace import Workspace


class BundleService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def export(
        self, company: UUID, target: Path, passphrase: str | None, progress: Progress = silent
    ) -> Exported:
        """Writes a company into a bundle; see `store.bundle_export`."""
        now = utc(self._workspace.around.now())
        return export_company(self._workspace, company, target, passphrase, now, progress)

    def look(self, path: Path, passphrase: str | None, progress: Progress = silent) -> Staged:
        """Verifies a bundle and says what it would do; nothing is taken in yet."""
        return stage(self._workspace, path, passphrase, progress)

    def take_in(self, staged: Staged, progress: Progress = silent) -> Imported:
        """Takes in what was looked at; the staged file goes, whatever comes."""
        try:
            return take_in(self._workspace, staged, progress)
        finally:
            staged.discard()
