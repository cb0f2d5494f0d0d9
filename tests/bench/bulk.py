"""Writes many new records at once: the same operations and rows as typing, without the reading."""

from __future__ import annotations

import os
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.replication.canonical import spelled
from kihub_desktop.replication.driver import Row, run_many
from kihub_desktop.replication.fold import RecordKey, Shown
from kihub_desktop.replication.fold_tables import _upsert, typed_row
from kihub_desktop.replication.log import RecordWrite, insert_operations
from kihub_desktop.replication.operation import NO_PREVIOUS, Operation, OperationKind, chain_hash
from kihub_desktop.store.workspace import Workspace

_INSERT = (
    "INSERT INTO value (space, record, field, device, seq, clock, value, arrived, gone)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)"
)


class Bulk:
    """Collects records that nobody has written before and inserts their rows kind by kind."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._arrived = 0
        self._operations: list[tuple[Operation, bytes, bytes, int]] = []
        self._values: list[Row] = []
        self._typed: dict[str, list[Row]] = {}

    def add(self, writes: Iterable[RecordWrite]) -> None:
        """All records of one new space, as one transaction."""
        transaction = self._workspace.new_id()
        previous = NO_PREVIOUS
        for seq, write in enumerate(writes, 1):
            self._arrived += 1
            operation = self._operation(write, seq, previous, transaction)
            body = operation.encode()
            previous = chain_hash(previous, body)
            self._operations.append((operation, body, previous, self._arrived))
            self._fold(operation)

    def _operation(
        self, write: RecordWrite, seq: int, previous: bytes, transaction: UUID
    ) -> Operation:
        here = self._workspace
        return Operation(
            write.space, here.device, seq, previous, OperationKind.WRITE, here.registry.schema,
            transaction, here.clock.tick(), here.author, write.record, os.urandom(16), write.fields,
        )  # fmt: skip

    def _fold(self, operation: Operation) -> None:
        space, record, arrived = str(operation.space), operation.record, self._arrived
        kind, _, identifier = record.partition(":")
        for name, write in operation.fields.items():
            place = (space, record, name, *operation.dot)
            self._values.append((*place, operation.clock, spelled(write.value), arrived))
        shown = Shown(True, {n: w.value for n, w in operation.fields.items()}, frozenset())
        rules = self._workspace.registry.rules[kind]
        row = typed_row(rules, RecordKey(space, record), identifier, arrived, shown)
        self._typed.setdefault(kind, []).append(row)

    def flush(self, connection: Connection) -> None:
        """Writes what was collected. Sorted by key, so that no page is written twice."""
        insert_operations(connection, sorted(self._operations, key=_order))
        run_many(connection, _INSERT, sorted(self._values))
        for kind, rows in self._typed.items():
            names = tuple(self._workspace.registry.rules[kind])
            run_many(connection, _upsert(kind, names), sorted(rows, key=lambda row: row[:2]))
        self._operations, self._values, self._typed = [], [], {}


def _order(row: tuple[Operation, bytes, bytes, int]) -> tuple[str, int]:
    return str(row[0].space), row[0].seq
