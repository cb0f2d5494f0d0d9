"""How certain an order is while weights and ratings are not: SMAA-2 by simulation.

Source: Lahdelma and Salminen 2001 (stochastic multicriteria acceptability analysis).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kihub_desktop.analysis.ranking.weight_samples import Unknown, WeightKnowledge, sample_weights

Matrix = NDArray[np.float64]
SAMPLES = 20_000
# Small enough to stay in the cache of a processor.
_CHUNK = 4_096
_TIE = 1e-12


@dataclass(frozen=True)
class Ratings:
    """Values 0–1, alternatives × criteria, each between `low` and `high` around `likely`.

    Equal arrays mean that the values are certain; else each value is triangular.
    """

    low: Matrix
    likely: Matrix
    high: Matrix

    @classmethod
    def certain(cls, values: ArrayLike) -> Ratings:
        matrix = np.asarray(values, dtype=np.float64)
        return cls(matrix, matrix, matrix)

    @property
    def is_certain(self) -> bool:
        return bool((self.low == self.high).all())


@dataclass(frozen=True)
class Acceptability:
    """`ranks[a, r]` is the share of samples in which alternative a has place r + 1.

    `central` holds per alternative the mean weights of the samples in which it is first (None if
    it never is): the preferences that speak for it. `confidence` is the share in which it is
    first if exactly these weights hold. `better[a, b]` is the share in which a is ahead of b.
    `standard_error` bounds the error of any share by the number of samples.
    """

    ranks: Matrix
    central: tuple[tuple[float, ...] | None, ...]
    confidence: tuple[float | None, ...]
    better: Matrix
    samples: int
    seed: int

    @property
    def standard_error(self) -> float:
        return float(0.5 / np.sqrt(self.samples))


def acceptability(
    ratings: Ratings,
    knowledge: WeightKnowledge | None = None,
    samples: int = SAMPLES,
    seed: int = 1,
) -> Acceptability:
    """Rank acceptabilities over weights and values that are not known exactly.

    Every row and every column of `ranks` sums to 1. The same seed gives the same result.
    ValueError for shapes that do not fit, values outside 0–1 or none at all.
    """
    _check(ratings, samples)
    count, criteria = ratings.likely.shape
    known = knowledge or Unknown()
    random = np.random.default_rng(seed)
    places = np.zeros((count, count))
    better = np.zeros((count, count))
    sums = np.zeros((count, criteria))
    for start in range(0, samples, _CHUNK):
        size = min(_CHUNK, samples - start)
        weights = sample_weights(known, criteria, size, random)
        scores = _scores(ratings, weights, random)
        first = _count_places(scores, places)
        _count_ahead(scores, better)
        for criterion in range(criteria):
            sums[:, criterion] += np.bincount(first, weights[:, criterion], minlength=count)
    central = _central(sums, places[:, 0])
    return Acceptability(
        ranks=places / samples,
        central=central,
        confidence=_confidence(ratings, central, min(samples, 2 * _CHUNK), random),
        better=better / samples,
        samples=samples,
        seed=seed,
    )


def _check(ratings: Ratings, samples: int) -> None:
    shapes = {ratings.low.shape, ratings.likely.shape, ratings.high.shape}
    if len(shapes) > 1 or ratings.likely.ndim != 2 or 0 in ratings.likely.shape:
        raise ValueError("low, likely and high need the same shape, alternatives × criteria")
    if samples < 1:
        raise ValueError("at least one sample is needed")
    ordered = (ratings.low <= ratings.likely) & (ratings.likely <= ratings.high)
    inside = (ratings.low >= 0) & (ratings.high <= 1)
    if not (ordered & inside).all():
        raise ValueError("values lie between 0 and 1, low to high")


def _scores(ratings: Ratings, weights: Matrix, random: np.random.Generator) -> Matrix:
    """Alternatives × samples; equal alternatives get a random order."""
    if not ratings.is_certain:
        shape = (len(weights), *ratings.likely.shape)
        values = _triangular(ratings, random.random(shape))
        uncertain: Matrix = np.matmul(values, weights[:, :, None])[:, :, 0].T
        return uncertain
    scores: Matrix = ratings.likely @ weights.T
    if _may_tie(ratings.likely):
        scores += _TIE * random.random(scores.shape)
    return scores


def _triangular(ratings: Ratings, uniform: Matrix) -> Matrix:
    """Values of the triangular distributions by their inverse; a point stays a point."""
    width = ratings.high - ratings.low
    rising = np.divide(
        ratings.likely - ratings.low, width, out=np.zeros_like(width), where=width > 0
    )
    left = ratings.low + np.sqrt(uniform * rising) * width
    right = ratings.high - np.sqrt((1 - uniform) * (1 - rising)) * width
    return np.where(uniform < rising, left, right)


def _count_places(scores: Matrix, places: Matrix) -> NDArray[np.intp]:
    """Adds to `places` (alternatives × places) who stands where; returns who is first."""
    count = len(scores)
    order = np.argsort(-scores.T, axis=1)
    for place in range(count):
        places[:, place] += np.bincount(order[:, place], minlength=count)
    first: NDArray[np.intp] = order[:, 0]
    return first


def _count_ahead(scores: Matrix, better: Matrix) -> None:
    """Adds to `better` how often the row's alternative is ahead of the column's."""
    for one in range(len(scores)):
        for other in range(one + 1, len(scores)):
            ahead = np.count_nonzero(scores[one] > scores[other])
            better[one, other] += ahead
            better[other, one] += scores.shape[1] - ahead


def _may_tie(values: Matrix) -> bool:
    """Whether two alternatives are equal in every criterion; others tie with chance zero."""
    return len(np.unique(values, axis=0)) < len(values)


def _central(sums: Matrix, firsts: Matrix) -> tuple[tuple[float, ...] | None, ...]:
    return tuple(
        tuple(float(each) for each in total / first) if first else None
        for total, first in zip(sums, firsts, strict=True)
    )


def _confidence(
    ratings: Ratings,
    central: tuple[tuple[float, ...] | None, ...],
    samples: int,
    random: np.random.Generator,
) -> tuple[float | None, ...]:
    found: list[float | None] = []
    for alternative, weights in enumerate(central):
        if weights is None:
            found.append(None)
        elif ratings.is_certain:
            scores = ratings.likely @ np.asarray(weights)
            found.append(float(scores[alternative] >= scores.max() - _TIE))
        else:
            fixed = np.tile(np.asarray(weights), (samples, 1))
            scores = _scores(ratings, fixed, random)
            found.append(float((scores.argmax(axis=0) == alternative).mean()))
    return tuple(found)
