"""What a list of records shows at one moment, as data without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.fields import Record
from kihub_desktop.domain.phrases import Value
from kihub_desktop.ui.widgets.cells import Cell

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class GridCell:
    """`text` is what the editor begins with; `problem` says what is wrong with a kept text."""

    text: str
    cell: Cell
    problem: Value | None = None
    contested: bool = False


@dataclass(frozen=True)
class GridRow:
    """A record, or the empty last row (`record` is None); `label` names it in messages."""

    key: UUID
    record: Record | None
    label: str
    cells: Mapping[str, GridCell]


@dataclass(frozen=True)
class GridState:
    """The rows as they were read at `as_of`, and the row that waits for something new.

    `movable` says whether the records have an order of their own.
    """

    rows: tuple[GridRow, ...] = ()
    new: GridRow = GridRow(NOBODY, None, "", {})
    as_of: int = 0
    company: UUID | None = None
    movable: bool = False
