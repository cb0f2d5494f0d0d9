"""Conditions, triggers and knock-outs with text, reason, role and due date (method.md 10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from kihub_desktop.analysis.verdict.cures import Action
from kihub_desktop.analysis.verdict.improvement import missing_to_green
from kihub_desktop.analysis.verdict.outcome import Engine, Knockout, knockouts_of
from kihub_desktop.analysis.verdict.reasons import Context, Reason, reason_of
from kihub_desktop.analysis.verdict.rules import family_of
from kihub_desktop.analysis.verdict.scale import Pillar
from kihub_desktop.analysis.verdict.sheet import Sheet
from kihub_desktop.analysis.verdict.wording import action_text, pillar_name
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase

FORBIDDEN = "K1"
_BEFORE_START = frozenset(
    {"dsfa", "dsfa_pruefen", "mitbestimmung", "mvo", "dataact", "geheimnis", "RA3"}
)


class ConditionKind(IntEnum):
    """In the order of the roadmap; LEGAL are those that must be met before the start."""

    KNOCKOUT = 0
    TRIGGER = 1
    LEGAL = 2
    CONDITION = 3
    SUPPLEMENT = 4


@dataclass(frozen=True)
class Condition:
    """One requirement that is not met.

    `code` is the condition's, trigger's or K-code; `cause` the condition that became a K.-o.
    `role` is a code of the method's roles, `keys` name the numbers whose answers change it:
    it counts as met only by changing them, never by ticking it.
    """

    code: str
    kind: ConditionKind
    pillar: Pillar
    family: str
    text: Phrase
    why: Phrase
    role: str
    role_name: Phrase
    weeks: int
    due: date
    step: Phrase
    keys: tuple[str, ...]
    answer_ids: tuple[str, ...]
    cause: str = ""
    lifts: tuple[Action, ...] = ()

    @property
    def is_open_condition(self) -> bool:
        """An Auflage in the narrow sense: it can be fulfilled and is not a trigger."""
        return self.kind >= ConditionKind.LEGAL


@dataclass(frozen=True)
class Calendar:
    """Today, and the planned start that no condition may outlast."""

    today: date
    planned_start: date | None

    def due(self, weeks: int, legal_date: date | None) -> date:
        """Today + weeks, not later than the planned start; an earlier legal date wins."""
        ends = [self.today + timedelta(weeks=weeks), self.planned_start, legal_date]
        return min(end for end in ends if end is not None)


def conditions_of(context: Context, engine: Engine, calendar: Calendar) -> tuple[Condition, ...]:
    """All of one pillar: knock-outs, triggers, conditions, then SA."""
    return tuple(_all(context, engine, calendar))


def _all(context: Context, engine: Engine, calendar: Calendar) -> Iterator[Condition]:
    result = context.result
    for knockout in knockouts_of(result):
        yield _knockout(knockout, context, calendar)
    for code in result.triggers:
        yield _make(code, ConditionKind.TRIGGER, context, calendar)
    for code in result.codes:
        legal = code in _BEFORE_START or code.startswith("dsgvo_")
        kind = ConditionKind.LEGAL if legal else ConditionKind.CONDITION
        yield _make(code, kind, context, calendar)
    lifts = missing_to_green(engine, context.case, result)
    if lifts:
        yield _supplement(lifts, context, calendar)


def _make(code: str, kind: ConditionKind, context: Context, calendar: Calendar) -> Condition:
    reason = reason_of(code, context)
    text, role, weeks, step = _catalogue_entry(code, context.sheet)
    return Condition(
        code=code,
        kind=kind,
        pillar=context.result.pillar,
        family=family_of(code),
        text=Phrase(text, reason.values),
        why=reason.why,
        role=role,
        role_name=Phrase(context.sheet.plan.method.roles[role]),
        weeks=weeks,
        due=calendar.due(weeks, _legal_date(code, context.sheet)),
        step=step,
        keys=reason.keys,
        answer_ids=answer_ids(reason.keys, context.sheet),
    )


def _catalogue_entry(code: str, sheet: Sheet) -> tuple[str, str, int, Phrase]:
    method = sheet.plan.method
    entry = method.conditions.get(code)
    if entry is not None:
        return entry.text, entry.role, entry.weeks, Phrase(entry.step)
    row = method.indicator(code)
    return row.text, row.role, row.weeks, Phrase(row.text)


def _legal_date(code: str, sheet: Sheet) -> date | None:
    law, plan = sheet.use_case.law, sheet.plan
    if law is None:
        return None
    if code in law.legal_dates:
        return law.legal_dates[code]
    if code == "RA1":
        return plan.classes[law.state.law_class].applies_from
    return plan.items[code].applies_from if code in plan.items else None


def _knockout(knockout: Knockout, context: Context, calendar: Calendar) -> Condition:
    method = context.sheet.plan.method
    base = knockout.cause or knockout.code
    reason = _knockout_reason(knockout, context)
    weeks, role, step = 0, "GF", phrase("Vorhaben umgestalten oder beenden")
    if base in method.conditions:
        entry = method.conditions[base]
        weeks, role, step = entry.weeks, entry.role, Phrase(entry.step)
    return Condition(
        code=knockout.code,
        kind=ConditionKind.KNOCKOUT,
        pillar=context.result.pillar,
        family=family_of(base),
        text=Phrase(method.knockouts[knockout.code], reason.values),
        why=reason.why,
        role=role,
        role_name=Phrase(method.roles[role]),
        weeks=weeks,
        due=calendar.due(weeks, None),
        step=step,
        keys=reason.keys,
        answer_ids=answer_ids(reason.keys, context.sheet),
        cause=knockout.cause if knockout.code != "KS" else "",
    )


def _knockout_reason(knockout: Knockout, context: Context) -> Reason:
    if knockout.code == "KS":
        name = pillar_name(context.result.pillar, context.sheet.plan.method)
        score = Amount(context.result.score, 1)
        line = Amount(context.sheet.plan.method.thresholds.red)
        why = phrase("{pillar}: {score} Punkte, nötig: {line}", pillar=name, score=score, line=line)
        return Reason(why, (), (("pillar", name),))
    if not knockout.cause:
        return reason_of(knockout.code, context)
    cause = reason_of(knockout.cause, context)
    refusal = next(
        entry
        for entry in context.sheet.use_case.refusals
        if family_of(entry.family) == family_of(knockout.cause)
    )
    why = phrase(
        "{why}; nicht erfüllbar: {reason} ({name})",
        why=cause.why,
        reason=refusal.reason,
        name=refusal.name,
    )
    return Reason(why, cause.keys, cause.values)


def _supplement(lifts: tuple[Action, ...], context: Context, calendar: Calendar) -> Condition:
    method = context.sheet.plan.method
    entry = method.conditions["SA"]
    result = context.result
    name = pillar_name(result.pillar, method)
    levers: tuple[Value, ...] = tuple(
        action_text(lift, context.sheet, context.case) for lift in lifts
    )
    values: tuple[tuple[str, Value], ...] = (("pillar", name), ("lever", Joined(levers)))
    return Condition(
        code=f"SA-{result.pillar.value}",
        kind=ConditionKind.SUPPLEMENT,
        pillar=result.pillar,
        # What one pillar lacks is agreed on apart from what another lacks.
        family=f"SA-{result.pillar.value}",
        text=Phrase(entry.text, values),
        why=phrase(
            "{pillar}: {score} Punkte, auch nach den eigenen Auflagen unter {line}",
            pillar=name,
            score=Amount(result.score, 1),
            line=Amount(method.thresholds.green),
        ),
        role=entry.role,
        role_name=Phrase(method.roles[entry.role]),
        weeks=entry.weeks,
        due=calendar.due(entry.weeks, None),
        step=Phrase(entry.step),
        keys=(),
        answer_ids=(),
        lifts=lifts,
    )


def answer_ids(keys: tuple[str, ...], sheet: Sheet) -> tuple[str, ...]:
    """The ids of the recorded answers behind some numbers, without repetition."""
    special = special_answers(sheet)
    found: list[str] = []
    for key in keys:
        if key in special:
            found += special[key]
        elif key in sheet.origins:
            found.append(sheet.origins[key].answer_id)
    return tuple(dict.fromkeys(answer for answer in found if answer))


def special_answers(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """The ids behind what is not a single number: money, law, quick test, votes."""
    use_case = sheet.use_case
    test = use_case.data_pillar.quick_test
    return {
        "money": (use_case.economy.answer_id, *(line.id for line in use_case.economy.lines)),
        "law": use_case.law.facts if use_case.law else (),
        "skill": (test.answer_id,) if test else (),
        "votes": (use_case.organisation.votes_id,),
    }
