"""The log tables that laptop and hub share, and the typed tables made from the domain."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.replication.registry import Registry

log_metadata = MetaData()

operation_table = Table(
    "op",
    log_metadata,
    Column("space", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False),
    Column("txn", Text, nullable=False),
    Column("clock", BigInteger, nullable=False),
    Column("author", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("arrived", BigInteger, nullable=False),
    Column("hub_n", BigInteger),
)
Index("op_arrived", operation_table.c.space, operation_table.c.arrived)
Index("op_order", operation_table.c.arrived)
Index("op_txn", operation_table.c.txn)
Index(
    "op_outbox",
    operation_table.c.space,
    operation_table.c.arrived,
    sqlite_where=text("hub_n IS NULL"),
)

quarantine_table = Table(
    "quarantine",
    log_metadata,
    Column("space", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
)

fold_metadata = MetaData()

value_table = Table(
    "value",
    fold_metadata,
    Column("space", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("clock", BigInteger),
    Column("value", Text),
    Column("arrived", BigInteger),
    Column("gone", BigInteger),
    sqlite_with_rowid=False,
)
dead_table = Table(
    "dead",
    fold_metadata,
    Column("space", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("arrived", BigInteger),
    sqlite_with_rowid=False,
)

INTEGERS = frozenset({Holds.WHOLE, Holds.FLAG})
TYPED_PREFIX = "t_"
FIXED_COLUMNS = ("company", "id", "exists_now", "changed", "contested")


def typed_table(kind: str, rules: Mapping[str, FieldRule], metadata: MetaData) -> Table:
    """The table with the displayed values of one kind; its columns are the recorded fields.

    Decimals and days are canonical text, so that nothing is rounded; `exists_now` is 0 for a
    deleted record, `changed` the arrival of its last operation, `contested` its conflicts.
    """
    columns: list[Column[Any]] = [
        Column("company", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("exists_now", Integer),
        Column("changed", BigInteger),
        Column("contested", Integer),
    ]
    for name, rule in rules.items():
        column_type = BigInteger if rule.holds in INTEGERS else Text
        columns.append(Column(f"f_{name}", column_type))
    return Table(TYPED_PREFIX + kind, metadata, *columns)


def typed_tables(registry: Registry) -> tuple[MetaData, dict[str, Table]]:
    """All typed tables of a registry in a metadata of their own."""
    metadata = MetaData()
    tables = {kind: typed_table(kind, rules, metadata) for kind, rules in registry.rules.items()}
    for table in tables.values():
        # The recycle bin asks for the few deleted ones among many.
        gone = table.c.exists_now == 0
        Index(f"{table.name}_gone", table.c.changed, sqlite_where=gone, postgresql_where=gone)
        for name in ("f_use_case", "f_assessment", "f_name"):
            if name in table.c:
                # A tree of PostgreSQL refuses long texts; only equality is ever asked for.
                Index(f"{table.name}_{name}", table.c[name], postgresql_using="hash")
        # Only what waits for a decision: counting it must not read a million records.
        waits = table.c.contested > 0
        Index(
            f"{table.name}_contested",
            table.c.company,
            table.c.contested,
            sqlite_where=waits,
            postgresql_where=waits,
        )
    return metadata, tables


def create_log(connection: Connection) -> None:
    log_metadata.create_all(connection)


def create_folded(connection: Connection, registry: Registry) -> None:
    """Creates value table, early overwrites and typed tables where they are missing."""
    fold_metadata.create_all(connection)
    typed_tables(registry)[0].create_all(connection)


def drop_folded(connection: Connection) -> None:
    """Drops everything that the fold can write again, including tables of unknown kinds."""
    from sqlalchemy import inspect

    names = inspect(connection).get_table_names()
    quote = connection.dialect.identifier_preparer.quote
    for name in names:
        if name.startswith(TYPED_PREFIX) or name in fold_metadata.tables:
            connection.exec_driver_sql("DROP TABLE " + quote(name))


@lru_cache(maxsize=512)
def _for_paramstyle(statement: str, paramstyle: str) -> str:
    return statement if paramstyle == "qmark" else statement.replace("?", "%s")


def sql(connection: Connection, statement: str) -> str:
    """A constant statement with `?` marks in the placeholder style of the database in use."""
    return _for_paramstyle(statement, connection.dialect.paramstyle)
