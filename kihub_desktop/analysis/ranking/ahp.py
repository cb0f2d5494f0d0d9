"""Weights by pairwise comparison (analytic hierarchy process) and how consistent it was."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Pair = tuple[int, int]
Comparisons = Mapping[Pair, float]
"""(i, j) -> how many times more important i is than j; i differs from j, any positive number."""

MOST = 15
CONSISTENT_BELOW = 0.10
_ROUNDS, _SAME = 500, 1e-12


class RandomIndex(StrEnum):
    """Whose table of mean inconsistencies of random matrices is used; a result names it."""

    SAATY_1980 = "Saaty 1980"
    SAATY_2005 = "Saaty 2005"
    DONEGAN_DODD_1991 = "Donegan und Dodd 1991"


_TABLES: Mapping[RandomIndex, tuple[float, ...]] = {
    RandomIndex.SAATY_1980: (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    RandomIndex.SAATY_2005: (
        0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59,
    ),
    RandomIndex.DONEGAN_DODD_1991: (
        0, 0, 0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Triad:
    """Three criteria whose comparisons fit worst: i over j, j over k, and what i over k said.

    `factor` is by how much the third differs from the product of the first two (1: not at all).
    """

    first: int
    second: int
    third: int
    said: float
    implied: float

    @property
    def factor(self) -> float:
        return max(self.said / self.implied, self.implied / self.said)


@dataclass(frozen=True)
class Comparison:
    """Weights of n criteria (sum 1) with the largest eigenvalue and the consistency ratio.

    `ratio` is None where no table has a value (n < 3, or no comparison more than a chain needs);
    `filled` holds the comparisons that nobody made, as they were completed.
    """

    weights: tuple[float, ...]
    largest_eigenvalue: float
    index: float
    ratio: float | None
    table: RandomIndex
    worst: Triad | None
    filled: Mapping[Pair, float]

    @property
    def is_consistent(self) -> bool:
        """Whether the ratio stays below 0.10 (Saaty), which a missing ratio does."""
        return self.ratio is None or self.ratio < CONSISTENT_BELOW


def compare(
    count: int, comparisons: Comparisons, table: RandomIndex = RandomIndex.SAATY_2005
) -> Comparison:
    """Weights as the principal eigenvector of the reciprocal matrix, summing to 1.

    Missing comparisons are completed so that the largest eigenvalue becomes as small as it can
    (Bozóki, Fülöp and Rónyai 2010); the random index then shrinks linearly with their number
    (Ágoston and Csató 2022). ValueError if criteria are not connected by comparisons, if both
    directions of a pair contradict, or for values that are no positive number.
    """
    given = _both_ways(count, comparisons)
    missing = [pair for pair in combinations(range(count), 2) if pair not in given]
    _connected(count, given)
    matrix = _completed(count, given, missing)
    eigenvalue, weights = _principal(matrix)
    index = max(0.0, (eigenvalue - count) / (count - 1)) if count > 1 else 0.0
    random = _random_index(count, len(missing), table)
    return Comparison(
        weights=tuple(float(each) for each in weights),
        largest_eigenvalue=float(eigenvalue),
        index=index,
        ratio=None if random is None else index / random,
        table=table,
        worst=_worst_triad(count, given),
        filled={pair: float(matrix[pair]) for pair in missing},
    )


def group_comparisons(persons: Sequence[Comparisons]) -> dict[Pair, float]:
    """The comparisons of a group: per pair the geometric mean of those who made it.

    Only this mean keeps the reciprocal property (Aczél and Saaty 1983).
    """
    said: dict[Pair, list[float]] = {}
    for person in persons:
        for (one, other), value in person.items():
            pair, ratio = ((one, other), value) if one < other else ((other, one), 1 / value)
            said.setdefault(pair, []).append(math.log(_positive(ratio)))
    return {pair: math.exp(math.fsum(logs) / len(logs)) for pair, logs in sorted(said.items())}


def _both_ways(count: int, comparisons: Comparisons) -> dict[Pair, float]:
    """The comparisons with the smaller number first."""
    if not 1 <= count <= MOST:
        raise ValueError(f"between 1 and {MOST} criteria, not {count}")
    given: dict[Pair, float] = {}
    for (one, other), value in comparisons.items():
        if one == other or not (0 <= one < count and 0 <= other < count):
            raise ValueError("a comparison names two different criteria")
        ratio = _positive(value)
        pair, ratio = ((one, other), ratio) if one < other else ((other, one), 1 / ratio)
        if not math.isclose(given.setdefault(pair, ratio), ratio, rel_tol=1e-9):
            raise ValueError("a pair was compared twice with different results")
    return given


def _positive(value: float) -> float:
    if not (math.isfinite(value) and value > 0):
        raise ValueError("a comparison is a positive number")
    return value


def _connected(count: int, given: Iterable[Pair]) -> None:
    groups = list(range(count))
    for one, other in given:
        old, new = groups[other], groups[one]
        groups = [new if group == old else group for group in groups]
    if len(set(groups)) > 1:
        raise ValueError("some criteria are compared with no other")


def _completed(count: int, given: Comparisons, missing: Sequence[Pair]) -> Matrix:
    matrix = np.ones((count, count))
    for (one, other), value in given.items():
        matrix[one, other], matrix[other, one] = value, 1 / value
    for _round in range(_ROUNDS if missing else 0):
        moved = 0.0
        for one, other in missing:
            # Where the derivative of the eigenvalue by this entry is zero.
            _value, right = _principal(matrix)
            _value, left = _principal(matrix.T)
            entry = math.sqrt((left[other] * right[one]) / (left[one] * right[other]))
            moved = max(moved, abs(math.log(entry / matrix[one, other])))
            matrix[one, other], matrix[other, one] = entry, 1 / entry
        if moved < _SAME:
            break
    return matrix


def _principal(matrix: Matrix) -> tuple[float, Matrix]:
    """The largest eigenvalue and its eigenvector, which is positive and sums to 1 (Perron)."""
    values, vectors = np.linalg.eig(matrix)
    place = int(np.argmax(values.real))
    vector = np.abs(vectors[:, place].real)
    return float(values[place].real), vector / vector.sum()


def _random_index(count: int, missing: int, table: RandomIndex) -> float | None:
    known = _TABLES[table]
    if not 3 <= count <= len(known):
        return None
    spare = (count - 1) * (count - 2) / 2
    random = known[count - 1] * (1 - missing / spare)
    return random if random > _SAME else None


def _worst_triad(count: int, given: Comparisons) -> Triad | None:
    """The three comparisons that contradict each other most; None while none is complete."""
    triads = [
        Triad(one, two, three, given[one, three], given[one, two] * given[two, three])
        for one, two, three in combinations(range(count), 3)
        if {(one, two), (two, three), (one, three)} <= given.keys()
    ]
    return max(triads, key=lambda triad: triad.factor, default=None)
