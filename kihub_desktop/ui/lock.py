"""The lock: after a while without a hand on it, the window shows nothing until the passphrase."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

from kihub_desktop.texts import _
from kihub_desktop.ui.lock_screen import Check, LockScreen
from kihub_desktop.ui.main_window import MainWindow
from kihub_desktop.ui.rail import LOCK_KEYS

DEFAULT_MINUTES = 10
_LOOK_EVERY_MS = 5_000
_Kind = QEvent.Type
_SIGNS_OF_LIFE = frozenset(
    (
        _Kind.KeyPress, _Kind.MouseButtonPress, _Kind.MouseMove, _Kind.Wheel,
        _Kind.TouchBegin, _Kind.TouchUpdate, _Kind.TabletPress, _Kind.TabletMove,
    )
)  # fmt: skip
_SHUT_OUT = _SIGNS_OF_LIFE | frozenset(
    (
        _Kind.KeyRelease, _Kind.ShortcutOverride, _Kind.MouseButtonRelease,
        _Kind.MouseButtonDblClick, _Kind.ContextMenu, _Kind.InputMethod,
        _Kind.DragEnter, _Kind.DragMove, _Kind.Drop, _Kind.ToolTip,
    )
)  # fmt: skip
_WATCHED = _SHUT_OUT | {_Kind.Show}


class Lock(QObject):
    """Watches for hands on the program and locks its windows.

    Texts that are being typed are committed first, or stay in their dialog, unseen. The key of
    the database stays in memory: exchange and copies go on. `now` gives seconds.
    """

    locked = Signal()
    unlocked = Signal()
    minutes_chosen = Signal(int)

    def __init__(
        self, window: MainWindow, check: Check, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(window)
        self.minutes = DEFAULT_MINUTES
        self._window, self._check, self._now = window, check, now
        self._last = now()
        self._screen: LockScreen | None = None
        self._hidden: list[QWidget] = []
        self._titles: dict[QWidget, str] = {}
        self._focus: QWidget | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begins to watch; `stop` before the window dies."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._last = self._now()
        self._timer.start()

    def stop(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()
        if self._screen is not None:
            self._screen.dismiss()
            self._screen = None

    @property
    def screen(self) -> LockScreen | None:
        """What stands over everything while it is locked."""
        return self._screen

    def set_minutes(self, minutes: int) -> None:
        """After how long without a hand it locks; 0: only by key."""
        self.minutes = minutes

    def choose_minutes(self, minutes: int) -> None:
        self.set_minutes(minutes)
        self.minutes_chosen.emit(minutes)

    def rest(self) -> float:
        """Seconds since the last hand; a clock that was set back counts as time gone by."""
        return abs(self._now() - self._last)

    def look(self) -> None:
        """Locks if the time has come."""
        if self.minutes and self.rest() >= self.minutes * 60:
            self.lock()

    # -- shut and open ----------------------------------------------------------------------

    def lock(self) -> None:
        if self._screen is not None or not self._window.isVisible():
            return
        self._focus = QApplication.focusWidget()
        self._close_popups()
        self._window.commit_pending()
        for window in _windows():
            self._cover(window)
        self._screen = LockScreen(self._window, self._check)
        self._screen.opened.connect(self._open)
        self._screen.close_requested.connect(self._window.close)
        self._screen.ask()
        self.locked.emit()

    def _open(self) -> None:
        screen, self._screen = self._screen, None
        if screen is not None:
            screen.dismiss()
        for widget in self._hidden:
            if isValid(widget):
                widget.show()
        for window, title in self._titles.items():
            if isValid(window):
                window.setWindowTitle(title)
        self._hidden, self._titles = [], {}
        self._last = self._now()
        if self._focus is not None and isValid(self._focus):
            self._focus.window().activateWindow()
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None
        self.unlocked.emit()

    def _cover(self, window: QWidget) -> None:
        """Hides what the window holds, for eyes and for screen readers; the window stays."""
        if window in self._titles:
            return
        self._titles[window] = window.windowTitle()
        window.setWindowTitle(_("KI-HUB Werkbank"))
        for child in window.children():
            shown = isinstance(child, QWidget) and not child.isWindow() and not child.isHidden()
            if shown and isinstance(child, QWidget):
                child.hide()
                self._hidden.append(child)

    def _cover_late(self, window: QWidget) -> None:
        """A window that opens while locked: covered, and below the lock again."""
        if self._screen is None or not isValid(window) or not window.isVisible():
            return
        self._cover(window)
        self._screen.ask_again()

    def _close_popups(self) -> None:
        QToolTip.hideText()
        self._window.header.search.results.hide()
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            following = QApplication.activePopupWidget()
            popup = None if following is popup else following

    # -- watching -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED or not isinstance(watched, QWidget):
            return False
        if self._screen is None:
            return self._on_life(event)
        if self._belongs_to_screen(watched):
            return False
        if kind == _Kind.Show:
            if watched.isWindow() and watched.windowType() in _COVERED:
                QTimer.singleShot(0, self, partial(self._cover_late, watched))
            return False
        return True

    def _on_life(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self._last = self._now()
        if isinstance(event, QKeyEvent) and _is_lock_key(event):
            if kind == _Kind.ShortcutOverride:
                event.accept()
            elif kind == _Kind.KeyPress:
                self.lock()
            return True
        return False

    def _belongs_to_screen(self, widget: QWidget) -> bool:
        """Also a menu of the lock screen's field, which is a window of its own."""
        place: QWidget | None = widget
        while place is not None and place is not self._screen:
            place = place.parentWidget()
        return place is not None


_COVERED = {Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet}


def _windows() -> Iterator[QWidget]:
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window.windowType() in _COVERED:
            yield window


def _is_lock_key(event: QKeyEvent) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence(LOCK_KEYS)
