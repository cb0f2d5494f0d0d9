"""Which criteria count in a company, what each person says of them, and the group's weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kihub_desktop.analysis.portfolio import WeightedCriterion
from kihub_desktop.catalogues.criteria import Criteria, Criterion
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import RandomIndexTable, RankingOrder, WeightingWay
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.portfolio_records import (
    CriterionChoice,
    CriterionPair,
    CriterionWeight,
    PortfolioChoice,
)
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

if TYPE_CHECKING:  # numpy is loaded when a group weighs, not with the page
    from kihub_desktop.analysis.ranking.group import GroupWeights

KINDS = frozenset({"portfolio_choice", "criterion_choice", "criterion_weight", "criterion_pair"})
MOST_POINTS, STRONGEST = 100, 9
Said = Mapping[str, Mapping[str, int]]
"""By person, then by the key of the criterion."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Weighting:
    """How a company weighs, as read at `as_of`.

    `counting` are the criteria that count, `weights` theirs with the sum 1. `group` is what the
    persons said in the chosen way; None for the catalogue. While they have not said enough, the
    catalogue's weights hold and `is_catalogue` is true.
    """

    as_of: int
    way: WeightingWay
    order: RankingOrder
    table: RandomIndexTable
    counting: tuple[Criterion, ...]
    weights: tuple[float, ...]
    is_catalogue: bool
    group: GroupWeights | None
    points: Said
    places: Said
    pairs: Mapping[str, Mapping[Pair, int]]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(each.key for each in self.counting)

    @property
    def weighted(self) -> tuple[WeightedCriterion, ...]:
        return tuple(
            WeightedCriterion(each.key, each.group, weight)
            for each, weight in zip(self.counting, self.weights, strict=True)
        )

    @property
    def persons(self) -> tuple[str, ...]:
        """Everybody who said anything of the weights, in any way."""
        return tuple(sorted({*self.points, *self.places, *self.pairs}))


def slot_of_pair(company: UUID, person: str, pair: Pair) -> UUID:
    return slot_id("criterion_pair", company, person, *pair)


class WeightingService:
    """People's rows have their own slots, so that two laptops never conflict over them."""

    def __init__(self, workspace: Workspace, criteria: Criteria) -> None:
        self._workspace = workspace
        self.criteria = criteria

    def state(self, company: UUID) -> Weighting:
        with view_of(self._workspace) as view:
            return weighting_of(view, company, self.criteria)

    def choose(self, company: UUID, as_of: int, **values: Any) -> Changes:
        """Changes way, order or table of the random index."""
        with writing_to(self._workspace, as_of) as work:
            work.set(PortfolioChoice, company, slot_id("portfolio_choice", company), **values)
        return work.changes

    def count(self, company: UUID, criterion: str, as_of: int, *, counts: bool) -> Changes:
        """Takes a criterion in or out; Refused BAD_INPUT if its group would be left empty."""
        self.criteria.criterion(criterion)
        left = [each for each in self.state(company).counting if each.key != criterion]
        if not counts and not _fills_groups(self.criteria, left):
            raise Refused(
                Reason.BAD_INPUT,
                phrase("Mindestens ein Kriterium für den Nutzen und eines für die Machbarkeit."),
            )
        slot = slot_id("criterion_choice", company, criterion)
        with writing_to(self._workspace, as_of) as work:
            work.set(CriterionChoice, company, slot, criterion=criterion, counts=counts)
        return work.changes

    def give_points(
        self, company: UUID, person: str, points: Mapping[str, int | None], as_of: int
    ) -> Changes:
        """One person's points 0 to 100 per criterion; None takes them back."""
        if any(each is not None and not 0 <= each <= MOST_POINTS for each in points.values()):
            raise Refused(Reason.BAD_INPUT, phrase("Punkte sind ganze Zahlen von 0 bis 100."))
        return self._say(company, person, {key: {"points": n} for key, n in points.items()}, as_of)

    def put_in_order(
        self, company: UUID, person: str, criteria: Sequence[str], as_of: int
    ) -> Changes:
        """One person's order of all criteria that count, the most important first."""
        places = {key: {"place": place} for place, key in enumerate(criteria, 1)}
        return self._say(company, person, places, as_of)

    def compare(
        self, company: UUID, person: str, pair: Pair, judgement: int | None, as_of: int
    ) -> Changes:
        """One person's comparison of two criteria; `judgement` as in CriterionPair.

        None takes it back. The pair may be given in any order, the judgement is of the first.
        """
        if judgement is not None and not (1 <= abs(judgement) <= STRONGEST and judgement != -1):
            raise Refused(Reason.BAD_INPUT, phrase("Ein Vergleich geht von 1 bis 9."))
        first, second = sorted(pair)
        turned = (first, second) != pair and judgement not in {None, 1}
        judgement = -judgement if turned and judgement is not None else judgement
        slot = slot_of_pair(company, person, (first, second))
        with writing_to(self._workspace, as_of) as work:
            if judgement is None:
                work.delete(CriterionPair, company, slot)
            else:
                values = {"person": person, "first": first, "second": second}
                work.set(CriterionPair, company, slot, judgement=judgement, **values)
        return work.changes

    def _say(
        self, company: UUID, person: str, said: Mapping[str, Mapping[str, int | None]], as_of: int
    ) -> Changes:
        with writing_to(self._workspace, as_of) as work:
            for criterion, values in said.items():
                slot = slot_id("criterion_weight", company, person, criterion)
                named = {"person": person, "criterion": criterion}
                work.set(CriterionWeight, company, slot, **named, **values)
        return work.changes


