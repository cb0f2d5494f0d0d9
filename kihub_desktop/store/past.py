"""Reading the log backwards: operations of a transaction, latest changes, records by id."""

from __future__ import annotations

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


def latest(
    connection: Connection, before: int | None, at_most: int, space: str = ""
) -> tuple[Logged, ...]:
    """The latest operations that arrived before `before`, of one space or of all."""
    below = 1 << 62 if before is None else before
    if space:
        statement = "SELECT body, arrived FROM op WHERE space = ? AND arrived < ?"
        parameters: tuple[object, ...] = (space, below, at_most)
    else:
        statement = "SELECT body, arrived FROM op WHERE arrived < ?"
        parameters = (below, at_most)
    rows = fetch(connection, statement + " ORDER BY arrived DESC LIMIT ?", parameters)
    return tuple(_logged(connection, body, arrived) for body, arrived in rows)


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
