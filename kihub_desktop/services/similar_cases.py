"""Similar use cases of other companies in the same workspace, with what became of them.

Everything is worked out anew and only handed to the window: nothing is recorded, so nothing of
one company reaches the records, the report or the export of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.analysis.similar_cases import (
    CaseTraits,
    Similarity,
    case_words,
    most_similar,
)
from kihub_desktop.domain.choices import Sector
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.records import Company, Process, UseCase
from kihub_desktop.domain.spelling import fold
from kihub_desktop.domain.use_case_templates import SimilarityRules
from kihub_desktop.services.feasibility import FeasibilityService, Judged
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

MOST = 5
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class SimilarCase:
    """A use case of another company, why it is similar, and its verdict as of today.

    `words` are those both use, as the other case spells them, the longest first.
    """

    company: UUID
    company_name: str
    sector: Sector | None
    use_case: UUID
    title: str
    similarity: Similarity
    words: tuple[str, ...]
    judged: Judged


class SimilarCaseService:
    """The rules are read with the first question, for a catalogue is behind them."""

    def __init__(
        self,
        workspace: Workspace,
        feasibility: FeasibilityService,
        rules: Callable[[], SimilarityRules],
    ) -> None:
        self._workspace = workspace
        self._feasibility = feasibility
        self._rules = rules

    def similar(
        self, company: UUID, use_case: UUID, progress: Progress | None = None
    ) -> tuple[SimilarCase, ...]:
        """The most similar use cases of other companies, the most similar first."""
        rules = self._rules()
        with view_of(self._workspace) as view:
            own = view.get(UseCase, company, use_case)
            if own is None:
                return ()
            cases = view.everywhere(UseCase)
            companies = {each.id: each for each in view.everywhere(Company)}
            problems = _problems(view)
        # A company that lies in the recycle bin is in no list, nor are its use cases.
        known = {each.id: each for each in cases if each.company in companies}
        others = {
            key: _traits(each, companies.get(each.company), problems, rules)
            for key, each in known.items()
            if each.company != company
        }
        traits = _traits(own, companies.get(company), problems, rules)
        found = []
        for place, (key, alike) in enumerate(most_similar(traits, others, rules, MOST)):
            if progress is not None:
                progress(place, MOST)  # a place to be cancelled: a verdict may take seconds
            other = known[key]
            judged = self._feasibility.judged(other.company, key)
            if judged is not None:
                found.append(_similar(other, companies[other.company], problems, alike, judged))
        return tuple(found)


def _similar(
    case: UseCase,
    company: Company,
    problems: dict[UUID, str],
    alike: Similarity,
    judged: Judged,
) -> SimilarCase:
    spelled = (each for text in _texts(case, problems) for each in _WORD.findall(text))
    words = {fold(each): each for each in spelled if fold(each) in alike.words}
    return SimilarCase(
        company=company.id,
        company_name=company.name or "",
        sector=company.sector,
        use_case=case.id,
        title=case.title or "",
        similarity=alike,
        words=tuple(sorted(words.values(), key=lambda each: (-len(each), each))),
        judged=judged,
    )


def _problems(view: View) -> dict[UUID, str]:
    return {each.id: each.problem or "" for each in view.everywhere(Process)}


def _traits(
    case: UseCase, company: Company | None, problems: dict[UUID, str], rules: SimilarityRules
) -> CaseTraits:
    return CaseTraits(
        template=case.template,
        archetype=case.archetype,
        sector=company.sector if company else None,
        words=case_words(_texts(case, problems), rules),
    )


def _texts(case: UseCase, problems: dict[UUID, str]) -> tuple[str, ...]:
    # The first paragraph says the problem; behind it stand words that every template uses.
    problem = (case.description or "").split("\n")[0]
    related = problems.get(case.process, "") if case.process else ""
    return (case.title or "", problem, related)
