"""What a form asks for, as data without Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    YEAR = "year"
    CHOICE = "choice"
    SUGGESTION = "suggestion"
    DAY = "day"
    FLAG = "flag"
    SEGMENTS = "segments"  # a few options side by side


# The raw texts of a flag; "" is: not answered yet.
YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class Option:
    """`key` is committed, `label` is shown."""

    key: str
    label: str


Suggest = Callable[[str], Sequence[Option]]


@dataclass(frozen=True)
class Field:
    """One labelled field.

    `weight` is its share of the row. `suggest` answers what was typed with options.
    `hint` is read to those who cannot see and shown as tooltip. With `takes_first` the Tab key
    takes the first suggestion, for texts that have to be one of them. Without `captioned` the
    label is only read aloud.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    unit: str = ""
    options: tuple[Option, ...] = ()
    suggest: Suggest | None = None
    placeholder: str = ""
    hint: str = ""
    weight: int = 1
    takes_first: bool = False
    captioned: bool = True
