"""A workbook as an Excel file that holds values only: no formula, no link, no hidden address."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.reports.saving import ReportError, replacing
from kihub_desktop.reports.workbook import (
    CellValue,
    Form,
    Sheet,
    SheetColumn,
    Workbook,
    sheet_names,
)
from kihub_desktop.texts import SHOWN_ZONE

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

_LONGEST_TEXT = 32_767
_MOST_ROWS = 1_048_575
_EXACT_DIGITS = 15
_EXACT_UP_TO = 1_000_000_000_000_000
_FIRST_DAY = date(1900, 3, 1)
_ROWS_PER_CALL = 500
_NARROWEST, _WIDEST = 8, 60
_NUMBERS = {
    Form.PLAIN: "General",
    Form.WHOLE: "#,##0",
    Form.TENTHS: "#,##0.0",
    Form.HUNDREDTHS: "#,##0.00",
    Form.MONEY: '#,##0.00\\ "€"',
    Form.PERCENT: "0.0\\ %",
}
_DAY = "dd\\.mm\\.yyyy"
_INSTANT = "dd\\.mm\\.yyyy\\ hh:mm"
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), 127, 0xFFFE, 0xFFFF], "")


def write_xlsx(workbook: Workbook, target: Path, progress: Progress) -> None:
    """Writes the workbook to `target`; rows pass through, they are never all in memory.

    Raises ReportError, or Cancelled from `progress`; whatever stood at `target` then stays.
    """
    # The writer's temporary rows are the records in plain text: they stay in a private folder
    # at the place that the user chose for plain text, never in the system's temporary folder.
    with (
        replacing(target) as part,
        TemporaryDirectory(prefix=".kihub-", dir=target.parent) as folder,
    ):
        book = _open(part, Path(folder), workbook)
        try:
            formats = _Formats(book)
            names = sheet_names([sheet.title for sheet in workbook.sheets])
            for name, sheet in zip(names, workbook.sheets, strict=True):
                _SheetWriter(book.add_worksheet(name), sheet, formats, progress).write()
        except BaseException:
            _abandon(book)
            raise
        _close(book)
        progress(1, 1, phrase("Die Tabelle ist fertig"))


def _open(part: Path, folder: Path, workbook: Workbook) -> xlsxwriter.Workbook:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "tmpdir": str(folder),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    book = xlsxwriter.Workbook(str(part), options)
    created = datetime.combine(workbook.created, time())
    book.set_properties({"title": clean_text(workbook.title), "created": created})
    return book


def _close(book: Any) -> None:
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        # The writer hides what the system said; `replacing` words it.
        raise OSError(*getattr(error.args[0], "args", error.args)) from error


def _abandon(book: Any) -> None:
    """Closes the temporary files of a book that will not be written."""
    book.fileclosed = True
    for sheet in book.worksheets():
        sheet.row_data_fh.close()


def clean_text(text: str) -> str:
    """Text that a cell takes: without control characters, and not longer than Excel allows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = lines.translate(_CONTROLS).encode("utf-8", "replace").decode("utf-8")
    if len(cleaned.encode("utf-16-le")) <= 2 * _LONGEST_TEXT:
        return cleaned
    units = cleaned.encode("utf-16-le")[: 2 * (_LONGEST_TEXT - 1)]
    return units.decode("utf-16-le", errors="ignore") + "…"


