"""What a set of operations means, read a second time and without the code under test.

Works on the bytes as plain JSON, and on the set as a whole: a value is live unless some operation
of the set names it. Nothing here knows an order of arrival.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

Dot: TypeAlias = tuple[str, int]
DELETION = "_deleted"


class Place(NamedTuple):
    """A field of a record in a space."""

    space: str
    record: str
    field: str


class Written(NamedTuple):
    """A value with its clock, and how it is spelled in the value table."""

    spelling: str
    clock: int


@dataclass(frozen=True)
class Read:
    """One operation: where it is in its chain, and what it writes and overwrites."""

    space: str
    dot: Dot
    author: str
    transaction: str
    clock: int
    record: str
    fields: dict[str, tuple[Any, frozenset[Dot]]]


@dataclass(frozen=True)
class Display:
    """What a record shows: existence, value per field, and what waits for a decision."""

    exists: bool
    values: dict[str, Any]
    contested: frozenset[str]


@lru_cache(maxsize=20_000)
def parse(body: bytes, schema: int) -> Read:
    """An operation as a laptop of this schema version understands it."""
    content = json.loads(body)
    fields = {
        name: (value, frozenset((device, seq) for device, seq in over))
        for name, (value, over) in content["v"].items()
    }
    if content["sv"] == 1 and schema == 2 and "town" in fields:
        value, over = fields.pop("town")
        fields["place"] = (None if value is None else "Sachsen/" + value, over)
    return Read(
        content["sp"],
        (content["d"], content["s"]),
        content["u"],
        content["t"],
        content["h"],
        content["r"],
        fields,
    )


class Reading:
    """The meaning of a set of operations for a laptop of a schema version."""

    def __init__(self, bodies: Iterable[bytes], schema: int) -> None:
        self.values: dict[Place, dict[Dot, Written]] = {}
        named: dict[Place, set[Dot]] = {}
        for each in (parse(body, schema) for body in set(bodies)):
            for name, (value, over) in each.fields.items():
                place = Place(each.space, each.record, name)
                spelling = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
                self.values.setdefault(place, {})[each.dot] = Written(spelling, each.clock)
                named.setdefault(place, set()).update(over)
        self.live = {
            place: {dot: value for dot, value in found.items() if dot not in named[place]}
            for place, found in self.values.items()
        }

    def fields(self, space: str, record: str) -> dict[str, dict[Dot, Written]]:
        """The live values of a record, without fields that have none."""
        return {
            place.field: found
            for place, found in self.live.items()
            if (place.space, place.record) == (space, record) and found
        }

    def display(self, space: str, record: str) -> Display:
        fields = self.fields(space, record)
        marks = fields.pop(DELETION, {})
        values = {name: _shown(name, found) for name, found in fields.items()}
        contested = {
            name
            for name, found in fields.items()
            if name != "position"
            and "=" not in name
            and len({value.spelling for value in found.values()}) > 1
        }
        exists, disputed = _existence({dot for found in fields.values() for dot in found}, marks)
        return Display(exists, values, frozenset(contested | ({DELETION} if disputed else set())))


def _shown(name: str, found: dict[Dot, Written]) -> Any:
    if "=" in name:
        return any(value.spelling == "true" for value in found.values())
    _, _, spelling = max((value.clock, dot, value.spelling) for dot, value in found.items())
    return json.loads(spelling)


def _existence(dots: set[Dot], marks: dict[Dot, Written]) -> tuple[bool, bool]:
    if not dots:
        return False, False
    decided = [json.loads(mark.spelling) for mark in marks.values()]
    deletions = [json.loads(mark) for mark in decided if mark is not None]
    if not deletions:
        return True, False
    seen = {(device, seq) for mark in deletions for device, seqs in mark.items() for seq in seqs}
    if len(deletions) == len(decided) and dots <= seen:
        return False, False
    return True, True
