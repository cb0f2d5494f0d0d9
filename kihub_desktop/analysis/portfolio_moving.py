"""One person's ratings that bring a use case closest to a place in the matrix."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence

from kihub_desktop.analysis.portfolio import (
    HIGHEST,
    LOWEST,
    Ratings,
    WeightedCriterion,
    weighted_mean,
)

_CLOSER = 1e-9


def ratings_towards(
    ratings: Ratings, criteria: Sequence[WeightedCriterion], person: str, target: float
) -> Mapping[str, int]:
    """What `person` would have to rate so that the group's mean comes closest to `target` (0–1).

    `criteria` are those of one group. Nobody else's rating is touched. Step by step the one rating
    changes by one point that comes closest, until none comes closer; so no rating moves further
    than it has to. Only what this person has rated moves; who has rated nothing of the group
    begins where the others are. Gives the ratings that differ from those on record, by criterion;
    empty if nothing brings it closer.
    """
    weighing = [each for each in criteria if each.weight > 0]
    given = ratings.get(person, {})
    own = {each.key: given[each.key] for each in weighing if each.key in given}
    before = weighted_mean(ratings, weighing)
    found = own or {each.key: _usual(ratings, each.key) for each in weighing}
    if not found:
        return {}
    reached = _distance(ratings, weighing, person, found, target)
    while True:
        tried = [
            (_distance(ratings, weighing, person, each, target), each) for each in _steps(found)
        ]
        best = min(tried, key=lambda each: each[0])
        if best[0] >= reached - _CLOSER:
            break
        reached, found = best
    if before is not None and reached >= abs(before.value - target) - _CLOSER:
        return {}
    return {key: value for key, value in found.items() if own.get(key) != value}


def _steps(found: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """All ratings that differ by one point of one criterion."""
    for key, value in found.items():
        for other in (value - 1, value + 1):
            if LOWEST <= other <= HIGHEST:
                yield {**found, key: other}


def _usual(ratings: Ratings, criterion: str) -> int:
    given = [own[criterion] for own in ratings.values() if criterion in own]
    return round(statistics.fmean(given)) if given else (LOWEST + HIGHEST) // 2


def _distance(
    ratings: Ratings,
    criteria: Sequence[WeightedCriterion],
    person: str,
    own: Mapping[str, int],
    target: float,
) -> float:
    mean = weighted_mean({**ratings, person: own}, criteria)
    return float("inf") if mean is None else abs(mean.value - target)
