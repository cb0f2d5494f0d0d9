"""A workbook as data: one sheet per kind of record, with typed cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | Decimal | bool | date | datetime | None


class Form(StrEnum):
    """How the numbers of a column are shown; days, instants and texts need no form.

    PERCENT shows 0.25 as 25,0 %. Marks and separators follow the language of the reader's Excel.
    """

    PLAIN = "plain"
    WHOLE = "whole"
    TENTHS = "tenths"
    HUNDREDTHS = "hundredths"
    MONEY = "money"
    PERCENT = "percent"


@dataclass(frozen=True)
class SheetColumn:
    """`width` is counted in characters; None takes the width of what stands in the column."""

    title: str
    form: Form = Form.PLAIN
    width: int | None = None


@dataclass(frozen=True)
class Sheet:
    """`rows` is read once and may be a generator; `count` is how many rows it will give."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[CellValue]]
    count: int = 0


@dataclass(frozen=True)
class Workbook:
    title: str
    created: date
    sheets: tuple[Sheet, ...]


_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_TITLE = 31


def sheet_names(titles: Sequence[str]) -> tuple[str, ...]:
    """Names that Excel takes: 1 to 31 characters, no signs of its own, no two alike."""
    taken: set[str] = set()
    names = []
    for number, title in enumerate(titles, start=1):
        name = _unique(_clean(title) or str(number), taken)
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _clean(title: str) -> str:
    printable = "".join(sign if sign.isprintable() else " " for sign in title)
    name = " ".join(printable.translate(_FORBIDDEN).split()).strip("' ")
    # Excel counts UTF-16 units, keeps "History" for itself and allows no quote at either end.
    name = f"{name}_" if name.casefold() == "history" else name
    return _cut(name, _LONGEST_TITLE)


def _cut(name: str, longest: int) -> str:
    units = name.encode("utf-16-le")[: 2 * longest]
    return units.decode("utf-16-le", errors="ignore").strip("' ")


def _unique(name: str, taken: set[str]) -> str:
    candidate, number = name, 2
    while candidate.casefold() in taken:
        suffix = f" ({number})"
        candidate = _cut(name, _LONGEST_TITLE - len(suffix)) + suffix
        number += 1
    return candidate
