"""A table model over a tuple of frozen rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kihub_desktop.ui.widgets.cell_painter import CELL_ROLE, horizontal
from kihub_desktop.ui.widgets.cells import Cell, Column, Row, words

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowModel(QAbstractTableModel, Generic[Row]):
    """Shows rows in their own order until a column is chosen to sort by."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: tuple[Row, ...] = ()
        self.rows: tuple[Row, ...] = ()
        self._cells: dict[tuple[int, int], Cell] = {}
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._given = tuple(rows)
        self._arrange()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by the column; -1 gives the rows in their own order again."""
        self.beginResetModel()
        self.sorted_by = (column, order) if column >= 0 else None
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self._cells.clear()
        self.rows = self._given
        if self.sorted_by is not None:
            column, order = self.sorted_by
            descending = order == Qt.SortOrder.DescendingOrder
            self.rows = tuple(sorted(self._given, key=self._key(column), reverse=descending))

    def _key(self, column: int) -> Callable[[Row], tuple[bool, Any]]:
        """Rows without a value come together instead of breaking the comparison."""
        key_of = self.columns[column].sort_key

        def key(row: Row) -> tuple[bool, Any]:
            value = key_of(row)
            return (value is not None, value if value is not None else 0)

        return key

    def cell(self, row: int, column: int) -> Cell:
        known = self._cells.get((row, column))
        if known is None:
            known = self.columns[column].cell_of(self.rows[row])
            self._cells[row, column] = known
        return known

    def position(self, key: Hashable, key_of: Callable[[Row], Hashable]) -> int:
        """Where the row with this key is, or -1."""
        found = (place for place, row in enumerate(self.rows) if key_of(row) == key)
        return next(found, -1)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return words(self.cell(index.row(), index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title + self._arrow(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return horizontal(column.align) | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title
        return None

    def _arrow(self, section: int) -> str:
        if self.sorted_by is None or self.sorted_by[0] != section:
            return ""
        return " ↑" if self.sorted_by[1] == Qt.SortOrder.AscendingOrder else " ↓"
