"""The first hour of a visit as it is typed: about seventy inputs with the keys between them.

An input is a text and the keys that follow it; `keys` alone lead from one place to another. The
letters that choose from a list or a menu are text of the input if they are the input.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Typed:
    """What is typed for one input, and the keys pressed behind it."""

    text: str
    keys: tuple[str, ...] = ("Tab",)


@dataclass(frozen=True)
class Keys:
    """Keys that are no input: they go somewhere else."""

    keys: tuple[str, ...]


Step = Typed | Keys


def _record(*texts: str, last: str = "Return") -> tuple[Step, ...]:
    """The fields of a dialog one after the other; `last` saves it."""
    *before, end = texts
    return (*(Typed(text) for text in before), Typed(end, (last,)))


def _new(letter: str) -> Keys:
    """A new record of any kind from anywhere: the menu, and its letter."""
    return Keys(("Ctrl+Shift+N", letter))


_AGAIN = "Ctrl+Shift+Return"

SCRIPT: tuple[Step, ...] = (
    Keys(("Ctrl+N",)),
    Typed("Göltzschtal Präzision GmbH", ("Return",)),
    # Master data: the focus stands in the first empty field.
    Typed("GmbH"),
    Typed("1992"),
    Typed("Masch"),
    Typed("werkzeugmaschinen für die metall"),
    Typed("Gewerbering 7"),
    Typed("08523"),
    Typed("84"),
    Typed("12,4 Mio"),
    Typed("8,9 Mio"),
    Typed("j", ()),
    # Who we talk to.
    _new("a"),
    *_record("Sabine Vogel", "Geschäftsführung", "Erstkontakt", "gf@firma.example", last=_AGAIN),
    *_record("Jörg Müller", "Leitung Fertigung", "fachlich", "fertigung@firma.example"),
    # Processes with their figures.
    _new("p"),
    *_record(
        "Sichtprüfung Drehteile", "QS", "Ermüdung, 2,1 % Schlupf", "3.200 h", "4", last=_AGAIN
    ),
    *_record("Angebotserstellung", "Vertr", "vier Tage Durchlauf", "1450", "3", last=_AGAIN),
    *_record("Instandhaltung BAZ 1–6", "Inst", "ungeplante Stillstände", "1.120", "5"),
    # Systems, machines, data sources.
    _new("i"),
    *_record("proALPHA", "ERP", "proALPHA Business Solutions", "Datenb", last=_AGAIN),
    *_record("Qualitätsdaten", "CAQ", "Böhme & Weihs", "Datei"),
    _new("m"),
    *_record("BAZ 1–6", "DMG Mori", "2016", "6", "OPC"),
    _new("d"),
    *_record("Spindel-Sensorik", "Siemens 840D", "Zeit", "14", "j", "n", last=_AGAIN),
    *_record("Prüfprotokolle", "Excel", "Tab", "6 Jahre", "t", "j"),
    # What hurts, in euros.
    _new("s"),
    *_record("Spindelausfall", "2.900", "12", "ungepl", "5"),
    # Obstacles: the third card of the section; answers by letter, a digit weighs.
    Keys(("F6", "F6")),
    Typed("j", ("Down",)),
    Typed("4", ("Down",)),
    Typed("n", ("Down",)),
    Typed("j", ()),
    # What was seen and what is to be done.
    _new("b"),
    *_record("„Die Messwerte schreibe ich abends ab.“", "Zitat", "Meister Endprüfung"),
    _new("u"),
    *_record("Export aus dem CAQ besorgen", "Leitung QS", "18.12."),
)

INPUTS = sum(isinstance(step, Typed) for step in SCRIPT)
KEYSTROKES = sum(len(step.keys) for step in SCRIPT)

EXPECTED: dict[str, tuple[dict[str, str], ...]] = {
    "company": (
        {
            "name": "Göltzschtal Präzision GmbH",
            "legal_form": "gmbh",
            "founded": "1992",
            "sector": "machinery",
            "industry": "2008/28.41",
            "street": "Gewerbering 7",
            "postcode": "08523",
            "town": "Plauen",
            "district": "14523",
            "employees": "84",
            "turnover": "12400000",
            "balance_sheet": "8900000",
            "autonomous": "True",
        },
    ),
    "contact": (
        {
            "name": "Sabine Vogel",
            "role": "Geschäftsführung",
            "topic": "Erstkontakt",
            "email": "gf@firma.example",
        },
        {
            "name": "Jörg Müller",
            "role": "Leitung Fertigung",
            "topic": "fachlich",
            "email": "fertigung@firma.example",
        },
    ),
    "process": (
        {
            "name": "Sichtprüfung Drehteile",
            "area": "quality",
            "problem": "Ermüdung, 2,1 % Schlupf",
            "hours_per_year": "3200",
            "pain": "4",
        },
        {
            "name": "Angebotserstellung",
            "area": "sales",
            "problem": "vier Tage Durchlauf",
            "hours_per_year": "1450",
            "pain": "3",
        },
        {
            "name": "Instandhaltung BAZ 1–6",
            "area": "maintenance",
            "problem": "ungeplante Stillstände",
            "hours_per_year": "1120",
            "pain": "5",
        },
    ),
    "it_system": (
        {
            "name": "proALPHA",
            "kind": "erp",
            "vendor": "proALPHA Business Solutions",
            "interface": "sql",
        },
        {"name": "Qualitätsdaten", "kind": "caq", "vendor": "Böhme & Weihs", "interface": "file"},
    ),
    "machine": (
        {
            "name": "BAZ 1–6",
            "maker": "DMG Mori",
            "built": "2016",
            "count": "6",
            "connectivity": "opc_ua",
        },
    ),
    "data_source": (
        {
            "name": "Spindel-Sensorik",
            "system": "Siemens 840D",
            "kind": "time_series",
            "history_months": "14",
            "access": "yes",
            "personal_data": "False",
        },
        {
            "name": "Prüfprotokolle",
            "system": "Excel",
            "kind": "table",
            "history_months": "72",
            "access": "partly",
            "personal_data": "True",
        },
    ),
    "pain_point": (
        {
            "name": "Spindelausfall",
            "cost_per_case": "2900",
            "cases_per_year": "12",
            "theme": "downtime",
            "severity": "5",
        },
    ),
    "obstacle": (
        {"barrier": "legal_uncertainty", "applies": "True"},
        {"barrier": "know_how", "applies": "True", "severity": "4"},
        {"barrier": "staff", "applies": "False"},
        {"barrier": "data_protection", "applies": "True"},
    ),
    "observation": (
        {
            "text": "„Die Messwerte schreibe ich abends ab.“",
            "kind": "quote",
            "said_by": "Meister Endprüfung",
        },
    ),
    "task": ({"text": "Export aus dem CAQ besorgen", "owner": "Leitung QS", "due": "2026-12-18"},),
}
"""By kind, what is recorded afterwards; values as text."""
