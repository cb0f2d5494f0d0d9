"""An order of rated use cases by sum and TOPSIS, how certain it is, and what would turn it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.portfolio import Ratings as PersonRatings
from kihub_desktop.analysis.portfolio import rating_value
from kihub_desktop.analysis.ranking.flip import ValueFlip, WeightFlip, value_flips, weight_flips
from kihub_desktop.analysis.ranking.orders import Closeness, topsis, weighted_sum
from kihub_desktop.analysis.ranking.smaa import Acceptability, Ratings, acceptability
from kihub_desktop.analysis.ranking.weight_samples import WeightKnowledge

SAMPLES = 10_000


@dataclass(frozen=True)
class RankingInput:
    """The use cases that take part, by place: ratings per person, and `worths` as shown.

    `weights` sum to 1 and stand in the order of `criteria`.
    """

    criteria: tuple[str, ...]
    weights: tuple[float, ...]
    knowledge: WeightKnowledge
    ratings: tuple[PersonRatings, ...]
    worths: tuple[float, ...]


@dataclass(frozen=True)
class Certainty:
    """`sums` and `topsis` per use case; what flips the first place of the sums, if anything.

    The flips are those of the smallest change; None where no single change does it.
    """

    sums: tuple[float, ...]
    topsis: Closeness
    acceptability: Acceptability
    weight_flip: WeightFlip | None
    value_flip: ValueFlip | None


def certainty(given: RankingInput, samples: int = SAMPLES, seed: int = 1) -> Certainty:
    """ValueError for no use case. The same input gives the same figures."""
    values = bounds(given)
    weights = np.asarray(given.weights)
    chance = acceptability(values, given.knowledge, samples, seed)
    weight, value = next(iter(weight_flips(values.likely, weights)), None), None
    if len(given.ratings) > 1:
        value = next(iter(value_flips(values.likely, weights)), None)
    return Certainty(
        sums=weighted_sum(values.likely, weights),
        topsis=topsis(values.likely, weights),
        acceptability=chance,
        weight_flip=weight,
        value_flip=value,
    )


def bounds(given: RankingInput) -> Ratings:
    """Per use case and criterion the lowest, mean and highest rating as values 0–1.

    Where nobody rated a criterion anything is possible, around the worth of the use case.
    """
    cells = [
        [_cell(persons, key, worth) for key in given.criteria]
        for persons, worth in zip(given.ratings, given.worths, strict=True)
    ]
    table: NDArray[np.float64] = np.asarray(cells, dtype=np.float64)
    return Ratings(table[:, :, 0], table[:, :, 1], table[:, :, 2])


def _cell(persons: PersonRatings, key: str, worth: float) -> Sequence[float]:
    values = [rating_value(given[key]) for _name, given in sorted(persons.items()) if key in given]
    if not values:
        return (0.0, worth, 1.0)
    low, high = min(values), max(values)
    return (low, min(high, max(low, sum(values) / len(values))), high)
