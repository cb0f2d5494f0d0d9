"""Columns and cells of a table, as data without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeAlias, TypeVar

from kihub_desktop.ui.tones import Tone

Row = TypeVar("Row")


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True)
class TextCell:
    """A text, with an optional second line in small muted letters."""

    text: str
    note: str = ""
    strong: bool = False
    muted: bool = False


@dataclass(frozen=True)
class PillCell:
    """A pill, with an optional text at its right."""

    text: str
    tone: Tone = Tone.NEUTRAL
    after: str = ""


@dataclass(frozen=True)
class DotsCell:
    """`filled` of `count` dots; `words` is what a screen reader says."""

    filled: int
    count: int = 5
    words: str = ""


@dataclass(frozen=True)
class ProgressCell:
    """A bar for a share from 0 to 1, and the text beside it."""

    share: float
    text: str
    tone: Tone | None = None


@dataclass(frozen=True)
class SparkCell:
    """A small line; None is a gap, `marked` the first and last index of a conspicuous stretch."""

    values: tuple[float | None, ...]
    words: str
    marked: tuple[int, int] | None = None


Cell: TypeAlias = TextCell | PillCell | DotsCell | ProgressCell | SparkCell


def words(cell: Cell) -> str:
    """What the cell says, for tooltips, screen readers and copying."""
    if isinstance(cell, TextCell):
        return f"{cell.text}\n{cell.note}" if cell.note else cell.text
    if isinstance(cell, PillCell):
        return f"{cell.text} {cell.after}".strip()
    if isinstance(cell, DotsCell):
        return cell.words or f"{cell.filled}/{cell.count}"
    if isinstance(cell, ProgressCell):
        return cell.text
    return cell.words


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: how a row becomes a cell.

    `stretch` is its part of spare width. `wrap` breaks long text into lines, otherwise it
    elides with a tooltip. `sort` gives the key to sort by (None: the words of the cell);
    `sortable=False` leaves the header without effect.
    """

    title: str
    cell: Callable[[Row], Cell | str]
    align: Align = Align.LEFT
    stretch: int = 0
    wrap: bool = False
    sort: Callable[[Row], Any] | None = None
    sortable: bool = True

    def cell_of(self, row: Row) -> Cell:
        cell = self.cell(row)
        return TextCell(cell) if isinstance(cell, str) else cell

    def sort_key(self, row: Row) -> Any:
        return self.sort(row) if self.sort else words(self.cell_of(row)).casefold()
