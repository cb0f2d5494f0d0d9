"""Handing operations out: pages in the order of the hub's numbers, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from kihub_desktop.replication.tables import sql
from kihub_desktop.replication.wire import MAX_BATCH_BYTES, MAX_OPERATIONS, Numbered


@dataclass(frozen=True)
class Page:
    """Operations after a number; `last` is the highest of them, `more` says there are others."""

    operations: tuple[Numbered, ...]
    last: int
    more: bool


def read_page(connection: Connection, after: int, max_bytes: int) -> Page:
    """The next page; at least one operation, however large, so that reading always goes on."""
    allowed = min(max(max_bytes, 1), MAX_BATCH_BYTES)
    rows = connection.exec_driver_sql(
        sql(
            connection,
            "SELECT arrived, length(body) FROM op WHERE arrived > ? ORDER BY arrived LIMIT ?",
        ),
        (after, MAX_OPERATIONS + 1),
    ).all()
    count = total = 0
    for _, size in rows[:MAX_OPERATIONS]:
        total += size
        if count and total > allowed:
            break
        count += 1
    if not count:
        return Page((), after, more=False)
    last = int(rows[count - 1][0])
    bodies = connection.exec_driver_sql(
        sql(
            connection,
            "SELECT arrived, body FROM op WHERE arrived > ? AND arrived <= ? ORDER BY arrived",
        ),
        (after, last),
    )
    operations = tuple(Numbered(number, bytes(body).decode()) for number, body in bodies)
    return Page(operations, last, more=len(rows) > count)
