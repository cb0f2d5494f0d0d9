"""Moving a use case in the matrix: only one person's ratings change, and no further than needed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.analysis.portfolio import WeightedCriterion, weighted_mean
from kihub_desktop.analysis.portfolio_moving import ratings_towards

CRITERIA = tuple(WeightedCriterion(key, "N", weight) for key, weight in (("a", 2), ("b", 1)))
ratings = st.dictionaries(
    st.sampled_from(("A", "B", "C")),
    st.dictionaries(st.sampled_from(("a", "b")), st.integers(1, 5), min_size=1),
)
targets = st.floats(0, 1)


def mean_of(found: dict[str, dict[str, int]]) -> float | None:
    mean = weighted_mean(found, CRITERIA)
    return None if mean is None else mean.value


def test_that_one_person_alone_is_moved_by_the_fitting_criterion() -> None:
    found = {"A": {"a": 3, "b": 3}}  # mean 0.5; one point of b is 1/12, of a 2/12
    assert ratings_towards(found, CRITERIA, "A", 0.5 + 1 / 12) == {"b": 4}
    assert ratings_towards(found, CRITERIA, "A", 0.5 + 2 / 12) == {"a": 4}
    assert ratings_towards(found, CRITERIA, "A", 0.5) == {}
    assert ratings_towards(found, CRITERIA, "A", 1.0) == {"a": 5, "b": 5}


def test_that_who_has_not_rated_begins_where_the_others_are() -> None:
    found = {"A": {"a": 4, "b": 2}, "B": {"a": 4, "b": 2}}
    own = ratings_towards(found, CRITERIA, "C", 0.9)
    assert own == {"a": 5, "b": 5}


def test_that_nothing_is_said_for_criteria_without_weight() -> None:
    assert ratings_towards({}, (WeightedCriterion("a", "N", 0),), "A", 0.7) == {}


@given(found=ratings, target=targets)
def test_that_a_move_comes_closer_or_changes_nothing(
    found: dict[str, dict[str, int]], target: float
) -> None:
    changed = ratings_towards(found, CRITERIA, "A", target)
    before = mean_of(found)
    after = mean_of({**found, "A": {**found.get("A", {}), **changed}})
    if before is not None and changed:
        assert after is not None
        assert abs(after - target) < abs(before - target)
    if before is None:
        assert changed


@given(found=ratings, target=targets)
def test_that_only_allowed_ratings_come_out(
    found: dict[str, dict[str, int]], target: float
) -> None:
    changed = ratings_towards(found, CRITERIA, "A", target)
    assert all(1 <= value <= 5 for value in changed.values())
    assert all(found.get("A", {}).get(key) != value for key, value in changed.items())


@given(own=st.fixed_dictionaries({"a": st.integers(1, 5), "b": st.integers(1, 5)}), target=targets)
def test_that_alone_the_place_is_reached_to_a_point_of_the_lightest_criterion(
    own: dict[str, int], target: float
) -> None:
    found = {"A": own}
    changed = ratings_towards(found, CRITERIA, "A", target)
    after = mean_of({"A": {**own, **changed}})
    assert after is not None
    assert abs(after - target) <= 1 / 12 + 1e-9
