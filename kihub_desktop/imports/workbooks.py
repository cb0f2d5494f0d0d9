"""XLSX with openpyxl: the archive is judged before it is opened, reading watches the clock."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from kihub_desktop.domain.phrases import Phrase, phrase, plural_phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.typed_numbers import number_text
from kihub_desktop.imports.cleaning import cleaned
from kihub_desktop.imports.limits import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Watch,
    bad_file,
    check_cell,
    check_columns,
    check_size,
)
from kihub_desktop.imports.sheets import Cell, Row, Sheet, SheetName, without_empty_rows

_MAX_PART = 80_000_000
_MAX_OTHER = 4_000_000
"""Bytes of a part that holds neither rows nor their texts; it is read at once."""
_MAX_RATIO = 200
_SMALL = 1_000_000
_MAX_PARTS = 2_000
_MAX_TAGS = 100_000
_STREAMED = ("xl/worksheets/", "xl/sharedStrings")
_UNREAD = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/embeddings/", "docProps/thumbnail")
_DOCTYPE = re.compile(b"<!\x00?(?:D\x00?O\x00?C|E\x00?N\x00?T)", re.IGNORECASE)
_FORMULA = re.compile(
    rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?=</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v></)"
)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")


def sheet_names(content: bytes, watch: Watch, most_bytes: int = MAX_BYTES) -> tuple[SheetName, ...]:
    """The sheets of a workbook in their order; Refused if it is none, or a bomb."""
    with _opened(content, watch, most_bytes) as book:
        return tuple(
            SheetName(str(each.title), each.sheet_state != "visible") for each in _tables(book)
        )


def plain_rows(
    content: bytes, sheet: str | None, watch: Watch, most_bytes: int, most_rows: int
) -> list[tuple[object, ...]]:
    """The bare values of a large sheet, row by row, at most so many; formulas by their results."""
    with _opened(content, watch, most_bytes) as book:
        tables = _tables(book)
        table = next((each for each in tables if each.title == sheet), tables[0])
        table.reset_dimensions()
        rows: list[tuple[object, ...]] = []
        for row in table.iter_rows(values_only=True, max_row=most_rows + 1):
            if len(rows) % 500 == 0:
                watch.look()
            rows.append(tuple(row))
    return rows


def read_workbook(content: bytes, sheet: str | None, watch: Watch) -> Sheet:
    """The values of one sheet (the first that is shown without a name)."""
    with _opened(content, watch) as book:
        tables = _tables(book)
        shown = [each for each in tables if each.sheet_state == "visible"] or tables
        named = [each for each in tables if each.title == sheet] if sheet else shown
        if not named:
            raise bad_file(phrase("Das Blatt „{name}“ gibt es nicht.", name=sheet or ""))
        return _sheet(book, named[0], watch)


def _tables(book: Any) -> list[Any]:
    tables = [each for each in book.worksheets if hasattr(each, "iter_rows")]
    if not tables:
        raise bad_file(phrase("Die Arbeitsmappe enthält kein Tabellenblatt."))
    return tables


# -- opening -----------------------------------------------------------------------------------


@contextmanager
def _opened(content: bytes, watch: Watch, most_bytes: int = MAX_BYTES) -> Iterator[Any]:
    """The workbook; whatever the library stumbles over becomes one sentence."""
    if len(content) > most_bytes or not content:
        check_size(len(content))
    try:
        _judge(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not read
            yield _book(content, watch)
    except (Refused, KeyboardInterrupt, GeneratorExit):
        raise
    except Exception as fault:
        from kihub_desktop.domain.progress import Cancelled

        if isinstance(fault, Cancelled):
            raise
        # Broken archives, XML and numbers raise whatever was first in their way.
        raise bad_file(
            phrase(
                "Die Excel-Datei ist beschädigt. In Excel öffnen, neu speichern und noch einmal "
                "versuchen."
            ),
            type(fault).__name__,
        ) from fault


def _judge(content: bytes) -> None:
    """Refuses bombs and protected files by what the archive says of itself."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise bad_file(
            phrase(
                "Die Datei ist im alten Excel-Format (XLS) oder mit Kennwort geschützt; bitte als "
                "XLSX ohne Kennwort speichern."
            )
        )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > _MAX_PARTS or len(set(names)) != len(names):
        raise _bomb()
    if not any(name.startswith("xl/") for name in names):
        raise bad_file(
            phrase("Die Datei ist keine Tabelle; gelesen werden CSV, Text und Excel (XLSX).")
        )
    for part in parts:
        if not part.filename.startswith(_UNREAD):
            _judge_part(part)


def _judge_part(part: zipfile.ZipInfo) -> None:
    streamed = part.filename.startswith(_STREAMED)
    if part.flag_bits & 1:
        raise bad_file(phrase("Die Datei ist mit einem Kennwort geschützt."))
    if part.file_size > (_MAX_PART if streamed else _MAX_OTHER):
        raise _bomb()
    if part.file_size > _SMALL and part.file_size > _MAX_RATIO * max(1, part.compress_size):
        raise _bomb()


