"""Tables of this laptop alone: settings, undo steps, runs of the exchange, drafts, search."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

local_metadata = MetaData()

setting_table = Table(
    "setting",
    local_metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
undo_step_table = Table(
    "undo_step",
    local_metadata,
    Column("id", Integer, primary_key=True),
    Column("txn", Text, nullable=False),
    Column("undone", Integer, nullable=False),
)
Index("undo_step_undone", undo_step_table.c.undone, sqlite_where=undo_step_table.c.undone == 1)
inversion_table = Table(
    "inversion",
    local_metadata,
    Column("txn", Text, primary_key=True),
    Column("undone", Text, nullable=False),
)
sync_run_table = Table(
    "sync_run",
    local_metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("received", Integer, nullable=False),
    Column("merged", Integer, nullable=False),
    Column("detail", Text, nullable=False),
)
draft_table = Table(
    "draft",
    local_metadata,
    Column("run", Integer, primary_key=True),
    Column("company", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("page", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("as_of", BigInteger, nullable=False),
)
blob_table = Table(
    "blob",
    local_metadata,
    Column("hash", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("role", Text, nullable=False),
    Column("unused_since", BigInteger),
    Column("unused_days", Integer, nullable=False),
    Column("unused_seen", BigInteger, nullable=False),
)
search_entry_table = Table(
    "search_entry",
    local_metadata,
    Column("id", Integer, primary_key=True),
    Column("company", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("context", Text, nullable=False),
    UniqueConstraint("company", "record"),
)
search_word_table = Table(
    "search_word",
    local_metadata,
    Column("word", Text, primary_key=True),
    Column("places", Integer, nullable=False),
    sqlite_with_rowid=False,
)


def get_setting(connection: Connection, name: str) -> str | None:
    """A setting of this laptop in this workspace, or None."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,))
    value = found.scalar()
    return None if value is None else str(value)


def put_setting(connection: Connection, name: str, value: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def settings_like(connection: Connection, beginning: str) -> dict[str, str]:
    """All settings whose names begin so."""
    rows = connection.exec_driver_sql(
        "SELECT name, value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name",
        (len(beginning), beginning),
    )
    return {str(name): str(value) for name, value in rows}


def drop_setting(connection: Connection, name: str) -> None:
    connection.exec_driver_sql("DELETE FROM setting WHERE name = ?", (name,))
