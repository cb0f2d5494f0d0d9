"""The weights of a group, and the certainty of a ranking made of them."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.ranking.certainty import RankingInput, bounds, certainty
from kihub_desktop.analysis.ranking.group import (
    GroupWeights,
    by_pairs,
    by_places,
    by_points,
    open_pairs,
)
from kihub_desktop.analysis.ranking.weight_samples import Among, Ordered, Unknown

KEYS = ("a", "b", "c", "d")
NAMES = st.sampled_from(["Anna", "Bela", "Carla", "Dora"])
POINTS = st.dictionaries(NAMES, st.dictionaries(st.sampled_from(KEYS), st.integers(0, 100)))
PLACES = st.dictionaries(NAMES, st.dictionaries(st.sampled_from(KEYS), st.integers(1, 4)))
JUDGEMENTS = st.integers(1, 9) | st.integers(-9, -2)
PAIRS = st.dictionaries(
    NAMES, st.dictionaries(st.sampled_from(open_pairs(KEYS, {})), JUDGEMENTS), max_size=4
)


def _sums_to_one(found: GroupWeights) -> None:
    for weights in filter(None, (found.weights, *found.persons.values())):
        assert math.isclose(sum(weights), 1, abs_tol=1e-9)
        assert min(weights) >= 0


def _close(one: GroupWeights, other: GroupWeights) -> None:
    assert (one.weights is None) == (other.weights is None)
    if one.weights is not None and other.weights is not None:
        assert one.weights == pytest.approx(other.weights, abs=1e-9)


@given(POINTS, st.randoms(use_true_random=False))
def test_that_points_become_shares_whoever_speaks_first(
    points: dict[str, dict[str, int]], dice: random.Random
) -> None:
    found = by_points(KEYS, points)
    _sums_to_one(found)
    order = list(points)
    dice.shuffle(order)
    _close(found, by_points(KEYS, {name: points[name] for name in order}))


@given(PLACES, st.randoms(use_true_random=False))
def test_that_places_become_shares_whoever_speaks_first(
    places: dict[str, dict[str, int]], dice: random.Random
) -> None:
    found = by_places(KEYS, places)
    _sums_to_one(found)
    order = list(places)
    dice.shuffle(order)
    _close(found, by_places(KEYS, {name: places[name] for name in order}))


@settings(deadline=None, max_examples=30)
@given(PAIRS, st.randoms(use_true_random=False))
def test_that_pairs_become_shares_whoever_speaks_first(
    pairs: dict[str, dict[tuple[str, str], int]], dice: random.Random
) -> None:
    found = by_pairs(KEYS, pairs)
    _sums_to_one(found)
    order = list(pairs)
    dice.shuffle(order)
    _close(found, by_pairs(KEYS, {name: pairs[name] for name in order}))


def test_that_one_person_who_says_the_contrary_cancels_the_other() -> None:
    pairs = {("a", "b"): 5, ("b", "c"): 3, ("c", "d"): 2}
    contrary = {pair: -value for pair, value in pairs.items()}
    found = by_pairs(KEYS, {"Anna": pairs, "Bela": contrary})
    assert found.weights == pytest.approx([0.25] * 4)


def test_that_two_halves_make_a_group_though_neither_makes_weights() -> None:
    said = {"Anna": {("a", "b"): 2}, "Bela": {("b", "c"): 2, ("c", "d"): 2}}
    found = by_pairs(KEYS, said)
    assert found.persons == {}
    assert found.weights == pytest.approx([8 / 15, 4 / 15, 2 / 15, 1 / 15])
    assert by_pairs(KEYS, {"Anna": {("a", "b"): 2}}).weights is None


def test_that_equal_places_share_and_missing_ones_come_last() -> None:
    found = by_places(KEYS, {"Anna": {"a": 1, "b": 1}})
    assert found.weights == pytest.approx([0.39583, 0.39583, 0.10417, 0.10417], abs=1e-5)
    assert found.ranks == (1, 1, 2, 2)


def test_that_what_is_known_of_the_weights_follows_from_who_spoke() -> None:
    assert isinstance(by_points(KEYS, {}).knowledge(), Unknown)
    assert isinstance(by_points(KEYS, {"Anna": {"a": 3}}).knowledge(), Unknown)
    assert by_places(KEYS, {"Anna": {"a": 1}}).knowledge() == Ordered((1, 2, 2, 2))
    several = by_points(KEYS, {"Bela": {"b": 1}, "Anna": {"a": 3}})
    assert several.knowledge() == Among(((1, 0, 0, 0), (0, 1, 0, 0)))
    assert several.spread == (0.5, 0.5, 0, 0)


def _input(*ratings: dict[str, dict[str, int]], worths: tuple[float, ...]) -> RankingInput:
    return RankingInput(KEYS, (0.4, 0.3, 0.2, 0.1), Unknown(), ratings, worths)


def test_that_the_ratings_of_several_span_what_is_possible() -> None:
    given_ = _input({"Anna": {"a": 2, "b": 3}, "Bela": {"a": 5, "b": 3}}, worths=(0.6,))
    found = bounds(given_)
    assert (found.low[0, 0], found.likely[0, 0], found.high[0, 0]) == (0.25, 0.625, 1)
    assert found.low[0, 1] == found.high[0, 1] == 0.5
    assert (found.low[0, 2], found.likely[0, 2], found.high[0, 2]) == (0, 0.6, 1)


def test_that_who_is_better_in_everything_is_first_for_sure_and_nothing_flips_it() -> None:
    better, worse = dict.fromkeys(KEYS, 5), dict.fromkeys(KEYS, 2)
    found = certainty(_input({"Anna": better}, {"Anna": worse}, worths=(1, 0.25)))
    assert found.acceptability.ranks[0, 0] == 1
    assert found.weight_flip is None
    assert found.sums == pytest.approx((1, 0.25))
    assert found.topsis.closeness == pytest.approx((1, 0))


@given(st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=1, max_size=5))
def test_that_every_rank_and_every_use_case_is_given_away_once(rows: list[list[int]]) -> None:
    ratings = tuple({"Anna": dict(zip(KEYS, row, strict=True))} for row in rows)
    found = certainty(_input(*ratings, worths=(0.5,) * len(rows)), samples=200)
    assert found.acceptability.ranks.sum(axis=0) == pytest.approx([1] * len(rows))
    assert found.acceptability.ranks.sum(axis=1) == pytest.approx([1] * len(rows))
