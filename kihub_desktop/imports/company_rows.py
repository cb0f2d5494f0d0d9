"""Rows of a foreign company list as values of a company and its main contact."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kihub_desktop.domain.fields import FieldRule, Holds, Record, rules_of
from kihub_desktop.domain.parsing import Parsed, Wording, german, parse
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.domain.records import Company, Contact
from kihub_desktop.imports.headings import fields_by_heading, matched, taken_apart
from kihub_desktop.imports.layout import Layout
from kihub_desktop.imports.limits import Watch
from kihub_desktop.imports.sheets import NUMERIC, Cell, cell_text, is_blank, typed_text

COMPANY, CONTACT = "company", "contact"
RECORDS: Mapping[str, type[Record]] = {COMPANY: Company, CONTACT: Contact}
NOTE = "company.note"
PERSON = "contact.name"
SEVERAL = frozenset({NOTE, PERSON})
"""Fields that take several columns: remarks, first and last name."""
_NAME_PARTS = frozenset(
    {"vorname", "nachname", "firstname", "lastname", "givenname", "surname", "familyname",
     "familienname", "vornameansprechpartner", "nachnameansprechpartner", "zuname", "rufname"}
)  # fmt: skip
_NO_TARGETS = {COMPANY: frozenset[str](), CONTACT: frozenset({"consent", "consent_on", "position"})}
"""Consent is asked for, never read from a list."""
_LONGEST = 2_000
_LONGEST_TAG = 60
_MOST_TAGS = 50


@dataclass(frozen=True)
class Reader:
    """How texts become values: rules of fields, and what single fields know beyond them.

    `special` reads codes and places by field of the company; `complete` adds what follows from
    the values without doubt (the town of a postcode).
    """

    today: date
    language: str = "de"
    wording: Wording = german
    special: Mapping[str, Callable[[str], Parsed]] = field(default_factory=dict)
    complete: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict


@dataclass(frozen=True)
class CellProblem:
    """A cell that its field cannot take, with one sentence; `text` is what stands there."""

    line: int
    heading: str
    target: str
    text: str
    problem: Phrase


@dataclass(frozen=True)
class Draft:
    """What one row says: values by field of company and contact, and texts for the note."""

    line: int
    company: Mapping[str, Any]
    contact: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    problems: tuple[CellProblem, ...] = ()


def targets() -> tuple[str, ...]:
    """Everything a column can go into, as „company.name“ or „contact.email“."""
    return tuple(
        f"{kind}.{name}"
        for kind, cls in RECORDS.items()
        for name in rules_of(cls)
        if name not in _NO_TARGETS[kind]
    )


def rule_of(target: str) -> FieldRule:
    kind, _, name = target.partition(".")
    return rules_of(RECORDS[kind])[name]


def known_headings(wording: Wording = german) -> dict[str, str]:
    """The target of every folded heading; the company comes first."""
    found: dict[str, str] = {}
    for kind, cls in RECORDS.items():
        names = [each.partition(".")[2] for each in targets() if each.startswith(kind + ".")]
        for key, name in fields_by_heading(cls, wording, names).items():
            found.setdefault(key, f"{kind}.{name}")
    return found


def guessed(layout: Layout, known: Mapping[str, str]) -> tuple[str, ...]:
    """The target of each column ("" for none)."""
    chosen = list(matched(layout.headings, known))
    if "company.name" not in chosen and "contact.name" not in chosen:
        # A list of companies without a known heading most likely begins with their names.
        free = [place for place, each in enumerate(chosen) if not each and layout.samples(place)]
        if free and not layout.header:
            chosen[free[0]] = "company.name"
    parts = [taken_apart(text).key in _NAME_PARTS for text in layout.headings]
    if PERSON not in chosen and any(parts):
        chosen = [PERSON if part else each for each, part in zip(chosen, parts, strict=True)]
    return tuple(chosen)


def drafts(
    layout: Layout, chosen: Sequence[str], reader: Reader, watch: Watch | None = None
) -> tuple[Draft, ...]:
    """All rows, read column by column's own language of numbers."""
    watch = watch or Watch()
    languages = [
        number_language(layout.column(place), reader.language) if target else reader.language
        for place, target in enumerate(chosen)
    ]
    columns = [
        _Column(place, target, layout.headings[place], languages[place])
        for place, target in enumerate(chosen)
        if target
    ]
    found = []
    for row in layout.rows:
        watch.row()
        found.append(_draft(row.line, row.cells, columns, reader))
    return tuple(found)


