"""One undo step written in many short transactions, so that nobody who types waits.

All its operations carry one transaction id. A mark in the local settings stands from the first
slice to the last: what a crash leaves half-written is taken back before anything else.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.fields import Holds, Record, kind_of, rules_of
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.canonical import UnfitValue, canonical
from kihub_desktop.replication.inverse import Inverse, Overtaken, invert
from kihub_desktop.replication.log import RecordWrite
from kihub_desktop.store.local_tables import get_setting, put_setting
from kihub_desktop.store.pace import Pace
from kihub_desktop.store.undo_steps import inversions_of
from kihub_desktop.store.unit_of_work import UnitOfWork, note_step, write_transaction
from kihub_desktop.store.workspace import Workspace

_MARK = "long_step"
_FIRST, _MOST = 2, 40


@dataclass(frozen=True)
class Entry:
    """Fields of one record to be written; `before` is what they held when that was decided."""

    record_type: type[Record]
    company: UUID
    record: UUID
    values: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)
    fresh: bool = False


@dataclass(frozen=True)
class Written:
    """What was written, and how many fields were left alone because they had changed since."""

    changes: Changes
    transaction: UUID
    left_alone: int


def write_entries(
    workspace: Workspace, entries: Sequence[Entry], progress: Progress = silent
) -> Written:
    """Writes all entries as one undo step. Cancelled or failed: everything is taken back.

    Refused UNFIT_VALUE before anything is written if a field cannot hold its value.
    """
    for entry in entries:
        _check(entry)
    transaction = workspace.new_id()
    course = _Course(workspace, transaction)
    try:
        for done, total in course.write(entries):
            progress(done, total, phrase("Die Liste wird eingelesen"))
        course.finish()
    except BaseException:
        with suppress(Refused):  # a full disk: taken back when the workspace opens again
            take_back(workspace, transaction)
        raise
    changes = Changes(frozenset(course.kinds), frozenset(course.companies), Origin.IMPORT)
    return Written(changes if course.kinds else Changes.none(), transaction, course.left_alone)


def unfinished(workspace: Workspace) -> UUID | None:
    """The step that a crash has left half-written; None if there is none."""
    with workspace.reading() as connection:
        mark = get_setting(connection, _MARK)
    return UUID(mark) if mark else None


def take_back(
    workspace: Workspace, transaction: UUID, progress: Progress = silent
) -> tuple[UUID, Inverse]:
    """Inverts an own transaction slice by slice; returns the inverse one and what it wrote."""
    done = workspace.new_id()
    ranges = _Arrivals(workspace, transaction)
    writes: list[RecordWrite] = []
    overtaken: list[Overtaken] = []
    while (span := ranges.next()) is not None:
        with workspace.writing() as connection:
            began = time.perf_counter()
            inverse = invert(
                connection, transaction, workspace.device, inversions_of(connection), span
            )
            if inverse.writes:
                write_transaction(workspace, connection, list(inverse.writes), done)
                _note_inversion(connection, done, transaction)
            needed = time.perf_counter() - began
        ranges.took(needed)
        writes.extend(inverse.writes)
        overtaken.extend(inverse.overtaken)
        progress(ranges.done, ranges.total, phrase("Der Schritt wird zurückgenommen"))
    with workspace.writing() as connection:
        if get_setting(connection, _MARK) == str(transaction):
            put_setting(connection, _MARK, "")
    return done, Inverse(tuple(writes), tuple(overtaken))


def take_back_step(workspace: Workspace, transaction: UUID, progress: Progress = silent) -> Inverse:
    """Takes back a step of undo slice by slice; it can be repeated like any other."""
    done, inverse = take_back(workspace, transaction, progress)
    with workspace.writing() as connection:
        if not inverse.writes:  # others have overtaken all of it: the step is spent
            connection.exec_driver_sql("DELETE FROM undo_step WHERE txn = ?", (str(transaction),))
        connection.exec_driver_sql(
            "UPDATE undo_step SET txn = ?, undone = 1 - undone WHERE txn = ?",
            (str(done), str(transaction)),
        )
    return inverse


def changes_of(inverse: Inverse) -> Changes:
    """What taking back has touched."""
    return Changes(
        frozenset(write.record.partition(":")[0] for write in inverse.writes),
        frozenset(write.space for write in inverse.writes),
        Origin.UNDO,
    )


def _note_inversion(connection: Connection, done: UUID, undone: UUID) -> None:
    connection.exec_driver_sql(
        "INSERT INTO inversion (txn, undone) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (str(done), str(undone)),
    )


def _check(entry: Entry) -> None:
    rules = rules_of(entry.record_type)
    for name, value in entry.values.items():
        rule = rules[name]
        try:
            for each in value if rule.holds is Holds.TAGS else (value,):
                canonical(rule, True if rule.holds is Holds.TAGS and each else each)
        except UnfitValue as error:
            raise Refused(
                Reason.UNFIT_VALUE,
                phrase("„{field}“ kann diesen Wert nicht aufnehmen.", field=phrase(rule.label)),
            ) from error


class _Course:
    """The way through the entries, and what was touched on it."""

    def __init__(self, workspace: Workspace, transaction: UUID) -> None:
        self._workspace, self._transaction = workspace, transaction
        self.kinds: set[str] = set()
        self.companies: set[UUID] = set()
        self.left_alone = 0

    def write(self, entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
        pace = Pace(_FIRST, _MOST)
        place = 0
        while place < len(entries):
            piece = entries[place : place + pace.size]
            with self._workspace.writing() as connection:
                began = time.perf_counter()
                self._write(connection, piece, first=place == 0)
                needed = time.perf_counter() - began
            pace.took(needed)
            place += len(piece)
            yield place, len(entries)

    def _write(self, connection: Connection, piece: Sequence[Entry], *, first: bool) -> None:
        work = UnitOfWork(self._workspace, connection, None)
        for entry in piece:
            values = entry.values if entry.fresh else self._still(work, entry)
            if values:
                work.set(entry.record_type, entry.company, entry.record, **values)
                self.kinds.add(kind_of(entry.record_type).name)
                self.companies.add(entry.company)
        writes = work.collected()
        if first:
            put_setting(connection, _MARK, str(self._transaction))
        if writes:
            write_transaction(self._workspace, connection, writes, self._transaction)

    def _still(self, work: UnitOfWork, entry: Entry) -> dict[str, Any]:
        """The values of fields that still hold what they held when the change was decided."""
        now = work.view.get(entry.record_type, entry.company, entry.record)
        kept = {
            name: value
            for name, value in entry.values.items()
            if now is not None and getattr(now, name) == entry.before.get(name, getattr(now, name))
        }
        self.left_alone += len(entry.values) - len(kept)
        return kept

    def finish(self) -> None:
        with self._workspace.writing() as connection:
            put_setting(connection, _MARK, "")
            if self.kinds:
                note_step(connection, self._transaction)


class _Arrivals:
    """The operations of a transaction in ranges of arrival numbers, the latest first."""

    def __init__(self, workspace: Workspace, transaction: UUID) -> None:
        with workspace.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT arrived FROM op WHERE txn = ? AND device = ? ORDER BY arrived DESC",
                (str(transaction), workspace.device),
            )
            self._left = [int(arrived) for (arrived,) in rows]
        self.total = len(self._left)
        self.done = 0
        self._pace = Pace(_FIRST, _MOST)

    def next(self) -> tuple[int, int] | None:
        if self.done >= self.total:
            return None
        piece = self._left[self.done : self.done + self._pace.size]
        self.done += len(piece)
        return piece[-1], piece[0]

    def took(self, seconds: float) -> None:
        self._pace.took(seconds)
