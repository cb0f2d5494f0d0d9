"""A small kind of record in two schema versions, so that tests need few tables."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from kihub_desktop.domain.fields import FieldRule, Holds, Merge
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.operation import FieldWrite
from kihub_desktop.replication.registry import Registry

SPACES = (
    UUID("0193a000-0000-7000-8000-000000000001"),
    UUID("0193a000-0000-7000-8000-000000000002"),
)
KEYS = tuple(
    RecordKey(str(space), f"sheet:{UUID(int=0xA0 + number)}")
    for space, number in ((SPACES[0], 1), (SPACES[0], 2), (SPACES[1], 1))
)
_TEXT = FieldRule("Angabe", Holds.TEXT)
_SHARED = {
    "amount": _TEXT,
    "position": FieldRule("Reihenfolge", Holds.TEXT, Merge.WINNER),
    "tags": FieldRule("Schlagworte", Holds.TAGS, Merge.ELEMENTS),
}


def rename_town(kind: str, fields: Mapping[str, FieldWrite]) -> Mapping[str, FieldWrite]:
    """Schema 2 calls the town a place and writes its region in front."""
    renamed = dict(fields)
    town = renamed.pop("town", None)
    if town is not None:
        value = f"Sachsen/{town.value}" if isinstance(town.value, str) else town.value
        renamed["place"] = FieldWrite(value, town.over)
    return renamed


FIRST = Registry(rules={"sheet": {**_SHARED, "town": _TEXT}}, types={}, schema=1)
SECOND = Registry(
    rules={"sheet": {**_SHARED, "place": _TEXT, "remark": _TEXT}},
    types={},
    schema=2,
    up_casters={1: rename_town},
)
