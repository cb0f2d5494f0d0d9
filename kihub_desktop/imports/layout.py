"""Where the table begins on a foreign sheet, and what its columns are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kihub_desktop.imports.headings import is_number, matched, taken_apart
from kihub_desktop.imports.sheets import Cell, Row, Sheet, cell_text

_LOOKED_AT = 40
SAMPLES = 3


@dataclass(frozen=True)
class Layout:
    """The headings ("" where there is none), the rows below, and the lines left out above.

    `headings` is as long as the widest row.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[Row, ...] = ()
    header: bool = True

    def column(self, place: int) -> list[Cell]:
        """The cells of a column, "" where a row is shorter."""
        return [row.cells[place] if place < len(row.cells) else "" for row in self.rows]

    def samples(self, place: int) -> tuple[str, ...]:
        """The first different values of a column."""
        texts = dict.fromkeys(filter(None, map(cell_text, self.column(place))))
        return tuple(texts)[:SAMPLES]

    @property
    def key(self) -> str:
        """Names this set of headings, so that a mapping can be remembered for it."""
        return "|".join(taken_apart(text).key for text in self.headings)


def layout_of(sheet: Sheet, known: Mapping[str, str]) -> Layout:
    """The row with most known headings begins the table; titles above it are left out.

    Without any known heading the first row is one if it is filled throughout and holds no number
    while a later row does.
    """
    texts = [_texts(row) for row in sheet.rows[:_LOOKED_AT]]
    scores = [
        sum(map(bool, matched(row, known))) * (len(row) <= len(set(row)) + 2) for row in texts
    ]
    best = max(range(len(scores)), key=lambda place: (scores[place], -place))
    enough = 1 if sheet.width <= 3 else 2
    if scores[best] >= enough and not _mostly_numbers(texts[best]):
        return _from(sheet, best)
    first = _first_wide(texts, sheet.width)
    if first is not None:
        return _from(sheet, first)
    return Layout(("",) * sheet.width, sheet.rows, header=False)


def without_header(sheet: Sheet) -> Layout:
    """The whole sheet as rows, for somebody who knows better."""
    return Layout(("",) * sheet.width, sheet.rows, header=False)


def _from(sheet: Sheet, place: int) -> Layout:
    below = sheet.rows[place + 1 :]
    headings = _texts(sheet.rows[place])
    width = max([len(headings), *(len(row.cells) for row in below)])
    filled = (*headings, *[""] * (width - len(headings)))
    return Layout(filled, below, sheet.rows[:place])


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell_text(cell).split()) for cell in row.cells)


def _first_wide(texts: Sequence[tuple[str, ...]], width: int) -> int | None:
    for place, row in enumerate(texts[:-1]):
        if len(row) == width > 1 and all(row):
            later = any(any(map(is_number, filter(None, each))) for each in texts[place + 1 :])
            return place if later and not any(map(is_number, row)) else None
    return None


def _mostly_numbers(row: Sequence[str]) -> bool:
    filled = [text for text in row if text]
    return sum(map(is_number, filled)) * 2 > len(filled)
