"""Canonical values: one spelling per value, so that equal values are equal bytes everywhere."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias
from uuid import UUID

from kihub_desktop.domain.fields import FieldRule, Holds

Canonical: TypeAlias = str | int | bool | None
"""What an operation holds for a field: NFC text, normalised decimal text, ISO day, id, flag."""

MAX_TEXT = 200_000
MAX_WHOLE = 2**53
MAX_DECIMAL_DIGITS = 30


class UnfitValue(ValueError):
    """A value that its field cannot hold."""


def canonical(rule: FieldRule, value: object) -> Canonical:
    """The canonical form of a Python value; UnfitValue if the field cannot hold it."""
    if value is None:
        return None
    return _WRITERS[rule.holds](rule, value)


def read(rule: FieldRule, stored: Canonical) -> object:
    """The Python value of a canonical one; UnfitValue if a foreign author wrote nonsense."""
    if stored is None:
        return None
    try:
        return _READERS[rule.holds](rule, stored)
    except (ValueError, TypeError, InvalidOperation) as error:
        raise UnfitValue(rule.label) from error


def spelled(value: Canonical) -> str:
    """The JSON text of a canonical value; equal values have equal text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def decimal_text(value: Decimal) -> str:
    """12.40 and 1.24E+1 both read 12.4; UnfitValue for NaN, infinity and absurd lengths."""
    if not value.is_finite():
        raise UnfitValue(str(value))
    if not value:
        return "0"
    if not -MAX_DECIMAL_DIGITS <= value.adjusted() < MAX_DECIMAL_DIGITS:
        raise UnfitValue("magnitude")
    if len(value.as_tuple().digits) > MAX_DECIMAL_DIGITS:
        raise UnfitValue("digits")
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _write_text(_: FieldRule, value: object) -> Canonical:
    if not isinstance(value, str):
        raise UnfitValue(type(value).__name__)
    # Broken clipboards bring lone surrogates, which cannot be encoded, and NUL, which PostgreSQL
    # cannot store.
    clean = value.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    text = unicodedata.normalize("NFC", clean)
    if len(text) > MAX_TEXT:
        raise UnfitValue("length")
    return text


def _write_whole(_: FieldRule, value: object) -> Canonical:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MAX_WHOLE:
        raise UnfitValue(type(value).__name__)  # a huge number has no text
    return value


def _write_decimal(_: FieldRule, value: object) -> Canonical:
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if not isinstance(value, Decimal):
        raise UnfitValue(type(value).__name__)
    return decimal_text(value)


def _write_day(_: FieldRule, value: object) -> Canonical:
    if type(value) is not date:
        raise UnfitValue(type(value).__name__)
    return value.isoformat()


def _write_flag(_: FieldRule, value: object) -> Canonical:
    if not isinstance(value, bool):
        raise UnfitValue(type(value).__name__)
    return value


def _write_choice(rule: FieldRule, value: object) -> Canonical:
    if rule.choices is None or not isinstance(value, str):
        raise UnfitValue(rule.label)
    try:
        return rule.choices(value).value
    except ValueError as error:
        raise UnfitValue(value) from error


def _write_link(_: FieldRule, value: object) -> Canonical:
    if not isinstance(value, UUID):
        raise UnfitValue(type(value).__name__)
    return str(value)


def _read_text(_: FieldRule, stored: Canonical) -> object:
    if not isinstance(stored, str) or "\0" in stored:
        raise TypeError
    return stored


def _read_whole(_: FieldRule, stored: Canonical) -> object:
    if not isinstance(stored, int) or isinstance(stored, bool) or abs(stored) > MAX_WHOLE:
        raise TypeError
    return stored


def _read_decimal(_: FieldRule, stored: Canonical) -> object:
    if isinstance(stored, bool):
        raise TypeError
    value = Decimal(str(stored))
    decimal_text(value)  # a foreign 1e999999 would fill the memory once it is formatted
    return value


def _read_day(_: FieldRule, stored: Canonical) -> object:
    return date.fromisoformat(str(stored))


def _read_flag(_: FieldRule, stored: Canonical) -> object:
    # Typed columns give integers back where an operation holds a boolean.
    if stored not in (0, 1):
        raise ValueError
    return bool(stored)


def _read_choice(rule: FieldRule, stored: Canonical) -> object:
    if rule.choices is None:
        raise ValueError
    return rule.choices(str(stored))


def _read_link(_: FieldRule, stored: Canonical) -> object:
    return UUID(str(stored))


_WRITERS = {
    Holds.TEXT: _write_text,
    Holds.LONG_TEXT: _write_text,
    Holds.WHOLE: _write_whole,
    Holds.DECIMAL: _write_decimal,
    Holds.MONEY: _write_decimal,
    Holds.DAY: _write_day,
    Holds.FLAG: _write_flag,
    Holds.CHOICE: _write_choice,
    Holds.LINK: _write_link,
    Holds.TAGS: _write_flag,
}
_READERS = {
    Holds.TEXT: _read_text,
    Holds.LONG_TEXT: _read_text,
    Holds.WHOLE: _read_whole,
    Holds.DECIMAL: _read_decimal,
    Holds.MONEY: _read_decimal,
    Holds.DAY: _read_day,
    Holds.FLAG: _read_flag,
    Holds.CHOICE: _read_choice,
    Holds.LINK: _read_link,
    Holds.TAGS: _read_flag,
}
