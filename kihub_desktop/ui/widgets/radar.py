"""The live profile: what is (area) and what is needed (dashed), drawn without any chart library."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kihub_desktop.texts import _, number
from kihub_desktop.ui import theme
from kihub_desktop.ui.theme import NOTE
from kihub_desktop.ui.widgets.painting import smooth

_LARGEST = 330
_RINGS = 5
_ENOUGH = 56  # the radius from which a web can be read
_LEANING = 0.05  # below: the axis points straight up or down
_WRAPPED = int(Qt.AlignmentFlag.AlignCenter.value) | int(Qt.TextFlag.TextWordWrap.value)


@dataclass(frozen=True)
class Axis:
    """One dimension; None: not known yet."""

    label: str
    actual: float | None
    target: float | None = None


class Radar(QWidget):
    """Axes clockwise from the top, from 0 to `maximum`. Labels are never cut."""

    def __init__(self, name: str, maximum: float = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._maximum = name, maximum
        self._axes: tuple[Axis, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    def show_axes(self, axes: Sequence[Axis]) -> None:
        self._axes = tuple(axes)
        said = [f"{axis.label} {self._said(axis)}" for axis in axes]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def _said(self, axis: Axis) -> str:
        actual = _("unbekannt") if axis.actual is None else number(axis.actual, 1)
        if axis.target is None:
            return actual
        return _("{actual}, Ziel {target}").format(actual=actual, target=number(axis.target, 1))

    def sizeHint(self) -> QSize:
        side = theme.current().px(280)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        side = theme.current().px(180)
        return QSize(side, side)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(width, theme.current().px(_LARGEST))

    def label_areas(self) -> list[QRect]:
        """Where the labels stand (for the painter, and for the test that none is cut)."""
        _centre, _radius, areas = self._layout()
        return areas

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._axes:
            return
        painter = smooth(QPainter(self))
        centre, radius, areas = self._layout()
        self._draw_web(painter, centre, radius)
        self._draw_profile(painter, centre, radius)
        look = theme.current()
        painter.setFont(look.font(NOTE))
        painter.setPen(look.colour("ink"))
        for axis, area in zip(self._axes, areas, strict=True):
            painter.drawText(area, _WRAPPED, axis.label)
        painter.end()

    def _point(self, centre: QPointF, radius: float, index: int) -> QPointF:
        angle = 2 * math.pi * index / len(self._axes) - math.pi / 2
        return centre + QPointF(math.cos(angle), math.sin(angle)) * radius

    def _layout(self) -> tuple[QPointF, float, list[QRect]]:
        """The largest web whose labels all lie inside and do not touch.

        Long labels break into two lines and move aside only if they must.
        """
        centre = QPointF(self.width() / 2, self.height() / 2)
        enough = theme.current().px(_ENOUGH)
        best: tuple[float, list[QRect]] = (0.0, [])
        for broken, aside in ((False, False), (False, True), (True, False), (True, True)):
            sizes = self._sizes(broken=broken)
            radius, areas = self._largest(centre, sizes, aside=aside)
            if radius >= enough:
                return centre, radius, areas
            if radius > best[0] or not best[1]:
                best = (radius, areas)
        return centre, *best

    def _sizes(self, *, broken: bool) -> list[QSize]:
        metrics = QFontMetrics(theme.current().font(NOTE))
        sizes = []
        for axis in self._axes:
            lines = _two_lines(axis.label) if broken else [axis.label]
            width = max(metrics.horizontalAdvance(line) for line in lines)
            sizes.append(QSize(width + 4, metrics.height() * len(lines)))
        return sizes

    def _largest(
        self, centre: QPointF, sizes: list[QSize], *, aside: bool
    ) -> tuple[float, list[QRect]]:
        radius = min(self.width(), self.height()) / 2
        while True:
            areas = [
                self._area(centre, radius, place, size, aside) for place, size in enumerate(sizes)
            ]
            if radius <= 0 or (_inside(areas, self.rect()) and not _touching(areas)):
                return radius, areas
            radius -= 2

    def _area(self, centre: QPointF, radius: float, index: int, size: QSize, aside: bool) -> QRect:
        """Beside the tip of the axis, moved outwards by half of the label's own size."""
        gap = theme.current().px(6)
        tip = self._point(centre, radius + gap, index)
        away = self._point(QPointF(0, 0), 1, index)
        across = away.x()
        if aside and abs(across) > _LEANING:
            across = math.copysign(1.1, across)
        middle = tip + QPointF(across * size.width() / 2, away.y() * size.height() / 2)
        area = QRectF(0, 0, size.width(), size.height())
        area.moveCenter(middle)
        return area.toAlignedRect()

    def _draw_web(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.current().colour("line"), 1))
        count = len(self._axes)
        for ring in range(1, _RINGS + 1):
            share = radius * ring / _RINGS
            points = [self._point(centre, share, index) for index in range(count)]
            painter.drawPolygon(QPolygonF(points))
        for index in range(count):
            painter.drawLine(centre, self._point(centre, radius, index))

    def _draw_profile(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        look = theme.current()
        fill = look.colour("primary")
        fill.setAlphaF(0.2)
        painter.setBrush(fill)
        painter.setPen(QPen(look.colour("primary"), 2))
        actual = [axis.actual for axis in self._axes]
        self._draw_values(painter, (centre, radius), actual)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dashed = QPen(look.colour("amber"), 1.6)
        dashed.setDashPattern([3, 2.5])
        painter.setPen(dashed)
        self._draw_values(painter, (centre, radius), [axis.target for axis in self._axes])

    def _draw_values(
        self,
        painter: QPainter,
        web: tuple[QPointF, float],
        values: Sequence[float | None],
    ) -> None:
        """A closed area over the known values; fewer than three are points and a line."""
        centre, radius = web
        points = [
            self._point(centre, radius * min(value, self._maximum) / self._maximum, index)
            for index, value in enumerate(values)
            if value is not None
        ]
        if len(points) > 2:
            painter.drawPolygon(QPolygonF(points))
        elif points:
            painter.drawPolyline(points)
        pen = painter.pen()
        if len(points) < len(values) and pen.style() == Qt.PenStyle.SolidLine:
            for point in points:
                painter.drawEllipse(point, 2.5, 2.5)


def _two_lines(text: str) -> list[str]:
    """Broken at the space nearest to the middle; a single word stays whole."""
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    if not spaces:
        return [text]
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return [text[:middle], text[middle + 1 :]]


def _inside(areas: Sequence[QRect], room: QRect) -> bool:
    return all(room.contains(area) for area in areas)


def _touching(areas: Sequence[QRect]) -> bool:
    return any(a.intersects(b) for i, a in enumerate(areas) for b in areas[i + 1 :])
