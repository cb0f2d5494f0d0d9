"""Epochs and numbers: what laptops hold on to, and how they learn that the hub was restored."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection

from kihub_desktop.replication.tables import sql
from kihub_hub.seals import Seals

_CURSOR = "cursor"


@dataclass(frozen=True)
class Position:
    """How far a laptop has read: a number of an epoch, and a mark of the operation there.

    The mark tells a hub that was restored without notice that it is another one.
    """

    number: int
    epoch: str
    mark: str


def top_number(connection: Connection) -> int:
    """The highest number that this hub has given."""
    return int(connection.exec_driver_sql("SELECT n FROM counter WHERE id = 1").scalar() or 0)


def hold_counter(connection: Connection) -> int:
    """The highest number; nobody else gets numbers before this transaction ends.

    So numbers are without gaps in the order of commits, and a reader misses none (rule R15).
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT n FROM counter WHERE id = 1 FOR UPDATE")
    return top_number(connection)


def set_counter(connection: Connection, number: int) -> None:
    connection.exec_driver_sql(sql(connection, "UPDATE counter SET n = ? WHERE id = 1"), (number,))


def current_epoch(connection: Connection) -> str:
    found = connection.exec_driver_sql("SELECT name FROM epoch ORDER BY id DESC LIMIT 1")
    return str(found.scalar())


def begin_epoch(connection: Connection, base: int, now: int) -> str:
    """Starts an epoch: of the numbers given so far, only those up to `base` remain valid.

    The name is random, so that two restores of one copy are told apart.
    """
    last = connection.exec_driver_sql("SELECT max(id) FROM epoch").scalar()
    number = int(last or 0) + 1
    name = f"e{number}-{secrets.token_hex(4)}"
    connection.exec_driver_sql(
        sql(connection, "INSERT INTO epoch (id, name, base, started) VALUES (?, ?, ?, ?)"),
        (number, name, base, now),
    )
    return name


def valid_since(connection: Connection, epoch: str) -> int:
    """Up to which number the numbers of an older epoch are still valid; 0 for an unknown one."""
    rows = connection.exec_driver_sql("SELECT name, base FROM epoch ORDER BY id").all()
    names = [row[0] for row in rows]
    if epoch not in names:
        return 0
    later = rows[names.index(epoch) + 1 :]
    return min((int(row[1]) for row in later), default=0)


def position_at(connection: Connection, number: int) -> Position:
    """The position behind the operation with this number (0: before all)."""
    found = connection.exec_driver_sql(
        sql(connection, "SELECT hash FROM op WHERE arrived = ?"), (number,)
    )
    digest = found.scalar()
    mark = "" if digest is None else bytes(digest).hex()[:16]
    return Position(number, current_epoch(connection), mark)


def cursor_of(seals: Seals, position: Position) -> str:
    content = {"n": position.number, "e": position.epoch, "m": position.mark}
    return seals.seal(_CURSOR, content)


def position_of(seals: Seals, cursor: str) -> Position | None:
    """The position behind a cursor; None if it is empty or not ours: then all is read again."""
    content = seals.unseal(_CURSOR, cursor) if cursor else None
    if content is None:
        return None
    return Position(int(content["n"]), str(content["e"]), str(content["m"]))
