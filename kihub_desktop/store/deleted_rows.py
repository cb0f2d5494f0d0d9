"""Deleted records in the typed tables, and what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from kihub_desktop.replication.driver import fetch, first
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import TYPED_PREFIX


def latest(connection: Connection, kinds: Sequence[str], at_most: int) -> list[RecordKey]:
    """The records that are deleted now, the latest deletion first."""
    found: list[tuple[int, RecordKey]] = []
    for kind in kinds:
        rows = fetch(
            connection,
            f"SELECT changed, company, id FROM {TYPED_PREFIX}{kind} WHERE exists_now = 0"
            " ORDER BY changed DESC LIMIT ?",
            (at_most,),
        )
        found.extend((row[0], RecordKey(row[1], f"{kind}:{row[2]}")) for row in rows)
    found.sort(key=lambda each: -each[0])
    return [key for _changed, key in found[:at_most]]


def below(connection: Connection, registry: Registry, key: RecordKey) -> int:
    """How many records nobody sees while this one is deleted: of a company, of a use case."""
    kind, _sign, identifier = key.record.partition(":")
    if kind == "company":
        condition, parameters = "company = ? AND id <> ?", (key.space, identifier)
        kinds = list(registry.rules)
    elif kind == "use_case":
        condition, parameters = "company = ? AND f_use_case = ?", (key.space, identifier)
        kinds = [name for name, rules in registry.rules.items() if "use_case" in rules]
    else:
        return 0
    count = 0
    for each in kinds:
        row = first(
            connection,
            f"SELECT count(*) FROM {TYPED_PREFIX}{each} WHERE exists_now = 1 AND {condition}",
            parameters,
        )
        count += int(row[0]) if row else 0
    return count
