"""Incomplete inputs: the worst and the best that open answers can bring (method.md 8.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from kihub_desktop.analysis.verdict.case import (
    BEST_MONEY,
    WORST_MONEY,
    Case,
    LawCase,
    grade_keys,
    readiness_key,
)
from kihub_desktop.analysis.verdict.inputs import READINESS_LEVELS
from kihub_desktop.analysis.verdict.outcome import Engine, Evaluation
from kihub_desktop.analysis.verdict.plan import Plan
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.sheet import LAW, MONEY, SOURCES, Sheet

QUESTIONS_SHOWN = 5
BEST_STEP = float(len(READINESS_LEVELS) - 1)
_FIXED_BOUNDS = {
    "trl_market": (1.0, 9.0),
    "trl_own": (1.0, 9.0),
    "latency": (4.0, 1.0),
    "safety": (1.0, 0.0),
    "fallback": (0.0, 1.0),
    "rights": (0.0, 2.0),
}


@dataclass(frozen=True)
class Question:
    """An open question that decides: with it alone at its worst the outcome is `outcome`."""

    key: str
    outcome: Outcome


@dataclass(frozen=True)
class Bounds:
    """The exact bounds of all completions, with the complete cases they come from."""

    worst_case: Case
    best_case: Case
    worst: Evaluation
    best: Evaluation

    @property
    def is_final(self) -> bool:
        """„Steht fest, gleich wie die offenen Fragen ausgehen“."""
        return self.worst.outcome == self.best.outcome


def bounds_of(key: str, plan: Plan) -> tuple[float, float]:
    """(worst, best) value of a number."""
    if key in _FIXED_BOUNDS:
        return _FIXED_BOUNDS[key]
    if key.startswith("N."):
        return 0.0, next(need.good for need in plan.needs if need.key == key)
    return (0.0, BEST_STEP) if key.endswith(".drl") else (0.0, 5.0)


def complete(sheet: Sheet, worst: Collection[str]) -> Case:
    """The case with the open keys in `worst` at their worst and all others at their best."""
    plan, case = sheet.plan, sheet.case
    numbers = dict(case.numbers)
    for key in sheet.open_keys:
        if key == SOURCES:
            numbers.update(_source(key in worst))
        elif key not in (MONEY, LAW):
            numbers[key] = bounds_of(key, plan)[0 if key in worst else 1]
    changed = replace(case, numbers=numbers, sources=max(case.sources, 1))
    if MONEY in sheet.open_keys:
        figures = WORST_MONEY if MONEY in worst else BEST_MONEY
        changed = replace(changed, economy=replace(case.economy, without_grant=figures))
    if LAW in sheet.open_keys:
        changed = replace(changed, law=_law(sheet, LAW in worst))
    return changed


def find_bounds(sheet: Sheet, engine: Engine) -> Bounds:
    """Evaluates the worst and the best completion; equal if nothing is open."""
    best_case = complete(sheet, ())
    best = engine.evaluate(best_case)
    if not sheet.open_keys:
        return Bounds(best_case, best_case, best, best)
    worst_case = complete(sheet, sheet.open_keys)
    return Bounds(worst_case, best_case, engine.evaluate(worst_case), best)


def decisive_questions(sheet: Sheet, engine: Engine, bounds: Bounds) -> tuple[Question, ...]:
    """Open inputs that alone can keep the outcome from the best, worst first, at most five.

    Where only several together can, those whose good answer alone would lift the worst.
    """
    keys = sheet.open_keys
    alone = [Question(key, _outcome(sheet, engine, (key,))) for key in keys]
    found = [question for question in alone if question.outcome < bounds.best.outcome]
    if not found:
        low = bounds.worst.outcome
        others = {key: tuple(other for other in keys if other != key) for key in keys}
        lifting = [key for key in keys if _outcome(sheet, engine, others[key]) > low]
        found = [Question(key, low) for key in lifting or keys]
    found.sort(key=lambda question: question.outcome)
    return tuple(found[:QUESTIONS_SHOWN])


def _outcome(sheet: Sheet, engine: Engine, worst: Collection[str]) -> Outcome:
    return engine.evaluate(complete(sheet, worst)).outcome


def _source(worst: bool) -> dict[str, float | None]:
    level, step = (0.0, 0.0) if worst else (5.0, BEST_STEP)
    return {readiness_key(0): step, **dict.fromkeys(grade_keys(0), level)}


def _law(sheet: Sheet, worst: bool) -> LawCase:
    given, rules = sheet.use_case.law, sheet.plan.method.law
    if given is None:
        if worst:
            return LawCase(rules.worst, frozenset(sheet.plan.items))
        return LawCase(rules.best)
    state = (given.worst if worst else given.best) or given.state
    return LawCase(state.law_class, state.open_items, given.duties_done)
