"""Undo and redo of this user's own changes, with names, across pages and restarts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.phrases import Joined, Value, phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.replication.clock import milliseconds_of
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.inverse import Overtaken
from kihub_desktop.services.change_words import ChangeName, name_of
from kihub_desktop.services.record_words import RecordWords
from kihub_desktop.store.undo_steps import Taken, is_long, steps, steps_available, take_step
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

LISTED = 10
"""How many steps a list of the last ones shows."""


@dataclass(frozen=True)
class OvertakenBy:
    """A field that others have changed since: what it is, who it was, and when (ms)."""

    field: Value
    who: Value
    written_ms: int


@dataclass(frozen=True)
class UndoOutcome:
    """What an undo or redo did: its name, the records to show, what others have overtaken."""

    changes: Changes
    records: tuple[RecordKey, ...] = ()
    overtaken: tuple[Overtaken, ...] = ()
    nothing_left: bool = False
    name: ChangeName | None = None
    overtaken_by: tuple[OvertakenBy, ...] = ()


@dataclass(frozen=True)
class Steps:
    """The next steps back and forward by name, the nearest first; at most LISTED each."""

    back: tuple[ChangeName, ...] = ()
    forward: tuple[ChangeName, ...] = ()


class UndoService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def undo(self, progress: Progress = silent) -> UndoOutcome:
        """Takes the last change back that has not been taken back yet."""
        return self._step(redo=False, progress=progress)

    def redo(self, progress: Progress = silent) -> UndoOutcome:
        """Repeats the change that was taken back last."""
        return self._step(redo=True, progress=progress)

    def is_long(self, *, redo: bool) -> bool:
        """Whether the next step takes so long that it belongs beside the window."""
        return is_long(self._workspace, redo=redo)

    def available(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and something to redo."""
        return steps_available(self._workspace)

    def steps(self, at_most: int = LISTED) -> Steps:
        """What can be taken back and repeated next, by name."""
        with view_of(self._workspace) as view:
            words = RecordWords(view, self._workspace.registry)
            back = steps(view.connection, redo=False, at_most=at_most)
            forward = steps(view.connection, redo=True, at_most=at_most)
            return Steps(
                tuple(name_of(view, words, each.origin) for each in back),
                tuple(name_of(view, words, each.origin) for each in forward),
            )

    def _step(self, *, redo: bool, progress: Progress) -> UndoOutcome:
        taken = take_step(self._workspace, redo=redo, progress=progress)
        if taken is None:
            return UndoOutcome(Changes.none(), nothing_left=True)
        changes = Changes.none()
        if taken.inverse.writes:
            changes = Changes(
                frozenset(key.record.partition(":")[0] for key in taken.records),
                frozenset(UUID(key.space) for key in taken.records),
                Origin.UNDO,
            )
        name, overtaken_by = self._words(taken)
        return UndoOutcome(
            changes,
            taken.records,
            taken.inverse.overtaken,
            name=name,
            overtaken_by=overtaken_by,
        )

    def _words(self, taken: Taken) -> tuple[ChangeName, tuple[OvertakenBy, ...]]:
        with view_of(self._workspace) as view:
            words = RecordWords(view, self._workspace.registry)
            since = tuple(_since(words, each) for each in taken.inverse.overtaken)
            return name_of(view, words, taken.origin), since


def _since(words: RecordWords, overtaken: Overtaken) -> OvertakenBy:
    names = [words.author(author) for author in overtaken.authors]
    known: list[Value] = [name for name in names if name]
    return OvertakenBy(
        words.field(overtaken.record, overtaken.field),
        Joined(tuple(known)) if known else phrase("Jemand anderes"),
        milliseconds_of(overtaken.clock),
    )
