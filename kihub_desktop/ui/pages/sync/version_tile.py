"""One version of a contested value: whose it is, what it says, and the button that chooses it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.moments import date_text, moment_text
from kihub_desktop.ui.pages.sync.state import VersionState
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.editors import LongText
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.painting import BOLD, rounded, smooth

_LONG, _LONG_WORD = 120, 22
_VALUE_SIZE = 19


class ChoiceButton(QPushButton):
    """Leaves the arrow keys to its card, where they lead to the next conflict."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Tile(QWidget):
    """A rounded box; the version of this laptop is softly filled."""

    def __init__(self, heading: str, *, filled: bool = False) -> None:
        super().__init__()
        self._filled = filled
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        px = theme.current().px
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(16), px(12), px(16), px(14))
        self.column.setSpacing(px(5))
        self.column.addWidget(label(heading, "note", wrap=True))

    def add_value(self, text: str, name: str) -> None:
        """A short value in large letters; a long one scrolls."""
        self.value_view: QLabel | QPlainTextEdit = (
            _scrolling(text, name) if _is_long(text) else _large(text)
        )
        self.column.addWidget(self.value_view)

    def value(self) -> str:
        shown = self.value_view
        return shown.toPlainText() if isinstance(shown, QPlainTextEdit) else shown.text()

    def add_line(self, text: str) -> None:
        if text:
            self.column.addWidget(label(text, "note", wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        fill, line = ("primary_soft", "primary") if self._filled else ("card", "line")
        rounded(painter, QRectF(self.rect()), look.px(10), look.colour(fill), look.colour(line))
        painter.end()


class VersionTile(Tile):
    """A version with its button; the digit of its place chooses it too."""

    def __init__(self, version: VersionState, place: int, field: str, today: date) -> None:
        super().__init__(_heading(version, today), filled=version.own)
        self.add_value(render(version.said.value), field)
        self.add_line(version.author)
        self.add_line(render(version.said.note))
        if version.is_early:
            self.add_line(_("Die Uhr dieses Geräts ging vor."))
        self.button = ChoiceButton(render(version.said.action))
        self.button.setAccessibleName(self.button.text())
        self.button.setAccessibleDescription(f"{_heading(version, today)}: {self.value()}")
        show_key(self.button, str(place))
        if version.said.deletes:
            set_role(self.button, "danger")
        elif version.own:
            set_role(self.button, "primary")
        self.column.addSpacing(theme.current().px(4))
        self.column.addStretch(1)
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class BeforeTile(Tile):
    """What all had seen before they went apart."""

    def __init__(self, before: VersionState | None, field: str, today: date, seen_by: int) -> None:
        super().__init__(_("Vorher · beide kannten") if seen_by < 3 else _("Vorher · alle kannten"))
        if before is None:
            self.add_value(_("keine Angabe"), field)
        else:
            self.add_value(render(before.said.value), field)
            since = _("seit {moment}").format(moment=date_text(before.written, today))
            self.add_line(" · ".join(part for part in (before.author, since) if part))
        self.column.addStretch(1)


def _heading(version: VersionState, today: date) -> str:
    if version.own and version.device:
        whose = _("Dieser Laptop („{name}“)").format(name=version.device)
    elif version.own:
        whose = _("Dieser Laptop")
    elif version.device:
        whose = _("Gerät „{name}“").format(name=version.device)
    else:
        whose = _("Ein anderes Gerät")
    return f"{whose} · {moment_text(version.written, today)}"


def _is_long(text: str) -> bool:
    words = text.split()
    return len(text) > _LONG or "\n" in text or any(len(word) > _LONG_WORD for word in words)


def _large(text: str) -> QLabel:
    shown = label(text, wrap=True)
    shown.setFont(theme.current().font(_VALUE_SIZE, BOLD))
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown


def _scrolling(text: str, name: str) -> QPlainTextEdit:
    area = LongText()
    area.setReadOnly(True)
    area.setPlainText(text)
    area.setAccessibleName(name)
    area.setToolTip(text)
    return area
