"""What would have to change for the first place to flip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

_SAME = 1e-9


@dataclass(frozen=True)
class WeightFlip:
    """At weight `weight` (0–1) of `criterion`, the others keeping their proportions,
    `challenger` draws level with the first."""

    criterion: int
    challenger: int
    now: float
    weight: float

    @property
    def change(self) -> float:
        return abs(self.weight - self.now)


@dataclass(frozen=True)
class ValueFlip:
    """At value `value` (0–1) of `alternative` in `criterion`, it draws level with the first.

    For the first itself: at that value it loses its place to `challenger`.
    """

    alternative: int
    criterion: int
    challenger: int
    now: float
    value: float

    @property
    def change(self) -> float:
        return abs(self.value - self.now)


def weight_flips(values: ArrayLike, weights: ArrayLike) -> tuple[WeightFlip, ...]:
    """All changes of one weight that flip the first place, the smallest first.

    `values` alternatives × criteria in 0–1, weights with the sum 1. With weight t of criterion c
    and the others scaled to 1 − t, the lead of the first over another is linear in t, so the
    only flip of each pair is exact.
    """
    matrix, given, first = _leading(values, weights)
    return tuple(
        sorted(_weight_flips(matrix, given, first), key=lambda flip: (flip.change, flip.criterion))
    )


def value_flips(values: ArrayLike, weights: ArrayLike) -> tuple[ValueFlip, ...]:
    """All changes of one value within 0–1 that flip the first place, the smallest first."""
    matrix, given, first = _leading(values, weights)
    scores = matrix @ given
    found = []
    for other in range(len(matrix)):
        if other == first:
            continue
        gap = scores[first] - scores[other]
        for criterion in np.flatnonzero(given > 0):
            raised = matrix[other, criterion] + gap / given[criterion]
            lowered = matrix[first, criterion] - gap / given[criterion]
            if raised <= 1 + _SAME:
                now = matrix[other, criterion]
                found.append(
                    ValueFlip(other, int(criterion), other, float(now), float(min(1.0, raised)))
                )
            if lowered >= -_SAME:
                now = matrix[first, criterion]
                found.append(
                    ValueFlip(first, int(criterion), other, float(now), float(max(0.0, lowered)))
                )
    return tuple(sorted(found, key=lambda flip: (flip.change, flip.alternative, flip.criterion)))


def _leading(
    values: ArrayLike, weights: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    matrix = np.asarray(values, dtype=np.float64)
    given = np.asarray(weights, dtype=np.float64)
    given = given / given.sum()
    return matrix, given, int(np.argmax(matrix @ given))


def _weight_flips(
    matrix: NDArray[np.float64], weights: NDArray[np.float64], first: int
) -> Iterator[WeightFlip]:
    for criterion, now in enumerate(weights):
        rest = np.delete(weights, criterion)
        if rest.sum() <= 0:
            continue
        others = np.delete(matrix, criterion, axis=1) @ (rest / rest.sum())
        for other in range(len(matrix)):
            if other == first:
                continue
            # lead(t) = t·a + (1 − t)·b
            a = matrix[first, criterion] - matrix[other, criterion]
            b = others[first] - others[other]
            if abs(a - b) < _SAME:
                continue
            turn = b / (b - a)
            if -_SAME <= turn <= 1 + _SAME and abs(turn - now) > _SAME:
                weight = float(min(1.0, max(0.0, turn)))
                yield WeightFlip(criterion, other, float(now), weight)
