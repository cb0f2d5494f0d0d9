"""Orders, their certainty, and what would flip them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.ranking.flip import value_flips, weight_flips
from kihub_desktop.analysis.ranking.orders import topsis, weighted_sum
from kihub_desktop.analysis.ranking.smaa import Ratings, acceptability
from kihub_desktop.analysis.ranking.weight_samples import (
    Among,
    Ordered,
    Unknown,
    WeightKnowledge,
    Within,
    sample_weights,
)
from kihub_desktop.analysis.ranking.weights import rank_order_centroid

THREE = [[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]]
_VALUES = st.integers(2, 6).flatmap(
    lambda m: st.lists(st.lists(st.floats(0, 1), min_size=m, max_size=m), min_size=2, max_size=6)
)


def test_that_topsis_gives_the_published_figures() -> None:
    """Sennaroğlu, lecture on TOPSIS."""
    found = topsis([[17, 12], [10, 9], [8, 6]], [0.714, 0.286])
    assert found.weighted[:, 0] == pytest.approx([0.5703, 0.3355, 0.2684], abs=5e-5)
    assert found.weighted[:, 1] == pytest.approx([0.2124, 0.1593, 0.1062], abs=6e-5)
    assert found.closeness == pytest.approx((1, 0.2622, 0), abs=5e-5)


def test_that_topsis_and_the_weighted_sum_agree_with_an_independent_library() -> None:
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import vector_normalization

    random = np.random.default_rng(3)
    for _round in range(25):
        values = random.random((6, 4)) + 0.05
        weights = random.dirichlet(np.ones(4))
        other = TOPSIS(normalization_function=vector_normalization)(values, weights, np.ones(4))
        assert topsis(values, weights).closeness == pytest.approx(list(other))


@given(_VALUES, st.floats(0.1, 50))
def test_that_the_unit_of_weights_does_not_matter(values: list[list[float]], unit: float) -> None:
    weights = [1.0 + index for index in range(len(values[0]))]
    scaled = [unit * each for each in weights]
    assert topsis(values, weights).closeness == pytest.approx(topsis(values, scaled).closeness)
    assert weighted_sum(values, weights) == pytest.approx(weighted_sum(values, scaled))


@given(_VALUES)
def test_that_closeness_lies_between_zero_and_one_and_dominance_is_kept(
    values: list[list[float]],
) -> None:
    weights = [1.0] * len(values[0])
    best = [max(column) for column in zip(*values, strict=True)]
    found = topsis([*values, best], weights).closeness
    assert all(-1e-12 <= each <= 1 + 1e-12 for each in found)
    assert found[-1] == pytest.approx(max(found))
    assert weighted_sum([*values, best], weights)[-1] >= max(weighted_sum(values, weights)) - 1e-12


@pytest.mark.parametrize(
    ("values", "weights"),
    [([[1, 2]], [1]), ([[1, 2]], [0, 0]), ([[1, math.nan]], [1, 1]), ([[1, 2]], [-1, 2])],
)
def test_that_values_without_fitting_weights_are_refused(
    values: list[list[float]], weights: list[float]
) -> None:
    with pytest.raises(ValueError, match="weight"):
        topsis(values, weights)


# -- certainty -------------------------------------------------------------------------------


def test_that_acceptabilities_meet_the_exact_shares() -> None:
    """Two specialists and an all-rounder: exact by integrating over the weight."""
    found = acceptability(Ratings.certain(THREE), samples=100_000)
    exact = [[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0.0]]
    assert np.abs(found.ranks - exact).max() < 4 * found.standard_error
    assert found.central[0] == pytest.approx((0.8, 0.2), abs=0.01)
    assert found.central[1] == pytest.approx((0.2, 0.8), abs=0.01)
    assert found.central[2] == pytest.approx((0.5, 0.5), abs=0.01)
    assert found.confidence == (1.0, 1.0, 1.0)


def test_that_the_mean_of_ordered_weights_is_the_centroid() -> None:
    drawn = sample_weights(Ordered((1, 2, 3)), 3, 100_000, np.random.default_rng(1))
    assert drawn.mean(axis=0) == pytest.approx(rank_order_centroid([1, 2, 3]), abs=0.005)


@settings(deadline=None, max_examples=60)
@given(_VALUES, st.integers(0, 5))
def test_that_acceptabilities_sum_to_one_per_place_and_per_alternative(
    values: list[list[float]], seed: int
) -> None:
    found = acceptability(Ratings.certain(values), samples=500, seed=seed)
    assert found.ranks.sum(axis=0) == pytest.approx(np.ones(len(values)))
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(len(values)))
    ahead = found.better + found.better.T
    assert ahead[~np.eye(len(values), dtype=bool)] == pytest.approx(1)


@pytest.mark.parametrize(
    "known",
    [
        Unknown(),
        Ordered((1, 1, 2)),
        Within((0.2, 0.1, 0.0), (0.6, 0.5, 0.4)),
        Within((0.3, 0.3, 0.4), (0.3, 0.3, 0.4)),
        Among(((0.5, 0.3, 0.2), (0.1, 0.1, 0.8))),
    ],
)
def test_that_weights_respect_what_is_known(known: WeightKnowledge) -> None:
    drawn = sample_weights(known, 3, 5_000, np.random.default_rng(2))
    assert drawn.sum(axis=1) == pytest.approx(np.ones(5_000))
    assert (drawn >= -1e-12).all()
    if isinstance(known, Ordered):
        assert (drawn[:, 2] <= drawn[:, :2].min(axis=1)).all()
        assert drawn[:, 0].mean() == pytest.approx(drawn[:, 1].mean(), abs=0.02)
    if isinstance(known, Within):
        assert (drawn >= np.asarray(known.low) - 1e-9).all()
        assert (drawn <= np.asarray(known.high) + 1e-9).all()
    if isinstance(known, Among):
        assert drawn[:, 2].min() >= 0.2 - 1e-9
        assert drawn[:, 2].max() <= 0.8 + 1e-9


def test_that_a_walk_between_bounds_is_uniform() -> None:
    """Against rejection from the whole simplex."""
    bounds = Within((0.1, 0.0, 0.2), (0.5, 0.6, 0.7))
    walked = sample_weights(bounds, 3, 20_000, np.random.default_rng(1))
    drawn = sample_weights(Unknown(), 3, 200_000, np.random.default_rng(2))
    fitting = ((drawn >= bounds.low) & (drawn <= bounds.high)).all(axis=1)
    kept = drawn[fitting]
    assert walked.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.005)
    for share in (0.1, 0.5, 0.9):
        assert np.quantile(walked, share, axis=0) == pytest.approx(
            np.quantile(kept, share, axis=0), abs=0.012
        )


def test_that_bounds_without_any_weighting_are_refused() -> None:
    random = np.random.default_rng(1)
    for low, high in (((0.6, 0.6), (0.7, 0.7)), ((0, 0), (0.4, 0.4)), ((0.5, 0.2), (0.4, 0.9))):
        with pytest.raises(ValueError, match="bounds"):
            sample_weights(Within(low, high), 2, 5, random)


def test_that_uncertain_ratings_blur_the_order() -> None:
    likely = np.array([[0.8, 0.8], [0.5, 0.5]])
    sure = acceptability(Ratings.certain(likely))
    blurred = acceptability(Ratings(likely - 0.4, likely, np.minimum(1, likely + 0.4)))
    assert sure.ranks[0, 0] == 1
    assert 0.7 < blurred.ranks[0, 0] < 0.99
    assert blurred.confidence[0] == pytest.approx(blurred.ranks[0, 0], abs=0.05)


def test_that_equal_alternatives_share_the_places_evenly() -> None:
    found = acceptability(Ratings.certain([[0.5, 0.5], [0.5, 0.5], [0.1, 0.1]]))
    assert found.ranks[0, 0] == pytest.approx(0.5, abs=0.02)
    assert found.ranks[2, 2] == 1
    assert found.central[2] is None
    assert found.confidence[2] is None


def test_that_a_seed_gives_the_same_result_again() -> None:
    one, two = (acceptability(Ratings.certain(THREE), seed=7) for _ in range(2))
    assert (one.ranks == two.ranks).all()


@settings(deadline=None, max_examples=40)
@given(_VALUES, st.data())
def test_that_a_better_value_never_lowers_the_chance_of_the_first_place(
    values: list[list[float]], data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(values) - 1))
    column = data.draw(st.integers(0, len(values[0]) - 1))
    before = acceptability(Ratings.certain(values), samples=800)
    raised = [list(each) for each in values]
    raised[row][column] = data.draw(st.floats(raised[row][column], 1))
    after = acceptability(Ratings.certain(raised), samples=800)
    # Ties are put in a random order, so a difference of chance is allowed for.
    assert after.ranks[row, 0] >= before.ranks[row, 0] - 6 * before.standard_error


@pytest.mark.parametrize("values", [[[1.2, 0]], [[-0.1, 0]], []])
def test_that_values_outside_zero_to_one_are_refused(values: list[list[float]]) -> None:
    with pytest.raises(ValueError, match=r"between 0 and 1|same shape"):
        acceptability(Ratings.certain(np.array(values)))


# -- flips -----------------------------------------------------------------------------------


def test_that_the_smallest_change_of_a_weight_is_found() -> None:
    # A leads at 0.7: 0.7 against 0.3 and 0.6; C catches up where t = 0.6.
    flip = weight_flips(THREE, [0.7, 0.3])[0]
    assert (flip.criterion, flip.challenger) in {(0, 2), (1, 2)}
    assert flip.change == pytest.approx(0.1)


@given(_VALUES, st.lists(st.floats(0.05, 1), min_size=6, max_size=6))
def test_that_at_a_flip_the_two_are_level(values: list[list[float]], weights: list[float]) -> None:
    given = np.array(weights[: len(values[0])])
    given /= given.sum()
    first = int(np.argmax(np.array(values) @ given))
    for flip in weight_flips(values, given):
        moved = given * (1 - flip.weight) / max(1e-300, 1 - given[flip.criterion])
        moved[flip.criterion] = flip.weight
        scores = np.array(values) @ moved
        assert scores[first] == pytest.approx(scores[flip.challenger], abs=1e-6)
    for change in value_flips(values, given):
        altered = np.array(values)
        altered[change.alternative, change.criterion] = change.value
        scores = altered @ given
        assert scores[first] == pytest.approx(scores[change.challenger], abs=1e-6)
        assert 0 <= change.value <= 1


def test_that_a_dominating_alternative_has_no_flip_of_weights() -> None:
    assert weight_flips([[0.9, 0.9], [0.1, 0.2]], [0.5, 0.5]) == ()


@given(_VALUES)
def test_that_the_gaps_of_the_criteria_make_both_distances(values: list[list[float]]) -> None:
    found = topsis(values, [1.0 + index for index in range(len(values[0]))])
    for place in range(len(values)):
        gaps = found.gaps(place)
        best = sum(each.to_best**2 for each in gaps) ** 0.5
        worst = sum(each.to_worst**2 for each in gaps) ** 0.5
        assert (best, worst) == pytest.approx((found.to_best[place], found.to_worst[place]))
        assert min(min(each.to_best, each.to_worst) for each in gaps) >= 0
