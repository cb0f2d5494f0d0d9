"""The scales of the verdict: outcomes, lights, pillars, and the roundings used everywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from typing import TypeAlias

from kihub_desktop.domain import choices, method

Points = Sequence[tuple[float, float]]
# The kinds of AI use cases that have their own requirements (method.md 2.1).
Archetype: TypeAlias = choices.Archetype
Pillar: TypeAlias = method.Pillar


class Outcome(IntEnum):
    """The four outcomes, in the order in which they get better."""

    INFEASIBLE = 0
    DATA_PROJECT = 1
    CONDITIONAL = 2
    FEASIBLE = 3


class Status(IntEnum):
    """The light of a pillar, in the order in which it gets better."""

    RED = 0
    YELLOW = 1
    GREEN = 2


class Funding(IntEnum):
    """How far a grant has got: none, a fitting programme was checked, a grant was awarded."""

    NONE = 0
    FITTING = 1
    GRANTED = 2


def tenths(x: float) -> float:
    """`x` rounded half up to one decimal: the only form in which a score meets a threshold."""
    return math.floor(10 * x + 0.5 + 1e-7) / 10


def half_up(x: float) -> int:
    """`x` rounded half up to an integer, for every test "level ≥ minimum"."""
    return math.floor(x + 0.5 + 1e-9)


def linear(points: Points, x: float) -> float:
    """Piecewise linear through `points` (ascending x), constant outside; `x` may be infinite."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]
