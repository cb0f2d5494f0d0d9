"""The matrix before the verdict: ratings, spread, corners and ranking."""

from __future__ import annotations

import pytest

from kihub_desktop.analysis.verdict.axes import (
    BENEFIT,
    FEASIBILITY,
    Corner,
    Weighted,
    axis_value,
    place,
    ranking,
)
from tests.unit.analysis.verdict_cases import B0, judged, law_state, vary

CRITERIA = (
    Weighted("money", BENEFIT, 29),
    Weighted("strategy", BENEFIT, 13),
    Weighted("records", FEASIBILITY, 22),
    Weighted("effort", FEASIBILITY, 18),
)
ANNA = {"money": 5, "strategy": 3, "records": 3, "effort": 1}
BERT = {"money": 3, "strategy": 3, "records": 5, "effort": 3}
CARL = {"money": 1, "strategy": 3}


def test_that_the_axes_are_weighted_means_inside_their_group() -> None:
    found = place("a", {"anna": ANNA}, CRITERIA)
    assert found.benefit is not None
    assert found.benefit.value == pytest.approx((29 * 1 + 13 * 0.5) / 42)
    assert found.feasibility is not None
    assert found.feasibility.value == pytest.approx(22 * 0.5 / 40)
    assert found.worth is not None
    assert found.worth.value == pytest.approx((29 + 6.5 + 11) / 82)
    assert found.corner == Corner.HARD


def test_that_two_persons_span_and_three_scatter() -> None:
    two = axis_value({"anna": ANNA, "bert": BERT}, CRITERIA[:2])
    assert two is not None
    assert (two.low, two.high) == pytest.approx((0.5, (29 + 6.5) / 42))
    three = axis_value({"anna": ANNA, "bert": BERT, "carl": CARL}, CRITERIA[:2])
    assert three is not None
    assert three.value == pytest.approx(0.5)
    assert three.high - three.value == pytest.approx(29 / 84)
    assert three.persons == 3


def test_that_the_order_of_persons_is_irrelevant() -> None:
    forth = axis_value({"anna": ANNA, "bert": BERT, "carl": CARL}, CRITERIA)
    back = axis_value({"carl": CARL, "bert": BERT, "anna": ANNA}, CRITERIA)
    assert forth == back


def test_that_nothing_rated_has_no_place() -> None:
    found = place("a", {}, CRITERIA)
    assert (found.benefit, found.feasibility, found.corner) == (None, None, None)
    assert place("a", {"carl": CARL}, CRITERIA).feasibility is None


@pytest.mark.parametrize(
    ("benefit", "feasibility", "corner"),
    [(5, 5, Corner.FIRST), (5, 1, Corner.HARD), (1, 5, Corner.ASIDE), (1, 1, Corner.LATER)],
)
def test_that_the_corners_split_in_the_middle(
    benefit: int, feasibility: int, corner: Corner
) -> None:
    rated = {"anna": {"money": benefit, "records": feasibility}}
    assert place("a", rated, CRITERIA).corner == corner


def test_that_the_verdict_moves_the_mark_and_keeps_the_estimate() -> None:
    found = place("a", {"anna": ANNA}, CRITERIA, judged(B0))
    assert found.x == pytest.approx(0.663)
    assert found.feasibility is not None
    assert found.feasibility.value < 0.5
    assert found.corner == Corner.FIRST
    assert not found.refused


def test_that_what_is_forbidden_is_taken_out_of_the_ranking() -> None:
    good = place("a", {"anna": BERT}, CRITERIA)
    better = place("b", {"anna": ANNA | {"effort": 5}}, CRITERIA)
    forbidden = place("c", {"anna": ANNA}, CRITERIA, judged(vary(law=law_state("VERBOTEN"))))
    assert forbidden.forbidden
    assert forbidden.refused
    assert [each.use_case_id for each in ranking((forbidden, good, better))] == ["b", "a"]


def test_that_a_rating_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="between 1 and 5"):
        axis_value({"anna": {"money": 6}}, CRITERIA)
