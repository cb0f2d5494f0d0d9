"""Tiles of one width side by side; as many in a row as the window has room for."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kihub_desktop.ui import theme


class TileGrid(QWidget):
    """Rows of equally wide and high tiles, none narrower than `narrowest` pixels."""

    def __init__(self, narrowest: int = 168, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrowest = narrowest
        self._tiles: list[QWidget] = []
        self._across = 0
        gap = theme.current().px(16)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, tile: QWidget) -> None:
        self._tiles.append(tile)
        self._across = 0
        self._arrange()

    def clear(self) -> None:
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles.clear()
        self._across = 0

    def across(self) -> int:
        return self._across

    def minimumSizeHint(self) -> QSize:
        """One tile wide: the row breaks before it holds the window open."""
        return QSize(theme.current().px(self._narrowest), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self._tiles:
            return
        gap = self._grid.horizontalSpacing()
        fit = (self.width() + gap) // (theme.current().px(self._narrowest) + gap)
        count = len(self._tiles)
        # Even rows look better than a full one and a rest: five tiles as 3 + 2, not 4 + 1.
        rows = -(-count // max(1, min(fit, count)))
        across = -(-count // rows)
        if across == self._across:
            return
        self._across = across
        for tile in self._tiles:
            self._grid.removeWidget(tile)
        for column in range(count):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, place // across, place % across)
