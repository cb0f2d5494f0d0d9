"""A sheet or photo to draw on, with mouse, finger, pen, or keys alone."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from kihub_desktop.domain.sketches import (
    LONGEST_WORDS,
    MOST_MARKS,
    MOST_NUMBERS,
    Drawing,
    Ink,
    Mark,
    MarkKind,
    Nib,
)
from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.painting import focus_ring, smooth
from kihub_desktop.ui.widgets.sketch_painting import paint_marks, text_font, touches, unit_of

_STEP, _LONG_STEP = 8, 64
_CLOSEST = 3.0
_ROOM = 200
"""Numbers kept free, so that the stroke in hand always finds room."""


class Tool(StrEnum):
    PEN = "pen"
    LINE = "line"
    ARROW = "arrow"
    BOX = "box"
    TEXT = "text"
    ERASER = "eraser"


class SketchSurface(QWidget):
    """Arrow keys move a cross, Enter sets it down and lifts it; the mouse needs no cross."""

    changed = Signal()
    full = Signal()

    def __init__(self, drawing: Drawing, base: QImage | None, parent: QWidget | None = None):
        super().__init__(parent)
        self._drawing, self._base = drawing, base
        self._done: list[tuple[Mark, ...]] = []
        self._undone: list[tuple[Mark, ...]] = []
        self._in_hand: list[QPointF] = []
        self._cross = QPointF(drawing.width / 2, drawing.height / 2)
        self._by_keys = False
        self.tool, self.ink, self.nib = Tool.PEN, Ink.BLACK, Nib.MEDIUM
        self._words = QLineEdit(self)
        self._words.setAccessibleName(_("Text in der Zeichnung"))
        self._words.setMaxLength(LONGEST_WORDS)
        self._words.hide()
        self._words.editingFinished.connect(self._end_words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Zeichenfläche"))
        self.setAccessibleDescription(
            _("Pfeiltasten bewegen das Kreuz, Enter beginnt und beendet einen Strich.")
        )

    # -- what is drawn -----------------------------------------------------------------------

    def drawing(self) -> Drawing:
        """All that is drawn, with words that are being typed."""
        self._end_words()
        return self._drawing

    def can_undo(self) -> bool:
        return bool(self._done)

    def can_redo(self) -> bool:
        return bool(self._undone)

    def undo(self) -> None:
        if self._done:
            self._undone.append(self._drawing.marks)
            self._set(self._done.pop())

    def redo(self) -> None:
        if self._undone:
            self._done.append(self._drawing.marks)
            self._set(self._undone.pop())

    def _change(self, marks: tuple[Mark, ...]) -> None:
        self._done.append(self._drawing.marks)
        self._undone.clear()
        self._set(marks)

    def _set(self, marks: tuple[Mark, ...]) -> None:
        self._drawing = replace(self._drawing, marks=marks)
        self.changed.emit()
        self.update()

    def _add(self, mark: Mark) -> None:
        numbers = sum(2 * len(each.points) for each in self._drawing.marks)
        room = MOST_NUMBERS - _ROOM - numbers - 2 * len(mark.points)
        if len(self._drawing.marks) >= MOST_MARKS or room < 0:
            self.full.emit()
            return
        self._change((*self._drawing.marks, mark))

    # -- setting down, moving, lifting ---------------------------------------------------------

    def _down(self, at: QPointF) -> None:
        self._end_words()
        if self.tool is Tool.TEXT:
            self._begin_words(at)
        elif self.tool is Tool.ERASER:
            self._erase(at)
        else:
            self._in_hand = [at, at] if self.tool is not Tool.PEN else [at]
        self.update()

    def _move(self, at: QPointF) -> None:
        if not self._in_hand:
            return
        if self.tool is not Tool.PEN:
            self._in_hand[1] = at
        elif (at - self._in_hand[-1]).manhattanLength() >= _CLOSEST * unit_of(self._drawing):
            self._in_hand.append(at)
            if len(self._in_hand) > MOST_NUMBERS // 6:  # a stroke without end is cut into pieces
                self._up()
                self._in_hand = [at]
        self.update()

    def _up(self) -> None:
        mark, self._in_hand = self._mark_in_hand(), []
        if mark is not None:
            self._add(mark)
        self.update()

    def _mark_in_hand(self) -> Mark | None:
        if not self._in_hand:
            return None
        if self.tool is not Tool.PEN and self._in_hand[0] == self._in_hand[1]:
            return None
        points = tuple((round(at.x()), round(at.y())) for at in self._in_hand)
        return Mark(MarkKind(self.tool.value), points, self.ink, self.nib)

    def _erase(self, at: QPointF) -> None:
        """The topmost stroke under the finger goes as a whole."""
        for mark in reversed(self._drawing.marks):
            if touches(self._drawing, mark, at.x(), at.y()):
                left = [each for each in self._drawing.marks if each is not mark]
                self._change(tuple(left))
                return

    # -- words -------------------------------------------------------------------------------

    def _begin_words(self, at: QPointF) -> None:
        place = self._on_screen(at)
        look = theme.current()
        self._words.setProperty("place", at)
        wide = min(look.px(320), max(look.px(120), self.width() - int(place.x())))
        x = min(int(place.x()), self.width() - wide)
        self._words.setGeometry(max(0, x), int(place.y()), wide, look.px(36))
        self._words.clear()
        self._words.show()
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_words(self) -> None:
        """What was typed becomes part of the drawing, however the line was left."""
        if self._words.isHidden():
            return
        words, at = self._words.text().strip(), self._words.property("place")
        focused = self._words.hasFocus()
        self._words.hide()
        if focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if words and isinstance(at, QPointF):
            self._add(
                Mark(MarkKind.TEXT, ((round(at.x()), round(at.y())),), self.ink, self.nib, words)
            )

    def drop_words(self) -> bool:
        """Gives up the words in hand; False if there are none."""
        if self._words.isHidden():
            return False
        self._words.clear()
        self._end_words()
        return True

    # -- events --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._by_keys = False
            self._down(self._in_drawing(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(self._in_drawing(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: QPointF(-1, 0),
            Qt.Key.Key_Right: QPointF(1, 0),
            Qt.Key.Key_Up: QPointF(0, -1),
            Qt.Key.Key_Down: QPointF(0, 1),
        }
        if event.key() in ways:
            far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = (_LONG_STEP if far else _STEP) * unit_of(self._drawing)
            self._by_keys = True
            self._cross = self._inside(self._cross + ways[Qt.Key(event.key())] * step)
            self._move(self._cross)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._by_keys = True
            self._up() if self._in_hand else self._down(self._cross)
            self.update()
        elif event.key() == Qt.Key.Key_Escape and self._in_hand:
            self._in_hand = []
            self.update()
        else:
            super().keyPressEvent(event)

    # -- places ----------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(800), look.px(600))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(320), look.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._end_words()
        super().resizeEvent(event)

    def _scale(self) -> float:
        wide, tall = self.width() / self._drawing.width, self.height() / self._drawing.height
        return max(1e-6, min(wide, tall))

    def _corner(self) -> QPointF:
        scale = self._scale()
        wide, tall = self._drawing.width * scale, self._drawing.height * scale
        return QPointF((self.width() - wide) / 2, (self.height() - tall) / 2)

    def _in_drawing(self, place: QPointF) -> QPointF:
        return self._inside((place - self._corner()) / self._scale())

    def _on_screen(self, at: QPointF) -> QPointF:
        return at * self._scale() + self._corner()

    def _inside(self, at: QPointF) -> QPointF:
        width, height = self._drawing.width, self._drawing.height
        return QPointF(min(max(0.0, at.x()), width), min(max(0.0, at.y()), height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(self._corner())
        painter.scale(self._scale(), self._scale())
        sheet = QRectF(0, 0, self._drawing.width, self._drawing.height)
        painter.fillRect(sheet, QColor("white"))
        if self._base is not None:
            painter.drawImage(sheet, self._base)
        painter.setClipRect(sheet)
        mark = self._mark_in_hand()
        marks = self._drawing.marks if mark is None else (*self._drawing.marks, mark)
        paint_marks(painter, replace(self._drawing, marks=marks))
        if self._by_keys and self.hasFocus():
            self._paint_cross(painter)
        painter.resetTransform()
        painter.setClipping(False)
        corner = self._corner()
        area = QRectF(corner, QPointF(self.width(), self.height()) - corner)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        if self.hasFocus():
            focus_ring(painter, area, look.px(2), look.colour("primary"))
        painter.end()

    def _paint_cross(self, painter: QPainter) -> None:
        arm = 28 * unit_of(self._drawing)
        for colour, width in ((QColor("white"), 6), (QColor("#0E6E73"), 3)):
            painter.setPen(QPen(colour, width * unit_of(self._drawing)))
            for way in (QPointF(arm, 0), QPointF(0, arm)):
                painter.drawLine(self._cross - way, self._cross + way)

    def words_font_height(self) -> int:
        """How high typed words will be on the screen."""
        return round(text_font(self._drawing, self.nib).pixelSize() * self._scale())
