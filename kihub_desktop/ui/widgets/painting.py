"""Shapes that several painted widgets share: rounded boxes, pills, dots, bars."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from kihub_desktop.ui.theme import NOTE, Theme
from kihub_desktop.ui.tones import Tone

SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold
CENTRED = Qt.AlignmentFlag.AlignCenter
LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def smooth(painter: QPainter) -> QPainter:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def rounded(
    painter: QPainter, area: QRectF, radius: float, fill: QColor, border: QColor | None = None
) -> None:
    """A filled box with an optional one-pixel line, crisp on whole pixels."""
    painter.setBrush(fill)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(area, radius, radius)
        return
    painter.setPen(QPen(border, 1))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def focus_ring(painter: QPainter, area: QRectF, radius: float, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)


def pill_font(theme: Theme) -> QFont:
    return theme.font(NOTE, SEMIBOLD)


def pill_width(theme: Theme, text: str) -> int:
    return QFontMetrics(pill_font(theme)).horizontalAdvance(text) + theme.px(22)


def pill_height(theme: Theme) -> int:
    return QFontMetrics(pill_font(theme)).height() + theme.px(5)


def draw_pill(painter: QPainter, area: QRect, theme: Theme, text: str, tone: Tone) -> None:
    """A pill at the left of `area`, in the middle of its height; the text elides."""
    colours = theme.tone(tone)
    width = min(area.width(), pill_width(theme, text))
    height = pill_height(theme)
    box = QRectF(area.x(), area.y() + (area.height() - height) / 2, width, height)
    rounded(painter, box, height / 2, QColor(colours.soft))
    painter.setFont(pill_font(theme))
    painter.setPen(QColor(colours.text))
    room = width - theme.px(18)
    metrics = QFontMetrics(pill_font(theme))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, CENTRED, shown)


def dots_width(theme: Theme, count: int) -> int:
    return count * theme.px(13)


def draw_dots(painter: QPainter, area: QRect, theme: Theme, filled: int, count: int) -> None:
    """`filled` of `count` discs; empty ones are rings, so that colour is not needed."""
    step, radius = theme.px(13), theme.px(10) / 2
    ink = theme.colour("ink")
    for index in range(count):
        centre = QPointF(area.x() + step * index + radius + 0.5, area.y() + area.height() / 2)
        painter.setPen(QPen(ink, max(1.2, theme.scale * 1.2)))
        painter.setBrush(ink if index < filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius - 0.6, radius - 0.6)


def draw_bar(painter: QPainter, area: QRectF, theme: Theme, share: float, fill: QColor) -> None:
    """A track with its filled share (0 to 1); a share above 0 stays visible."""
    radius = area.height() / 2
    rounded(painter, area, radius, theme.colour("track"))
    if share <= 0:
        return
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    width = max(2.0, area.width() * min(1.0, share))
    painter.fillRect(QRectF(area.x(), area.y(), width, area.height()), fill)
    painter.restore()


def draw_chevron(painter: QPainter, centre: QPointF, size: float, colour: QColor) -> None:
    pen = QPen(colour, max(1.6, size / 5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    half, quarter = size / 2, size / 4
    tip = QPointF(centre.x(), centre.y() + quarter)
    painter.drawPolyline(
        [
            QPointF(centre.x() - half, centre.y() - quarter),
            tip,
            QPointF(centre.x() + half, centre.y() - quarter),
        ]
    )


def draw_check(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """A check mark that fills `area`."""
    pen = QPen(colour, max(1.5, area.width() / 6))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y, w, h = area.x(), area.y(), area.width(), area.height()
    painter.drawPolyline(
        [QPointF(x, y + h * 0.55), QPointF(x + w * 0.36, y + h * 0.9), QPointF(x + w, y + h * 0.12)]
    )
