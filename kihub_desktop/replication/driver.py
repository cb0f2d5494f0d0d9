"""Statements of the typing path, given to the driver directly.

A save runs some fifteen of them; through SQLAlchemy's own execution each costs five to ten times
what SQLite needs for it. Connection, pool and transaction stay SQLAlchemy's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from kihub_desktop.replication.tables import sql

Row = tuple[Any, ...]


def run(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> None:
    """Executes a statement without a result."""
    _cursor(connection).execute(sql(connection, statement), tuple(parameters))


def run_many(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    """Executes a statement once per row; nothing for no rows."""
    if len(rows) == 1:
        run(connection, statement, rows[0])
    elif rows:
        _cursor(connection).executemany(sql(connection, statement), rows)


def fetch(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """All rows of a statement."""
    cursor = _cursor(connection)
    cursor.execute(sql(connection, statement), tuple(parameters))
    rows: list[Row] = cursor.fetchall()
    cursor.close()
    return rows


def first(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> Row | None:
    """The first row of a statement, or None."""
    rows = fetch(connection, statement, parameters)
    return rows[0] if rows else None


def _cursor(connection: Connection) -> Any:
    if not connection.in_transaction():
        connection.begin()  # as every statement through SQLAlchemy would
    return connection.connection.cursor()
