"""Lays widgets in lines like words: what does not fit goes to the next line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from kihub_desktop.ui import theme


class FlowLayout(QLayout):
    """A line break where the width ends; an item wider than a line gets the whole line."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, line_gap: int = 8, low: bool = False
    ) -> None:
        # Before Qt's part: it may ask for sizes while it begins.
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        super().__init__(parent) if parent else super().__init__()
        self._gap, self._line_gap, self._low = gap, line_gap, low
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Qt asks hundreds of times while a page is laid out; nothing has changed in between.
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        visible = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in visible) + self._gap * max(0, len(visible) - 1)
        height = max((size.height() for size in visible), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:  # noqa: N802
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(QSize(item.minimumSize().width(), 0))
        height = max((i.minimumSize().height() for i in self._items if not i.isEmpty()), default=0)
        return QSize(size.width(), height).grownBy(self.contentsMargins())

    def setGeometry(self, area: QRect) -> None:  # noqa: N802
        super().setGeometry(area)
        spare = area.height() - self._place(area, move=False) if self._low else 0
        self._place(area.adjusted(0, max(0, spare) // 2, 0, 0), move=True)

    def _place(self, area: QRect, *, move: bool) -> int:
        """Places all items in lines and returns the height that they take."""
        inner = area.marginsRemoved(self.contentsMargins())
        y = inner.y()
        for line in self._lines(inner.width()):
            height = max(size.height() for _, size in line)
            if move:
                self._place_line(line, inner.x(), y, height)
            y += height + self._line_gap
        used = y - self._line_gap if y > inner.y() else y
        return used - area.y() + self.contentsMargins().bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = self._size_in(item, width)
            if lines and size.width() + self._gap <= room:
                lines[-1].append((item, size))
                room -= size.width() + self._gap
            else:
                lines.append([(item, size)])
                room = width - size.width()
        return lines

    def _size_in(self, item: QLayoutItem, width: int) -> QSize:
        hint = item.sizeHint()
        widget = item.widget()
        if widget is not None and widget.hasHeightForWidth():
            natural = natural_width(widget)
            taken = min(width, max(natural, 1))
            return QSize(taken, item.heightForWidth(taken))
        return QSize(min(hint.width(), max(width, 1)), hint.height())

    def _place_line(
        self, line: list[tuple[QLayoutItem, QSize]], x: int, y: int, height: int
    ) -> None:
        for item, size in line:
            spare = height - size.height()
            offset = spare if self._low else spare // 2
            item.setGeometry(QRect(QPoint(x, y + offset), size))
            x += size.width() + self._gap


def natural_width(widget: QWidget) -> int:
    """The width on one line; a wrapping label's own hint is narrower than its text."""
    from PySide6.QtWidgets import QLabel

    if isinstance(widget, QLabel):
        margins = widget.contentsMargins()
        # Two pixels, because Qt rounds the width of a text layout up.
        return (
            widget.fontMetrics().horizontalAdvance(widget.text())
            + margins.left()
            + margins.right()
            + 2
        )
    return widget.sizeHint().width()


class FlowRow(QWidget):
    """A row of chips or buttons that wraps when the window is narrow."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        px = theme.current().px
        self._flow = FlowLayout(self, gap=px(gap), line_gap=px(8))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        self._flow.addWidget(widget)

    def clear(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
