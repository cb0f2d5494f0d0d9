"""Foreign files as other programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from kihub_desktop.imports.foreign_tables import read_table
from kihub_desktop.imports.limits import Watch
from kihub_desktop.imports.sheets import Cell


def workbook(rows: Sequence[Sequence[Any]], finish: Callable[[Any], object] | None = None) -> bytes:
    """An XLSX file with these rows on its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    if finish is not None:
        finish(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The archive with one part replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for each in source.namelist():
            if each != name:
                written.writestr(each, source.read(each))
        written.writestr(name, part)
    return target.getvalue()


def cells_of(content: bytes, sheet: str | None = None) -> list[tuple[Cell, ...]]:
    """The cells of a file by row."""
    return [row.cells for row in read_table(content, "liste", Watch(), sheet).rows]


def remarks_of(content: bytes) -> list[str]:
    """What reading a file has to tell, as source sentences."""
    return [each.message for each in read_table(content, "liste", Watch()).remarks]
