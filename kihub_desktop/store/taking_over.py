"""Takes values of a copy over into the present: as ordinary operations, one step of undo."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.replication.canonical import spelled
from kihub_desktop.replication.driver import run
from kihub_desktop.replication.fold import Head, deletion_mark
from kihub_desktop.replication.log import Authorship, RecordWrite, append
from kihub_desktop.replication.operation import DELETED, Dot, FieldWrite
from kihub_desktop.replication.reading import heads, shown_dots
from kihub_desktop.store.comparison import Fate, RecordDifference
from kihub_desktop.store.pace import Pace
from kihub_desktop.store.workspace import Workspace


def take_over(
    workspace: Workspace,
    chosen: Sequence[RecordDifference],
    as_of: int,
    progress: Progress = silent,
) -> Changes:
    """Writes the chosen records as the copy had them.

    What others have written since the comparison (`as_of`) is not overwritten: it becomes a
    visible conflict. One step of undo takes everything back; only where a record was changed and
    then deleted, bringing it back is a step of its own before. Cancelled ends between two slices;
    what was written until then stays, and can be undone.
    """
    changed_and_deleted = [each for each in chosen if _was_changed_too(each)]
    taking = _Taking(workspace, as_of, progress, len(chosen) + len(changed_and_deleted))
    taking.write(changed_and_deleted, _bring_back)
    taking.write(chosen, _as_then)
    if not taking.steps:
        return Changes.none()
    return Changes(
        frozenset(each.key.record.partition(":")[0] for each in chosen),
        frozenset(UUID(each.key.space) for each in chosen),
        Origin.TYPING,
    )


_Seen = Mapping[str, tuple[Dot, ...]]
_Live = Mapping[str, Mapping[Dot, Head]]
_Writing = Callable[[RecordDifference, _Live, _Seen], dict[str, FieldWrite]]


class _Taking:
    """Writes in slices; every call of `write` is one transaction of the log and of undo."""

    def __init__(self, workspace: Workspace, as_of: int, progress: Progress, total: int) -> None:
        self._workspace, self._as_of = workspace, as_of
        self._progress, self._total = progress, total
        self._pace = Pace()
        self._done = 0
        self.steps = 0

    def write(self, records: Sequence[RecordDifference], fields_of: _Writing) -> None:
        step = self._workspace.new_id()
        begun, place = False, 0
        while place < len(records):
            self._progress(self._done, self._total, phrase("Angaben werden übernommen"))
            wanted = records[place : place + self._pace.size]
            with self._workspace.writing() as connection:
                start = time.perf_counter()
                if self._append(connection, wanted, fields_of, step) and not begun:
                    _note_step(connection, step)
                    begun = True
                seconds = time.perf_counter() - start
            self._pace.took(seconds)
            place += len(wanted)
            self._done += len(wanted)
        self.steps += begun

    def _append(
        self,
        connection: Connection,
        records: Sequence[RecordDifference],
        fields_of: _Writing,
        step: UUID,
    ) -> bool:
        workspace = self._workspace
        writes = []
        for each in records:
            live = heads(connection, each.key)
            seen = shown_dots(connection, each.key, self._as_of, workspace.device)
            fields = fields_of(each, live, seen)
            if fields:
                writes.append(RecordWrite(UUID(each.key.space), each.key.record, fields))
        if writes:
            authorship = Authorship(workspace.device, workspace.author, step)
            append(connection, workspace.registry, workspace.clock, authorship, writes)
        return bool(writes)


def _was_changed_too(difference: RecordDifference) -> bool:
    return difference.fate is Fate.DELETED and any(each.stale for each in difference.fields)


def _bring_back(_each: RecordDifference, _live: _Live, seen: _Seen) -> dict[str, FieldWrite]:
    return {DELETED: FieldWrite(None, seen[DELETED])} if seen.get(DELETED) else {}


def _as_then(difference: RecordDifference, live: _Live, seen: _Seen) -> dict[str, FieldWrite]:
    if difference.fate is Fate.NEW:
        return _deletion(seen)
    fields = {
        each.field: FieldWrite(each.then, seen.get(each.field, ()))
        for each in difference.fields
        if not _shows(live.get(each.field, {}), FieldWrite(each.then))
    }
    if difference.fate is Fate.DELETED and any(
        h.value != "null" for h in live.get(DELETED, {}).values()
    ):
        fields[DELETED] = FieldWrite(None, seen.get(DELETED, ()))
    return fields


def _deletion(seen: _Seen) -> dict[str, FieldWrite]:
    dots = [dot for name, found in seen.items() if name != DELETED for dot in found]
    return {DELETED: FieldWrite(deletion_mark(dots), seen.get(DELETED, ()))} if dots else {}


def _shows(live: Mapping[Dot, Head], wanted: FieldWrite) -> bool:
    """Whether the field has exactly this value already."""
    return {head.value for head in live.values()} == {spelled(wanted.value)}


def _note_step(connection: Connection, transaction: UUID) -> None:
    run(connection, "DELETE FROM undo_step WHERE undone = 1")
    run(connection, "INSERT INTO undo_step (txn, undone) VALUES (?, 0)", (str(transaction),))
