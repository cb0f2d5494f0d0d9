"""The rows of a list of records as a table model; the last row waits for something new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kihub_desktop.texts import _, render
from kihub_desktop.ui.record_columns import GridColumn, GridSpec
from kihub_desktop.ui.record_state import GridCell, GridRow, GridState
from kihub_desktop.ui.widgets.cell_painter import CELL_ROLE, horizontal
from kihub_desktop.ui.widgets.cells import words

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class GridModel(QAbstractTableModel):
    """Shows the records in their order, or sorted; sorting never changes what is stored.

    A sorted list stays as it was arranged while cells are edited, so that no row runs away from
    under the hand; only the header sorts anew.
    """

    def __init__(self, spec: GridSpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self.columns = spec.columns
        self.state = GridState()
        self.rows: tuple[GridRow, ...] = ()
        self._places: dict[UUID, int] = {}
        self.sorted_by: tuple[str, bool] | None = None  # column, descending

    # -- showing ---------------------------------------------------------------------------

    def show_state(self, state: GridState) -> None:
        """Shows a new state; rows that are the same stay where they are."""
        rows = self._arranged(state)
        if [row.key for row in rows] == [row.key for row in self.rows]:
            changed = [n for n, row in enumerate(rows) if row is not self.rows[n]]
            self.state, self.rows = state, rows
            for place in changed:
                last = self.index(place, len(self.columns) - 1)
                self.dataChanged.emit(self.index(place, 0), last)
        else:
            self._reset(state, rows)

    def show_columns(self, columns: Sequence[GridColumn]) -> None:
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def sort_by(self, name: str, *, descending: bool = False) -> None:
        """Sorts by a column once; "" shows the own order again."""
        self.sorted_by = (name, descending) if name else None
        self._reset(self.state, self._sorted(self.state))

    def _reset(self, state: GridState, rows: tuple[GridRow, ...]) -> None:
        self.beginResetModel()
        self.state, self.rows = state, rows
        self._places = {row.key: place for place, row in enumerate(rows)}
        self.endResetModel()

    def _arranged(self, state: GridState) -> tuple[GridRow, ...]:
        """In the order of the records; sorted rows keep their places, new ones come last."""
        if self.sorted_by is None:
            return (*state.rows, state.new)
        behind = len(self._places)
        known = sorted(state.rows, key=lambda row: self._places.get(row.key, behind))
        return (*known, state.new)

    def _sorted(self, state: GridState) -> tuple[GridRow, ...]:
        if self.sorted_by is None:
            return (*state.rows, state.new)
        name, descending = self.sorted_by
        rows = sorted(state.rows, key=lambda row: self._sort_key(row, name), reverse=descending)
        return (*rows, state.new)

    def _sort_key(self, row: GridRow, name: str) -> tuple[bool, Any]:
        """Rows without a value come together instead of breaking the comparison."""
        column = self._spec.column(name)
        if column.sort is not None:
            value = column.sort(row.record)
        elif self._spec.is_edited(column) and not isinstance(getattr(row.record, name), str | UUID):
            value = getattr(row.record, name)
            value = tuple(sorted(value)) if isinstance(value, frozenset) else value
        else:
            value = words(row.cells[name].cell).casefold()
        return (value is not None, value if value is not None else 0)

    # -- places ----------------------------------------------------------------------------

    def place_of(self, key: UUID) -> int:
        """Where the row with this key is, or -1."""
        return self._places.get(key, -1)

    def column_of(self, name: str) -> int:
        found = (place for place, each in enumerate(self.columns) if each.name == name)
        return next(found, -1)

    def cell(self, row: int, column: int) -> GridCell:
        return self.rows[row].cells[self.columns[column].name]

    def is_edited(self, column: int) -> bool:
        return self._spec.is_edited(self.columns[column])

    def title(self, column: int) -> str:
        return self._spec.title_of(self.columns[column])

    # -- Qt --------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == CELL_ROLE:
            return cell.cell
        if role == Qt.ItemDataRole.DisplayRole:
            return words(cell.cell)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(index.column())}: {words(cell.cell)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return remark(cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(section) + self._arrow(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return horizontal(self.columns[section].align) | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.title(section)
        return None

    def _arrow(self, section: int) -> str:
        if self.sorted_by is None or self.sorted_by[0] != self.columns[section].name:
            return ""
        return " ↓" if self.sorted_by[1] else " ↑"


def remark(cell: GridCell) -> str:
    """What is the matter with a cell, in one sentence or none."""
    problem = render(cell.problem) if cell.problem is not None else ""
    dispute = _("zwei Angaben – bitte entscheiden") if cell.contested else ""
    return " · ".join(filter(None, (problem, dispute)))
