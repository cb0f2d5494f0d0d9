"""The outbox: operations that no hub has numbered yet; nothing else says what is to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from kihub_desktop.replication.tables import sql

SLICE = 2_000
"""Log rows that one transaction of `forget_numbers` walks over."""


class Outgoing(NamedTuple):
    """An operation on its way to the hub, as it lies in the log."""

    space: str
    device: str
    seq: int
    digest: bytes
    body: bytes


class Waiting(NamedTuple):
    """The arrival number of an operation that waits, and the size of its bytes."""

    arrived: int
    size: int


def waiting(connection: Connection) -> list[Waiting]:
    """Everything that waits for the hub, in its order of arrival."""
    rows = connection.exec_driver_sql("SELECT arrived, length(body) FROM op WHERE hub_n IS NULL")
    return sorted(Waiting(*row) for row in rows)


def count_waiting(connection: Connection, beside: str) -> tuple[int, int]:
    """How many operations wait, and in how many spaces other than `beside`."""
    rows = connection.exec_driver_sql(
        "SELECT space, count(*) FROM op WHERE hub_n IS NULL GROUP BY space"
    ).all()
    return sum(row[1] for row in rows), sum(row[0] != beside for row in rows)


def outgoing(connection: Connection, arrived: Sequence[int]) -> list[Outgoing]:
    """The waiting operations with these arrival numbers, in that order."""
    if not arrived:
        return []
    rows = connection.exec_driver_sql(
        sql(
            connection,
            "SELECT space, device, seq, hash, body FROM op"
            " WHERE arrived BETWEEN ? AND ? AND hub_n IS NULL ORDER BY arrived",
        ),
        (min(arrived), max(arrived)),
    )
    return [Outgoing(row[0], row[1], row[2], bytes(row[3]), bytes(row[4])) for row in rows]


def own_waiting_records(connection: Connection, device: str) -> set[tuple[str, str]]:
    """The records (space, record) with changes of this device that no hub has."""
    rows = connection.exec_driver_sql(
        sql(connection, "SELECT DISTINCT space, record FROM op WHERE hub_n IS NULL AND device = ?"),
        (device,),
    )
    return {(row[0], row[1]) for row in rows}


def forget_numbers(connection: Connection, above: int, after: int) -> None:
    """Takes hub numbers above `above` back, in the slice of the log that follows `after`."""
    connection.exec_driver_sql(
        sql(
            connection,
            "UPDATE op SET hub_n = NULL WHERE arrived > ? AND arrived <= ? AND hub_n > ?",
        ),
        (after, after + SLICE, above),
    )
