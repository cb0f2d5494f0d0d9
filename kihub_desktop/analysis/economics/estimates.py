"""Three-point estimates as distributions: moments, quantiles and fast draws."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

import numpy as np

from kihub_desktop.analysis.economics.case import Part, ThreePoint
from kihub_desktop.analysis.economics.finance import Floats

LAMBDA = 4.0
_QUANTILE_STEPS = 4000


@dataclass(frozen=True)
class Moments:
    """Mean and variance, in the unit of the estimate and its square."""

    mean: float
    variance: float

    @property
    def deviation(self) -> float:
        return math.sqrt(self.variance)


def triangular_moments(estimate: ThreePoint) -> Moments:
    """Moments of the triangular distribution; domain.md 4.3 M1."""
    low, likely, high = estimate.low, estimate.likely, estimate.high
    spread = (high - low) ** 2 + (likely - low) * (likely - high)
    return Moments((low + likely + high) / 3, spread / 18)


def pert_shape(estimate: ThreePoint) -> tuple[float, float]:
    """Alpha and beta of the Beta-PERT distribution with lambda = 4 over [low, high]."""
    span = estimate.high - estimate.low
    if span <= 0:
        raise ValueError("a certain value has no shape")
    up = (estimate.likely - estimate.low) / span
    return 1.0 + LAMBDA * up, 1.0 + LAMBDA * (1.0 - up)


def pert_moments(estimate: ThreePoint) -> Moments:
    """Moments of the Beta-PERT distribution with lambda = 4; domain.md 4.3 M2."""
    low, high = estimate.low, estimate.high
    # Written as a shift from `low`, so that a certain value comes out without rounding.
    mean = low + ((high - low) + LAMBDA * (estimate.likely - low)) / (LAMBDA + 2)
    return Moments(mean, max(0.0, (mean - low) * (high - mean) / (LAMBDA + 3)))


def pert_quantiles(estimate: ThreePoint, shares: tuple[float, ...]) -> tuple[float, ...]:
    """Values below which the given shares (0..1) of the Beta-PERT distribution lie.

    The density is integrated on a grid (midpoints, relative error about 1e-6), because numpy has
    no inverse of the incomplete beta function.
    """
    if estimate.is_certain:
        return tuple(estimate.likely for _ in shares)
    alpha, beta = pert_shape(estimate)
    edges = np.linspace(0.0, 1.0, _QUANTILE_STEPS + 1)
    middle = (edges[:-1] + edges[1:]) / 2
    cumulated = np.concatenate(
        ([0.0], np.cumsum(middle ** (alpha - 1) * (1 - middle) ** (beta - 1)))
    )
    found = np.interp(shares, cumulated / cumulated[-1], edges)
    return tuple(estimate.low + (estimate.high - estimate.low) * float(u) for u in found)


def generator(seed: int, line_id: str, part: Part) -> np.random.Generator:
    """The random source of one factor: it depends on the line's id, not on the line's place."""
    digest = hashlib.blake2b(f"{line_id}\0{part.value}".encode(), digest_size=16).digest()
    words = np.frombuffer(digest, dtype="<u4").tolist()
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([abs(seed), *words])))


class PertSource:
    """Draws of one estimate, one chunk after the other; the chunk size does not change them."""

    def __init__(self, estimate: ThreePoint, random: np.random.Generator) -> None:
        self._estimate = estimate
        self._random = random
        self._shape = (1.0, 1.0) if estimate.is_certain else pert_shape(estimate)

    def draw(self, count: int) -> Floats:
        """`count` independent values, shape (count,)."""
        if self._estimate.is_certain:
            return np.full(count, float(self._estimate.likely))
        values = self._random.beta(*self._shape, size=count)
        values *= self._estimate.high - self._estimate.low
        values += self._estimate.low
        return values
