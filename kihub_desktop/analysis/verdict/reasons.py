"""Why a condition, trigger or knock-out stands: the fact behind it, and the values of its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kihub_desktop.analysis.verdict.case import Case, grade_keys, readiness_key
from kihub_desktop.analysis.verdict.draft import least_of
from kihub_desktop.analysis.verdict.inputs import CRITICAL_GRADES, GRADES, READINESS_LEVELS
from kihub_desktop.analysis.verdict.outcome import PillarResult
from kihub_desktop.analysis.verdict.pillars_economy import (
    granted_figures,
    money_components,
    points_of,
)
from kihub_desktop.analysis.verdict.pillars_organisation import ACCEPTANCE
from kihub_desktop.analysis.verdict.scale import half_up, tenths
from kihub_desktop.analysis.verdict.sheet import LAW, MONEY, Sheet
from kihub_desktop.analysis.verdict.subjects import (
    grade_name,
    level_amount,
    need_of,
    rights_name,
    shown_value,
    source_name,
    volume_amount,
)
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase

Values = dict[str, Value]


@dataclass(frozen=True)
class Reason:
    """The sentence „warum“, the keys of the answers behind it, the values its text needs."""

    why: Phrase
    keys: tuple[str, ...]
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True)
class Context:
    """What a reason is made from: the sheet, the complete case, the pillar's result."""

    sheet: Sheet
    case: Case
    result: PillarResult


def reason_of(code: str, context: Context) -> Reason:
    """The reason of a code in a complete case."""
    maker = _REASONS.get(code)
    if maker is not None:
        return maker(context)
    plan = context.sheet.plan
    if code in plan.items:
        item = plan.items[code]
        why = phrase("offen: {item} ({source})", item=Phrase(item.name), source=item.source)
        return Reason(why, (LAW,))
    return _row_reason(code, context)


def _row_reason(code: str, context: Context) -> Reason:
    plan = context.sheet.plan
    row = plan.method.indicator(code)
    level = _effective(code, context)
    why = phrase(
        "{dimension} {indicator} = Stufe {level} (nötig: {needed})",
        dimension=Phrase(plan.method.dimensions[row.dimension - 1].name),
        indicator=code,
        level=level_amount(level),
        needed=row.cells[plan.archetype][0],
    )
    return Reason(why, (code,))


def _effective(code: str, context: Context) -> float:
    if code == ACCEPTANCE:
        acceptance = next(c for c in context.result.components if c.key == "O4")
        return acceptance.level or 0.0
    return context.case.numbers[code] or 0.0


def _readiness(context: Context) -> Reason:
    numbers = context.case.numbers
    keys = [readiness_key(i) for i in range(context.case.sources)]
    least = least_of([numbers[key] for key in keys]) or 0.0
    index = next(i for i, key in enumerate(keys) if numbers[key] == least)
    step, name = READINESS_LEVELS[int(least)], source_name(index, context.sheet)
    why = phrase("Datenreife der Quelle „{source}“: {drl}", source=name, drl=step)
    return Reason(why, (keys[index],), (("source", name), ("drl", step)))


def _grades(is_trigger: bool) -> Callable[[Context], Reason]:
    def reason(context: Context) -> Reason:
        found: list[tuple[float, int, str, str]] = []
        for index in range(context.case.sources):
            for key, grade in zip(grade_keys(index), GRADES, strict=True):
                value = context.case.numbers[key]
                if value is not None and _hits(value, grade in CRITICAL_GRADES, is_trigger):
                    found.append((value, index, grade, key))
        level, index, _, _ = min(found)
        grades = dict.fromkeys(grade for _, _, grade, _ in found)
        names = Joined(tuple(grade_name(grade, context.sheet.plan) for grade in grades))
        name = source_name(index, context.sheet)
        why = phrase(
            "{grade} der Quelle „{source}“ = Stufe {level} (nötig: 2)",
            grade=names,
            source=name,
            level=level_amount(level),
        )
        keys = tuple(key for *_, key in found)
        return Reason(why, keys, (("grade", names), ("source", name)))

    return reason


def _hits(value: float, critical: bool, is_trigger: bool) -> bool:
    rounded = half_up(value)
    if is_trigger:
        return critical and rounded == 0
    return rounded == (1 if critical else 0)


def _volume(context: Context) -> Reason:
    plan, numbers = context.sheet.plan, context.case.numbers
    relevant = [need for need in plan.needs if numbers[need.key] is not None]
    least = min(relevant, key=lambda need: (numbers[need.key] or 0.0) / need.minimum)
    entry, amount = need_of(least.key, plan), numbers[least.key] or 0.0
    values: Values = {
        "subject": Phrase(entry.name),
        "amount": volume_amount(amount, entry),
        "minimum": volume_amount(entry.minimum, entry),
    }
    why = phrase("{subject}: {amount} von {minimum}", **values)
    return Reason(why, (least.key,), tuple(values.items()))


def _label(context: Context) -> Reason:
    level = context.case.numbers["L"] or 0.0
    meaning = Phrase(context.sheet.plan.method.data_pillar.label_levels[half_up(level)])
    why = phrase(
        "Zielgröße/Labels = Stufe {level} ({meaning})",
        level=level_amount(level),
        meaning=meaning,
    )
    return Reason(why, ("L",))


