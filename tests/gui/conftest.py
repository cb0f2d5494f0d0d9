"""What every window test needs: the look, German, typing by key events, a check of names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from kihub_desktop.texts import TEXTS
from kihub_desktop.ui import theme
from kihub_desktop.ui.theme import Appearance


def type_text(widget: QWidget, text: str) -> None:
    """Types each character as a key event; `qtbot.keyClicks` aborts at umlauts."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(widget, event)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(widget, key, modifier)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def unnamed_focusable(root: QWidget) -> list[str]:
    """The focusable widgets below `root` (and `root`) that a screen reader cannot name."""
    shown = [w for w in root.findChildren(QWidget) if w.isVisibleTo(root)]
    return [_place(w) for w in [root, *shown] if _is_nameless(w)]


def _is_nameless(widget: QWidget) -> bool:
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or _is_inner_part(widget):
        return False
    return not _spoken_name(widget).strip()


def _is_inner_part(widget: QWidget) -> bool:
    """Viewports, and editors that Qt builds inside a named control."""
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
        return True
    return bool(widget.focusProxy()) or widget.objectName().startswith("qt_")


def _spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else widget.accessibleName()


def _place(widget: QWidget) -> str:
    names = []
    walked: QWidget | None = widget
    while walked is not None:
        names.append(walked.objectName() or type(walked).__name__)
        walked = walked.parentWidget()
    return " < ".join(names)


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    shown = Appearance(qapp, "light")
    yield shown
    shown.deleteLater()
    # Closed windows die only in an event loop; otherwise the next style reaches them too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _look_and_language(qapp: QApplication) -> Iterator[None]:
    _close_what_is_open()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    if theme.current() != theme.load_theme("light") or not qapp.styleSheet():
        theme.apply(qapp, theme.load_theme("light"))
    yield
    TEXTS.use("de")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _close_what_is_open() -> None:
    """A window or dialog that an earlier test has left open would hold the keyboard."""
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible():
            widget.hide()
            widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def process_events(qapp: QApplication) -> Callable[[], None]:
    def _process() -> None:
        qapp.sendPostedEvents()
        qapp.processEvents()

    return _process
