"""Monochrome SVG icons in the colour of a role."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton, QWidget

from kihub_desktop.paths import resources
from kihub_desktop.ui import theme

_PIXELS_PER_POINT = 2.0  # sharp on displays with doubled pixels


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, area: QRectF, name: str, role: str) -> None:
    _renderer(name, theme.current().colour(role).name()).render(painter, area)


def icon(name: str, role: str = "ink", size: int = 20) -> QIcon:
    """An icon for a button; ask again after the theme has changed (see `ToolButton`)."""
    side = theme.current().px(size)
    pixmap = QPixmap(QSize(side, side) * _PIXELS_PER_POINT)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, QRectF(pixmap.rect()), name, role)
    painter.end()
    pixmap.setDevicePixelRatio(_PIXELS_PER_POINT)
    return QIcon(pixmap)


class ToolButton(QToolButton):
    """An icon alone, with its name as tooltip and for screen readers."""

    def __init__(
        self,
        icon_name: str,
        name: str,
        *,
        role: str = "tool",
        colour: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._colour = icon_name, colour
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name)
        self._draw()

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        side = theme.current().px(20)
        self.setIconSize(QSize(side, side))
        self.setIcon(icon(self._icon_name, self._colour))
