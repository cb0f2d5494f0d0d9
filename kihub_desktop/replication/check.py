"""The self-check: folding the log again gives exactly the tables that are there."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, create_engine

from kihub_desktop.replication.fold_tables import fold_batch
from kihub_desktop.replication.operation import (
    NO_PREVIOUS,
    MalformedOperation,
    Operation,
    chain_hash,
    decode,
)
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import (
    create_folded,
    create_log,
    drop_folded,
    sql,
    typed_tables,
)

_BATCH = 500
_COMPARED = ("value", "dead")


@dataclass
class CheckOutcome:
    """What the check found: counts, broken chains, tables that differ from the fold."""

    operations: int = 0
    spaces: int = 0
    broken_chains: list[str] = field(default_factory=list)
    differing_tables: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.broken_chains or self.differing_tables)


def check_log(connection: Connection, registry: Registry) -> CheckOutcome:
    """Verifies every chain and compares the tables with a fold of the whole log.

    Works on a copy in memory; the workspace is only read.
    """
    outcome = CheckOutcome()
    _check_chains(connection, outcome)
    memory = create_engine("sqlite://")
    with memory.begin() as fresh:
        create_log(fresh)
        create_folded(fresh, registry)
        refold(connection, fresh, registry)
        for name in (*_COMPARED, *(table.name for table in typed_tables(registry)[1].values())):
            if _content(connection, name) != _content(fresh, name):
                outcome.differing_tables.append(name)
    memory.dispose()
    return outcome


def rebuild(connection: Connection, registry: Registry) -> None:
    """Drops everything folded and writes it again from the log, in the caller's transaction."""
    drop_folded(connection)
    create_folded(connection, registry)
    refold(connection, connection, registry)


def refold(source: Connection, target: Connection, registry: Registry) -> int:
    """Folds all operations of `source` in their order of arrival into `target`."""
    last, count = 0, 0
    while batch := _batch(source, last):
        if source is not target:
            _copy_log(source, target, last, batch[-1][1])
        fold_batch(target, registry, batch)
        last, count = batch[-1][1], count + len(batch)
    return count


def _batch(connection: Connection, after: int) -> list[tuple[Operation, int]]:
    rows = connection.exec_driver_sql(
        sql(
            connection,
            "SELECT body, arrived FROM op WHERE arrived > ? ORDER BY arrived LIMIT ?",
        ),
        (after, _BATCH),
    )
    return [(decode(bytes(body)), arrived) for body, arrived in rows]


def _copy_log(source: Connection, target: Connection, after: int, until: int) -> None:
    rows = source.exec_driver_sql(
        sql(
            source,
            "SELECT space, device, seq, record, txn, clock, author, body, hash, arrived, hub_n"
            " FROM op WHERE arrived > ? AND arrived <= ?",
        ),
        (after, until),
    )
    target.exec_driver_sql(
        "INSERT INTO op (space, device, seq, record, txn, clock, author, body, hash, arrived,"
        " hub_n) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [tuple(row) for row in rows],
    )


def _check_chains(connection: Connection, outcome: CheckOutcome) -> None:
    rows = connection.exec_driver_sql(
        "SELECT space, device, seq, body, hash FROM op ORDER BY space, device, seq"
    )
    spaces: set[str] = set()
    last: tuple[str, str, int] = ("", "", 0)
    tip = NO_PREVIOUS
    for space, device, seq, body, digest in rows:
        outcome.operations += 1
        spaces.add(space)
        follows = last == (space, device, seq - 1)
        expected = tip if follows else NO_PREVIOUS if seq == 1 else None
        blobs = isinstance(body, bytes) and isinstance(digest, bytes)
        if not (blobs and _sound((space, device, seq), body, digest, expected)):
            outcome.broken_chains.append(f"{space} {device} {seq}")
        last, tip = (space, device, seq), digest
    outcome.spaces = len(spaces)


def _sound(key: tuple[str, str, int], body: bytes, digest: bytes, expected: bytes | None) -> bool:
    try:
        operation = decode(body)
    except MalformedOperation:
        return False
    named = (str(operation.space), operation.device, operation.seq)
    linked = expected is None or operation.previous == expected
    return named == key and linked and (chain_hash(operation.previous, body) == digest)


def _content(connection: Connection, table: str) -> list[tuple[object, ...]]:
    rows = connection.exec_driver_sql("SELECT * FROM " + table)  # names come from the registry
    return sorted((tuple(row) for row in rows), key=repr)
