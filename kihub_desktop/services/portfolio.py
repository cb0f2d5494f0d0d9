"""The portfolio of a company: its use cases with what the group rated, before any verdict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.analysis.portfolio import Ratings, Standing, standing
from kihub_desktop.catalogues.criteria import Criteria
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.records import Process, Rating, UseCase
from kihub_desktop.services.weighting import Weighting, weighting_of
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class RatedUseCase:
    """A use case with its process, its standing, how many people rated it, and how."""

    use_case: UseCase
    process: Process | None
    standing: Standing
    persons: int
    ratings: Ratings


@dataclass(frozen=True)
class Dissent:
    """Where the group is furthest apart: one criterion of one use case, and the ratings' range."""

    use_case: UUID
    title: str
    criterion: str
    low: int
    high: int


@dataclass(frozen=True)
class PortfolioState:
    """The use cases of a company in their recorded order, as read at `as_of`.

    `persons` are the names of all who rated any of them.
    """

    as_of: int
    use_cases: tuple[RatedUseCase, ...]
    processes: tuple[Process, ...]
    persons: tuple[str, ...]
    weighting: Weighting

    def dissents(self) -> tuple[Dissent, ...]:
        """Every criterion on which persons differ, the widest range first."""
        found = [
            Dissent(each.use_case.id, each.use_case.title or "", key, min(given), max(given))
            for each in self.use_cases
            for key in self.weighting.keys
            if (given := [own[key] for own in each.ratings.values() if key in own])
        ]
        apart = [each for each in found if each.high > each.low]
        return tuple(sorted(apart, key=lambda each: (each.low - each.high, each.title.casefold())))


@dataclass(frozen=True)
class PersonRatings:
    """What one person gave a use case, by criterion, as read at `as_of`."""

    as_of: int
    values: Mapping[str, int]


class PortfolioService:
    """Ratings by the criteria of one edition; what is no rating of it is left out."""

    def __init__(self, workspace: Workspace, criteria: Criteria) -> None:
        self._workspace = workspace
        self.criteria = criteria

    def state(self, company: UUID) -> PortfolioState:
        with view_of(self._workspace) as view:
            use_cases = view.of_company(UseCase, company)
            processes = view.of_company(Process, company)
            ratings = view.of_company(Rating, company)
            weighting = weighting_of(view, company, self.criteria)
            as_of = view.as_of
        known, weighted = {*weighting.keys}, weighting.weighted
        by_case = {each.id: _given(ratings, each.id, known) for each in use_cases}
        process_of = {each.id: each for each in processes}
        return PortfolioState(
            as_of=as_of,
            use_cases=tuple(
                RatedUseCase(
                    use_case=each,
                    process=process_of.get(each.process) if each.process else None,
                    standing=standing(by_case[each.id], weighted),
                    persons=len(by_case[each.id]),
                    ratings=by_case[each.id],
                )
                for each in use_cases
            ),
            processes=processes,
            persons=tuple(sorted({person for given in by_case.values() for person in given})),
            weighting=weighting,
        )

    def ratings_of(self, company: UUID, use_case: UUID, person: str) -> PersonRatings:
        with view_of(self._workspace) as view:
            ratings = view.of_company(Rating, company, use_case=use_case)
            as_of = view.as_of
        known = {each.key for each in self.criteria.criteria}
        return PersonRatings(as_of, _given(ratings, use_case, known).get(person, {}))

    def withdraw(
        self, company: UUID, use_case: UUID, criterion: str, person: str, as_of: int
    ) -> Changes:
        """Takes one person's rating of one criterion away."""
        slot = slot_id("rating", use_case, criterion, person)
        with writing_to(self._workspace, as_of) as work:
            work.delete(Rating, company, slot)
        return work.changes


def _given(
    ratings: Iterable[Rating], use_case: UUID, known: Collection[str]
) -> dict[str, dict[str, int]]:
    given: dict[str, dict[str, int]] = {}
    for each in ratings:
        key = each.criterion
        if each.use_case != use_case or key is None or key not in known or not each.person:
            continue
        if each.value is not None and 1 <= each.value <= 5:
            given.setdefault(each.person, {})[key] = each.value
    return given
