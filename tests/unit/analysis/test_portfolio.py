"""The standing of use cases before the verdict, against hand-worked figures."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.analysis.portfolio import (
    WeightedCriterion,
    ranks,
    rating_value,
    standing,
    weighted_mean,
)
from kihub_desktop.catalogues.criteria import current_criteria
from tests.unit.analysis.verdict_cases import B0, judged, law_state, vary

CRITERIA = tuple(
    WeightedCriterion(each.key, each.group, each.weight) for each in current_criteria().usual
)
KEYS = tuple(each.key for each in CRITERIA)
_PERSON = st.dictionaries(st.sampled_from(KEYS), st.integers(1, 5))
_RATINGS = st.dictionaries(st.sampled_from("ABCDEFGH"), _PERSON)


def _all(rating: int) -> dict[str, int]:
    return dict.fromkeys(KEYS, rating)


def test_that_ratings_one_to_five_run_from_zero_to_one() -> None:
    assert [rating_value(each) for each in range(1, 6)] == [0, 0.25, 0.5, 0.75, 1]


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_that_what_is_no_rating_is_refused(rating: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 5"):
        standing({"A": {KEYS[0]: rating}}, CRITERIA)


def test_that_benefit_feasibility_and_worth_are_weighted_means() -> None:
    person = {
        "economic_benefit": 5, "strategic_fit": 1,  # N: 29 × 1 + 13 × 0
        "data_situation": 3, "effort": 1, "acceptance": 5, "legal_risk": 5,  # 22 × ½ + 10 + 8
    }  # fmt: skip
    found = standing({"Leitung": person}, CRITERIA)
    assert found.benefit is not None
    assert found.feasibility is not None
    assert found.worth is not None
    assert found.benefit.value == pytest.approx(29 / 42)
    assert found.feasibility.value == pytest.approx(29 / 58)
    assert found.worth.value == pytest.approx(0.58)


def test_that_the_cross_is_the_deviation_from_three_persons_and_half_the_range_of_two() -> None:
    alone = weighted_mean({"A": _all(3)}, CRITERIA)
    two = weighted_mean({"A": _all(2), "B": _all(4)}, CRITERIA)
    three = weighted_mean({"A": _all(2), "B": _all(3), "C": _all(4)}, CRITERIA)
    assert alone is not None
    assert two is not None
    assert three is not None
    assert (alone.spread, two.spread) == (None, 0.25)
    assert three.spread == pytest.approx(0.25)  # values ¼, ½, ¾ of a sample
    assert (two.value, three.value) == (0.5, 0.5)


def test_that_a_criterion_left_out_moves_nothing() -> None:
    found = weighted_mean({"A": {"economic_benefit": 4}, "B": {}}, CRITERIA)
    assert found is not None
    assert (found.value, found.persons) == (0.75, 1)


def test_that_there_is_no_worth_before_both_groups_are_rated() -> None:
    found = standing({"A": {"economic_benefit": 4, "strategic_fit": 4}}, CRITERIA)
    assert found.benefit is not None
    assert found.feasibility is None
    assert found.worth is None


@given(_RATINGS)
def test_that_the_parts_of_a_figure_sum_to_it(ratings: dict[str, dict[str, int]]) -> None:
    found = weighted_mean(ratings, CRITERIA)
    if found is None:
        assert not any(ratings.values())
        return
    assert sum(part.contribution for part in found.parts) == pytest.approx(found.value)
    assert sum(part.share for part in found.parts) == pytest.approx(1)
    assert -1e-9 <= found.value <= 1 + 1e-9


@given(_RATINGS, st.randoms(use_true_random=False))
def test_that_the_order_of_arrival_is_irrelevant(
    ratings: dict[str, dict[str, int]], shuffled: random.Random
) -> None:
    people = list(ratings)
    shuffled.shuffle(people)
    assert standing({name: ratings[name] for name in people}, CRITERIA) == standing(
        ratings, CRITERIA
    )


@given(st.dictionaries(st.sampled_from("ABCD"), st.just(_all(3)), min_size=1), st.data())
def test_that_a_better_rating_never_lowers_the_worth(
    ratings: dict[str, dict[str, int]], data: st.DataObject
) -> None:
    person = data.draw(st.sampled_from(sorted(ratings)))
    key = data.draw(st.sampled_from(KEYS))
    better = {**ratings, person: {**ratings[person], key: 4}}
    before, after = standing(ratings, CRITERIA).worth, standing(better, CRITERIA).worth
    assert before is not None
    assert after is not None
    assert after.value > before.value


def test_that_equal_worths_share_a_rank_and_unrated_ones_have_none() -> None:
    worths = [0.2, None, 0.7, 0.1 + 0.2, 0.3]
    assert ranks(worths, [False] * 5) == (4, None, 1, 2, 2)
    assert ranks([], []) == ()


def test_that_what_is_forbidden_is_taken_out_of_the_ranking() -> None:
    allowed, forbidden = judged(B0), judged(vary(law=law_state("VERBOTEN")))
    assert allowed.prohibition is None
    assert forbidden.prohibition is not None
    out = [verdict.prohibition is not None for verdict in (allowed, forbidden, allowed)]
    assert ranks([0.2, 0.9, 0.7], out) == (2, None, 1)
