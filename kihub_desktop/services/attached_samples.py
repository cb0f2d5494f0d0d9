"""The rows of a quick test, kept on purpose: encrypted beside the workspace, never sent along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.quick_test_records import QuickTestRecord
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.data_checks import FileChoice, result_of
from kihub_desktop.services.whole_file import write_whole
from kihub_desktop.store.blobs import BlobMissing, BlobRole, attached_samples, note_blob
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

if TYPE_CHECKING:
    from kihub_desktop.services.quick_test_sample import PackedSample


@dataclass(frozen=True)
class AttachedSample:
    """`size` in bytes; `is_here` is False on every laptop but the one it was attached on."""

    size: int
    is_here: bool


class AttachedSampleService:
    """A sample is stored before its record names it, and removed at once when asked."""

    def __init__(self, workspace: Workspace, today: Callable[[], date]) -> None:
        self._workspace, self._today = workspace, today

    def of(self, test: QuickTestRecord) -> AttachedSample | None:
        if not test.sample:
            return None
        return AttachedSample(test.sample_size or 0, self._workspace.blobs.has(test.sample))

    def pack(self, chosen: FileChoice, progress: Progress = silent) -> PackedSample:
        """Reads the file again in a process of its own; Refused or Cancelled."""
        from kihub_desktop.services.quick_test_process import run_packing
        from kihub_desktop.services.quick_test_worker import Wanted

        return run_packing(Wanted(chosen.path, self._today(), chosen.table), progress)

    def attach(self, company: UUID, record: UUID, sample: PackedSample) -> Changes:
        """Keeps the packed rows with their test.

        Refused BAD_INPUT if the file is another one than was tested, UNKNOWN_RECORD if the test
        is gone, NO_SPACE or NOT_WRITABLE.
        """
        with view_of(self._workspace) as view:
            test = view.get(QuickTestRecord, company, record)
        self._check(test, sample)
        size = len(sample.content)
        digest = self._workspace.blobs.put(sample.content)
        with writing_to(self._workspace) as work:
            note_blob(work.connection, digest, size, BlobRole.SAMPLE)
            work.set(QuickTestRecord, company, record, sample=digest, sample_size=size)
        return work.changes

    def _check(self, test: QuickTestRecord | None, sample: PackedSample) -> None:
        if test is None:
            raise Refused(Reason.UNKNOWN_RECORD, phrase("Der Eintrag ist nicht mehr vorhanden."))
        found = result_of(test)
        known = found and (found.profile.origin.rows_total, found.profile.columns_total)
        if known != (sample.rows_total, sample.columns_total):
            raise Refused(
                Reason.BAD_INPUT,
                phrase("Die Datei hat sich seit der Prüfung geändert; bitte noch einmal prüfen."),
            )

    def remove(self, company: UUID, record: UUID, as_of: int) -> Changes:
        """Forgets the rows and removes their file at once, unless another test names them too."""
        with view_of(self._workspace) as view:
            test = view.get(QuickTestRecord, company, record)
        if test is None or not test.sample:
            return Changes.none()
        with writing_to(self._workspace, as_of) as work:
            work.set(QuickTestRecord, company, record, sample=None, sample_size=None)
        with self._workspace.reading() as connection:
            is_used = test.sample in set(attached_samples(connection))
        if not is_used:
            self._workspace.blobs.erase(test.sample)
        return work.changes

    def export(self, test: QuickTestRecord, target: Path) -> None:
        """Writes the rows as an ordinary CSV file; Refused if they are not here or it cannot."""
        from kihub_desktop.services.quick_test_sample import unpacked

        try:
            content = self._workspace.blobs.get(test.sample or "")
        except BlobMissing as error:
            raise Refused(
                Reason.UNKNOWN_RECORD, phrase("Die Stichprobe liegt nicht auf diesem Rechner.")
            ) from error
        write_whole(target, unpacked(content))
