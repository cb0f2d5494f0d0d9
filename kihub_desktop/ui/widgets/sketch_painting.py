"""Paints drawings: on the screen in any size, and as the picture that is kept."""

from __future__ import annotations

import math

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
)

from kihub_desktop.domain.sketches import Drawing, Ink, Mark, MarkKind, Nib
from kihub_desktop.ui.theme import FONT_FAMILY

INKS = {
    Ink.BLACK: "#16212B",
    Ink.RED: "#B3372F",
    Ink.AMBER: "#BF7B00",
    Ink.GREEN: "#2C7A4B",
    Ink.BLUE: "#2C5FA8",
}
"""Colours of the picture itself, the same in light and dark."""
_NIBS = {Nib.FINE: 4.0, Nib.MEDIUM: 8.0, Nib.BROAD: 16.0}
_TEXT = {Nib.FINE: 30, Nib.MEDIUM: 44, Nib.BROAD: 66}
_USUAL_SIDE = 1600
_RENDERED = 2400
_HALO = QColor(255, 255, 255, 210)


def unit_of(drawing: Drawing) -> float:
    """How large a nib is: a drawing on a large photo has broader strokes."""
    return max(drawing.width, drawing.height) / _USUAL_SIDE


def stroke_width(drawing: Drawing, nib: Nib) -> float:
    return _NIBS[nib] * unit_of(drawing)


def paint_marks(painter: QPainter, drawing: Drawing) -> None:
    """Paints all strokes in drawing units; on a photo each has a light edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in drawing.marks:
        if drawing.base is not None:
            _paint(painter, drawing, mark, halo=True)
        _paint(painter, drawing, mark, halo=False)


def rendered(drawing: Drawing, base: QImage | None) -> QImage:
    """The picture that is kept: at most 2400 pixels wide or high."""
    scale = min(1.0, _RENDERED / max(drawing.width, drawing.height))
    size = QSize(max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale)))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if base is not None:
        painter.drawImage(QRectF(image.rect()), base)
    painter.scale(scale, scale)
    paint_marks(painter, drawing)
    painter.end()
    return image


def as_file(image: QImage) -> bytes:
    """A file without loss and without the time that packing takes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"BMP")).write(image)
    return bytes(buffer.data().data())


def touches(drawing: Drawing, mark: Mark, x: float, y: float) -> bool:
    """Whether a point lies on a stroke, with some room for a finger."""
    reach = 24 * unit_of(drawing)
    if mark.kind is MarkKind.TEXT:
        return _text_area(drawing, mark).adjusted(-reach, -reach, reach, reach).contains(x, y)
    stroker = QPainterPathStroker()
    stroker.setWidth(stroke_width(drawing, mark.nib) + 2 * reach)
    return stroker.createStroke(_path(drawing, mark)).contains(QPointF(x, y))


def text_font(drawing: Drawing, nib: Nib) -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(max(1, round(_TEXT[nib] * unit_of(drawing))))
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _text_area(drawing: Drawing, mark: Mark) -> QRectF:
    metrics = QFontMetricsF(text_font(drawing, mark.nib))
    x, y = mark.points[0]
    return QRectF(x, y, metrics.horizontalAdvance(mark.words), metrics.height())


def _paint(painter: QPainter, drawing: Drawing, mark: Mark, *, halo: bool) -> None:
    width = stroke_width(drawing, mark.nib)
    edge = 6 * unit_of(drawing)
    if mark.kind is MarkKind.TEXT:
        font = text_font(drawing, mark.nib)
        x, y = mark.points[0]
        path = QPainterPath()
        path.addText(x, y + QFontMetricsF(font).ascent(), font, mark.words)
        if halo:
            painter.strokePath(path, _pen(_HALO, 2 * edge))
        else:
            painter.fillPath(path, QColor(INKS[mark.ink]))
        return
    colour = _HALO if halo else QColor(INKS[mark.ink])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(_path(drawing, mark), _pen(colour, width + (edge if halo else 0)))


def _pen(colour: QColor, width: float) -> QPen:
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(colour, width, Qt.PenStyle.SolidLine, round_cap, round_join)


def _path(drawing: Drawing, mark: Mark) -> QPainterPath:
    points = [QPointF(x, y) for x, y in mark.points]
    path = QPainterPath(points[0])
    if mark.kind is MarkKind.BOX:
        path.addRect(QRectF(points[0], points[1]).normalized())
        return path
    if len(points) == 1:  # a dot
        path.lineTo(points[0] + QPointF(0.1, 0))
    for point in points[1:]:
        path.lineTo(point)
    if mark.kind is MarkKind.ARROW:
        _add_head(path, points[0], points[1], 5 * stroke_width(drawing, mark.nib))
    return path


def _add_head(path: QPainterPath, start: QPointF, tip: QPointF, length: float) -> None:
    way = math.atan2(tip.y() - start.y(), tip.x() - start.x())
    for turn in (math.pi - 0.45, math.pi + 0.45):
        path.moveTo(tip)
        path.lineTo(tip + QPointF(math.cos(way + turn), math.sin(way + turn)) * length)
