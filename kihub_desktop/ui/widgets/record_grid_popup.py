"""The options below a cell that is typed in; the focus stays in the cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.fields import Option

_KEY_ROLE = Qt.ItemDataRole.UserRole
_MAX_LINES = 10


class OptionPopup(QFrame):
    """Options laid over the window; arrow keys and the mouse choose."""

    picked = Signal(object)  # Option

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor.window())
        self.setProperty("role", "popup")
        self.hide()
        self._editor = editor
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setAccessibleName(_("Auswahl"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self.picked.emit(self._option(index.row())))
        column = QVBoxLayout(self)
        pad = theme.current().px(4)
        column.setContentsMargins(pad, pad, pad, pad)
        column.addWidget(self.view)

    def offer(self, options: Sequence[Option], highlighted: int) -> None:
        """Shows the options, one of them highlighted (-1: none); without any it goes away."""
        self._model.clear()
        for option in options:
            item = QStandardItem(option.label)
            item.setData(option.key, _KEY_ROLE)
            item.setToolTip(option.label)
            self._model.appendRow(item)
        if not options:
            self.hide()
            return
        self.place()
        self.show()
        self.raise_()
        self.view.setCurrentIndex(self._model.index(highlighted, 0))

    def current(self) -> Option | None:
        """The highlighted option of an open list."""
        index = self.view.currentIndex()
        return self._option(index.row()) if self.isVisible() and index.isValid() else None

    def walk(self, step: int) -> None:
        """To the next option in this direction; before the first one nothing is highlighted."""
        row = self.view.currentIndex().row() + step
        if row < self._model.rowCount():
            self.view.setCurrentIndex(self._model.index(max(-1, row), 0))

    def _option(self, row: int) -> Option:
        index = self._model.index(row, 0)
        return Option(str(index.data(_KEY_ROLE)), str(index.data()))

    def place(self) -> None:
        """Below the cell, or above it where there is more room; always inside the window."""
        look, window = theme.current(), self._editor.window()
        row = max(self.view.sizeHintForRow(0), look.px(32))
        wanted = max(self.view.sizeHintForColumn(0) + look.px(36), self._editor.width())
        width = min(wanted, look.px(420), window.width() - 8)
        top = self._editor.mapTo(window, QPoint(0, 0))
        low = top.y() + self._editor.height() + 2
        below, above = window.height() - low - 4, top.y() - 6
        pad, lines = look.px(12), min(_MAX_LINES, self._model.rowCount())
        down = lines * row + pad <= below or below >= above
        fit = max(1, ((below if down else above) - pad) // row)
        height = min(lines, fit) * row + pad
        left = max(4, min(top.x(), window.width() - width - 4))
        self.setGeometry(QRect(left, low if down else top.y() - 2 - height, width, height))
