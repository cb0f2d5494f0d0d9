"""A table from a file or the clipboard, whatever its ending says."""

from __future__ import annotations

from pathlib import Path

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.imports.limits import MAX_BYTES, Watch, bad_file, check_size
from kihub_desktop.imports.sheets import Row, Sheet, SheetName

TABLE_ENDINGS = (".csv", ".txt", ".tsv", ".tab", ".xlsx", ".xlsm")
_ARCHIVE = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_file(path: Path) -> bytes:
    """The bytes of a file up to the limit; Refused if it cannot be read or is too large."""
    try:
        with path.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
    except (OSError, ValueError) as fault:  # a name with a NUL is a ValueError
        raise bad_file(
            phrase("„{name}“ ist nicht lesbar.", name=shown_name(path.name)), str(fault)
        ) from fault
    check_size(len(content))
    return content


def shown_name(name: str) -> str:
    """A file name as it can be shown in a sentence."""
    from kihub_desktop.domain.typed_numbers import excerpt
    from kihub_desktop.imports.cleaning import cleaned, seen

    return excerpt(seen(cleaned(name)[0]), 60)


def is_workbook(content: bytes) -> bool:
    return content.startswith((_ARCHIVE, _OLD_OFFICE))


def sheets_of(content: bytes, name: str, watch: Watch) -> tuple[SheetName, ...]:
    """The tables that can be chosen; one for a text file."""
    if not is_workbook(content):
        return (SheetName(shown_name(name)),)
    from kihub_desktop.imports.workbooks import sheet_names

    return sheet_names(content, watch)


def read_table(content: bytes, name: str, watch: Watch, sheet: str | None = None) -> Sheet:
    """The rows of a file; Refused BAD_INPUT with one sentence, never another error."""
    if is_workbook(content):
        from kihub_desktop.imports.workbooks import read_workbook

        return read_workbook(content, sheet, watch)
    from kihub_desktop.imports.delimited import read_delimited

    return read_delimited(content, shown_name(name), watch)


def pasted_table(text: str, name: str) -> Sheet:
    """The rows of a clipboard text: from a spreadsheet, or of a list with semicolons."""
    if "\t" not in text and ";" in text.partition("\n")[0]:
        from kihub_desktop.imports.delimited import read_delimited

        return read_delimited(text.encode("utf-8", "replace"), name, Watch())
    from kihub_desktop.imports.pasted import read_pasted

    cells = read_pasted(text)
    rows = tuple(Row(line, row) for line, row in enumerate(cells.rows, start=1))
    return Sheet(name, rows, cells.remarks)
