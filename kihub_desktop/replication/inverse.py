"""Undo as a new transaction: the inverse of an own one, where nobody has written since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.replication.canonical import Canonical
from kihub_desktop.replication.fold import Head, RecordKey, deletion_mark, seen_by
from kihub_desktop.replication.log import RecordWrite
from kihub_desktop.replication.operation import (
    DELETED,
    ELEMENT,
    Dot,
    FieldWrite,
    Operation,
    decode,
)
from kihub_desktop.replication.reading import heads, live_before
from kihub_desktop.replication.tables import sql


@dataclass(frozen=True)
class Overtaken:
    """A field that cannot be undone, with the authors who have changed it since."""

    record: RecordKey
    field: str
    authors: tuple[UUID, ...]
    clock: int = 0
    """The clock of the latest of their values; 0 if nothing is live any more."""


@dataclass(frozen=True)
class Inverse:
    """The writes that undo a transaction, and the fields that others have overtaken."""

    writes: tuple[RecordWrite, ...]
    overtaken: tuple[Overtaken, ...]


def invert(
    connection: Connection,
    transaction: UUID,
    device: str,
    inversions: Mapping[UUID, UUID],
    arrivals: tuple[int, int] | None = None,
) -> Inverse:
    """The inverse of an own transaction, or of its operations that arrived in a range.

    A field is taken back only while all its live values are the transaction's own. A record that
    the transaction created is deleted, one that it deleted is restored. Where it had decided
    between several values, all of them are live again, and the decision is open. `inversions`
    names, per inverse transaction of this device, the one it undid: a value that was put back
    stands for the one it restored, so that several steps can be undone in a row.
    """
    standing = _Standing(connection, inversions)
    writes: list[RecordWrite] = []
    overtaken: list[Overtaken] = []
    for key, done in _done(connection, transaction, device, arrivals).items():
        live = heads(connection, key)
        if done.created(connection, key):
            taken, blocked = _delete(standing, key, live, done)
        else:
            taken, blocked = _take_back(standing, key, live, done)
        space = UUID(key.space)
        writes.extend(RecordWrite(space, key.record, fields) for fields in taken if fields)
        for name, dots in blocked:
            authors, clock = _authors(connection, key.space, dots)
            overtaken.append(Overtaken(key, name, authors, clock))
    return Inverse(tuple(writes), tuple(overtaken))


@dataclass
class _Done:
    """What a transaction did to one record: per field its own dots and what it overwrote."""

    first: int
    dots: set[Dot]
    fields: dict[str, tuple[set[Dot], list[Dot]]]

    def add(self, operation: Operation) -> None:
        self.dots.add(operation.dot)
        for name, write in operation.fields.items():
            own, over = self.fields.setdefault(name, (set(), []))
            own.add(operation.dot)
            over.extend(dot for dot in write.over if dot not in over)

    def over(self, name: str) -> tuple[Dot, ...]:
        """What was live before; not what the transaction itself had written."""
        own, over = self.fields[name]
        return tuple(dot for dot in over if dot not in own)

    def created(self, connection: Connection, key: RecordKey) -> bool:
        """Whether the record began with this transaction."""
        if DELETED in self.fields or any(self.over(name) for name in self.fields):
            return False
        earlier = connection.exec_driver_sql(
            sql(
                connection,
                "SELECT 1 FROM value WHERE space = ? AND record = ? AND arrived < ? LIMIT 1",
            ),
            (*key, self.first),
        )
        return earlier.first() is None


def _done(
    connection: Connection, transaction: UUID, device: str, arrivals: tuple[int, int] | None
) -> dict[RecordKey, _Done]:
    """By record what the transaction did, the last record first."""
    rows = connection.exec_driver_sql(
        sql(
            connection,
            # A range is narrow and found by arrival; a whole transaction by its id.
            "SELECT body, arrived FROM op WHERE txn = ? AND device = ? ORDER BY arrived"
            if arrivals is None
            else "SELECT body, arrived FROM op WHERE +txn = ? AND device = ?"
            " AND arrived BETWEEN ? AND ? ORDER BY arrived",
        ),
        (str(transaction), device, *(arrivals or ())),
    )
    found: dict[RecordKey, _Done] = {}
    for body, arrived in rows.all():
        operation = decode(bytes(body))
        key = RecordKey(str(operation.space), operation.record)
        found.setdefault(key, _Done(arrived, set(), {})).add(operation)
    return dict(reversed(found.items()))


class _Standing:
    """Which value a live dot stands for: itself, or the one that an undo has put back."""

    def __init__(self, connection: Connection, inversions: Mapping[UUID, UUID]) -> None:
        self.connection = connection
        self._inversions = inversions

    def original(self, key: RecordKey, name: str, dot: Dot) -> Dot | None:
        """The dot behind `dot`; None where an undo has put back "no value"."""
        current: Dot | None = dot
        while current is not None:
            over = self._overwritten(key, name, current)
            if over is None:
                return current
            current = self._same(key, name, over, current)
        return None

    def is_or_restores(self, key: RecordKey, name: str, dots: Iterable[Dot], own: set[Dot]) -> bool:
        """Whether every dot is one of the own ones, or stands for one."""
        return all(dot in own or self.original(key, name, dot) in own for dot in dots)

    def still_deleted(
        self, key: RecordKey, live: Mapping[str, Mapping[Dot, Head]], mark: str, before: int
    ) -> str:
        """The mark of a deletion that is put back: also over values that stand for those it saw.

        Otherwise values that were changed after a restoring, and changed back by undo, would
        keep the record alive. A value that kept it alive before arrival `before` goes on doing so.
        """
        seen = seen_by([mark])
        then = live_before(self.connection, key, before)
        standing = {
            dot
            for name, found in live.items()
            if name != DELETED
            for dot in found
            if self._stood_for(key, name, dot, then.get(name, set())) <= seen
        }
        return deletion_mark(seen | standing)

    def _stood_for(self, key: RecordKey, name: str, dot: Dot, then: set[Dot]) -> set[Dot]:
        """The values of that time, or later ones of a person, that undo has put into `dot`."""
        over = None if dot in then else self._overwritten(key, name, dot)
        if over is None:
            return {dot}
        return {each for past in over for each in self._stood_for(key, name, past, then)}

    def _overwritten(self, key: RecordKey, name: str, dot: Dot) -> tuple[Dot, ...] | None:
        """What the transaction had overwritten that `dot` took back; None if it took back none."""
        if not self._inversions:
            return None
        txns = self._column(
            "SELECT txn FROM op WHERE space = ? AND device = ? AND seq = ?", (key.space, *dot)
        )
        undone = self._inversions.get(UUID(str(txns[0]))) if txns else None
        if undone is None:
            return None
        bodies = self._column(
            "SELECT body FROM op WHERE txn = ? AND space = ? AND record = ?", (str(undone), *key)
        )
        operations = [decode(body) for body in bodies if isinstance(body, bytes)]
        if not operations:
            return None
        done = _Done(0, set(), {})
        for each in operations:
            done.add(each)
        return done.over(name) if name in done.fields else ()

    def _same(self, key: RecordKey, name: str, over: tuple[Dot, ...], dot: Dot) -> Dot | None:
        """The one among several values of a reopened decision that `dot` has put back."""
        found = _rows(self.connection, key, name, over)
        if len(found) > 1:
            values = [value for _, _, value in _rows(self.connection, key, name, (dot,))]
            equal = [each for _, each, value in found if value in values]
            if equal:
                return equal[-1]
        return found[-1][1] if found else None

    def _column(self, statement: str, parameters: tuple[object, ...]) -> list[object]:
        found = self.connection.exec_driver_sql(sql(self.connection, statement), parameters)
        return [value for (value,) in found]


_Blocked = list[tuple[str, tuple[Dot, ...]]]
_Fields = dict[str, FieldWrite]


def _delete(
    standing: _Standing,
    key: RecordKey,
    live: Mapping[str, Mapping[Dot, Head]],
    done: _Done,
) -> tuple[list[_Fields], _Blocked]:
    own = (*done.dots, None)
    foreign = {
        name: tuple(dot for dot in found if standing.original(key, name, dot) not in own)
        for name, found in live.items()
    }
    blocked = [(name, dots) for name, dots in foreign.items() if dots]
    if blocked:
        return [], blocked
    dots = [dot for found in live.values() for dot in found]
    over = tuple(live.get(DELETED, {}))
    return [{DELETED: FieldWrite(deletion_mark(dots), over)}], []


def _take_back(
    standing: _Standing,
    key: RecordKey,
    live: Mapping[str, Mapping[Dot, Head]],
    done: _Done,
) -> tuple[list[_Fields], _Blocked]:
    """The writes in their order; what was displayed before comes last, so that it is again."""
    fields: _Fields = {}
    reopened: list[_Fields] = []
    blocked: _Blocked = []
    for name, (own, _over) in done.fields.items():
        found = live.get(name, {})
        if found and standing.is_or_restores(key, name, found, own):
            over = done.over(name)
            before = value_before(standing.connection, key, name, over)
            if name == DELETED and isinstance(before, str):
                before = standing.still_deleted(key, live, before, done.first)
            fields[name] = FieldWrite(before, tuple(found))
            others = _others(standing.connection, key, name, over)
            if name == DELETED and others:
                # The deletion takes the place; the restoring beside it keeps the record alive.
                fields[name] = FieldWrite(before)
                _reopen(reopened, name, [FieldWrite(others[0], tuple(found))])
            else:
                _reopen(reopened, name, [FieldWrite(value) for value in others])
        else:
            foreign = [dot for dot in found if dot not in own]
            behind = (standing.original(key, name, dot) or dot for dot in foreign)
            blocked.append((name, tuple(dict.fromkeys(behind))))
    return [*reopened, fields], blocked


def _reopen(reopened: list[_Fields], name: str, writes: list[FieldWrite]) -> None:
    """Each value in an operation of its own, so that they do not overwrite each other."""
    for place, write in enumerate(writes):
        if place == len(reopened):
            reopened.append({})
        reopened[place][name] = write


def _others(
    connection: Connection, key: RecordKey, name: str, dots: tuple[Dot, ...]
) -> list[Canonical]:
    """The values beside the displayed one that waited for a decision.

    Beside a restoring these are the deletions, as one.
    """
    if ELEMENT in name or len(dots) < 2:
        return []
    found = _rows(connection, key, name, dots)
    if name == DELETED:
        marks = [json.loads(mark) for _, _, mark in found if mark != "null"]
        return [deletion_mark(seen_by(marks))] if marks and len(marks) < len(found) else []
    distinct = dict.fromkeys(value for _, _, value in found)
    return [json.loads(value) for value in distinct if value != found[-1][2]]


def value_before(
    connection: Connection, key: RecordKey, name: str, dots: tuple[Dot, ...]
) -> Canonical:
    """What was displayed while these dots were live; None for no dots."""
    found = _rows(connection, key, name, dots)
    if name == DELETED and len(found) > 1 and found[-1][2] != "null":
        return deletion_mark(seen_by(json.loads(mark) for _, _, mark in found))
    value: Canonical = json.loads(found[-1][2]) if found else None
    return value


def _rows(
    connection: Connection, key: RecordKey, name: str, dots: tuple[Dot, ...]
) -> list[tuple[int, Dot, str]]:
    """(clock, dot, value) of these dots; the one that was displayed comes last."""
    found: list[tuple[int, Dot, str]] = []
    for dot in dots:
        row = connection.exec_driver_sql(
            sql(
                connection,
                "SELECT clock, value FROM value"
                " WHERE space = ? AND record = ? AND field = ? AND device = ? AND seq = ?",
            ),
            (*key, name, *dot),
        ).first()
        if row is not None:
            found.append((row[0], dot, row[1]))
    # A present element, or a restoring, shows among others whatever their clocks.
    strong = "null" if name == DELETED else "true" if ELEMENT in name else None
    return sorted(found, key=lambda row: (row[2] == strong, row[0], row[1]))


def _authors(
    connection: Connection, space: str, dots: tuple[Dot, ...]
) -> tuple[tuple[UUID, ...], int]:
    """Who wrote these dots, and the latest clock among them."""
    authors: list[UUID] = []
    latest = 0
    for dot in dots:
        row = connection.exec_driver_sql(
            sql(
                connection,
                "SELECT author, clock FROM op WHERE space = ? AND device = ? AND seq = ?",
            ),
            (space, *dot),
        ).first()
        if row is not None:
            authors.append(UUID(row[0]))
            latest = max(latest, int(row[1]))
    return tuple(dict.fromkeys(authors)), latest
