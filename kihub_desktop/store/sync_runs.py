"""The rows of past exchanges; they stay on this device."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from sqlalchemy import Connection

_KEPT = 200


@dataclass(frozen=True)
class RunRow:
    """A row as it is stored: `started` in ISO 8601, UTC; `detail` is JSON."""

    started: str
    way: str
    outcome: str
    sent: int
    received: int
    merged: int
    detail: str


def add_run(connection: Connection, row: RunRow) -> None:
    """Writes a row in the caller's transaction and forgets very old ones."""
    connection.exec_driver_sql(
        "INSERT INTO sync_run (started, way, outcome, sent, received, merged, detail)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        astuple(row),
    )
    connection.exec_driver_sql(
        "DELETE FROM sync_run WHERE id <= (SELECT max(id) FROM sync_run) - ?", (_KEPT,)
    )


def latest_runs(connection: Connection, limit: int) -> tuple[RunRow, ...]:
    """The latest rows, the last one first."""
    rows = connection.exec_driver_sql(
        "SELECT started, way, outcome, sent, received, merged, detail FROM sync_run"
        " ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return tuple(RunRow(*row) for row in rows)
