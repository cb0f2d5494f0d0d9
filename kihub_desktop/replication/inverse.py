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
from kihub_desktop.replication.reading import heads
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

    A field is taken back only while the transaction's own dot is its single live value. A record
    that the transaction created is deleted, one that it deleted is restored. `inversions` names,
    per inverse transaction of this device, the one it undid: a value that was put back stands for
    the one it restored, so that several steps can be undone in a row.
    """
    standing = _Standing(connection, inversions)
    rows = connection.exec_driver_sql(
        sql(
            connection,
            # A range is narrow and found by arrival; a whole transaction by its id.
            "SELECT body, arrived FROM op WHERE txn = ? AND device = ? ORDER BY arrived DESC"
            if arrivals is None
            else "SELECT body, arrived FROM op WHERE +txn = ? AND device = ?"
            " AND arrived BETWEEN ? AND ? ORDER BY arrived DESC",
        ),
        (str(transaction), device, *(arrivals or ())),
    )
    writes: list[RecordWrite] = []
    overtaken: list[Overtaken] = []
    for body, arrived in rows.all():
        operation = decode(bytes(body))
        key = RecordKey(str(operation.space), operation.record)
        live = heads(connection, key)
        if _created_by(connection, key, operation, arrived):
            fields, blocked = _delete(standing, key, live, operation)
        else:
            fields, blocked = _take_back(standing, key, live, operation)
        if fields:
            writes.append(RecordWrite(operation.space, operation.record, fields))
        overtaken.extend(
            Overtaken(key, name, *_authors(connection, key.space, dots)) for name, dots in blocked
        )
    return Inverse(tuple(writes), tuple(overtaken))


class _Standing:
    """Which value a live dot stands for: itself, or the one that an undo has put back."""

    def __init__(self, connection: Connection, inversions: Mapping[UUID, UUID]) -> None:
        self.connection = connection
        self._inversions = inversions

    def original(self, key: RecordKey, name: str, dot: Dot) -> Dot | None:
        """The dot behind `dot`; None where an undo has put back "no value"."""
        current: Dot | None = dot
        while current is not None and (undone := self._undone(key, name, current)) is not None:
            over = undone.fields[name].over if name in undone.fields else ()
            current = winner_of(self.connection, key, name, over)
        return current

    def is_or_restores(
        self, key: RecordKey, name: str, dots: Iterable[Dot], operation: Dot
    ) -> bool:
        """Whether every dot is that of the operation, or stands for it."""
        return all(dot == operation or self.original(key, name, dot) == operation for dot in dots)

    def still_deleted(
        self, key: RecordKey, live: Mapping[str, Mapping[Dot, Head]], mark: str
    ) -> str:
        """The mark of a deletion that is put back: also over values that stand for those it saw.

        Otherwise values that were changed after a restoring, and changed back by undo, would
        keep the record alive.
        """
        seen = seen_by([mark])
        standing = {
            dot
            for name, found in live.items()
            if name != DELETED
            for dot in found
            if self.original(key, name, dot) in {None, *seen}
        }
        return deletion_mark(seen | standing)

    def _undone(self, key: RecordKey, name: str, dot: Dot) -> Operation | None:
        """The operation that `dot` has taken back, preferably one that wrote this field."""
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
        return max(operations, key=lambda each: name in each.fields, default=None)

    def _column(self, statement: str, parameters: tuple[object, ...]) -> list[object]:
        found = self.connection.exec_driver_sql(sql(self.connection, statement), parameters)
        return [value for (value,) in found]


def _created_by(connection: Connection, key: RecordKey, operation: Operation, arrived: int) -> bool:
    if DELETED in operation.fields or any(write.over for write in operation.fields.values()):
        return False
    earlier = connection.exec_driver_sql(
        sql(
            connection,
            "SELECT 1 FROM value WHERE space = ? AND record = ? AND arrived < ? LIMIT 1",
        ),
        (*key, arrived),
    )
    return earlier.first() is None


_Blocked = list[tuple[str, tuple[Dot, ...]]]


def _delete(
    standing: _Standing,
    key: RecordKey,
    live: Mapping[str, Mapping[Dot, Head]],
    operation: Operation,
) -> tuple[dict[str, FieldWrite], _Blocked]:
    own = (operation.dot, None)
    foreign = {
        name: tuple(dot for dot in found if standing.original(key, name, dot) not in own)
        for name, found in live.items()
    }
    blocked = [(name, dots) for name, dots in foreign.items() if dots]
    if blocked:
        return {}, blocked
    dots = [dot for found in live.values() for dot in found]
    over = tuple(live.get(DELETED, {}))
    return {DELETED: FieldWrite(deletion_mark(dots), over)}, []


def _take_back(
    standing: _Standing,
    key: RecordKey,
    live: Mapping[str, Mapping[Dot, Head]],
    operation: Operation,
) -> tuple[dict[str, FieldWrite], _Blocked]:
    fields: dict[str, FieldWrite] = {}
    blocked: _Blocked = []
    for name, write in operation.fields.items():
        found = live.get(name, {})
        if len(found) == 1 and standing.is_or_restores(key, name, found, operation.dot):
            before = value_before(standing.connection, key, name, write.over)
            if name == DELETED and isinstance(before, str):
                before = standing.still_deleted(key, live, before)
            fields[name] = FieldWrite(before, tuple(found))
        else:
            blocked.append((name, tuple(dot for dot in found if dot != operation.dot)))
    return fields, blocked


def value_before(
    connection: Connection, key: RecordKey, name: str, dots: tuple[Dot, ...]
) -> Canonical:
    """What was displayed while these dots were live; None for no dots."""
    found = _rows(connection, key, name, dots)
    if name == DELETED and len(found) > 1 and found[-1][2] != "null":
        return deletion_mark(seen_by(json.loads(mark) for _, _, mark in found))
    value: Canonical = json.loads(found[-1][2]) if found else None
    return value


def winner_of(
    connection: Connection, key: RecordKey, name: str, dots: tuple[Dot, ...]
) -> Dot | None:
    """The dot that was displayed among several that were live together."""
    found = _rows(connection, key, name, dots)
    return found[-1][1] if found else None


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
