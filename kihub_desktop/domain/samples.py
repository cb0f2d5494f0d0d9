"""What is known of a table that a customer has shown: where it came from, how much was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kihub_desktop.domain.phrases import Phrase


class TableFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    SQLITE = "sqlite"


@dataclass(frozen=True)
class SampleOrigin:
    """Where a sample came from; the file itself never enters the workspace.

    `rows_total` is estimated where only blocks were read (`blocks` > 1). `units` are those of a
    row below the headings. `remarks` say what was lost or mended while reading.
    """

    name: str
    format: TableFormat
    rows_total: int
    rows_read: int
    blocks: int = 1
    encoding: str = ""
    separator: str = ""
    decimal: str = "."
    units: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Phrase, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.blocks == 1 and self.rows_read >= self.rows_total
