"""Random weights that respect what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
_STEPS = 60
_SAME = 1e-12


@dataclass(frozen=True)
class Unknown:
    """Nothing is known: every weighting is as likely as any other (uniform on the simplex)."""


@dataclass(frozen=True)
class Ordered:
    """Only the order of importance: `ranks` gives each criterion its place, 1 first.

    Criteria of one place are not ordered among themselves.
    """

    ranks: tuple[int, ...]


@dataclass(frozen=True)
class Within:
    """Each weight lies between two bounds (0–1)."""

    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Among:
    """The weights are some mixture of those of several people, each with the sum 1."""

    persons: tuple[tuple[float, ...], ...]


WeightKnowledge: TypeAlias = Unknown | Ordered | Within | Among


def sample_weights(
    known: WeightKnowledge, criteria: int, size: int, random: np.random.Generator
) -> Matrix:
    """`size` weightings × criteria, each row summing to 1, uniform among those that fit.

    ValueError if what is known has another number of criteria or leaves no weighting.
    """
    match known:
        case Unknown():
            return _simplex(size, criteria, random)
        case Ordered():
            _fits(criteria, known.ranks)
            return _ordered(_simplex(size, criteria, random), known.ranks, random)
        case Within():
            _fits(criteria, known.low, known.high)
            return _within(known, size, random)
        case Among():
            _fits(criteria, *known.persons)
            shares = _simplex(size, len(known.persons), random)
            return shares @ np.asarray(known.persons, dtype=np.float64)


def _fits(criteria: int, *given: Sequence[float]) -> None:
    if not given or any(len(each) != criteria for each in given):
        raise ValueError("one entry per criterion is needed")


def _simplex(size: int, count: int, random: np.random.Generator) -> Matrix:
    """Uniform on the simplex: exponentials scaled to their sum (Rubinstein 1982)."""
    drawn = random.standard_exponential((size, count))
    drawn /= drawn.sum(axis=1, keepdims=True)
    return drawn


def _ordered(drawn: Matrix, ranks: Sequence[int], random: np.random.Generator) -> Matrix:
    """The largest weights to the most important; inside a place in random order."""
    falling = -np.sort(-drawn, axis=1)
    by_place: dict[int, list[int]] = {}
    for criterion, rank in enumerate(ranks):
        by_place.setdefault(rank, []).append(criterion)
    weights = np.empty_like(falling)
    start = 0
    for rank in sorted(by_place):
        criteria = by_place[rank]
        block = falling[:, start : start + len(criteria)]
        if len(criteria) > 1:
            block = random.permuted(block, axis=1)
        weights[:, criteria] = block
        start += len(criteria)
    return weights


def _within(known: Within, size: int, random: np.random.Generator) -> Matrix:
    """Pairwise exchanges between random criteria, a random walk that keeps sum and bounds.

    Each step moves along e_i − e_j to a uniform point of what the bounds leave: a hit-and-run
    walk on the polytope, whose limit is uniform (Smith 1984).
    """
    low, high = np.asarray(known.low, dtype=np.float64), np.asarray(known.high, dtype=np.float64)
    if (low < 0).any() or (low > high).any() or low.sum() > 1 + _SAME or high.sum() < 1 - _SAME:
        raise ValueError("no weighting lies between these bounds")
    room = high.sum() - low.sum()
    start = low if room < _SAME else low + (high - low) * (1 - low.sum()) / room
    weights = np.tile(start, (size, 1))
    count = len(low)
    if count < 2:
        return weights
    rows = np.arange(size)
    for _step in range(_STEPS * count):
        one = random.integers(0, count, size)
        other = (one + random.integers(1, count, size)) % count
        up = np.minimum(high[one] - weights[rows, one], weights[rows, other] - low[other])
        down = np.minimum(weights[rows, one] - low[one], high[other] - weights[rows, other])
        move = random.random(size) * (up + down) - down
        weights[rows, one] += move
        weights[rows, other] -= move
    return weights
