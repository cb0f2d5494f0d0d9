"""Laptops for tests: the real log on a database in memory, every step one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from kihub_desktop.replication import check, fold, intake, inverse, log, reading
from kihub_desktop.replication.canonical import Canonical
from kihub_desktop.replication.clock import HybridClock
from kihub_desktop.replication.fold import Head, RecordKey, Shown
from kihub_desktop.replication.intake import Incoming, Intake
from kihub_desktop.replication.inverse import Inverse
from kihub_desktop.replication.log import Authorship, RecordWrite
from kihub_desktop.replication.operation import DELETED, Dot, FieldWrite, Operation
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import create_folded, create_log
from tests.replication.sheets import FIRST

NOON = 1_795_000_000_000
"""A morning in November 2026, in milliseconds since 1970."""

TABLES = ("op", "quarantine", "value", "dead", "t_sheet")
Content: TypeAlias = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Core:
    """The functions that a laptop runs on; a fault replaces one of them."""

    append: Callable[..., tuple[Operation, ...]] = log.append
    receive: Callable[[Connection, Registry, Sequence[Incoming]], Intake] = intake.receive
    shown_dots: Callable[[Connection, RecordKey, int, str], Mapping[str, tuple[Dot, ...]]] = (
        reading.shown_dots
    )
    heads: Callable[[Connection, RecordKey], dict[str, dict[Dot, Head]]] = reading.heads
    shown: Callable[[Connection, Registry, RecordKey], Shown] = reading.shown
    invert: Callable[..., Inverse] = inverse.invert
    deletion_mark: Callable[..., str] = fold.deletion_mark
    check_log: Callable[[Connection, Registry], check.CheckOutcome] = check.check_log
    rebuild: Callable[[Connection, Registry], None] = check.rebuild
    clock: type[HybridClock] = HybridClock


class Crash(Exception):
    """The process ends here."""


class Crashing(Registry):
    """A registry with which the process ends at the k-th operation that is folded."""

    def __init__(self, registry: Registry, at: int) -> None:
        super().__init__(registry.rules, registry.types, registry.schema, registry.up_casters)
        object.__setattr__(self, "left", [at])

    def current(
        self, kind: str, schema: int, fields: Mapping[str, FieldWrite]
    ) -> Mapping[str, FieldWrite]:
        left: list[int] = getattr(self, "left")  # noqa: B009  not a field of the dataclass
        left[0] -= 1
        if left[0] < 0:
            raise Crash
        return super().current(kind, schema, fields)


@lru_cache(maxsize=1)
def _template() -> bytes:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        create_log(connection)
        create_folded(connection, FIRST)
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        image: bytes = raw.serialize()
    engine.dispose()
    return image


def open_database() -> tuple[sqlite3.Connection, Engine]:
    """A fresh database in memory with the tables of the first schema, and an engine on it."""
    raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    raw.deserialize(_template())
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return raw, engine


@dataclass
class Laptop:
    """A laptop with its database, its clock and what its programs keep beside the log.

    `wall` is its idea of the time; `inversions` names per undo what it undid.
    """

    number: int
    core: Core = field(default_factory=Core)
    wall: Callable[[], int] = lambda: NOON
    registry: Registry = FIRST

    def __post_init__(self) -> None:
        self._raw, self.engine = open_database()
        self.device = str(UUID(int=0xD0 + self.number))
        self.author = UUID(int=0xE0 + self.number)
        self.clock = self.core.clock(self.wall)
        self.inversions: dict[UUID, UUID] = {}
        self._transactions = 0

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin() as one:
            yield connection
            one.rollback()

    def close(self) -> None:
        self.engine.dispose()
        self._raw.close()

    def restart(self) -> None:
        """The program starts again: the clock is all that was kept in memory only."""
        with self.reading() as connection:
            last = log.last_clock(connection, self.device)
        self.clock = self.core.clock(self.wall, last)

    def as_of(self) -> int:
        with self.reading() as connection:
            return log.last_arrival(connection)

    def seen(self, key: RecordKey, as_of: int | None = None) -> Mapping[str, tuple[Dot, ...]]:
        with self.reading() as connection:
            at = log.last_arrival(connection) if as_of is None else as_of
            return self.core.shown_dots(connection, key, at, self.device)

    def write(
        self, key: RecordKey, values: Mapping[str, Canonical], as_of: int | None = None
    ) -> tuple[Operation, ...]:
        return self.commit([(key, self.form(key, values, as_of))])

    def form(
        self, key: RecordKey, values: Mapping[str, Canonical], as_of: int | None = None
    ) -> dict[str, FieldWrite]:
        """What saving these values writes, with the dots that were on screen."""
        seen = self.seen(key, as_of)
        return {name: FieldWrite(value, seen.get(name, ())) for name, value in values.items()}

    def deletion(self, key: RecordKey, as_of: int | None = None) -> dict[str, FieldWrite]:
        seen = self.seen(key, as_of)
        dots = [dot for name, found in seen.items() if name != DELETED for dot in found]
        return {DELETED: FieldWrite(self.core.deletion_mark(dots), seen.get(DELETED, ()))}

    def restoring(self, key: RecordKey) -> dict[str, FieldWrite]:
        return {DELETED: FieldWrite(None, self.seen(key).get(DELETED, ()))}

    def commit(
        self,
        writes: Sequence[tuple[RecordKey, Mapping[str, FieldWrite]]],
        registry: Registry | None = None,
    ) -> tuple[Operation, ...]:
        """One transaction with an operation per record."""
        records = [RecordWrite(UUID(key.space), key.record, fields) for key, fields in writes]
        with self.transaction() as connection:
            return self.core.append(
                connection, registry or self.registry, self.clock, self.authorship(), records
            )

    def authorship(self) -> Authorship:
        self._transactions += 1
        transaction = UUID(int=(self.number + 1) << 64 | self._transactions)
        return Authorship(self.device, self.author, transaction)

    def undo(self, transaction: UUID) -> tuple[Inverse, tuple[Operation, ...]]:
        """Undoes an own transaction as far as nobody has written since."""
        with self.transaction() as connection:
            inverse = self.core.invert(connection, transaction, self.device, self.inversions)
            if not inverse.writes:
                return inverse, ()
            authorship = self.authorship()
            self.inversions[authorship.transaction] = transaction
            written = self.core.append(
                connection, self.registry, self.clock, authorship, inverse.writes
            )
        return inverse, written

    def take(self, bodies: Sequence[bytes | Incoming], registry: Registry | None = None) -> Intake:
        """Receives operations of others in one transaction and follows their clocks."""
        incoming = [each if isinstance(each, Incoming) else Incoming(each) for each in bodies]
        with self.transaction() as connection:
            outcome = self.core.receive(connection, registry or self.registry, incoming)
        for fresh in outcome.fresh:
            self.clock.adopt(fresh.operation.clock)
        return outcome

    def upgrade(self, registry: Registry) -> None:
        self.registry = registry
        self.rebuild()

    def rebuild(self) -> None:
        with self.transaction() as connection:
            self.core.rebuild(connection, self.registry)

    def check(self) -> check.CheckOutcome:
        with self.reading() as connection:
            return self.core.check_log(connection, self.registry)

    def heads(self, key: RecordKey) -> dict[str, dict[Dot, Head]]:
        with self.reading() as connection:
            return self.core.heads(connection, key)

    def shown(self, key: RecordKey) -> Shown:
        with self.reading() as connection:
            return self.core.shown(connection, self.registry, key)

    def bodies(self) -> list[bytes]:
        """All operations, in their order of arrival here."""
        return [bytes(body) for (body,) in self.rows("SELECT body FROM op ORDER BY arrived")]

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows as the database holds them, past the code under test."""
        return self._raw.execute(statement).fetchall()

    def content(self) -> Content:
        """Every row of every table."""
        return {name: sorted(self.rows(f"SELECT * FROM {name}"), key=repr) for name in TABLES}
