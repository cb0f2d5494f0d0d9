"""Tables of an SQLite file, opened for reading only."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.samples import SampleOrigin, TableFormat
from kihub_desktop.imports.foreign_tables import shown_name
from kihub_desktop.imports.frames import Reading, Sample, broken
from kihub_desktop.imports.limits import bad_file

_BLOCKS = 48
_SECONDS = 60.0
_STEPS = 50_000
_LONGEST_VALUE = 1_000_000


def table_names(path: Path) -> tuple[str, ...]:
    """The tables of the file in alphabetical order; Refused if it holds none."""
    with _opened(path) as connection:
        rows = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
            " ESCAPE '!' ORDER BY name"
        ).fetchall()
    if not rows:
        raise bad_file(phrase("Die Datenbank enthält keine Tabelle."))
    return tuple(str(name) for (name,) in rows)


def read_database_frame(path: Path, reading: Reading) -> Sample:
    import numpy as np
    import pandas as pd

    names = table_names(path)
    name = reading.table or names[0]
    if name not in names:
        raise bad_file(phrase("Die Tabelle „{name}“ gibt es nicht.", name=name))
    table = '"' + name.replace('"', '""') + '"'  # one of the names that the file itself lists
    with _opened(path) as connection:
        columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
        most = reading.rows_for(len(columns))
        total = int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        rows: list[tuple[object, ...]] = []
        blocks: list[int] = []
        parts = 1 if total <= most else _BLOCKS
        for part in range(parts):
            reading.progress(part, parts, phrase("Die Datei wird gelesen"))
            found = connection.execute(
                f"SELECT * FROM {table} LIMIT ? OFFSET ?",  # noqa: S608
                (most // parts, part * total // parts),
            ).fetchall()
            rows += found
            blocks += [part] * len(found)
    frame = pd.DataFrame.from_records(rows, columns=columns)
    origin = SampleOrigin(shown_name(path.name), TableFormat.SQLITE, total, len(frame), parts)
    return Sample(frame, np.array(blocks, dtype=np.int32), origin)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file for reading only; what takes too long or is damaged becomes one sentence."""
    end = time.monotonic() + _SECONDS
    try:
        uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
            yield connection
    except (sqlite3.Error, OverflowError) as fault:
        raise broken(fault) from fault
