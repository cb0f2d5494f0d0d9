"""Hands for pages: real key and mouse events, as a person gives them.

The demonstration drives the program with them, and so do the tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

_LONGEST_WAIT = 60.0
_KEYS = {
    "Tab": Qt.Key.Key_Tab,
    "Return": Qt.Key.Key_Return,
    "Escape": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
}


class NothingHappened(TimeoutError):
    """What was waited for did not come."""


def settle() -> None:
    """Lets everything happen that is due."""
    for _round in range(4):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Turns the event loop until the condition holds; NothingHappened after a minute."""
    end = time.monotonic() + _LONGEST_WAIT
    while not condition():
        if time.monotonic() > end:
            raise NothingHappened(what)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    settle()


def type_text(text: str, into: QWidget | None = None) -> None:
    """Types into a widget, or into whatever has the focus."""
    for character in text:
        target = into or _focused()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(target, event)
    settle()


def press(key: str, into: QWidget | None = None) -> None:
    """Presses a named key (Tab, Return, Escape, Down) or a letter or digit."""
    if into is not None:
        bring_forward(into)
    target = into or _focused()
    code = _KEYS.get(key) or Qt.Key(ord(key.upper()))
    text = "\r" if key == "Return" else key if len(key) == 1 else ""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(
            target, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text)
        )
    settle()


def fill(field: QWidget, text: str) -> None:
    """Goes into a field, replaces what stands there, and leaves it."""
    bring_forward(field)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    select_all = getattr(field, "selectAll", None)
    if callable(select_all):
        select_all()
    type_text(text, field)
    press("Tab", field)


def bring_forward(widget: QWidget) -> None:
    """A window that is not active gives no focus."""
    window = widget.window()
    if not window.isActiveWindow():
        window.activateWindow()
        wait_until(window.isActiveWindow, "the window is active")


def click(widget: QWidget) -> None:
    """Clicks the middle of a widget with the left button."""
    bring_forward(widget)
    middle = QPointF(widget.rect().center())
    there = QPointF(widget.mapToGlobal(widget.rect().center()))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, none),
    ):
        event = QMouseEvent(kind, middle, there, left, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(widget, event)
    settle()


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    if widget is None:
        raise NothingHappened("no widget has the focus")
    return widget
