"""Names and values of the numbers of a use case, as they are shown."""

from __future__ import annotations

from collections.abc import Callable

from kihub_desktop.analysis.verdict.inputs import GRADES, READINESS_LEVELS
from kihub_desktop.analysis.verdict.plan import Plan
from kihub_desktop.analysis.verdict.sheet import LAW, MONEY, SOURCES, Sheet
from kihub_desktop.domain.method import VolumeNeed
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase


def subject_of(key: str, sheet: Sheet) -> Phrase:
    """What a number is about."""
    if key in _FIXED:
        return _FIXED[key]
    if key.startswith("N."):
        return Phrase(need_of(key, sheet.plan).name)
    if key[0] == "S" and key[1].isdigit():
        return _source_subject(key, sheet)
    row = sheet.plan.method.indicator(key)
    return phrase("{indicator} {name}", indicator=key, name=Phrase(row.name))


def shown_value(key: str, value: float | None, plan: Plan) -> Value:
    """A number as it is shown; None is „nicht relevant“."""
    if value is None:
        return phrase("nicht relevant")
    if key in _FIXED_VALUES:
        return _FIXED_VALUES[key](value, plan)
    return _scaled_value(key, value, plan)


def _scaled_value(key: str, value: float, plan: Plan) -> Value:
    if key.endswith(".drl"):
        return READINESS_LEVELS[int(value)]
    if key.startswith("trl_"):
        return phrase("TRL {trl}", trl=int(value))
    if key.startswith("N."):
        return volume_amount(value, need_of(key, plan))
    return phrase("Stufe {level}", level=level_amount(value))


def level_amount(level: float) -> Amount:
    """A level: without decimals if it is a whole one."""
    return Amount(level, 0 if float(level).is_integer() else 1)


def volume_amount(value: float, need: VolumeNeed) -> Amount:
    return Amount(value, 0 if float(value).is_integer() else 1, need.unit)


def rights_name(value: float) -> Phrase:
    names = (phrase("offen"), phrase("in Klärung"), phrase("geklärt"))
    return names[int(value)]


def need_of(key: str, plan: Plan) -> VolumeNeed:
    """The volume need behind a key `N.<need>`."""
    name = key.removeprefix("N.")
    needs = plan.method.data_pillar.needs[plan.archetype]
    return next(need for need in needs if need.key == name)


def grade_name(grade: str, plan: Plan) -> Phrase:
    return Phrase(plan.method.data_pillar.grades[grade])


def source_name(index: int, sheet: Sheet) -> str:
    """The name of a necessary source; „?“ while it has none."""
    return (sheet.sources[index].name if index < len(sheet.sources) else "") or "?"


def _source_subject(key: str, sheet: Sheet) -> Phrase:
    head, _, tail = key.partition(".")
    name = source_name(int(head[1:]), sheet)
    if tail not in GRADES:
        return phrase("Datenreife der Quelle „{source}“", source=name)
    return phrase("{grade} der Quelle „{source}“", grade=grade_name(tail, sheet.plan), source=name)


def _yes_no(value: float, _plan: Plan) -> Phrase:
    return phrase("ja") if value else phrase("nein")


_FIXED_VALUES: dict[str, Callable[[float, Plan], Phrase]] = {
    "safety": _yes_no,
    "fallback": _yes_no,
    "rights": lambda value, _plan: rights_name(value),
    "latency": lambda value, plan: Phrase(plan.method.technology.latency_names[int(value) - 1]),
}
_FIXED = {
    SOURCES: phrase("notwendige Datenquellen"),
    MONEY: phrase("Kosten und Nutzen"),
    LAW: phrase("rechtliche Einordnung"),
    "T2": phrase("Integrationsaufwand"),
    "L": phrase("Zielgröße/Labels"),
    "owner": phrase("Prozess-Eigner"),
    "trl_market": phrase("Reife der Lösungsklasse am Markt"),
    "trl_own": phrase("Reife der eigenen Anpassung"),
    "latency": phrase("nötige Antwortzeit"),
    "safety": phrase("Sicherheitsfunktion"),
    "fallback": phrase("Rückfallebene ohne KI"),
    "rights": phrase("Datenrechte"),
}
