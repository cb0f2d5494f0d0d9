"""Undo and redo of this user's own changes, across pages and restarts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.inverse import Overtaken, invert
from kihub_desktop.replication.operation import decode
from kihub_desktop.store.unit_of_work import write_transaction
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class UndoOutcome:
    """What an undo or redo did: the records to show, and fields that others have overtaken."""

    changes: Changes
    records: tuple[RecordKey, ...] = ()
    overtaken: tuple[Overtaken, ...] = ()
    nothing_left: bool = False


class UndoService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def undo(self) -> UndoOutcome:
        """Takes the last change back that has not been taken back yet."""
        return self._step("SELECT id, txn FROM undo_step WHERE undone = 0 ORDER BY id DESC LIMIT 1")

    def redo(self) -> UndoOutcome:
        """Repeats the change that was taken back last."""
        return self._step("SELECT id, txn FROM undo_step WHERE undone = 1 ORDER BY id LIMIT 1")

    def available(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and something to redo."""
        with self._workspace.reading() as connection:
            states = connection.exec_driver_sql("SELECT DISTINCT undone FROM undo_step").all()
        found = {state for (state,) in states}
        return 0 in found, 1 in found

    def _step(self, query: str) -> UndoOutcome:
        with self._workspace.writing() as connection:
            step = connection.exec_driver_sql(query).first()
            if step is None:
                return UndoOutcome(Changes.none(), nothing_left=True)
            identifier, transaction = int(step[0]), UUID(step[1])
            return self._invert(connection, identifier, transaction)

    def _invert(self, connection: Connection, step: int, transaction: UUID) -> UndoOutcome:
        inverse = invert(connection, transaction, self._workspace.device, _inversions(connection))
        if not inverse.writes:
            # Somebody else has written over all of it: the step is spent, and the page says who.
            connection.exec_driver_sql("DELETE FROM undo_step WHERE id = ?", (step,))
            return UndoOutcome(Changes.none(), _records(connection, transaction), inverse.overtaken)
        done = write_transaction(self._workspace, connection, list(inverse.writes))
        connection.exec_driver_sql(
            "INSERT INTO inversion (txn, undone) VALUES (?, ?)", (str(done), str(transaction))
        )
        connection.exec_driver_sql(
            "UPDATE undo_step SET txn = ?, undone = 1 - undone WHERE id = ?", (str(done), step)
        )
        records = tuple(RecordKey(str(w.space), w.record) for w in inverse.writes)
        changes = Changes(
            frozenset(key.record.partition(":")[0] for key in records),
            frozenset(UUID(key.space) for key in records),
            Origin.UNDO,
        )
        return UndoOutcome(changes, records, inverse.overtaken)


def _inversions(connection: Connection) -> dict[UUID, UUID]:
    rows = connection.exec_driver_sql("SELECT txn, undone FROM inversion")
    return {UUID(txn): UUID(undone) for txn, undone in rows}


def _records(connection: Connection, transaction: UUID) -> tuple[RecordKey, ...]:
    rows = connection.exec_driver_sql("SELECT body FROM op WHERE txn = ?", (str(transaction),))
    operations = [decode(bytes(body)) for (body,) in rows]
    return tuple(RecordKey(str(each.space), each.record) for each in operations)
