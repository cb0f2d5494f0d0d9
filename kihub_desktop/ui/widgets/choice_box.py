"""A drop-down that is drawn like the other fields, in both themes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QWidget

from kihub_desktop.domain.spelling import fold, starts_word
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import say
from kihub_desktop.ui.widgets.painting import LEFT_MIDDLE, draw_chevron, rounded, smooth

_PAUSE_MS = 1200


class ChoiceBox(QComboBox):
    """Options with a key; the empty key stands for no choice yet.

    Typing chooses: the option with exactly this word, else one that begins so, else one with a
    word that begins so. After a pause a letter begins anew.
    """

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = False
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._forget_typed)
        # The list view of Fusion would pop up over the field; a plain one follows the style sheet.
        self.setView(QListView(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(12)
        self.set_options(options)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        self.view().setAccessibleName(name)

    def set_options(self, options: Sequence[Option]) -> None:
        chosen = self.key()
        self.blockSignals(True)
        self.clear()
        for option in options:
            self.addItem(option.label, option.key)
        self.blockSignals(False)
        self.choose(chosen)

    def key(self) -> str:
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Shows the option with this key; an unknown key is kept and shown as it is."""
        index = self.findData(key)
        if index < 0 and key:
            self.addItem(key, key)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(super().sizeHint().width() + look.px(20), look.px(36))

    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(70), look.px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        text = event.text()
        opens = text == " " and not self._typed
        if text and text.isprintable() and not held and not opens:
            self._find(text)
        elif event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete} and not held:
            self._forget_typed()
            self.choose("")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._forget_typed()
        super().focusOutEvent(event)

    def _find(self, letters: str) -> None:
        """Chooses by what was typed so far; the same letter again goes to the next."""
        typed = fold(self._typed + letters)
        names = [fold(self.itemText(row)) for row in range(self.count())]
        found = [row for row, name in enumerate(names) if name == typed]
        found = found or [row for row, name in enumerate(names) if name.startswith(typed)]
        found = found or [row for row, name in enumerate(names) if starts_word(typed, name)]
        if not found and len(set(typed)) == 1:
            found = [row for row, name in enumerate(names) if name.startswith(typed[0])]
            found = [row for row in found if row > self.currentIndex()] or found
        if found:
            self.setCurrentIndex(found[0])
        if found or self._typed:
            self._typed += letters
        self._pause.start()

    def _forget_typed(self) -> None:
        self._typed = ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change an answer on the way.
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        enabled = self.isEnabled()
        fill = look.colour("card" if enabled else "hover")
        rounded(painter, area, look.px(7), fill, look.colour("field_border"))
        if self.hasFocus() or self.problem:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            role = "red" if self.problem else "primary"
            painter.setPen(QPen(look.colour(role), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), look.px(6), look.px(6))
        self._draw_text(painter, look.colour("ink" if enabled else "muted"))
        centre = QPointF(area.right() - look.px(16), area.center().y())
        draw_chevron(painter, centre, look.px(9), look.colour("muted"))
        painter.end()

    def _draw_text(self, painter: QPainter, colour: QColor) -> None:
        look = theme.current()
        room = QRect(look.px(10), 0, self.width() - look.px(38), self.height())
        text = self.currentText() or self.placeholderText()
        painter.setPen(colour if self.currentText() else look.colour("muted"))
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, LEFT_MIDDLE, shown)
        say(self, text if shown != text else "")
