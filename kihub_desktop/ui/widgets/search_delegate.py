"""Draws a search result: title left, where it belongs right; headings small."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kihub_desktop.ui import theme
from kihub_desktop.ui.theme import LABEL, NOTE
from kihub_desktop.ui.widgets.painting import BOLD, LEFT_MIDDLE, rounded, smooth

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
NOTE_ROLE = Qt.ItemDataRole.UserRole + 2
ModelIndex = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ResultDelegate(QStyledItemDelegate):
    """One line per result, at least 32 px high."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        px = theme.current().px
        return QSize(px(200), px(34) if index.data(KEY_ROLE) else px(26))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        look = theme.current()
        painter.save()
        smooth(painter)
        area = QRect(option.rect)
        inner = area.adjusted(look.px(10), 0, -look.px(10), 0)
        if not index.data(KEY_ROLE):
            painter.setFont(look.font(LABEL, BOLD))
            painter.setPen(look.colour("muted"))
            painter.drawText(inner, LEFT_MIDDLE, str(index.data()))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                rounded(painter, QRectF(area), look.px(6), look.colour("primary_soft"))
            self.draw_result(painter, inner, index)
        painter.restore()

    def draw_result(self, painter: QPainter, area: QRect, index: ModelIndex) -> None:
        """Draws the inside of a result; the ground is painted already."""
        look = theme.current()
        elide = Qt.TextElideMode.ElideRight
        note = str(index.data(NOTE_ROLE) or "")
        small = look.font(NOTE)
        room = min(QFontMetrics(small).horizontalAdvance(note), area.width() // 2)
        painter.setFont(small)
        painter.setPen(look.colour("muted"))
        painter.drawText(area, _RIGHT, QFontMetrics(small).elidedText(note, elide, room + 1))
        left = area.adjusted(0, 0, -room - look.px(12), 0)
        painter.setFont(look.font())
        painter.setPen(look.colour("ink"))
        title = QFontMetrics(look.font()).elidedText(str(index.data()), elide, left.width())
        painter.drawText(left, LEFT_MIDDLE, title)
