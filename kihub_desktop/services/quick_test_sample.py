"""The rows of a quick test as bytes to be kept on purpose: bounded, without personal columns."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused

if TYPE_CHECKING:
    from pandas import DataFrame

    from kihub_desktop.analysis.data_check.result import TableProfile

LARGEST_SAMPLE = 8 * 1024 * 1024
"""Bytes of a packed sample; a longer table is cut to its first rows."""
LARGEST_UNPACKED = 256 * 1024 * 1024


@dataclass(frozen=True)
class PackedSample:
    """A gzipped CSV and what is in it; `columns_total` and `rows_total` are those of the file."""

    content: bytes
    rows: int
    columns: int
    rows_total: int
    columns_total: int


def packed(frame: DataFrame, profile: TableProfile, largest: int = LARGEST_SAMPLE) -> PackedSample:
    """The read rows without the columns that look personal; the first ones if all are too many.

    Refused BAD_INPUT if nothing is left.
    """
    personal = set(profile.personal)
    named = [each.name for each in profile.columns if each.name not in personal]
    kept = frame[[name for name in frame.columns if str(name) in named]]
    rows = len(kept)
    while rows and len(kept.columns):
        text = kept.head(rows).to_csv(index=False)
        content = gzip.compress(text.encode(), mtime=0)
        if len(content) <= largest and len(text) <= LARGEST_UNPACKED:
            total = profile.origin.rows_total
            return PackedSample(content, rows, len(kept.columns), total, profile.columns_total)
        share = min(largest / len(content), LARGEST_UNPACKED / len(text))
        rows = min(rows - 1, int(0.9 * share * rows))
    raise Refused(Reason.BAD_INPUT, phrase("Von dieser Tabelle bleibt nichts, was beiliegen darf."))


def unpacked(content: bytes) -> bytes:
    """The CSV of a packed sample; Refused BAD_INPUT for what is none or unpacks too far."""
    import zlib

    reader = zlib.decompressobj(wbits=31)
    try:
        text = reader.decompress(content, LARGEST_UNPACKED)
    except zlib.error as fault:
        raise Refused(Reason.BAD_INPUT, phrase("Die Stichprobe ist beschädigt.")) from fault
    if not reader.eof:
        raise Refused(Reason.BAD_INPUT, phrase("Die Stichprobe ist beschädigt."))
    return text
