"""The conditions of a catalogue as one network: equal parts stand in it once, parts before wholes.

So that all of them are worked out in a single pass for each use case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kihub_desktop.domain.law import Condition, LawCatalogue, Op

ALWAYS = Condition(Op.ALL)
"""The condition that holds whatever is known."""
_Key = tuple[Op, tuple[int, ...], str, tuple[str, ...], Decimal]


@dataclass(frozen=True)
class Node:
    """A condition whose parts are places in the network; `bit` is the place of a leaf's fact."""

    op: Op
    parts: tuple[int, ...]
    name: str
    values: frozenset[str]
    number: Decimal
    bit: int
    day: date | None


class Network:
    """The nodes of a catalogue's conditions; `place` gives a condition's node, adding what lacks.

    The catalogue must be free of faults: a definition that rests on itself has no place.
    """

    def __init__(self, catalogue: LawCatalogue) -> None:
        self.nodes: list[Node] = []
        self.fact_ids = tuple(each.id for each in catalogue.facts)
        self._bits = {name: number for number, name in enumerate(self.fact_ids)}
        self._definitions = catalogue.definition_by_key
        self._days = catalogue.day_by_key
        self._places: dict[_Key, int] = {}
        self._named: dict[str, int] = {}

    def place(self, condition: Condition | None) -> int:
        """The place of a condition; none at all is the condition that always holds."""
        if condition is None:
            return self.place(ALWAYS)
        if condition.op is Op.NAMED:
            return self._defined(condition.name)
        parts = tuple(self.place(part) for part in condition.parts)
        return self._put(condition, parts)

    def _defined(self, name: str) -> int:
        if name not in self._named:
            self._named[name] = self.place(self._definitions[name])
        return self._named[name]

    def both(self, first: int, second: int) -> int:
        """The place of „first and second“."""
        return self._put(ALWAYS, (first, second))

    def names(self, mask: int) -> tuple[str, ...]:
        """The facts of a mask, in the order of the catalogue."""
        found = []
        while mask:
            low = mask & -mask
            found.append(self.fact_ids[low.bit_length() - 1])
            mask ^= low
        return tuple(found)

    def mask(self, names: Iterable[str]) -> int:
        """The mask of facts; what the catalogue does not have is left out."""
        return sum(1 << self._bits[name] for name in set(names) if name in self._bits)

    def _put(self, condition: Condition, parts: tuple[int, ...]) -> int:
        key = (condition.op, parts, condition.name, condition.values, condition.number)
        if key not in self._places:
            self._places[key] = len(self.nodes)
            self.nodes.append(
                Node(
                    condition.op,
                    parts,
                    condition.name,
                    frozenset(condition.values),
                    condition.number,
                    self._bits.get(condition.name, 0),
                    self._days.get(condition.name),
                )
            )
        return self._places[key]
