"""The Excel file: typed cells, nothing that calculates, and what it survives."""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled, silent
from kihub_desktop.reports.saving import ReportError
from kihub_desktop.reports.to_xlsx import clean_text, write_xlsx
from kihub_desktop.reports.workbook import (
    CellValue,
    Form,
    Sheet,
    SheetColumn,
    Workbook,
    sheet_names,
)

DAY = date(2026, 11, 23)


def _book(*sheets: Sheet) -> Workbook:
    return Workbook("Ausfuhr Vogtland Präzision", DAY, sheets)


def _column_of(values: Sequence[CellValue], form: Form = Form.PLAIN) -> Workbook:
    rows = [(value,) for value in values]
    return _book(Sheet("Blatt", (SheetColumn("Wert", form),), rows, len(rows)))


def _read(workbook: Workbook, folder: Path) -> Any:
    target = folder / "Ausfuhr.xlsx"
    write_xlsx(workbook, target, silent)
    return openpyxl.load_workbook(target)


def _cells(values: Sequence[CellValue], folder: Path, form: Form = Form.PLAIN) -> list[Any]:
    sheet = _read(_column_of(values, form), folder).worksheets[0]
    return [sheet.cell(row, 1) for row in range(2, len(values) + 2)]


FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://boese.example","klick")',
    "+49 3741 123456",
    "-3",
    "@SUMME(A1)",
    "{=1+1}",
    "\t=1+1",
    "https://boese.example",
    "mailto:chef@boese.example",
    "internal:'Blatt'!A1",
    "#REF!",
    "0815",
)


