"""What the assessment of a business case returns, per scenario and figure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kihub_desktop.analysis.economics.case import BusinessCase, MoneyFigures, Part
from kihub_desktop.analysis.economics.validation import Notice, Problem
from kihub_desktop.analysis.explanation import Node
from kihub_desktop.domain.phrases import Phrase, Value


class ScenarioKind(StrEnum):
    WITHOUT_GRANT = "without_grant"
    WITH_GRANT = "with_grant"


@dataclass(frozen=True)
class Histogram:
    """Counts of draws per bin; `edges` in EUR, one more than counts; 0 is an edge if inside."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class CashYear:
    """One year with all factors at their likely value, EUR; costs are positive amounts."""

    year: int
    benefits: float
    costs: float
    grant: float
    net: float
    discounted: float
    cumulative: float
    cumulative_discounted: float


@dataclass(frozen=True)
class FactorEffect:
    """What one factor does to the net present value, all other factors at their means.

    `low`, `high` are the factor's P10 and P90 in its own unit, `npv_at_low`, `npv_at_high` in
    EUR. `break_even` is the value at which the net present value is 0; None if no admissible
    value does that.
    """

    line_id: str
    part: Part
    label: Value
    unit: str
    mean: float
    low: float
    high: float
    npv_at_mean: float
    npv_at_low: float
    npv_at_high: float
    break_even: float | None

    @property
    def spread(self) -> float:
        return abs(self.npv_at_high - self.npv_at_low)

    @property
    def worst(self) -> float:
        """Change of the net present value in EUR at the unfavourable end (<= 0)."""
        return min(self.npv_at_low, self.npv_at_high) - self.npv_at_mean

    @property
    def best(self) -> float:
        """Change of the net present value in EUR at the favourable end (>= 0)."""
        return max(self.npv_at_low, self.npv_at_high) - self.npv_at_mean


@dataclass(frozen=True)
class ReturnRates:
    """Internal rate of return over all draws with at most one rate, as fractions.

    -inf: no rate, the money is lost; +inf: above 1000 %, or no money put in first; nan: hardly
    any draw has a single rate. `ambiguous` is the share of draws with several rates.
    """

    p10: float
    p50: float
    ambiguous: float


@dataclass(frozen=True)
class Paybacks:
    """Years until the money is back for good, inf if never within the horizon."""

    p50: float
    p90: float
    discounted_p50: float
    discounted_p90: float


@dataclass(frozen=True)
class Totals:
    """Sum of all likely flows, EUR: as they are paid, and in prices of year 0."""

    paid: float
    todays: float


@dataclass(frozen=True)
class PilotOutcome:
    """The case behind a pilot after which one goes on only if the net present value is > 0.

    `go_on` is the share of draws that go on; quantiles and means of the net present value in
    EUR, the pilot paid; `mean_without_stop` goes on in any case.
    """

    go_on: float
    gain: float
    p10: float
    p50: float
    p90: float
    mean: float
    mean_without_stop: float

    @property
    def worth_of_stopping(self) -> float:
        """What the right to stop is worth in the mean, EUR (>= 0)."""
        return self.mean - self.mean_without_stop


@dataclass(frozen=True)
class Scenario:
    """The result with or without grant; amounts in EUR.

    `mean` and `standard_error` are simulated, `npv_at_means` is the exact mean, `likely_npv`
    takes every factor at its likely value. `factors` come with the largest spread first.
    `annuity` is P50 spread evenly over the years, `modified_rate` the median MIRR (a fraction,
    both interests the discount rate).
    """

    kind: ScenarioKind
    figures: MoneyFigures
    mean: float
    standard_error: float
    npv_at_means: float
    likely_npv: float
    annuity: float
    rates: ReturnRates
    modified_rate: float
    totals: Totals
    paybacks: Paybacks
    histogram: Histogram
    years: tuple[CashYear, ...]
    factors: tuple[FactorEffect, ...]
    origin: Node

    @property
    def tornado(self) -> tuple[FactorEffect, ...]:
        """The factors that move the result at all."""
        return tuple(factor for factor in self.factors if factor.spread > 0)


@dataclass(frozen=True)
class EconomicsResult:
    """The assessment of a complete case; both scenarios come from the same draws.

    `cost_of_ownership` is the present value of all costs at their means, gross of grants, EUR.
    `pilot` puts a pilot, if there is one, before the preferred scenario.
    """

    case: BusinessCase
    notices: tuple[Notice, ...]
    assumptions: tuple[Phrase, ...]
    cost_of_ownership: float
    without_grant: Scenario
    with_grant: Scenario | None
    pilot: PilotOutcome | None = None

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        return (self.without_grant, *((self.with_grant,) if self.with_grant else ()))

    @property
    def preferred(self) -> Scenario:
        """With grant where there is one."""
        return self.with_grant or self.without_grant


@dataclass(frozen=True)
class Incomplete:
    """A case that cannot be calculated yet, with everything that is missing or wrong."""

    case: BusinessCase
    problems: tuple[Problem, ...]
    origin: Node
