"""Lines with a common driver: coupled by a Gaussian copula, each keeping its own distribution.

The score of a line is a·M + √(1 − a²)·E with a = √ρ; M is the driver's, E the line's own normal
draw. Two lines with the same ρ therefore correlate by ρ in their scores, others by √(ρ₁·ρ₂).
Source: Nelsen, An Introduction to Copulas, 2nd ed. 2006, section 2.3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from statistics import NormalDist
from types import MappingProxyType

import numpy as np

from kihub_desktop.analysis.economics.case import CashLine, Part, ThreePoint
from kihub_desktop.analysis.economics.estimates import generator, pert_shape
from kihub_desktop.analysis.economics.finance import Floats

FARTHEST = 8.0
"""Normal scores beyond are cut; one draw in 10^15 lies there."""
_STEPS_PER_UNIT = 256
_CELLS = 4096
_NODES = 5


def driver_key(name: str) -> str:
    """What makes two names the same driver: case and outer spaces do not count."""
    return " ".join(name.split()).casefold()


def coupled_lines(lines: Sequence[CashLine]) -> Mapping[str, tuple[CashLine, ...]]:
    """The uncertain lines per driver that at least two of them follow, by the driver's key."""
    found: dict[str, list[CashLine]] = {}
    for line in lines:
        key = driver_key(line.driver)
        if key and line.coupling > 0 and not line.quantity.is_certain:
            found.setdefault(key, []).append(line)
    return MappingProxyType(
        {key: tuple(members) for key, members in sorted(found.items()) if len(members) > 1}
    )


def driver_generator(seed: int, key: str) -> np.random.Generator:
    """The random source of a driver; no line has an id that begins like this."""
    return generator(seed, f"\0driver\0{key}", Part.QUANTITY)


class CoupledSource:
    """Draws of one estimate that follow a driver; the chunk size does not change them."""

    def __init__(self, estimate: ThreePoint, rho: float, random: np.random.Generator) -> None:
        if not 0 <= rho <= 1:
            raise ValueError(f"a coupling of {rho} is not between 0 and 1")
        self._estimate = estimate
        self._random = random
        self._common, self._own = math.sqrt(rho), math.sqrt(1 - rho)
        self._table = pert_score_table(*pert_shape(estimate))
        self._rise = np.append(np.diff(self._table), 0.0)

    def draw(self, driver: Floats) -> Floats:
        """One value per normal score of the driver, shape as `driver`."""
        scores = self._random.standard_normal(driver.size)
        scores *= self._own
        scores += self._common * driver
        values = interpolated(self._table, self._rise, scores)
        values *= self._estimate.high - self._estimate.low
        values += self._estimate.low
        return values


def interpolated(table: Floats, rise: Floats, scores: Floats) -> Floats:
    """The table's value per normal score; it has equal steps, so no search is needed."""
    place = (scores + FARTHEST) * _STEPS_PER_UNIT
    np.clip(place, 0.0, table.size - 1, out=place)
    index = place.astype(np.intp)
    place -= index
    place *= rise[index]
    place += table[index]
    return place


@lru_cache(maxsize=256)
def pert_score_table(alpha: float, beta: float) -> Floats:
    """Quantiles (0..1) of the beta distribution at the normal scores −8…8 in equal steps.

    Absolute error below 1e-7 for scores within ±5, for shapes >= 1; at ±8 the ends are reached.
    """
    places, scores = _scores(alpha, beta)
    grid = np.linspace(-FARTHEST, FARTHEST, int(2 * FARTHEST * _STEPS_PER_UNIT) + 1)
    inside = np.abs(scores) < FARTHEST
    known = np.concatenate(([-FARTHEST], scores[inside], [FARTHEST]))
    table = np.interp(grid, known, np.concatenate(([0.0], places[inside], [1.0])))
    table.flags.writeable = False
    return table


def _scores(alpha: float, beta: float) -> tuple[Floats, Floats]:
    """Places in (0, 1) and the normal scores of the shares below them, both ascending.

    With x = sin²(t) the density is smooth up to its ends; it is summed from both sides, so that
    neither tail loses its digits to 1 − share.
    """
    edges = np.linspace(0.0, np.pi / 2, _CELLS + 1)
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    width = edges[1] / 2
    angles = (edges[:-1] + width)[:, None] + width * nodes
    density = np.sin(angles) ** (2 * alpha - 1) * np.cos(angles) ** (2 * beta - 1)
    masses = density @ weights
    total = masses.sum()
    below, above = np.cumsum(masses)[:-1] / total, np.cumsum(masses[::-1])[-2::-1] / total
    score = NormalDist().inv_cdf
    tiny = float(np.finfo(np.float64).tiny)
    scores = [
        score(max(low, tiny)) if low < 0.5 else -score(max(high, tiny))
        for low, high in zip(below.tolist(), above.tolist(), strict=True)
    ]
    return np.sin(edges[1:-1]) ** 2, np.array(scores)
