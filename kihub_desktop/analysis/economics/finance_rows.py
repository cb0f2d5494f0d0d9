"""The finance kernels over many simulated series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.economics.finance import HIGHEST_RATE, Floats, discount_factors

_LOWEST = -0.999
_COARSE, _FINE = 40, 640
_NEWTON, _TOLERANCE = 12, 1e-10
_CHUNK = 16_384


@dataclass(frozen=True)
class RowRates:
    """Internal rate per row, shape (rows,).

    -inf: worth less than nothing at every rate; +inf: worth more than nothing at every rate
    up to 1000 %; nan: several rates, counted in `ambiguous`.
    """

    rates: Floats
    ambiguous: int


def npv_rows(rate: float, flows: Floats) -> Floats:
    """NPV per row; flows of shape (rows, years + 1) at t = 0..years."""
    return np.asarray(flows @ discount_factors(rate, flows.shape[1] - 1))


def payback_rows(flows: Floats) -> Floats:
    """Years until the running sum stays non-negative, interpolated; inf if never. Shape (rows,)."""
    balance = np.cumsum(flows, axis=1)
    years = flows.shape[1]
    negative = balance < 0
    last = years - 1 - np.argmax(negative[:, ::-1], axis=1)
    has_deficit = negative.any(axis=1)
    result = np.where(has_deficit, np.inf, 0.0)
    rows = np.flatnonzero(has_deficit & (last < years - 1))
    turn = last[rows]
    result[rows] = turn - balance[rows, turn] / flows[rows, turn + 1]
    return result


def discounted_payback_rows(rate: float, flows: Floats) -> Floats:
    """`payback_rows` of the discounted flows."""
    return payback_rows(flows * discount_factors(rate, flows.shape[1] - 1))


def modified_rates_rows(rate: float, flows: Floats) -> Floats:
    """MIRR per row, deficits financed and surpluses reinvested at `rate`; shape (rows,).

    −1 without any surplus, +inf without any deficit, nan where a row is empty.
    """
    periods = flows.shape[1] - 1
    surplus = npv_rows(rate, np.maximum(flows, 0.0)) * (1.0 + rate) ** periods
    deficit = -npv_rows(rate, np.minimum(flows, 0.0))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.asarray((surplus / deficit) ** (1.0 / periods) - 1.0)


def rates_of_return_rows(flows: Floats) -> RowRates:
    """Internal rate of return per row of flows (rows, years + 1), searched in [-99.9 %, 1000 %].

    Flows that change sign at most once have at most one rate (Descartes), so a coarse grid
    brackets it; for the others a fine grid tells rates that lie 1.5 % of 1 + rate apart. Newton
    steps kept inside the bracket refine, bisection finishes what has not converged.
    """
    rates = np.empty(len(flows))
    for start in range(0, len(flows), _CHUNK):
        part = slice(start, start + _CHUNK)
        rates[part] = _solve_chunk(flows[part])
    return RowRates(rates, int(np.isnan(rates).sum()))


def _solve_chunk(flows: Floats) -> Floats:
    several = _sign_changes(flows) > 1
    rates = np.empty(len(flows))
    rates[~several] = _solve(flows[~several], _COARSE)
    rates[several] = _solve(flows[several], _FINE)
    return rates


def _sign_changes(flows: Floats) -> NDArray[np.int64]:
    """How often the sign changes along each row, zeros left out."""
    changes = np.zeros(len(flows), dtype=np.int64)
    sign = np.zeros(len(flows))
    for flow in flows.T:
        now = np.sign(flow)
        changes += now * sign < 0
        sign = np.where(now == 0, sign, now)
    return changes


def _solve(flows: Floats, points: int) -> Floats:
    grid = 1.0 / np.geomspace(1 + HIGHEST_RATE, 1 + _LOWEST, points)
    exponents = np.arange(flows.shape[1])
    positive = flows @ (grid[:, None] ** exponents).T > 0
    crossings = positive[:, :-1] != positive[:, 1:]
    count = crossings.sum(axis=1)
    rates = np.where(positive[:, 0], np.inf, -np.inf)
    rates[~flows.any(axis=1)] = np.nan
    rates[count > 1] = np.nan
    rows = np.flatnonzero(count == 1)
    if rows.size:
        left = np.argmax(crossings[rows], axis=1)
        v = _refine(np.ascontiguousarray(flows[rows].T), grid[left], grid[left + 1])
        rates[rows] = 1.0 / v - 1.0
    return rates


def _refine(series: Floats, left: Floats, right: Floats) -> Floats:
    """Root in v = 1/(1+rate) per column of `series` (years + 1, rows), bracketed by the ends."""
    rising = _value(series, right)[0] > 0
    v = (left + right) / 2
    for _ in range(_NEWTON):
        value, slope = _value(series, v)
        above = (value > 0) == rising
        right, left = np.where(above, v, right), np.where(above, left, v)
        with np.errstate(divide="ignore", invalid="ignore"):
            proposal = v - value / slope
        inside = (proposal > left) & (proposal < right)
        proposal = np.where(inside, proposal, (left + right) / 2)
        moved = np.abs(proposal - v)
        v = proposal
        if not np.any(moved > _TOLERANCE * v):
            return v
    return _bisect(series, left, right, rising)


def _bisect(series: Floats, left: Floats, right: Floats, rising: NDArray[np.bool_]) -> Floats:
    for _ in range(60):
        middle = (left + right) / 2
        above = (_value(series, middle)[0] > 0) == rising
        right, left = np.where(above, middle, right), np.where(above, left, middle)
    return np.asarray((left + right) / 2)


def _value(series: Floats, v: Floats) -> tuple[Floats, Floats]:
    """Horner: the polynomial and its slope at v, per column."""
    value = series[-1].copy()
    slope = np.zeros_like(value)
    for coefficient in series[-2::-1]:
        slope = slope * v + value
        value = value * v + coefficient
    return value, slope
