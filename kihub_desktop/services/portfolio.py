"""The portfolio of a company: its use cases with what the group rated, before any verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.analysis.portfolio import Standing, WeightedCriterion, standing
from kihub_desktop.catalogues.criteria import Criteria
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.records import Process, Rating, UseCase
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class RatedUseCase:
    """A use case with its process, its standing, and how many people rated it."""

    use_case: UseCase
    process: Process | None
    standing: Standing
    persons: int


@dataclass(frozen=True)
class PortfolioState:
    """The use cases of a company in their recorded order, as read at `as_of`.

    `persons` are the names of all who rated any of them.
    """

    as_of: int
    use_cases: tuple[RatedUseCase, ...]
    processes: tuple[Process, ...]
    persons: tuple[str, ...]


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
        self._weights = tuple(
            WeightedCriterion(each.key, each.group, each.weight) for each in criteria.usual
        )

    def state(self, company: UUID) -> PortfolioState:
        with view_of(self._workspace) as view:
            use_cases = view.of_company(UseCase, company)
            processes = view.of_company(Process, company)
            ratings = view.of_company(Rating, company)
            as_of = view.as_of
        by_case = {each.id: self._given(ratings, each.id) for each in use_cases}
        process_of = {each.id: each for each in processes}
        return PortfolioState(
            as_of=as_of,
            use_cases=tuple(
                RatedUseCase(
                    use_case=each,
                    process=process_of.get(each.process) if each.process else None,
                    standing=standing(by_case[each.id], self._weights),
                    persons=len(by_case[each.id]),
                )
                for each in use_cases
            ),
            processes=processes,
            persons=tuple(sorted({person for given in by_case.values() for person in given})),
        )

    def ratings_of(self, company: UUID, use_case: UUID, person: str) -> PersonRatings:
        with view_of(self._workspace) as view:
            ratings = view.of_company(Rating, company, use_case=use_case)
            as_of = view.as_of
        return PersonRatings(as_of, self._given(ratings, use_case).get(person, {}))

    def withdraw(
        self, company: UUID, use_case: UUID, criterion: str, person: str, as_of: int
    ) -> Changes:
        """Takes one person's rating of one criterion away."""
        slot = slot_id("rating", use_case, criterion, person)
        with writing_to(self._workspace, as_of) as work:
            work.delete(Rating, company, slot)
        return work.changes

    def _given(self, ratings: Iterable[Rating], use_case: UUID) -> dict[str, dict[str, int]]:
        known = {each.key for each in self.criteria.usual}
        given: dict[str, dict[str, int]] = {}
        for each in ratings:
            if each.use_case != use_case or each.criterion not in known or not each.person:
                continue
            if each.value is not None and 1 <= each.value <= 5:
                given.setdefault(each.person, {})[each.criterion] = each.value
        return given
