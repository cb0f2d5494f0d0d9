"""Measures and paints the cells of a table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from kihub_desktop.ui import theme
from kihub_desktop.ui.theme import BODY, NOTE, Theme
from kihub_desktop.ui.widgets.cells import (
    Align,
    Cell,
    DotsCell,
    PillCell,
    ProgressCell,
    SparkCell,
    TextCell,
)
from kihub_desktop.ui.widgets.painting import (
    SEMIBOLD,
    dots_width,
    draw_bar,
    draw_dots,
    draw_pill,
    pill_height,
    pill_width,
    smooth,
)

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
PAD_X, PAD_Y = 8, 7
_BAR_WIDTH, _SMALL_BAR, _SPARK_WIDTH, _SPARK_HEIGHT = 96, 40, 140, 40
_READABLE_TEXT, _READABLE_PILL, _LONGEST_WORD = 84, 104, 190
_HORIZONTAL = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
}
_WRAP = int(Qt.TextFlag.TextWordWrap.value)
_ANY_HEIGHT = 10_000


def horizontal(align: Align) -> Qt.AlignmentFlag:
    return _HORIZONTAL[align]


def _text_font(look: Theme, cell: TextCell) -> QFont:
    return look.font(BODY, SEMIBOLD if cell.strong else QFont.Weight.Normal)


def _advance(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _text_height(font: QFont, text: str, width: int, *, wrap: bool) -> int:
    metrics = QFontMetrics(font)
    if not wrap:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, width, _ANY_HEIGHT), _WRAP, text).height()


def _share_width(look: Theme, text: str) -> int:
    """At least room for the longest share, so that all bars of a column end alike."""
    return max(_advance(look.font(), text), _advance(look.font(), "100\u00a0%")) + 1


def natural_width(look: Theme, cell: Cell) -> int:
    """The width of the content on one line, without padding."""
    if isinstance(cell, TextCell):
        first = _advance(_text_font(look, cell), cell.text)
        return max(first, _advance(look.font(NOTE), cell.note) if cell.note else 0) + 1
    if isinstance(cell, PillCell):
        after = look.px(8) + _advance(look.font(), cell.after) if cell.after else 0
        return pill_width(look, cell.text) + after + 1
    if isinstance(cell, DotsCell):
        return dots_width(look, cell.count)
    if isinstance(cell, ProgressCell):
        return look.px(_BAR_WIDTH + 10) + _share_width(look, cell.text)
    return look.px(_SPARK_WIDTH)


def smallest_width(look: Theme, cell: Cell, *, wrap: bool = False) -> int:
    """The width below which the content says nothing any more; texts may wrap or elide.

    What wraps keeps room for its longest word, which would be cut off otherwise.
    """
    if isinstance(cell, TextCell):
        least = look.px(_READABLE_TEXT)
        if wrap:
            font = _text_font(look, cell)
            word = max((_advance(font, each) for each in cell.text.split()), default=0)
            least = max(least, min(word + 1, look.px(_LONGEST_WORD)))
        return min(natural_width(look, cell), least)
    if isinstance(cell, PillCell):
        return min(natural_width(look, cell), look.px(_READABLE_PILL))
    if isinstance(cell, ProgressCell):
        return look.px(_SMALL_BAR + 10) + _share_width(look, cell.text)
    if isinstance(cell, SparkCell):
        return look.px(_SPARK_WIDTH // 2)
    return natural_width(look, cell)


def content_height(look: Theme, cell: Cell, width: int, *, wrap: bool) -> int:
    """The height of the content in this width, without padding."""
    if isinstance(cell, TextCell):
        height = _text_height(_text_font(look, cell), cell.text, width, wrap=wrap)
        if cell.note:
            height += _text_height(look.font(NOTE), cell.note, width, wrap=wrap)
        return height
    if isinstance(cell, PillCell):
        return max(pill_height(look), QFontMetrics(look.font()).height())
    if isinstance(cell, SparkCell):
        return look.px(_SPARK_HEIGHT)
    return QFontMetrics(look.font()).height()


def paint_cell(painter: QPainter, area: QRect, cell: Cell, align: Align, *, wrap: bool) -> None:
    """Paints the content inside `area` (padding already taken off)."""
    look = theme.current()
    if isinstance(cell, TextCell):
        _paint_text(painter, area, cell, align, wrap=wrap)
    elif isinstance(cell, PillCell):
        _paint_pill(painter, area, cell)
    elif isinstance(cell, DotsCell):
        draw_dots(painter, area, look, cell.filled, cell.count)
    elif isinstance(cell, ProgressCell):
        _paint_progress(painter, area, cell)
    else:
        _paint_spark(painter, area, cell)


def _paint_text(
    painter: QPainter, area: QRect, cell: TextCell, align: Align, *, wrap: bool
) -> None:
    look = theme.current()
    font = _text_font(look, cell)
    height = content_height(look, cell, area.width(), wrap=wrap)
    top = area.y() + max(0, (area.height() - height) // 2)
    first = _text_height(font, cell.text, area.width(), wrap=wrap)
    colour = look.colour("muted" if cell.muted else "ink")
    lines = [(cell.text, font, colour, first)]
    if cell.note:
        small = look.font(NOTE)
        rest = _text_height(small, cell.note, area.width(), wrap=wrap)
        lines.append((cell.note, small, look.colour("muted"), rest))
    for text, used, ink, tall in lines:
        box = QRect(area.x(), top, area.width(), tall)
        _draw_line(painter, box, text, (used, ink, align, wrap))
        top += tall


def _draw_line(
    painter: QPainter, box: QRect, text: str, look: tuple[QFont, QColor, Align, bool]
) -> None:
    font, ink, align, wrap = look
    painter.setFont(font)
    painter.setPen(ink)
    if wrap:
        flags = int(horizontal(align).value) | int(Qt.AlignmentFlag.AlignTop.value) | _WRAP
        painter.drawText(box, flags, text)
        return
    elide = Qt.TextElideMode.ElideRight
    shown = QFontMetrics(font).elidedText(text, elide, box.width())
    painter.drawText(box, horizontal(align) | Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_pill(painter: QPainter, area: QRect, cell: PillCell) -> None:
    look = theme.current()
    draw_pill(painter, area, look, cell.text, cell.tone)
    used = pill_width(look, cell.text) + look.px(8)
    if cell.after and used < area.width():
        rest = area.adjusted(used, 0, 0, 0)
        plain = (look.font(), look.colour("ink"), Align.LEFT, False)
        _draw_line(painter, rest, cell.after, plain)


def _paint_progress(painter: QPainter, area: QRect, cell: ProgressCell) -> None:
    look = theme.current()
    text_width = _share_width(look, cell.text)
    bar = QRectF(area.x(), 0, area.width() - text_width - look.px(10), look.px(8))
    bar.moveTop(area.y() + (area.height() - bar.height()) / 2)
    fill = look.colour("primary") if cell.tone is None else QColor(look.tone(cell.tone).mark)
    if bar.width() > look.px(12):
        draw_bar(painter, bar, look, cell.share, fill)
    plain = (look.font(), look.colour("ink"), Align.RIGHT, False)
    _draw_line(painter, area, cell.text, plain)


def _paint_spark(painter: QPainter, area: QRect, cell: SparkCell) -> None:
    look = theme.current()
    known = [value for value in cell.values if value is not None]
    if len(known) < 2:
        return
    low, high = min(known), max(known)
    step = area.width() / max(1, len(cell.values) - 1)
    if cell.marked:
        first, last = cell.marked
        stretch = QRectF(area.x() + first * step, area.y(), (last - first) * step, area.height())
        painter.fillRect(stretch, look.colour("red_soft"))
    painter.setPen(QPen(look.colour("primary"), 1.6))
    inset = area.height() // 6
    height = area.height() - 2 * inset

    def point(index: int, value: float) -> QPointF:
        share = (value - low) / (high - low) if high > low else 0.5
        return QPointF(area.x() + index * step, area.y() + inset + height * (1 - share))

    for run in _runs(cell.values):
        painter.drawPolyline([point(index, value) for index, value in run])


def _runs(values: tuple[float | None, ...]) -> list[list[tuple[int, float]]]:
    """The stretches between the gaps."""
    runs: list[list[tuple[int, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((index, value))
    return [run for run in runs if run]


class CellDelegate(QStyledItemDelegate):
    """Draws cells with padding, a line below each row and the chosen row softly filled."""

    def __init__(self, view: QTableView, column_of: Callable[[int], tuple[Align, bool]]) -> None:
        super().__init__(view)
        self._view = view
        self._column_of = column_of

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.current()
        area = QRect(option.rect)
        painter.save()
        smooth(painter)
        painter.fillRect(area, look.colour(self._background(option, index)))
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        align, wrap = self._column_of(index.column())
        inner = area.adjusted(look.px(PAD_X), look.px(2), -look.px(PAD_X), -look.px(2) - 1)
        painter.setClipRect(area)
        paint_cell(painter, inner, index.data(CELL_ROLE), align, wrap=wrap)
        painter.restore()

    def _background(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> str:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            return "primary_soft"
        return "hover" if index.row() == self._view.property("hoveredRow") else "card"

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        look = theme.current()
        cell = index.data(CELL_ROLE)
        width = natural_width(look, cell)
        height = content_height(look, cell, width, wrap=False)
        return QSize(width + 2 * look.px(PAD_X), height + 2 * look.px(PAD_Y))
