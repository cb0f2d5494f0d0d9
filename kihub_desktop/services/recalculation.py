"""Assessments keep the editions they were made with; this says what newer ones would change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.analysis.readiness import Readiness
from kihub_desktop.analysis.readiness_words import stage_text, total_text
from kihub_desktop.analysis.verdict.method import Method
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.catalogues.editions import edition
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.questionnaire import Questionnaire
from kihub_desktop.services.edition_comparison import Figure, Shift, compare_results, compare_under
from kihub_desktop.services.feasibility import FeasibilityService
from kihub_desktop.services.interviews import InterviewService, InterviewState, method_of

Editions = tuple[str, str]
"""The names of questionnaire and method."""


@dataclass(frozen=True)
class Outdated:
    """An assessment that was made with other editions than those in use.

    `is_known` is False if one of its editions is not on this computer: nothing can be compared.
    """

    stage: Stage
    used: Editions
    newest: Editions
    is_known: bool


@dataclass(frozen=True)
class Recalculation:
    """What the newer editions change: the interview, the readiness, the verdicts."""

    outdated: Outdated
    interview: tuple[Shift, ...]
    readiness: tuple[Shift, ...]
    verdicts: tuple[Shift, ...]

    def __bool__(self) -> bool:
        return bool(self.interview or self.readiness or self.verdicts)


class RecalculationService:
    """Reads and compares; only `adopt` writes."""

    def __init__(
        self,
        interviews: InterviewService,
        questionnaire: Questionnaire,
        feasibility: FeasibilityService,
        under: Callable[[Method], FeasibilityService],
    ) -> None:
        self._interviews = interviews
        self._questionnaire = questionnaire
        self._feasibility = feasibility
        self._under = under

    def outdated(self, company: UUID, stage: Stage) -> Outdated | None:
        """Whether newer editions are here than those the assessment names; None if not."""
        return self.outdated_in(self._interviews.state(company, stage))

    def outdated_in(self, interview: InterviewState) -> Outdated | None:
        """The same of an interview that has been read already."""
        assessment = interview.assessment
        if assessment is None:
            return None
        newest = (self._questionnaire.edition, self._feasibility.method.edition)
        used = (assessment.edition or newest[0], method_of(assessment, newest[1]))
        if used == newest:
            return None
        return Outdated(interview.stage, used, newest, self._old(used) is not None)

    def compare(
        self, company: UUID, stage: Stage, progress: Progress | None = None
    ) -> Recalculation | None:
        """What changes under the newest editions; None if nothing is outdated or known."""
        outdated = self.outdated(company, stage)
        old = self._old(outdated.used) if outdated else None
        if outdated is None or old is None:
            return None
        questionnaire, method = old
        interview = self._interviews.state(company, stage)
        earlier = self._under(method)
        readiness = compare_under(
            lambda rules: _readiness_figures(
                self._feasibility.readiness(company, stage, rules).result, rules
            ),
            method,
            self._feasibility.method,
        )
        verdicts = compare_results(
            _verdict_figures(earlier, company, progress),
            _verdict_figures(self._feasibility, company, progress),
        )
        answers = compare_under(
            lambda asked: _answer_figures(interview, asked), questionnaire, self._questionnaire
        )
        return Recalculation(outdated, answers, readiness, verdicts)

    def adopt(self, company: UUID, stage: Stage) -> Changes:
        """Says that the assessment counts by the newest editions from now on."""
        return self._interviews.adopt_editions(company, stage)

    def _old(self, used: Editions) -> tuple[Questionnaire, Method] | None:
        try:
            return (
                edition("readiness", used[0], Questionnaire),
                edition("method", used[1], Method),
            )
        except KeyError:
            return None


def _answer_figures(interview: InterviewState, asked: Questionnaire) -> Iterator[Figure]:
    """For each answered question the sentence that the chosen level stands for."""
    for question in asked.questions:
        answer = interview.answers.get(question.id)
        if answer is None or answer.level is None:
            continue
        label = phrase("{indicator} {name}", indicator=question.id, name=Phrase(question.indicator))
        if answer.level is Level.NOT_RELEVANT:
            yield Figure(question.id, label, phrase("nicht zutreffend"))
            continue
        level = question.levels[int(answer.level)]
        yield Figure(question.id, label, Phrase(level.sentence))


def _readiness_figures(result: Readiness, method: Method) -> Iterator[Figure]:
    yield Figure("total", phrase("Gesamt"), total_text(result))
    stage = stage_text(result, method)
    yield Figure("stage", phrase("Stufe"), stage or phrase("offen"))
    for score in result.dimensions:
        shown: Value = phrase("offen")
        if score.is_shown and score.point is not None:
            shown = Amount(score.point, 2)
        yield Figure(f"D{score.dimension.number}", Phrase(score.dimension.name), shown)


def _verdict_figures(
    feasibility: FeasibilityService, company: UUID, progress: Progress | None
) -> Iterator[Figure]:
    for each in feasibility.all_judged(company, progress):
        yield from _figures_of(each.verdict)


def _figures_of(verdict: Verdict) -> Iterator[Figure]:
    """Outcome, pillars and what has to be met; a condition that is new or gone is a shift."""
    key, name = verdict.use_case_id, verdict.name
    yield Figure(key, phrase("{name}: Urteil", name=name), verdict.headline)
    for pillar in verdict.pillars:
        value: Value = phrase("offen") if pillar.score is None else Amount(pillar.score, 1)
        label = phrase("{name}: {pillar}", name=name, pillar=pillar.name)
        yield Figure(f"{key}/{pillar.pillar}", label, value)
    for condition in verdict.conditions:
        label = phrase("{name}: Auflage", name=name)
        yield Figure(f"{key}/{condition.code}", label, condition.text)
