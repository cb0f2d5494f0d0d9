"""The table of unsaved texts: a row per field and run of the program, outside the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection

from kihub_desktop.replication.driver import fetch, first, run, run_many
from kihub_desktop.replication.fold import RecordKey

NEW = "new"
"""Stands for the id of a record that does not exist yet."""

Key: TypeAlias = tuple[str, str, str]
"""(company, `kind:uuid` or `kind:new` or "", field)"""

Columns: TypeAlias = tuple[str, str, str, str, str, int]
"""(page, label, text, before, problem, as_of)"""


def next_run(connection: Connection) -> int:
    """The number of a run of the program that begins now."""
    row = first(connection, "SELECT coalesce(max(run), 0) + 1 FROM draft")
    return 1 if row is None else int(row[0])


def replace(connection: Connection, number: int, wanted: Mapping[Key, Columns]) -> None:
    """Makes the rows of a run exactly these, and touches only those that differ."""
    rows = fetch(
        connection,
        "SELECT company, record, field, page, label, text, before, problem, as_of FROM draft"
        " WHERE run = ?",
        (number,),
    )
    present: dict[Key, Columns] = {row[:3]: row[3:] for row in rows}
    run_many(
        connection,
        "DELETE FROM draft WHERE run = ? AND company = ? AND record = ? AND field = ?",
        [(number, *key) for key in present if key not in wanted],
    )
    run_many(
        connection,
        "INSERT OR REPLACE INTO draft (run, company, record, field, page, label, text, before,"
        " problem, as_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, *key, *row) for key, row in wanted.items() if present.get(key) != row],
    )


def before_run(connection: Connection, number: int | None) -> list[tuple[Key, Columns]]:
    """The rows of earlier runs than this one (None: of all), one per key, the latest."""
    rows = fetch(
        connection,
        "SELECT company, record, field, page, label, text, before, problem, as_of FROM draft"
        " WHERE run < ? ORDER BY run, rowid",
        (1 << 62 if number is None else number,),
    )
    latest: dict[Key, Columns] = {row[:3]: row[3:] for row in rows}
    return list(latest.items())


def forget(connection: Connection, number: int | None, key: Key) -> None:
    """Drops the rows of earlier runs for one key."""
    run(
        connection,
        "DELETE FROM draft WHERE run < ? AND company = ? AND record = ? AND field = ?",
        (1 << 62 if number is None else number, *key),
    )


def drop_saved(
    connection: Connection, saved: Iterable[tuple[RecordKey, str]], fresh: Collection[RecordKey]
) -> None:
    """Drops what this transaction saves; `fresh` are the records that it creates."""
    rows: set[Key] = set()
    for key, field in saved:
        rows.add((key.space, key.record, field))
        if key in fresh:
            kind = key.record.partition(":")[0]
            rows.add((key.space, f"{kind}:{NEW}", field))
    run_many(
        connection,
        "DELETE FROM draft WHERE company = ? AND record = ? AND field = ?",
        sorted(rows),
    )
