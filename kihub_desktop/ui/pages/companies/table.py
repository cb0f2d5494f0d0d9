"""The table of all companies: of any length, sorted by the presenter, told what is seen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.companies.lines import Lines
from kihub_desktop.ui.pages.companies.presenter import CompanyLine
from kihub_desktop.ui.theme import NOTE
from kihub_desktop.ui.widgets.cell_painter import PAD_Y
from kihub_desktop.ui.widgets.cells import Column
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.row_model import RowModel

_SETTLED_MS = 120
_LEAST_LINES = 6
_NAME_WIDTH = 200


class _LongModel(RowModel[CompanyLine]):
    """Takes the lines as they are: neither copied nor sorted here."""

    def show_rows(self, rows: Sequence[CompanyLine]) -> None:
        self.beginResetModel()
        self._cells.clear()
        self.rows = rows  # type: ignore[assignment]  # a sequence of any length, not a tuple
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Only the arrow; the presenter sorts."""
        self.sorted_by = (column, order) if column >= 0 else None
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def position(self, key: Hashable, _key_of: Callable[[CompanyLine], Hashable]) -> int:
        rows = self.rows.rows if isinstance(self.rows, Lines) else self.rows
        return next((place for place, row in enumerate(rows) if row.id == key), -1)

    def refresh(self) -> None:
        """What the lines say has changed, but not which they are."""
        if isinstance(self.rows, Lines):
            self.rows.forget()
        self._cells.clear()


class CompanyTable(DataTable[CompanyLine]):
    """Scrolls on its own; `seen` names the companies on screen once scrolling rests."""

    sort_chosen = Signal(int, bool)  # column (-1: the own order), descending
    seen = Signal(object)  # tuple[UUID, ...]

    def __init__(
        self, name: str, columns: Sequence[Column[CompanyLine]], empty: EmptyState
    ) -> None:
        super().__init__(name, columns, key_of=lambda line: line.id, empty=empty, grows=False)
        self.model: _LongModel = _LongModel(columns, self)
        self.view.setModel(self.model)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.current().px(32 + 52 * _LEAST_LINES))
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._tell_seen)
        self.view.verticalScrollBar().valueChanged.connect(self._settled.start)

    def show_rows(self, rows: Sequence[CompanyLine]) -> None:
        place = self.view.verticalScrollBar().value()
        super().show_rows(rows)
        self.view.verticalScrollBar().setValue(place)
        self._settled.start()

    def refresh(self) -> None:
        """Draws the lines anew; a verdict that has become known may need more room."""
        self.model.refresh()
        self._fit()
        self.view.viewport().update()

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.model.sort(column, order)
        self.sort_chosen.emit(column, order == Qt.SortOrder.DescendingOrder)

    def on_screen(self) -> range:
        """The places of the lines that can be seen."""
        height = max(1, self.view.verticalHeader().defaultSectionSize())
        first = max(0, self.view.verticalScrollBar().value() // height)
        shown = self.view.viewport().height() // height + 2
        return range(first, min(len(self.model.rows), first + shown))

    def _row_height(self, row: int) -> int:
        """All lines are of one height, and any of them may say where the company is."""
        look = theme.current()
        lines = QFontMetrics(look.font()).height() + QFontMetrics(look.font(NOTE)).height()
        return max(super()._row_height(row), lines + 2 * look.px(PAD_Y))

    def _smallest_width(self, column: int) -> int:
        """Names are what a list of companies is read for: they give way last."""
        least = super()._smallest_width(column)
        return max(least, theme.current().px(_NAME_WIDTH)) if column == 0 else least

    def _tell_seen(self) -> None:
        self.seen.emit(tuple(self.model.rows[place].id for place in self.on_screen()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settled.start()
