"""Finance kernels against published figures, numpy-financial and their own definitions."""

import math

import numpy as np
import numpy_financial
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kihub_desktop.analysis.economics.case import Part, ThreePoint
from kihub_desktop.analysis.economics.estimates import (
    PertSource,
    generator,
    pert_moments,
    pert_quantiles,
    pert_shape,
    triangular_moments,
)
from kihub_desktop.analysis.economics.finance import (
    annuity_factor,
    capital_recovery_factor,
    discounted_payback,
    modified_rate_of_return,
    npv,
    npv_end_of_period,
    payback,
    rates_of_return,
    total_cost_of_ownership,
)
from kihub_desktop.analysis.economics.finance_rows import (
    discounted_payback_rows,
    npv_rows,
    payback_rows,
    rates_of_return_rows,
)

N2 = [-40000.0, 5000.0, 8000.0, 12000.0, 30000.0]
amounts = st.integers(-100_000, 100_000).map(float)
series = st.lists(amounts, min_size=2, max_size=9)
rates = st.floats(0.0, 0.6)


def test_that_the_spreadsheet_example_has_its_present_value() -> None:
    assert npv_end_of_period(0.10, [-10000, 3000, 4200, 6800]) == pytest.approx(1188.44, abs=0.005)


def test_that_the_textbook_case_has_its_value_and_paybacks() -> None:
    assert npv(0.08, N2) == pytest.approx(3065.2227, abs=5e-5)
    assert payback(N2) == 3.5
    assert discounted_payback(0.08, N2) == pytest.approx(3.861, abs=5e-4)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-70000, 12000, 15000, 18000, 21000], -0.0212),
        ([-70000, 12000, 15000, 18000, 21000, 26000], 0.08663),
        ([-100, 39, 59, 55, 20], 0.28095),
        ([-150000, 15000, 25000, 35000, 45000, 60000], 0.05243),
        ([-100, 0, 0, 74], -0.0955),
    ],
)
def test_that_published_rates_of_return_are_found(flows: list[float], rate: float) -> None:
    assert rates_of_return(flows).rate == pytest.approx(rate, abs=6e-5)
    row = rates_of_return_rows(np.array([flows], dtype=float))
    assert row.rates[0] == pytest.approx(rate, abs=6e-5)


@pytest.mark.parametrize(
    ("flows", "one_of_them"), [([-100, 100, 0, -7], -0.0833), ([-5, 10.5, 1, -8, 1], 0.0886)]
)
def test_that_several_rates_of_return_are_said(flows: list[float], one_of_them: float) -> None:
    found = rates_of_return(flows)
    assert found.ambiguous
    assert found.rate is None
    assert any(root == pytest.approx(one_of_them, abs=6e-5) for root in found.roots)
    for root in found.roots:
        assert npv(root, flows) == pytest.approx(0, abs=1e-6)
    rows = rates_of_return_rows(np.array([flows], dtype=float))
    assert rows.ambiguous == 1
    assert math.isnan(rows.rates[0])


@pytest.mark.parametrize("flows", [[100.0, 20.0], [-100.0, -20.0], [-100.0, 20.0, -90.0], [0.0]])
def test_that_no_rate_of_return_is_said(flows: list[float]) -> None:
    assert rates_of_return(flows).roots == ()


def test_that_rows_without_a_rate_tell_gain_from_loss() -> None:
    rows = rates_of_return_rows(np.array([[100.0, 20.0], [-100.0, -20.0], [-1.0, 500.0]]))
    assert rows.rates.tolist() == [math.inf, -math.inf, math.inf]
    assert rows.ambiguous == 0


def test_that_a_double_root_counts_once() -> None:
    # (1 - 1.1 v)^2 touches zero at 10 % without changing its sign.
    assert rates_of_return([1.0, -2.2, 1.21]).roots == pytest.approx([0.1], abs=1e-6)


def test_that_annuity_factors_match_the_closed_form() -> None:
    assert annuity_factor(0.08, 5) == pytest.approx(3.99271, abs=5e-6)
    assert capital_recovery_factor(0.08, 5) == pytest.approx(0.250456, abs=5e-7)
    assert annuity_factor(0.0, 5) == 5
    assert annuity_factor(1e-12, 5) == pytest.approx(5, abs=1e-9)


def test_that_cost_of_ownership_is_the_present_value_of_all_costs() -> None:
    assert total_cost_of_ownership(0.08, [1000, *[100] * 5]) == pytest.approx(1399.271, abs=1e-3)


def test_that_payback_is_never_where_money_does_not_return() -> None:
    assert payback([-10, 2, 3]) == math.inf
    assert payback([5, -2]) == 0
    assert discounted_payback(0.5, [-10, 11]) == math.inf


def test_that_payback_waits_for_the_last_deficit() -> None:
    assert payback([-10, 15, -20, 30]) == pytest.approx(2.5)


def test_that_an_impossible_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="discount"):
        npv(-1.0, [1, 2])
    with pytest.raises(ValueError, match="series"):
        npv(0.1, [])


