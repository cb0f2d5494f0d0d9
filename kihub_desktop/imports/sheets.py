"""Foreign tables as rows of cells, each row with the line it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.domain.typed_days import day_text
from kihub_desktop.domain.typed_numbers import number_text

Cell: TypeAlias = str | Decimal | date | bool
"""What a cell holds; text is all that a CSV file knows."""
NUMERIC = frozenset({Holds.DECIMAL, Holds.MONEY})


@dataclass(frozen=True)
class Row:
    """The cells of one line; `line` is its number in the file, from 1."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A table without its empty rows; `remarks` say what was lost or mended while reading."""

    name: str
    rows: tuple[Row, ...]
    remarks: tuple[Phrase, ...] = ()

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True)
class SheetName:
    """A sheet that can be chosen."""

    name: str
    hidden: bool = False


def cell_text(cell: Cell, language: str = "de") -> str:
    """The cell as a reader sees it, and as it is kept where its field cannot take it."""
    if isinstance(cell, bool):
        return {"de": ("nein", "ja"), "en": ("no", "yes")}[language][cell]
    if isinstance(cell, date):
        return day_text(cell, language)
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


def typed_text(cell: Cell, rule: FieldRule, language: str) -> str:
    """The text to be read for a field: numbers grouped so that they mean one thing only."""
    if isinstance(cell, Decimal) and rule.holds in NUMERIC:
        return number_text(cell, language)
    if isinstance(cell, date) and rule.holds is Holds.WHOLE:
        return str(cell.year)
    return cell_text(cell, language)


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def without_empty_rows(rows: list[Row]) -> tuple[Row, ...]:
    """The rows that say something, without blank cells at their ends."""
    kept = []
    for row in rows:
        cells = list(row.cells)
        while cells and is_blank(cells[-1]):
            cells.pop()
        if cells:
            kept.append(Row(row.line, tuple(cells)))
    return tuple(kept)
