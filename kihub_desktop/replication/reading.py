"""Reading the value table: what was shown, history, and values that wait for a decision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.replication.canonical import Canonical
from kihub_desktop.replication.driver import fetch
from kihub_desktop.replication.fold import Head, RecordKey, Shown, display
from kihub_desktop.replication.operation import DELETED, Dot
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import sql


@dataclass(frozen=True)
class PastValue:
    """One value a field has had; `gone` is the arrival that overwrote it (None: live)."""

    field: str
    dot: Dot
    value: Canonical
    clock: int
    author: UUID
    transaction: UUID
    arrived: int
    gone: int | None


def shown_dots(
    connection: Connection, key: RecordKey, as_of: int, own_device: str
) -> Mapping[str, tuple[Dot, ...]]:
    """Per field the dots that an author saw in a state read at arrival `as_of`.

    Own values always count as seen, whenever they were written.
    """
    rows = fetch(
        connection,
        "SELECT field, device, seq FROM value WHERE space = ? AND record = ?"
        " AND ((arrived <= ? AND (gone IS NULL OR gone > ?))"
        "   OR (device = ? AND gone IS NULL))",
        (*key, as_of, as_of, own_device),
    )
    dots: dict[str, list[Dot]] = {}
    for field, device, seq in rows:
        dots.setdefault(field, []).append(Dot(device, seq))
    return {field: tuple(sorted(found)) for field, found in dots.items()}


def heads(connection: Connection, key: RecordKey) -> dict[str, dict[Dot, Head]]:
    """The live values of a record by field and dot."""
    rows = fetch(
        connection,
        "SELECT field, device, seq, value, clock, arrived FROM value"
        " WHERE space = ? AND record = ? AND gone IS NULL",
        tuple(key),
    )
    found: dict[str, dict[Dot, Head]] = {}
    for field, device, seq, value, clock, arrived in rows:
        found.setdefault(field, {})[Dot(device, seq)] = Head(value, clock, arrived)
    return found


def live_before(connection: Connection, key: RecordKey, arrived: int) -> dict[str, set[Dot]]:
    """The dots of a record by field that were live just before an arrival."""
    rows = fetch(
        connection,
        "SELECT field, device, seq FROM value WHERE space = ? AND record = ?"
        " AND arrived < ? AND (gone IS NULL OR gone >= ?)",
        (*key, arrived, arrived),
    )
    dots: dict[str, set[Dot]] = {}
    for field, device, seq in rows:
        dots.setdefault(field, set()).add(Dot(device, seq))
    return dots


def shown(connection: Connection, registry: Registry, key: RecordKey) -> Shown:
    """The display state of a record, from its live values."""
    return display(registry, key.record.partition(":")[0], heads(connection, key))


def history(
    connection: Connection, key: RecordKey, field: str | None = None
) -> tuple[PastValue, ...]:
    """All values a record (or one of its fields) has had, latest arrival first."""
    rows = connection.exec_driver_sql(
        sql(
            connection,
            "SELECT value.field, value.device, value.seq, value.value, value.clock, op.author,"
            " op.txn, value.arrived, value.gone FROM value JOIN op"
            " ON op.space = value.space AND op.device = value.device AND op.seq = value.seq"
            " WHERE value.space = ? AND value.record = ? AND (? = '' OR value.field = ?)"
            " ORDER BY value.arrived DESC, value.field",
        ),
        (*key, field or "", field or ""),
    )
    return tuple(
        PastValue(
            name, Dot(device, seq), json.loads(value), clock, UUID(author), UUID(txn), arrived, gone
        )
        for name, device, seq, value, clock, author, txn, arrived, gone in rows
    )


def contested_records(
    connection: Connection, registry: Registry, space: str | None = None
) -> tuple[RecordKey, ...]:
    """The records with fields that wait for a decision, of one space or of all."""
    kinds = tuple(registry.rules)
    # One statement, and the space as a plain condition, so that the index is used.
    inside = " AND company = ?" if space else ""
    parts = (
        f"SELECT {place} AS place, company, id FROM t_{kind} WHERE contested > 0{inside}"
        for place, kind in enumerate(kinds)
    )
    rows = connection.exec_driver_sql(
        sql(connection, " UNION ALL ".join(parts) + " ORDER BY place, company, id"),
        (space,) * len(kinds) if space else (),
    )
    return tuple(RecordKey(company, f"{kinds[place]}:{record}") for place, company, record in rows)


def count_contested(connection: Connection, registry: Registry) -> int:
    """How many fields wait for a decision in all records."""
    kinds = " UNION ALL ".join(
        f"SELECT contested FROM t_{kind} WHERE contested > 0" for kind in registry.rules
    )
    found = connection.exec_driver_sql(f"SELECT sum(contested) FROM ({kinds}) AS kinds")
    return int(found.scalar() or 0)


def last_arrival_in(connection: Connection, space: str) -> int:
    """The arrival number of the last operation in a space; it changes with everything in it."""
    found = connection.exec_driver_sql(
        sql(connection, "SELECT arrived FROM op WHERE space = ? ORDER BY arrived DESC LIMIT 1"),
        (space,),
    )
    return int(found.scalar() or 0)


def is_deletion(field: str) -> bool:
    """Whether a field of the value table marks a deletion."""
    return field == DELETED
