"""The history of a record or of one of its fields, and what can be brought back from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.cells import Column, TextCell
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role

_SIZE = (940, 620)
VALUE_KEYS, RECORD_KEYS = "Return", "Ctrl+Return"


@dataclass(frozen=True)
class PastLine:
    """One line in words; `key` names it for whoever brings it back.

    `note` says what is special: still valid, in dispute, written by undo. `value_back` is False
    for what is valid now, and for deletions.
    """

    key: str
    when: str
    who: str
    device: str
    field: str
    label: str
    before: str
    after: str
    note: str = ""
    value_back: bool = True


@dataclass(frozen=True)
class PastShown:
    """What the dialog shows; `note` counts lines that are older than those shown."""

    title: str
    lines: tuple[PastLine, ...]
    deleted: bool = False
    note: str = ""


class HistoryDialog(QDialog):
    """Arrows walk, Enter brings the chosen value back; Escape closes."""

    value_wanted = Signal(str)  # key of the line
    record_wanted = Signal(str)
    restore_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, field: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("historyDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = field
        self._shown = PastShown("", ())
        self.title = label("", "card-title", wrap=True)
        self.note = label("", "note", wrap=True)
        self.fields = ChoiceBox()
        self.table: DataTable[PastLine] = DataTable(
            _("Verlauf"),
            _columns(),
            key_of=lambda line: line.key,
            empty=EmptyState(_("Hier ist noch nichts geändert worden.")),
            grows=False,
        )
        self.value_button = QPushButton(_("Diesen Wert zurückholen"))
        self.record_button = QPushButton(_("Diesen Stand des Eintrags zurückholen"))
        self.restore_button = QPushButton(_("Eintrag zurückholen"))
        self.close_button = QPushButton(_("Schließen"))
        self._build()
        self._wire()

    def _build(self) -> None:
        px = theme.current().px
        self.fields.setAccessibleName(_("Welche Angabe"))
        set_role(self.value_button, "primary")
        set_role(self.restore_button, "primary")
        show_key(self.value_button, VALUE_KEYS)
        show_key(self.record_button, RECORD_KEYS)
        show_key(self.close_button, "Esc")
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self.title, 1)
        head.addWidget(self.fields)
        foot = FlowRow(gap=8)
        buttons = (self.value_button, self.record_button, self.restore_button, self.close_button)
        for button in buttons:
            button.setAutoDefault(False)
            foot.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addWidget(foot)

    def _wire(self) -> None:
        self.fields.activated.connect(lambda _index: self._choose_field(self.fields.key()))
        self.table.chosen.connect(lambda _line: self._show_buttons())
        self.table.opened.connect(lambda _line: self._ask_value())
        self.value_button.clicked.connect(self._ask_value)
        self.record_button.clicked.connect(self._ask_record)
        self.restore_button.clicked.connect(self.restore_wanted)
        self.close_button.clicked.connect(self.reject)
        shortcut = QShortcut(QKeySequence(RECORD_KEYS), self)
        shortcut.activated.connect(self._ask_record)

    def show_past(self, shown: PastShown) -> None:
        """Shows the lines; the filter and the chosen line stay."""
        self._shown = shown
        self.setWindowTitle(_("Verlauf: {record}").format(record=shown.title))
        self.title.setText(shown.title)
        self.note.setText(shown.note)
        self.note.setVisible(bool(shown.note))
        names = dict.fromkeys((line.field, line.label) for line in shown.lines)
        options = [Option("", _("Alle Angaben")), *(Option(key, text) for key, text in names)]
        if self._field and self._field not in {option.key for option in options}:
            self._field = ""
        self.fields.set_options(options)
        self.fields.choose(self._field)
        self._show_lines()

    def ask(self) -> None:
        """Opens beside the window, no larger than it, with the latest line in hand."""
        look, parent = theme.current(), self.parentWidget()
        width, height = look.px(_SIZE[0]), look.px(_SIZE[1])
        if parent is not None:
            width = min(width, parent.window().width() - look.px(40))
            height = min(height, parent.window().height() - look.px(40))
        self.resize(width, height)
        self.open()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def lines(self) -> Sequence[PastLine]:
        """The lines that the filter lets through."""
        wanted = self._field
        return [line for line in self._shown.lines if wanted in ("", line.field)]

    def _choose_field(self, field: str) -> None:
        self._field = field
        self._show_lines()

    def _show_lines(self) -> None:
        lines = self.lines()
        self.table.show_rows(lines)
        if self.table.current() is None and lines:
            self.table.choose(lines[0].key)
        self._show_buttons()

    def _show_buttons(self) -> None:
        line, deleted = self.table.current(), self._shown.deleted
        self.value_button.setVisible(not deleted)
        self.record_button.setVisible(not deleted)
        self.restore_button.setVisible(deleted)
        self.value_button.setEnabled(line is not None and line.value_back)
        self.record_button.setEnabled(line is not None)

    def _ask_value(self) -> None:
        line = self.table.current()
        if line is not None and line.value_back and not self._shown.deleted:
            self.value_wanted.emit(line.key)

    def _ask_record(self) -> None:
        line = self.table.current()
        if line is not None and not self._shown.deleted:
            self.record_wanted.emit(line.key)


def _columns() -> tuple[Column[PastLine], ...]:
    who: Callable[[PastLine], TextCell] = lambda line: TextCell(line.who, note=line.device)  # noqa: E731
    return (
        Column(_("Wann"), lambda line: line.when),
        Column(_("Wer"), who, stretch=2),
        Column(_("Angabe"), lambda line: line.label, stretch=2),
        Column(_("Vorher"), lambda line: TextCell(line.before, muted=True), stretch=3),
        Column(
            _("Danach"),
            lambda line: TextCell(line.after, note=line.note, strong=True),
            stretch=3,
        ),
    )
