"""Paints the cells of a list of records: where one stands, what is wrong, what is disputed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from kihub_desktop.ui import theme
from kihub_desktop.ui.record_state import GridCell
from kihub_desktop.ui.widgets.cell_painter import CellDelegate
from kihub_desktop.ui.widgets.cells import Align
from kihub_desktop.ui.widgets.painting import BOLD, CENTRED, smooth
from kihub_desktop.ui.widgets.record_grid_model import GridModel

MARK = 17
"""The side of the corner that marks a wrong or disputed cell, in unscaled pixels."""


class GridDelegate(CellDelegate):
    """A ring around the current cell; a sign, not only a colour, for what needs mending."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        def look_of(column: int) -> tuple[Align, bool]:
            look = model.columns[column]
            return look.align, look.wrap

        super().__init__(view, look_of)
        self._model = model
        self._table = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        cell = self._model.cell(index.row(), index.column())
        area = QRect(option.rect)
        painter.save()
        smooth(painter)
        if cell.problem is not None or cell.contested:
            self._mark(painter, area, cell, left=self._ends_right(index.column()))
        if index == self._table.currentIndex() and self._table.hasFocus():
            self._ring(painter, area, "primary")
        painter.restore()

    def _ends_right(self, column: int) -> bool:
        return self._model.columns[column].align is Align.RIGHT

    def _mark(self, painter: QPainter, area: QRect, cell: GridCell, *, left: bool) -> None:
        """A red frame with „!“ for a wrong text, an amber corner with „?“ for a dispute.

        The corner is the one that the text does not reach.
        """
        look = theme.current()
        wrong = cell.problem is not None
        if wrong:
            self._ring(painter, area, "red")
        side = look.px(MARK)
        corner = QRectF(area.left() if left else area.right() - side, area.top() + 1, side, side)
        third = corner.bottomLeft() if left else corner.bottomRight()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("red" if wrong else "amber"))
        painter.drawPolygon(QPolygonF([corner.topLeft(), corner.topRight(), third]))
        painter.setPen(look.colour("card"))
        painter.setFont(look.font(10, BOLD))
        rest = side * 0.42
        inner = corner.adjusted(0 if left else rest, 0, -rest if left else 0, -rest)
        painter.drawText(inner, CENTRED, "!" if wrong else "?")

    def _ring(self, painter: QPainter, area: QRect, role: str) -> None:
        look = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour(role), 2))
        inner = QRectF(area).adjusted(1, 1, -1, -2)
        painter.drawRoundedRect(inner, look.px(4), look.px(4))
