"""The words of the verdict: names, actions, condition and certainty (method.md 8.7)."""

from __future__ import annotations

from collections.abc import Sequence

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.certainty import Certainty, Grade
from kihub_desktop.analysis.verdict.cures import CURED_TRL, LEVER, Action
from kihub_desktop.analysis.verdict.inputs import CRITICAL_GRADES, GRADES
from kihub_desktop.analysis.verdict.plan import Plan
from kihub_desktop.analysis.verdict.scale import Outcome, Pillar, Status, half_up
from kihub_desktop.analysis.verdict.sheet import Sheet
from kihub_desktop.analysis.verdict.subjects import grade_name, need_of, volume_amount
from kihub_desktop.domain.method import Method
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase

OUTCOME_NAMES = {
    Outcome.INFEASIBLE: phrase("nicht machbar"),
    Outcome.DATA_PROJECT: phrase("erst Datenprojekt"),
    Outcome.CONDITIONAL: phrase("machbar unter Auflagen"),
    Outcome.FEASIBLE: phrase("machbar"),
}
STATUS_NAMES = {
    Status.RED: phrase("trägt nicht"),
    Status.YELLOW: phrase("trägt unter Auflagen"),
    Status.GREEN: phrase("trägt"),
}
GRADE_NAMES = {
    Grade.LOW: phrase("gering"),
    Grade.MEDIUM: phrase("mittel"),
    Grade.HIGH: phrase("hoch"),
}
UNCHECKED = phrase("Noch nicht geprüft")
SETTLED = phrase("Steht fest, gleich wie die offenen Fragen ausgehen.")
DISCLAIMER = phrase("Keine Zertifizierung, keine Rechtsberatung.")


def pillar_name(pillar: Pillar, method: Method) -> Phrase:
    return Phrase(method.pillars[pillar])


def component_label(key: str, plan: Plan) -> Phrase:
    """The catalogue's name of a component."""
    method = plan.method
    for rules in (
        method.data_pillar,
        method.technology,
        method.economy,
        method.law,
        method.organisation,
    ):
        for rule in rules.components:
            if rule.key == key:
                return Phrase(rule.label)
    raise KeyError(key)


def listed(parts: Sequence[Value]) -> Value:
    """„a, b und c“."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return ""
    return phrase("{first} und {last}", first=Joined(tuple(parts[:-1])), last=parts[-1])


def action_text(action: Action, sheet: Sheet, case: Case) -> Phrase:
    """What an action asks for, as a part of a sentence."""
    plan = sheet.plan
    if action.is_lift:
        return phrase(
            "{component} {name} auf Stufe {level}",
            component=action.code,
            name=component_label(action.code, plan),
            level=action.level or 0,
        )
    if action.code == LEVER:
        return sheet.use_case.economy.top_lever or _lever_text(plan)
    if action.code in _CASE_TEXTS:
        return _CASE_TEXTS[action.code](plan, case)
    return _ACTION_TEXTS.get(action.code) or _catalogue_text(action, plan)


def _catalogue_text(action: Action, plan: Plan) -> Phrase:
    if action.code in plan.items:
        return Phrase(plan.method.conditions[action.code].text)
    return _row_text(action.code, plan)


def action_weeks(action: Action, method: Method) -> int:
    """The catalogue's weeks of a cure; lifts and the lever take those of SA."""
    if action.is_lift or action.code == LEVER:
        return method.conditions["SA"].weeks
    entry = method.conditions.get(action.code)
    return entry.weeks if entry else method.indicator(action.code).weeks


def condition_sentence(reached: Outcome, actions: Sequence[Phrase]) -> Phrase:
    """„Wird {V*}, wenn …“."""
    return phrase(
        "Wird {outcome}, wenn {actions}.",
        outcome=OUTCOME_NAMES[reached],
        actions=listed(actions),
    )


def certainty_sentence(certainty: Certainty) -> Phrase:
    """„Sicherheit {hoch|mittel|gering}: {k} von {m} Angaben sind gesehen oder belegt.“"""
    if certainty.grade is None:
        return phrase(
            "{k} von {m} Angaben sind gesehen oder belegt.", k=certainty.seen, m=certainty.given
        )
    return phrase(
        "Sicherheit {grade}: {k} von {m} Angaben sind gesehen oder belegt.",
        grade=GRADE_NAMES[certainty.grade],
        k=certainty.seen,
        m=certainty.given,
    )


def _place_text(_plan: Plan, case: Case) -> Phrase:
    need = half_up(case.numbers["latency"] or 0.0)
    return phrase("Rechenort auf Stufe {level}", level=need)


def _lever_text(plan: Plan) -> Phrase:
    rules = plan.method.economy
    return phrase(
        "Kosten und Nutzen so, dass die Chance auf Gewinn {chance}, der Kapitalwert P50 {p50} des "
        "Einsatzes und der Rückfluss {payback} der Laufzeit erreichen",
        chance=Amount(100 * rules.lever_probability, 0, "%"),
        p50=Amount(100 * rules.lever_p50, 0, "%"),
        payback=Amount(100 * rules.lever_payback, 0, "%"),
    )


def _grades_text(plan: Plan, case: Case) -> Phrase:
    low = [
        grade_name(grade, plan)
        for grade in GRADES
        if any(
            (value := case.numbers[f"S{index}.{grade}"]) is not None
            and half_up(value) <= (1 if grade in CRITICAL_GRADES else 0)
            for index in range(case.sources)
        )
    ]
    return phrase("{grades} auf Stufe 2", grades=listed(low))


def _volumes_text(plan: Plan, case: Case) -> Phrase:
    parts = []
    for need in plan.needs:
        amount = case.numbers[need.key]
        if amount is not None and amount < need.minimum:
            entry = need_of(need.key, plan)
            parts.append(
                phrase(
                    "{subject}: {minimum}",
                    subject=Phrase(entry.name),
                    minimum=volume_amount(entry.minimum, entry),
                )
            )
    return phrase("genug Daten ({needs})", needs=Joined(tuple(parts)))


def _row_text(code: str, plan: Plan) -> Phrase:
    row = plan.method.indicator(code)
    return phrase(
        "{indicator} {name} auf Stufe {level}",
        indicator=code,
        name=Phrase(row.name),
        level=row.cells[plan.archetype][0],
    )


_CASE_TEXTS = {"DA2": _grades_text, "DA3": _volumes_text, "TA5": _place_text}
_ACTION_TEXTS = {
    "DA1": phrase("Datenreife auf B3"),
    "DA4": phrase("Zielgröße/Labels auf Stufe 3"),
    "DA5": phrase("Vorhersage besser als die einfache Fortschreibung"),
    "DA6": phrase("Datenrechte geklärt"),
    "TA2": phrase("Integrationsaufwand auf Stufe 2"),
    "TA3": phrase("Reife am Markt auf TRL {trl}", trl=int(CURED_TRL)),
    "TA6": phrase("Rückfallebene ohne KI vorgesehen"),
    "OA1": phrase("Prozess-Eigner benannt"),
    "OA2": phrase("Bedenken beantwortet, keine Stimme unter 2"),
    "RA1": phrase("Pflichtenprogramm umgesetzt und belegt"),
    "RA2": phrase("Klasse „minimales Risiko“, falls die Klärung dies ergibt"),
    "RA3": phrase("Ausnahme nach Art. 6(3) dokumentiert"),
    "WA1": phrase("Förderung bewilligt"),
}
