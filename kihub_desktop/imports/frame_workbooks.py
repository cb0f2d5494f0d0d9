"""Large sheets of a workbook as frames, row by row in bounded memory."""

from __future__ import annotations

from pathlib import Path

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.samples import SampleOrigin, TableFormat
from kihub_desktop.imports.foreign_tables import shown_name
from kihub_desktop.imports.frames import Reading, Sample, unique_names
from kihub_desktop.imports.limits import Watch, bad_file
from kihub_desktop.imports.workbooks import plain_rows, sheet_names

_MOST_BYTES = 60_000_000
_SECONDS = 60.0


def sheet_titles(path: Path) -> tuple[str, ...]:
    """The sheets that are shown, in their order."""
    watch = Watch(seconds=_SECONDS)
    found = sheet_names(_content(path), watch, _MOST_BYTES)
    shown = tuple(each.name for each in found if not each.hidden)
    return shown or tuple(each.name for each in found)


def read_workbook_frame(path: Path, reading: Reading) -> Sample:
    import numpy as np
    import pandas as pd

    watch = Watch(reading.progress, _SECONDS)
    rows = plain_rows(_content(path), reading.table or None, watch, _MOST_BYTES, reading.most_rows)
    width = max((len(row) for row in rows), default=0)
    most = reading.rows_for(width)
    filled = [row + (None,) * (width - len(row)) for row in rows if any(c is not None for c in row)]
    if not filled:
        raise bad_file(phrase("Das Blatt ist leer."))
    first, body = filled[0], filled[1 : most + 1]
    if all(cell is None or isinstance(cell, str) for cell in first) and body:
        names = unique_names([str(cell or "") for cell in first])
    else:
        names, body = unique_names([""] * width), filled[:most]
    frame = pd.DataFrame.from_records(body, columns=names).infer_objects()
    origin = SampleOrigin(
        shown_name(path.name), TableFormat.XLSX, max(len(filled) - 1, len(frame)), len(frame)
    )
    return Sample(frame, np.zeros(len(frame), dtype=np.int32), origin)


def _content(path: Path) -> bytes:
    with path.open("rb") as source:
        content = source.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise bad_file(phrase("Die Arbeitsmappe ist zu groß; bitte das Blatt als CSV ausgeben."))
    return content