def test_that_no_text_becomes_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    cells = _cells(FORMULAS, tmp_path)
    assert [cell.value for cell in cells] == list(FORMULAS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    parts = zipfile.ZipFile(tmp_path / "Ausfuhr.xlsx")
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_that_titles_and_heads_are_text_too(tmp_path: Path) -> None:
    sheet = Sheet("=Blatt", (SheetColumn("=1+1"),), [])
    read = _read(_book(sheet), tmp_path)
    assert read.sheetnames == ["=Blatt"]
    assert read.worksheets[0]["A1"].data_type == "s"


def test_that_cells_keep_their_kind(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
    values = (42, Decimal("1234.56"), 0.25, True, DAY, moment, "Größe", None)
    cells = _cells(values, tmp_path)
    assert [cell.data_type for cell in cells] == ["n", "n", "n", "b", "d", "d", "s", "n"]
    assert [cell.value for cell in cells] == [
        42,
        1234.56,
        0.25,
        True,
        datetime(2026, 11, 23),  # noqa: DTZ001 - Excel knows no zones
        datetime(2026, 11, 23, 10, 42),  # noqa: DTZ001
        "Größe",
        None,
    ]
    assert cells[4].number_format == "dd\\.mm\\.yyyy"
    assert cells[5].number_format == "dd\\.mm\\.yyyy\\ hh:mm"


def test_that_money_and_shares_show_in_their_form(tmp_path: Path) -> None:
    money = _cells([Decimal("1450.50")], tmp_path, Form.MONEY)[0]
    assert money.number_format == '#,##0.00\\ "€"'
    assert _cells([0.25], tmp_path, Form.PERCENT)[0].number_format == "0.0\\ %"


@pytest.mark.parametrize(
    "value",
    [
        Decimal("1234567890123456.78"),
        10**15,
        Decimal("NaN"),
        float("inf"),
        date(1871, 5, 1),
    ],
)
def test_that_what_excel_cannot_hold_stays_a_text(value: CellValue, tmp_path: Path) -> None:
    cell = _cells([value], tmp_path)[0]
    assert cell.data_type == "s"
    assert cell.value == str(value)


def test_that_control_characters_and_half_surrogates_are_left_out(tmp_path: Path) -> None:
    shown = [cell.value for cell in _cells(["a\x00b\x0bc\x1fd", "x\ud83dy", "a\r\nb"], tmp_path)]
    assert shown == ["abcd", "x?y", "a\nb"]


def test_that_a_text_longer_than_a_cell_says_that_it_goes_on() -> None:
    assert clean_text("ä" * 32_767) == "ä" * 32_767
    cut = clean_text("😀" * 20_000)
    assert cut.endswith("😀…")
    assert len(cut.encode("utf-16-le")) <= 2 * 32_767


@given(st.text(max_size=60))
def test_that_any_text_comes_back_as_it_was_cleaned(words: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cell = _cells([f"x{words}"], Path(folder))[0]
    assert cell.value == clean_text(f"x{words}")


def test_that_heads_are_frozen_filtered_and_wide_enough(tmp_path: Path) -> None:
    columns = (SheetColumn("Nr."), SheetColumn("Unternehmen"), SheetColumn("Notiz", width=30))
    rows = [(1, "Vogtländische Werkzeugmaschinen", "x" * 500), (2, "Müßig & Söhne", "")]
    sheet = _read(_book(Sheet("Unternehmen", columns, rows, 2)), tmp_path).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet.column_dimensions["B"].width > len("Vogtländische Werkzeugmaschinen")
    assert 30 <= sheet.column_dimensions["C"].width < 32
    assert sheet["C2"].alignment.wrap_text


def test_that_each_kind_has_its_sheet_even_without_rows(tmp_path: Path) -> None:
    read = _read(
        _book(
            Sheet("Unternehmen", (SheetColumn("Name"),), [("Vogtland Präzision GmbH",)]),
            Sheet("Anwendungsfälle", (SheetColumn("Titel"),), []),
        ),
        tmp_path,
    )
    assert read.sheetnames == ["Unternehmen", "Anwendungsfälle"]
    assert read["Anwendungsfälle"]["A1"].value == "Titel"
    assert read["Unternehmen"]["A2"].value == "Vogtland Präzision GmbH"


def test_that_sheet_names_are_what_excel_takes() -> None:
    titles = ["A/B: [x]?*\\", "a b x", "", "History", "'", "Ü" * 40, "ü" * 40, "😀" * 20]
    names = sheet_names(titles)
    assert names[:5] == ("A B x", "a b x (2)", "3", "History_", "5")
    assert names[6] == "ü" * 27 + " (2)"
    assert names[7] == "😀" * 15


@given(st.lists(st.text(max_size=40), max_size=8))
def test_that_any_titles_give_names_that_differ_and_fit(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_that_a_row_with_a_missing_cell_is_refused(tmp_path: Path) -> None:
    sheet = Sheet("Blatt", (SheetColumn("a"), SheetColumn("b")), [("nur einer",)])
    with pytest.raises(ValueError):
        write_xlsx(_book(sheet), tmp_path / "Ausfuhr.xlsx", silent)
    assert list(tmp_path.iterdir()) == []


def _endless() -> Iterator[tuple[CellValue, ...]]:
    number = 0
    while True:
        number += 1
        yield (number,)


def test_that_a_cancel_leaves_the_old_file_and_no_traces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancel(done: int, total: int, doing: Value = "") -> None:
        if done >= 1500:
            raise Cancelled

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    target = tmp_path / "Ausfuhr.xlsx"
    target.write_bytes(b"last export")
    with pytest.raises(Cancelled):
        write_xlsx(_book(Sheet("Blatt", (SheetColumn("Nr."),), _endless())), target, cancel)
    assert target.read_bytes() == b"last export"
    assert set(tmp_path.iterdir()) == {target, scratch}
    assert list(scratch.iterdir()) == []


def test_that_a_missing_folder_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        write_xlsx(_column_of(["x"]), tmp_path / "weg" / "Ausfuhr.xlsx", silent)
    assert "gibt es nicht mehr" in caught.value.reason.message


def test_that_many_rows_pass_through_and_arrive(tmp_path: Path) -> None:
    seen: list[int] = []

    def watch(done: int, total: int, doing: Value = "") -> None:
        seen.append(done)

    rows = ((number, f"Maschine {number}") for number in range(1, 20_001))
    sheet = Sheet("Maschinen", (SheetColumn("Nr."), SheetColumn("Name")), rows, 20_000)
    target = tmp_path / "Ausfuhr.xlsx"
    write_xlsx(_book(sheet), target, watch)
    assert len(seen) > 20
    read = openpyxl.load_workbook(target, read_only=True)
    last = list(read.worksheets[0].iter_rows(min_row=20_001, values_only=True))
    read.close()
    assert last == [(20_000, "Maschine 20000")]