class _Formats:
    """The looks of cells, made once for the book."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E3F1F1", "bottom": 1, "valign": "top", "text_wrap": True}
        )
        self.text = book.add_format({**top, "num_format": "@"})
        self.long_text = book.add_format({**top, "num_format": "@", "text_wrap": True})
        self.day = book.add_format({**top, "num_format": _DAY, "align": "left"})
        self.instant = book.add_format({**top, "num_format": _INSTANT, "align": "left"})
        self.yes_no = book.add_format({**top, "align": "left"})
        self.numbers = {
            form: book.add_format({**top, "num_format": shown}) for form, shown in _NUMBERS.items()
        }


class _SheetWriter:
    """Writes one sheet row by row and remembers how wide its columns have to be."""

    def __init__(
        self, page: Worksheet, sheet: Sheet, formats: _Formats, progress: Progress
    ) -> None:
        self._page = page
        self._sheet = sheet
        self._formats = formats
        self._progress = progress
        self._widths = [len(column.title) + 4 for column in sheet.columns]

    def write(self) -> None:
        doing = phrase("Blatt „{sheet}“ wird geschrieben", sheet=self._sheet.title)
        self._progress(0, self._sheet.count, doing)
        for place, column in enumerate(self._sheet.columns):
            self._page.write_string(0, place, clean_text(column.title), self._formats.head)
        rows = 0
        for rows, cells in enumerate(self._sheet.rows, start=1):
            self._write_row(rows, cells)
            if rows % _ROWS_PER_CALL == 0:
                self._progress(rows, self._sheet.count, doing)
        self._dress(rows)

    def _write_row(self, row: int, cells: Sequence[CellValue]) -> None:
        if row > _MOST_ROWS:
            raise ReportError(_too_many(self._sheet.title))
        for place, (column, cell) in enumerate(zip(self._sheet.columns, cells, strict=True)):
            if cell is not None and cell != "":
                self._widths[place] = max(self._widths[place], _shown_length(cell))
                self._write_cell(row, place, column, cell)

    def _write_cell(self, row: int, place: int, column: SheetColumn, cell: CellValue) -> None:
        page, formats = self._page, self._formats
        match cell:
            case bool():
                page.write_boolean(row, place, cell, formats.yes_no)
            case int() | float() | Decimal() if _is_exact(cell):
                page.write_number(row, place, float(cell), formats.numbers[column.form])
            case datetime() if cell.date() >= _FIRST_DAY:
                page.write_datetime(row, place, _local(cell), formats.instant)
            case date() if not isinstance(cell, datetime) and cell >= _FIRST_DAY:
                page.write_datetime(row, place, datetime.combine(cell, time()), formats.day)
            case _:
                text = clean_text(str(cell))
                form = formats.long_text if _shown_length(text) > _WIDEST else formats.text
                page.write_string(row, place, text, form)

    def _dress(self, rows: int) -> None:
        """Widths, the frozen head and the filter are kept until the book is closed."""
        for place, (column, width) in enumerate(
            zip(self._sheet.columns, self._widths, strict=True)
        ):
            fitting = min(max(width, _NARROWEST), _WIDEST)
            self._page.set_column(place, place, column.width or fitting)
        self._page.freeze_panes(1, 0)
        if self._sheet.columns:
            self._page.autofilter(0, 0, rows, len(self._sheet.columns) - 1)
        self._page.set_landscape()
        self._page.set_paper(9)
        self._page.fit_to_pages(1, 0)
        self._page.repeat_rows(0)


def _too_many(title: str) -> Phrase:
    return phrase("Das Blatt „{sheet}“ hat mehr Zeilen, als Excel aufnimmt.", sheet=title)


def _local(moment: datetime) -> datetime:
    """Excel knows no zones: instants stand there as the clock on the wall showed them."""
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(SHOWN_ZONE).replace(tzinfo=None)


def _is_exact(value: int | float | Decimal) -> bool:
    """Whether Excel's 15 digits hold the value; otherwise it stays a text, with every digit."""
    if isinstance(value, int):
        return abs(value) < _EXACT_UP_TO
    if isinstance(value, float):
        return math.isfinite(value)
    return value.is_finite() and len(value.normalize().as_tuple().digits) <= _EXACT_DIGITS


def _shown_length(cell: CellValue) -> int:
    if isinstance(cell, datetime):
        return 18
    if isinstance(cell, date):
        return 12
    if isinstance(cell, str):
        return max((len(line) for line in cell.splitlines()), default=0) + 2
    return len(f"{cell:,}") + 5 if isinstance(cell, int | float | Decimal) else 8
