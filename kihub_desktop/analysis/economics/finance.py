"""Finance kernels for one series of flows: present value, interest, payback, annuities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LOWEST_RATE, HIGHEST_RATE = -0.9999, 10.0
_SCAN = 512


def discount_factors(rate: float, years: int) -> Floats:
    """1/(1+rate)^t for t = 0..years, shape (years + 1,); rate as a fraction > -1."""
    if not rate > -1:
        raise ValueError(f"a rate of {rate} cannot discount")
    return np.asarray((1.0 + rate) ** -np.arange(years + 1, dtype=np.float64))


def npv(rate: float, flows: ArrayLike) -> float:
    """Net present value of flows at t = 0..T (the first undiscounted), in the flows' unit."""
    series = _series(flows)
    return float(discount_factors(rate, series.size - 1) @ series)


def npv_end_of_period(rate: float, flows: ArrayLike) -> float:
    """Net present value of flows at t = 1..T, as spreadsheets count them."""
    return npv(rate, flows) / (1.0 + rate)


def total_cost_of_ownership(rate: float, costs: ArrayLike) -> float:
    """Present value of costs at t = 0..T, given as positive amounts."""
    return npv(rate, costs)


def annuity_factor(rate: float, years: int) -> float:
    """Present value of 1 paid at the end of each year; domain.md 4.3 P1."""
    if rate == 0:
        return float(years)
    # expm1/log1p keep the digits when the rate is tiny.
    return -math.expm1(-years * math.log1p(rate)) / rate


def capital_recovery_factor(rate: float, years: int) -> float:
    """The yearly payment that repays 1 within `years` (>= 1)."""
    return 1.0 / annuity_factor(rate, years)


def equivalent_annuity(rate: float, years: int, present_value: float) -> float:
    """The equal amount at the end of each of `years` (>= 1) that is worth `present_value`."""
    return present_value * capital_recovery_factor(rate, years)


def real_rate(nominal: float, inflation: float) -> float:
    """The exact rate in today's money (Fisher): (1 + nominal) / (1 + inflation) − 1."""
    return (1.0 + nominal) / (1.0 + inflation) - 1.0


def in_todays_money(flows: ArrayLike, inflation: float) -> Floats:
    """Flows at t = 0..T as paid, in prices of t = 0; worth the same at `real_rate`."""
    series = _series(flows)
    return series * discount_factors(inflation, series.size - 1)


@dataclass(frozen=True)
class RatesOfReturn:
    """All internal rates of return within (-1, 10], ascending; none and several are said."""

    roots: tuple[float, ...]

    @property
    def rate(self) -> float | None:
        """The internal rate of return where it is unique, else None."""
        return self.roots[0] if len(self.roots) == 1 else None

    @property
    def ambiguous(self) -> bool:
        return len(self.roots) > 1


def rates_of_return(flows: ArrayLike) -> RatesOfReturn:
    """Every rate in (-1, 10] at which the flows at t = 0..T are worth nothing.

    Candidates come from the roots of the polynomial in v = 1/(1+rate) and from sign changes on
    a grid; each is refined and kept only if it solves the equation. Flows of one sign have none.
    """
    series = _series(flows)
    if not (np.any(series > 0) and np.any(series < 0)):
        return RatesOfReturn(())
    found = sorted(_polynomial_roots(series) + _scanned_roots(series))
    rates = [1.0 / v - 1.0 for v in found]
    return RatesOfReturn(_distinct(sorted(r for r in rates if -1 < r <= HIGHEST_RATE + 1e-9)))


def _polynomial_roots(series: Floats) -> list[float]:
    roots = np.roots(series[::-1])
    lowest = 1.0 / (1.0 + HIGHEST_RATE)
    near = [
        float(root.real)
        for root in np.asarray(roots, dtype=np.complex128)
        if abs(root.imag) <= 1e-5 * abs(root) and root.real >= lowest * (1 - 1e-9)
    ]
    polished = (_polish(series, v) for v in near)
    return [v for v in polished if _solves(series, v)]


def _scanned_roots(series: Floats) -> list[float]:
    grid = 1.0 / np.geomspace(1 + LOWEST_RATE, 1 + HIGHEST_RATE, _SCAN)
    values = np.polynomial.polynomial.polyval(grid, series)
    return [
        _bisect(series, float(grid[i]), float(grid[i + 1]))
        for i in np.flatnonzero(values[:-1] * values[1:] < 0)
    ]


def _polish(series: Floats, v: float) -> float:
    slope = np.polynomial.polynomial.polyder(series)
    for _ in range(4):
        rise = float(np.polynomial.polynomial.polyval(v, slope))
        if rise == 0:
            break
        step = float(np.polynomial.polynomial.polyval(v, series)) / rise
        if abs(step) > 1e-3 * v:
            break
        v -= step
    return v


def _solves(series: Floats, v: float) -> bool:
    terms = series * v ** np.arange(series.size)
    return bool(abs(terms.sum()) <= 1e-9 * np.abs(terms).sum())


def _bisect(series: Floats, left: float, right: float) -> float:
    rising = float(np.polynomial.polynomial.polyval(right, series)) > 0
    for _ in range(200):
        middle = (left + right) / 2
        if middle in (left, right):
            break
        if (float(np.polynomial.polynomial.polyval(middle, series)) > 0) == rising:
            right = middle
        else:
            left = middle
    return (left + right) / 2


def _distinct(rates: Sequence[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for rate in rates:
        if not kept or rate - kept[-1] > 1e-6 * (1 + rate):
            kept.append(rate)
    return tuple(kept)


def modified_rate_of_return(flows: ArrayLike, finance_rate: float, reinvest_rate: float) -> float:
    """MIRR of flows at t = 0..T: deficits financed at one rate, surpluses reinvested at another.

    nan unless there are both deficits and surpluses.
    """
    series = _series(flows)
    surplus, deficit = np.maximum(series, 0.0), np.minimum(series, 0.0)
    if not (surplus.any() and deficit.any()):
        return math.nan
    periods = series.size - 1
    gained = npv(reinvest_rate, surplus) * (1.0 + reinvest_rate) ** periods
    return float((gained / -npv(finance_rate, deficit)) ** (1.0 / periods) - 1.0)


def payback(flows: ArrayLike) -> float:
    """Years until the sum of the flows at t = 0..T stays non-negative; inf if never.

    Interpolated within the year. Counting from the last deficit on, a later reinvestment
    that throws the sum below zero again is not overlooked.
    """
    series = _series(flows)
    balance = np.cumsum(series)
    deficits = np.flatnonzero(balance < 0)
    if deficits.size == 0:
        return 0.0
    last = int(deficits[-1])
    if last == series.size - 1:
        return math.inf
    return last - float(balance[last]) / float(series[last + 1])


def discounted_payback(rate: float, flows: ArrayLike) -> float:
    """`payback` of the discounted flows."""
    series = _series(flows)
    return payback(series * discount_factors(rate, series.size - 1))


def _series(flows: ArrayLike) -> Floats:
    series = np.asarray(flows, dtype=np.float64)
    if series.ndim != 1 or series.size == 0:
        raise ValueError("flows are one series of at least one amount")
    return series
