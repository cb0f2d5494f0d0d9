"""What comes next: recommendations, exceptions and the steps of the roadmap in order (10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.conditions import Calendar, Condition
from kihub_desktop.analysis.verdict.inputs import LegalDuty
from kihub_desktop.analysis.verdict.outcome import Engine, Evaluation
from kihub_desktop.analysis.verdict.pillars_organisation import ACCEPTANCE, votes_count
from kihub_desktop.analysis.verdict.probe import Probe
from kihub_desktop.analysis.verdict.scale import half_up, tenths
from kihub_desktop.analysis.verdict.sheet import Sheet
from kihub_desktop.analysis.verdict.views import QuestionView, Recommendation, Step
from kihub_desktop.domain.method import Indicator
from kihub_desktop.domain.phrases import Phrase, phrase

ANSWER_IT = phrase("Frage im Gespräch beantworten")
_FREE_STEPS = (
    ("pilot", phrase("Pilotskizze erstellen")),
    ("funding", phrase("Förderung abgleichen")),
    ("partners", phrase("Partner abgleichen")),
)


def mean_score(evaluation: Evaluation, engine: Engine) -> float:
    """M in points, for lists and axes only: weakest pillar and weighted mean count the same."""
    weights = engine.method.pillar_weights
    total = sum(weights[result.pillar] * result.score for result in evaluation.pillars)
    return tenths((min(result.score for result in evaluation.pillars) + total) / 2)


def recommendations_of(
    sheet: Sheet, case: Case, engine: Engine, calendar: Calendar
) -> tuple[Recommendation, ...]:
    """Rows between hard minimum and soft level, those first that bring most."""
    probe = Probe(engine, case)
    ranked = []
    for row in sheet.plan.method.indicators:
        level = _level_below_soft(row, sheet, case)
        if level is None:
            continue
        soft = row.cells[sheet.plan.archetype][1]
        gain = gain_of(probe.evaluation, probe.with_numbers({row.id: soft}), engine)
        ranked.append(((*gain, soft - level), row, level, soft))
    ranked.sort(key=lambda entry: tuple(-part for part in entry[0]))
    return tuple(
        Recommendation(
            row.id,
            Phrase(row.text),
            level,
            soft,
            row.role,
            row.weeks,
            calendar.due(row.weeks, None),
        )
        for _, row, level, soft in ranked
    )


def gain_of(before: Evaluation, after: Evaluation, engine: Engine) -> tuple[float, float, float]:
    """(outcome steps gained, conditions removed, weighted points gained)."""
    weights = engine.method.pillar_weights
    points = sum(
        weights[old.pillar] * (new.score - old.score)
        for old, new in zip(before.pillars, after.pillars, strict=True)
    )
    removed = len(before.codes) - len(after.codes)
    return float(after.outcome - before.outcome), float(removed), round(points, 6)


def exceptions_of(sheet: Sheet) -> tuple[Phrase, ...]:
    """Rows in force that were declared „nicht relevant“; they count as met."""
    return tuple(
        phrase("{indicator} {name}", indicator=row.id, name=Phrase(row.name))
        for row in sheet.plan.method.indicators
        if row.id in sheet.required
        and row.id in sheet.case.numbers
        and sheet.case.numbers[row.id] is None
    )


def duties_of(sheet: Sheet) -> tuple[LegalDuty, ...]:
    """The legal duties with dates, by date: those of the class, of open items, of the engine."""
    law, plan = sheet.use_case.law, sheet.plan
    if law is None:
        return ()
    codes = {*plan.classes[law.state.law_class].duties, *law.state.open_items}
    found = {
        duty.code: LegalDuty(duty.code, Phrase(duty.text), duty.applies_from, duty.source)
        for duty in plan.method.law.duties
        if duty.code in codes
    }
    found |= {duty.code: duty for duty in law.duties}
    return tuple(
        sorted(found.values(), key=lambda duty: (duty.applies_from or date.max, duty.code))
    )


def steps_of(
    questions: Sequence[QuestionView],
    conditions: Sequence[Condition],
    duties: Sequence[LegalDuty],
    recommendations: Sequence[Recommendation],
) -> tuple[Step, ...]:
    """The roadmap: K-codes, triggers, legal before start, conditions, SA, duties, the rest.

    While open answers decide, their questions come first and nothing is started yet.
    """
    steps = [
        Step(entry.key, phrase("Klären: {question}", question=entry.text), ANSWER_IT, "PL", None)
        for entry in questions
    ]
    steps += [
        Step(entry.code, entry.text, entry.step, entry.role, entry.due)
        for entry in sorted(conditions, key=lambda entry: entry.kind)
    ]
    if not steps:
        steps += [Step(code, text, text, "PL", None) for code, text in _FREE_STEPS]
    steps += [Step(duty.code, duty.text, duty.text, "DS", duty.applies_from) for duty in duties]
    steps += [
        Step(entry.indicator, entry.text, entry.text, entry.role, entry.due)
        for entry in recommendations
    ]
    return tuple(steps)


def _level_below_soft(row: Indicator, sheet: Sheet, case: Case) -> float | None:
    cell = row.cells.get(sheet.plan.archetype)
    if cell is None or row.id in sheet.plan.method.replaced_indicators:
        return None
    if row.id == ACCEPTANCE and votes_count(case, sheet.plan):
        level: float | None = sheet.plan.rules.votes_level(case.votes)
    else:
        level = sheet.case.numbers.get(row.id)
    hard, soft = cell
    if level is None or not hard <= half_up(level) < soft:
        return None
    return level
