"""From a business case to the figures that page, report and verdict show."""

from __future__ import annotations

import math

import numpy as np

from kihub_desktop.analysis.economics.assumptions import assumptions
from kihub_desktop.analysis.economics.case import BusinessCase, MoneyFigures, Side
from kihub_desktop.analysis.economics.finance import (
    Floats,
    discount_factors,
    equivalent_annuity,
    in_todays_money,
)
from kihub_desktop.analysis.economics.finance_rows import (
    discounted_payback_rows,
    modified_rates_rows,
    payback_rows,
    rates_of_return_rows,
)
from kihub_desktop.analysis.economics.origin import Derived, incomplete_origin, scenario_origin
from kihub_desktop.analysis.economics.pilot import pilot_outcome
from kihub_desktop.analysis.economics.result import (
    CashYear,
    EconomicsResult,
    Histogram,
    Incomplete,
    Paybacks,
    PilotOutcome,
    ReturnRates,
    Scenario,
    ScenarioKind,
    Totals,
)
from kihub_desktop.analysis.economics.sensitivity import factor_effects
from kihub_desktop.analysis.economics.simulation import (
    Progress,
    Simulation,
    counted_lines,
    mean_amount,
    npv_moments,
    present_value_factor,
    simulate,
    year_profile,
)
from kihub_desktop.analysis.economics.validation import notices, problems

_BINS = 40
_DRAWING_SHARE = 0.6


def assess(
    case: BusinessCase, least_stake: float, progress: Progress | None = None
) -> EconomicsResult | Incomplete:
    """Simulates the case and derives every figure, without and (if there is one) with grant.

    Needs at least one cost and one benefit line within the horizon; otherwise `Incomplete` says
    what is missing. The investment counts as `least_stake` in EUR at least (method.md 5).
    `progress` gets the share done and may raise to cancel.
    """
    found = problems(case)
    if found:
        return Incomplete(case, found, incomplete_origin(found))
    tell = progress or _nobody
    drawn = simulate(case, lambda share: tell(_DRAWING_SHARE * share))
    stake = max(float(np.median(drawn.entry_costs)), least_stake)
    without = _scenario(case, drawn, stake, with_grant=False)
    tell((1 + _DRAWING_SHARE) / 2)
    with_grant = _scenario(case, drawn, stake, with_grant=True) if case.grant else None
    tell(1.0)
    return EconomicsResult(
        case=case,
        notices=notices(case),
        assumptions=assumptions(case),
        cost_of_ownership=_cost_of_ownership(case),
        without_grant=without,
        with_grant=with_grant,
        pilot=_pilot(case, drawn),
    )


def _pilot(case: BusinessCase, drawn: Simulation) -> PilotOutcome | None:
    if case.pilot is None:
        return None
    factors = discount_factors(case.discount_rate, case.horizon_years)
    return pilot_outcome(drawn.npv + _grant_flows(case) @ factors, case.pilot, case.discount_rate)


def _nobody(share: float) -> None:
    """Stands in where nobody wants to know the progress."""


def _scenario(case: BusinessCase, drawn: Simulation, stake: float, *, with_grant: bool) -> Scenario:
    grant = _grant_flows(case) if with_grant else np.zeros(case.horizon_years + 1)
    factors = discount_factors(case.discount_rate, case.horizon_years)
    flows = drawn.flows + grant
    npv = drawn.npv + grant @ factors
    npv_at_means = npv_moments(case).mean + float(grant @ factors)
    paybacks = _paybacks(case.discount_rate, flows)
    figures = _figures(case, npv, stake, paybacks.discounted_p50)
    years = likely_years(case, grant)
    derived = Derived(
        equivalent_annuity(case.discount_rate, case.horizon_years, figures.p50),
        _modified_rate(case.discount_rate, flows),
    )
    return Scenario(
        kind=ScenarioKind.WITH_GRANT if with_grant else ScenarioKind.WITHOUT_GRANT,
        figures=figures,
        mean=float(npv.mean()),
        standard_error=float(npv.std(ddof=1) / math.sqrt(npv.size)),
        npv_at_means=npv_at_means,
        likely_npv=years[-1].cumulative_discounted,
        annuity=derived.annuity,
        rates=_rates(flows),
        modified_rate=derived.modified_rate,
        totals=_totals(case, years),
        paybacks=paybacks,
        histogram=histogram(npv),
        years=years,
        factors=factor_effects(case, npv_at_means),
        origin=scenario_origin(case, figures, npv_at_means, derived, with_grant),
    )


