"""A table over frozen rows that takes the height of its content, or scrolls on its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QSizePolicy,
    QStackedLayout,
    QTableView,
    QToolTip,
    QWidget,
)

from kihub_desktop.ui import theme
from kihub_desktop.ui.theme import NOTE
from kihub_desktop.ui.widgets.cell_painter import (
    PAD_X,
    PAD_Y,
    CellDelegate,
    content_height,
    natural_width,
    smallest_width,
)
from kihub_desktop.ui.widgets.cells import Align, Cell, Column, Row, words
from kihub_desktop.ui.widgets.column_widths import share_widths
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.painting import SEMIBOLD
from kihub_desktop.ui.widgets.row_look import set_up_rows
from kihub_desktop.ui.widgets.row_model import RowModel

_MEASURED_ROWS = 200


class _View(QTableView):
    """The table itself; keys and mouse become intents."""

    opened = Signal(int)
    new_requested = Signal()
    delete_requested = Signal(int)
    sort_requested = Signal(int)

    def __init__(self, grows: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.grows = grows
        set_up_rows(self, QAbstractItemView.SelectionMode.SingleSelection, grows=grows)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.New):
            self.new_requested.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row >= 0:
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Delete and row >= 0:
            self.delete_requested.emit(row)
        elif event.matches(QKeySequence.StandardKey.Copy) and row >= 0:
            QApplication.clipboard().setText(self._row_text(row))
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and _digit(event):
            self.sort_requested.emit(_digit(event) - 1)
        else:
            super().keyPressEvent(event)

    def _row_text(self, row: int) -> str:
        model = self.model()
        texts = (str(model.index(row, c).data()) for c in range(model.columnCount()))
        return "\t".join(text.replace("\n", " ") for text in texts)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.property("hoveredRow"):
            self.setProperty("hoveredRow", row)
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell_elided(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tell_elided(self, position: QPoint, place: QPoint) -> None:
        index = self.indexAt(position)
        room = self.columnWidth(index.column()) if index.isValid() else 0
        hint = self.sizeHintForIndex(index).width() if index.isValid() else 0
        QToolTip.showText(place, str(index.data()) if hint > room else "", self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A table of full height leaves the wheel to the page.
        if self.grows and not event.angleDelta().x():
            event.ignore()
        else:
            super().wheelEvent(event)


class DataTable(QWidget, Generic[Row]):
    """Rows as cells, with keyboard, sorting by header click, and an empty state that teaches.

    `key_of` keeps the chosen row through a reload. With `grows` the table is as tall as its
    rows (inside a scrolling page); otherwise it scrolls and all rows have one height.
    """

    opened = Signal(object)  # the row: double click or Enter
    chosen = Signal(object)  # the row that became current
    new_requested = Signal()  # Strg+N or the button of the empty state
    delete_requested = Signal(object)  # the row: Delete

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Row]],
        *,
        key_of: Callable[[Row], Hashable] | None = None,
        empty: EmptyState | None = None,
        grows: bool = True,
    ) -> None:
        super().__init__()
        self._key_of: Callable[[Row], Hashable] = key_of or id
        self._grows = grows
        self.model: RowModel[Row] = RowModel(columns, self)
        self.view = _View(grows, self)
        self.view.setAccessibleName(name)
        self.view.setModel(self.model)
        self.view.setItemDelegate(CellDelegate(self.view, self._column_look))
        self._empty = empty or EmptyState("")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.view)
        if grows:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wire()
        self._show_empty_or_rows()

    def _wire(self) -> None:
        self.view.opened.connect(lambda row: self.opened.emit(self.model.rows[row]))
        self.view.delete_requested.connect(
            lambda row: self.delete_requested.emit(self.model.rows[row])
        )
        self.view.new_requested.connect(self.new_requested)
        self.view.sort_requested.connect(self._on_header)
        self._empty.action_requested.connect(self.new_requested)
        self.view.horizontalHeader().sectionClicked.connect(self._on_header)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows the rows; the chosen row stays chosen if it is still there."""
        self._keep_chosen(lambda: self.model.show_rows(rows))

    def current(self) -> Row | None:
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def choose(self, key: Hashable) -> None:
        """Makes the row with this key current, if it is there; tells nobody."""
        place = self.model.position(key, self._key_of)
        blocked = self.view.selectionModel().blockSignals(True)
        self.view.setCurrentIndex(self.model.index(place, 0) if place >= 0 else QModelIndex())
        if place >= 0:
            self.view.selectRow(place)
        else:
            self.view.clearSelection()
        self.view.selectionModel().blockSignals(blocked)
        self.view.viewport().update()

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._keep_chosen(lambda: self.model.sort(column, order))

    def _keep_chosen(self, change: Callable[[], None]) -> None:
        chosen = self.current()
        key = None if chosen is None else self._key_of(chosen)
        change()
        if key is not None:
            self.choose(key)
        self._show_empty_or_rows()
        self._fit()

    def _on_header(self, section: int) -> None:
        """First click ascending, second descending, third the own order."""
        if section >= len(self.model.columns) or not self.model.columns[section].sortable:
            return
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if self.model.sorted_by == (section, ascending):
            self.sort_by(section, descending)
        elif self.model.sorted_by == (section, descending):
            self.sort_by(-1)
        else:
            self.sort_by(section, ascending)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.rows[index.row()])

    def _column_look(self, column: int) -> tuple[Align, bool]:
        look = self.model.columns[column]
        return look.align, look.wrap

    def _show_empty_or_rows(self) -> None:
        self._stack.setCurrentWidget(self.view if self.model.rows else self._empty)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Gives columns their widths, rows their heights and the table its own."""
        if not self.model.rows:
            self._set_height(None)
            return
        for column, width in enumerate(self._widths()):
            self.view.setColumnWidth(column, width)
        if not self._grows:
            self.view.verticalHeader().setDefaultSectionSize(self._row_height(0))
            return
        total = 0
        for row in range(len(self.model.rows)):
            height = self._row_height(row)
            self.view.setRowHeight(row, height)
            total += height
        header = self.view.horizontalHeader().sizeHint().height()
        scrolls = self.view.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        extra = self.view.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self._set_height(total + header + extra + 2)

    def _set_height(self, height: int | None) -> None:
        if not self._grows:
            return
        if height is None:
            height = self._empty.heightForWidth(self.width())
            # Without a width of its own yet, labels only know the height they would like.
            height = height if height > 0 else self._empty.sizeHint().height()
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _row_height(self, row: int) -> int:
        look = theme.current()
        pad = 2 * look.px(PAD_X)
        heights = (
            content_height(
                look, self.model.cell(row, c), self.view.columnWidth(c) - pad, wrap=column.wrap
            )
            for c, column in enumerate(self.model.columns)
        )
        return max(look.px(32), max(heights) + 2 * look.px(PAD_Y))

    def _widths(self) -> list[int]:
        # The view inside is resized later than this widget, so its own width may be stale.
        bar = 0 if self._grows else self.view.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 - bar
        columns = self.model.columns
        natural = [self._natural_width(index) for index in range(len(columns))]
        smallest = [min(n, self._smallest_width(i)) for i, n in enumerate(natural)]
        widths = share_widths(natural, smallest, [c.stretch for c in columns], room)
        policy = Qt.ScrollBarPolicy
        fits = sum(widths) <= room
        self.view.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAlwaysOn
        )
        return widths

    def _natural_width(self, column: int) -> int:
        look = theme.current()
        rows = range(min(_MEASURED_ROWS, len(self.model.rows)))
        cells: list[Cell] = [self.model.cell(row, column) for row in rows]
        widest = max((natural_width(look, cell) for cell in cells), default=0)
        return max(widest, self._title_width(column)) + 2 * look.px(PAD_X) + 1

    def _smallest_width(self, column: int) -> int:
        look = theme.current()
        cells = [self.model.cell(row, column) for row in range(min(20, len(self.model.rows)))]
        wrap = self.model.columns[column].wrap
        least = max((smallest_width(look, cell, wrap=wrap) for cell in cells), default=0)
        return max(least, self._title_width(column)) + 2 * look.px(PAD_X) + 1

    def _title_width(self, column: int) -> int:
        font: QFont = theme.current().font(NOTE, SEMIBOLD)
        # Room for the arrow of a sorted column, so that sorting never elides its title.
        return QFontMetrics(font).horizontalAdvance(self.model.columns[column].title + " ↑")

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.minimumHeight() or 80)

    def sizeHint(self) -> QSize:
        look = theme.current()
        height = self.minimumHeight() if self._grows else look.px(360)
        return QSize(look.px(400), max(height, look.px(60)))

    def cell_words(self, row: int, column: int) -> str:
        return words(self.model.cell(row, column))


def _digit(event: QKeyEvent) -> int:
    """The number of a column, 0 for any other key."""
    number = event.key() - Qt.Key.Key_0.value
    return number if 1 <= number <= 9 else 0
