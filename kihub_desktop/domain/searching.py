"""What the search reads of a record: its fields, its title, and the shelf it is listed on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Any

from kihub_desktop.domain import choices, funding_choices
from kihub_desktop.domain.fields import FieldRule, Holds, Merge, kind_named, rules_of
from kihub_desktop.domain.spelling import words_of
from kihub_desktop.domain.words import word

EDITION = 1
"""Raised when the same record would give other words; the index is then written anew."""


class Shelf(IntEnum):
    """Where results are listed, in this order; the numbers are part of the index."""

    COMPANIES = 1
    PEOPLE = 2
    PROCESSES = 3
    SYSTEMS = 4
    SOURCES = 5
    USE_CASES = 6
    PAINS = 7
    OBSERVATIONS = 8
    VISITS = 9
    ANSWERS = 10


SHELVES: Mapping[str, Shelf] = {
    "company": Shelf.COMPANIES,
    "site": Shelf.COMPANIES,
    "affiliate": Shelf.COMPANIES,
    "contact": Shelf.PEOPLE,
    "participant": Shelf.PEOPLE,
    "process": Shelf.PROCESSES,
    "it_system": Shelf.SYSTEMS,
    "machine": Shelf.SYSTEMS,
    "data_source": Shelf.SOURCES,
    "use_case": Shelf.USE_CASES,
    "finding": Shelf.USE_CASES,
    "condition": Shelf.USE_CASES,
    "business_case": Shelf.USE_CASES,
    "cash_line": Shelf.USE_CASES,
    "funding_choice": Shelf.USE_CASES,
    "pain_point": Shelf.PAINS,
    "obstacle": Shelf.PAINS,
    "observation": Shelf.OBSERVATIONS,
    "picture": Shelf.OBSERVATIONS,
    "visit": Shelf.VISITS,
    "decision": Shelf.VISITS,
    "task": Shelf.VISITS,
    "answer": Shelf.ANSWERS,
}
"""The kinds that are searched. Codes, votes and links say nothing to somebody who searches."""

_TITLES = ("name", "title", "text", "caption", "label", "topic", "barrier")
_CODES = frozenset(
    {
        ("answer", "question"),
        ("condition", "family"),
        ("finding", "key"),
        ("funding_choice", "edition"),
        ("picture", "content"),
        ("picture", "thumbnail"),
        ("picture", "media_type"),
        ("picture", "drawing"),
        ("use_case", "template"),
        ("use_case", "template_edition"),
    }
)
_WITHOUT_MEANING = frozenset(
    {
        choices.Access,
        choices.DataReadiness,
        choices.Evidence,
        choices.FundingStatus,
        choices.Level,
        choices.Side,
        choices.SourceRole,
        choices.Stage,
        funding_choices.CostType,
        funding_choices.FundingStep,
    }
)
"""Choices whose words („ja“, „Kosten“) would find nearly everything."""
_PHONE = "phone"


@dataclass(frozen=True)
class Searched:
    """A field that is searched; `is_title` names the record."""

    name: str
    rule: FieldRule
    is_title: bool


@lru_cache(maxsize=64)
def searched_fields(kind: str) -> tuple[Searched, ...]:
    """The fields of a kind that are searched, in order; empty for a kind that is not."""
    found = kind_named(kind) if kind in SHELVES else None
    if found is None:
        return ()
    rules = {
        name: rule
        for name, rule in rules_of(found.record_type).items()
        if (kind, name) not in _CODES and _is_searched(rule)
    }
    title = next((name for name in _TITLES if name in rules), "")
    return tuple(Searched(name, rule, name == title) for name, rule in rules.items())


def _is_searched(rule: FieldRule) -> bool:
    if rule.holds is Holds.CHOICE:
        return rule.choices not in _WITHOUT_MEANING
    texts = {Holds.TEXT, Holds.LONG_TEXT, Holds.TAGS}
    return rule.holds in texts and rule.merge is not Merge.WINNER


def text_of(rule: FieldRule, stored: Any) -> str:
    """What a reader sees of a stored value: the text, the word of a choice, tags in a line."""
    if stored is None:
        return ""
    if rule.holds is Holds.CHOICE:
        return _choice_word(rule.choices, str(stored))
    if rule.holds is Holds.TAGS:
        return ", ".join(json.loads(stored))
    return str(stored)


def _choice_word(kind: type[StrEnum] | None, stored: str) -> str:
    if kind is None or stored not in {member.value for member in kind}:
        return ""  # a newer version knows it
    return word(kind(stored)).message


def title_words(kind: str, stored: Mapping[str, Any]) -> str:
    """The folded words of the title, each with a space before it and one at the end."""
    return padded(_words(kind, stored, titles=True))


def body_words(kind: str, stored: Mapping[str, Any]) -> str:
    """The folded words of all other fields, spaced likewise."""
    return padded(_words(kind, stored, titles=False))


def padded(words: Iterator[str] | tuple[str, ...]) -> str:
    """Words between spaces, so that „ qs“ is found only where a word begins; "" for none."""
    joined = " ".join(words)
    return f" {joined} " if joined else ""


def _words(kind: str, stored: Mapping[str, Any], *, titles: bool) -> Iterator[str]:
    for each in searched_fields(kind):
        if each.is_title == titles:
            yield from field_words(each, stored.get(each.name))


def field_words(field: Searched, stored: Any) -> tuple[str, ...]:
    """The folded words under which a value of this field is found."""
    words = words_of(text_of(field.rule, stored))
    if field.name != _PHONE or not words:
        return words
    # Whoever searches a number types it without spaces, and with 0 instead of +49.
    digits = "".join(words)
    return (*words, digits, *(("0" + digits[2:],) if digits.startswith("49") else ()))


def searched_shape() -> str:
    """What the words of all records depend on, as text for a fingerprint."""
    parts = [str(EDITION)]
    for kind in SHELVES:
        for each in searched_fields(kind):
            parts.append(f"{kind}.{each.name}:{each.rule.holds}:{each.is_title}")
            parts.extend(_choice_word(each.rule.choices, m.value) for m in each.rule.choices or ())
    return "\n".join(parts)
