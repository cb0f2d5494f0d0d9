"""The readiness interview: answers per stage, saved one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kihub_desktop.catalogues.editions import shelf
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Stage
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.records import Answer, Assessment
from kihub_desktop.store.unit_of_work import UnitOfWork, writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class InterviewState:
    """The answers of one stage by question id; `assessment` is None before the first one."""

    as_of: int
    stage: Stage
    assessment: Assessment | None
    answers: Mapping[str, Answer]


def assessment_id(company: UUID, stage: Stage) -> UUID:
    return slot_id("assessment", company, stage)


def answer_id(company: UUID, stage: Stage, question: str) -> UUID:
    return slot_id("answer", assessment_id(company, stage), question)


class InterviewService:
    """Writes answers under the editions of questionnaire and method they were given to.

    `method` words the edition of the method when the first answer opens an assessment.
    """

    def __init__(
        self, workspace: Workspace, edition: str, method: Callable[[], str] | None = None
    ) -> None:
        self._workspace = workspace
        self._edition = edition
        self._method = method

    def state(self, company: UUID, stage: Stage) -> InterviewState:
        with view_of(self._workspace) as view:
            return interview_of(view, company, stage)

    def stages(self, company: UUID) -> tuple[Stage, ...]:
        """The stages that have been begun, in order."""
        with view_of(self._workspace) as view:
            begun = {each.stage for each in view.of_company(Assessment, company)}
        return tuple(stage for stage in Stage if stage in begun)

    def answer(
        self, company: UUID, stage: Stage, question: str, as_of: int, today: date, **values: Any
    ) -> Changes:
        """Saves fields of an answer; the first one of a stage opens the assessment."""
        with writing_to(self._workspace, as_of) as work:
            self._open(work, company, stage, today)
            slot = answer_id(company, stage, question)
            values |= {"assessment": assessment_id(company, stage), "question": question}
            work.set(Answer, company, slot, **values)
        return work.changes

    def describe(
        self, company: UUID, stage: Stage, as_of: int, today: date, **values: Any
    ) -> Changes:
        """Saves the day of a stage; opens the stage if it is not."""
        with writing_to(self._workspace, as_of) as work:
            self._open(work, company, stage, today)
            work.set(Assessment, company, assessment_id(company, stage), **values)
        return work.changes

    def adopt_editions(self, company: UUID, stage: Stage) -> Changes:
        """The assessment counts by the editions in use from now on; nothing if there is none."""
        with writing_to(self._workspace) as work:
            slot = assessment_id(company, stage)
            if work.view.get(Assessment, company, slot) is not None:
                work.set(Assessment, company, slot, **self._editions())
        return work.changes

    def _editions(self) -> dict[str, Any]:
        method = {} if self._method is None else {"method": self._method()}
        return {"edition": self._edition, **method}

    def _open(self, work: UnitOfWork, company: UUID, stage: Stage, today: date) -> None:
        slot = assessment_id(company, stage)
        if work.view.get(Assessment, company, slot) is None:
            values = {"stage": stage, "held_on": today, **self._editions()}
            work.set(Assessment, company, slot, **values)


def method_of(assessment: Assessment | None, newest: str) -> str:
    """The edition of the method that an assessment was made with.

    One from before it was recorded counts by the edition of its day.
    """
    if assessment is None:
        return newest
    if assessment.method is None and assessment.held_on is not None:
        return shelf().at("method", assessment.held_on).name
    return assessment.method or newest


def interview_of(view: View, company: UUID, stage: Stage) -> InterviewState:
    """The state of an interview inside a view."""
    slot = assessment_id(company, stage)
    answers = view.of_company(Answer, company, assessment=slot)
    return InterviewState(
        view.as_of,
        stage,
        view.get(Assessment, company, slot),
        {each.question: each for each in answers if each.question is not None},
    )
