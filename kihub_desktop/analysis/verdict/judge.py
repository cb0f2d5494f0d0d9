"""The verdict on a use case: from the inputs to everything that page and report show."""

from __future__ import annotations

from datetime import date

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.certainty import find_certainty
from kihub_desktop.analysis.verdict.completion import Bounds, decisive_questions, find_bounds
from kihub_desktop.analysis.verdict.conditions import Calendar, Condition, conditions_of
from kihub_desktop.analysis.verdict.cures import Action
from kihub_desktop.analysis.verdict.evidence import evidence_tree
from kihub_desktop.analysis.verdict.headline import HeadlineParts, headline_of
from kihub_desktop.analysis.verdict.improvement import Improvement, find_improvement
from kihub_desktop.analysis.verdict.inputs import UseCaseInput
from kihub_desktop.analysis.verdict.outcome import Engine, PillarResult
from kihub_desktop.analysis.verdict.reasons import Context
from kihub_desktop.analysis.verdict.roadmap import (
    duties_of,
    exceptions_of,
    mean_score,
    recommendations_of,
    steps_of,
)
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.sheet import Sheet, make_sheet
from kihub_desktop.analysis.verdict.subjects import subject_of
from kihub_desktop.analysis.verdict.tree import open_pillar_tree, pillar_tree, shares_of
from kihub_desktop.analysis.verdict.views import (
    ImprovementView,
    PillarView,
    QuestionView,
    Verdict,
)
from kihub_desktop.analysis.verdict.wording import (
    OUTCOME_NAMES,
    UNCHECKED,
    action_text,
    action_weeks,
    certainty_sentence,
    condition_sentence,
    pillar_name,
)
from kihub_desktop.domain.phrases import Phrase, phrase


def judge(use_case: UseCaseInput, engine: Engine, today: date) -> Verdict:
    """The verdict by the engine's edition of the method (method.md 2–8, 10, 11).

    Scores in points 0–100 with one decimal, weeks as integers, dates from `today`. Open answers
    give ranges and questions, never a guess. Pure; about 10 ms.
    """
    sheet = make_sheet(use_case, engine.plan(use_case.archetype))
    bounds = find_bounds(sheet, engine)
    calendar = Calendar(today, use_case.planned_start)
    pillars = tuple(
        _pillar_view(worst, best, (sheet, bounds.best_case), (engine, calendar))
        for worst, best in zip(bounds.worst.pillars, bounds.best.pillars, strict=True)
    )
    conditions = _conditions(pillars)
    questions = _questions(sheet, bounds, engine)
    improvements = _improvements(sheet, bounds, engine)
    recommendations = recommendations_of(sheet, bounds.best_case, engine, calendar)
    certainty = find_certainty(sheet, bounds, engine)
    return Verdict(
        use_case_id=use_case.id,
        name=use_case.name,
        edition=engine.method.edition,
        today=today,
        outcome=bounds.best.outcome if bounds.is_final else None,
        low=bounds.worst.outcome,
        high=bounds.best.outcome,
        pillars=pillars,
        conditions=conditions,
        certainty=certainty,
        questions=questions,
        improvements=improvements,
        recommendations=recommendations,
        exceptions=exceptions_of(sheet),
        steps=steps_of(questions, conditions, duties_of(sheet), recommendations),
        mean=None if any(view.is_open for view in pillars) else mean_score(bounds.best, engine),
        headline=_headline(use_case, bounds, pillars, improvements, questions),
        certainty_sentence=certainty_sentence(certainty),
        tree=_tree(use_case, bounds, pillars, engine),
        evidence=evidence_tree(sheet, certainty),
    )


def _headline(
    use_case: UseCaseInput,
    bounds: Bounds,
    pillars: tuple[PillarView, ...],
    improvements: tuple[ImprovementView, ...],
    questions: tuple[QuestionView, ...],
) -> Phrase:
    return headline_of(
        HeadlineParts(
            use_case.name or phrase("Das Vorhaben"),
            bounds.worst.outcome,
            bounds.best.outcome,
            pillars,
            _conditions(pillars),
            improvements,
            questions,
            use_case.pilot_weeks,
        )
    )


def _conditions(pillars: tuple[PillarView, ...]) -> tuple[Condition, ...]:
    return tuple(entry for view in pillars for entry in view.conditions)


def _questions(sheet: Sheet, bounds: Bounds, engine: Engine) -> tuple[QuestionView, ...]:
    """The open questions that decide; none once the outcome is final."""
    decisive = () if bounds.is_final else decisive_questions(sheet, engine, bounds)
    return tuple(
        QuestionView(entry.key, subject_of(entry.key, sheet), entry.outcome) for entry in decisive
    )


def _pillar_view(
    worst: PillarResult,
    best: PillarResult,
    known: tuple[Sheet, Case],
    tools: tuple[Engine, Calendar],
) -> PillarView:
    sheet, case = known
    is_open = worst != best
    # What stands in the best completion stands in every completion.
    conditions = conditions_of(Context(sheet, case, best), *tools)
    shares = () if is_open else shares_of(best, sheet.plan)
    if is_open:
        tree = open_pillar_tree(worst, best, conditions, sheet)
    else:
        tree = pillar_tree(best, shares, conditions, sheet)
    return PillarView(
        best.pillar,
        pillar_name(best.pillar, sheet.plan.method),
        worst.score,
        best.score,
        worst.status,
        best.status,
        is_open,
        shares,
        conditions,
        tree,
    )


def _improvements(sheet: Sheet, bounds: Bounds, engine: Engine) -> tuple[ImprovementView, ...]:
    """The ways to the next better outcome and to „machbar“, from the worst completion."""
    outcome = bounds.worst.outcome
    if not bounds.is_final or outcome == Outcome.FEASIBLE:
        return ()
    case = bounds.worst_case
    targets = dict.fromkeys((Outcome(outcome + 1), Outcome.FEASIBLE))
    ways: dict[tuple[Action, ...], Improvement] = {}
    for target in targets:
        way = find_improvement(engine, case, target)
        if way is not None:
            # What leads to the next better outcome may already lead to „machbar“.
            ways[way.actions] = way
    return tuple(_improvement_view(way, sheet, case) for way in ways.values())


def _improvement_view(way: Improvement, sheet: Sheet, case: Case) -> ImprovementView:
    texts = tuple(action_text(action, sheet, case) for action in way.actions)
    weeks = [action_weeks(action, sheet.plan.method) for action in way.actions]
    return ImprovementView(
        way.target,
        way.reached,
        way.actions,
        texts,
        condition_sentence(way.reached, texts),
        sum(weeks),
        max(weeks, default=0),
    )


def _tree(
    use_case: UseCaseInput, bounds: Bounds, pillars: tuple[PillarView, ...], engine: Engine
) -> Node:
    outcome = bounds.best.outcome
    return Node(
        id=use_case.id or "verdict",
        kind=NodeKind.VERDICT,
        label=phrase("{name}", name=use_case.name),
        value=OUTCOME_NAMES[outcome] if bounds.is_final else UNCHECKED,
        rule="8.2",
        edition=engine.method.edition,
        children=tuple(view.tree for view in pillars),
    )
