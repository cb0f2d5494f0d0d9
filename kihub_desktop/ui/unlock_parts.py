"""Parts of the first window: the base of its forms, and the way in by recovery sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import ElidedLabel, label, set_role


class UnlockForm(Card):
    """Heading, fields, a line for a problem, buttons."""

    def __init__(self, title: str, note: str) -> None:
        super().__init__()
        self.add(label(_("KI-HUB Werkbank"), "title"))
        self.add(label(title, "muted", wrap=True))
        px = theme.current().px
        self.set_margins(26, 20, 22)
        self.grid = QGridLayout()
        self.grid.setVerticalSpacing(px(6))
        self.grid.setHorizontalSpacing(px(10))
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.body.addLayout(self.grid)
        self.body.addSpacing(px(2))
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self.buttons = QHBoxLayout()
        self.body.addLayout(self.buttons)
        if note:
            self.add(label(note, "note", wrap=True))

    def add_field(self, text: str, editor: QWidget, beside: QWidget | None = None) -> None:
        """A field over the whole width, with a button beside it if there is one."""
        row = self.grid.rowCount()
        self.grid.addWidget(_caption(text, editor), row, 0, 1, 2)
        line = QHBoxLayout()
        line.setSpacing(theme.current().px(8))
        line.addWidget(editor, 1)
        if beside:
            line.addWidget(beside)
        self.grid.addLayout(line, row + 1, 0, 1, 2)

    def add_pair(self, *fields: tuple[str, QWidget]) -> None:
        """Two fields side by side."""
        row = self.grid.rowCount()
        for place, (text, editor) in enumerate(fields):
            self.grid.addWidget(_caption(text, editor), row, place)
            self.grid.addWidget(editor, row + 1, place)

    def add_button(self, text: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text)
        if primary:
            set_role(button, "primary")
        self.buttons.addWidget(button)
        return button

    def say(self, problem: str) -> None:
        """One sentence below the fields; "" takes it away."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def take_focus(self) -> None:
        raise LookupError(self.objectName())

    def say_busy(self, *, busy: bool) -> None:
        """While the workspace is opened."""


class RecoverForm(UnlockForm):
    """The key of the sheet, and the new passphrase that it entitles to."""

    recover_requested = Signal(object, str, str)  # folder, recovery key, new passphrase
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Mit dem Wiederherstellungsbogen öffnen"),
            _("Groß oder klein und mit oder ohne Leerzeichen ist gleich."),
        )
        self._folder = Path()
        self.workspace = ElidedLabel("")
        self.add_field(_("Arbeitsbereich"), self.workspace)
        self.key = QLineEdit()
        self.key.setMaxLength(200)
        self.add_field(_("Wiederherstellungsschlüssel"), self.key)
        self.passphrase, self.again = secret_line(), secret_line()
        self.add_pair(
            (_("Neues Kennwort"), self.passphrase), (_("Neues Kennwort wiederholen"), self.again)
        )
        self.back = self.add_button(_("Zurück"))
        self.buttons.addStretch(1)
        self.open = self.add_button(_("Öffnen"), primary=True)
        self.open.clicked.connect(self._on_open)
        self.again.returnPressed.connect(self._on_open)
        self.back.clicked.connect(self.back_requested)

    def show_folder(self, folder: Path, name: str) -> None:
        self._folder = folder
        self.workspace.setText(name)

    def take_focus(self) -> None:
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_busy(self, *, busy: bool) -> None:
        self.open.setText(_("Wird geöffnet …") if busy else _("Öffnen"))

    def _on_open(self) -> None:
        if self.passphrase.text() != self.again.text():
            self.say(_("Die beiden Kennwörter sind verschieden."))
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.say("")
        self.recover_requested.emit(self._folder, self.key.text(), self.passphrase.text())


def _caption(text: str, editor: QWidget) -> QWidget:
    caption = label(text, "label")
    caption.setBuddy(editor)
    editor.setAccessibleName(text)
    return caption


def secret_line() -> QLineEdit:
    editor = QLineEdit()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor
