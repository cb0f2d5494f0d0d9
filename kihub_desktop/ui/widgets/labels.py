"""Labels by role, and a label that elides instead of being cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def set_role(widget: QWidget, role: str) -> None:
    """Gives the widget its place in the style sheet, also after it was shown."""
    widget.setProperty("role", role)
    restyle(widget)


def say(widget: QWidget, tooltip: str) -> None:
    """Sets a tooltip that differs; the same one again would wake every listener of the program."""
    if widget.toolTip() != tooltip:
        widget.setToolTip(tooltip)


def restyle(widget: QWidget) -> None:
    """Reads the style sheet again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label; user text never becomes markup.

    Never give a wrapping one a minimum width: Qt takes it for the wanted width then.
    """
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    return result


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room, with the whole text as tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)

    def is_elided(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        # One pixel more, so that rounding never elides a text that fits.
        hint = super().sizeHint()
        return QSize(hint.width() + 1, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.is_elided() else "")

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        super().setText(text)
        self.setToolTip(text if self.is_elided() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.contentsRect()
        elide = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self.text(), elide, area.width())
        self.style().drawItemText(
            painter, area, int(self.alignment().value), self.palette(), self.isEnabled(), text,
            self.foregroundRole(),
        )  # fmt: skip
