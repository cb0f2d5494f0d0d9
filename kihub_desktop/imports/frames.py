"""Large tables from customers as data frames, in bounded memory: CSV, XLSX, Parquet, SQLite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import Amount, phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.samples import SampleOrigin, TableFormat
from kihub_desktop.imports.foreign_tables import shown_name
from kihub_desktop.imports.limits import bad_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import DataFrame

MOST_ROWS = 250_000
MOST_COLUMNS = 2_000
MOST_CELLS = 12_000_000
"""Rows times columns that are held at once; wider tables are read with fewer rows."""
ENDINGS = (
    ".csv",
    ".txt",
    ".tsv",
    ".xlsx",
    ".xlsm",
    ".parquet",
    ".pq",
    ".db",
    ".sqlite",
    ".sqlite3",
)
_SIGNS = (
    (b"PK\x03\x04", TableFormat.XLSX),
    (b"\xd0\xcf\x11\xe0", TableFormat.XLSX),
    (b"PAR1", TableFormat.PARQUET),
    (b"SQLite format 3\0", TableFormat.SQLITE),
)


@dataclass(frozen=True, eq=False)
class Sample:
    """The rows that were read, `block` (rows,) saying which of the blocks each belongs to."""

    frame: DataFrame
    block: NDArray[np.int32]
    origin: SampleOrigin


@dataclass(frozen=True)
class Reading:
    """How a table is to be read: which table of several, how much, and who is told."""

    table: str = ""
    most_rows: int = MOST_ROWS
    progress: Progress = silent

    def rows_for(self, columns: int) -> int:
        """How many rows of so many columns fit; Refused beyond the widest table."""
        if columns > MOST_COLUMNS:
            raise bad_file(
                phrase(
                    "Die Tabelle hat {n} Spalten; geprüft werden höchstens {limit}.",
                    n=Amount(columns),
                    limit=Amount(MOST_COLUMNS),
                )
            )
        return max(100, min(self.most_rows, MOST_CELLS // max(1, columns)))


def format_of(path: Path) -> TableFormat:
    """What a file is by its first bytes; Refused if it cannot be read or is empty."""
    try:
        with path.open("rb") as source:
            start = source.read(16)
    except (OSError, ValueError) as fault:
        raise bad_file(
            phrase("„{name}“ ist nicht lesbar.", name=shown_name(path.name)), str(fault)
        ) from fault
    if not start:
        raise bad_file(phrase("Die Datei ist leer."))
    return next((kind for sign, kind in _SIGNS if start.startswith(sign)), TableFormat.CSV)


def tables_of(path: Path) -> tuple[str, ...]:
    """The names of the tables that can be chosen; empty where there is only one."""
    kind = format_of(path)
    if kind is TableFormat.XLSX:
        from kihub_desktop.imports.frame_workbooks import sheet_titles

        return sheet_titles(path)
    if kind is TableFormat.SQLITE:
        from kihub_desktop.imports.frame_databases import table_names

        return table_names(path)
    return ()


def read_sample(path: Path, reading: Reading | None = None) -> Sample:
    """The table of a file, whole or as evenly spread blocks of rows that are stated.

    Refused BAD_INPUT with one sentence for whatever is no table; Cancelled from the progress.
    """
    wanted = reading or Reading()
    kind = format_of(path)
    wanted.progress(0, 0, phrase("Die Datei wird gelesen"))
    try:
        sample = _reader(kind)(path, wanted)
    except MemoryError as fault:
        raise bad_file(phrase("Die Datei ist zu groß für diesen Rechner."), repr(fault)) from fault
    return replace(sample, frame=_usable(sample.frame))


def _reader(kind: TableFormat) -> Callable[[Path, Reading], Sample]:
    if kind is TableFormat.CSV:
        from kihub_desktop.imports.frame_texts import read_text_frame

        return read_text_frame
    if kind is TableFormat.XLSX:
        from kihub_desktop.imports.frame_workbooks import read_workbook_frame

        return read_workbook_frame
    if kind is TableFormat.PARQUET:
        from kihub_desktop.imports.frame_parquet import read_parquet_frame

        return read_parquet_frame
    from kihub_desktop.imports.frame_databases import read_database_frame

    return read_database_frame


def _usable(frame: DataFrame) -> DataFrame:
    """The frame with named columns; Refused if it holds nothing to look at."""
    if frame.shape[1] == 0:
        raise bad_file(phrase("Die Datei enthält keine Spalten."))
    if frame.shape[0] == 0:
        raise bad_file(phrase("Die Datei enthält nur Überschriften und keine Zeilen."))
    frame.columns = unique_names([str(name) for name in frame.columns])
    return frame


def unique_names(names: list[str]) -> list[str]:
    """Names without surrounding blanks; empty ones are numbered, repeated ones told apart."""
    found: list[str] = []
    for place, name in enumerate(names, 1):
        clean = " ".join(name.split())[:80]
        if not clean or clean.startswith("Unnamed:"):
            clean = f"Spalte {place}"
        twin, n = clean, 1
        while twin in found:
            n += 1
            twin = f"{clean} ({n})"
        found.append(twin)
    return found


def broken(fault: Exception) -> Refused:
    """What is told about a damaged file; the fault is only named, its words may hold values."""
    return bad_file(
        phrase("Die Datei ist beschädigt oder keine Tabelle; bitte neu ausgeben lassen."),
        type(fault).__name__,
    )
