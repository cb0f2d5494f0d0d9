"""The editors of a form field behind one face: text in, text out, what was typed and undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget

from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option, Suggest
from kihub_desktop.ui.widgets.flag_picker import FlagPicker, SegmentPicker
from kihub_desktop.ui.widgets.labels import label, restyle

_KEY_ROLE = Qt.ItemDataRole.UserRole


class Editor(QObject):
    """What a form field needs from its widget. `picked` commits at once."""

    picked = Signal()
    edited = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def focus_widgets(self) -> Sequence[QWidget]:
        """The widgets whose focus is the field's focus."""
        return (self.widget,)

    def text(self) -> str:
        return str(self.widget.property("text") or "")

    def set_text(self, text: str) -> None:
        self.widget.setProperty("text", text)

    def undo_step(self) -> bool:
        """Takes back one step of typing, if there is one."""
        return False

    def mark_problem(self, problem: bool) -> None:
        self.widget.setProperty("problem", problem)
        restyle(self.widget)


class LineField(QLineEdit):
    """A line edit with its unit at the right, inside the field."""

    def __init__(self, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = label(unit, "note")
        self._unit.setParent(self)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._unit.setVisible(bool(unit))
        self.setMinimumWidth(theme.current().px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._unit.text():
            return
        size = self._unit.sizeHint()
        look = theme.current()
        x = self.width() - size.width() - look.px(10)
        self._unit.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
        self.setTextMargins(0, 0, size.width() + look.px(6), 0)


class LineEditor(Editor):
    """One line of text; numbers, money, years and days are typed freely too."""

    def __init__(self, field: Field) -> None:
        self.line = LineField(field.unit)
        super().__init__(self.line)
        self.line.setPlaceholderText(field.placeholder)
        self.line.textEdited.connect(self.edited)
        if field.suggest is not None:
            self._suggestions = Suggestions(self.line, field.suggest, first=field.takes_first)
            self._suggestions.chosen.connect(self._on_chosen)

    def text(self) -> str:
        return self.line.text()

    def set_text(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def undo_step(self) -> bool:
        if not self.line.isUndoAvailable():
            return False
        self.line.undo()
        return True

    def _on_chosen(self, key: str) -> None:
        self.line.setText(key)
        self.picked.emit()


class Suggestions(QObject):
    """Offers options below a line while it is typed in; arrow keys, Enter and Tab choose.

    With `first` Enter and Tab take the first option when none is marked.
    """

    chosen = Signal(str)

    def __init__(self, line: QLineEdit, suggest: Suggest, *, first: bool = False) -> None:
        super().__init__(line)
        self._line, self._suggest, self._first = line, suggest, first
        self._model = QStandardItemModel(self)
        # Not line.setCompleter: that writes each highlighted option into the field.
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(line)
        # The completer owns its popup; the popup's own signal carries the index, not the label.
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._popup.clicked.connect(self._on_activated)
        self._popup.activated.connect(self._on_activated)
        self._popup.installEventFilter(self)
        line.textEdited.connect(self.offer)

    def offer(self, typed: str) -> None:
        options = self._suggest(typed) if typed.strip() else ()
        self._model.clear()
        for option in options:
            item = QStandardItem(option.label)
            item.setData(option.key, _KEY_ROLE)
            item.setToolTip(option.label)
            self._model.appendRow(item)
        if options:
            self._completer.complete()
        else:
            self._popup.hide()

    def is_open(self) -> bool:
        return self._popup.isVisible()

    def pick(self, row: int) -> None:
        self._popup.hide()
        self._on_activated(self._model.index(row, 0))

    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data(_KEY_ROLE)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab and Enter take an option and go on to do in the field what they always do."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter or event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                return self._take_marked(event, enter=enter)
        return super().eventFilter(watched, event)

    def _take_marked(self, event: QKeyEvent, *, enter: bool) -> bool:
        # The first one is always current; only what an arrow key has reached is selected.
        marked = self._popup.selectionModel().selectedRows()
        row = marked[0].row() if marked else -1
        exact = any(
            self._line.text().casefold() == self._model.item(each).text().casefold()
            for each in range(self._model.rowCount())
        )
        if row < 0 and self._first and not exact:
            row = 0
        self._popup.hide()
        if row >= 0:
            self._on_activated(self._model.index(row, 0))
            if enter:
                return True
        passed = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QCoreApplication.sendEvent(self._line, passed)
        return True


class LongText(QPlainTextEdit):
    """Several lines; grows with its text from two to eight lines. Tab leaves the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.current().px(4))
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = min(8, max(2, int(self.document().size().height())))
        look = theme.current()
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + look.px(20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), super().minimumSizeHint().height())


class LongTextEditor(Editor):
    def __init__(self, field: Field) -> None:
        self.area = LongText()
        super().__init__(self.area)
        self.area.setPlaceholderText(field.placeholder)
        self.area.textChanged.connect(self.edited)

    def text(self) -> str:
        return self.area.toPlainText()

    def set_text(self, text: str) -> None:
        self.area.blockSignals(True)
        self.area.setPlainText(text)
        self.area.blockSignals(False)

    def undo_step(self) -> bool:
        if not self.area.document().isUndoAvailable():
            return False
        self.area.undo()
        return True


class ChoiceEditor(Editor):
    def __init__(self, field: Field) -> None:
        self.box = ChoiceBox(field.options)
        super().__init__(self.box)
        self.box.setPlaceholderText(field.placeholder)
        self.box.activated.connect(lambda _index: self.picked.emit())

    def text(self) -> str:
        return self.box.key()

    def set_text(self, text: str) -> None:
        self.box.choose(text)

    def set_options(self, options: Sequence[Option]) -> None:
        self.box.set_options(options)

    def mark_problem(self, problem: bool) -> None:
        self.box.problem = problem
        self.box.update()


class FlagEditor(Editor):
    """Yes, no, unknown; with options of its own a few of them side by side."""

    def __init__(self, field: Field) -> None:
        segments = field.kind is FieldKind.SEGMENTS
        self.flag: SegmentPicker = (
            SegmentPicker(field.label, field.options) if segments else FlagPicker(field.label)
        )
        super().__init__(self.flag)
        self.flag.picked.connect(lambda _key: self.picked.emit())

    def focus_widgets(self) -> Sequence[QWidget]:
        return self.flag.buttons()

    def text(self) -> str:
        return self.flag.key()

    def set_text(self, text: str) -> None:
        self.flag.choose(text)

    def mark_problem(self, problem: bool) -> None:
        """A flag cannot be typed wrong; the line below it says what is the matter."""


def editor_for(field: Field) -> Editor:
    if field.kind is FieldKind.CHOICE:
        return ChoiceEditor(field)
    if field.kind in {FieldKind.FLAG, FieldKind.SEGMENTS}:
        return FlagEditor(field)
    if field.kind is FieldKind.LONG_TEXT:
        return LongTextEditor(field)
    return LineEditor(field)


def set_accessible(editor: Editor, name: str, hint: str) -> None:
    for widget in editor.focus_widgets():
        if not isinstance(editor, FlagEditor):
            widget.setAccessibleName(name)
        widget.setAccessibleDescription(hint)
    editor.widget.setToolTip(hint)


def caption(field: Field, editor: Editor) -> QLabel:
    """The label above the field; a click on it or its letter leads into the field."""
    result = label(field.label.replace("&", "&&"), "label", wrap=True)
    result.setBuddy(editor.widget)
    return result
