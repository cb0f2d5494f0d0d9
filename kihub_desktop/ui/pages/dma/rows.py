"""The rows of a question: one digit answers the row in hand and goes on to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.domain.dma import ANSWER_WORDS, AnswerType
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.dma.state import DmaRow
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flag_picker import SegmentPicker
from kihub_desktop.ui.widgets.labels import label


def answer_words(kind: AnswerType) -> tuple[str, ...]:
    """The words of the values 0, 1, 2 …"""
    if kind is AnswerType.SCALE:
        return tuple(str(value) for value in range(kind.top + 1))
    return tuple(render(each) for each in ANSWER_WORDS[kind])


class ItemRow(QWidget):
    """What is asked at the left, the answers at the right."""

    def __init__(self, row: DmaRow, kind: AnswerType, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = row.key
        px = theme.current().px
        options = tuple(Option(str(n), text) for n, text in enumerate(answer_words(kind)))
        self.picker = SegmentPicker(_(row.text), options)
        self.suggestion = label("", "note", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(_(row.text), wrap=True))
        words.addWidget(self.suggestion)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, px(3), 0, px(3))
        across.setSpacing(px(12))
        across.addLayout(words, 1)
        across.addWidget(self.picker, 0, Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_row(self, row: DmaRow) -> None:
        self.picker.choose("" if row.value is None else str(row.value))
        self.suggestion.setText(render(row.suggestion) if row.suggestion else "")
        self.suggestion.setVisible(row.suggestion is not None)

    def has_focus(self) -> bool:
        return any(button.hasFocus() for button in self.picker.buttons())


class ItemRows(QWidget):
    """Emits what was answered and changes nothing itself: the page shows the answer."""

    picked = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ItemRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[DmaRow], kind: AnswerType) -> None:
        """New rows if the question is another one; answers in any case."""
        if [row.key for row in rows] != [each.key for each in self.rows]:
            self._build(rows, kind)
        for shown, row in zip(self.rows, rows, strict=True):
            shown.show_row(row)

    def _build(self, rows: Sequence[DmaRow], kind: AnswerType) -> None:
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [ItemRow(row, kind, self) for row in rows]
        for each in self.rows:
            self._column.addWidget(each)
            each.picker.picked.connect(
                lambda value, key=each.key: self.picked.emit(key, int(value))
            )
            for button in each.picker.buttons():
                button.installEventFilter(self)
        if self.rows:
            self.setFocusProxy(self.rows[0].picker)

    def focus_open(self) -> None:
        """The first open row, else the first one."""
        still_open = (each for each in self.rows if not each.picker.key())
        for first in [next(still_open, None), *self.rows[:1]]:
            if first is not None:
                first.picker.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QAbstractButton)
        ):
            return self._take_key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        place = next((n for n, each in enumerate(self.rows) if each.has_focus()), None)
        plain = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier
        if place is None or event.modifiers() & ~plain:
            return False
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._focus(place + (1 if event.key() == Qt.Key.Key_Down else -1))
            return True
        buttons = self.rows[place].picker.buttons()
        if not event.text().isdecimal() or int(event.text()) >= len(buttons):
            return False
        self.picked.emit(self.rows[place].key, int(event.text()))
        self._focus(place + 1)
        return True

    def _focus(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            self.rows[place].picker.setFocus(Qt.FocusReason.TabFocusReason)
