"""Decides which question is asked, what an answer means, and what the profile shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Evidence, Level, Stage
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.questionnaire import Question, Questionnaire
from kihub_desktop.domain.records import Answer
from kihub_desktop.domain.typed_days import TypedDay
from kihub_desktop.domain.words import word
from kihub_desktop.services.interviews import InterviewService, InterviewState

if TYPE_CHECKING:  # the analyses load with the page, not with the window
    from kihub_desktop.services.feasibility import FeasibilityService, ReadinessView
    from kihub_desktop.services.recalculation import Outdated

KINDS = frozenset({"answer", "assessment", "use_case"})


@dataclass(frozen=True)
class DimensionLine:
    """How far a dimension is."""

    id: str
    name: str
    answered: int
    total: int
    is_current: bool


@dataclass(frozen=True)
class ProfileAxis:
    """Points in levels 0–5; `low` and `high` bound the point by the evidence there is."""

    label: str
    actual: float | None
    target: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class QuestionState:
    """The question on screen with its answer; `reason_missing` while N waits for a reason."""

    question: Question
    dimension: str
    number: int
    total: int
    level: int | None
    not_relevant: bool
    reason_missing: bool
    reason: str
    evidence: int | None
    note: str


@dataclass(frozen=True)
class InterviewPageState:
    """`question` is None while no company is chosen."""

    question: QuestionState | None
    stage: Stage
    stages: tuple[tuple[Stage, Phrase], ...]
    edition: str
    dimensions: tuple[DimensionLine, ...] = ()
    profile: tuple[ProfileAxis, ...] = ()
    total: Phrase | None = None
    level: Phrase | None = None
    day: str = ""
    day_problem: Phrase | None = None
    outdated: Phrase | None = None


class InterviewView(Protocol):
    def show_state(self, state: InterviewPageState) -> None: ...


class InterviewPresenter:
    """Saves every key press at once; the profile follows."""

    def __init__(
        self,
        view: InterviewView,
        interviews: InterviewService,
        feasibility: FeasibilityService,
        questionnaire: Questionnaire,
        desk: InterviewDesk,
    ) -> None:
        self._view = view
        self._interviews = interviews
        self._feasibility = feasibility
        self._questionnaire = questionnaire
        self._desk = desk
        self._usual = questionnaire
        self._order = [question.id for question in questionnaire.questions]
        self._company: UUID | None = None
        self._stage = Stage.T0
        self._current = self._order[0]
        self._asks_reason = False
        self._state: InterviewState | None = None
        self._day = TypedDay()

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads the interview of the company in hand and shows the question."""
        company = self._desk.company()
        target = self._desk.take_target("readiness")
        if company is None:
            self._company, self._state = None, None
            self._view.show_state(self._empty())
            return
        if company != self._company:
            self._company, self._day = company, TypedDay()
            begun = self._interviews.stages(company)
            self._stage = begun[-1] if begun else Stage.T0
            self._state = self._interviews.state(company, self._stage)
            self._current = self._first_open()
        self._state = self._interviews.state(company, self._stage)
        self._take_edition()
        if target in self._order:
            self._go(target)
        self._show()

    def _take_edition(self) -> None:
        """Asks by the edition that the assessment was begun with, if it is on this computer."""
        assessment = self._state.assessment if self._state else None
        named = assessment.edition if assessment else None
        asked = self._usual
        if named and named != asked.edition:
            asked = self._desk.questionnaire_of(named) or asked
        self._questionnaire = asked
        self._order = [question.id for question in asked.questions]
        if self._current not in self._order:
            self._current = self._first_open()

    def _outdated(self) -> Phrase | None:
        found = self._desk.outdated(self._state) if self._state else None
        if found is None:
            return None
        used, newest = (" · ".join(names) for names in (found.used, found.newest))
        if not found.is_known:
            return phrase(
                "Mit Ausgabe {used} bewertet, die auf diesem Rechner fehlt. Gezeigt ist {newest}.",
                used=used,
                newest=newest,
            )
        return phrase(
            "Mit Ausgabe {used} bewertet; {newest} ist da – vergleichen",
            used=used,
            newest=newest,
        )

    def _empty(self) -> InterviewPageState:
        return InterviewPageState(None, self._stage, _stage_words(), self._questionnaire.edition)

    def _show(self) -> None:
        if self._company is None or self._state is None:
            return
        readiness = self._feasibility.readiness(self._company, self._stage)
        self._view.show_state(
            InterviewPageState(
                question=self._question(self._state),
                stage=self._stage,
                stages=_stage_words(),
                edition=self._questionnaire.edition,
                dimensions=self._dimensions(self._state),
                profile=self._profile(readiness),
                total=self._total(readiness),
                level=self._level(readiness),
                day=self._day.shown(_held_on(self._state), self._desk.day_text),
                day_problem=self._day.problem,
                outdated=self._outdated(),
            )
        )

    def _question(self, state: InterviewState) -> QuestionState:
        question = self._questionnaire.question(self._current)
        answer = state.answers.get(self._current)
        level = None if answer is None else answer.level
        relevant = level is not Level.NOT_RELEVANT
        evidence = None if answer is None else answer.evidence
        return QuestionState(
            question=question,
            dimension=self._questionnaire.dimension(question.dimension_id).short_name,
            number=self._order.index(self._current) + 1,
            total=len(self._order),
            level=int(level) if level is not None and relevant else None,
            not_relevant=not relevant,
            reason_missing=self._asks_reason,
            reason=(answer.reason if answer else None) or "",
            evidence=None if evidence is None else int(evidence),
            note=(answer.note if answer else None) or "",
        )

    def _dimensions(self, state: InterviewState) -> tuple[DimensionLine, ...]:
        current = self._questionnaire.question(self._current).dimension_id
        return tuple(
            DimensionLine(
                id=dimension.id,
                name=dimension.short_name,
                answered=sum(_is_answered(state.answers.get(q.id)) for q in dimension.questions),
                total=len(dimension.questions),
                is_current=dimension.id == current,
            )
            for dimension in self._questionnaire.dimensions
        )

    def _profile(self, readiness: ReadinessView) -> tuple[ProfileAxis, ...]:
        return tuple(
            ProfileAxis(
                label=score.dimension.name,
                actual=score.point if score.is_shown else None,
                target=readiness.targets[score.dimension.number],
                low=score.band.low if score.band and score.answered else None,
                high=score.band.high if score.band and score.answered else None,
            )
            for score in readiness.result.dimensions
        )

    def _total(self, readiness: ReadinessView) -> Phrase:
        from kihub_desktop.analysis.readiness_words import total_text

        return total_text(readiness.result)

    def _level(self, readiness: ReadinessView) -> Phrase | None:
        from kihub_desktop.analysis.readiness_words import stage_text

        return stage_text(readiness.result, self._feasibility.method)

    @property
    def stage(self) -> Stage:
        return self._stage

    # -- intents ------------------------------------------------------------------------------

    def pick(self, level: int) -> None:
        """Answers the question with a level."""
        self._asks_reason = False
        self._save(level=Level(str(level)))

    def not_relevant(self) -> None:
        """Not relevant needs a reason first; with one at hand the key answers at once."""
        answer = self._state.answers.get(self._current) if self._state else None
        if answer is not None and (answer.reason or "").strip():
            self._save(level=Level.NOT_RELEVANT)
            return
        self._asks_reason = True
        self._show()

    def give_reason(self, text: str) -> None:
        """A reason makes the question not relevant; taking it away opens the question again."""
        reason = text.strip()
        self._asks_reason = False
        if reason:
            self._save(level=Level.NOT_RELEVANT, reason=reason)
        elif self._state and (answer := self._state.answers.get(self._current)):
            level = None if answer.level is Level.NOT_RELEVANT else answer.level
            self._save(level=level, reason=None)

    def grade(self, evidence: int) -> None:
        self._save(evidence=Evidence(str(evidence)))

    def write_note(self, text: str) -> None:
        self._save(note=text.strip() or None)

    def clear(self) -> None:
        """Takes the answer away: the question is open again."""
        self._asks_reason = False
        self._save(level=None, reason=None)

    def go_on(self) -> None:
        """The next question; after the last one the first that is still open."""
        place = self._order.index(self._current) + 1
        self._go(self._order[place] if place < len(self._order) else self._first_open())
        self._show()

    def go_back(self) -> None:
        place = self._order.index(self._current)
        self._go(self._order[max(0, place - 1)])
        self._show()

    def go_to_dimension(self, dimension: str) -> None:
        """The first open question of a dimension, or its first."""
        questions = [q.id for q in self._questionnaire.dimension(dimension).questions]
        answers = self._state.answers if self._state else {}
        still_open = [each for each in questions if not _is_answered(answers.get(each))]
        self._go((still_open or questions)[0])
        self._show()

    def choose_stage(self, stage: str) -> None:
        self._stage, self._day = Stage(stage), TypedDay()
        self._asks_reason = False
        if self._company is not None:
            self._state = self._interviews.state(self._company, self._stage)
            self._take_edition()
            self._current = self._first_open()
            self._show()

    def set_day(self, text: str) -> None:
        """Saves the day of the stage; what is no day stays in the field with its reason."""
        if self._company is None or self._state is None:
            return
        self._day = TypedDay.read(text, self._desk.today())
        if self._day.problem is not None:
            self._show()
            return
        self._tell(
            self._interviews.describe(
                self._company,
                self._stage,
                self._state.as_of,
                self._desk.today(),
                held_on=self._day.day,
            )
        )

    def _go(self, question: str) -> None:
        self._current = question
        self._asks_reason = False

    def _first_open(self) -> str:
        answers = self._state.answers if self._state else {}
        return next((q for q in self._order if not _is_answered(answers.get(q))), self._order[0])

    def _save(self, **values: Any) -> None:
        if self._company is None or self._state is None:
            return
        changes = self._interviews.answer(
            self._company,
            self._stage,
            self._current,
            self._state.as_of,
            self._desk.today(),
            **values,
        )
        self._tell(changes)

    def _tell(self, changes: Changes) -> None:
        if changes:
            self._desk.publish(changes)
        else:
            self._show()  # nothing new was said, but a question for a reason may have ended


@dataclass(frozen=True)
class InterviewDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    take_target: Callable[[str], str]
    publish: Callable[[Changes], None]
    today: Callable[[], date]
    day_text: Callable[[date], str]
    questionnaire_of: Callable[[str], Questionnaire | None] = lambda _edition: None
    outdated: Callable[[InterviewState], Outdated | None] = lambda _state: None


def _held_on(state: InterviewState) -> date | None:
    return state.assessment.held_on if state.assessment else None


def _is_answered(answer: Answer | None) -> bool:
    return answer is not None and answer.level is not None


def _stage_words() -> tuple[tuple[Stage, Phrase], ...]:
    return tuple((stage, word(stage)) for stage in Stage)


NO_COMPANY = phrase("Wählen Sie zuerst ein Unternehmen; das Interview gehört zu ihm.")
