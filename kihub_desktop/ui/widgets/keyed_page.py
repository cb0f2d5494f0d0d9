"""A page whose keys work wherever the focus is, but in text fields."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kihub_desktop.ui.widgets.scroll_page import ScrollPage


class KeyedPage(ScrollPage):
    """Asks `take_key` for every key; what it does not take goes its usual way."""

    def listen_to(self, *parts: QWidget) -> None:
        """These parts hand their keys to the page before they use them themselves."""
        for part in (self.viewport(), *parts):
            part.installEventFilter(self)

    def take_key(self, _event: QKeyEvent) -> bool:
        """Whether the key meant something here; each page says for itself."""
        return False

    def is_typing(self) -> bool:
        return isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and not self.is_typing()
            and self.take_key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_typing() or not self.take_key(event):
            super().keyPressEvent(event)
