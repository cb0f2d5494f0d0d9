"""The explanation tree: for every figure the parts it is made of, down to the answers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kihub_desktop.domain.phrases import Phrase, Value


class NodeKind(StrEnum):
    VERDICT = "verdict"
    PILLAR = "pillar"
    COMPONENT = "component"
    ANSWER = "answer"
    SOURCE_DATA = "source_data"
    MONEY = "money"
    LEGAL_RULE = "legal_rule"
    VOTES = "votes"
    REQUIREMENT = "requirement"
    CONDITION = "condition"
    TRIGGER = "trigger"
    KNOCKOUT = "knockout"
    FLOOR = "floor"
    CAP = "cap"
    DEDUCTION = "deduction"
    NEUTRAL = "neutral"
    MISSING = "missing"
    RANGE = "range"


@dataclass(frozen=True)
class Node:
    """One figure with its origin.

    `contribution` is the exact share of the parent's figure (None: no part of the sum), `shown`
    the same in tenths as it is printed, so that the printed shares sum to the printed figure.
    `answer` names the recorded answer behind a leaf (a question id or a record id),
    `rule` and `source` the rule and its publication, `edition` the catalogue edition.
    """

    id: str
    kind: NodeKind
    label: Phrase
    value: Value | None = None
    weight: float | None = None
    contribution: float | None = None
    text: Phrase | None = None
    evidence: int | None = None
    answer: str | None = None
    rule: str | None = None
    source: str = ""
    edition: str = ""
    children: tuple[Node, ...] = ()
    shown: int | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


def shown_tenths(contributions: Sequence[float], total: float) -> tuple[int, ...]:
    """Contributions in tenths that sum exactly to the shown total, by largest remainder.

    `contributions` are exact points, `total` the shown score with one decimal. Each value is
    floored to tenths (towards minus infinity, after rounding to 6 decimals), then the missing
    tenths go to the largest fractional parts, ties to the earlier one; exact zeros stay zero
    (method.md 11).
    """
    scaled = [round(value, 6) * 10 for value in contributions]
    floors = [math.floor(round(value, 5)) for value in scaled]
    missing = round(total * 10) - sum(floors)
    order = sorted(
        (index for index, value in enumerate(scaled) if round(value, 5) != 0),
        key=lambda index: (-(round(scaled[index] - floors[index], 5)), index),
    )
    shown = list(floors)
    for position in range(missing):
        shown[order[position % len(order)]] += 1
    return tuple(shown)
