"""Pairwise comparison against published figures, and what must hold of any comparison."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.analysis.ranking.ahp import (
    Comparisons,
    Pair,
    RandomIndex,
    compare,
    group_comparisons,
)
from kihub_desktop.analysis.ranking.weights import normalised, rank_order_centroid


def _rows(*rows: tuple[float, ...]) -> dict[Pair, float]:
    """The upper triangle, row by row."""
    count = len(rows[0]) + 1
    pairs = combinations(range(count), 2)
    return dict(zip(pairs, (value for row in rows for value in row), strict=True))


DRINKS = _rows(
    (9, 5, 2, 1, 1, 1 / 2),
    (1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9),
    (1 / 3, 1 / 4, 1 / 3, 1 / 9),
    (1 / 2, 1, 1 / 3),
    (2, 1 / 2),
    (1 / 3,),
)
LEADER = _rows((4, 3, 7), (1 / 3, 3), (5,))


def test_that_drinks_in_america_weigh_as_published() -> None:
    """Saaty 2008, International Journal of Services Sciences 1(1)."""
    found = compare(7, DRINKS)
    expected = (0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327)
    assert [round(each, 3) for each in found.weights] == list(expected)
    assert found.largest_eigenvalue == pytest.approx(7.1766, abs=5e-5)
    assert found.ratio == pytest.approx(0.022, abs=5e-4)


def test_that_the_leader_weighs_as_published() -> None:
    found = compare(4, LEADER)
    assert found.weights == pytest.approx((0.5476, 0.1266, 0.2699, 0.0559), abs=5e-5)
    assert found.largest_eigenvalue == pytest.approx(4.1184, abs=5e-5)
    assert found.ratio == pytest.approx(0.0444, abs=1e-4)
    assert found.table is RandomIndex.SAATY_2005


@pytest.mark.parametrize(
    ("table", "ratio"), [(RandomIndex.SAATY_2005, 0.0516), (RandomIndex.SAATY_1980, 0.0462)]
)
def test_that_three_criteria_weigh_by_their_geometric_means(
    table: RandomIndex, ratio: float
) -> None:
    found = compare(3, _rows((3, 3), (2,)), table)
    assert found.weights == pytest.approx((0.5936, 0.2493, 0.1571), abs=5e-5)
    assert found.index == pytest.approx(0.02681, abs=5e-6)
    assert found.ratio == pytest.approx(ratio, abs=5e-5)


def test_that_the_worst_triad_is_named() -> None:
    contradicted = {**DRINKS, (0, 1): 1 / 9}
    triad = compare(7, contradicted).worst
    assert triad is not None
    assert 0 in {triad.first, triad.second, triad.third}
    assert 1 in {triad.first, triad.second, triad.third}
    assert not compare(7, contradicted).is_consistent


def test_that_a_chain_of_comparisons_is_completed_consistently() -> None:
    found = compare(4, {(0, 1): 2, (1, 2): 3, (2, 3): 2})
    assert found.weights == pytest.approx(tuple(w / 21 for w in (12, 6, 2, 1)))
    assert found.filled == pytest.approx({(0, 2): 6, (0, 3): 12, (1, 3): 6})
    assert found.ratio is None
    assert found.is_consistent


def test_that_completing_makes_the_eigenvalue_smallest() -> None:
    given = {pair: value for pair, value in DRINKS.items() if pair not in {(0, 3), (2, 5)}}
    found = compare(7, given)
    assert set(found.filled) == {(0, 3), (2, 5)}
    for pair in found.filled:
        for factor in (0.97, 1.03):
            moved = {**given, **found.filled, pair: found.filled[pair] * factor}
            assert compare(7, moved).largest_eigenvalue >= found.largest_eigenvalue - 1e-9


@pytest.mark.parametrize(
    ("count", "comparisons"),
    [
        (3, {(0, 1): 2.0}),
        (2, {(0, 1): 0.0}),
        (2, {(0, 1): math.nan}),
        (2, {(0, 1): -3.0}),
        (2, {(0, 2): 3.0}),
        (2, {(1, 1): 1.0}),
        (2, {(0, 1): 3.0, (1, 0): 3.0}),
        (0, {}),
        (16, {}),
    ],
)
def test_that_what_is_no_comparison_is_refused(count: int, comparisons: Comparisons) -> None:
    with pytest.raises(ValueError, match=r"compar|criteria"):
        compare(count, comparisons)


def test_that_one_criterion_has_all_the_weight() -> None:
    assert compare(1, {}).weights == (1.0,)


_SCALE = st.sampled_from([1 / 9, 1 / 7, 1 / 5, 1 / 3, 1, 2, 3, 4, 5, 7, 9])
_COMPLETE = st.integers(3, 6).flatmap(
    lambda n: st.fixed_dictionaries(dict.fromkeys(combinations(range(n), 2), _SCALE))
)


def _count(comparisons: Comparisons) -> int:
    return 1 + max(other for _one, other in comparisons)


@given(_COMPLETE)
def test_that_weights_sum_to_one_and_no_matrix_beats_a_consistent_one(
    comparisons: dict[Pair, float],
) -> None:
    found = compare(_count(comparisons), comparisons)
    assert math.fsum(found.weights) == pytest.approx(1)
    assert min(found.weights) > 0
    assert found.largest_eigenvalue >= _count(comparisons) - 1e-9


@given(_COMPLETE, st.randoms(use_true_random=False))
def test_that_the_order_of_the_criteria_does_not_matter(
    comparisons: dict[Pair, float], random: object
) -> None:
    count = _count(comparisons)
    new = list(range(count))
    random.shuffle(new)  # type: ignore[attr-defined]
    moved = {(new[one], new[other]): value for (one, other), value in comparisons.items()}
    before, after = compare(count, comparisons), compare(count, moved)
    assert [after.weights[new[i]] for i in range(count)] == pytest.approx(list(before.weights))
    assert after.ratio == pytest.approx(before.ratio, abs=1e-9)


@given(st.lists(st.floats(0.05, 1), min_size=3, max_size=7))
def test_that_consistent_comparisons_give_their_weights_back(weights: list[float]) -> None:
    scaled = normalised(weights)
    pairs = combinations(range(len(scaled)), 2)
    found = compare(len(scaled), {(i, j): scaled[i] / scaled[j] for i, j in pairs})
    assert found.weights == pytest.approx(scaled)
    assert found.index == pytest.approx(0, abs=1e-9)
    assert found.worst is not None
    assert found.worst.factor == pytest.approx(1)


@given(_COMPLETE, _COMPLETE)
def test_that_a_group_keeps_reciprocity(one: dict[Pair, float], other: dict[Pair, float]) -> None:
    turned = [{(j, i): 1 / v for (i, j), v in person.items()} for person in (one, other)]
    assert group_comparisons(turned) == pytest.approx(group_comparisons([one, other]))
    for pair, value in group_comparisons([one, other]).items():
        said = [person[pair] for person in (one, other) if pair in person]
        assert value == pytest.approx(math.prod(said) ** (1 / len(said)))


def test_that_an_order_alone_weighs_by_its_centroid() -> None:
    """Roberts and Goodwin 2002."""
    assert rank_order_centroid([1, 2, 3]) == pytest.approx((0.6111, 0.2778, 0.1111), abs=5e-5)
    four, five = (0.5208, 0.2708, 0.1458, 0.0625), (0.4567, 0.2567, 0.1567, 0.09, 0.04)
    assert rank_order_centroid([1, 2, 3, 4]) == pytest.approx(four, abs=5e-5)
    assert rank_order_centroid([1, 2, 3, 4, 5]) == pytest.approx(five, abs=5e-5)
    assert rank_order_centroid([2, 1, 2]) == pytest.approx((0.19444, 0.61111, 0.19444), abs=5e-5)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_that_centroids_sum_to_one_and_follow_the_order(ranks: list[int]) -> None:
    weights = rank_order_centroid(ranks)
    assert math.fsum(weights) == pytest.approx(1)
    for (r1, w1), (r2, w2) in combinations(zip(ranks, weights, strict=True), 2):
        assert (w1 > w2 - 1e-12) if r1 <= r2 else (w1 < w2 + 1e-12)


@pytest.mark.parametrize("weights", [[], [0, 0], [-1, 2], [math.inf, 1], [math.nan]])
def test_that_what_are_no_weights_is_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weight"):
        normalised(weights)