@dataclass(frozen=True)
class _Column:
    place: int
    target: str
    heading: str
    language: str


def _draft(line: int, cells: Sequence[Cell], columns: Sequence[_Column], reader: Reader) -> Draft:
    values: dict[str, dict[str, Any]] = {COMPANY: {}, CONTACT: {}}
    notes: list[str] = []
    problems: list[CellProblem] = []
    persons: list[tuple[bool, str]] = []
    for column in columns:
        cell = cells[column.place] if column.place < len(cells) else ""
        if is_blank(cell):
            continue
        if column.target == NOTE:
            notes.append(_noted(column.heading, cell_text(cell)))
            continue
        parsed = read_cell(cell, column.target, column.heading, column.language, reader)
        kind, _, name = column.target.partition(".")
        if parsed.problem is not None:
            text = cell_text(cell)
            problems.append(CellProblem(line, column.heading, column.target, text, parsed.problem))
        elif parsed.value is not None:
            values[kind][name] = parsed.value
        if column.target == PERSON and parsed.value:
            persons.append((not _is_first(column.heading), str(parsed.value)))
    if persons:
        # Lists often write the last name first; people are called the other way round.
        values[CONTACT]["name"] = " ".join(text for _, text in sorted(persons, key=_by_place))
    company = dict(reader.complete(values[COMPANY]))
    return Draft(line, company, values[CONTACT], tuple(notes), tuple(problems))


def _is_first(heading: str) -> bool:
    return taken_apart(heading).key.startswith(("vor", "first", "given", "ruf"))


def _by_place(person: tuple[bool, str]) -> bool:
    return person[0]


def _noted(heading: str, text: str) -> str:
    return text if taken_apart(heading).key in _PLAIN_NOTES else f"{heading}: {text}"


_PLAIN_NOTES = {"", "notiz", "notizen", "bemerkung", "bemerkungen", "note", "notes", "kommentar"}


def read_cell(cell: Cell, target: str, heading: str, language: str, reader: Reader) -> Parsed:
    """The value of a cell; a unit in the heading („Umsatz in T€“) counts for bare numbers."""
    rule = rule_of(target)
    text = typed_text(cell, rule, language)
    unit = taken_apart(heading).unit if rule.holds in NUMERIC else ""
    if unit and re.fullmatch(r"[0-9.,'\s+-]+", text):
        with_unit = _read(rule, target, f"{text} {unit}", language, reader)
        if with_unit.problem is None:
            return with_unit
    return _within(rule, _read(rule, target, text, language, reader))


def _read(rule: FieldRule, target: str, text: str, language: str, reader: Reader) -> Parsed:
    kind, _, name = target.partition(".")
    special = reader.special.get(name) if kind == COMPANY else None
    if special is not None:
        return special(text)
    return parse(rule, text, reader.today, language, reader.wording)


def _within(rule: FieldRule, parsed: Parsed) -> Parsed:
    """Nothing longer than a form shows: an operation of the log has to hold the whole row."""
    value = parsed.value
    if isinstance(value, frozenset):
        fits = len(value) <= _MOST_TAGS and all(len(tag) <= _LONGEST_TAG for tag in value)
        problem = phrase(
            "Höchstens {n} Schlagwörter mit je {length} Zeichen haben Platz.",
            n=_MOST_TAGS,
            length=_LONGEST_TAG,
        )
        return parsed if fits else Parsed(problem=problem)
    if rule.holds is Holds.TEXT and isinstance(value, str) and len(value) > _LONGEST:
        limit = Amount(_LONGEST)
        return Parsed(problem=phrase("Höchstens {n} Zeichen haben hier Platz.", n=limit))
    return parsed


_GERMAN = re.compile(r"\d\.\d{3}(?:\.\d{3})*,\d|\d(?:\.\d{3}){2,}\b|(?<![,\d])\d+,\d{1,2}\b")
_ENGLISH = re.compile(r"\d,\d{3}(?:,\d{3})*\.\d|\d(?:,\d{3}){2,}\b|(?<![.\d])\d+\.\d{1,2}\b(?!\.)")


def number_language(cells: Sequence[Cell], usual: str) -> str:
    """Whether the numbers of a column are written in German or in English.

    One cell that can only be read one way decides; without any the usual language stays.
    """
    german_cells = english_cells = 0
    for cell in cells:
        if isinstance(cell, str) and len(cell) < 60:
            german_cells += _GERMAN.search(cell) is not None
            english_cells += _ENGLISH.search(cell) is not None
    if german_cells == english_cells:
        return usual
    return "de" if german_cells > english_cells else "en"
