"""CSV in the shapes that programs write it: any separator, quotes, half-broken quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.imports.decoding import decoded
from kihub_desktop.imports.limits import Watch, bad_file, check_cell, check_columns, check_size
from kihub_desktop.imports.sheets import Row, Sheet, without_empty_rows

_SEPARATORS = ";\t,|"
_SAMPLE = 60
_LONGEST_LINE = 1_000_000
_CONTROLLED = "sep="


def read_delimited(content: bytes, name: str, watch: Watch) -> Sheet:
    """The table of a text file; Refused with one sentence if it is none that can be read."""
    check_size(len(content))
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")):
        raise _no_table()
    text, remarks = decoded(content)
    watch.look()
    if text.count("\ufffd") * 10 > len(text):
        raise _no_table()
    text, separator = _controlled(text)
    separator = separator or guessed_separator(text)
    rows, more = _rows(text, separator, watch)
    kept = without_empty_rows(rows)
    if not kept:
        raise bad_file(phrase("Die Datei ist leer."))
    return Sheet(name, kept, remarks + more)


def _no_table() -> Refused:
    return bad_file(
        phrase("Die Datei ist keine Tabelle; gelesen werden CSV, Text und Excel (XLSX).")
    )


def _controlled(text: str) -> tuple[str, str]:
    """Excel's own first line „sep=;“."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_CONTROLLED) and len(first) == len(_CONTROLLED) + 1:
        return rest, first[-1]
    return text, ""


def guessed_separator(text: str) -> str:
    """The sign that cuts most lines into the same number of parts."""
    lines = [_without_quoted(line) for line in text[:200_000].split("\n")[:_SAMPLE] if line.strip()]
    best, chosen = 0.0, ";"
    for sign in _SEPARATORS:
        counts = [line.count(sign) for line in lines]
        used = [count for count in counts if count]
        if not used:
            continue
        usual = max(set(used), key=used.count)
        # Commas stand in numbers and names too, so agreement counts more than frequency.
        score = used.count(usual) / len(lines) + min(usual, 10) / 100
        if score > best:
            best, chosen = score, sign
    return chosen


def _without_quoted(line: str) -> str:
    return "".join(line.split('"')[0::2])


def _rows(text: str, separator: str, watch: Watch) -> tuple[list[Row], tuple[Phrase, ...]]:
    """Strictly first; a file with quotes that do not pair is read line by line instead."""
    try:
        return _parsed(text, separator, watch, quoted=True), ()
    except csv.Error:
        pass
    watch.rows = 0
    remark = phrase("Anführungszeichen passen nicht zusammen; sie sind als Text übernommen.")
    try:
        return _parsed(text, separator, watch, quoted=False), (remark,)
    except csv.Error as fault:
        raise bad_file(
            phrase("Die Datei enthält eine Zelle, die länger ist als eine Tabelle erlaubt.")
        ) from fault


def _parsed(text: str, separator: str, watch: Watch, *, quoted: bool) -> list[Row]:
    lines = (
        csv.reader(_lines(text), delimiter=separator, strict=True)
        if quoted
        else csv.reader(_lines(text), delimiter=separator, quoting=csv.QUOTE_NONE)
    )
    rows: list[Row] = []
    begins = 1
    for cells in lines:
        check_columns(len(cells))
        watch.row()
        rows.append(Row(begins, tuple(check_cell(cell, begins).strip() for cell in cells)))
        begins = lines.line_num + 1
    return rows


def _lines(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        if end - start > _LONGEST_LINE:
            raise bad_file(
                phrase("Die Datei enthält eine Zelle, die länger ist als eine Tabelle erlaubt.")
            )
        yield text[start:end]
        start = end
