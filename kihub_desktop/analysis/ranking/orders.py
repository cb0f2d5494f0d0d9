"""Orders of alternatives: weighted sum and TOPSIS."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Matrix = NDArray[np.float64]
_SAME = 1e-12


@dataclass(frozen=True)
class CriterionGap:
    """How far an alternative stays below the best value of a criterion, and above the worst."""

    to_best: float
    to_worst: float


@dataclass(frozen=True)
class Closeness:
    """TOPSIS: `closeness` 0–1 per alternative, with the distances that it is made of.

    `weighted` (alternatives × criteria) are the scaled and weighted values.
    """

    closeness: tuple[float, ...]
    to_best: tuple[float, ...]
    to_worst: tuple[float, ...]
    weighted: Matrix

    def gaps(self, alternative: int) -> tuple[CriterionGap, ...]:
        """Per criterion the two gaps of one alternative; the root of their squares' sum is the
        distance."""
        own = self.weighted[alternative]
        best, worst = self.weighted.max(axis=0) - own, own - self.weighted.min(axis=0)
        return tuple(
            CriterionGap(float(to_best), float(to_worst))
            for to_best, to_worst in zip(best, worst, strict=True)
        )


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> tuple[float, ...]:
    """Σ w·v per alternative; `values` alternatives × criteria, weights of any sum."""
    matrix, scaled = _checked(values, weights)
    return tuple(float(each) for each in matrix @ scaled)


def topsis(values: ArrayLike, weights: ArrayLike) -> Closeness:
    """The relative closeness to the best that was seen in each criterion; more is better.

    Columns are scaled to length 1, weighted, and measured by their Euclidean distance from the
    best and from the worst. Where nothing differs, every alternative is at 0.
    Source: Hwang and Yoon 1981. `values` alternatives × criteria, not negative.
    """
    matrix, scaled = _checked(values, weights)
    lengths = np.sqrt((matrix**2).sum(axis=0))
    unit = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    weighted = unit * scaled
    best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    total = best + worst
    closeness = np.divide(worst, total, out=np.zeros_like(worst), where=total > _SAME)
    return Closeness(
        tuple(map(float, closeness)), tuple(map(float, best)), tuple(map(float, worst)), weighted
    )


def _checked(values: ArrayLike, weights: ArrayLike) -> tuple[Matrix, Matrix]:
    matrix = np.asarray(values, dtype=np.float64)
    scaled = np.asarray(weights, dtype=np.float64)
    if matrix.ndim != 2 or scaled.shape != (matrix.shape[1],):
        raise ValueError("a weight per column is needed")
    if not (np.isfinite(matrix).all() and np.isfinite(scaled).all() and (scaled >= 0).all()):
        raise ValueError("values and weights are finite, weights not negative")
    total = scaled.sum()
    if total <= 0:
        raise ValueError("a weight has to be above zero")
    return matrix, scaled / total
