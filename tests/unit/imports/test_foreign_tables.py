"""Tables of other programs are read as they are meant, and refused in one sentence if not."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.imports.foreign_tables import read_file, read_table, sheets_of
from kihub_desktop.imports.limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Watch
from tests.unit.imports.foreign import cells_of, remarks_of, with_part, workbook

TEXT = "Firma;Ort\nMüller & Söhne;Weißenborn €\n"
EXPECTED = [("Firma", "Ort"), ("Müller & Söhne", "Weißenborn €")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_that_every_usual_encoding_gives_the_same_cells(encoding: str) -> None:
    content = TEXT.encode(encoding)
    assert cells_of(content) == EXPECTED
    assert remarks_of(content) == []


def test_that_two_encodings_in_one_file_are_read_and_told() -> None:
    content = "Firma;Ort\nMüller & Söhne;".encode() + "Weißenborn €\n".encode("cp1252")
    assert cells_of(content) == EXPECTED
    assert "zwei Zeichensätze" in remarks_of(content)[0]


def test_that_damage_is_counted() -> None:
    assert "nicht lesbar" in remarks_of("Größe;ä\n1;2".encode("utf-16") + b"\x00")[0]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_that_the_separator_is_found(separator: str) -> None:
    lines = ["Firma~Umsatz~Ort", '"A, B; C|D"~"1,5"~Plauen', '"E ""F"""~2~"zwei\nZeilen"']
    content = "\n".join(lines).replace("~", separator).encode()
    assert cells_of(content)[1:] == [
        ("A, B; C|D", "1,5", "Plauen"),
        ('E "F"', "2", "zwei\nZeilen"),
    ]


def test_that_decimal_commas_do_not_separate() -> None:
    assert cells_of(b"Firma;Wert\nA;1,5\nB;2,5\nC;3,5")[1] == ("A", "1,5")


def test_that_the_separator_line_of_excel_is_no_row() -> None:
    assert cells_of(b"sep=|\na|b;c\n") == [("a", "b;c")]


def test_that_an_open_quote_does_not_swallow_the_rest() -> None:
    content = b'Firma;Ort\n"Muster;Plauen\nZweite;Gera\n'
    assert cells_of(content)[2] == ("Zweite", "Gera")
    assert "Anführungszeichen" in remarks_of(content)[0]


def test_that_lines_are_numbered_as_in_the_file() -> None:
    rows = read_table(b'a;b\n\n"x\ny";z\nc;d\n', "liste", Watch()).rows
    assert [row.line for row in rows] == [1, 3, 5]


def test_that_a_workbook_gives_values_not_formats() -> None:
    def shape(book: object) -> None:
        sheet = book.active  # type: ignore[attr-defined]
        sheet["D2"].number_format = "0.0 %"

    content = workbook(
        [["Firma", "PLZ", "Umsatz", "Anteil", "Tag", "aktiv"],
         ["Müller", 8523, 0.1, 0.125, date(2020, 2, 29), True]], shape
    )  # fmt: skip
    assert cells_of(content)[1] == (
        "Müller", Decimal(8523), Decimal("0.1"), "12,5 %", date(2020, 2, 29), True,
    )  # fmt: skip


def test_that_formulas_without_a_value_and_errors_are_told() -> None:
    content = workbook([["a", "b"], ["=1+1", "#REF!"], ["x", "y"]])
    assert cells_of(content) == [("a", "b"), ("x", "y")]
    assert [text[:12] for text in remarks_of(content)] == ["{n} Zelle mi", "{n} Formel i"]


def test_that_a_sheet_can_be_chosen() -> None:
    def second(book: object) -> None:
        book.create_sheet("Zwei").append(["z"])  # type: ignore[attr-defined]

    content = workbook([["a"]], second)
    assert [each.name for each in sheets_of(content, "x", Watch())] == ["Sheet", "Zwei"]
    assert cells_of(content, "Zwei") == [("z",)]
    with pytest.raises(Refused):
        cells_of(content, "Drei")


SHEET = "xl/worksheets/sheet1.xml"
_BEGIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + _BEGIN + b"</worksheet>"


def _plain_zip() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    return target.getvalue()


HOSTILE = {
    "empty": b"",
    "only blanks": b" \n;;;\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "a document": b"%PDF-1.7 ...",
    "old format": b"\xd0\xcf\x11\xe0" + bytes(600),
    "another archive": _plain_zip(),
    "half an archive": workbook([["a"]])[:900],
    "a bomb": with_part(workbook([["a"]]), SHEET, _BEGIN + b" " * 30_000_000),
    "a bomb of style": with_part(workbook([["a"]]), "xl/styles.xml", b" " * 5_000_000),
    "an endless row": with_part(
        workbook([["a"]]), SHEET, _BEGIN + b"<sheetData><row>" + b"<c/>" * 240_000
    ),
    "laughs": with_part(workbook([["a"]]), SHEET, _LAUGHS),
    "no XML": with_part(workbook([["a"]]), SHEET, b"\x00\xff<<<"),
    "too wide": b"a;" * (MAX_COLUMNS + 5),
    "too long": b"a;b\n" * (MAX_ROWS + 5),
    "a huge cell": b"a;" + b"x" * 40_000,
    "far away": with_part(
        workbook([["a"]]),
        SHEET,
        _BEGIN + b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576">'
        b"<v>1</v></c></row></sheetData></worksheet>",
    ),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_that_what_is_no_table_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read_table(content, "liste", Watch())
    assert refusal.value.message.message.count(".") <= 2


def test_that_reading_can_be_stopped_and_ends_by_itself() -> None:
    def stop(done: int, total: int, doing: Value = "") -> None:
        raise Cancelled

    content = workbook([["a", "b"]] * 300)
    with pytest.raises(Cancelled):
        read_table(content, "liste", Watch(stop))
    with pytest.raises(Refused):
        read_table(content, "liste", Watch(seconds=-1))


def test_that_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    large = tmp_path / "groß.csv"
    with large.open("wb") as target:
        target.truncate(MAX_BYTES + 1)
    for path in (tmp_path, tmp_path / "fehlt.csv", tmp_path / "a\0b.csv", large):
        with pytest.raises(Refused):
            read_file(path)
