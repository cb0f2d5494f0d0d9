"""How the group rated the use cases: means with their spread by group of criteria (method 9)."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from kihub_desktop.catalogues.criteria import Criteria
from kihub_desktop.domain.records import Rating

_FEWEST_FOR_DEVIATION = 3


@dataclass(frozen=True)
class GroupRating:
    """A group of criteria: weighted mean of the ratings as 0..1, and the spread over people."""

    mean: float
    spread: float | None


def group_rating(ratings: Sequence[Rating], group: str, criteria: Criteria) -> GroupRating | None:
    """The rating of one group of criteria with the usual weights; None if nobody has rated it."""
    by_person: dict[str, float] = {}
    people = sorted({each.person for each in ratings if each.person})
    for person in people:
        own = {
            each.criterion: each.value
            for each in ratings
            if each.person == person and each.value is not None
        }
        mean = _mean(own, group, criteria)
        if mean is not None:
            by_person[person] = mean
    if not by_person:
        return None
    values = list(by_person.values())
    return GroupRating(statistics.fmean(values), _spread(values))


def _mean(own: dict[str | None, int], group: str, criteria: Criteria) -> float | None:
    chosen = [
        (each.weight, (own[each.key] - 1) / 4)
        for each in criteria.usual
        if each.group == group and each.key in own
    ]
    total = sum(weight for weight, _value in chosen)
    if not total:
        return None
    return sum(weight * value for weight, value in chosen) / total


def _spread(values: Sequence[float]) -> float | None:
    """Standard deviation over people; half the range for fewer than three."""
    if len(values) < 2:
        return None
    if len(values) < _FEWEST_FOR_DEVIATION:
        return (max(values) - min(values)) / 2
    return statistics.stdev(values)
