"""An error told to people: what happened, what is safe, what to do; the rest folds away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import ToolButton, paint_icon
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.painting import rounded, smooth


@dataclass(frozen=True)
class Message:
    """`action` words a button; `details` is for whoever is asked for help."""

    what: str
    safe: str = ""
    to_do: str = ""
    action: str = ""
    details: str = ""
    tone: Tone = Tone.BAD


class _Sign(QWidget):
    """The sign beside the words, so that colour alone says nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tone = Tone.BAD
        side = theme.current().px(24)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        names = {Tone.GOOD: ("check", "green"), Tone.NOTE: ("info", "blue")}
        names |= {Tone.WARN: ("warning", "amber"), Tone.BAD: ("warning", "red")}
        name, role = names.get(self.tone, ("info", "muted"))
        painter = smooth(QPainter(self))
        paint_icon(painter, QRectF(self.rect()), name, role)
        painter.end()


class MessageBanner(QFrame):
    """Stays until it is closed or its action is taken. `margin` keeps it off the window's edge."""

    action_requested = Signal()
    closed = Signal()

    def __init__(self, margin: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margin = margin
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._tone = Tone.BAD
        self._sign = _Sign(self)
        self.what = label("", "strong", wrap=True)
        self.safe = label("", wrap=True)
        self.to_do = label("", wrap=True)
        self.action = QPushButton()
        self.fold = QPushButton()
        self.copy = QPushButton(_("Kopieren"))
        self.details = QPlainTextEdit()
        self._build()
        self.hide()

    def _build(self) -> None:
        px = theme.current().px
        self.details.setReadOnly(True)
        self.details.setAccessibleName(_("Technische Einzelheiten"))
        self.details.setFixedHeight(px(110))
        set_role(self.fold, "link")
        set_role(self.copy, "link")
        self.close_button = ToolButton("close", _("Meldung schließen"))
        buttons = FlowRow()
        for button in (self.action, self.fold, self.copy):
            buttons.add(button)
        words = QVBoxLayout()
        words.setSpacing(px(4))
        for part in (self.what, self.safe, self.to_do, buttons, self.details):
            words.addWidget(part)
        row = QHBoxLayout(self)
        margin = self._margin
        row.setContentsMargins(px(margin + 14), px(10), px(margin + 6), px(16))
        row.setSpacing(px(12))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.action.clicked.connect(self._on_action)
        self.fold.clicked.connect(lambda: self._show_details(self.details.isHidden()))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.as_text()))
        self.close_button.clicked.connect(self._on_close)

    def show_message(self, message: Message) -> None:
        self._tone = self._sign.tone = message.tone
        for part, text in (
            (self.what, message.what),
            (self.safe, message.safe),
            (self.to_do, message.to_do),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self.action.setText(message.action)
        self.action.setVisible(bool(message.action))
        self.details.setPlainText(message.details)
        self.fold.setVisible(bool(message.details))
        self._show_details(False)
        self.setAccessibleName(" ".join((message.what, message.safe, message.to_do)).strip())
        self.show()
        self.update()

    def as_text(self) -> str:
        parts = (self.what.text(), self.safe.text(), self.to_do.text(), self.details.toPlainText())
        return "\n".join(part for part in parts if part)

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.copy.setVisible(shown)
        self.fold.setText(_("Einzelheiten verbergen") if shown else _("Einzelheiten"))

    def _on_action(self) -> None:
        self.hide()
        self.action_requested.emit()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        margin = look.px(self._margin)
        area = QRectF(self.rect()).adjusted(margin, 0, -margin, -look.px(8))
        colours = look.tone(self._tone)
        rounded(painter, area, look.px(10), QColor(colours.soft), QColor(colours.mark))
        painter.end()
