"""A drop-down that is drawn like the other fields, in both themes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.painting import LEFT_MIDDLE, draw_chevron, rounded, smooth


class ChoiceBox(QComboBox):
    """Options with a key; the empty key stands for no choice yet."""

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = False
        # The list view of Fusion would pop up over the field; a plain one follows the style sheet.
        self.setView(QListView(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(12)
        self.set_options(options)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)

    def set_options(self, options: Sequence[Option]) -> None:
        chosen = self.key()
        self.blockSignals(True)
        self.clear()
        for option in options:
            self.addItem(option.label, option.key)
        self.blockSignals(False)
        self.choose(chosen)

    def key(self) -> str:
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Shows the option with this key; an unknown key is kept and shown as it is."""
        index = self.findData(key)
        if index < 0 and key:
            self.addItem(key, key)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(super().sizeHint().width() + look.px(20), look.px(36))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(70), look.px(36))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change an answer on the way.
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        enabled = self.isEnabled()
        fill = look.colour("card" if enabled else "hover")
        rounded(painter, area, look.px(7), fill, look.colour("field_border"))
        if self.hasFocus() or self.problem:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            role = "red" if self.problem else "primary"
            painter.setPen(QPen(look.colour(role), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), look.px(6), look.px(6))
        self._draw_text(painter, look.colour("ink" if enabled else "muted"))
        centre = QPointF(area.right() - look.px(16), area.center().y())
        draw_chevron(painter, centre, look.px(9), look.colour("muted"))
        painter.end()

    def _draw_text(self, painter: QPainter, colour: QColor) -> None:
        look = theme.current()
        room = QRect(look.px(10), 0, self.width() - look.px(38), self.height())
        text = self.currentText() or self.placeholderText()
        painter.setPen(colour if self.currentText() else look.colour("muted"))
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, LEFT_MIDDLE, shown)
        self.setToolTip(text if shown != text else "")
