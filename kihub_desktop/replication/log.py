"""The operation log on a database: own operations are appended, foreign ones received."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.replication.clock import HybridClock
from kihub_desktop.replication.driver import first, run_many
from kihub_desktop.replication.fold_tables import fold_batch
from kihub_desktop.replication.operation import (
    NO_PREVIOUS,
    FieldWrite,
    Operation,
    OperationKind,
    chain_hash,
    decode,
)
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import sql


@dataclass(frozen=True)
class RecordWrite:
    """What a transaction writes into one record: per field the value and what it overwrites."""

    space: UUID
    record: str
    fields: Mapping[str, FieldWrite]


@dataclass(frozen=True)
class Authorship:
    """Who writes, on which device, in which transaction."""

    device: str
    author: UUID
    transaction: UUID


def last_arrival(connection: Connection) -> int:
    """The highest arrival number in the log; states read now carry it as `as_of`."""
    row = first(connection, "SELECT arrived FROM op ORDER BY arrived DESC LIMIT 1")
    return 0 if row is None else int(row[0])


def last_clock(connection: Connection, device: str = "") -> int:
    """The highest clock value of a device (of all without one), for restarting its clock.

    The clocks of others do not count there: one set to 2031 would be followed for ever.
    """
    row = connection.exec_driver_sql(
        sql(connection, "SELECT max(clock) FROM op WHERE ? = '' OR device = ?"), (device, device)
    )
    return int(row.scalar() or 0)


def append(
    connection: Connection,
    registry: Registry,
    clock: HybridClock,
    authorship: Authorship,
    writes: Sequence[RecordWrite],
) -> tuple[Operation, ...]:
    """Writes one operation per record write and folds them, inside the caller's transaction.

    MalformedOperation, before anything is written, if one exceeds the limits of an operation.
    """
    arrived = last_arrival(connection)
    tips: dict[UUID, tuple[int, bytes]] = {}
    arrivals: list[tuple[Operation, int]] = []
    rows: list[tuple[Operation, bytes, bytes, int]] = []
    for write in writes:
        seq, previous = tips.get(write.space) or _tip(connection, write.space, authorship.device)
        operation = _operation(write, (seq + 1, previous), authorship, registry, clock)
        body = operation.encode()
        decode(body)  # what cannot be read back would stop every rebuild
        digest = chain_hash(previous, body)
        arrived += 1
        tips[write.space] = (seq + 1, digest)
        arrivals.append((operation, arrived))
        rows.append((operation, body, digest, arrived))
    insert_operations(connection, rows)
    fold_batch(connection, registry, arrivals)
    return tuple(operation for operation, _ in arrivals)


def _operation(
    write: RecordWrite,
    place: tuple[int, bytes],
    authorship: Authorship,
    registry: Registry,
    clock: HybridClock,
) -> Operation:
    """The operation for one record; `place` is its number in the chain and the digest before."""
    seq, previous = place
    return Operation(
        space=write.space,
        device=authorship.device,
        seq=seq,
        previous=previous,
        kind=OperationKind.WRITE,
        schema=registry.schema,
        transaction=authorship.transaction,
        clock=clock.tick(),
        author=authorship.author,
        record=write.record,
        nonce=os.urandom(16),
        fields=write.fields,
    )


def _tip(connection: Connection, space: UUID, device: str) -> tuple[int, bytes]:
    row = first(
        connection,
        "SELECT seq, hash FROM op WHERE space = ? AND device = ? ORDER BY seq DESC LIMIT 1",
        (str(space), device),
    )
    return (0, NO_PREVIOUS) if row is None else (int(row[0]), bytes(row[1]))


def insert_operations(
    connection: Connection,
    rows: Sequence[tuple[Operation, bytes, bytes, int]],
    hub_numbers: Sequence[int | None] | None = None,
) -> None:
    """Inserts (operation, body, hash, arrival) rows into the log table.

    `hub_numbers` are the hub's numbers in the same order; None while the hub lacks them.
    """
    numbers = hub_numbers or [None] * len(rows)
    values = [
        (
            str(operation.space),
            operation.device,
            operation.seq,
            operation.record,
            str(operation.transaction),
            operation.clock,
            str(operation.author),
            body,
            digest,
            arrived,
            number,
        )
        for (operation, body, digest, arrived), number in zip(rows, numbers, strict=True)
    ]
    run_many(
        connection,
        "INSERT INTO op (space, device, seq, record, txn, clock, author, body, hash, arrived,"
        " hub_n) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
