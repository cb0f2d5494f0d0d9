"""Pills that state something and chips that filter."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.labels import say, set_role
from kihub_desktop.ui.widgets.painting import draw_pill, pill_height, pill_width, smooth


class StatusPill(QWidget):
    """A short statement in a tone; the words carry the meaning."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._text, self._tone = "", tone
        self.show_status(text, tone)

    def show_status(self, text: str, tone: Tone) -> None:
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        look = theme.current()
        if not self._text:
            return QSize(0, 0)
        return QSize(pill_width(look, self._text), pill_height(look) + look.px(2))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(min(self.sizeHint().width(), look.px(60)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = smooth(QPainter(self))
        draw_pill(painter, self.rect(), theme.current(), self._text, self._tone)
        painter.end()
        cut = self.width() < self.sizeHint().width()
        say(self, self._text if cut else "")


class Chip(QPushButton):
    """A filter that is on or off; `count` stands behind its name."""

    def __init__(self, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = text
        self.setCheckable(True)
        set_role(self, "chip")
        self.show_count(count)

    def show_count(self, count: int | None) -> None:
        self.setText(self._name if count is None else f"{self._name} {count}")
