"""The assessment of a business case: simulation, scenarios, sensitivity, origin."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy_financial
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.economics.assessment import assess, histogram
from kihub_desktop.analysis.economics.case import (
    BusinessCase,
    CashLine,
    Grant,
    Part,
    Side,
    ThreePoint,
)
from kihub_desktop.analysis.economics.result import EconomicsResult, Incomplete, ScenarioKind
from kihub_desktop.analysis.economics.simulation import npv_moments, simulate
from kihub_desktop.analysis.explanation import NodeKind
from kihub_desktop.texts import render
from tests.unit.analysis.economics_cases import (
    GRANT,
    LEAST_STAKE,
    TOOL_WEAR,
    cases,
    tool_wear,
    usual_case,
)


def assessed(case: BusinessCase) -> EconomicsResult:
    result = assess(case, LEAST_STAKE)
    assert isinstance(result, EconomicsResult)
    return result


def certain_case(**changes: object) -> BusinessCase:
    """N2 of domain.md 4.3 as cash lines without spread."""
    returns = (5000.0, 8000.0, 12000.0, 30000.0)
    lines = [CashLine("buy", "Kauf", Side.COST, 0, 0, ThreePoint.certain(40000))]
    lines += [
        CashLine(f"gain{year}", "Ertrag", Side.BENEFIT, year, year, ThreePoint.certain(amount))
        for year, amount in enumerate(returns, start=1)
    ]
    return replace(usual_case(tuple(lines), horizon_years=4, draws=10_000), **changes)  # type: ignore[arg-type]


def test_that_a_case_without_spread_gives_the_textbook_figures() -> None:
    scenario = assessed(certain_case()).without_grant
    figures = scenario.figures
    assert (figures.p10, figures.p50, figures.p90) == pytest.approx([3065.2227] * 3, abs=5e-5)
    assert figures.p == 1
    assert figures.payback == pytest.approx(3.861, abs=5e-4)
    assert scenario.paybacks.p90 == pytest.approx(3.5)
    assert figures.investment == 40000
    assert scenario.likely_npv == pytest.approx(scenario.npv_at_means, abs=1e-6)
    assert scenario.standard_error == pytest.approx(0, abs=1e-6)
    expected = numpy_financial.irr([-40000, 5000, 8000, 12000, 30000])
    assert scenario.rates.p50 == pytest.approx(expected, abs=1e-9)
    assert scenario.tornado == ()
    assert sum(scenario.histogram.counts) == 10_000


def test_that_the_grant_is_a_second_scenario_of_the_same_draws() -> None:
    result = assessed(tool_wear(grant=GRANT))
    without, granted = result.without_grant, result.with_grant
    assert granted is not None
    assert result.preferred is granted
    assert (without.kind, granted.kind) == (ScenarioKind.WITHOUT_GRANT, ScenarioKind.WITH_GRANT)
    gain = 38_000 / 1.08
    assert granted.figures.p10 - without.figures.p10 == pytest.approx(gain)
    assert granted.npv_at_means - without.npv_at_means == pytest.approx(gain)
    assert granted.figures.investment == without.figures.investment
    assert granted.figures.payback < without.figures.payback
    assert granted.figures.p >= without.figures.p
    assert granted.years[1].grant == 38_000


def test_that_without_a_grant_there_is_one_scenario() -> None:
    result = assessed(tool_wear())
    assert result.with_grant is None
    assert result.scenarios == (result.without_grant,)


def test_that_the_investment_is_gross_and_never_below_a_thousand_euro() -> None:
    small = replace(
        certain_case(),
        lines=(
            CashLine("licence", "Lizenz", Side.COST, 1, 3, ThreePoint.certain(300)),
            CashLine("gain", "Nutzen", Side.BENEFIT, 1, 3, ThreePoint.certain(500)),
        ),
    )
    scenario = assessed(small).without_grant
    assert scenario.figures.investment == 1000
    assert scenario.figures.payback == 0
    assert scenario.rates.p50 == math.inf


def test_that_a_lost_investment_has_neither_payback_nor_rate() -> None:
    lost = replace(
        certain_case(),
        lines=(
            CashLine("buy", "Kauf", Side.COST, 0, 0, ThreePoint.certain(40000)),
            CashLine("run", "Betrieb", Side.COST, 1, 4, ThreePoint.certain(900)),
            CashLine("gain", "Nutzen", Side.BENEFIT, 1, 4, ThreePoint.certain(500)),
        ),
    )
    scenario = assessed(lost).without_grant
    assert scenario.figures.p == 0
    assert scenario.figures.payback == math.inf
    assert scenario.rates.p50 == -math.inf
    assert scenario.figures.investment == 40900


def test_that_several_rates_are_told() -> None:
    # -100, +230, -132 is worth nothing at 10 % and at 20 %.
    twice = replace(
        certain_case(),
        lines=(
            CashLine("buy", "Kauf", Side.COST, 0, 0, ThreePoint.certain(10000)),
            CashLine("gain", "Nutzen", Side.BENEFIT, 1, 1, ThreePoint.certain(23000)),
            CashLine("leave", "Rückbau", Side.COST, 2, 2, ThreePoint.certain(13200)),
        ),
    )
    rates = assessed(twice).without_grant.rates
    assert rates.ambiguous == 1
    assert math.isnan(rates.p50)


def test_that_growth_starts_in_the_second_year_of_a_line() -> None:
    line = CashLine("run", "Betrieb", Side.COST, 2, 4, ThreePoint.certain(100), growth_percent=10)
    gain = CashLine("gain", "Nutzen", Side.BENEFIT, 1, 1, ThreePoint.certain(1))
    years = assessed(usual_case((line, gain), draws=10_000)).without_grant.years
    assert [round(year.costs, 6) for year in years] == [0, 0, 100, 110, 121, 0]


def test_that_years_beyond_the_horizon_are_cut() -> None:
    years = assessed(replace(tool_wear(), horizon_years=2)).without_grant.years
    assert [year.year for year in years] == [0, 1, 2]
    assert years[-1].benefits == 22 * 2600


def test_that_the_tornado_moves_one_factor_and_is_sorted() -> None:
    scenario = assessed(tool_wear()).without_grant
    spreads = [factor.spread for factor in scenario.tornado]
    assert spreads == sorted(spreads, reverse=True)
    top = scenario.tornado[0]
    assert (top.line_id, top.part) == ("stops", Part.QUANTITY)
    assert top.npv_at_low < scenario.npv_at_means < top.npv_at_high
    cost = next(factor for factor in scenario.tornado if factor.line_id == "edge")
    assert cost.npv_at_high < scenario.npv_at_means < cost.npv_at_low
    assert cost.worst < 0 < cost.best


def test_that_at_its_break_even_a_factor_leaves_nothing() -> None:
    case = tool_wear()
    for factor in assessed(case).without_grant.factors:
        assert factor.break_even is not None
        fixed = ThreePoint.certain(factor.break_even)
        lines = tuple(
            _with_estimate(line, factor.part, fixed) if line.id == factor.line_id else line
            for line in case.lines
        )
        assert npv_moments(replace(case, lines=lines)).mean == pytest.approx(0, abs=1e-4)


def _with_estimate(line: CashLine, part: Part, estimate: ThreePoint) -> CashLine:
    if part is Part.PRICE:
        return replace(line, price=estimate)
    return replace(line, quantity=estimate)


def test_that_a_hopeless_cost_has_no_break_even() -> None:
    lines = (
        CashLine("buy", "Kauf", Side.COST, 0, 0, ThreePoint.certain(100)),
        CashLine("run", "Betrieb", Side.COST, 1, 1, ThreePoint.certain(50_000)),
        CashLine("gain", "Nutzen", Side.BENEFIT, 1, 1, ThreePoint.certain(10)),
    )
    factors = {f.line_id: f for f in assessed(usual_case(lines)).without_grant.factors}
    assert factors["buy"].break_even is None
    assert factors["gain"].break_even == pytest.approx(50_108)


def test_that_the_origin_sums_to_the_mean_and_ends_at_the_lines() -> None:
    result = assessed(tool_wear(grant=GRANT))
    for scenario in result.scenarios:
        nodes = {node.id: node for node in scenario.origin.walk()}
        assert len(nodes) == len(list(scenario.origin.walk()))
        parts = nodes["economics.npv"].children
        assert sum(node.contribution or 0 for node in parts) == pytest.approx(scenario.npv_at_means)
        leaves = [node for node in nodes.values() if not node.children]
        known = {line.id for line in TOOL_WEAR} | {GRANT.id}
        assert all(node.kind is NodeKind.MONEY and node.answer in known for node in leaves)
    assert "economics.npv.grant" not in {n.id for n in result.without_grant.origin.walk()}


def test_that_every_sentence_of_the_origin_can_be_worded() -> None:
    result = assessed(tool_wear(grant=GRANT))
    shown = {node.id: node for node in result.preferred.origin.walk()}
    assert render(shown["economics.npv.stops"].text or "") == (
        "21,7\xa0Fälle/Jahr × 2.616,67\xa0€ × Barwertfaktor 3,993"
    )
    for node in shown.values():
        assert render(node.label)
        assert node.text is None or "{" not in render(node.text)


def test_that_the_independence_of_the_factors_is_said() -> None:
    sentences = [render(sentence) for sentence in assessed(tool_wear(grant=GRANT)).assumptions]
    assert any("unabhängig voneinander" in sentence for sentence in sentences)
    assert any("10.000 Durchläufe mit Startwert 2026" in sentence for sentence in sentences)
    assert any("fester Betrag" in sentence for sentence in sentences)


def test_that_cost_of_ownership_counts_costs_only() -> None:
    result = assessed(certain_case(grant=Grant(5000)))
    assert result.cost_of_ownership == pytest.approx(40000)


def test_that_an_incomplete_case_says_what_is_missing_and_cannot_be_simulated() -> None:
    empty = usual_case(())
    result = assess(empty, LEAST_STAKE)
    assert isinstance(result, Incomplete)
    assert [node.kind for node in result.origin.children] == [NodeKind.MISSING] * 2
    with pytest.raises(ValueError, match="incomplete"):
        simulate(empty)


def test_that_progress_rises_to_one_and_may_cancel() -> None:
    told: list[float] = []
    assess(tool_wear(draws=50_000, grant=GRANT), LEAST_STAKE, told.append)
    assert all(a <= b for a, b in pairwise(told))
    assert told[-1] == 1
    assert len(told) >= 5

    class CancelledError(Exception):
        pass

    def cancel(share: float) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        assess(tool_wear(), LEAST_STAKE, cancel)


def test_that_the_seed_fixes_the_draws_and_the_chunk_does_not_matter() -> None:
    case = tool_wear()
    whole, pieces = simulate(case), simulate(case, chunk=777)
    assert np.array_equal(whole.flows, pieces.flows)
    assert np.allclose(whole.npv, pieces.npv, rtol=1e-12)
    assert not np.array_equal(whole.npv, simulate(replace(case, seed=7)).npv)


def test_that_a_line_keeps_its_draws_when_another_is_added() -> None:
    case = tool_wear()
    more = CashLine("extra", "Sensoren", Side.COST, 5, 5, ThreePoint(900, 700, 500))
    before, after = simulate(case), simulate(replace(case, lines=(more, *case.lines)))
    assert np.allclose(before.flows[:, :5], after.flows[:, :5], rtol=1e-12)


def test_that_bins_meet_at_zero_and_hold_every_draw() -> None:
    values = np.random.default_rng(1).normal(40_000, 60_000, 20_000)
    found = histogram(values)
    assert 0.0 in found.edges
    assert sum(found.counts) == 20_000
    assert found.edges[0] <= values.min() < values.max() <= found.edges[-1]
    below = sum(c for c, e in zip(found.counts, found.edges, strict=False) if e < 0)
    assert below == int((values < 0).sum())


def test_that_bins_of_one_single_value_are_one_bin() -> None:
    assert histogram(np.zeros(5)).counts == (5,)
    assert histogram(np.full(5, -3e6)).counts == (5,)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(cases())
def test_that_the_simulated_mean_is_within_four_standard_errors(case: BusinessCase) -> None:
    drawn, exact = simulate(case).npv, npv_moments(case)
    error = exact.deviation / math.sqrt(case.draws)
    assert abs(drawn.mean() - exact.mean) <= 4 * error + 1e-6 * (1 + abs(exact.mean))


@settings(max_examples=40, deadline=None)
@given(cases(), st.integers(1, 9))
def test_that_all_money_scales(case: BusinessCase, factor: int) -> None:
    scaled = replace(
        case,
        lines=tuple(replace(line, quantity=line.quantity.times(factor)) for line in case.lines),
    )
    assert np.allclose(simulate(scaled).npv, factor * simulate(case).npv, rtol=1e-9, atol=1e-3)


@settings(max_examples=30, deadline=None)
@given(cases(), st.data())
def test_that_the_order_of_lines_changes_nothing(case: BusinessCase, data: st.DataObject) -> None:
    shuffled = replace(case, lines=tuple(data.draw(st.permutations(case.lines))))
    assert assessed(shuffled).scenarios == assessed(case).scenarios


@settings(max_examples=30, deadline=None)
@given(cases())
def test_that_figures_are_ordered_and_consistent(case: BusinessCase) -> None:
    for scenario in assessed(case).scenarios:
        figures = scenario.figures
        assert figures.p10 <= figures.p50 <= figures.p90
        assert 0 <= figures.p <= 1
        assert figures.investment >= 1000
        assert scenario.paybacks.p50 <= scenario.paybacks.p90
        assert scenario.paybacks.discounted_p50 == figures.payback
        assert sum(scenario.histogram.counts) == case.draws
        assert scenario.years[-1].cumulative_discounted == scenario.likely_npv
        leaves = [node for node in scenario.origin.walk() if not node.children]
        assert all(node.kind in (NodeKind.MONEY, NodeKind.NEUTRAL) for node in leaves)
