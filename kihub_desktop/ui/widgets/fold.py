"""A group of fields that is folded away until somebody needs it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.theme import NOTE
from kihub_desktop.ui.widgets.painting import (
    LEFT_MIDDLE,
    SEMIBOLD,
    draw_chevron,
    focus_ring,
    rounded,
    smooth,
)


class FoldButton(QAbstractButton):
    """The line that opens and closes; a note at the right says what is inside."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = ""
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _on: self._name())
        self._name()

    def show_note(self, note: str) -> None:
        if note != self._note:
            self._note = note
            self._name()
            self.update()

    def _name(self) -> None:
        state = _("aufgeklappt") if self.isChecked() else _("zugeklappt")
        self.setAccessibleName(", ".join(filter(None, (self.text(), self._note, state))))

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(160), look.px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter as well as the space bar; arrows open and close."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.setChecked(key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        if self.underMouse():
            rounded(painter, area, look.px(6), look.colour("hover"))
        painter.save()
        painter.translate(QPointF(look.px(12), area.center().y()))
        painter.rotate(0 if self.isChecked() else -90)
        draw_chevron(painter, QPointF(0, 0), look.px(9), look.colour("muted"))
        painter.restore()
        self._draw_words(painter)
        if self.hasFocus():
            focus_ring(painter, area, look.px(6), look.colour("primary"))
        painter.end()

    def _draw_words(self, painter: QPainter) -> None:
        look = theme.current()
        strong, small = look.font(weight=SEMIBOLD), look.font(NOTE)
        left, right = look.px(26), look.px(6)
        room = self.width() - left - right
        note_width = min(QFontMetrics(small).horizontalAdvance(self._note) + 1, room // 2)
        title_room = QRect(left, 0, room - note_width - look.px(8), self.height())
        painter.setFont(strong)
        painter.setPen(look.colour("ink"))
        elide = Qt.TextElideMode.ElideRight
        title = QFontMetrics(strong).elidedText(self.text(), elide, title_room.width())
        painter.drawText(title_room, LEFT_MIDDLE, title)
        painter.setFont(small)
        painter.setPen(look.colour("muted"))
        note = QFontMetrics(small).elidedText(self._note, elide, note_width)
        place = QRect(self.width() - right - note_width, 0, note_width, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)


class Fold(QWidget):
    """A folded group; `body` takes its widgets."""

    toggled = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.current().px
        self.button = FoldButton(title)
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, px(6), 0, px(8))
        self.body.setSpacing(px(10))
        self._inside.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button)
        column.addWidget(self._inside)
        self.button.toggled.connect(self._inside.setVisible)
        self.button.toggled.connect(self.toggled)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        self.body.addWidget(widget)

    def is_open(self) -> bool:
        return self.button.isChecked()

    def open(self, *, opened: bool = True) -> None:
        self.button.setChecked(opened)

    def show_note(self, note: str) -> None:
        self.button.show_note(note)
