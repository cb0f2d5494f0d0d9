"""The undo steps of this laptop: own transactions in order, and which have been taken back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.inverse import Inverse, invert
from kihub_desktop.replication.operation import decode
from kihub_desktop.store.unit_of_work import write_transaction
from kihub_desktop.store.workspace import Workspace

_LONG = 60
"""Operations of a step; more are not taken back in one transaction."""


@dataclass(frozen=True)
class Taken:
    """A step that was taken: what was written, and the records it belongs to."""

    inverse: Inverse
    records: tuple[RecordKey, ...]
    origin: UUID
    """The transaction that a person made, however often it was taken back and repeated."""


@dataclass(frozen=True)
class Step:
    """A step that can be taken back (or repeated); `origin` as in Taken."""

    id: int
    origin: UUID


def take_step(workspace: Workspace, *, redo: bool, progress: Progress = silent) -> Taken | None:
    """Takes back the last own transaction (or repeats the last one taken back); None if none.

    A step that others have overtaken wholly is spent: nothing is written, its records are named.
    A long one is taken slice by slice, so that nobody who types waits.
    """
    if is_long(workspace, redo=redo):
        return _take_long(workspace, redo=redo, progress=progress)
    with workspace.writing() as connection:
        step = _next(connection, redo=redo)
        if step is None:
            return None
        return _invert(workspace, connection, *step)


def is_long(workspace: Workspace, *, redo: bool) -> bool:
    """Whether the next step is so long that it belongs beside the window."""
    with workspace.reading() as connection:
        step = _next(connection, redo=redo)
        if step is None:
            return False
        rows = connection.exec_driver_sql(
            "SELECT count(*) FROM (SELECT 1 FROM op WHERE txn = ? LIMIT ?)",
            (str(step[1]), _LONG + 1),
        )
        return int(rows.scalar() or 0) > _LONG


def _next(connection: Connection, *, redo: bool) -> tuple[int, UUID] | None:
    order = "undone = 1 ORDER BY id" if redo else "undone = 0 ORDER BY id DESC"
    step = connection.exec_driver_sql(
        f"SELECT id, txn FROM undo_step WHERE {order} LIMIT 1"
    ).first()
    return None if step is None else (int(step[0]), UUID(step[1]))


def _take_long(workspace: Workspace, *, redo: bool, progress: Progress) -> Taken | None:
    from kihub_desktop.store.long_steps import take_back_step

    with workspace.reading() as connection:
        step = _next(connection, redo=redo)
        origin = None if step is None else _origin(connection, str(step[1]))
    if step is None or origin is None:
        return None
    inverse = take_back_step(workspace, step[1], progress)
    return Taken(inverse, tuple(RecordKey(str(w.space), w.record) for w in inverse.writes), origin)


def steps_available(workspace: Workspace) -> tuple[bool, bool]:
    """Whether there is something to undo, and something to redo."""
    with workspace.reading() as connection:
        return bool(steps(connection, redo=False, at_most=1)), bool(
            steps(connection, redo=True, at_most=1)
        )


def steps(connection: Connection, *, redo: bool, at_most: int) -> tuple[Step, ...]:
    """The next steps in the order in which they are taken."""
    order = "undone = 1 ORDER BY id" if redo else "undone = 0 ORDER BY id DESC"
    rows = connection.exec_driver_sql(
        f"SELECT id, txn FROM undo_step WHERE {order} LIMIT ?", (at_most,)
    ).all()
    return tuple(Step(int(number), _origin(connection, str(txn))) for number, txn in rows)


def _origin(connection: Connection, txn: str) -> UUID:
    """Follows the chain of undo and redo back to what a person wrote."""
    while True:
        row = connection.exec_driver_sql(
            "SELECT undone FROM inversion WHERE txn = ?", (txn,)
        ).first()
        if row is None:
            return UUID(txn)
        txn = str(row[0])


def _invert(workspace: Workspace, connection: Connection, step: int, transaction: UUID) -> Taken:
    origin = _origin(connection, str(transaction))
    inverse = invert(connection, transaction, workspace.device, inversions_of(connection))
    if not inverse.writes:
        connection.exec_driver_sql("DELETE FROM undo_step WHERE id = ?", (step,))
        return Taken(inverse, _records(connection, transaction), origin)
    done = write_transaction(workspace, connection, list(inverse.writes))
    connection.exec_driver_sql(
        "INSERT INTO inversion (txn, undone) VALUES (?, ?)", (str(done), str(transaction))
    )
    connection.exec_driver_sql(
        "UPDATE undo_step SET txn = ?, undone = 1 - undone WHERE id = ?", (str(done), step)
    )
    return Taken(inverse, tuple(RecordKey(str(w.space), w.record) for w in inverse.writes), origin)


def inversions_of(connection: Connection) -> dict[UUID, UUID]:
    """Per inverse transaction of this laptop the one that it took back."""
    rows = connection.exec_driver_sql("SELECT txn, undone FROM inversion")
    return {UUID(txn): UUID(undone) for txn, undone in rows}


def _records(connection: Connection, transaction: UUID) -> tuple[RecordKey, ...]:
    rows = connection.exec_driver_sql("SELECT body FROM op WHERE txn = ?", (str(transaction),))
    operations = [decode(bytes(body)) for (body,) in rows]
    return tuple(RecordKey(str(each.space), each.record) for each in operations)
