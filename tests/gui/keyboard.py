"""A keyboard and nothing else: key events go where the window system would send them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kihub_desktop.ui.hands import settle
from tests.gui.capture_script import Step, Typed


class Keyboard:
    """Counts the keys that are pressed beside the text itself."""

    def __init__(self) -> None:
        self.keystrokes = 0
        self.inputs = 0

    def do(self, step: Step) -> None:
        """Types the text of a step and presses its keys."""
        if isinstance(step, Typed):
            self.inputs += 1
            self.type(step.text)
        for keys in step.keys:
            self.press(keys)

    def type(self, text: str) -> None:
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                QCoreApplication.sendEvent(_target(), event)
            QApplication.processEvents()  # as between the fingers of a person
        settle()

    def press(self, keys: str) -> None:
        """Presses „Tab“, „Ctrl+Shift+N“ or a letter."""
        self.keystrokes += 1
        QTest.keySequence(_target(), QKeySequence(keys))
        settle()


def _target() -> QWidget:
    """An open popup takes all keys, else what has the focus."""
    if QApplication.activeWindow() is None:
        _activate()
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None
    return widget


def _activate() -> None:
    """A closed dialog gives the window behind it back; without a screen nobody does."""
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    modal = [each for each in shown if each.isModal()]
    (modal or shown)[-1].activateWindow()
    settle()
