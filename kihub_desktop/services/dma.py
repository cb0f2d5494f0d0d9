"""The EU Digital Maturity Assessment: answers per stage, scores, comparison, suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kihub_desktop.analysis.dma import DmaChange, DmaResult, assess_dma, compare_dma
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Stage
from kihub_desktop.domain.dma import DmaCatalogue, ScoringProfile, item_id
from kihub_desktop.domain.dma_records import DmaAnswer, DmaAssessment
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.visit_records import ItSystem
from kihub_desktop.store.unit_of_work import UnitOfWork, writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class Comparison:
    """Another stage beside this one, both under the profile of this one; the earlier one first.

    `stage` is the other one, `held_on` the day of the earlier one.
    """

    stage: Stage
    before: Stage
    after: Stage
    held_on: date | None
    changes: tuple[DmaChange, ...]


@dataclass(frozen=True)
class DmaState:
    """One stage of one company as it was read at `as_of`.

    `answers` hold the rows that the edition knows; `foreign` counts recorded ones that it does not
    (written by another edition: kept, not scored). `totals` are by profile. `suggestions` name for
    open rows the value that captured systems speak for, and these systems.
    """

    as_of: int
    company: Company
    stage: Stage
    begun: tuple[Stage, ...]
    assessment: DmaAssessment | None
    profile: ScoringProfile
    answers: Mapping[str, int]
    foreign: int
    result: DmaResult
    totals: Mapping[str, DmaResult]
    comparison: Comparison | None
    suggestions: Mapping[str, tuple[int, tuple[str, ...]]]


def dma_assessment_id(company: UUID, stage: Stage) -> UUID:
    return slot_id("dma_assessment", company, stage)


def dma_answer_id(company: UUID, stage: Stage, item: str) -> UUID:
    return slot_id("dma_answer", dma_assessment_id(company, stage), item)


class DmaService:
    """Writes answers under the edition and the profile that are stored with each stage."""

    def __init__(self, workspace: Workspace, catalogue: DmaCatalogue) -> None:
        self._workspace = workspace
        self.catalogue = catalogue

    def stages(self, company: UUID) -> tuple[Stage, ...]:
        """The stages that have been begun, in order."""
        with view_of(self._workspace) as view:
            return _begun(view, company)

    def latest(self, company: UUID) -> DmaState | None:
        """The latest stage that has been begun; None if there is none."""
        begun = self.stages(company)
        return self.state(company, begun[-1]) if begun else None

    def state(self, company: UUID, stage: Stage, other: Stage | None = None) -> DmaState | None:
        """The stage with its scores; None if the company is not there (any more).

        It is compared with `other` if that has been begun, else with the one before.
        """
        with view_of(self._workspace) as view:
            return dma_of(view, company, stage, self.catalogue, other)

    def answer(
        self,
        company: UUID,
        stage: Stage,
        values: Mapping[str, int | None],
        as_of: int,
        today: date,
    ) -> Changes:
        """Saves rows in one step; the negative row and the others of its question exclude each
        other: what is said last holds.
        """
        with writing_to(self._workspace, as_of) as work:
            self._open(work, company, stage, today)
            shown, _foreign = _answers(work.view, company, stage, self.catalogue)
            for item, value in self._excluding(values, shown).items():
                work.set(
                    DmaAnswer,
                    company,
                    dma_answer_id(company, stage, item),
                    assessment=dma_assessment_id(company, stage),
                    item=item,
                    value=value,
                )
        return work.changes

    def describe(
        self, company: UUID, stage: Stage, as_of: int, today: date, **values: Any
    ) -> Changes:
        """Saves the profile or the day of a stage; opens the stage if it is not."""
        with writing_to(self._workspace, as_of) as work:
            self._open(work, company, stage, today)
            work.set(DmaAssessment, company, dma_assessment_id(company, stage), **values)
        return work.changes

    def _open(self, work: UnitOfWork, company: UUID, stage: Stage, today: date) -> None:
        slot = dma_assessment_id(company, stage)
        if work.view.get(DmaAssessment, company, slot) is None:
            work.set(
                DmaAssessment,
                company,
                slot,
                stage=stage,
                held_on=today,
                edition=self.catalogue.edition,
                profile=self._inherited(work.view, company, stage),
            )

    def _inherited(self, view: View, company: UUID, stage: Stage) -> str:
        """A later stage follows the profile of the one before, so that both can be compared."""
        found = {each.stage: each for each in view.of_company(DmaAssessment, company)}
        earlier = [found[each] for each in Stage if each < stage and each in found]
        return (earlier[-1].profile if earlier else None) or self.catalogue.profiles[0].key

    def _excluding(
        self, values: Mapping[str, int | None], shown: Mapping[str, int]
    ) -> dict[str, int | None]:
        changed = dict(values)
        for question in self.catalogue.questions:
            if question.negative is None:
                continue
            negative = item_id(question, question.negative)
            others = [key for key in _rows(self.catalogue, question.key) if key != negative]
            if values.get(negative):
                changed |= {key: 0 for key in others if shown.get(key) or values.get(key)}
            elif any(values.get(key) for key in others) and shown.get(negative):
                changed[negative] = 0
        return changed


def dma_of(
    view: View,
    company: UUID,
    stage: Stage,
    catalogue: DmaCatalogue,
    other: Stage | None = None,
) -> DmaState | None:
    """The state of a stage inside a view."""
    found = view.get(Company, company, company)
    if found is None:
        return None
    assessment = view.get(DmaAssessment, company, dma_assessment_id(company, stage))
    profile = _profile(catalogue, assessment)
    answers, foreign = _answers(view, company, stage, catalogue)
    totals = {each.key: assess_dma(answers, catalogue, each) for each in catalogue.profiles}
    begun = _begun(view, company)
    return DmaState(
        as_of=view.as_of,
        company=found,
        stage=stage,
        begun=begun,
        assessment=assessment,
        profile=profile,
        answers=answers,
        foreign=foreign,
        result=totals[profile.key],
        totals=totals,
        comparison=_comparison(
            view, company, (stage, _other(stage, begun, other)), catalogue, totals[profile.key]
        ),
        suggestions=_suggestions(view.of_company(ItSystem, company), answers, catalogue),
    )


def _begun(view: View, company: UUID) -> tuple[Stage, ...]:
    found = {each.stage for each in view.of_company(DmaAssessment, company)}
    return tuple(stage for stage in Stage if stage in found)


def _profile(catalogue: DmaCatalogue, assessment: DmaAssessment | None) -> ScoringProfile:
    """The stored profile; the usual one for a profile that only a newer edition knows."""
    try:
        return catalogue.profile(assessment.profile if assessment else None)
    except KeyError:
        return catalogue.profiles[0]


def _rows(catalogue: DmaCatalogue, question: str) -> list[str]:
    return [item_id(each, item) for each, item in catalogue.items() if each.key == question]


def _answers(
    view: View, company: UUID, stage: Stage, catalogue: DmaCatalogue
) -> tuple[dict[str, int], int]:
    tops = {item_id(question, item): question.type.top for question, item in catalogue.items()}
    slot = dma_assessment_id(company, stage)
    recorded = {
        each.item or "": each.value
        for each in view.of_company(DmaAnswer, company, assessment=slot)
        if each.value is not None
    }
    known = {
        key: recorded[key] for key in tops if key in recorded and 0 <= recorded[key] <= tops[key]
    }
    return known, len(recorded) - len(known)


def _other(stage: Stage, begun: tuple[Stage, ...], asked: Stage | None) -> Stage | None:
    if asked in begun and asked != stage:
        return asked
    return next((each for each in reversed(begun) if each < stage), None)


def _comparison(
    view: View,
    company: UUID,
    stages: tuple[Stage, Stage | None],
    catalogue: DmaCatalogue,
    result: DmaResult,
) -> Comparison | None:
    stage, other = stages
    if other is None or not result.answered:
        return None
    answers, _foreign = _answers(view, company, other, catalogue)
    found = assess_dma(answers, catalogue, catalogue.profile(result.profile))
    before, after = sorted((stage, other))
    changes = compare_dma(found, result) if other == before else compare_dma(result, found)
    assessment = view.get(DmaAssessment, company, dma_assessment_id(company, before))
    held_on = assessment.held_on if assessment else None
    return Comparison(other, before, after, held_on, changes)


def _suggestions(
    systems: Iterable[ItSystem], answers: Mapping[str, int], catalogue: DmaCatalogue
) -> dict[str, tuple[int, tuple[str, ...]]]:
    """A captured system is one in use: yes, or operational."""
    named: dict[str, list[str]] = {}
    for system in systems:
        if system.kind is not None:
            named.setdefault(system.kind.value, []).append(system.name or "–")
    found = {}
    for question, item in catalogue.items():
        names = tuple(name for kind in item.systems for name in named.get(kind, ()))
        if names and item_id(question, item) not in answers:
            found[item_id(question, item)] = (question.type.top, names)
    return found
