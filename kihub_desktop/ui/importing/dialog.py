"""The window of an import: file, columns, preview, progress, result; typing behind it goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.texts import _, ngettext, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.importing.columns_step import ColumnsStep
from kihub_desktop.ui.importing.dropped import file_of
from kihub_desktop.ui.importing.preview_step import PreviewStep
from kihub_desktop.ui.importing.state import ImportState, Stage
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip

_SIZE = QSize(980, 680)
_BACK_KEYS, _ON_KEYS, _OPEN_KEYS = "Alt+Left", "Ctrl+Return", "Ctrl+O"


class FileStep(QWidget):
    """What can be read, and three ways to give it: choose, drop, paste."""

    def __init__(self) -> None:
        super().__init__()
        self.choose = QPushButton(_("Datei wählen …"))
        self.choose.setProperty("role", "primary")
        self.paste = QPushButton(_("Aus der Zwischenablage"))
        show_key(self.choose, _OPEN_KEYS)
        show_key(self.paste, "Ctrl+V")
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setSpacing(px(10))
        column.addStretch(2)
        for text, role in (
            (_("Firmenliste oder Adresskarten hierher ziehen"), "card-title"),
            (
                _(
                    "Firmenlisten als CSV, Text oder Excel (XLSX), Ansprechpersonen als "
                    "Adresskarten (VCF) – oder Zeilen, die in Excel kopiert wurden. Bevor etwas "
                    "geschrieben wird, zeigt eine Vorschau, was geschieht."
                ),
                "muted",
            ),
        ):
            line = label(text, role, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)


class DoneStep(QWidget):
    """What was done, and a way back."""

    def __init__(self) -> None:
        super().__init__()
        self.result = label("", "card-title", wrap=True)
        self.undo = QPushButton(_("Rückgängig"))
        self.again = QPushButton(_("Weitere Datei …"))
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(10))
        row.addWidget(self.undo)
        row.addWidget(self.again)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(14))
        column.addWidget(self.result)
        column.addLayout(row)
        column.addStretch(1)


class ImportDialog(QDialog):
    """Not modal: who imports five thousand companies can go on typing."""

    file_given = Signal(object)  # Path
    text_given = Signal(str)
    on_requested = Signal()
    back_requested = Signal()
    cancel_requested = Signal()
    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importDialog")
        self.setWindowTitle(_("Unternehmen und Ansprechpersonen einlesen"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._state = ImportState()
        self.heading = label("", "card-title", wrap=True)
        self.remarks = label("", "note", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.file_step, self.columns_step = FileStep(), ColumnsStep()
        self.preview_step, self.done_step = PreviewStep(), DoneStep()
        self.strip = ProgressStrip()
        self.back_button = QPushButton(_("Zurück"))
        self.close_button = QPushButton(_("Schließen"))
        self.on_button = QPushButton(_("Weiter"))
        self._build()
        self._wire()
        self.show_state(self._state)

    def _build(self) -> None:
        px = theme.current().px
        self.stack = QStackedWidget()
        for step in (self.file_step, self.columns_step, self.preview_step, self.done_step):
            self.stack.addWidget(step)
        self.on_button.setProperty("role", "primary")
        show_key(self.back_button, _BACK_KEYS)
        show_key(self.close_button, "Esc")
        foot = QHBoxLayout()
        foot.setSpacing(px(10))
        foot.addWidget(self.problem, 1)
        for button in (self.close_button, self.back_button, self.on_button):
            button.setAutoDefault(False)
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(self.heading)
        column.addWidget(self.remarks)
        column.addWidget(self.stack, 1)
        column.addWidget(self.strip)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.file_step.choose.clicked.connect(self.choose_file)
        self.file_step.paste.clicked.connect(self.paste)
        self.on_button.clicked.connect(self.on_requested)
        self.back_button.clicked.connect(self.back_requested)
        self.close_button.clicked.connect(self.reject)
        self.strip.cancel_requested.connect(self.cancel_requested)
        self.done_step.undo.clicked.connect(self.undo_requested)
        self.done_step.again.clicked.connect(self.choose_file)
        for keys, slot in (
            (_BACK_KEYS, self.back_button.click),
            (_ON_KEYS, self.on_button.click),
            (_OPEN_KEYS, self.choose_file),
            ("Ctrl+V", self.paste),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def ask(self) -> None:
        """Opens beside the window, no larger than it."""
        look, parent = theme.current(), self.parentWidget()
        room = QSize(look.px(_SIZE.width()), look.px(_SIZE.height()))
        if parent is not None:
            margin = look.px(32)
            room = room.boundedTo(parent.window().size() - QSize(margin, margin))
        self.resize(room)
        self.show()
        self.file_step.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: ImportState) -> None:
        before, self._state = self._state, state
        self.heading.setText(_heading(state))
        remarks = [render(each) for each in state.remarks]
        self.remarks.setText(" ".join(remarks))
        self.remarks.setVisible(bool(remarks) and state.stage in (Stage.COLUMNS, Stage.PREVIEW))
        self.problem.setText(render(state.problem))
        self._show_step(state, entered=before.stage is not state.stage)
        self._show_buttons(state)
        if state.busy and not before.busy:
            self.strip.start(_("Einen Augenblick …"))
        elif not state.busy:
            self.strip.finish()

    def _show_step(self, state: ImportState, *, entered: bool) -> None:
        if state.stage is Stage.COLUMNS:
            self.columns_step.show_state(state)
        elif state.stage is Stage.PREVIEW and (entered or not state.busy):
            self.preview_step.show_state(state)
        self.done_step.result.setText(render(state.result))
        self.done_step.undo.setEnabled(state.undoable and not state.busy)
        steps = {
            Stage.FILE: self.file_step,
            Stage.COLUMNS: self.columns_step,
            Stage.DONE: self.done_step,
        }
        self.stack.setCurrentWidget(steps.get(state.stage, self.preview_step))
        self.preview_step.setEnabled(state.stage is not Stage.WORKING)
        if entered and self.isVisible():
            self._lead_in(state.stage)

    def _lead_in(self, stage: Stage) -> None:
        if stage is Stage.COLUMNS:
            self.columns_step.focus_first()
        elif stage is Stage.PREVIEW:
            self.preview_step.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif stage is Stage.DONE:
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self, state: ImportState) -> None:
        here = state.stage
        self.back_button.setVisible(here in (Stage.COLUMNS, Stage.PREVIEW))
        self.on_button.setVisible(here in (Stage.COLUMNS, Stage.PREVIEW))
        self.on_button.setEnabled(not state.busy and (here is Stage.COLUMNS or state.effective > 0))
        self.back_button.setEnabled(not state.busy)
        self.close_button.setEnabled(here is not Stage.WORKING)
        words = _("Weiter")
        if here is Stage.PREVIEW and state.effective:
            words = ngettext(
                "{n} Unternehmen einlesen", "{n} Unternehmen einlesen", state.effective
            )
        self.on_button.setText(words)
        show_key(self.on_button, _ON_KEYS)

    # -- giving something ---------------------------------------------------------------------

    def choose_file(self) -> None:
        if self._state.busy:
            return
        kinds = _("Listen und Adresskarten") + " (*.csv *.txt *.tsv *.xlsx *.xlsm *.vcf *.vcard)"
        dialog = QFileDialog(self, _("Datei wählen"), "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.file_given.emit(Path(name)))
        dialog.open()

    def paste(self) -> None:
        if not self._state.busy and self._state.stage is Stage.FILE:
            self.text_given.emit(QApplication.clipboard().text() or " ")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_of(event.mimeData()) is not None and not self._state.busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = file_of(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.file_given.emit(path)

    def reject(self) -> None:
        """Closes, except while something is written: that has its own button to stop."""
        if self._state.stage is not Stage.WORKING:
            self.cancel_requested.emit()
            super().reject()


def _heading(state: ImportState) -> str:
    if state.stage is Stage.FILE:
        return _("Was soll eingelesen werden?")
    if state.stage is Stage.COLUMNS:
        return _("„{name}“: Welche Spalte gehört in welches Feld?").format(name=state.source)
    if state.stage is Stage.DONE:
        return _("„{name}“ ist eingelesen").format(name=state.source)
    return _("„{name}“: Was geschehen wird").format(name=state.source)
