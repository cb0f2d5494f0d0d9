"""What somebody typed as the value of a field, or one sentence about why it is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from kihub_desktop.domain.fields import FieldRule, Holds, rules_of
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.spelling import fold, starts_word, words_of
from kihub_desktop.domain.typed_days import day_text, read_day
from kihub_desktop.domain.typed_numbers import (
    excerpt,
    number_text,
    read_number,
    read_year,
    refused,
)
from kihub_desktop.domain.visit_records import Machine
from kihub_desktop.domain.words import word

MAX_TEXT = 200_000
"""Bytes in UTF-8."""
MAX_SHORT = 100
"""Characters of anything but text."""

Wording: TypeAlias = Callable[[Phrase], str]
FieldValue: TypeAlias = str | int | Decimal | date | bool | StrEnum | UUID | frozenset[str]


@dataclass(frozen=True)
class Parsed:
    """A value (None for an empty text) or a problem; with a problem the value says nothing."""

    value: FieldValue | None = None
    problem: Phrase | None = None


@dataclass(frozen=True)
class _Typed:
    """A text with everything it takes to understand it."""

    rule: FieldRule
    text: str
    today: date
    language: str
    wording: Wording


def german(chosen: Phrase) -> str:
    """The source word itself."""
    return chosen.message


def parse(
    rule: FieldRule, text: str, today: date, language: str = "de", wording: Wording = german
) -> Parsed:
    """The value of a text for a field; never raises for anything that can be typed or pasted.

    `language` ("de", "en") decides what point and comma mean; `wording` gives the words of
    choices in the reader's language, their German words are always understood as well.
    """
    if not text.strip():
        return Parsed()
    short = rule.holds not in {Holds.TEXT, Holds.LONG_TEXT, Holds.TAGS}
    if short and len(text) > MAX_SHORT:
        return Parsed(problem=phrase("Höchstens {n} Zeichen haben hier Platz.", n=MAX_SHORT))
    try:
        value = _READERS[rule.holds](_Typed(rule, text, today, language, wording))
    except Refused as refusal:
        return Parsed(problem=refusal.message)
    # Signs that nobody sees may be all there was.
    return Parsed(None if value in ("", frozenset()) else value)


def shown(rule: FieldRule, value: object, language: str = "de", wording: Wording = german) -> str:
    """The text to edit a value with; `parse` in the same language gives the value back."""
    if value is None:
        return ""
    if isinstance(value, StrEnum):
        return wording(word(value))
    if isinstance(value, bool):
        return _FLAG_WORDS[language][value]
    if isinstance(value, int | Decimal):
        return str(value) if rule in _YEARS else number_text(Decimal(value), language)
    if isinstance(value, date):
        return day_text(value, language)
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)


_YEARS = (rules_of(Company)["founded"], rules_of(Machine)["built"])
_FLAG_WORDS = {"de": ("nein", "ja"), "en": ("no", "yes")}
_YES = frozenset({"ja", "j", "yes", "y", "x", "wahr", "true", "1", "vorhanden", "✓", "✔"})
_NO = frozenset({"nein", "n", "no", "falsch", "false", "0", "kein", "keine", "keiner", "-", "–"})
_FILLERS = frozenset({"und", "oder", "and", "or", "stufe", "level"})
_LISTED = 8


def _line(typed: _Typed) -> FieldValue:
    return " ".join(_storable(typed.text).replace("\t", " ").splitlines()).strip()


def _lines(typed: _Typed) -> FieldValue:
    return "\n".join(_storable(typed.text).splitlines()).strip()


def _storable(text: str) -> str:
    """In the spelling of the log and without invisible control signs."""
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as fault:
        raise refused(
            phrase("Der Text enthält Zeichen, die sich nicht speichern lassen.")
        ) from fault
    if size > MAX_TEXT:
        limit = Amount(MAX_TEXT // 1000, unit="kB")
        raise refused(phrase("Der Text ist zu lang; höchstens {limit} haben Platz.", limit=limit))
    kept = (sign for sign in text if sign in "\n\r\t" or unicodedata.category(sign) != "Cc")
    return unicodedata.normalize("NFC", "".join(kept))


def _number(typed: _Typed) -> FieldValue:
    return read_number(typed.rule, typed.text, typed.language)


def _whole(typed: _Typed) -> FieldValue:
    if typed.rule in _YEARS:
        return read_year(typed.text, typed.today)
    value = read_number(typed.rule, typed.text, typed.language)
    if value != value.to_integral_value() or abs(value) > 2**53:
        raise refused(phrase("„{text}“ ist keine ganze Zahl.", text=excerpt(typed.text)))
    return int(value)


def _day(typed: _Typed) -> FieldValue:
    return read_day(typed.text, typed.today)


def _flag(typed: _Typed) -> FieldValue:
    said = fold(typed.text).strip().rstrip(".!")
    if said in _YES or said in _NO:
        return said in _YES
    raise refused(phrase("„{text}“ ist weder „ja“ noch „nein“.", text=excerpt(typed.text)))


def _choice(typed: _Typed) -> FieldValue:
    """The exact word or value, then what a word begins with, then parts of several words."""
    members = list(typed.rule.choices or ())
    for fits in (_is_named, _begins, _has_words):
        found = [member for member in members if fits(typed, member)]
        if len(found) == 1:
            return found[0]
        if found:
            raise refused(
                phrase(
                    "„{text}“ passt auf mehrere: {choices}.",
                    text=excerpt(typed.text),
                    choices=_listed(found[:_LISTED]),
                )
            )
    raise _not_among(typed, members)


def _not_among(typed: _Typed, members: list[StrEnum]) -> Refused:
    if len(members) > _LISTED:
        return refused(phrase("„{text}“ steht nicht zur Auswahl.", text=excerpt(typed.text)))
    return refused(
        phrase(
            "„{text}“ steht nicht zur Auswahl; möglich ist: {choices}.",
            text=excerpt(typed.text),
            choices=_listed(members),
        )
    )


def _listed(members: list[StrEnum]) -> Joined:
    return Joined(tuple(word(member) for member in members), " · ")


def _is_named(typed: _Typed, member: StrEnum) -> bool:
    names = (member.value, *_names(typed, member))
    return _key(typed.text) in {_key(name) for name in names} - {""}


def _begins(typed: _Typed, member: StrEnum) -> bool:
    key = _key(typed.text)
    return bool(key) and any(_key(name).startswith(key) for name in _names(typed, member))


def _has_words(typed: _Typed, member: StrEnum) -> bool:
    said = words_of(typed.text)
    return bool(said) and any(
        all(starts_word(each, fold(name)) for each in said) for name in _names(typed, member)
    )


def _names(typed: _Typed, member: StrEnum) -> tuple[str, str]:
    return german(word(member)), typed.wording(word(member))


def _key(text: str) -> str:
    """„GmbH und Co. KG“ is „GmbH & Co. KG“, „Stufe 3“ is 3."""
    return "".join(each for each in words_of(text) if each not in _FILLERS)


def _link(typed: _Typed) -> FieldValue:
    try:
        return UUID(typed.text.strip())
    except ValueError as fault:
        raise refused(phrase("Bitte einen Eintrag aus der Liste wählen.")) from fault


def _tags(typed: _Typed) -> FieldValue:
    separated = _storable(typed.text).replace(";", ",").replace("\n", ",").split(",")
    return frozenset(" ".join(tag.split()) for tag in separated if tag.strip())


_READERS: dict[Holds, Callable[[_Typed], FieldValue]] = {
    Holds.TEXT: _line,
    Holds.LONG_TEXT: _lines,
    Holds.WHOLE: _whole,
    Holds.DECIMAL: _number,
    Holds.MONEY: _number,
    Holds.DAY: _day,
    Holds.FLAG: _flag,
    Holds.CHOICE: _choice,
    Holds.LINK: _link,
    Holds.TAGS: _tags,
}
