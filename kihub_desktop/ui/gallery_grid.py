"""A list that is edited in its cells, with sample content, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kihub_desktop.domain.choices import ProcessArea
from kihub_desktop.domain.records import Process
from kihub_desktop.texts import money
from kihub_desktop.ui.record_columns import CellReader, GridColumn, GridSpec, Look
from kihub_desktop.ui.record_entry import RecordEntry
from kihub_desktop.ui.record_state import NOBODY, GridCell, GridRow, GridState
from kihub_desktop.ui.widgets.cells import Align, TextCell
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.record_grid import RecordGrid

# The words are samples, shown to nobody but us, and so not translated.
_COMPANY = UUID(int=1)


def _process(number: int, name: str, **values: Any) -> Process:
    return Process(id=UUID(int=number), company=_COMPANY, name=name, **values)


_PROCESSES = (
    _process(
        2,
        "Sichtprüfung Drehteile",
        area=ProcessArea.QUALITY,
        hours_per_year=Decimal(3200),
        cost_per_hour=Decimal(41),
        problem="Ermüdung, 2,1 % Schlupf",
        pain=4,
    ),
    _process(
        3,
        "Angebotserstellung",
        area=ProcessArea.SALES,
        hours_per_year=Decimal(1450),
        problem="4 Tage Durchlauf",
        pain=3,
    ),
    _process(
        4,
        "Instandhaltung BAZ 1–6",
        area=ProcessArea.PRODUCTION,
        problem="ungeplant, 4,2 h je Fall",
        pain=5,
    ),
)


def _yearly(process: Process) -> str:
    if process.hours_per_year is None or process.cost_per_hour is None:
        return ""
    return money(process.hours_per_year * process.cost_per_hour)


def process_spec() -> GridSpec:
    return GridSpec(
        Process,
        "Prozesse",
        (
            GridColumn("name", look=Look.STRONG, stretch=2, wrap=True),
            GridColumn("area"),
            GridColumn("hours_per_year", align=Align.RIGHT),
            GridColumn("yearly", "€/Jahr", align=Align.RIGHT, cell=_yearly),
            GridColumn("problem", stretch=2, wrap=True, recall=True),
            GridColumn("pain", look=Look.DOTS),
        ),
        new="Neuer Prozess …",
        left_out=frozenset({"area", "yearly"}),
    )


def sample_grid() -> RecordGrid:
    """Three records, one cell with a wrong text, one with two values."""
    spec = process_spec()
    grid = RecordGrid(spec, empty=EmptyState("Abläufe, in denen Zeit steckt."))
    reader = CellReader(spec, RecordEntry(Process, lambda: date(2026, 11, 23)))
    rows = [
        GridRow(
            each.id,
            each,
            each.name or "",
            {
                column.name: GridCell(reader.edit_text(column, each), reader.cell(column, each))
                for column in spec.columns
            },
        )
        for each in _PROCESSES
    ]
    wrong = GridCell("viel", TextCell("viel"), "„viel“ ist keine Zahl.")
    disputed = replace(rows[1].cells["problem"], contested=True)
    rows[2] = replace(rows[2], cells={**rows[2].cells, "hours_per_year": wrong})
    rows[1] = replace(rows[1], cells={**rows[1].cells, "problem": disputed})
    blank = {column.name: GridCell("", TextCell("")) for column in spec.columns}
    blank["name"] = GridCell("", TextCell(spec.new, muted=True))
    new = GridRow(NOBODY, None, spec.new, blank)
    grid.show_state(GridState(tuple(rows), new, 1, _COMPANY, movable=True))
    return grid
