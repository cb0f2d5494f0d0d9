"""A chart in the window: drawn when first seen, drawn again for another theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WAIT_MS = 50
_DPI = 100
_REDRAW_FROM = 8
"""Smaller changes of the width, in pixels, only stretch the chart."""

DrawFigure = Callable[[Theme], "Figure"]


class FigureView(QWidget):
    """Shows what `draw(theme)` returns. `name` and `description` say the chart in words.

    matplotlib is loaded with the first chart that is seen. Several changes within 50 ms give
    one drawing. With `fits` the view takes the height of the drawn chart, and another width
    draws it anew; `sheet_width` is what it then should be drawn for.
    """

    drawn = Signal()

    def __init__(
        self,
        name: str,
        draw: DrawFigure | None = None,
        *,
        height: int = 300,
        fits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draw = draw
        self._canvas: QWidget | None = None
        self._description = ""
        self._height = height
        self._fits = fits
        self._drawn_width = 0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.current().px(height))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._draw_now)
        self._stale = draw is not None

    def show_figure(self, draw: DrawFigure | None, description: str = "") -> None:
        """Another chart (None: nothing to show); drawn soon, once, if seen."""
        self._draw = draw
        self._description = description
        self.setAccessibleDescription(description)
        self._stale = True
        self._draw_soon()

    def canvas(self) -> QWidget | None:
        return self._canvas

    def is_due(self) -> bool:
        """Whether a chart that can be seen is still to be drawn."""
        return self._stale and self.isVisible()

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(420), look.px(self._height))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(180), look.px(self._height))

    def sheet_width(self) -> float:
        """In inches, before scaling."""
        return self.width() / (_DPI * theme.current().scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits and abs(self.width() - self._drawn_width) > _REDRAW_FROM:
            self._stale = True
            self._draw_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._draw_soon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_wait"):
            self._stale = True
            self._draw_soon()

    def _draw_soon(self) -> None:
        if self.isVisible():
            self._wait.start()

    def _draw_now(self) -> None:
        self._stale = False
        self._drop_canvas()
        if self._draw is None:
            return
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

        look = theme.current()
        figure = self._draw(look)
        figure.set_dpi(_DPI * look.scale)
        self._drawn_width = self.width()
        if self._fits:
            self.setFixedHeight(round(figure.get_figheight() * _DPI * look.scale))
        canvas: QWidget = FigureCanvasQTAgg(figure)  # type: ignore[no-untyped-call]
        canvas.setAccessibleName(self.accessibleName())
        canvas.setAccessibleDescription(self._description)
        self._column.addWidget(canvas)
        self._canvas = canvas
        self.drawn.emit()

    def _drop_canvas(self) -> None:
        if self._canvas is not None:
            self._column.removeWidget(self._canvas)
            self._canvas.hide()
            self._canvas.deleteLater()
            self._canvas = None
