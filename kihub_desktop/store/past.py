"""Reading the log backwards: operations of a transaction, latest changes, records by id."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.replication.driver import fetch, first
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.operation import Operation, decode


@dataclass(frozen=True)
class Logged:
    """An operation with its arrival number; `new` if it is the first of its record here."""

    operation: Operation
    arrived: int
    new: bool

    @property
    def key(self) -> RecordKey:
        return RecordKey(str(self.operation.space), self.operation.record)


@dataclass(frozen=True)
class LoggedTransaction:
    """The first operations of a transaction, how many there are, and those of each kind."""

    operations: tuple[Logged, ...]
    count: int
    kinds: dict[str, int]


def transaction(connection: Connection, txn: UUID, at_most: int) -> LoggedTransaction:
    """What a transaction wrote; bodies of the first `at_most` operations only."""
    rows = fetch(
        connection,
        "SELECT body, arrived FROM op WHERE txn = ? ORDER BY arrived LIMIT ?",
        (str(txn), at_most),
    )
    counted = fetch(
        connection,
        "SELECT substr(record, 1, instr(record, ':') - 1), count(*) FROM op WHERE txn = ?"
        " GROUP BY 1",
        (str(txn),),
    )
    kinds = {str(kind): int(number) for kind, number in counted}
    operations = tuple(_logged(connection, body, arrived) for body, arrived in rows)
    return LoggedTransaction(operations, sum(kinds.values()), kinds)


def _logged(connection: Connection, body: bytes, arrived: int) -> Logged:
    operation = decode(bytes(body))
    earlier = first(
        connection,
        "SELECT 1 FROM value WHERE space = ? AND record = ? AND arrived < ? LIMIT 1",
        (str(operation.space), operation.record, arrived),
    )
    return Logged(operation, arrived, earlier is None)


@dataclass(frozen=True)
class LoggedDeed:
    """A transaction by its last operation here; `arrived` is that of its first one."""

    transaction: UUID
    space: str
    device: str
    author: UUID
    arrived: int


def latest_transactions(
    connection: Connection, before: int | None, at_most: int, space: str = ""
) -> list[LoggedDeed]:
    """The latest transactions that arrived before `before`, of one space or of all."""
    cursor = 1 << 62 if before is None else before
    found: dict[UUID, LoggedDeed] = {}
    condition = "space = ? AND arrived < ?" if space else "arrived < ?"
    while len(found) < at_most:
        row = first(
            connection,
            f"SELECT txn, space, device, author FROM op WHERE {condition}"
            " ORDER BY arrived DESC LIMIT 1",
            (space, cursor) if space else (cursor,),
        )
        if row is None:
            break
        begin = first(connection, "SELECT min(arrived) FROM op WHERE txn = ?", (row[0],))
        # Operations of one transaction arrive together, unless a hub has cut them in two.
        cursor = min(cursor - 1, int(begin[0]) if begin else cursor)
        found.setdefault(
            UUID(row[0]), LoggedDeed(UUID(row[0]), row[1], row[2], UUID(row[3]), cursor)
        )
    return list(found.values())


def inversions_among(connection: Connection, transactions: Collection[UUID]) -> set[UUID]:
    """Those transactions that undo or redo has written on this laptop."""
    found: set[UUID] = set()
    for each in transactions:
        if first(connection, "SELECT 1 FROM inversion WHERE txn = ?", (str(each),)) is not None:
            found.add(each)
    return found


def key_of(connection: Connection, space: str, identifier: str) -> RecordKey | None:
    """The record of a company with this id, whatever its kind; None if there is none."""
    rows = fetch(
        connection,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 't\\_%' ESCAPE '\\'",
    )
    for (table,) in rows:
        found = first(
            connection,
            f"SELECT 1 FROM {table} WHERE company = ? AND id = ?",
            (space, identifier),
        )
        if found is not None:
            return RecordKey(space, f"{str(table)[2:]}:{identifier}")
    return None