def test_that_triangular_and_pert_moments_match_the_closed_form() -> None:
    estimate = ThreePoint(10, 15, 26)
    triangular, pert = triangular_moments(estimate), pert_moments(estimate)
    assert triangular.mean == 17
    assert triangular.variance == pytest.approx(11.16667, abs=5e-6)
    assert triangular.deviation == pytest.approx(3.34166, abs=5e-6)
    assert pert.mean == 16
    assert pert.variance == pytest.approx(8.571429, abs=5e-7)
    assert pert_shape(estimate) == (2.25, 3.75)
    assert pert_moments(ThreePoint(26, 15, 10)) == pert


def test_that_a_certain_value_has_no_spread() -> None:
    assert pert_moments(ThreePoint.certain(0.1)).mean == 0.1
    assert pert_moments(ThreePoint.certain(0.1)).variance == 0
    assert pert_quantiles(ThreePoint.certain(7), (0.1, 0.9)) == (7, 7)
    with pytest.raises(ValueError, match="shape"):
        pert_shape(ThreePoint.certain(7))


def test_that_pert_quantiles_match_the_closed_form_at_the_edge() -> None:
    # With likely = low the distribution is Beta(1, 5), whose quantile is elementary.
    found = pert_quantiles(ThreePoint(0, 0, 1), (0.1, 0.5, 0.9))
    assert found == pytest.approx([1 - (1 - u) ** 0.2 for u in (0.1, 0.5, 0.9)], abs=1e-5)


def test_that_draws_follow_quantiles_and_moments() -> None:
    estimate = ThreePoint(10, 15, 26)
    drawn = PertSource(estimate, generator(1, "a", Part.QUANTITY)).draw(200_000)
    assert np.quantile(drawn, [0.1, 0.9]) == pytest.approx(
        pert_quantiles(estimate, (0.1, 0.9)), abs=0.03
    )
    assert drawn.var() == pytest.approx(pert_moments(estimate).variance, rel=0.02)


@given(series, rates)
def test_that_npv_and_mirr_agree_with_numpy_financial(flows: list[float], rate: float) -> None:
    assert npv(rate, flows) == pytest.approx(numpy_financial.npv(rate, flows), abs=1e-6)
    theirs = numpy_financial.mirr(flows, rate, 0.5 * rate)
    ours = modified_rate_of_return(flows, rate, 0.5 * rate)
    assert ours == pytest.approx(theirs, nan_ok=True, abs=1e-9)


@given(st.integers(1, 100_000), st.lists(st.integers(0, 90_000), min_size=1, max_size=8))
def test_that_ordinary_investments_agree_with_numpy_financial(
    outlay: int, returns: list[int]
) -> None:
    flows = np.array([-outlay, *returns], dtype=float)
    theirs = numpy_financial.irr(flows)
    ours = rates_of_return(flows)
    assume(not math.isnan(theirs) and -0.99 < theirs < 9.9)
    assert ours.rate == pytest.approx(theirs, abs=1e-7)
    assert rates_of_return_rows(flows[None, :]).rates[0] == pytest.approx(theirs, abs=1e-7)


@given(series)
def test_that_every_rate_of_return_solves_its_equation(flows: list[float]) -> None:
    for root in rates_of_return(flows).roots:
        v = 1 / (1 + root)
        scale = sum(abs(flow) * v**t for t, flow in enumerate(flows))
        assert abs(npv(root, flows)) <= 1e-6 * scale


@given(series)
def test_that_no_rate_of_return_is_missed_between_changes_of_sign(flows: list[float]) -> None:
    grid = np.linspace(-0.9, 10, 300)
    values = np.array([npv(rate, flows) for rate in grid])
    changes = np.flatnonzero(values[:-1] * values[1:] < 0)
    roots = rates_of_return(flows).roots
    for index in changes:
        assert any(grid[index] <= root <= grid[index + 1] for root in roots)


@given(st.lists(st.tuples(*[amounts] * 5), min_size=1, max_size=20), rates)
def test_that_rows_agree_with_single_series(rows: list[tuple[float, ...]], rate: float) -> None:
    flows = np.array(rows)
    assert npv_rows(rate, flows) == pytest.approx([npv(rate, row) for row in rows], abs=1e-6)
    assert payback_rows(flows).tolist() == [payback(row) for row in rows]
    assert discounted_payback_rows(rate, flows) == pytest.approx(
        [discounted_payback(rate, row) for row in rows], abs=1e-9
    )


@given(st.lists(st.tuples(*[amounts] * 5), min_size=1, max_size=20))
def test_that_a_unique_rate_of_a_row_is_among_the_roots(rows: list[tuple[float, ...]]) -> None:
    found = rates_of_return_rows(np.array(rows)).rates
    for row, rate in zip(rows, found.tolist(), strict=True):
        roots = rates_of_return(row).roots
        if math.isfinite(rate):
            assert min(abs(rate - root) for root in roots) < 1e-6 * (1 + abs(rate))


@given(series, series, st.floats(-10, 10), rates)
def test_that_npv_is_linear(a: list[float], b: list[float], k: float, rate: float) -> None:
    length = min(len(a), len(b))
    one, two = np.array(a[:length]), np.array(b[:length])
    expected = npv(rate, one) + k * npv(rate, two)
    assert npv(rate, one + k * two) == pytest.approx(expected, abs=1e-4)
