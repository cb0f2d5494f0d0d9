"""Readiness and verdict of a company, worked out from what is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kihub_desktop.analysis.economics.result import EconomicsResult, Incomplete
from kihub_desktop.analysis.explanation import Node
from kihub_desktop.analysis.readiness import Readiness, assess_readiness
from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer, ReadinessInput
from kihub_desktop.analysis.readiness_targets import (
    Gap,
    rank_gaps,
    target_levels,
    target_profile,
)
from kihub_desktop.analysis.readiness_words import readiness_tree
from kihub_desktop.analysis.verdict.inputs import UseCaseInput
from kihub_desktop.analysis.verdict.judge import judge
from kihub_desktop.analysis.verdict.method import Method
from kihub_desktop.analysis.verdict.outcome import Engine
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.catalogues.editions import edition
from kihub_desktop.domain.choices import Stage
from kihub_desktop.domain.findings import FindingsCatalogue
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.records import Condition, UseCase
from kihub_desktop.services import feasibility_inputs as inputs
from kihub_desktop.services.business_cases import (
    BusinessCaseService,
    BusinessCaseState,
    business_case_of,
    business_cases_of,
)
from kihub_desktop.services.interviews import InterviewState, interview_of, method_of
from kihub_desktop.services.legal_check import LegalCheck, LegalService
from kihub_desktop.services.legal_verdict import law_input
from kihub_desktop.services.use_cases import UseCaseState, use_case_state, use_case_states
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class ReadinessView:
    """The readiness at a stage with its target profile (levels 0–5 by dimension number)."""

    as_of: int
    stage: Stage
    result: Readiness
    targets: Mapping[int, float]
    tree: Node


@dataclass(frozen=True)
class Judged:
    """One use case with its verdict and the calculation behind its money pillar.

    `agreed` is what was agreed on conditions, by their family, as read at `as_of`.
    """

    use_case: UseCase
    verdict: Verdict
    economics: EconomicsResult | Incomplete
    as_of: int
    agreed: Mapping[str, Condition]


Recorded = tuple[UseCaseState, BusinessCaseState, LegalCheck | None]


@dataclass(frozen=True)
class _Read:
    """The answers of the interview and every use case with its business case."""

    answers: Mapping[str, IndicatorAnswer]
    cases: tuple[Recorded, ...]


class FeasibilityService:
    """Reads records, runs the analyses; nothing is stored, nothing is guessed."""

    def __init__(
        self,
        workspace: Workspace,
        method: Method,
        findings: FindingsCatalogue,
        business_cases: BusinessCaseService,
        legal: LegalService,
        today: Callable[[], date],
    ) -> None:
        self._workspace = workspace
        self._engine = Engine(method)
        self._findings = findings
        self._business_cases = business_cases
        self._legal = legal
        self._today = today

    @property
    def method(self) -> Method:
        return self._engine.method

    @property
    def legal(self) -> LegalService:
        """Where the verdict has the law from."""
        return self._legal

    def readiness(
        self, company: UUID, stage: Stage | None = None, method: Method | None = None
    ) -> ReadinessView:
        """The readiness at a stage, by default at the latest that has been begun.

        By the edition of the method that the assessment names, unless another is given.
        """
        with view_of(self._workspace) as view:
            interview = _interview(view, company, stage)
            use_cases = view.of_company(UseCase, company)
        # The target asks for the kinds of use cases only: nothing is simulated while one answers.
        planned = [
            UseCaseInput(str(each.id), each.title or "", inputs.archetype_of(each))
            for each in use_cases
        ]
        given = ReadinessInput(inputs.indicator_answers(interview.answers))
        rules = method or self._recorded_method(interview)
        result = assess_readiness(given, rules)
        targets = target_profile(target_levels(planned, rules), rules)
        tree = readiness_tree(result, given, rules)
        return ReadinessView(interview.as_of, interview.stage, result, targets, tree)

    def _recorded_method(self, interview: InterviewState) -> Method:
        """The edition that the assessment names; that in use if it is not on this computer."""
        named = method_of(interview.assessment, self.method.edition)
        if named == self.method.edition:
            return self.method
        try:
            return edition("method", named, Method)
        except KeyError:
            return self.method

    def gaps(self, company: UUID) -> tuple[Gap, ...]:
        """The gaps to the target, by what closing them would bring to the planned use cases."""
        with view_of(self._workspace) as view:
            read = self._read(view, company)
        planned = tuple(self._input(each, read.answers)[0] for each in read.cases)
        return rank_gaps(ReadinessInput(read.answers), planned, self._engine)

    def judged(self, company: UUID, use_case: UUID) -> Judged | None:
        """The verdict on one use case; None if it does not exist."""
        with view_of(self._workspace) as view:
            state = use_case_state(view, company, use_case)
            if state is None:
                return None
            money = business_case_of(view, company, use_case, self._today())
            legal = self._legal.of_view(view, company).get(use_case)
            answers = inputs.indicator_answers(_interview(view, company, None).answers)
        return self._judge((state, money, legal), answers)

    def all_judged(self, company: UUID, progress: Progress | None = None) -> tuple[Judged, ...]:
        """The verdicts on all use cases of a company, in their recorded order."""
        with view_of(self._workspace) as view:
            read = self._read(view, company)
        # A simulation may take seconds: it runs after the view, and only if its inputs are new.
        return tuple(self._judge(each, read.answers, progress) for each in read.cases)

    def at_hand(self, company: UUID) -> dict[UUID, Judged | None]:
        """The verdicts that need no new simulation; None for those that have to wait for one.

        Every verdict is worked out from what is recorded now, so that none is ever out of date.
        """
        with view_of(self._workspace) as view:
            read = self._read(view, company)
        return {
            state.use_case.id: (
                self._judge((state, money, legal), read.answers)
                if self._business_cases.is_known(money)
                else None
            )
            for state, money, legal in read.cases
        }

    def _read(self, view: View, company: UUID) -> _Read:
        """All that the verdicts of a company are made of, each kind of record read once."""
        states = use_case_states(view, company)
        money = business_cases_of(
            view, company, [each.use_case.id for each in states], self._today()
        )
        legal = self._legal.of_view(view, company)
        answers = inputs.indicator_answers(_interview(view, company, None).answers)
        checks = [legal.get(each.use_case.id) for each in states]
        return _Read(answers, tuple(zip(states, money, checks, strict=True)))

    def _judge(
        self,
        recorded: Recorded,
        answers: Mapping[str, IndicatorAnswer],
        progress: Progress | None = None,
    ) -> Judged:
        given, economics = self._input(recorded, answers, progress)
        found = judge(given, self._engine, self._today())
        state, _money, _legal = recorded
        return Judged(state.use_case, found, economics, state.as_of, state.conditions)

    def _input(
        self,
        recorded: Recorded,
        answers: Mapping[str, IndicatorAnswer],
        progress: Progress | None = None,
    ) -> tuple[UseCaseInput, EconomicsResult | Incomplete]:
        state, money, legal = recorded
        use_case = state.use_case
        reader = inputs.FindingReader(state, self._findings)
        economics = self._business_cases.assessment(money, progress)
        given = UseCaseInput(
            id=str(use_case.id),
            name=use_case.title or "",
            archetype=inputs.archetype_of(use_case),
            indicators=answers,
            data_pillar=inputs.data_input(state, reader),
            technology=inputs.technology_input(reader),
            economy=inputs.economy_input(money, economics),
            law=law_input(legal, self.method.law),
            organisation=inputs.organisation_input(state, reader),
            refusals=inputs.refusals(state),
            planned_start=use_case.planned_start,
        )
        return given, economics


def _interview(view: View, company: UUID, stage: Stage | None) -> InterviewState:
    """The interview of the stage, by default the latest that has been begun (else T0)."""
    if stage is not None:
        return interview_of(view, company, stage)
    for each in reversed(Stage):
        interview = interview_of(view, company, each)
        if interview.assessment is not None:
            return interview
    return interview_of(view, company, Stage.T0)
