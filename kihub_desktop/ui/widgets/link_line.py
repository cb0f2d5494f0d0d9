"""A link that breaks into lines and takes the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.painting import focus_ring, rounded, smooth

_FLAGS = int(Qt.AlignmentFlag.AlignVCenter.value) | int(Qt.TextFlag.TextWordWrap.value)
_ANY_HEIGHT = 10_000


class LinkLine(QAbstractButton):
    """A link over as many lines as its text needs."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[int, str, str], int] = {}
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Qt asks a dozen times while a page is laid out.
        asked = (width, self.text(), self.font().key())
        if asked not in self._heights:
            self._heights[asked] = self._height_in(width)
        return self._heights[asked]

    def _height_in(self, width: int) -> int:
        look = theme.current()
        room = QRect(0, 0, max(1, width - look.px(12)), _ANY_HEIGHT)
        tall = self.fontMetrics().boundingRect(room, _FLAGS, self.text()).height()
        return max(look.px(32), tall + look.px(8))

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = self.fontMetrics().horizontalAdvance(self.text()) + look.px(12) + 2
        return QSize(width, look.px(32))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(min(self.sizeHint().width(), look.px(80)), look.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        if self.underMouse():
            rounded(painter, area, look.px(6), look.colour("primary_soft"))
        if self.hasFocus():
            focus_ring(painter, area, look.px(6), look.colour("primary"))
        painter.setPen(look.colour("primary_text"))
        inner = self.rect().adjusted(look.px(6), 0, -look.px(6), 0)
        painter.drawText(inner, _FLAGS, self.text())
        painter.end()
