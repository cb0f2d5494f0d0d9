"""Cards: a frame with title and note, and a card that is itself a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.ui import theme
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.flow import FlowLayout
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.painting import focus_ring, rounded, smooth


class Card(QFrame):
    """A group of things that belong together; takes the height of its content.

    `body` takes widgets; `add_action` puts a control at the right of the title.
    """

    def __init__(
        self,
        title: str = "",
        note: str = "",
        *,
        tone: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._tone = tone
        px = theme.current().px
        self._title = label(title, "card-title", wrap=True)
        self._note = label(note, "note", wrap=True)
        heading = FlowLayout(gap=px(10), line_gap=0, low=True)
        heading.addWidget(self._title)
        heading.addWidget(self._note)
        self._head = QHBoxLayout()
        self._head.setSpacing(px(10))
        self._head.addLayout(heading, 1)
        outer = QVBoxLayout(self)
        self._outer = outer
        self.set_margins(18, 14, 16)
        outer.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(10))
        outer.addLayout(self.body, 1)
        self.set_heading(title, note)

    def set_heading(self, title: str, note: str = "") -> None:
        self._title.setText(title)
        self._note.setText(note)
        self._title.setVisible(bool(title))
        self._note.setVisible(bool(note))
        self.setAccessibleName(title)

    def set_margins(self, side: int, above: int, below: int) -> None:
        """In unscaled pixels, for a card that lies flat."""
        px = theme.current().px
        self._outer.setContentsMargins(px(side), px(above), px(side), px(below))
        self._outer.setSpacing(px(min(10, above)))

    def set_tone(self, tone: Tone | None) -> None:
        """A bar at the left edge; the words in the card say the same."""
        self._tone = tone
        self.update()

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(widget, stretch)

    def add_action(self, widget: QWidget) -> None:
        self._head.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight)

    def paintEvent(self, _event: QPaintEvent) -> None:
        super().paintEvent(_event)
        if self._tone is None:
            return
        look = theme.current()
        painter = smooth(QPainter(self))
        width, radius = look.px(6), look.px(10)
        painter.setClipRect(QRectF(0, 0, width, self.height()))
        mark = QColor(look.tone(self._tone).mark)
        rounded(painter, QRectF(0, 0, width + 2 * radius, self.height()), radius, mark)
        painter.end()


class CardButton(QAbstractButton):
    """A card that can be pressed; its layout may hold labels."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def fill_and_line(self) -> tuple[QColor, QColor]:
        look = theme.current()
        if self.isChecked():
            return look.colour("primary_soft"), look.colour("primary")
        fill = "hover" if self.underMouse() and self.isEnabled() else "card"
        return look.colour(fill), look.colour("line")

    def ring(self) -> QColor:
        return theme.current().colour("primary")

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        fill, line = self.fill_and_line()
        area = QRectF(self.rect())
        rounded(painter, area, look.px(10), fill, line)
        if self.hasFocus():
            focus_ring(painter, area, look.px(9), self.ring())
        painter.end()
