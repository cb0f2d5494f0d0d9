"""Use cases with what belongs to them: findings, linked sources, ratings, votes, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import Record
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.quick_test_records import QuickTestRecord
from kihub_desktop.domain.records import (
    Condition,
    DataSource,
    Finding,
    Rating,
    SourceLink,
    UseCase,
    Vote,
)
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

_Part = TypeVar("_Part", Finding, SourceLink, Rating, Vote, Condition, QuickTestRecord)
VERDICT_KINDS = frozenset(
    {
        "answer",
        "assessment",
        "use_case",
        "finding",
        "source_link",
        "data_source",
        "vote",
        "condition",
        "business_case",
        "cash_line",
        "data_check",
        "funding_case",
        "funding_cost",
        "funding_choice",
        "legal_fact",
        "company",
        "affiliate",
        "it_system",
        "machine",
    }
)
"""The kinds of records that a verdict is made of."""


@dataclass(frozen=True)
class UseCaseState:
    """A use case with everything recorded about it, as read at `as_of`."""

    as_of: int
    use_case: UseCase
    findings: Mapping[str, Finding]
    links: tuple[SourceLink, ...]
    sources: Mapping[UUID, DataSource]
    ratings: tuple[Rating, ...]
    votes: tuple[Vote, ...]
    conditions: Mapping[str, Condition]
    quick_tests: tuple[QuickTestRecord, ...] = ()


class UseCaseService(RecordService[UseCase]):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, UseCase)

    def state(self, company: UUID, use_case: UUID) -> UseCaseState | None:
        with view_of(self._workspace) as view:
            return use_case_state(view, company, use_case)

    def ratings(self, company: UUID) -> tuple[Rating, ...]:
        with view_of(self._workspace) as view:
            return view.of_company(Rating, company)

    def set_finding(
        self, company: UUID, use_case: UUID, key: str, as_of: int, **values: Any
    ) -> Changes:
        """Saves value, evidence or note of one input of the verdict."""
        return self._set_slot(
            Finding, company, use_case, key, as_of, {"use_case": use_case, "key": key, **values}
        )

    def link_source(
        self, company: UUID, use_case: UUID, source: UUID, as_of: int, **values: Any
    ) -> Changes:
        """Links a data source to the use case, or changes role, readiness and grades."""
        return self._set_slot(
            SourceLink,
            company,
            use_case,
            str(source),
            as_of,
            {"use_case": use_case, "source": source, **values},
        )

    def unlink_source(self, company: UUID, use_case: UUID, source: UUID, as_of: int) -> Changes:
        with writing_to(self._workspace, as_of) as work:
            work.delete(SourceLink, company, slot_id("source_link", use_case, source))
        return work.changes

    def rate(
        self, company: UUID, use_case: UUID, criterion: str, person: str, as_of: int, value: int
    ) -> Changes:
        """One person's rating 1–5 of one criterion; ratings of different people never conflict."""
        return self.rate_all(company, use_case, person, as_of, {criterion: value})

    def rate_all(
        self, company: UUID, use_case: UUID, person: str, as_of: int, values: Mapping[str, int]
    ) -> Changes:
        """One person's ratings 1–5 by criterion, as one step of undo."""
        with writing_to(self._workspace, as_of) as work:
            for criterion, value in values.items():
                work.set(
                    Rating,
                    company,
                    slot_id("rating", use_case, criterion, person),
                    use_case=use_case,
                    criterion=criterion,
                    person=person,
                    value=value,
                )
        return work.changes

    def settle_condition(
        self, company: UUID, use_case: UUID, family: str, as_of: int, **values: Any
    ) -> Changes:
        """What was agreed on a condition: owner, date, or that it cannot be met."""
        return self._set_slot(
            Condition,
            company,
            use_case,
            family,
            as_of,
            {"use_case": use_case, "family": family, **values},
        )

    def _set_slot(
        self,
        cls: type[Record],
        company: UUID,
        use_case: UUID,
        part: str,
        as_of: int,
        values: Mapping[str, Any],
    ) -> Changes:
        kind = {Finding: "finding", SourceLink: "source_link", Condition: "condition"}[cls]
        with writing_to(self._workspace, as_of) as work:
            work.set(cls, company, slot_id(kind, use_case, part), **values)
        return work.changes


def use_case_state(view: View, company: UUID, use_case: UUID) -> UseCaseState | None:
    """A use case with its parts inside a view; None if it does not exist."""
    found = view.get(UseCase, company, use_case)
    if found is None:
        return None
    return _state(
        view.as_of,
        found,
        {each.id: each for each in view.of_company(DataSource, company)},
        _Parts(
            view.of_company(Finding, company, use_case=use_case),
            view.of_company(SourceLink, company, use_case=use_case),
            view.of_company(Rating, company, use_case=use_case),
            view.of_company(Vote, company, use_case=use_case),
            view.of_company(Condition, company, use_case=use_case),
            view.of_company(QuickTestRecord, company, use_case=use_case),
        ),
    )


def use_case_states(view: View, company: UUID) -> tuple[UseCaseState, ...]:
    """All use cases of a company in their order; each kind of record is read once."""
    sources = {each.id: each for each in view.of_company(DataSource, company)}
    findings = _by_use_case(view.of_company(Finding, company))
    links = _by_use_case(view.of_company(SourceLink, company))
    ratings = _by_use_case(view.of_company(Rating, company))
    votes = _by_use_case(view.of_company(Vote, company))
    conditions = _by_use_case(view.of_company(Condition, company))
    quick_tests = _by_use_case(view.of_company(QuickTestRecord, company))
    return tuple(
        _state(
            view.as_of,
            each,
            sources,
            _Parts(
                findings.get(each.id, ()),
                links.get(each.id, ()),
                ratings.get(each.id, ()),
                votes.get(each.id, ()),
                conditions.get(each.id, ()),
                quick_tests.get(each.id, ()),
            ),
        )
        for each in view.of_company(UseCase, company)
    )


@dataclass(frozen=True)
class _Parts:
    findings: tuple[Finding, ...] = ()
    links: tuple[SourceLink, ...] = ()
    ratings: tuple[Rating, ...] = ()
    votes: tuple[Vote, ...] = ()
    conditions: tuple[Condition, ...] = ()
    quick_tests: tuple[QuickTestRecord, ...] = ()


def _by_use_case(records: Iterable[_Part]) -> dict[UUID | None, tuple[_Part, ...]]:
    found: dict[UUID | None, list[_Part]] = {}
    for each in records:
        found.setdefault(each.use_case, []).append(each)
    return {use_case: tuple(parts) for use_case, parts in found.items()}


def _state(
    as_of: int, use_case: UseCase, sources: Mapping[UUID, DataSource], parts: _Parts
) -> UseCaseState:
    return UseCaseState(
        as_of=as_of,
        use_case=use_case,
        findings={each.key: each for each in parts.findings if each.key},
        links=parts.links,
        sources=sources,
        ratings=parts.ratings,
        votes=parts.votes,
        conditions={each.family: each for each in parts.conditions if each.family},
        quick_tests=parts.quick_tests,
    )
