"""Annuity, MIRR, real and nominal money, and the pilot before the decision."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.analysis.economics.assessment import assess
from kihub_desktop.analysis.economics.assumptions import assumptions
from kihub_desktop.analysis.economics.case import BusinessCase, Pilot
from kihub_desktop.analysis.economics.finance import (
    equivalent_annuity,
    in_todays_money,
    modified_rate_of_return,
    npv,
    real_rate,
)
from kihub_desktop.analysis.economics.finance_rows import modified_rates_rows
from kihub_desktop.analysis.economics.pilot import pilot_outcome
from kihub_desktop.analysis.economics.result import EconomicsResult, Incomplete
from kihub_desktop.analysis.economics.simulation import npv_moments
from kihub_desktop.analysis.economics.validation import Reason
from kihub_desktop.texts import render
from tests.unit.analysis.economics_cases import GRANT, LEAST_STAKE, cases, tool_wear

FLOWS = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12)
CENTS = st.integers(-(10**7), 10**7).map(lambda cents: cents / 100)
RATES = st.floats(0.0, 0.5)
INFLATIONS = st.floats(-0.1, 0.5)


def assessed(case: BusinessCase) -> EconomicsResult:
    result = assess(case, LEAST_STAKE)
    assert isinstance(result, EconomicsResult)
    return result


@given(value=st.floats(-1e6, 1e6), rate=st.floats(0.001, 0.5), years=st.integers(1, 30))
def test_that_the_annuity_is_the_payment_of_the_oracle(
    value: float, rate: float, years: int
) -> None:
    expected = -float(numpy_financial.pmt(rate, years, value))
    assert equivalent_annuity(rate, years, value) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    spread = npv(rate, [0.0, *[equivalent_annuity(rate, years, value)] * years])
    assert spread == pytest.approx(value, rel=1e-9, abs=1e-6)


def test_that_the_annuity_of_the_worked_example_is_right() -> None:
    assert equivalent_annuity(0.08, 5, 1.0) == pytest.approx(0.250456, abs=5e-7)
    assert equivalent_annuity(0.0, 4, 100.0) == 25.0
    scenario = assessed(tool_wear()).without_grant
    assert scenario.annuity == pytest.approx(scenario.figures.p50 * 0.2504565)


@given(flows=FLOWS, rate=RATES, inflation=INFLATIONS)
def test_that_real_money_at_the_real_rate_is_worth_the_same(
    flows: list[float], rate: float, inflation: float
) -> None:
    nominal = npv(rate, flows)
    real = npv(real_rate(rate, inflation), in_todays_money(flows, inflation))
    size = float(np.abs(flows).sum())
    assert real == pytest.approx(nominal, abs=1e-9 * size + 1e-9)


def test_that_the_real_rate_is_exact_and_no_difference() -> None:
    assert real_rate(0.08, 0.02) == pytest.approx(0.0588235294117647)
    assert real_rate(0.05, 0.05) == 0.0


@given(case=cases(), inflation=INFLATIONS)
def test_that_todays_prices_are_the_case_at_the_real_rate(
    case: BusinessCase, inflation: float
) -> None:
    priced = replace(case, inflation=inflation, todays_prices=True)
    at_real_rate = replace(case, discount_rate=real_rate(case.discount_rate, inflation))
    expected = npv_moments(at_real_rate).mean
    assert npv_moments(priced).mean == pytest.approx(expected, rel=1e-9, abs=1e-3)
    assert npv_moments(replace(case, inflation=inflation)).mean == npv_moments(case).mean


def test_that_the_totals_say_the_money_as_paid_and_in_todays_prices() -> None:
    plain, priced = (
        assessed(replace(tool_wear(), inflation=0.02, todays_prices=todays)).without_grant
        for todays in (False, True)
    )
    assert plain.totals.paid == pytest.approx(plain.years[-1].cumulative)
    assert plain.totals.todays < plain.totals.paid
    # In today's prices the lines are worth again what was typed.
    assert priced.totals.todays == pytest.approx(plain.totals.paid)
    assert assessed(tool_wear()).without_grant.totals.todays == plain.totals.paid


@given(
    rows=st.lists(st.lists(CENTS, min_size=4, max_size=4), min_size=1, max_size=5),
    rate=RATES,
)
def test_that_the_rate_per_row_is_the_rate_of_each(rows: list[list[float]], rate: float) -> None:
    found = modified_rates_rows(rate, np.array(rows))
    for row, value in zip(rows, found, strict=True):
        single = modified_rate_of_return(row, rate, rate)
        if not math.isnan(single):
            assert value == pytest.approx(single, rel=1e-9, abs=1e-9)


def test_that_the_modified_rate_agrees_with_the_oracle() -> None:
    flows = [-100.0, 39.0, 59.0, 55.0, 20.0]
    expected = numpy_financial.mirr(flows, 0.08, 0.08)
    found = modified_rates_rows(0.08, np.array([flows, [-1.0, 0, 0, 0, 0], [1.0, 0, 0, 0, 0]]))
    assert found.tolist() == [pytest.approx(float(expected)), -1.0, math.inf]


def test_that_a_pilot_is_paid_first_and_ends_what_does_not_pay() -> None:
    npv_draws = np.array([-300.0, -100.0, 100.0, 500.0])
    found = pilot_outcome(npv_draws, Pilot(10.0, 12), 0.25)
    assert found.go_on == 0.5
    assert found.gain == 0.5
    assert found.mean == pytest.approx((0 + 0 + 80 + 400) / 4 - 10)
    assert found.mean_without_stop == pytest.approx(50 / 1.25 - 10)
    assert found.worth_of_stopping == pytest.approx(80.0)
    assert found.p10 == pytest.approx(-10.0)


@given(
    draws=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50),
    cost=st.floats(1, 1e5),
    months=st.integers(0, 36),
    rate=RATES,
)
def test_that_more_than_the_pilot_is_never_lost_and_stopping_never_hurts(
    draws: list[float], cost: float, months: int, rate: float
) -> None:
    found = pilot_outcome(np.array(draws), Pilot(cost, months), rate)
    assert found.p10 >= -cost - 1e-9
    assert found.worth_of_stopping >= -1e-6
    assert found.gain <= found.go_on
    dearer = pilot_outcome(np.array(draws), Pilot(cost + 1, months), rate)
    assert dearer.mean < found.mean
    assert dearer.p90 <= found.p90


def test_that_the_pilot_stands_before_the_scenario_with_the_grant() -> None:
    case = replace(tool_wear(grant=GRANT), pilot=Pilot(8_000, 6))
    result = assessed(case)
    assert result.pilot is not None
    assert result.pilot.go_on == result.preferred.figures.p
    assert any("8.000" in render(each) for each in assumptions(case))
    assert assessed(tool_wear()).pilot is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"inflation": 0.51}, Reason.INFLATION_OUTSIDE),
        ({"inflation": math.nan}, Reason.INFLATION_OUTSIDE),
        ({"pilot": Pilot(0.0, 3)}, Reason.PILOT_OUTSIDE),
        ({"pilot": Pilot(100.0, 37)}, Reason.PILOT_OUTSIDE),
    ],
)
def test_that_an_impossible_frame_is_told(changes: dict[str, object], reason: Reason) -> None:
    found = assess(replace(tool_wear(), **changes), LEAST_STAKE)  # type: ignore[arg-type]
    assert isinstance(found, Incomplete)
    assert [each.reason for each in found.problems] == [reason]
    assert render(found.origin.children[0].label)
