"""A short sentence over the foot of the window that goes by itself and takes no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.labels import label

SHOWN_MS = 6000
_WIDEST = 620


class Notice(QFrame):
    """Laid over its window; a click or the time takes it away, the focus stays where it is."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        px = theme.current().px
        self.words = label("", "strong", wrap=True)
        self.note = label("", "note", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(16), px(10), px(16), px(10))
        self._row.setSpacing(px(14))
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.note)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def say(self, words: str, note: str = "") -> None:
        """Shows a sentence; what was shown before is replaced."""
        self.words.setText(words)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(f"{words} {note}".strip())
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        window, look = self.window(), theme.current()
        room = window.width() - look.px(48)
        metrics = self.words.fontMetrics()
        wanted = metrics.horizontalAdvance(self.words.text()) + look.px(60)
        if not self.note.isHidden():
            wanted += self.note.fontMetrics().horizontalAdvance(self.note.text())
        width = min(room, look.px(_WIDEST), wanted)
        height = max(look.px(44), self._row.heightForWidth(width))
        left = (window.width() - width) // 2
        self.setGeometry(left, window.height() - height - look.px(24), width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()
        event.accept()
