"""The weights of a group from what each person said: by points, places or pairs (method.md 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kihub_desktop.analysis.ranking.ahp import (
    Comparison,
    RandomIndex,
    compare,
    group_comparisons,
)
from kihub_desktop.analysis.ranking.weight_samples import Among, Ordered, Unknown, WeightKnowledge
from kihub_desktop.analysis.ranking.weights import normalised, rank_order_centroid

Pairs = Mapping[tuple[str, str], int]
"""(A, B) -> 1 for equal, 2 to 9 if A weighs that many times more, −2 to −9 if B does."""
SCALE = 9


@dataclass(frozen=True)
class GroupWeights:
    """Weights per criterion with the sum 1, and those of each person who said enough.

    `weights` is None while nobody has; `comparison` is the group's for pairs, indices in the
    order of the criteria. `ranks` is what a single person's order says, else None.
    """

    criteria: tuple[str, ...]
    weights: tuple[float, ...] | None
    persons: Mapping[str, tuple[float, ...]]
    comparison: Comparison | None = None
    ranks: tuple[int, ...] | None = None

    @property
    def spread(self) -> tuple[float | None, ...]:
        """Half the range of the persons' weights per criterion; None below two persons."""
        if len(self.persons) < 2:
            return (None,) * len(self.criteria)
        columns = zip(*self.persons.values(), strict=True)
        return tuple((max(each) - min(each)) / 2 for each in columns)

    def knowledge(self) -> WeightKnowledge:
        """What is known of the weights: mixtures of several people, one order, or nothing."""
        if len(self.persons) > 1:
            return Among(tuple(self.persons[name] for name in sorted(self.persons)))
        return Unknown() if self.ranks is None else Ordered(self.ranks)


def by_points(criteria: Sequence[str], points: Mapping[str, Mapping[str, int]]) -> GroupWeights:
    """The mean of the persons' shares; a criterion without points has none of the person's."""
    persons = {
        name: normalised([max(0, given.get(key, 0)) for key in criteria])
        for name, given in sorted(points.items())
        if any(given.get(key, 0) > 0 for key in criteria)
    }
    return GroupWeights(tuple(criteria), _mean(persons), persons)


def by_places(criteria: Sequence[str], places: Mapping[str, Mapping[str, int]]) -> GroupWeights:
    """The mean of the rank-order centroids; criteria without a place share the last one."""
    ranks = {
        name: _ranks(criteria, given)
        for name, given in sorted(places.items())
        if any(key in given for key in criteria)
    }
    persons = {name: rank_order_centroid(each) for name, each in ranks.items()}
    (only,) = ranks.values() if len(ranks) == 1 else (None,)
    return GroupWeights(tuple(criteria), _mean(persons), persons, ranks=only)


def by_pairs(
    criteria: Sequence[str],
    pairs: Mapping[str, Pairs],
    table: RandomIndex = RandomIndex.SAATY_2005,
) -> GroupWeights:
    """The eigenvector of the geometric means of what the persons said, missing pairs completed.

    A person alone counts for the range of weights only if the own comparisons connect all
    criteria; a person's single comparison still counts for the group.
    """
    said = {name: comparisons_of(criteria, given) for name, given in sorted(pairs.items())}
    persons = {
        name: compare(len(criteria), given, table).weights
        for name, given in said.items()
        if is_connected(len(criteria), given)
    }
    group = group_comparisons(list(said.values()))
    together = compare(len(criteria), group, table) if is_connected(len(criteria), group) else None
    weights = None if together is None else together.weights
    return GroupWeights(tuple(criteria), weights, persons, together)


def comparisons_of(criteria: Sequence[str], pairs: Pairs) -> dict[tuple[int, int], float]:
    """Ratios by the places of the criteria; pairs of criteria that do not count are left out."""
    place = {key: index for index, key in enumerate(criteria)}
    found: dict[tuple[int, int], float] = {}
    for (first, second), judgement in pairs.items():
        if first in place and second in place and 1 <= abs(judgement) <= SCALE:
            ratio = float(judgement) if judgement > 0 else 1 / -judgement
            found[place[first], place[second]] = ratio
    return found


def is_connected(count: int, comparisons: Mapping[tuple[int, int], float]) -> bool:
    """Whether every criterion is compared with every other, directly or by way of others."""
    reached, grown = {0}, True
    while grown:
        grown = False
        for one, other in comparisons:
            if (one in reached) != (other in reached):
                reached |= {one, other}
                grown = True
    return len(reached) == count and count > 1


def open_pairs(criteria: Sequence[str], pairs: Pairs) -> tuple[tuple[str, str], ...]:
    """The pairs that a person has not compared, each in the order of its slot."""
    every = ((min(one, other), max(one, other)) for one, other in combinations(criteria, 2))
    return tuple(pair for pair in every if pair not in pairs)


def _ranks(criteria: Sequence[str], places: Mapping[str, int]) -> tuple[int, ...]:
    """Dense places from 1; equal ones stay equal."""
    last = max(places.values(), default=0) + 1
    given = [places.get(key, last) for key in criteria]
    order = sorted(set(given))
    return tuple(order.index(each) + 1 for each in given)


def _mean(persons: Mapping[str, tuple[float, ...]]) -> tuple[float, ...] | None:
    if not persons:
        return None
    return normalised([sum(each) / len(persons) for each in zip(*persons.values(), strict=True)])
