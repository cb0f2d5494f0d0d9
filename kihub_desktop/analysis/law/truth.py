"""Truth of conditions in Kleene's strong three-valued logic (Kleene 1952, § 64).

True and False hold for every completion of the unknown facts; None says that nothing is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kihub_desktop.analysis.law.network import Network, Node
from kihub_desktop.domain.law import (
    UNSURE,
    Answer,
    Fact,
    FactKind,
    Facts,
    FactValue,
    LawCatalogue,
    Op,
)

Truth: TypeAlias = bool | None
_ANSWERS: Mapping[Truth, Answer] = {True: Answer.YES, False: Answer.NO, None: Answer.UNKNOWN}
_NOT: Mapping[Truth, Truth] = {True: False, False: True, None: None}


def as_answer(truth: Truth) -> Answer:
    """The truth of a condition in the words of a fact."""
    return _ANSWERS[truth]


def usable(fact: Fact, value: FactValue | None) -> FactValue | None:
    """The value as far as this edition understands it; None if it says nothing.

    A ticked option that the edition does not have makes a choice of several unsure: what was
    meant by it is unknown, not no.
    """
    match fact.kind:
        case FactKind.YES_NO:
            return value if value in (Answer.YES, Answer.NO) else None
        case FactKind.ONE_OF:
            return value if any(value == each.key for each in fact.options) else None
        case FactKind.NUMBER:
            return value if isinstance(value, Decimal) and value.is_finite() else None
        case FactKind.SEVERAL:
            return _ticked(fact, value) if isinstance(value, frozenset) else None


def _ticked(fact: Fact, value: frozenset[str]) -> frozenset[str]:
    known = {each.key for each in fact.options}
    return value if value <= known else (value & known) | {UNSURE}


def understood(catalogue: LawCatalogue, facts: Facts) -> dict[str, FactValue]:
    """The facts that say something in this edition."""
    return {
        name: found
        for name, value in facts.items()
        if (fact := catalogue.fact_by_id.get(name)) is not None
        and (found := usable(fact, value)) is not None
    }


class Truths:
    """Every node of a network under given facts on a given day.

    `behind` of a node are the facts that make it true, false or unknown, as a mask; of an unknown
    node these are all facts that can still settle it.
    """

    def __init__(self, network: Network, values: Mapping[str, FactValue], today: date) -> None:
        self._nodes = network.nodes
        self._values = values
        self._today = today
        self._truths: list[Truth] = []
        self._behind: list[int] = []
        ways = self._ways()
        for node in network.nodes:
            truth, behind = ways[node.op](node)
            self._truths.append(truth)
            self._behind.append(behind)

    def of(self, place: int) -> Truth:
        """True, False or None."""
        return self._truths[place]

    def behind(self, place: int) -> int:
        """The facts to which the node owes its truth, as a mask."""
        return self._behind[place]

    def next_open(self, place: int, passed: int) -> int:
        """The first fact, in the order of the condition, whose answer can still settle it.

        As a mask of one; 0 if it is settled, or if only facts in `passed` could do it.
        """
        if self._truths[place] is not None:
            return 0
        parts = self._nodes[place].parts
        if not parts:
            return self._behind[place] & ~passed
        return next((found for part in parts if (found := self.next_open(part, passed))), 0)

    def _ways(self) -> Mapping[Op, Callable[[Node], tuple[Truth, int]]]:
        return {
            Op.ALL: lambda node: self._joined(node, False),
            Op.ANY: lambda node: self._joined(node, True),
            Op.NOT: lambda node: (_NOT[self._truths[node.parts[0]]], self._behind[node.parts[0]]),
            Op.COUNT: self._counted,
            Op.FACT: lambda node: (self._chosen(node), 1 << node.bit),
            Op.AT_LEAST: lambda node: (self._compared(node), 1 << node.bit),
            Op.ABOVE: lambda node: (self._compared(node), 1 << node.bit),
            Op.REACHED: lambda node: (node.day is not None and node.day <= self._today, 0),
        }

    def _joined(self, node: Node, settling: bool) -> tuple[Truth, int]:
        """All (settled by a False) or any (settled by a True) of the parts."""
        truths, settled, opened, other = self._truths, 0, 0, 0
        known, certain = True, False
        for part in node.parts:
            truth = truths[part]
            if truth is None:
                known = False
                opened |= self._behind[part]
            elif truth is settling:
                certain = True
                settled |= self._behind[part]
            else:
                other |= self._behind[part]
        if certain:
            return settling, settled
        return (not settling, other) if known else (None, opened)

    def _counted(self, node: Node) -> tuple[Truth, int]:
        truths = [self._truths[part] for part in node.parts]
        holding, possible = truths.count(True), truths.count(None)
        truth: Truth = None
        if holding >= node.number:
            truth = True
        elif holding + possible < node.number:
            truth = False
        behind = 0
        for part, each in zip(node.parts, truths, strict=True):
            if each is truth:
                behind |= self._behind[part]
        return truth, behind

    def _chosen(self, node: Node) -> Truth:
        value = self._values.get(node.name)
        if value is None:
            return None
        if not isinstance(value, frozenset):
            return value in node.values
        if not node.values.isdisjoint(value):
            return True
        return None if UNSURE in value else False

    def _compared(self, node: Node) -> Truth:
        value = self._values.get(node.name)
        if not isinstance(value, Decimal):
            return None
        return value >= node.number if node.op is Op.AT_LEAST else value > node.number
