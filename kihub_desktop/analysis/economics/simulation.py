"""Monte Carlo over a business case: every factor drawn, every year's flow, in bounded chunks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kihub_desktop.analysis.economics.case import BusinessCase, CashLine, Part, Side
from kihub_desktop.analysis.economics.copula import (
    CoupledSource,
    coupled_lines,
    driver_generator,
)
from kihub_desktop.analysis.economics.estimates import (
    Moments,
    PertSource,
    generator,
    pert_moments,
)
from kihub_desktop.analysis.economics.finance import Floats, discount_factors
from kihub_desktop.analysis.economics.validation import problems

# Told the share that is done (0..1) between chunks; it may raise to cancel.
Progress = Callable[[float], None]

CHUNK = 16_384
_ENTRY_YEARS = 2


@dataclass(frozen=True, eq=False)
class Simulation:
    """All draws of a case, gross of grants.

    `flows` (draws, years + 1) are the net flows in EUR, `npv` (draws,) their present values,
    `entry_costs` (draws,) the undiscounted costs of the years 0 and 1 as positive amounts.
    """

    flows: Floats
    npv: Floats
    entry_costs: Floats


def counted_lines(case: BusinessCase) -> tuple[CashLine, ...]:
    """The lines that reach into the horizon, by id: their order of entry changes nothing."""
    return tuple(sorted(filter(case.counts, case.lines), key=lambda line: line.id))


def year_profile(case: BusinessCase, line: CashLine) -> Floats:
    """Signed weight of the line's yearly amount per year, as it is paid; shape (years + 1,).

    Growth is included, and the inflation where amounts are in today's prices.
    """
    profile = np.zeros(case.horizon_years + 1)
    growth = 1.0 + line.growth_percent / 100.0
    for year in case.years_of(line):
        profile[year] = line.side.sign * growth ** (year - line.first_year)
    if case.todays_prices:
        profile *= (1.0 + case.inflation) ** np.arange(profile.size)
    return profile


def present_value_factor(case: BusinessCase, line: CashLine) -> float:
    """What 1 EUR of the line's yearly amount adds to the net present value (signed)."""
    factors = discount_factors(case.discount_rate, case.horizon_years)
    return float(year_profile(case, line) @ factors)


def mean_amount(line: CashLine) -> float:
    """Expected yearly amount in EUR; quantity and price are independent."""
    return _amount_moments(line).mean


def npv_moments(case: BusinessCase) -> Moments:
    """Exact mean and variance of the net present value without grant, in EUR and EUR^2.

    A common driver leaves the mean as it is; the variance is that of independent lines.
    """
    mean = variance = 0.0
    for line in counted_lines(case):
        amount, factor = _amount_moments(line), present_value_factor(case, line)
        mean += factor * amount.mean
        variance += factor**2 * amount.variance
    return Moments(mean, variance)


def _amount_moments(line: CashLine) -> Moments:
    quantity = pert_moments(line.quantity)
    if line.price is None:
        return quantity
    price = pert_moments(line.price)
    variance = (
        quantity.variance * price.variance
        + quantity.variance * price.mean**2
        + price.variance * quantity.mean**2
    )
    return Moments(quantity.mean * price.mean, variance)


def simulate(
    case: BusinessCase, progress: Progress | None = None, chunk: int = CHUNK
) -> Simulation:
    """Draws `case.draws` times; the same seed gives the same draws, whatever the chunk.

    Expects a case without problems (ValueError otherwise); errors of `progress` pass through.
    """
    if problems(case):
        raise ValueError("the business case is incomplete; see problems()")
    lines = counted_lines(case)
    profiles = np.array([year_profile(case, line) for line in lines])
    worth = profiles @ discount_factors(case.discount_rate, case.horizon_years)
    costly = np.array([line.side is Side.COST for line in lines])
    entry = -np.where(costly, profiles[:, :_ENTRY_YEARS].sum(axis=1), 0.0)
    drivers = {key: driver_generator(case.seed, key) for key in coupled_lines(lines)}
    sources = _sources(case.seed, lines)
    result = Simulation(
        np.empty((case.draws, case.horizon_years + 1)), np.empty(case.draws), np.empty(case.draws)
    )
    for start in range(0, case.draws, chunk):
        part = slice(start, min(start + chunk, case.draws))
        count = part.stop - part.start
        scores = {key: random.standard_normal(count) for key, random in drivers.items()}
        amounts = np.array([source.draw(count, scores) for source in sources])
        result.flows[part] = amounts.T @ profiles
        result.npv[part] = worth @ amounts
        result.entry_costs[part] = entry @ amounts
        if progress is not None:
            progress(part.stop / case.draws)
    return result


def _sources(seed: int, lines: Sequence[CashLine]) -> list[_AmountSource]:
    coupled = {line.id: key for key, members in coupled_lines(lines).items() for line in members}
    return [_AmountSource(seed, line, coupled.get(line.id)) for line in lines]


class _AmountSource:
    """Draws of a line's yearly amount: quantity times price, each with its own random source.

    The quantity follows the driver, if the line has one; without it nothing differs from before
    there were drivers, down to the last bit.
    """

    def __init__(self, seed: int, line: CashLine, driver: str | None) -> None:
        own = generator(seed, line.id, Part.QUANTITY)
        self._driver = driver
        self._coupled = CoupledSource(line.quantity, line.coupling, own) if driver else None
        self._factors = [
            PertSource(estimate, generator(seed, line.id, part))
            for part, estimate in line.estimates
        ]

    def draw(self, count: int, scores: Mapping[str, Floats]) -> Floats:
        if self._coupled is None or self._driver is None:
            values = self._factors[0].draw(count)
        else:
            values = self._coupled.draw(scores[self._driver])
        for factor in self._factors[1:]:
            values *= factor.draw(count)
        return values
