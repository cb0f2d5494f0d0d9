"""The editor that lies over a cell while it is typed in; it belongs to a record, not to a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.record_grid_popup import OptionPopup

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STAYING = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}


class Go(StrEnum):
    """Where somebody wants to be after a cell."""

    NEXT = "next"
    PREVIOUS = "previous"
    DOWN = "down"
    UP = "up"
    ON = "on"  # Enter: down, and from a new record to the next new one
    STAY = "stay"
    OPEN = "open"
    LEFT = "left"  # the focus is elsewhere already


@dataclass(frozen=True)
class CellQuestion:
    """What a cell is asked for.

    `text` is what stands there, `as_of` when it was read; `offer` gives the options that fit a
    typed text, and only these are accepted if `closed`.
    """

    key: UUID
    name: str
    title: str
    row: str
    text: str
    as_of: int
    remark: str = ""
    long: bool = False
    closed: bool = False
    offer: Callable[[str], Sequence[Option]] | None = None


class CellEditor(QObject):
    """One line, or several for long texts, with completion.

    Tells once what was typed (`finished`), or that everything is to stay as it was (`restored`).
    """

    finished = Signal(str, object)  # text as typed or key of the option; Go
    restored = Signal()

    def __init__(self, question: CellQuestion, typed: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self._done = False
        self._walked = False
        self.widget: QLineEdit | QPlainTextEdit = (
            QPlainTextEdit(parent) if question.long else QLineEdit(parent)
        )
        self.widget.setProperty("role", "cell")
        self.widget.setAccessibleName(f"{question.title}, {question.row}")
        self.widget.setAccessibleDescription(question.remark)
        self._show(question.text)
        self._popup: OptionPopup | None = None
        if question.offer is not None:
            self._popup = OptionPopup(self.widget)
            self._popup.picked.connect(self._on_picked)
        self.widget.installEventFilter(self)
        if isinstance(self.widget, QLineEdit):
            self.widget.textEdited.connect(self._on_edited)
        if typed is not None:
            self._replace(typed)

    def begin(self) -> None:
        """Takes the focus; a closed choice shows what there is at once."""
        self.widget.show()
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.question.closed or self.is_changed():
            self._offer()

    def place(self, area: QRect) -> None:
        """Lies over its cell again, and the options below it."""
        self.widget.setGeometry(area)
        if self._popup is not None and self._popup.isVisible():
            self._popup.place()

    def text(self) -> str:
        widget = self.widget
        return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()

    def is_changed(self) -> bool:
        return self.text() != self.question.text or self._walked

    def finish(self, go: Go) -> None:
        """Tells what was typed or chosen; called again it does nothing."""
        if self._done:
            return
        option = self._popup.current() if self._popup is not None else None
        chosen = option if option is not None and self.is_changed() else None
        self.close()
        self.finished.emit(self.text() if chosen is None else chosen.key, go)

    def restore(self) -> None:
        if not self._done:
            self.close()
            self.restored.emit()

    def close(self) -> None:
        self._done = True
        if self._popup is not None:
            self._popup.hide()
            self._popup.deleteLater()
        self.widget.removeEventFilter(self)

    # -- typing ----------------------------------------------------------------------------

    def _show(self, text: str) -> None:
        if isinstance(self.widget, QLineEdit):
            self.widget.setText(text)
            self.widget.selectAll()
        else:
            self.widget.setPlainText(text)
            self.widget.selectAll()

    def _replace(self, typed: str) -> None:
        """What was typed takes the place of the text; undo brings that back."""
        if isinstance(self.widget, QLineEdit):
            self.widget.insert(typed) if typed else self.widget.del_()
        else:
            self.widget.insertPlainText(typed)

    def _on_edited(self, _text: str) -> None:
        self._walked = False
        self._offer()

    def _offer(self) -> None:
        """What fits; the first option is highlighted where nothing else is accepted."""
        if self._popup is None or self.question.offer is None:
            return
        text = self.text()
        untouched = text == self.question.text
        options = self.question.offer("" if untouched and self.question.closed else text)
        if not self.question.closed:
            options = [each for each in options if each.label != text] if text.strip() else []
        self._popup.offer(options, self._highlighted(options, untouched=untouched))

    def _highlighted(self, options: Sequence[Option], *, untouched: bool) -> int:
        if not self.question.closed or not self.text().strip():
            return -1
        if untouched:
            labels = [each.label for each in options]
            return labels.index(self.question.text) if self.question.text in labels else -1
        return 0

    def _on_picked(self, option: object) -> None:
        if isinstance(option, Option) and not self._done:
            self.close()
            self.finished.emit(option.key, Go.STAY)

    # -- keys ------------------------------------------------------------------------------

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._done:
            return False
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in _STAYING:
                self.finish(Go.LEFT)
        elif isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                return self._claim(event)
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
        return False

    def _claim(self, event: QKeyEvent) -> bool:
        """Undo and Strg+Enter are for the cell, not for the window."""
        ours = event.matches(QKeySequence.StandardKey.Undo) or event.key() in _ENTER
        if ours:
            event.accept()
        return ours

    def _on_key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            self.restore()
        elif key == Qt.Key.Key_Backtab or (
            key == Qt.Key.Key_Tab and held & Qt.KeyboardModifier.ShiftModifier
        ):
            self.finish(Go.PREVIOUS)
        elif key == Qt.Key.Key_Tab and not control:
            self.finish(Go.NEXT)
        elif key in _ENTER:
            return self._on_enter(event, control=control)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return self._on_arrow(1 if key == Qt.Key.Key_Down else -1, held)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._on_undo(event)
        else:
            return False
        return True

    def _on_enter(self, event: QKeyEvent, *, control: bool) -> bool:
        """Shift or Alt makes a new line in a long text."""
        breaks = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
        if isinstance(self.widget, QPlainTextEdit) and event.modifiers() & breaks:
            self.widget.insertPlainText("\n")
        else:
            self.finish(Go.OPEN if control else Go.ON)
        return True

    def _on_arrow(self, step: int, held: Qt.KeyboardModifier) -> bool:
        """Through the open options, else to the row above or below."""
        if self._popup is not None and self._popup.isVisible():
            self._popup.walk(step)
            self._walked = True
            return True
        if self._popup is not None and held & Qt.KeyboardModifier.AltModifier:
            self._offer()
            return True
        if self.question.long or held & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.finish(Go.DOWN if step > 0 else Go.UP)
        return True

    def _on_undo(self, event: QKeyEvent) -> None:
        """Typing first; then the key goes up to the window, which undoes the last change."""
        widget = self.widget
        if isinstance(widget, QLineEdit) and widget.isUndoAvailable():
            widget.undo()
            self._offer()
        elif isinstance(widget, QPlainTextEdit) and widget.document().isUndoAvailable():
            widget.undo()
        elif self.is_changed():
            self._show(self.question.text)
        else:
            viewport = widget.parentWidget()
            above = viewport.parentWidget() if viewport is not None else None
            self.restore()
            passed = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            if above is not None:
                QCoreApplication.sendEvent(above, passed)
