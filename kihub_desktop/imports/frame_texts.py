"""Text tables of any size: encoding, separator, headings and decimal sign from their beginning."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kihub_desktop.domain.phrases import Phrase, phrase, plural_phrase
from kihub_desktop.domain.samples import SampleOrigin, TableFormat
from kihub_desktop.imports.delimited import guessed_separator
from kihub_desktop.imports.foreign_tables import shown_name
from kihub_desktop.imports.frames import Reading, Sample, broken, unique_names
from kihub_desktop.imports.limits import bad_file

if TYPE_CHECKING:
    from pandas import DataFrame

WHOLE_BYTES = 48_000_000
"""A text up to this size is read as a whole, a larger one in blocks of this size together."""
BLOCKS = 48
MISSING = (
    "", "-", "--", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "#N/A", "#NV", "#N/V",
    "#WERT!", "#DIV/0!", "k. A.", "k.A.", "?",
)  # fmt: skip
_HEAD = 262_144
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"MZ")
_GERMAN = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})*,\d+|[-+]?\d+,\d+")
_ENGLISH = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?")
_NUMBER = re.compile(r"[-+]?[\d.,]*\d[\d.,]*(?:[eE][-+]?\d+)?")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class Layout:
    """How the text is cut: `skip` lines before the headings, `names` None for no headings."""

    encoding: str
    separator: str
    decimal: str
    skip: int
    names: tuple[str, ...] | None
    units: tuple[tuple[str, str], ...] = ()

    @property
    def rows_before_data(self) -> int:
        return self.skip + (self.names is not None) + bool(self.units)


def read_text_frame(path: Path, reading: Reading) -> Sample:
    import numpy as np

    size = path.stat().st_size
    with path.open("rb") as source:
        head = source.read(_HEAD)
    layout = layout_of(head)
    width = len(layout.names) if layout.names else 1
    most = reading.rows_for(width)
    whole = size <= WHOLE_BYTES or layout.encoding == "utf-16"
    chunks = [path.read_bytes()] if whole and size <= 4 * WHOLE_BYTES else _spread(path, size, head)
    frames = []
    for place, chunk in enumerate(chunks):
        reading.progress(place, len(chunks), phrase("Die Datei wird gelesen"))
        first = place == 0
        frames.append(_parse(chunk, layout, layout.rows_before_data if first else 0, most))
    rows = [len(frame) for frame in frames]
    frame, block = _together(frames, rows, most)
    total = sum(rows) if len(chunks) == 1 else _estimated_rows(size, chunks, rows)
    lost = _lines(chunks, layout) - sum(rows) if len(chunks) == 1 else 0
    origin = SampleOrigin(
        name=shown_name(path.name),
        format=TableFormat.CSV,
        rows_total=max(total, len(frame)),
        rows_read=len(frame),
        blocks=int(block.max()) + 1 if len(block) else 1,
        encoding=layout.encoding.replace("-sig", ""),
        separator=layout.separator,
        decimal=layout.decimal,
        units=layout.units,
        remarks=_remarks(head, lost),
    )
    return Sample(frame, block.astype(np.int32), origin)


# -- what the beginning says ----------------------------------------------------------------------


def layout_of(head: bytes) -> Layout:
    """Encoding, separator, headings, units and decimal sign; Refused for what is no text."""
    if head.startswith(_BINARY):
        raise bad_file(
            phrase("Die Datei ist keine Tabelle; gelesen werden CSV, XLSX, Parquet und SQLite.")
        )
    encoding = _encoding(head)
    text = head.decode(encoding, "replace")
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        raise bad_file(
            phrase("Die Datei ist keine Tabelle; gelesen werden CSV, XLSX, Parquet und SQLite.")
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = lines[:-1] if len(lines) > 1 and len(head) >= _HEAD else lines
    separator = guessed_separator("\n".join(lines))
    rows = _cells(lines[:200], separator)
    skip = _junk(rows)
    rows = [row for row in rows[skip:] if any(cell.strip() for cell in row)]
    if not rows:
        raise bad_file(phrase("Die Datei ist leer."))
    names, units = _headings(rows)
    body = rows[(names is not None) + bool(units) :]
    return Layout(encoding, separator, _decimal(body, separator), skip, names, units)


def _encoding(head: bytes) -> str:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head[1:200:2].count(0) > 60:
        return "utf-16-le"
    for cut in range(4):  # the end may be in the middle of a sign
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8"
    return "cp1252"


def _cells(lines: Sequence[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        return [line.split(separator) for line in lines]


def _junk(rows: list[list[str]]) -> int:
    """How many lines stand before the table: they have fewer cells than the usual line."""
    widths = [len(row) for row in rows if row]
    if not widths:
        return 0
    usual = max(set(widths), key=widths.count)
    place = next((i for i, row in enumerate(rows) if len(row) >= usual), 0)
    return place if usual > 1 else 0


def _headings(
    rows: list[list[str]],
) -> tuple[tuple[str, ...] | None, tuple[tuple[str, str], ...]]:
    first = rows[0]
    if any(_NUMBER.fullmatch(cell.strip()) for cell in first) or len(rows) == 1:
        # A row of years can be headings too, but then the table is turned; told as data.
        return (None if len(rows) > 1 else tuple(unique_names(first))), ()
    names = tuple(unique_names(first))
    second = [cell.strip() for cell in rows[1]]
    third = [cell.strip() for cell in rows[2]] if len(rows) > 2 else []
    counted = sum(bool(_NUMBER.fullmatch(cell)) for cell in third)
    short = all(len(cell) <= 12 for cell in second)
    if counted and short and not any(_NUMBER.fullmatch(cell) for cell in second) and any(second):
        pairs = zip(names, second, strict=False)
        return names, tuple((name, unit.strip("[]()")) for name, unit in pairs if unit)
    return names, ()


def _decimal(rows: list[list[str]], separator: str) -> str:
    cells = [cell.strip() for row in rows for cell in row]
    german = sum(bool(_GERMAN.fullmatch(cell)) for cell in cells)
    english = sum(bool(_ENGLISH.fullmatch(cell)) for cell in cells)
    return "," if german > english and separator != "," else "."


# -- reading -----------------------------------------------------------------------------------


def _spread(path: Path, size: int, head: bytes) -> list[bytes]:
    """Blocks at even distances, each from the start of a line to the end of one."""
    share = WHOLE_BYTES // BLOCKS
    found: list[bytes] = []
    with path.open("rb") as source:
        for place in range(BLOCKS):
            source.seek(place * (size - share) // (BLOCKS - 1))
            chunk = source.read(share)
            start = 0 if place == 0 else chunk.find(b"\n") + 1
            end = chunk.rfind(b"\n") + 1
            if end > start:
                found.append(chunk[start:end])
    if not found:
        raise bad_file(phrase("Eine Zeile der Datei ist länger als {n} Zeichen.", n=str(len(head))))
    return found


def _parse(chunk: bytes, layout: Layout, skip: int, most: int) -> DataFrame:
    import pandas as pd

    options: dict[str, Any] = {
        "sep": layout.separator,
        "decimal": layout.decimal,
        "encoding": layout.encoding,
        "encoding_errors": "replace",
        "header": None,
        "skiprows": skip,
        "na_values": list(MISSING),
        "keep_default_na": False,
        "on_bad_lines": "skip",
        "low_memory": False,
        "names": list(layout.names) if layout.names else None,
        "index_col": False,
        "nrows": 4 * most,
    }
    try:
        return pd.read_csv(io.BytesIO(chunk), **options)
    except pd.errors.EmptyDataError:
        return pd.DataFrame(columns=list(layout.names or ()))
    except (ValueError, OverflowError, UnicodeError) as fault:
        return _parse_plainly(chunk, options, fault)


def _parse_plainly(chunk: bytes, options: dict[str, Any], fault: Exception) -> DataFrame:
    """Once more without quotes: some exports open one and never close it."""
    import pandas as pd

    try:
        return pd.read_csv(io.BytesIO(chunk), **options, quoting=csv.QUOTE_NONE)
    except (ValueError, OverflowError, UnicodeError):
        raise broken(fault) from fault


def _together(frames: list[DataFrame], rows: list[int], most: int) -> tuple[DataFrame, Any]:
    """One frame of at most so many rows; what is too much is left out block by block."""
    import numpy as np
    import pandas as pd

    total = sum(rows)
    if total <= most and len(frames) == 1:
        return frames[0], np.zeros(total, dtype=np.int32)
    if len(frames) == 1:  # too many rows of one file: even stretches of it
        pieces = np.array_split(np.arange(total), BLOCKS)
        keep = most // BLOCKS
        chosen = [piece[:keep] for piece in pieces]
        block = np.repeat(np.arange(len(chosen)), [len(each) for each in chosen])
        return frames[0].iloc[np.concatenate(chosen)].reset_index(drop=True), block
    keep = max(1, most // len(frames))
    cut = [frame.head(keep) for frame in frames]
    block = np.repeat(np.arange(len(cut)), [len(each) for each in cut])
    return pd.concat(cut, ignore_index=True), block


def _estimated_rows(size: int, chunks: list[bytes], rows: list[int]) -> int:
    read = sum(map(len, chunks))
    return round(size / max(1, read) * sum(rows))


def _lines(chunks: list[bytes], layout: Layout) -> int:
    """How many lines should be rows; only for files whose quotes hide no line break."""
    content = chunks[0]
    if layout.encoding.startswith("utf-16") or b'"' in content:
        return 0
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    return lines - layout.rows_before_data - content.count(b"\n\n")


def _remarks(head: bytes, lost: int) -> tuple[Phrase, ...]:
    remarks: list[Phrase] = []
    if "Ã¼" in head[:20_000].decode("utf-8", "ignore"):
        remarks.append(
            phrase("Manche Umlaute sind schon in der Datei beschädigt, etwa „{text}“.", text="Ã¼")
        )
    if lost > 0:
        remarks.append(
            plural_phrase(
                "{n} Zeile hat mehr Felder als die Überschrift und blieb außen vor.",
                "{n} Zeilen haben mehr Felder als die Überschrift und blieben außen vor.",
                lost,
            )
        )
    return tuple(remarks)
