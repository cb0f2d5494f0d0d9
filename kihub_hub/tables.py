"""Tables that only the hub has: its numbers, its devices, its staff."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from kihub_desktop.replication.tables import sql

hub_metadata = MetaData()

setting_table = Table(
    "hub_setting",
    hub_metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
counter_table = Table(
    "counter",
    hub_metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("n", BigInteger, nullable=False),
)
epoch_table = Table(
    "epoch",
    hub_metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("base", BigInteger, nullable=False),
    Column("started", BigInteger, nullable=False),
)
device_table = Table(
    "device",
    hub_metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("own_name", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled", BigInteger, nullable=False),
    Column("revoked", BigInteger),
    Column("pushed", BigInteger),
    Column("pulled", BigInteger),
    Column("pulled_n", BigInteger, nullable=False),
)
enrolment_table = Table(
    "enrolment",
    hub_metadata,
    Column("selector", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("code_hash", Text, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("device", Text),
    Column("public_key", LargeBinary),
)
chain_head_table = Table(
    "chain_head",
    hub_metadata,
    Column("space", Text, primary_key=True),
    Column("device", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
staff_session_table = Table(
    "staff_session",
    hub_metadata,
    Column("token_hash", Text, primary_key=True),
    Column("expires", BigInteger, nullable=False),
)


def get_setting(connection: Connection, name: str) -> str | None:
    found = connection.exec_driver_sql(
        sql(connection, "SELECT value FROM hub_setting WHERE name = ?"), (name,)
    )
    value = found.scalar()
    return None if value is None else str(value)


def put_setting(connection: Connection, name: str, value: str) -> None:
    connection.exec_driver_sql(
        sql(
            connection,
            "INSERT INTO hub_setting (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        ),
        (name, value),
    )
