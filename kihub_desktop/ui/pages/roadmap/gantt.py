"""The chart of the plan: one line per step, moved by mouse or keys alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from kihub_desktop.domain.roadmap import Span
from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.roadmap.gantt_painting import GanttPainting, Place, label_width
from kihub_desktop.ui.pages.roadmap.scale import TimeScale
from kihub_desktop.ui.pages.roadmap.state import Bar, Zoom

ROW, HEAD, GROUP_GAP, SIDE = 32, 44, 10, 128
_NARROW_SIDE, _NARROW = 92, 760
_EDGE, _REACH = 6, 3
_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}
_ZOOMS = {"+": Zoom.WEEKS, "-": Zoom.MONTHS}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Grip(Enum):
    """What of a bar is held."""

    BODY = auto()
    START = auto()
    END = auto()


@dataclass(frozen=True)
class _Held:
    key: str
    grip: Grip
    from_x: float
    span: Span


class Gantt(QAbstractScrollArea):
    """Up and down choose a step, left and right move it by a day, with Shift its end.

    Enter opens, the space bar ticks off, + and − zoom, Pos1 shows today.
    """

    chosen = Signal(str)
    moved = Signal(str, object)  # key, Span
    opened = Signal(str)
    ticked = Signal(str)
    zoom_changed = Signal(object)  # Zoom

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gantt")
        self.bars: tuple[Bar, ...] = ()
        self.zoom = Zoom.WEEKS
        self._today = date.min
        self._current = ""
        self._held: _Held | None = None
        self._wanted: Span | None = None
        self._tops: dict[str, int] = {}
        self._height = 0
        self._scale = TimeScale(date.min, 1, 1.0)
        self._centred = False
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCornerWidget(QWidget(self))
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(_("Fahrplan als Balken"))
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    # -- showing -----------------------------------------------------------------------------

    def show_bars(self, bars: Sequence[Bar], today: date, current: str) -> None:
        """Shows the lines; the place on screen and what is held stay."""
        changed = current != self._current
        self.bars, self._today, self._current = tuple(bars), today, current
        self._lay_out()
        if not self._centred and self.isVisible():
            self.show_today()
        bar = self.current()
        self.setAccessibleDescription(bar.said if bar else "")
        if changed:
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def current(self) -> Bar | None:
        return next((each for each in self.bars if each.key == self._current), None)

    def set_zoom(self, zoom: Zoom) -> None:
        """Weeks or months; what stands in the middle stays there."""
        if zoom is self.zoom:
            return
        bar = self.horizontalScrollBar()
        middle = self._scale.moved(bar.value() + self._room() / 2)
        self.zoom = zoom
        self._lay_out()
        bar.setValue(round(middle * self._scale.day - self._room() / 2))
        self.zoom_changed.emit(zoom)

    def show_today(self) -> None:
        """Scrolls so that today stands a little right of the left edge."""
        self._centred = True
        ahead = theme.current().px(40)
        self.horizontalScrollBar().setValue(round(self._scale.x(self._today)) - ahead)

    def reveal(self) -> None:
        """Scrolls the step in hand into view."""
        bar = self.current()
        top = self._tops.get(self._current)
        if bar is None or top is None:
            return
        look = theme.current()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        room = self.viewport().height() - look.px(HEAD)
        down.setValue(min(top, max(down.value(), top + look.px(ROW) - room)))
        if bar.span is not None:
            left, width = self._scale.span(bar.span)
            edge = min(width + look.px(60), self._room())
            across.setValue(
                min(round(left), max(across.value(), round(left + edge - self._room())))
            )

    def place(self, key: str) -> QRectF | None:
        """Where the bar of a step lies in the viewport."""
        bar = next((each for each in self.bars if each.key == key), None)
        if bar is None or bar.span is None:
            return None
        return self._place(bar, self._span_of(bar) or bar.span)

    def sizeHint(self) -> QSize:
        look = theme.current()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(look.px(480), look.px(HEAD) + self._height + bar + look.px(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(240), theme.current().px(180))

    # -- layout ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = theme.current()
        top, before = 0, None
        self._tops = {}
        for bar in self.bars:
            if before is not None and (bar.group, bar.is_gone) != before:
                top += look.px(GROUP_GAP)
            self._tops[bar.key] = top
            top += look.px(ROW)
            before = bar.group, bar.is_gone
        self._height = top
        spans = [each.span for each in self.bars if each.span is not None]
        self._scale = TimeScale.of(spans, self._today, self.zoom, look.scale)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(self._needed_width()) - self._room()))
        across.setPageStep(max(1, self._room()))
        across.setSingleStep(max(1, round(7 * self._scale.day)))
        height = self.viewport().height() - look.px(HEAD)
        down.setRange(0, max(0, self._height - height))
        down.setPageStep(max(1, height))
        down.setSingleStep(look.px(ROW))
        self.updateGeometry()
        self.viewport().update()

    def _needed_width(self) -> float:
        """So wide that the words beside the last bar are never cut off."""
        look = theme.current()
        ends = [
            sum(self._scale.span(each.span)) + label_width(look, each)
            for each in self.bars
            if each.span is not None
        ]
        return max([self._scale.width, *ends])

    def _side(self) -> int:
        look = theme.current()
        narrow = self.viewport().width() < look.px(_NARROW)
        return look.px(_NARROW_SIDE if narrow else SIDE)

    def _room(self) -> int:
        """The width beside the names of the groups."""
        return max(1, self.viewport().width() - self._side())

    def _place(self, bar: Bar, span: Span) -> QRectF:
        look = theme.current()
        left, width = self._scale.span(span)
        x = self._side() + left - self.horizontalScrollBar().value()
        y = look.px(HEAD) + self._tops[bar.key] - self.verticalScrollBar().value()
        return QRectF(x, y + look.px(3), width, look.px(ROW - 6))

    def _span_of(self, bar: Bar) -> Span | None:
        """The days it would get if it were let go now."""
        if self._held is not None and self._held.key == bar.key and self._wanted is not None:
            return self._wanted
        return bar.span

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        if not self._centred and self.bars:
            self.show_today()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        look = theme.current()
        places = []
        for bar in self.bars:
            top = look.px(HEAD) + self._tops[bar.key] - self.verticalScrollBar().value()
            span = self._span_of(bar)
            places.append(Place(bar, top, None if span is None else self._place(bar, span)))
        GanttPainting(
            painter, self._scale, self._side(), self.horizontalScrollBar().value(), self.zoom
        ).draw(places, self._today, (self._current, self.hasFocus()))
        painter.end()

    # -- mouse -------------------------------------------------------------------------------

    def _bar_at(self, point: QPoint) -> tuple[Bar, Grip | None] | None:
        """The step in whose line a point lies, and what of its bar is there."""
        look = theme.current()
        if point.y() < look.px(HEAD):
            return None
        for bar in self.bars:
            top = look.px(HEAD) + self._tops[bar.key] - self.verticalScrollBar().value()
            if not top <= point.y() < top + look.px(ROW):
                continue
            place = self.place(bar.key)
            if place is None or point.x() < self._side():
                return bar, None
            return bar, _grip(place, point.x(), look.px(_EDGE))
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._bar_at(event.position().toPoint())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        bar, grip = found
        if bar.key != self._current:
            self.chosen.emit(bar.key)
        if grip is not None and bar.can_move and bar.span is not None:
            held = Grip.START if bar.is_fixed and grip is Grip.BODY else grip
            if not (bar.is_fixed and grip is Grip.END):
                self._held = _Held(bar.key, held, event.position().x(), bar.span)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            self._show_grip(event.position().toPoint())
            return
        by = self._scale.moved(event.position().x() - self._held.from_x)
        self._wanted = stretched(self._held.span, self._held.grip, by)
        self.viewport().update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        held, wanted, self._held, self._wanted = self._held, self._wanted, None, None
        self.viewport().update()
        if held is not None and wanted is not None and wanted != held.span:
            self.moved.emit(held.key, wanted)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._bar_at(event.position().toPoint())
        if found is not None:
            self._held = None
            self.opened.emit(found[0].key)

    def _show_grip(self, point: QPoint) -> None:
        found = self._bar_at(point)
        shape = Qt.CursorShape.ArrowCursor
        if found is not None and found[1] is not None and found[0].can_move:
            edge = found[1] is not Grip.BODY or found[0].is_fixed
            shape = Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._bar_at(event.pos())
            QToolTip.showText(event.globalPos(), found[0].said if found else "", self)
            return True
        return super().viewportEvent(event)

    # -- keys --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = Qt.Key(event.key()), self.current()
        if key in _ROWS:
            self._choose(_ROWS[key])
        elif key == Qt.Key.Key_Home:
            self.show_today()
        elif event.text() in _ZOOMS:
            self.set_zoom(_ZOOMS[event.text()])
        elif bar is None or not self._act(bar, key, event.modifiers()):
            super().keyPressEvent(event)

    def _act(self, bar: Bar, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """What a key does to the step in hand; False if it means something else."""
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(bar.key)
        elif key == Qt.Key.Key_Space:
            self.ticked.emit(bar.key)
        elif key in _ARROWS:
            grip = _key_grip(bar, shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
            if bar.can_move and bar.span is not None and grip is not None:
                wanted = stretched(bar.span, grip, _ARROWS[key])
                if wanted != bar.span:
                    self.moved.emit(bar.key, wanted)
        else:
            return False
        return True

    def _choose(self, by: int) -> None:
        keys = [each.key for each in self.bars]
        if not keys:
            return
        place = keys.index(self._current) + by if self._current in keys else 0
        self.chosen.emit(keys[min(max(0, place), len(keys) - 1)])
        self.reveal()


def stretched(span: Span, grip: Grip, days: int) -> Span:
    """The span with its body or one end moved; it never gets shorter than a day."""
    by = timedelta(days=days)
    if grip is Grip.BODY:
        return span.shifted(days)
    if grip is Grip.START:
        return Span(min(span.start + by, span.end), span.end)
    return Span(span.start, max(span.start, span.end + by))


def _key_grip(bar: Bar, *, shift: bool) -> Grip | None:
    """Arrows move a bar, Shift its end; of a fixed one only the beginning can move."""
    if bar.is_fixed:
        return None if shift else Grip.START
    return Grip.END if shift else Grip.BODY


def _grip(place: QRectF, x: float, edge: float) -> Grip | None:
    """A short bar keeps a middle to be moved by."""
    if not place.left() - _REACH <= x <= place.right() + _REACH:
        return None
    edge = min(edge, place.width() / 4)
    if x < place.left() + edge:
        return Grip.START
    return Grip.END if x > place.right() - edge else Grip.BODY
