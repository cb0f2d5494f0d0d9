"""Parquet files: whole row groups, evenly chosen where all of them would be too much."""

from __future__ import annotations

from pathlib import Path

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.samples import SampleOrigin, TableFormat
from kihub_desktop.imports.foreign_tables import shown_name
from kihub_desktop.imports.frames import Reading, Sample, broken


def read_parquet_frame(path: Path, reading: Reading) -> Sample:
    import numpy as np
    import pandas as pd
    from fastparquet import ParquetFile

    try:
        source = ParquetFile(str(path))
        most = reading.rows_for(len(source.columns))
        counts = [int(group.num_rows) for group in source.row_groups]
        chosen = _spread(counts, most)
        frames = []
        for place, group in enumerate(chosen):
            reading.progress(place, len(chosen), phrase("Die Datei wird gelesen"))
            frames.append(source[group].to_pandas(index=False).head(most))
    except Cancelled:
        raise
    except Exception as fault:
        # A forged header makes the library stumble over whatever comes first.
        if isinstance(fault, MemoryError):
            raise
        from kihub_desktop.domain.refusals import Refused

        raise fault if isinstance(fault, Refused) else broken(fault) from fault
    kept = max(1, most // max(1, len(frames)))
    cut = [frame.head(kept) for frame in frames]
    block = np.repeat(np.arange(len(cut), dtype=np.int32), [len(each) for each in cut])
    frame = pd.concat(cut, ignore_index=True) if cut else pd.DataFrame(columns=source.columns)
    origin = SampleOrigin(
        shown_name(path.name), TableFormat.PARQUET, max(sum(counts), len(frame)), len(frame),
        blocks=max(1, len(cut)),
    )  # fmt: skip
    return Sample(frame, block, origin)


def _spread(counts: list[int], most: int) -> list[int]:
    """Which row groups are read: all, or as many even ones as hold about so many rows."""
    if sum(counts) <= most or len(counts) <= 1:
        return list(range(len(counts)))
    usual = max(1, sum(counts) // len(counts))
    wanted = max(1, min(len(counts), most // usual or 1))
    return [place * len(counts) // wanted for place in range(wanted)]
