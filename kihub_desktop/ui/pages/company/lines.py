"""How the records of a company read as lines of their lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from kihub_desktop.domain.phrases import Amount, Joined, Value, phrase, plural_phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.typed_days import day_text
from kihub_desktop.domain.visit_records import (
    Affiliate,
    Decision,
    ItSystem,
    Machine,
    Observation,
    PainPoint,
    Participant,
    Site,
    Task,
    Visit,
)
from kihub_desktop.domain.words import word
from kihub_desktop.texts import TEXTS
from kihub_desktop.ui.pages.company.state import (
    Contested,
    RecordLine,
    contact_line,
    process_line,
    source_line,
)

Names = Mapping[UUID, str]
"""What linked records are called, by id."""


def lines_of(
    kind: str, records: tuple[Any, ...], contested: Contested, names: Names
) -> tuple[Any, ...]:
    """The lines of a list, in the order of its records."""
    if kind in _PLAIN:
        return tuple(_PLAIN[kind](each, contested) for each in records)
    make = _WITH_NAMES[kind]
    return tuple(make(each, contested, names) for each in records)


def name_of(kind: str, record: Any) -> str:
    """What a record is called where another one names it; "" if it says nothing of itself."""
    if kind == "visit":
        return " ".join(filter(None, (_day(record.held_on), record.topic or "")))
    if kind == "use_case":
        return str(record.title or "")
    return str(getattr(record, "name", None) or getattr(record, "text", None) or "")


def yearly_cost(each: PainPoint) -> Decimal | None:
    """Euro a year: cost per case times cases per year; None as long as one is not known."""
    if each.cost_per_case is None or each.cases_per_year is None:
        return None
    return each.cost_per_case * each.cases_per_year


def age_of(company: Company, today: date) -> Value:
    """How old a company is, from the year it was founded."""
    if company.founded is None:
        return phrase("Alter: folgt aus dem Gründungsjahr")
    years = today.year - company.founded
    founded = str(company.founded)
    return plural_phrase(
        "Alter: rund {n} Jahr (gegründet {year})",
        "Alter: rund {n} Jahre (gegründet {year})",
        max(0, years),
        year=founded,
    )


# -- one function per kind -------------------------------------------------------------------


def _affiliate(each: Affiliate, contested: Contested, _names: Names) -> RecordLine:
    words: dict[str, Value] = {
        "relation": _word(each.relation),
        "share": _amount(each.share, "%"),
        "employees": _amount(each.employees),
        "turnover": _amount(each.turnover, "€"),
    }
    return RecordLine(each.id, each.name or "", words, contested=each.id in contested)


def _site(each: Site, contested: Contested, _names: Names) -> RecordLine:
    words: dict[str, Value] = {
        "place": " ".join(filter(None, (each.postcode, each.town))),
        "employees": _amount(each.employees),
        "focus": each.focus or "",
    }
    return RecordLine(each.id, each.name or "", words, contested=each.id in contested)


def _system(each: ItSystem, contested: Contested, names: Names) -> RecordLine:
    words: dict[str, Value] = {
        "kind": _word(each.kind),
        "vendor": _joined(each.vendor, each.version),
        "interface": _word(each.interface),
        "hosting": _word(each.hosting),
        "network": _joined(
            _when(each.segmented, phrase("Netz getrennt")),
            _when(each.remote_access, phrase("Fernwartung")),
        ),
        "owner": _joined(each.owner, names.get(each.site) if each.site else None),
    }
    return RecordLine(each.id, each.name or "", words, contested=each.id in contested)


def _machine(each: Machine, contested: Contested, names: Names) -> RecordLine:
    words: dict[str, Value] = {
        "count": _amount(each.count),
        "maker": _joined(each.maker, None if each.built is None else str(each.built)),
        "control": each.control or "",
        "connectivity": _word(each.connectivity),
        "cost": _amount(each.cost_per_hour, "€"),
        "process": names.get(each.process, "") if each.process else "",
    }
    return RecordLine(each.id, each.name or "", words, contested=each.id in contested)


def _pain_point(each: PainPoint, contested: Contested, names: Names) -> RecordLine:
    cost = yearly_cost(each)
    words: dict[str, Value] = {
        "theme": _word(each.theme),
        "case": _amount(each.cost_per_case, "€"),
        "cases": _amount(each.cases_per_year),
        "year": _amount(cost, "€"),
        "process": names.get(each.process, "") if each.process else "",
    }
    level = min(5, max(0, each.severity or 0))
    return RecordLine(each.id, each.name or "", words, level, cost, contested=each.id in contested)


def _observation(each: Observation, contested: Contested, names: Names) -> RecordLine:
    words: dict[str, Value] = {
        "kind": _word(each.kind),
        "who": _joined(each.said_by, each.place),
        "when": _day(each.seen_on),
        "process": names.get(each.process, "") if each.process else "",
    }
    text = " ".join((each.text or "").split())
    return RecordLine(each.id, text, words, contested=each.id in contested)


def _visit(each: Visit, contested: Contested, _names: Names) -> RecordLine:
    words: dict[str, Value] = {
        "kind": _word(each.kind),
        "place": each.place or "",
        "topic": each.topic or "",
    }
    name = " · ".join(filter(None, (_day(each.held_on), each.starts_at)))
    return RecordLine(each.id, name, words, contested=each.id in contested)


def _participant(each: Participant, contested: Contested, names: Names) -> RecordLine:
    words: dict[str, Value] = {
        "role": _joined(each.role, each.organisation),
        "group": _word(each.target_group),
        "visit": names.get(each.visit, "") if each.visit else "",
        "present": _flag(each.present),
    }
    return RecordLine(each.id, each.name or "", words, contested=each.id in contested)


def _decision(each: Decision, contested: Contested, names: Names) -> RecordLine:
    words: dict[str, Value] = {
        "on": _day(each.decided_on),
        "by": each.decided_by or "",
        "use_case": names.get(each.use_case, "") if each.use_case else "",
    }
    return RecordLine(each.id, each.text or "", words, contested=each.id in contested)


def _task(each: Task, contested: Contested, _names: Names) -> RecordLine:
    words: dict[str, Value] = {"owner": each.owner or "", "due": _day(each.due)}
    return RecordLine(
        each.id, each.text or "", words, done=bool(each.done), contested=each.id in contested
    )


_PLAIN: Mapping[str, Callable[[Any, Contested], Any]] = {
    "contact": contact_line,
    "process": process_line,
    "data_source": source_line,
}
_WITH_NAMES: Mapping[str, Callable[[Any, Contested, Names], RecordLine]] = {
    "affiliate": _affiliate,
    "site": _site,
    "it_system": _system,
    "machine": _machine,
    "pain_point": _pain_point,
    "observation": _observation,
    "visit": _visit,
    "participant": _participant,
    "decision": _decision,
    "task": _task,
}


# -- words of single values ------------------------------------------------------------------


def _word(chosen: StrEnum | None) -> Value:
    return word(chosen) if chosen else ""


def _joined(*parts: Value | None) -> Value:
    said = tuple(part for part in parts if part)
    return Joined(said, " · ") if said else ""


def _when(value: bool | None, said: Value) -> Value | None:
    return said if value else None


def _flag(value: bool | None) -> Value:
    if value is None:
        return ""
    return phrase("ja") if value else phrase("nein")


def _day(value: date | None) -> str:
    return "" if value is None else day_text(value, TEXTS.language)


def _amount(value: Decimal | int | None, unit: str = "") -> Value:
    """With the digits it was written with, at most two."""
    if value is None:
        return ""
    exponent = Decimal(value).normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return Amount(Decimal(value), min(2, max(0, digits)), unit)
