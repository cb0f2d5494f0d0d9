"""Connects a grid with the rows that decide for it."""

from __future__ import annotations

from kihub_desktop.ui.record_rows import RecordRows
from kihub_desktop.ui.widgets.record_grid import RecordGrid


def connect_grid(grid: RecordGrid, rows: RecordRows) -> None:
    """Called once; opening the form, history and decisions stay with the page."""
    grid.cell_committed.connect(rows.commit)
    grid.row_created.connect(rows.create)
    grid.cell_restored.connect(rows.restore)
    grid.moved.connect(rows.move)
    grid.duplicate_requested.connect(rows.duplicate)
    grid.delete_requested.connect(rows.delete)
    grid.rows_pasted.connect(rows.offer_paste)
    grid.paste_confirmed.connect(rows.paste)
