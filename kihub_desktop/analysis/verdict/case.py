"""A use case as plain numbers: what the rule evaluates, shifts and improves.

Keys of `numbers`: indicator codes (`D4.3`; a use-case answer replaces the indicator), `T2`, `L`,
`owner` (levels 0–5), `trl_market`, `trl_own` (1–9), `latency` (1–4), `safety`, `fallback` (0/1),
`rights` (0–2), `N.<need>` (volumes), `S<i>.drl` (index into READINESS_LEVELS) and
`S<i>.<grade>` (0–5). None means „nicht relevant“; an open value has no key.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from kihub_desktop.analysis.verdict.inputs import GRADES, MoneyFigures
from kihub_desktop.analysis.verdict.scale import Archetype, Funding

WORST_MONEY = MoneyFigures(0.0, -math.inf, -math.inf, -math.inf, math.inf, 1.0, 1.0)
BEST_MONEY = MoneyFigures(1.0, math.inf, math.inf, math.inf, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class EconomyCase:
    without_grant: MoneyFigures
    with_grant: MoneyFigures | None = None
    funding: Funding = Funding.NONE
    strategic: bool = False


@dataclass(frozen=True, slots=True)
class LawCase:
    law_class: str
    items: frozenset[str] = frozenset()
    duties_done: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One complete use case; `sources` counts the necessary sources, `refused` holds families."""

    archetype: Archetype
    numbers: Mapping[str, float | None]
    sources: int
    economy: EconomyCase
    law: LawCase
    votes: tuple[int, ...] = ()
    skill: tuple[float, float] | None = None
    refused: frozenset[str] = frozenset()

    def with_numbers(self, changes: Mapping[str, float | None]) -> Case:
        """The case with some numbers replaced."""
        return replace(self, numbers={**self.numbers, **changes})


@cache
def readiness_key(source: int) -> str:
    """The key of a necessary source's readiness level."""
    return f"S{source}.drl"


@cache
def grade_keys(source: int) -> tuple[str, ...]:
    """The keys of a necessary source's grades, in the order of GRADES."""
    return tuple(f"S{source}.{grade}" for grade in GRADES)


@cache
def volume_key(need: str) -> str:
    """The key of the amount there is of a need."""
    return f"N.{need}"
