"""Lines with a common driver: exact distributions, unchanged mean, and the spread that follows."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, kstest, norm  # type: ignore[import-untyped]

from kihub_desktop.analysis.economics.assessment import assess
from kihub_desktop.analysis.economics.assumptions import assumptions
from kihub_desktop.analysis.economics.case import (
    BusinessCase,
    CashLine,
    Part,
    Side,
    ThreePoint,
)
from kihub_desktop.analysis.economics.copula import (
    FARTHEST,
    CoupledSource,
    coupled_lines,
    pert_score_table,
)
from kihub_desktop.analysis.economics.estimates import (
    PertSource,
    generator,
    pert_moments,
    pert_shape,
)
from kihub_desktop.analysis.economics.finance import discount_factors
from kihub_desktop.analysis.economics.result import EconomicsResult
from kihub_desktop.analysis.economics.simulation import (
    npv_moments,
    simulate,
    year_profile,
)
from kihub_desktop.analysis.economics.validation import Oddity, notices
from kihub_desktop.texts import render
from tests.unit.analysis.economics_cases import cases, estimates, tool_wear, usual_case

RHOS = st.sampled_from([0.0, 0.25, 0.5, 0.8, 1.0])


def coupled(case: BusinessCase, rho: float, driver: str = "Auslastung") -> BusinessCase:
    return replace(
        case, lines=tuple(replace(each, driver=driver, coupling=rho) for each in case.lines)
    )


def two_benefits(rho: float) -> BusinessCase:
    """Two alike benefits of one driver beside a certain cost; only years 1 to 1 count."""
    gains = (
        CashLine(name, name, Side.BENEFIT, 1, 1, ThreePoint(10, 15, 26), None, 0.0, "", "")
        for name in ("a", "b")
    )
    cost = CashLine("buy", "Kauf", Side.COST, 0, 0, ThreePoint.certain(5))
    return coupled(usual_case((*gains, cost), draws=100_000), rho)


@given(likely=st.floats(0.0, 1.0), score=st.floats(-5.0, 5.0))
def test_that_the_table_is_the_inverse_of_the_distribution(likely: float, score: float) -> None:
    alpha, tail = pert_shape(ThreePoint(0.0, likely, 1.0))
    table = pert_score_table(alpha, tail)
    grid = np.linspace(-FARTHEST, FARTHEST, table.size)
    found = float(np.interp(score, grid, table))
    exact = (
        beta.ppf(norm.cdf(score), alpha, tail)
        if score < 0
        else beta.isf(norm.sf(score), alpha, tail)
    )
    # The steps of the grid add what linear interpolation costs between them.
    assert found == pytest.approx(float(exact), abs=2e-6)
    assert np.all(np.diff(table) >= 0)


@settings(max_examples=30, deadline=None)
@given(estimate=estimates(), rho=RHOS, seed=st.integers(0, 2**32))
def test_that_a_coupled_line_keeps_its_distribution(
    estimate: ThreePoint, rho: float, seed: int
) -> None:
    if estimate.is_certain:
        return
    random = np.random.default_rng(seed)
    draws = CoupledSource(estimate, rho, random).draw(
        np.random.default_rng(seed + 1).standard_normal(20_000)
    )
    shares = (draws - estimate.low) / (estimate.high - estimate.low)
    distance = kstest(shares, beta(*pert_shape(estimate)).cdf).statistic
    # 2.7/√n is exceeded once in a million by a true sample.
    assert distance < 2.7 / math.sqrt(draws.size)
    assert draws.min() >= estimate.low
    assert draws.max() <= estimate.high * (1 + 1e-12)


@settings(max_examples=40, deadline=None)
@given(case=cases(), rho=RHOS)
def test_that_a_driver_leaves_the_mean_as_it_is(case: BusinessCase, rho: float) -> None:
    drawn = simulate(coupled(case, rho))
    exact = npv_moments(case).mean
    error = float(drawn.npv.std(ddof=1)) / math.sqrt(drawn.npv.size)
    # The quantity of a line and its price stay independent, so the mean is linear.
    assert float(drawn.npv.mean()) == pytest.approx(exact, abs=4.5 * error + 1e-6)


@pytest.mark.parametrize("rho", [0.25, 0.5, 0.8])
def test_that_the_scores_correlate_as_said(rho: float) -> None:
    case = two_benefits(rho)
    drawn = simulate(case)
    gained = drawn.npv - drawn.npv.mean()
    single = pert_moments(case.lines[0].quantity).variance / 1.08**2
    # Var(a + b) = 2·Var·(1 + r); for this shape r is the correlation of the scores within 0.02.
    found = float(gained @ gained) / gained.size / (2 * single) - 1
    assert found == pytest.approx(rho, abs=0.02)


def test_that_more_coupling_spreads_benefits_wider_and_hedges_costs() -> None:
    spreads = [float(simulate(two_benefits(rho)).npv.std()) for rho in (0.0, 0.25, 0.5, 0.8, 1.0)]
    assert spreads == sorted(spreads)
    assert spreads[-1] == pytest.approx(
        2 * math.sqrt(pert_moments(ThreePoint(10, 15, 26)).variance) / 1.08, rel=0.01
    )
    hedged = replace(
        two_benefits(0.8),
        lines=tuple(
            replace(line, side=Side.COST if line.id == "b" else line.side)
            for line in two_benefits(0.8).lines
        ),
    )
    assert float(simulate(hedged).npv.std()) < spreads[0]


@pytest.mark.parametrize("chunk", [1000, 4096, 100_000])
def test_that_neither_chunk_nor_order_of_entry_changes_a_coupled_draw(chunk: int) -> None:
    case = coupled(tool_wear(), 0.5)
    turned = replace(case, lines=case.lines[::-1])
    drawn, again = simulate(case), simulate(turned, chunk=chunk)
    assert np.array_equal(drawn.npv, again.npv)
    assert np.array_equal(drawn.flows, again.flows)


def test_that_lines_without_a_driver_are_drawn_as_ever_to_the_last_bit() -> None:
    case = tool_wear()
    lines = sorted(case.lines, key=lambda line: line.id)
    amounts = []
    for line in lines:
        values = PertSource(line.quantity, generator(case.seed, line.id, Part.QUANTITY)).draw(
            case.draws
        )
        if line.price is not None:
            values = values * PertSource(
                line.price, generator(case.seed, line.id, Part.PRICE)
            ).draw(case.draws)
        amounts.append(values)
    profiles = np.array([year_profile(case, line) for line in lines])
    worth = profiles @ discount_factors(case.discount_rate, case.horizon_years)
    assert np.array_equal(simulate(case, chunk=case.draws).npv, worth @ np.array(amounts))
    named = replace(case, lines=(replace(case.lines[0], driver="Auslastung"), *case.lines[1:]))
    assert np.array_equal(simulate(named).npv, simulate(case).npv)


def test_that_one_line_alone_has_no_common_driver_and_is_told() -> None:
    case = tool_wear()
    alone = replace(
        case, lines=(replace(case.lines[0], driver="Last", coupling=0.8), *case.lines[1:])
    )
    assert np.array_equal(simulate(alone).npv, simulate(case).npv)
    assert [each.oddity for each in notices(alone)] == [Oddity.DRIVER_ALONE]


def test_that_names_of_a_driver_differ_neither_by_case_nor_by_spaces() -> None:
    first, second = (replace(each, coupling=0.5) for each in two_benefits(0.5).lines[:2])
    lines = (
        replace(first, driver=" Auslastung  Linie 1"),
        replace(second, driver="auslastung linie 1"),
    )
    assert list(coupled_lines(lines)) == ["auslastung linie 1"]


def test_that_the_assumption_names_driver_lines_and_strength() -> None:
    case = coupled(tool_wear(), 0.5)
    said = [render(each) for each in assumptions(case)]
    assert "Auslastung" in said[0]
    assert "Vermiedene Stillstände (ρ = 0,5" in said[0]
    assert not any("unabhängig voneinander" in each for each in said)
    assert "unabhängig voneinander" in render(assumptions(tool_wear())[0])


def test_that_an_assessment_with_a_driver_keeps_the_exact_mean_beside_the_spread() -> None:
    result = assess(coupled(tool_wear(), 0.8), 1000.0)
    assert isinstance(result, EconomicsResult)
    scenario = result.without_grant
    assert scenario.npv_at_means == pytest.approx(npv_moments(tool_wear()).mean)
    assert abs(scenario.mean - scenario.npv_at_means) < 4 * scenario.standard_error
