"""`kihub calc ahp|topsis|smaa`: weights, orders and their certainty from JSON.

ahp: {"criteria": n, "persons": [[[i, j, times], …], …], "table": "Saaty 2005"}; topsis: {"values":
alternatives × criteria, "weights": […]}; smaa: {"values" or "low", "likely", "high", one of
"weights_low" with "weights_high", "ordered", "persons", "samples", "seed"}. Counting starts at 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kihub_desktop.analysis.ranking import ahp as pairwise
from kihub_desktop.analysis.ranking import orders
from kihub_desktop.analysis.ranking import smaa as certainty
from kihub_desktop.analysis.ranking.flip import weight_flips
from kihub_desktop.analysis.ranking.weight_samples import (
    Among,
    Ordered,
    Unknown,
    WeightKnowledge,
    Within,
)
from kihub_desktop.cli_input import parsed
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused

Rows = tuple[tuple[float, ...], ...]
_MOST_SAMPLES = 1_000_000
_MOST_VALUES = 10_000


@dataclass(frozen=True)
class PairwiseInput:
    criteria: int
    persons: tuple[tuple[tuple[int, int, float], ...], ...]
    table: pairwise.RandomIndex = pairwise.RandomIndex.SAATY_2005


@dataclass(frozen=True)
class OrderInput:
    values: Rows
    weights: tuple[float, ...]


@dataclass(frozen=True)
class CertaintyInput:
    values: Rows = ()
    low: Rows = ()
    high: Rows = ()
    ordered: tuple[int, ...] = ()
    weights_low: tuple[float, ...] = ()
    weights_high: tuple[float, ...] = ()
    persons: Rows = ()
    samples: int = certainty.SAMPLES
    seed: int = 1

    def knowledge(self) -> WeightKnowledge:
        if self.ordered:
            return Ordered(self.ordered)
        if self.weights_low or self.weights_high:
            return Within(self.weights_low, self.weights_high)
        return Among(self.persons) if self.persons else Unknown()

    def ratings(self) -> certainty.Ratings:
        likely = _matrix(self.values)
        low = _matrix(self.low) if self.low else likely
        return certainty.Ratings(low, likely, _matrix(self.high) if self.high else likely)


def ahp(body: bytes) -> object:
    given: PairwiseInput = parsed(PairwiseInput, body)
    try:
        persons = [{(i, j): times for i, j, times in each} for each in given.persons]
        group = pairwise.group_comparisons(persons)
        found = pairwise.compare(given.criteria, group, given.table)
    except (ValueError, ZeroDivisionError) as error:
        raise _unfit(error) from error
    return {
        "weights": found.weights,
        "largest_eigenvalue": found.largest_eigenvalue,
        "consistency_index": found.index,
        "consistency_ratio": found.ratio,
        "random_index": found.table,
        "consistent": found.is_consistent,
        "worst_triad": found.worst,
        "filled": [[i, j, times] for (i, j), times in found.filled.items()],
    }


def topsis(body: bytes) -> object:
    given: OrderInput = parsed(OrderInput, body)
    try:
        found = orders.topsis(_matrix(given.values), given.weights)
        worth = orders.weighted_sum(_matrix(given.values), given.weights)
    except ValueError as error:
        raise _unfit(error) from error
    return {
        "closeness": found.closeness,
        "to_best": found.to_best,
        "to_worst": found.to_worst,
        "weighted_sum": worth,
        "weight_flips": weight_flips(given.values, given.weights)[:10],
    }


def smaa(body: bytes) -> object:
    given: CertaintyInput = parsed(CertaintyInput, body)
    try:
        if not 1 <= given.samples <= _MOST_SAMPLES:
            raise ValueError("samples")
        found = certainty.acceptability(
            given.ratings(), given.knowledge(), given.samples, given.seed
        )
    except ValueError as error:
        raise _unfit(error) from error
    return {
        "rank_acceptability": found.ranks.tolist(),
        "central_weights": found.central,
        "confidence": found.confidence,
        "ahead": found.better.tolist(),
        "samples": found.samples,
        "seed": found.seed,
        "standard_error": found.standard_error,
    }


def _matrix(rows: Rows) -> certainty.Matrix:
    if sum(map(len, rows)) > _MOST_VALUES:
        raise ValueError("too many values")
    return np.array(rows, dtype=np.float64)


def _unfit(error: Exception) -> Refused:
    return Refused(
        Reason.BAD_INPUT,
        phrase("Die Werte der Eingabe passen nicht zusammen (siehe --details)."),
        str(error),
    )
