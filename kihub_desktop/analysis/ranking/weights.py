"""Weights given directly or by an order of the criteria."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction


def normalised(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights in any unit scaled to the sum 1.

    ValueError for none, for negative or endless ones, and if all are zero.
    """
    if not weights or any(each < 0 or not math.isfinite(each) for each in weights):
        raise ValueError("weights are finite numbers from zero up")
    total = math.fsum(weights)
    if total <= 0:
        raise ValueError("a weight has to be above zero")
    return tuple(each / total for each in weights)


def rank_order_centroid(ranks: Sequence[int]) -> tuple[float, ...]:
    """Weights that follow from an order alone: the mean of all weights which respect it.

    `ranks` gives each criterion its place, 1 for the most important; equal places share the mean
    of the places that they take up together. The weight of place k of n is (1/n) Σ_{i=k}^{n} 1/i.
    Source: Barron and Barrett 1996; Roberts and Goodwin 2002. ValueError below place 1.
    """
    if not ranks or any(rank < 1 for rank in ranks):
        raise ValueError("places count from 1")
    count = len(ranks)
    centroid = [
        Fraction(1, count) * sum(Fraction(1, i) for i in range(place, count + 1))
        for place in range(1, count + 1)
    ]
    order = sorted(range(count), key=lambda index: ranks[index])
    shared: dict[int, list[Fraction]] = {}
    for place, index in enumerate(order):
        shared.setdefault(ranks[index], []).append(centroid[place])
    return tuple(float(sum(shared[rank]) / len(shared[rank])) for rank in ranks)
