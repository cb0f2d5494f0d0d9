"""Dragging a mark of the matrix: a ring follows the hand, the place is told when it is let go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.use_cases.state import Mark
from kihub_desktop.ui.widgets.painting import smooth

_REACH, _RING = 22, 13
_Kind = QEvent.Type


class MatrixDragging(QObject):
    """Watches the canvas of a matrix; `dropped` gives use case, feasibility and benefit 0–1.

    Once there is a verdict the filled mark stands where its pillars say; what is dragged is the
    estimate, the hollow mark beside it.
    """

    dropped = Signal(object, float, float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas: QWidget | None = None
        self._marks: Sequence[Mark] = ()
        self._ring: _Ring | None = None
        self._held: UUID | None = None
        self._pressed = QPointF()

    def watch(self, canvas: QWidget, marks: Sequence[Mark]) -> None:
        """Another canvas; the old one dies with its drawing."""
        self._give_up()
        self._canvas, self._marks = canvas, tuple(marks)
        canvas.setMouseTracking(True)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._canvas:
            return False
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == _Kind.KeyPress and self._held is not None:
            self._give_up()
            return True
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        place, kind = event.position(), event.type()
        if kind == _Kind.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._held, self._pressed = self._mark_at(place), place
            if self._held is not None and self._canvas is not None:
                self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
            return self._held is not None
        if kind == _Kind.MouseMove:
            self._on_move(place, held=bool(event.buttons() & Qt.MouseButton.LeftButton))
        elif kind == _Kind.MouseButtonRelease and self._held is not None:
            held, dragged = self._held, self._ring is not None
            self._give_up()
            if dragged:
                feasibility, benefit = self._values(place)
                self.dropped.emit(held, feasibility, benefit)
            return True
        return False

    def _on_move(self, place: QPointF, *, held: bool) -> None:
        canvas = self._canvas
        if canvas is None:
            return
        if not held or self._held is None:
            over = self._mark_at(place) is not None
            canvas.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
            return
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._ring is None and far:
            self._ring = _Ring(canvas)
            canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._ring is not None:
            self._ring.show_at(self.place_of(*self._values(place)))

    def _give_up(self) -> None:
        self._held = None
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None

    # -- places ------------------------------------------------------------------------------

    def _mark_at(self, place: QPointF) -> UUID | None:
        """The nearest estimate within reach of the hand."""
        reach = theme.current().px(_REACH)
        found = [
            ((self.place_of(mark.estimate, mark.benefit) - place).manhattanLength(), mark.id)
            for mark in self._marks
        ]
        near = [each for each in found if each[0] <= reach]
        return min(near, key=lambda each: each[0])[1] if near else None

    def _axes(self) -> Any:
        canvas: Any = self._canvas
        return canvas.figure.axes[0]

    def place_of(self, feasibility: float, benefit: float) -> QPointF:
        """Where on the canvas a place of the matrix (0–1) is drawn."""
        canvas: Any = self._canvas
        x, y = self._axes().transData.transform((feasibility, benefit))
        ratio = canvas.device_pixel_ratio
        return QPointF(x / ratio, canvas.height() - y / ratio)

    def _values(self, place: QPointF) -> tuple[float, float]:
        """Feasibility and benefit at a place, kept inside the matrix."""
        canvas: Any = self._canvas
        ratio = canvas.device_pixel_ratio
        shown = (place.x() * ratio, (canvas.height() - place.y()) * ratio)
        x, y = self._axes().transData.inverted().transform(shown)
        return min(1.0, max(0.0, float(x))), min(1.0, max(0.0, float(y)))


class _Ring(QWidget):
    """Where the mark would come to; lets the mouse through."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._at = QPointF()
        self.setGeometry(canvas.rect())
        self.show()

    def show_at(self, place: QPointF) -> None:
        self._at = place
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        smooth(painter)
        painter.setPen(QPen(look.colour("primary"), look.px(2), Qt.PenStyle.DashLine))
        painter.drawEllipse(self._at, look.px(_RING), look.px(_RING))
        painter.end()
