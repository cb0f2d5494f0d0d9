"""Rows copied from a spreadsheet: from the text of the clipboard to the fields of a list.

>>> cells = read_pasted("Maschine\\tHersteller\\nFräse\\tHermle\\n")
>>> proposed = propose(cells, Machine, ("name", "maker", "built"))
>>> proposed.columns, proposed.header, proposed.rows
(('name', 'maker'), True, (('Fräse', 'Hermle'),))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kihub_desktop.domain.fields import Record
from kihub_desktop.domain.parsing import Wording, german
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.imports.cleaning import cleaned
from kihub_desktop.imports.headings import fields_by_heading, is_number, matched
from kihub_desktop.imports.limits import Watch, bad_file, check_cell, check_columns, check_size

# A quote opens a cell only if it is closed before a tab or the end of a line: 5" is five inches.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?=\t|\n|\Z)')
_PLAIN = re.compile(r"[^\t\n]*+")


@dataclass(frozen=True)
class PastedCells:
    """The cells of a copied range, all rows of one length, and what was done to the text."""

    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[Phrase, ...] = ()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True)
class PasteProposal:
    """Which field each column goes into ("" for none), and the rows without their heading.

    `unmapped` counts columns that would go nowhere: say so, drop nothing silently.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    header: bool
    remarks: tuple[Phrase, ...] = ()

    @property
    def unmapped(self) -> int:
        return sum(not name for name in self.columns)

    def texts(self, row: tuple[str, ...]) -> dict[str, str]:
        """What a row gives by field; empty cells say nothing."""
        pairs = zip(self.columns, row, strict=True)
        return {name: text for name, text in pairs if name and text.strip()}

    def assigned(self, place: int, name: str) -> PasteProposal:
        """The same with another field for one column; a field stands for one column only."""
        freed = ["" if name and each == name else each for each in self.columns]
        freed[place] = name
        return replace(self, columns=tuple(freed))


def is_table(text: str) -> bool:
    """Whether a clipboard text is more than one cell, so that a list takes it as rows."""
    return "\t" in text or "\n" in text.strip("\r\n") or "\r" in text.strip("\r\n")


def read_pasted(text: str) -> PastedCells:
    """The cells of a text from Excel or LibreOffice: tabs, and quotes around line breaks.

    Refused BAD_INPUT with one sentence if it is empty or too large; never another error.
    """
    if text:
        check_size(len(text))
    text, remarks = cleaned(text.replace("\r\n", "\n").replace("\r", "\n"))
    rows = [row for row in _rows(text) if any(cell.strip() for cell in row)]
    if not rows:
        raise bad_file(phrase("In der Zwischenablage steht kein Text."))
    width = max(len(row) for row in rows)
    filled = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return PastedCells(filled, remarks)


def _rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    watch = Watch()
    place = 0
    while place <= len(text):
        found = _QUOTED.match(text, place)
        cell = found[1].replace('""', '"') if found else None
        found = found or _PLAIN.match(text, place)
        if found is None:
            break
        rows[-1].append(check_cell(found[0] if cell is None else cell, len(rows)).strip())
        check_columns(len(rows[-1]))
        place = found.end()
        if text[place : place + 1] == "\n":
            rows.append([])
            watch.row()
        place += 1
    return rows


def propose(
    cells: PastedCells,
    record_type: type[Record],
    columns: Sequence[str],
    start: str | None = None,
    wording: Wording = german,
) -> PasteProposal:
    """Where the columns go: by their headings if the first row has some, else from `start` on.

    `columns` are the fields that the list shows, in their order; `start` is the one in hand
    (the first without it). Give `texts.render` as `wording` to understand English labels.
    """
    known = fields_by_heading(record_type, wording)
    named = matched(cells.rows[0], known)
    if _is_header(cells.rows[0], named):
        return PasteProposal(named, cells.rows[1:], True, cells.remarks)
    begin = columns.index(start) if start in columns else 0
    following = [*columns[begin:], *[""] * cells.width][: cells.width]
    return PasteProposal(tuple(following), cells.rows, False, cells.remarks)


def _is_header(row: Sequence[str], named: Sequence[str]) -> bool:
    """Half of the filled cells are known headings, and none is a number."""
    filled = [text for text in row if text]
    found = sum(bool(name) for name in named)
    return found * 2 >= len(filled) > 0 and found > 0 and not any(map(is_number, filled))
