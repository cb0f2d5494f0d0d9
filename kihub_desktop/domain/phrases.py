"""Sentences as data: a German source sentence with values, worded where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True)
class Amount:
    """A number to be shown in the reader's language: `Amount(54.7, 1)` reads 54,7 in German.

    `unit` is appended after a no-break space. `signed` forces a sign.
    """

    value: float | int | Decimal
    digits: int = 0
    unit: str = ""
    signed: bool = False


@dataclass(frozen=True)
class Phrase:
    """A gettext message with the values for its `{names}`.

    With `plural` the message is the singular form and the value named `n` chooses the form.
    """

    message: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None


@dataclass(frozen=True)
class Joined:
    """Several parts in one line, with a separator that needs no translation."""

    parts: tuple[Value, ...]
    separator: str = ", "


Value: TypeAlias = str | int | date | Amount | Phrase | Joined


def phrase(message: str, **values: Value) -> Phrase:
    """A sentence with its values; the message is found by the gettext extraction."""
    return Phrase(message, tuple(values.items()))


def plural_phrase(singular: str, plural: str, n: int, **values: Value) -> Phrase:
    """A sentence whose form depends on `n`; both forms are found by the gettext extraction."""
    return Phrase(singular, (("n", n), *values.items()), plural)


def whole_percent(share: float) -> Value:
    """A share in whole percent; never 0 or 100 % unless it is exactly that."""
    if 0 < share < 0.005:
        return phrase("unter 1 %")
    if 0.995 <= share < 1:
        return phrase("über 99 %")
    return Amount(share * 100, 0, "%")
