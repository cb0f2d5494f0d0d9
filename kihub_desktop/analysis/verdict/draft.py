"""A pillar before the adjustments: its components and what its inputs violate."""

from __future__ import annotations

from typing import NamedTuple

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.plan import Row
from kihub_desktop.analysis.verdict.scale import half_up


class Component(NamedTuple):
    """A part of a pillar: catalogue weight and level 0–5; level None = nicht relevant."""

    key: str
    weight: float
    level: float | None


class PillarDraft(NamedTuple):
    """`codes` are open conditions, `triggers` call for a data project, `knockouts` are fixed
    K-codes, `deductions` points per legal item; `forbidden` sets the score to 0."""

    components: tuple[Component, ...]
    codes: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    knockouts: tuple[str, ...] = ()
    deductions: tuple[tuple[str, float], ...] = ()
    floor: float | None = None
    forbidden: bool = False


def missed(case: Case, rows: tuple[Row, ...]) -> list[str]:
    """The rows whose hard minimum is not met; „nicht relevant“ counts as met."""
    numbers = case.numbers
    codes = []
    for code, hard in rows:
        level = numbers[code]
        if level is not None and half_up(level) < hard:
            codes.append(code)
    return codes


def mean_of(levels: list[float | None]) -> float | None:
    """The mean without what is not relevant; None if nothing is left."""
    relevant = [level for level in levels if level is not None]
    return sum(relevant) / len(relevant) if relevant else None


def least_of(levels: list[float | None]) -> float | None:
    """The minimum without what is not relevant; None if nothing is left."""
    return min((level for level in levels if level is not None), default=None)
