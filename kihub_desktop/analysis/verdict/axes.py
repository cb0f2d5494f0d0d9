"""Where use cases stand before the verdict: benefit, estimated feasibility, worth (method.md 9).

Ratings choose what is examined first. They never enter a pillar or the verdict.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.domain.phrases import phrase

BENEFIT, FEASIBILITY = "N", "F"
SPLIT = 0.5
PERSONS_FOR_DEVIATION = 3
FORBIDDEN = "K1"

Ratings = Mapping[str, Mapping[str, int]]
"""The ratings 1–5 of one use case: by person, then by the key of the criterion."""


class Corner(StrEnum):
    """A corner of the matrix."""

    FIRST = "first"
    HARD = "hard"
    ASIDE = "aside"
    LATER = "later"


CORNER_NAMES = {
    Corner.FIRST: phrase("Zuerst angehen"),
    Corner.HARD: phrase("Wertvoll, aber schwer"),
    Corner.ASIDE: phrase("Nebenbei"),
    Corner.LATER: phrase("Zurückstellen"),
}


@dataclass(frozen=True)
class Weighted:
    """A criterion with its group (N or F) and its weight (any unit, not negative)."""

    key: str
    group: str
    weight: float


@dataclass(frozen=True)
class AxisValue:
    """A value 0–1 and how far the persons lie apart.

    From three persons `low` and `high` are mean ∓ standard deviation (of the sample), clipped to
    0–1; with fewer they are the smallest and the largest value.
    """

    value: float
    low: float
    high: float
    persons: int


@dataclass(frozen=True)
class Position:
    """A use case in the matrix; None where nobody has rated the group.

    `x` is M/100 once there is a verdict (filled mark), then `feasibility` stays as the hollow
    mark; `refused` asks for the red ring, `forbidden` takes it out of the ranking.
    """

    use_case_id: str
    benefit: AxisValue | None
    feasibility: AxisValue | None
    worth: AxisValue | None
    x: float | None
    corner: Corner | None
    refused: bool
    forbidden: bool


def place(
    use_case_id: str,
    ratings: Ratings,
    criteria: Sequence[Weighted],
    verdict: Verdict | None = None,
) -> Position:
    """The place of a use case from its ratings, and from its verdict if there is one.

    The value of a rating is (r − 1)/4; a person's value is the weighted mean over what that
    person has rated, the axis the mean over the persons.
    """
    benefit = axis_value(ratings, [each for each in criteria if each.group == BENEFIT])
    feasibility = axis_value(ratings, [each for each in criteria if each.group == FEASIBILITY])
    judged = None
    if verdict is not None and verdict.mean is not None:
        judged = verdict.mean / 100
    x = judged if judged is not None else (feasibility.value if feasibility else None)
    return Position(
        use_case_id=use_case_id,
        benefit=benefit,
        feasibility=feasibility,
        worth=axis_value(ratings, criteria),
        x=judged,
        corner=_corner(x, benefit),
        refused=verdict is not None and verdict.outcome == Outcome.INFEASIBLE,
        forbidden=verdict is not None
        and any(entry.code == FORBIDDEN for entry in verdict.conditions),
    )


def axis_value(ratings: Ratings, criteria: Sequence[Weighted]) -> AxisValue | None:
    """The mean over the persons and their spread; None if nobody rated any of the criteria.

    ValueError for a rating outside 1–5.
    """
    # In the order of the names, so that the order in which ratings arrived does not matter.
    values = [
        value
        for person in sorted(ratings)
        if (value := _person_value(ratings[person], criteria)) is not None
    ]
    if not values:
        return None
    mean = statistics.fmean(values)
    if len(values) < PERSONS_FOR_DEVIATION:
        return AxisValue(mean, min(values), max(values), len(values))
    spread = statistics.stdev(values)
    return AxisValue(mean, max(0.0, mean - spread), min(1.0, mean + spread), len(values))


def ranking(positions: Sequence[Position]) -> tuple[Position, ...]:
    """Highest worth first, ties by id; what is forbidden is taken out, not ranked low."""
    rated = [each for each in positions if each.worth is not None and not each.forbidden]
    return tuple(
        sorted(rated, key=lambda each: (-(each.worth.value if each.worth else 0), each.use_case_id))
    )


def _person_value(given: Mapping[str, int], criteria: Sequence[Weighted]) -> float | None:
    total = points = 0.0
    for criterion in criteria:
        rating = given.get(criterion.key)
        if rating is None:
            continue
        if not 1 <= rating <= 5:
            raise ValueError(f"a rating lies between 1 and 5, not {rating}")
        total += criterion.weight
        points += criterion.weight * (rating - 1) / 4
    return points / total if total else None


def _corner(x: float | None, benefit: AxisValue | None) -> Corner | None:
    if x is None or benefit is None:
        return None
    if benefit.value >= SPLIT:
        return Corner.FIRST if x >= SPLIT else Corner.HARD
    return Corner.ASIDE if x >= SPLIT else Corner.LATER
