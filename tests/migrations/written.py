"""What a workspace holds, in a form that every later version can be compared with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.reading import shown
from kihub_desktop.replication.registry import Registry

FOLDER = Path(__file__).parent / "workspaces"
VALUES = (
    "SELECT space, record, field, device, seq, value, gone IS NULL FROM value"
    " ORDER BY 1, 2, 3, 4, 5"
)
_RECORDS = "SELECT DISTINCT space, record FROM value ORDER BY 1, 2"


def formats() -> list[str]:
    """The names of the formats that are kept here."""
    return sorted(path.name.removesuffix(".kihub") for path in FOLDER.glob("*.kihub"))


def written_content(connection: Connection, registry: Registry) -> dict[str, Any]:
    """Operations, every value that was ever written, and the records as they are shown."""
    rows = connection.exec_driver_sql(VALUES).all()
    count = connection.exec_driver_sql("SELECT count(*) FROM op").scalar()
    records: dict[str, dict[str, Any]] = {}
    for space, record in connection.exec_driver_sql(_RECORDS):
        found = shown(connection, registry, RecordKey(space, record))
        if found.exists:
            values = {name: value for name, value in found.values.items() if value is not None}
            records[record] = {"company": space, **values}
    return {
        "operations": count,
        "values": len(rows),
        "values_sha256": values_hash(rows),
        "records": records,
    }


def values_hash(rows: Iterable[Any]) -> str:
    """SHA-256 over all rows of the value table, as JSON of lists."""
    return hashlib.sha256(json.dumps([list(row) for row in rows]).encode()).hexdigest()