def _bomb() -> Refused:
    return bad_file(phrase("Die Excel-Datei ist ausgepackt zu groß und wird nicht geöffnet."))


class _WatchedArchive(zipfile.ZipFile):
    """Looks at the clock with every piece that is unpacked; no part is longer than it says."""

    def __init__(self, content: bytes, watch: Watch) -> None:
        super().__init__(io.BytesIO(content))
        self._watch = watch

    def open(self, *arguments: Any, **options: Any) -> Any:
        part = super().open(*arguments, **options)
        return _WatchedPart(part, self._watch, rows=part.name.startswith(_STREAMED[0]))


class _WatchedPart(io.BufferedIOBase):
    """One part while it is read; document types are refused wherever they stand."""

    def __init__(self, part: IO[bytes], watch: Watch, *, rows: bool) -> None:
        self._part, self._watch, self._rows = part, watch, rows
        self._tags = 0
        self._left = _MAX_PART
        self._end = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        self._watch.look()
        limit = self._left + 1 if size is None or size < 0 else size
        piece = self._part.read(limit)
        self._left -= len(piece)
        if self._left < 0 or _DOCTYPE.search(self._end + piece):
            raise _bomb()
        if self._rows:
            self._count_tags(piece)
        self._end = piece[-16:]
        return piece

    def _count_tags(self, piece: bytes) -> None:
        """The parser keeps a whole row in memory: no row may go on for ever."""
        _before, end, after = piece.rpartition(b"row>")
        self._tags = after.count(b"<") if end else self._tags + piece.count(b"<")
        if self._tags > _MAX_TAGS:
            raise _bomb()

    def close(self) -> None:
        self._part.close()
        super().close()


def _book(content: bytes, watch: Watch) -> Any:
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.archive.close()
    reader.archive = _WatchedArchive(content, watch)
    reader.read()
    return reader.wb


# -- reading -----------------------------------------------------------------------------------


def _sheet(book: Any, table: Any, watch: Watch) -> Sheet:
    counted = {"errors": 0}
    rows: list[Row] = []
    remarks: dict[Phrase, None] = {}
    table.reset_dimensions()  # what the file says of its own size is often wrong
    for line, cells in enumerate(table.iter_rows(max_col=MAX_COLUMNS + 1), start=1):
        if line > MAX_ROWS * 5:
            break
        filled = [cell for cell in cells if cell.value is not None]
        if line % 50 == 1:
            watch.look()
        if not filled:
            continue
        watch.row()
        rows.append(Row(line, _cells(cells, line, counted, remarks)))
    part = _content(book, table, watch)
    kept = without_empty_rows(rows)
    if not kept:
        raise bad_file(phrase("Das Blatt „{name}“ ist leer.", name=str(table.title)[:40]))
    return Sheet(str(table.title), kept, (*remarks, *_counted(counted["errors"], part)))


def _content(book: Any, table: Any, watch: Watch) -> bytes:
    with book._archive.open(table._worksheet_path) as part:
        content: bytes = part.read(_MAX_OTHER)
    watch.look()
    return content


def _cells(
    cells: Any, line: int, counted: dict[str, int], remarks: dict[Phrase, None]
) -> tuple[Cell, ...]:
    last = max(place for place, cell in enumerate(cells) if cell.value is not None)
    check_columns(last + 1)
    found: list[Cell] = []
    for cell in cells[: last + 1]:
        value = cell.value
        if cell.data_type == "e":
            counted["errors"] += 1
            value = None
        read = _value(value, cell.number_format if value is not None else "")
        if isinstance(read, str):
            read, told = cleaned(check_cell(read, line))
            read = read.strip()
            remarks.update(dict.fromkeys(told))
        found.append(read)
    return tuple(found)


def _value(value: object, number_format: str) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def _number(value: float, number_format: str) -> Cell:
    """Exactly the digits that a reader sees; a share shown as 12 % stays a share."""
    try:
        exact = Decimal(repr(value)) if isinstance(value, int) else Decimal(f"{value:.15g}")
        if not exact.is_finite() or abs(exact.adjusted()) > 30:
            return str(value)
        if "%" in str(number_format):
            return f"{number_text((exact * 100).normalize(), 'de')} %"
        return exact.normalize() if exact else Decimal(0)
    except InvalidOperation:
        return str(value)


def _counted(errors: int, part: bytes) -> list[Phrase]:
    remarks = []
    if errors:
        remarks.append(
            plural_phrase(
                "{n} Zelle mit einem Rechenfehler (etwa #WERT!) ist leer übernommen.",
                "{n} Zellen mit einem Rechenfehler (etwa #WERT!) sind leer übernommen.",
                errors,
            )
        )
    formulas = len(_FORMULA.findall(part))
    if formulas:
        remarks.append(
            plural_phrase(
                "{n} Formel ist nicht ausgerechnet und leer; in Excel öffnen und neu speichern.",
                "{n} Formeln sind nicht ausgerechnet und leer; in Excel öffnen und neu speichern.",
                formulas,
            )
        )
    if _MERGED.search(part):
        remarks.append(
            phrase("Verbundene Zellen gelten nur für ihre erste Zeile und Spalte; bitte ansehen.")
        )
    return remarks
