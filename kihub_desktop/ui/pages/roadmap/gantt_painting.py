"""Draws the chart of the plan: head, groups, bars with their words, today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus
from kihub_desktop.texts import _, month
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.roadmap.scale import TimeScale
from kihub_desktop.ui.pages.roadmap.state import Bar, Zoom
from kihub_desktop.ui.theme import LABEL, NOTE, Theme
from kihub_desktop.ui.widgets.painting import (
    BOLD,
    LEFT_MIDDLE,
    SEMIBOLD,
    focus_ring,
    rounded,
    smooth,
)

HEAD, ROW = 44, 32
_LONGEST = 420
_GAP, _PAD = 8, 10
FILLS = {
    StepGroup.CONDITION: "amber",
    StepGroup.MEASURE: "muted",
    StepGroup.PILOT: "primary",
    StepGroup.LAW: "blue",
    StepGroup.FUNDING: "green",
    StepGroup.TRAINING: "primary_text",
    StepGroup.TASK: "neutral_text",
}
_FAINT = 70  # of 255: what is only proposed, done or no longer needed


@dataclass(frozen=True)
class Place:
    """A step, the top of its line, and where its bar lies (None: it has no days)."""

    bar: Bar
    top: float
    area: QRectF | None


def label_width(look: Theme, bar: Bar) -> int:
    """What the words beside a bar need at most, with a gap on both sides."""
    metrics = QFontMetrics(look.font(NOTE))
    words = metrics.horizontalAdvance(bar.signs + bar.title)
    return min(words, look.px(_LONGEST)) + look.px(3 * _GAP)


class GanttPainting:
    """One painting; `side` is the width of the names, `scrolled` how far the days are moved."""

    def __init__(
        self, painter: QPainter, scale: TimeScale, side: int, scrolled: int, zoom: Zoom
    ) -> None:
        self._painter = smooth(painter)
        self._scale, self._side, self._scrolled, self._zoom = scale, side, scrolled, zoom
        self._look = theme.current()
        self._room = painter.viewport()

    def draw(self, places: Sequence[Place], today: date, current: tuple[str, bool]) -> None:
        look, painter, room = self._look, self._painter, self._room
        painter.fillRect(room, look.colour("card"))
        chart = QRectF(self._side, 0, room.width() - self._side, room.height())
        painter.save()
        painter.setClipRect(chart)
        self._grid()
        self._today(today)
        painter.setClipRect(chart.adjusted(0, look.px(HEAD), 0, 0))
        self._waits(places, current[0])
        for place in places:
            self._step(place, current)
        painter.restore()
        painter.save()
        painter.setClipRect(QRectF(0, look.px(HEAD), room.width(), room.height()))
        self._groups(places)
        painter.restore()

    def _x(self, day: date) -> float:
        return self._side + self._scale.x(day) - self._scrolled

    # -- head --------------------------------------------------------------------------------

    def _grid(self) -> None:
        look, painter = self._look, self._painter
        line = QPen(look.colour("line"), 1)
        head, height = look.px(HEAD), self._room.height()
        marks = list(self._scale.weeks() if self._zoom is Zoom.WEEKS else self._scale.months())
        for day in marks:
            x = round(self._x(day)) + 0.5
            painter.setPen(line)
            painter.drawLine(QPointF(x, head), QPointF(x, height))
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font(LABEL))
        if self._zoom is Zoom.WEEKS:
            width = 7 * self._scale.day
            for day in (each for each in marks if self._x(each) >= self._side):
                area = QRectF(self._x(day) + look.px(3), head / 2, width - look.px(3), head / 2)
                words = _("KW {n}").format(n=day.isocalendar().week)
                painter.drawText(area, LEFT_MIDDLE, words)
        self._months()

    def _months(self) -> None:
        """Names of months; the first one stays at the left edge while it is in view."""
        look, painter = self._look, self._painter
        days = list(self._scale.months())
        painter.setFont(look.font(LABEL, SEMIBOLD))
        painter.setPen(look.colour("ink"))
        metrics = QFontMetrics(painter.font())
        top = 0 if self._zoom is Zoom.WEEKS else look.px(HEAD) / 4
        for place, day in enumerate(days):
            end = self._x(days[place + 1]) if place + 1 < len(days) else self._room.width() * 2.0
            left = max(self._x(day), self._side) + look.px(3)
            names = (f"{month(day)} {day.year}", month(day), month(day)[:3])
            fitting = (n for n in names if metrics.horizontalAdvance(n) <= end - left - look.px(4))
            area = QRectF(left, top, max(0.0, end - left), look.px(HEAD) / 2)
            painter.drawText(area, LEFT_MIDDLE, next(fitting, ""))

    def _today(self, today: date) -> None:
        look, painter = self._look, self._painter
        pen = QPen(look.colour("red"), look.px(1.5))
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        x = self._x(today) + self._scale.day / 2
        painter.drawLine(QPointF(x, look.px(HEAD) - look.px(4)), QPointF(x, self._room.height()))

    # -- names of groups ---------------------------------------------------------------------

    def _groups(self, places: Sequence[Place]) -> None:
        look, painter = self._look, self._painter
        before: tuple[object, ...] = ()
        painter.setFont(look.font(NOTE, BOLD))
        metrics = QFontMetrics(painter.font())
        for place in places:
            group = (place.bar.group, place.bar.is_gone)
            if group != before:
                painter.setPen(look.colour("muted" if place.bar.is_gone else "ink"))
                room = self._side - look.px(_GAP)
                words = metrics.elidedText(
                    place.bar.group_word, Qt.TextElideMode.ElideRight, round(room)
                )
                area = QRectF(0, place.top, room, look.px(ROW))
                painter.drawText(area, LEFT_MIDDLE, words)
            before = group

    # -- steps -------------------------------------------------------------------------------

    def _step(self, place: Place, current: tuple[str, bool]) -> None:
        look, painter, bar, area = self._look, self._painter, place.bar, place.area
        if bar.key == current[0]:
            line = QRectF(self._side, place.top, self._room.width() - self._side, look.px(ROW))
            painter.fillRect(line, look.colour("hover"))
        if area is None:
            left = QRectF(self._side + look.px(_GAP), place.top, self._room.width(), look.px(ROW))
            self._words(bar, left, look.colour("muted"))
            return
        fill = look.colour(FILLS[bar.group])
        solid = (bar.is_noted or bar.is_fixed) and bar.can_move
        rounded(painter, area, look.px(5), look.colour("card"))
        shown = QColor(fill)
        if not solid:
            shown.setAlpha(_FAINT)
        troubled = bar.is_overdue or bar.is_tight
        border = look.colour("red") if troubled else fill
        rounded(painter, area, look.px(5), shown, border if not solid or troubled else None)
        if bar.is_fixed:
            self._deadline(area, look.colour("red" if bar.is_tight else "ink"))
        self._title(place, fill if solid else None)
        if bar.key == current[0] and current[1]:
            ring = area.adjusted(-2, -2, 2, 2)
            focus_ring(painter, ring, look.px(6), look.colour("ink"))

    def _title(self, place: Place, fill: QColor | None) -> None:
        """Inside the bar where it fits, else beside it; elided at the edge of what is seen."""
        look, bar, area = self._look, place.bar, place.area
        if area is None:
            return
        inside = area.intersected(
            QRectF(self._side, 0, self._room.width() - self._side, self._room.height())
        )
        inside = inside.adjusted(look.px(_PAD), 0, -look.px(_PAD), 0)
        gap = look.px(_GAP + (6 if bar.is_fixed else 0))
        left = max(area.right() + gap, self._side + gap)
        room = min(look.px(_LONGEST), self._room.width() - left - look.px(4))
        beside = QRectF(left, place.top, max(0.0, room), look.px(ROW))
        wanted = QFontMetrics(look.font(NOTE)).horizontalAdvance(bar.signs + bar.title)
        if wanted <= inside.width() or beside.width() < min(wanted, inside.width()):
            self._words(bar, inside, look.colour("ink") if fill is None else on(fill, look))
            return
        self._words(bar, beside, look.colour("ink" if bar.can_move else "muted"))

    def _words(self, bar: Bar, area: QRectF, colour: QColor) -> None:
        painter = self._painter
        font = self._look.font(NOTE)
        font.setStrikeOut(bar.status is StepStatus.DROPPED)
        painter.setFont(font)
        painter.setPen(colour)
        words = QFontMetrics(font).elidedText(
            bar.signs + bar.title, Qt.TextElideMode.ElideRight, round(area.width())
        )
        painter.drawText(area, LEFT_MIDDLE, words)

    def _deadline(self, area: QRectF, colour: QColor) -> None:
        """A diamond at the end that cannot be moved."""
        look, painter = self._look, self._painter
        half = look.px(6)
        x, y = area.right(), area.center().y()
        painter.setPen(QPen(look.colour("card"), 1))
        painter.setBrush(colour)
        corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        painter.drawPolygon(QPolygonF([QPointF(*each) for each in corners]))

    def _waits(self, places: Sequence[Place], current: str) -> None:
        """What the step in hand waits for, and what waits for it, as lines from end to start."""
        look, painter = self._look, self._painter
        painter.setPen(QPen(look.colour("muted"), look.px(1.4)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for before, after in _pairs(places, current):
            start = QPointF(before.right(), before.center().y())
            end = QPointF(after.left(), after.center().y())
            turn = max(start.x() + look.px(6), end.x() - look.px(6))
            painter.drawPolyline(
                QPolygonF([start, QPointF(turn, start.y()), QPointF(turn, end.y()), end])
            )


def _pairs(places: Sequence[Place], current: str) -> Iterator[tuple[QRectF, QRectF]]:
    areas = {place.bar.key: place.area for place in places}
    for place in places:
        for key in place.bar.after:
            before, after = areas.get(key), place.area
            if current in {key, place.bar.key} and before is not None and after is not None:
                yield before, after


def on(fill: QColor, look: Theme) -> QColor:
    """The one of ink and card that is easier to read on a fill."""
    return max((look.colour("card"), look.colour("ink")), key=lambda each: contrast(each, fill))


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
