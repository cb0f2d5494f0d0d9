"""What keeps a business case from being calculated, and what is only odd."""

import math
from dataclasses import replace

import pytest

from kihub_desktop.analysis.economics.case import (
    BusinessCase,
    CashLine,
    Grant,
    Part,
    Pilot,
    Side,
    ThreePoint,
)
from kihub_desktop.analysis.economics.validation import (
    Oddity,
    Reason,
    notice_phrase,
    notices,
    problem_phrase,
    problems,
)
from kihub_desktop.texts import render
from tests.unit.analysis.economics_cases import TOOL_WEAR, tool_wear, usual_case

COST = CashLine("c", "Sensoren", Side.COST, 0, 0, ThreePoint(900, 700, 500))
GAIN = CashLine("b", "Weniger Ausschuss", Side.BENEFIT, 1, 5, ThreePoint(100, 300, 400))


def reasons(*lines: CashLine, **changes: object) -> list[Reason]:
    case = replace(usual_case(lines), **changes)  # type: ignore[arg-type]
    return [problem.reason for problem in problems(case)]


def oddities(case: BusinessCase) -> list[Oddity]:
    return [notice.oddity for notice in notices(case)]


def test_that_one_cost_and_one_benefit_are_enough() -> None:
    assert reasons(COST, GAIN) == []
    assert reasons(COST) == [Reason.MISSING_BENEFIT]
    assert reasons(GAIN) == [Reason.MISSING_COST]
    assert reasons() == [Reason.MISSING_COST, Reason.MISSING_BENEFIT]


def test_that_a_line_after_the_horizon_does_not_count() -> None:
    late = replace(GAIN, first_year=6, last_year=9)
    assert reasons(COST, late) == [Reason.MISSING_BENEFIT]
    case = usual_case((COST, GAIN, replace(late, id="late")))
    assert Oddity.AFTER_HORIZON in oddities(case)


@pytest.mark.parametrize(
    ("estimate", "reason"),
    [
        (ThreePoint(1, 5, 4), Reason.LIKELY_OUTSIDE),
        (ThreePoint(4, 0, 1), Reason.LIKELY_OUTSIDE),
        (ThreePoint(1, math.nan, 4), Reason.NOT_FINITE),
        (ThreePoint(1, 2, math.inf), Reason.NOT_FINITE),
        (ThreePoint(-4, -2, 3), Reason.NEGATIVE),
    ],
)
def test_that_wrong_estimates_are_told_with_their_place(
    estimate: ThreePoint, reason: Reason
) -> None:
    wrong = replace(GAIN, price=estimate)
    (problem,) = problems(usual_case((COST, wrong)))
    assert (problem.reason, problem.line, problem.part) == (reason, wrong, Part.PRICE)
    assert render(problem_phrase(problem)).startswith("Weniger Ausschuss: Preis je Einheit")


def test_that_a_benefit_may_turn_into_a_loss_but_a_cost_may_not() -> None:
    assert reasons(COST, replace(GAIN, quantity=ThreePoint(-10, 5, 20))) == []
    assert reasons(replace(COST, quantity=ThreePoint(-10, -5, 0)), GAIN) == [Reason.NEGATIVE]


def test_that_estimates_are_put_in_order_however_they_were_entered() -> None:
    cost, benefit = ThreePoint(78, 58, 49), ThreePoint(12, 22, 30)
    assert (cost.low, cost.likely, cost.high) == (49, 58, 78)
    assert (benefit.low, benefit.likely, benefit.high) == (12, 22, 30)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"first_year": -1}, Reason.YEAR_BEFORE_START),
        ({"first_year": 3, "last_year": 2}, Reason.YEARS_REVERSED),
        ({"growth_percent": -100.0}, Reason.GROWTH_OUTSIDE),
        ({"growth_percent": math.nan}, Reason.GROWTH_OUTSIDE),
        ({"id": "c"}, Reason.LINE_TWICE),
    ],
)
def test_that_wrong_years_growth_and_doubles_are_told(
    changes: dict[str, object], reason: Reason
) -> None:
    assert reason in reasons(COST, GAIN, replace(GAIN, **{"id": "x", **changes}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"horizon_years": 0}, Reason.HORIZON_OUTSIDE),
        ({"horizon_years": 31}, Reason.HORIZON_OUTSIDE),
        ({"discount_rate": 8.0}, Reason.RATE_OUTSIDE),
        ({"discount_rate": math.nan}, Reason.RATE_OUTSIDE),
        ({"draws": 9_999}, Reason.DRAWS_OUTSIDE),
        ({"grant": Grant(0)}, Reason.GRANT_NOT_POSITIVE),
        ({"grant": Grant(500, year=6)}, Reason.GRANT_YEAR_OUTSIDE),
    ],
)
def test_that_a_wrong_frame_is_told(changes: dict[str, object], reason: Reason) -> None:
    assert reason in reasons(COST, GAIN, **changes)


def test_that_a_turned_estimate_is_only_odd() -> None:
    turned = replace(GAIN, quantity=ThreePoint(400, 300, 100))
    case = usual_case((COST, turned))
    assert problems(case) == ()
    assert oddities(case) == [Oddity.TURNED_AROUND]


def test_that_the_sample_case_is_in_order() -> None:
    assert problems(tool_wear()) == ()
    assert notices(tool_wear()) == ()


def test_that_a_short_horizon_a_large_grant_and_certainty_are_noticed() -> None:
    assert oddities(replace(tool_wear(), horizon_years=4)) == [Oddity.CUT_AT_HORIZON] * 2
    assert oddities(tool_wear(grant=Grant(90_000))) == [Oddity.GRANT_ABOVE_COSTS]
    fixed = replace(COST, quantity=ThreePoint.certain(7)), replace(GAIN, quantity=COST.quantity)
    certain = tuple(replace(line, quantity=ThreePoint.certain(7)) for line in fixed)
    assert oddities(usual_case(certain)) == [Oddity.NOTHING_UNCERTAIN]


def test_that_every_problem_and_notice_can_be_worded() -> None:
    wrong = replace(
        GAIN, id="c", first_year=-2, last_year=-3, growth_percent=300, quantity=ThreePoint(1, 9, 2)
    )
    broken = usual_case(
        (wrong, replace(COST, quantity=ThreePoint(-1, -1, -1)), replace(COST, price=_nan())),
        horizon_years=0,
        discount_rate=8,
        draws=1,
        grant=Grant(-1, year=99),
        inflation=0.7,
        pilot=Pilot(-1, 3),
    )
    found = (*problems(broken), *problems(usual_case(())))
    assert {problem.reason for problem in found} == set(Reason)
    worded = [render(problem_phrase(problem)) for problem in found]
    odd = usual_case(
        (*TOOL_WEAR, replace(GAIN, first_year=9, last_year=9, quantity=ThreePoint(3, 2, 1))),
        horizon_years=3,
        grant=Grant(1e9),
    )
    worded += [render(notice_phrase(notice)) for notice in notices(odd)]
    assert all(text and "{" not in text for text in worded)


def _nan() -> ThreePoint:
    return ThreePoint(math.nan, 1, 2)