def _totals(case: BusinessCase, years: tuple[CashYear, ...]) -> Totals:
    net = [year.net for year in years]
    return Totals(sum(net), float(in_todays_money(net, case.inflation).sum()))


def _grant_flows(case: BusinessCase) -> Floats:
    flows = np.zeros(case.horizon_years + 1)
    if case.grant is not None:
        flows[case.grant.year] = case.grant.amount
    return flows


def _figures(case: BusinessCase, npv: Floats, stake: float, payback: float) -> MoneyFigures:
    p10, p50, p90 = (float(value) for value in np.quantile(npv, (0.1, 0.5, 0.9)))
    return MoneyFigures(
        p=float(np.mean(npv > 0)),
        p10=p10,
        p50=p50,
        p90=p90,
        payback=payback,
        horizon=case.horizon_years,
        investment=stake,
    )


def _paybacks(rate: float, flows: Floats) -> Paybacks:
    plain, discounted = payback_rows(flows), discounted_payback_rows(rate, flows)
    return Paybacks(
        _drawn_quantile(plain, 0.5),
        _drawn_quantile(plain, 0.9),
        _drawn_quantile(discounted, 0.5),
        _drawn_quantile(discounted, 0.9),
    )


def _rates(flows: Floats) -> ReturnRates:
    found = rates_of_return_rows(flows)
    single = found.rates[~np.isnan(found.rates)]
    share = found.ambiguous / len(found.rates)
    if single.size == 0 or share > 0.5:
        return ReturnRates(math.nan, math.nan, share)
    return ReturnRates(_drawn_quantile(single, 0.1), _drawn_quantile(single, 0.5), share)


def _modified_rate(rate: float, flows: Floats) -> float:
    found = modified_rates_rows(rate, flows)
    known = found[~np.isnan(found)]
    return _drawn_quantile(known, 0.5) if known.size else math.nan


def _drawn_quantile(values: Floats, share: float) -> float:
    """A quantile that is one of the values: interpolating towards infinity has no meaning."""
    return float(np.quantile(values, share, method="inverted_cdf"))


def histogram(values: Floats, bins: int = _BINS) -> Histogram:
    """At most `bins` + 1 equal bins of a round width whose edges are multiples of that width."""
    low, high = float(values.min()), float(values.max())
    width = _round_width(max((high - low) / bins, abs(high) * 1e-3, 1.0))
    first, last = math.floor(low / width), math.floor(high / width) + 1
    places = np.clip(np.floor(values / width).astype(np.int64), first, last - 1)
    counts = np.bincount(places - first, minlength=last - first)
    edges = tuple(float(index) * width for index in range(first, last + 1))
    return Histogram(edges, tuple(counts.tolist()))


def _round_width(least: float) -> float:
    magnitude: float = 10.0 ** math.floor(math.log10(least))
    steps = (magnitude * step for step in (1.0, 2.0, 2.5, 5.0))
    return next((step for step in steps if step >= least), 10 * magnitude)


def likely_years(case: BusinessCase, grant: Floats) -> tuple[CashYear, ...]:
    """The cash flow table with every factor at its likely value; `grant` (years + 1,) in EUR."""
    benefits, costs = np.zeros_like(grant), np.zeros_like(grant)
    for line in counted_lines(case):
        yearly = line.quantity.likely * (line.price.likely if line.price else 1.0)
        target = costs if line.side is Side.COST else benefits
        target += np.abs(year_profile(case, line)) * yearly
    net = benefits - costs + grant
    discounted = net * discount_factors(case.discount_rate, case.horizon_years)
    columns = (benefits, costs, grant, net, discounted, net.cumsum(), discounted.cumsum())
    return tuple(
        CashYear(year, *values)
        for year, values in enumerate(zip(*(c.tolist() for c in columns), strict=True))
    )


def _cost_of_ownership(case: BusinessCase) -> float:
    return -sum(
        present_value_factor(case, line) * mean_amount(line)
        for line in counted_lines(case)
        if line.side is Side.COST
    )