def _skill(context: Context) -> Reason:
    low, high = context.case.skill or (0.0, 0.0)
    why = phrase(
        "Schnelltest: {low} bis {high} besser als die einfache Fortschreibung",
        low=Amount(100 * low, 0, "%"),
        high=Amount(100 * high, 0, "%"),
    )
    return Reason(why, ("skill",))


def _project(context: Context) -> Reason:
    codes = [code for code in context.result.codes if code in ("DA1", "DA2", "DA3", "DA4", "DA5")]
    why = phrase("{n} Datenauflagen zugleich sind ein Datenprojekt", n=len(codes))
    keys = [key for code in codes for key in reason_of(code, context).keys]
    return Reason(why, tuple(keys))


def _low_raw(context: Context) -> Reason:
    line = context.sheet.plan.method.thresholds.red_data_pillar
    score = Amount(tenths(context.result.raw), 1)
    why = phrase("Daten: {score} Punkte, nötig: {line}", score=score, line=Amount(line))
    return Reason(why, ())


def _simple(key: str, make: Callable[[Context, float], Phrase]) -> Callable[[Context], Reason]:
    return lambda context: Reason(make(context, context.case.numbers[key] or 0.0), (key,))


def _place(context: Context) -> Reason:
    need = context.case.numbers["latency"] or 0.0
    why = phrase(
        "Rechenort D4.3 = Stufe {level} (nötig für {latency}: {needed})",
        level=level_amount(context.case.numbers["D4.3"] or 0.0),
        latency=shown_value("latency", need, context.sheet.plan),
        needed=int(need),
    )
    return Reason(why, ("D4.3", "latency"), (("case", context.sheet.use_case.name),))


def _votes(context: Context) -> Reason:
    votes = context.case.votes
    values: Values = {"k": sum(vote <= 1 for vote in votes), "n": len(votes)}
    why = phrase("{k} von {n} Stimmen sagen 0 oder 1", **values)
    return Reason(why, ("votes",), tuple(values.items()))


def _grant(context: Context) -> Reason:
    economy, plan = context.case.economy, context.sheet.plan
    why = phrase(
        "ohne Förderung {without}, mit Förderung {granted}",
        without=Amount(points_of(money_components(economy.without_grant, plan)), 1),
        granted=Amount(points_of(money_components(granted_figures(economy), plan)), 1),
    )
    return Reason(why, (MONEY,))


def _strategic(context: Context) -> Reason:
    given = context.sheet.use_case.economy.strategic
    why = phrase(
        "strategisch begründet: {reason} ({director})",
        reason=given.text if given else "",
        director=given.director if given else "",
    )
    return Reason(why, (MONEY,))


def _hopeless(context: Context) -> Reason:
    p90 = granted_figures(context.case.economy).p90
    why = phrase("Kapitalwert im günstigen Fall (P90): {p90}", p90=Amount(p90, 0, "€"))
    return Reason(why, (MONEY,))


def _law_class(context: Context) -> Reason:
    law = context.sheet.use_case.law
    entry = context.sheet.plan.classes[context.case.law.law_class]
    fact: Value = phrase("fehlende Tatsache zur Einordnung")
    if law is not None and law.missing_fact:
        fact = law.missing_fact
    role: Value = phrase("(Rolle noch offen)")
    if law is not None and law.role:
        role = law.role
    values: Values = {"role": role, "fact": fact}
    if entry.applies_from is not None:
        values["date"] = entry.applies_from
    why = phrase(
        "Einordnung: {law_class} ({source})", law_class=Phrase(entry.name), source=entry.source
    )
    return Reason(why, (LAW,), tuple(values.items()))


def _owner_why(context: Context, level: float) -> Phrase:
    names = context.sheet.plan.method.organisation.owner_levels
    return phrase(
        "Prozess-Eigner = Stufe {level} ({meaning})",
        level=level_amount(level),
        meaning=Phrase(names[half_up(level)]),
    )


def _integration_why(context: Context, level: float) -> Phrase:
    names = context.sheet.plan.method.technology.integration_levels
    return phrase(
        "Integrationsaufwand = Stufe {level} ({meaning})",
        level=level_amount(level),
        meaning=Phrase(names[half_up(level)]),
    )


_market = _simple(
    "trl_market", lambda _context, trl: phrase("Reife am Markt: TRL {trl}", trl=int(trl))
)

_REASONS: dict[str, Callable[[Context], Reason]] = {
    **dict.fromkeys(("DA1", "DT1"), _readiness),
    "DA2": _grades(False),
    "DT2": _grades(True),
    **dict.fromkeys(("DA3", "DT3"), _volume),
    **dict.fromkeys(("DA4", "DT4"), _label),
    **dict.fromkeys(("DA5", "DT5"), _skill),
    "DT6": _project,
    "DT7": _low_raw,
    "DA6": _simple(
        "rights", lambda _context, value: phrase("Datenrechte: {state}", state=rights_name(value))
    ),
    "TA2": _simple("T2", _integration_why),
    **dict.fromkeys(("TA3", "K9"), _market),
    "TA5": _place,
    "TA6": _simple(
        "fallback", lambda _context, _value: phrase("Sicherheitsfunktion ohne Rückfallebene")
    ),
    "OA1": _simple("owner", _owner_why),
    "OA2": _votes,
    "WA1": _grant,
    "WA2": _strategic,
    "K7": _hopeless,
    **dict.fromkeys(("RA1", "RA2", "RA3", "K1"), _law_class),
}
