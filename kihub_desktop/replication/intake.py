"""Receiving operations of others: known ones are counted, doubtful ones set aside, never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Connection

from kihub_desktop.replication.fold_tables import fold_batch
from kihub_desktop.replication.log import insert_operations, last_arrival
from kihub_desktop.replication.operation import (
    NO_PREVIOUS,
    Dot,
    MalformedOperation,
    Operation,
    chain_hash,
    decode,
)
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import sql


class Refusal(StrEnum):
    """Why received bytes were set aside."""

    MALFORMED = "malformed"
    FORK = "fork"
    SIGNATURE = "signature"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Incoming:
    """Bytes with the number the hub gave them, if it has."""

    body: bytes
    number: int | None = None


@dataclass(frozen=True)
class Fresh:
    """An operation that is new here, verified against its chain."""

    operation: Operation
    body: bytes
    digest: bytes
    number: int | None


@dataclass
class Intake:
    """Received bytes, sorted into new, known and refused."""

    fresh: list[Fresh] = field(default_factory=list)
    duplicates: list[tuple[Operation, int | None]] = field(default_factory=list)
    refused: list[tuple[bytes, Refusal]] = field(default_factory=list)


def examine(connection: Connection, incoming: Sequence[Incoming]) -> Intake:
    """Sorts received bytes; reads the log, writes nothing."""
    return _Examination(connection).run(incoming)


def store(
    connection: Connection,
    registry: Registry,
    fresh: Sequence[Fresh],
    first_arrival: int | None = None,
) -> None:
    """Writes examined operations into the log and folds them."""
    if not fresh:
        return
    start = last_arrival(connection) + 1 if first_arrival is None else first_arrival
    rows = [(each.operation, each.body, each.digest, start + i) for i, each in enumerate(fresh)]
    insert_operations(connection, rows, [each.number for each in fresh])
    fold_batch(connection, registry, [(row[0], row[3]) for row in rows])


def set_aside(connection: Connection, refused: Sequence[tuple[bytes, Refusal]]) -> None:
    """Keeps refused bytes in the quarantine, where a person sees them."""
    for body, reason in refused:
        try:
            operation = decode(body)
            key = (str(operation.space), operation.device, operation.seq)
        except MalformedOperation:
            key = ("", "", 0)
        connection.exec_driver_sql(
            sql(
                connection,
                "INSERT INTO quarantine (space, device, seq, hash, body, reason)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            ),
            (*key, hashlib.sha256(body).digest(), body, reason.value),
        )


def confirm(connection: Connection, space: str, numbers: Sequence[tuple[Dot, int]]) -> None:
    """Notes that the hub holds these operations under these numbers."""
    rows = [(number, space, dot.device, dot.seq) for dot, number in numbers]
    if rows:
        connection.exec_driver_sql(
            sql(
                connection,
                "UPDATE op SET hub_n = ? WHERE space = ? AND device = ? AND seq = ?",
            ),
            rows,
        )


def receive(connection: Connection, registry: Registry, incoming: Sequence[Incoming]) -> Intake:
    """Examines, stores, sets aside and confirms, inside the caller's transaction."""
    intake = examine(connection, incoming)
    store(connection, registry, intake.fresh)
    set_aside(connection, intake.refused)
    for operation, number in intake.duplicates:
        if number is not None:
            confirm(connection, str(operation.space), [(operation.dot, number)])
    return intake


class _Examination:
    """Checks received bytes against the chains of their devices."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, Dot], bytes] = {}
        self._expected: dict[tuple[str, Dot], bytes] = {}
        self._intake = Intake()

    def run(self, incoming: Sequence[Incoming]) -> Intake:
        readable: list[tuple[Operation, Incoming]] = []
        for each in incoming:
            try:
                readable.append((decode(each.body), each))
            except MalformedOperation:
                self._intake.refused.append((each.body, Refusal.MALFORMED))
        self._load_chains([operation for operation, _ in readable])
        for operation, each in readable:
            self._expect(operation, each)
        return self._intake

    def _load_chains(self, operations: list[Operation]) -> None:
        """Reads the stored neighbours of everything received, chain by chain."""
        ranges: dict[tuple[str, str], tuple[int, int]] = {}
        for each in operations:
            key = (str(each.space), each.device)
            low, high = ranges.get(key, (each.seq, each.seq))
            ranges[key] = (min(low, each.seq), max(high, each.seq))
        for (space, device), (low, high) in ranges.items():
            rows = self._connection.exec_driver_sql(
                sql(
                    self._connection,
                    "SELECT seq, hash, body FROM op"
                    " WHERE space = ? AND device = ? AND seq BETWEEN ? AND ?",
                ),
                (space, device, low - 1, high + 1),
            )
            for seq, digest, body in rows:
                self._remember(space, Dot(device, seq), bytes(digest), decode(bytes(body)).previous)

    def _remember(self, space: str, dot: Dot, digest: bytes, previous: bytes) -> None:
        self._known[space, dot] = digest
        self._expected[space, Dot(dot.device, dot.seq - 1)] = previous

    def _expect(self, operation: Operation, each: Incoming) -> None:
        space, dot = str(operation.space), operation.dot
        digest = chain_hash(operation.previous, each.body)
        known = self._known.get((space, dot))
        if known == digest:
            self._intake.duplicates.append((operation, each.number))
        elif known is not None or not self._links(space, operation, digest):
            self._intake.refused.append((each.body, Refusal.FORK))
        else:
            self._remember(space, dot, digest, operation.previous)
            self._intake.fresh.append(Fresh(operation, each.body, digest, each.number))

    def _links(self, space: str, operation: Operation, digest: bytes) -> bool:
        """Whether the operation fits between its neighbours, as far as they have arrived."""
        before = Dot(operation.device, operation.seq - 1)
        last = NO_PREVIOUS if operation.seq == 1 else self._known.get((space, before))
        if last is not None and last != operation.previous:
            return False
        return self._expected.get((space, operation.dot), digest) == digest
