"""Where use cases stand before the verdict: benefit, estimated feasibility, worth (method.md 9).

The ratings say what is examined first; they never enter a pillar or the verdict.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BENEFIT, FEASIBILITY = "N", "F"
LOWEST, HIGHEST = 1, 5
PERSONS_FOR_DEVIATION = 3
_SAME = 1e-9

Ratings = Mapping[str, Mapping[str, int]]
"""The ratings 1–5 of one use case: by person, then by the key of the criterion."""


@dataclass(frozen=True)
class WeightedCriterion:
    """A criterion with its group (N or F) and its weight in any unit, not negative."""

    key: str
    group: str
    weight: float


@dataclass(frozen=True)
class Part:
    """What a criterion adds: `share` is its weight in the mean over persons, 0 to 1.

    `mean` is the mean value 0–1 of those who rated it, `contribution` its part of the figure;
    the contributions of a figure sum to its value.
    """

    key: str
    share: float
    mean: float
    contribution: float


@dataclass(frozen=True)
class Mean:
    """A weighted mean 0–1 over `persons` people, with the parts that it is made of.

    `spread` is a half-width in the same unit: the standard deviation of the persons' own means
    from three people on (of a sample), half their range with two, None with one.
    """

    value: float
    spread: float | None
    persons: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Standing:
    """A use case before its verdict; None where nobody has rated the group.

    `worth` weighs all criteria and exists only where both groups were rated.
    """

    benefit: Mean | None
    feasibility: Mean | None
    worth: Mean | None


def rating_value(rating: int) -> float:
    """The value 0–1 of a rating 1–5: (r − 1)/4. ValueError outside of 1–5."""
    if not LOWEST <= rating <= HIGHEST:
        raise ValueError(f"a rating lies between {LOWEST} and {HIGHEST}, not {rating}")
    return (rating - LOWEST) / (HIGHEST - LOWEST)


def standing(ratings: Ratings, criteria: Sequence[WeightedCriterion]) -> Standing:
    """Benefit, estimated feasibility and worth of one use case (method.md 9).

    A person counts with the weighted mean over what that person has rated, so that a criterion
    left out moves nothing; every person counts the same. ValueError for a rating outside 1–5.
    """
    benefit = weighted_mean(ratings, [each for each in criteria if each.group == BENEFIT])
    feasibility = weighted_mean(ratings, [each for each in criteria if each.group == FEASIBILITY])
    complete = benefit is not None and feasibility is not None
    worth = weighted_mean(ratings, criteria) if complete else None
    return Standing(benefit, feasibility, worth)


def weighted_mean(ratings: Ratings, criteria: Sequence[WeightedCriterion]) -> Mean | None:
    """The mean over persons of their weighted means; None if nobody rated any criterion."""
    weighed = [
        shares
        # In the order of the names, so that the order of arrival does not matter.
        for person in sorted(ratings)
        if (shares := _shares(ratings[person], criteria))
    ]
    if not weighed:
        return None
    own = [sum(share * value for share, value in each.values()) for each in weighed]
    parts = tuple(_parts(weighed, criteria))
    return Mean(statistics.fmean(own), _spread(own), len(own), parts)


def ranks(worths: Sequence[float | None], forbidden: Sequence[bool]) -> tuple[int | None, ...]:
    """The rank of each worth, the largest first; equal worths share a rank, None has none.

    What is `forbidden` (K1) is taken out of the ranking, not ranked low (method.md 9).
    """
    ranked = [None if is_out else worth for worth, is_out in zip(worths, forbidden, strict=True)]
    known = [worth for worth in ranked if worth is not None]
    return tuple(
        None if worth is None else 1 + sum(other > worth + _SAME for other in known)
        for worth in ranked
    )


_Shares = Mapping[str, tuple[float, float]]
"""By criterion: its share of one person's mean, and the value that this person gave."""


def _shares(given: Mapping[str, int], criteria: Sequence[WeightedCriterion]) -> _Shares:
    rated = [each for each in criteria if each.key in given and each.weight > 0]
    total = sum(each.weight for each in rated)
    return {each.key: (each.weight / total, rating_value(given[each.key])) for each in rated}


def _parts(weighed: Sequence[_Shares], criteria: Sequence[WeightedCriterion]) -> list[Part]:
    parts = []
    for criterion in criteria:
        found = [each[criterion.key] for each in weighed if criterion.key in each]
        if not found:
            continue
        share = sum(share for share, _value in found) / len(weighed)
        contribution = sum(share * value for share, value in found) / len(weighed)
        mean = statistics.fmean(value for _share, value in found)
        parts.append(Part(criterion.key, share, mean, contribution))
    return parts


def _spread(values: Sequence[float]) -> float | None:
    if len(values) < 2:
        return None
    if len(values) < PERSONS_FOR_DEVIATION:
        return (max(values) - min(values)) / 2
    return statistics.stdev(values)