def weighting_of(view: View, company: UUID, criteria: Criteria) -> Weighting:
    """The weighting inside a view."""
    choice = view.get(PortfolioChoice, company, slot_id("portfolio_choice", company))
    counted = view.of_company(CriterionChoice, company)
    weights = view.of_company(CriterionWeight, company)
    pairs = _pairs(view.of_company(CriterionPair, company))
    counting = _counting(criteria, {each.criterion: each.counts for each in counted})
    way = (choice.way if choice else None) or WeightingWay.CATALOGUE
    table = (choice.random_index if choice else None) or RandomIndexTable.SAATY_2005
    points, places = _said(weights, "points"), _said(weights, "place")
    group = _group(way, tuple(each.key for each in counting), points, places, pairs, table)
    own = group.weights if group is not None else None
    return Weighting(
        as_of=view.as_of,
        way=way,
        order=(choice.order if choice else None) or RankingOrder.SUM,
        table=table,
        counting=counting,
        weights=catalogue_weights(criteria, counting) if own is None else own,
        is_catalogue=own is None,
        group=group,
        points=points,
        places=places,
        pairs=pairs,
    )


def catalogue_weights(criteria: Criteria, counting: Sequence[Criterion]) -> tuple[float, ...]:
    """The catalogue's weights scaled to the sum 1; an optional criterion gets the usual mean."""
    mean = sum(each.weight for each in criteria.usual) / len(criteria.usual)
    raw = [each.weight or mean for each in counting]
    total = sum(raw)
    return tuple(each / total for each in raw)


def _counting(
    criteria: Criteria, chosen: Mapping[str | None, bool | None]
) -> tuple[Criterion, ...]:
    counting = tuple(
        each
        for each in criteria.criteria
        if (not each.optional if (on := chosen.get(each.key)) is None else on)
    )
    # Two laptops may each have taken others out; something has to be left to weigh.
    return counting if _fills_groups(criteria, counting) else criteria.usual


def _fills_groups(criteria: Criteria, counting: Sequence[Criterion]) -> bool:
    """Whether benefit and feasibility each have a criterion."""
    return {each.group for each in counting} == {each.key for each in criteria.groups}


def _said(weights: Iterable[CriterionWeight], field: str) -> dict[str, dict[str, int]]:
    said: dict[str, dict[str, int]] = {}
    for each in weights:
        value = getattr(each, field)
        if each.person and each.criterion and value is not None:
            said.setdefault(each.person, {})[each.criterion] = value
    return said


def _pairs(found: Iterable[CriterionPair]) -> dict[str, dict[Pair, int]]:
    said: dict[str, dict[Pair, int]] = {}
    for each in found:
        if each.person and each.first and each.second and each.judgement:
            said.setdefault(each.person, {})[each.first, each.second] = each.judgement
    return said


def _group(
    way: WeightingWay,
    keys: tuple[str, ...],
    points: Said,
    places: Said,
    pairs: Mapping[str, Mapping[Pair, int]],
    table: RandomIndexTable,
) -> GroupWeights | None:
    if way is WeightingWay.CATALOGUE:
        return None
    from kihub_desktop.analysis.ranking.group import by_places, by_points

    if way is WeightingWay.POINTS:
        return by_points(keys, points)
    if way is WeightingWay.PLACES:
        return by_places(keys, places)
    frozen = tuple((name, tuple(sorted(said.items()))) for name, said in sorted(pairs.items()))
    return _by_pairs(keys, frozen, table)


@lru_cache(maxsize=64)
def _by_pairs(
    keys: tuple[str, ...],
    said: tuple[tuple[str, tuple[tuple[Pair, int], ...]], ...],
    table: RandomIndexTable,
) -> GroupWeights:
    """Completing missing pairs takes a while with many criteria, and every page asks for it."""
    from kihub_desktop.analysis.ranking.ahp import RandomIndex
    from kihub_desktop.analysis.ranking.group import by_pairs

    known = {name: dict(pairs) for name, pairs in said}
    return by_pairs(keys, known, RandomIndex[table.name])
