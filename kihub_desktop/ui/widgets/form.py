"""Labelled fields that are saved when they are left, and never overwritten while in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.open_texts import EDITORS, OpenText
from kihub_desktop.ui.widgets.editors import (
    ChoiceEditor,
    LineEditor,
    LongTextEditor,
    caption,
    editor_for,
    set_accessible,
)
from kihub_desktop.ui.widgets.fields import Field, Option
from kihub_desktop.ui.widgets.labels import label

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NARROW_FIELD = 116


class FieldBox(QWidget):
    """Label, editor and problem line of one field.

    `stored` is what the record holds, `sent` what was last committed; what differs from `sent`
    is uncommitted.
    """

    committed = Signal(str, str)
    restored = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor_for(field)
        self._stored = self._sent = ""
        self._undo_passed_on = False
        self._missed = False  # a value arrived while the field had focus
        self.problem_line = label("", "problem", wrap=True)
        self.problem_line.hide()
        self._label = caption(field, self.editor)
        self._label.setVisible(bool(field.label) and field.captioned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(4))
        column.addWidget(self._label)
        column.addWidget(self.editor.widget)
        column.addWidget(self.problem_line)
        column.addStretch(1)
        self._wire()

    def _wire(self) -> None:
        set_accessible(self.editor, self.field.label, self.field.hint)
        self.setFocusProxy(self.editor.widget)
        self.editor.picked.connect(self.commit)
        self.editor.edited.connect(self._on_edited)
        for widget in self.editor.focus_widgets():
            widget.installEventFilter(self)

    @property
    def stored(self) -> str:
        """What the record holds, as text."""
        return self._stored

    def is_uncommitted(self) -> bool:
        return self.editor.text() != self._sent

    def has_focus(self) -> bool:
        return any(widget.hasFocus() for widget in self.editor.focus_widgets())

    def show_value(self, text: str) -> None:
        """Shows the record's value, unless somebody is at work here or the text is still wrong."""
        self._stored = text
        follows_undo = self._undo_passed_on and not self.is_uncommitted()
        self._undo_passed_on = False
        if self.is_uncommitted() or self._has_problem():
            return
        self._missed = self.has_focus() and not follows_undo
        if not self._missed:
            self._take(text)

    def show_problem(self, text: str) -> None:
        """One sentence below the field; "" takes it away."""
        if text == self.problem_line.text():
            return
        self.problem_line.setText(text)
        self.problem_line.setVisible(bool(text))
        self.editor.mark_problem(bool(text))
        hint = " ".join(part for part in (text, self.field.hint) if part)
        set_accessible(self.editor, self.field.label, hint)

    def commit(self) -> None:
        """Tells what was typed, once."""
        if self.is_uncommitted():
            self._sent = self.editor.text()
            self.committed.emit(self.field.name, self._sent)

    def restore(self) -> None:
        """Back to what the record holds."""
        self.show_problem("")
        self._take(self._stored)
        self.restored.emit(self.field.name)

    def undo_uncommitted(self) -> bool:
        """Takes back typing that was not committed yet; False if there is none."""
        if not self.is_uncommitted():
            return False
        if not self.editor.undo_step():
            self.editor.set_text(self._sent)
        return True

    def _take(self, text: str) -> None:
        if text != self.editor.text():
            self.editor.set_text(text)
        # A choice may refuse an unknown text; what it shows counts as known.
        self._sent = self.editor.text()

    def _has_problem(self) -> bool:
        return bool(self.problem_line.text())

    def _on_edited(self) -> None:
        self._undo_passed_on = False

    def _leave(self) -> None:
        if self.is_uncommitted():
            self.commit()
        elif self._missed and not self._has_problem():
            self._take(self._stored)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            # The popup of a completer or menu belongs to the field.
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self._leave()
        elif isinstance(event, QKeyEvent):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._on_undo(event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape and (self.is_uncommitted() or self._has_problem()):
            self.restore()
            return True
        if event.key() in _ENTER and self._enter_commits(event):
            self.commit()
        return False

    def _enter_commits(self, event: QKeyEvent) -> bool:
        if isinstance(self.editor, LongTextEditor):
            return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return True

    def _on_undo(self, event: QKeyEvent) -> bool:
        """Typing first; then the key goes up to the window, which undoes the last change."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or self.undo_uncommitted():
            return True
        self._undo_passed_on = True
        passed = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QCoreApplication.sendEvent(self, passed)
        return True


class Form(QWidget):
    """Rows of fields. A row folds into several lines when it gets too narrow for its fields."""

    committed = Signal(str, str)  # field name, text as typed (or key of the option)
    restored = Signal(str)  # Escape: the field shows the record's value again

    def __init__(self, rows: Sequence[Sequence[Field]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, FieldBox] = {}
        EDITORS.join(self)
        self._rows = [[self._box(field) for field in row] for row in rows]
        self._grids: list[QGridLayout] = []
        self._folded: list[int] = [0] * len(self._rows)
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for _row in self._rows:
            grid = QGridLayout()
            grid.setHorizontalSpacing(px(10))
            grid.setVerticalSpacing(px(10))
            column.addLayout(grid)
            self._grids.append(grid)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fold()

    def _box(self, field: Field) -> FieldBox:
        box = FieldBox(field, self)
        box.committed.connect(self.committed)
        box.restored.connect(self.restored)
        self._boxes[field.name] = box
        return box

    def field(self, name: str) -> FieldBox:
        return self._boxes[name]

    def show_values(self, values: Mapping[str, str]) -> None:
        """Shows values by field name; fields in use keep what they show."""
        for name, text in values.items():
            if name in self._boxes:
                self._boxes[name].show_value(text)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """All problems by field name; a field that is not named has none. Call before values."""
        for name, box in self._boxes.items():
            box.show_problem(problems.get(name, ""))

    def set_options(self, name: str, options: Sequence[Option]) -> None:
        editor = self._boxes[name].editor
        if not isinstance(editor, ChoiceEditor):
            raise TypeError(f"{name!r} is no choice")
        editor.set_options(options)

    def commit_pending(self) -> None:
        """Commits what was typed and not yet left (before a page is rebuilt or closed)."""
        for box in self._boxes.values():
            box.commit()

    def uncommitted(self) -> tuple[str, ...]:
        return tuple(name for name, box in self._boxes.items() if box.is_uncommitted())

    def open_texts(self) -> Iterable[OpenText]:
        """What is typed and not committed yet; a form without a record knows only its labels."""
        for name in self.uncommitted():
            box = self._boxes[name]
            text, before = box.editor.text(), box.stored
            yield OpenText(None, "", None, name, text, before, label=box.field.label)

    def focus_first(self) -> None:
        """The first field, without selecting its text: a stray key must not replace it."""
        for box in list(self._boxes.values())[:1]:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(box.editor, LineEditor):
                box.editor.line.end(False)

    def focus_field(self, name: str) -> None:
        """Leads to the field and selects its text, ready to be replaced."""
        box = self._boxes[name]
        box.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(box.editor, LineEditor):
            box.editor.line.selectAll()

    def minimumSizeHint(self) -> QSize:
        """The widest field alone: rows fold before they hold the window open."""
        widths = [box.minimumSizeHint().width() for box in self._boxes.values()]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        smallest = theme.current().px(_NARROW_FIELD)
        for index, row in enumerate(self._rows):
            fit = max(1, min(len(row), self.width() // smallest))
            if fit != self._folded[index]:
                self._folded[index] = fit
                self._fill(self._grids[index], row, fit)

    def _fill(self, grid: QGridLayout, row: list[FieldBox], columns: int) -> None:
        for box in row:
            grid.removeWidget(box)
        for column in range(len(row)):
            grid.setColumnStretch(column, 0)
        for place, box in enumerate(row):
            grid.addWidget(box, place // columns, place % columns)
            weight = box.field.weight if columns == len(row) else 1
            grid.setColumnStretch(place % columns, weight)
