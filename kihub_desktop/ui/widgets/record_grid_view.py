"""The table of a list of records: keys and mouse become commands; rows are moved by drag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QTableView,
    QToolTip,
    QWidget,
)

from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.record_grid_keys import (
    Command,
    command_of,
    sorted_column,
    typed_text,
)
from kihub_desktop.ui.widgets.row_look import set_up_rows

_TAB_REASONS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
_WALKING = {Command.NEXT, Command.PREVIOUS}
_OWN_KEYS = frozenset(Command) - {Command.ESCAPE}


class GridView(QTableView):
    """Knows no record: `obey` carries a command out and says whether there was anything to do.

    `walks` says that Tab goes from cell to cell. Who comes by Tab goes on by Tab; whoever has
    begun to work in the list walks through it, until Escape.
    """

    typed = Signal(str)
    sort_requested = Signal(int)
    dropped = Signal(int)  # the row that the dragged rows are put before
    resized = Signal()

    def __init__(self, grows: bool, obey: Callable[[Command], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self.grows = grows
        self.walks = False
        self.movable = False
        self.remark_of: Callable[[int, int], str] = lambda _row, _column: ""
        self._obey = obey
        self._pressed: QPoint | None = None
        self._target = -1
        set_up_rows(self, QAbstractItemView.SelectionMode.ExtendedSelection, grows=grows)

    # -- keys ------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            command = command_of(event)
            if event.type() == QEvent.Type.ShortcutOverride and command in _OWN_KEYS:
                event.accept()
                return True
            # Tab would leave the widget before it ever became a key press.
            pressed = event.type() == QEvent.Type.KeyPress and self.walks
            if pressed and command in _WALKING and self._obey(command):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = command_of(event)
        text = typed_text(event)
        if command is Command.ESCAPE and self._target >= 0:
            self._end_drag()
        elif command is not None:
            if not self._obey(command):
                event.ignore()
        elif sorted_column(event):
            self.sort_requested.emit(sorted_column(event) - 1)
        elif text:
            self.typed.emit(text)
        else:
            self.walks = True
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:  # noqa: N802 - Qt's name
        """Typing edits; it does not search."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in _TAB_REASONS:
            self.walks = False
            if not self.currentIndex().isValid():
                self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # -- mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.walks = True
        place = event.position().toPoint()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        row = self.indexAt(place).row()
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = place if left and plain and 0 <= row < self._records() else None
        selected = self.selectionModel().selectedRows()
        if self._pressed is not None and len(selected) > 1:
            chosen = {index.row() for index in selected}
            if row in chosen:
                return  # dragging several: the selection is only given up when nothing is dragged
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if held and self._pressed is not None:
            far = abs(place.y() - self._pressed.y()) >= QApplication.startDragDistance()
            if self._target >= 0 or far:
                self._drag_to(place)
            return
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(place).row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, target = self._pressed, self._target
        self._end_drag()
        if target >= 0:
            self.dropped.emit(target)
            return
        several = len(self.selectionModel().selectedRows()) > 1
        if pressed is not None and several and self.indexAt(pressed).isValid():
            self.setCurrentIndex(self.indexAt(pressed))
        super().mouseReleaseEvent(event)

    def _drag_to(self, place: QPoint) -> None:
        """Shows between which rows the dragged ones would come."""
        if not self.movable:
            return
        row = self.rowAt(place.y())
        if row < 0:
            row = 0 if place.y() < 0 else self._records()
        elif place.y() > self.rowViewportPosition(row) + self.rowHeight(row) // 2:
            row += 1
        self._target = min(row, self._records())
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.viewport().update()

    def _end_drag(self) -> None:
        self._pressed, self._target = None, -1
        self.unsetCursor()
        self.viewport().update()

    def _records(self) -> int:
        """The rows without the one that waits for something new."""
        return max(0, self.model().rowCount() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._target < 0:
            return
        look = theme.current()
        y = self.rowViewportPosition(self._target) if self._target <= self._records() else 0
        painter = QPainter(self.viewport())
        painter.setPen(QPen(look.colour("primary"), look.px(3)))
        painter.drawLine(0, max(1, y), self.viewport().width(), max(1, y))
        painter.end()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.property("hoveredRow"):
            self.setProperty("hoveredRow", row)
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tell(self, position: QPoint, place: QPoint) -> None:
        """What is the matter with a cell, else the text that its width cuts off."""
        index = self.indexAt(position)
        said = ""
        if index.isValid():
            cut = self.sizeHintForIndex(index).width() > self.columnWidth(index.column())
            said = self.remark_of(index.row(), index.column()) or (str(index.data()) if cut else "")
        QToolTip.showText(place, said, self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A table of full height leaves the wheel to the page.
        if self.grows and not event.angleDelta().x():
            event.ignore()
        else:
            super().wheelEvent(event)
