"""Undo and redo of this user's own changes, across pages and restarts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.inverse import Overtaken
from kihub_desktop.store.undo_steps import steps_available, take_step
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class UndoOutcome:
    """What an undo or redo did: the records to show, and fields that others have overtaken."""

    changes: Changes
    records: tuple[RecordKey, ...] = ()
    overtaken: tuple[Overtaken, ...] = ()
    nothing_left: bool = False


class UndoService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def undo(self) -> UndoOutcome:
        """Takes the last change back that has not been taken back yet."""
        return self._step(redo=False)

    def redo(self) -> UndoOutcome:
        """Repeats the change that was taken back last."""
        return self._step(redo=True)

    def available(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and something to redo."""
        return steps_available(self._workspace)

    def _step(self, *, redo: bool) -> UndoOutcome:
        taken = take_step(self._workspace, redo=redo)
        if taken is None:
            return UndoOutcome(Changes.none(), nothing_left=True)
        changes = Changes.none()
        if taken.inverse.writes:
            changes = Changes(
                frozenset(key.record.partition(":")[0] for key in taken.records),
                frozenset(UUID(key.space) for key in taken.records),
                Origin.UNDO,
            )
        return UndoOutcome(changes, taken.records, taken.inverse.overtaken)
