"""The first window: choose a workspace and unlock it, or make a new one.

It imports nothing heavy, so that it stands on screen while the rest is still loading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.labels import ElidedLabel, label, set_role

SUFFIX = ".kihub"
_WIDTH = 520


@dataclass(frozen=True)
class NewWorkspace:
    """What the form for a new workspace holds."""

    folder: Path
    passphrase: str
    author: str
    device: str


class UnlockWindow(QWidget):
    """Asks for workspace and passphrase; whoever listens opens it."""

    unlock_requested = Signal(object, str)  # Path, passphrase
    create_requested = Signal(object)  # NewWorkspace
    first_painted = Signal()

    def __init__(self, recent: Sequence[Path], documents: Path, author: str = "") -> None:
        super().__init__()
        self._is_painted = False
        self.setObjectName("unlockWindow")
        self.setWindowTitle(_("KI-HUB Werkbank"))
        self.setMinimumSize(440, 400)
        px = theme.current().px
        screen = self.screen().availableSize()
        self.resize(QSize(px(600), px(640)).boundedTo(screen * 0.9))
        self._documents = documents
        self.unlock_form = _UnlockForm(recent)
        self.create_form = _CreateForm(documents)
        self.create_form.author.setText(author)
        self._build()
        self.unlock_form.unlock_requested.connect(self.unlock_requested)
        self.unlock_form.other_requested.connect(self._choose_folder)
        self.unlock_form.new_requested.connect(lambda: self._show(self.create_form))
        self.create_form.create_requested.connect(self.create_requested)
        self.create_form.back_requested.connect(lambda: self._show(self.unlock_form))
        self._show(self.unlock_form if recent else self.create_form)

    def _build(self) -> None:
        """One form at a time, in the middle; on a low screen it scrolls."""
        px = theme.current().px
        body = QWidget()
        body.setObjectName("scrollBody")
        row = QHBoxLayout(body)
        row.setContentsMargins(*[px(24)] * 4)
        self._forms = QWidget()
        self._forms.setMaximumWidth(px(_WIDTH))
        column = QVBoxLayout(self._forms)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.unlock_form)
        column.addWidget(self.create_form)
        column.addStretch(1)
        row.addStretch(1)
        row.addWidget(self._forms, 1000)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.first_painted.emit()

    def show_problem(self, text: str) -> None:
        """One sentence under the form; the typed text stays."""
        self.set_busy(busy=False)
        form = self._form
        form.problem.setText(text)
        form.problem.setVisible(bool(text))
        form.take_focus()

    def set_busy(self, *, busy: bool) -> None:
        """While the workspace is opened the form waits."""
        self._forms.setEnabled(not busy)
        for form in (self.unlock_form, self.create_form):
            form.say_busy(busy=busy)

    def _show(self, form: _UnlockForm | _CreateForm) -> None:
        self._form = form
        for each in (self.unlock_form, self.create_form):
            each.setVisible(each is form)
        form.take_focus()

    def _choose_folder(self) -> None:
        start = str(self._documents)
        chosen = QFileDialog.getExistingDirectory(self, _("Arbeitsbereich wählen"), start)
        if chosen:
            self.unlock_form.add_workspace(Path(chosen))


class _Form(Card):
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

    def take_focus(self) -> None:
        raise LookupError(self.objectName())


class _UnlockForm(_Form):
    unlock_requested = Signal(object, str)
    other_requested = Signal()
    new_requested = Signal()

    def __init__(self, recent: Sequence[Path]) -> None:
        super().__init__(
            _("Arbeitsbereich öffnen"),
            _("Der Arbeitsbereich ist verschlüsselt. Ohne Kennwort kann ihn niemand lesen."),
        )
        self.workspace = ChoiceBox()
        for folder in recent:
            self._add_item(folder)
        self.other = QPushButton(_("Anderer …"))
        self.add_field(_("Arbeitsbereich"), self.workspace, self.other)
        self.passphrase = _secret()
        self.add_field(_("Kennwort"), self.passphrase)
        self.new = self.add_button(_("Neuer Arbeitsbereich"))
        self.buttons.addStretch(1)
        self.open = self.add_button(_("Öffnen"), primary=True)
        self.open.setDefault(True)
        self.open.clicked.connect(self._on_open)
        self.passphrase.returnPressed.connect(self._on_open)
        self.other.clicked.connect(self.other_requested)
        self.new.clicked.connect(self.new_requested)

    def add_workspace(self, folder: Path) -> None:
        self._add_item(folder)
        self.workspace.setCurrentIndex(self.workspace.count() - 1)
        self.take_focus()

    def take_focus(self) -> None:
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.selectAll()

    def say_busy(self, *, busy: bool) -> None:
        self.open.setText(_("Wird geöffnet …") if busy else _("Öffnen"))

    def _add_item(self, folder: Path) -> None:
        self.workspace.addItem(folder.name.removesuffix(SUFFIX), folder)
        last = self.workspace.count() - 1
        self.workspace.setItemData(last, str(folder), Qt.ItemDataRole.ToolTipRole)

    def _on_open(self) -> None:
        folder = self.workspace.currentData()
        if isinstance(folder, Path):
            self.unlock_requested.emit(folder, self.passphrase.text())
        else:
            self.other_requested.emit()


class _CreateForm(_Form):
    create_requested = Signal(object)
    back_requested = Signal()

    def __init__(self, documents: Path) -> None:
        super().__init__(
            _("Neuer Arbeitsbereich"),
            _(
                "Das Kennwort lässt sich nicht zurücksetzen. Ein kurzer Satz ist sicherer als ein"
                " Wort und leichter zu merken."
            ),
        )
        self._documents = documents
        self.name = QLineEdit(_("Meine Beratungen"))
        self.add_field(_("Name"), self.name)
        self.folder = ElidedLabel(str(documents))
        self.change = QPushButton(_("Anderer …"))
        self.add_field(_("Ordner"), self.folder, self.change)
        self.change.setAccessibleName(_("Ordner wählen"))
        self.author = QLineEdit()
        self.author.setPlaceholderText(_("erscheint in Verlauf und Bericht"))
        self.add_field(_("Ihr Name oder Ihre Funktion"), self.author)
        self.device = QLineEdit(_("Laptop"))
        self.add_field(_("Name dieses Rechners"), self.device)
        self.passphrase, self.again = _secret(), _secret()
        self.add_pair((_("Kennwort"), self.passphrase), (_("Kennwort wiederholen"), self.again))
        self.back = self.add_button(_("Vorhandenen öffnen"))
        self.buttons.addStretch(1)
        self.create_button = self.add_button(_("Anlegen"), primary=True)
        self.create_button.clicked.connect(self._on_create)
        self.again.returnPressed.connect(self._on_create)
        self.back.clicked.connect(self.back_requested)
        self.change.clicked.connect(self._choose_folder)

    def take_focus(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def say_busy(self, *, busy: bool) -> None:
        self.create_button.setText(_("Wird angelegt …") if busy else _("Anlegen"))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Ordner wählen"), self.folder.text())
        if chosen:
            self._documents = Path(chosen)
            self.folder.setText(chosen)

    def _on_create(self) -> None:
        problem = self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            wrong = self.again if self._name_fits() else self.name
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.create_requested.emit(
                NewWorkspace(
                    self._documents / f"{self.name.text().strip()}{SUFFIX}",
                    self.passphrase.text(),
                    self.author.text().strip(),
                    self.device.text().strip(),
                )
            )

    def _name_fits(self) -> bool:
        name = self.name.text().strip()
        return bool(name) and not name.startswith(".") and not set(name) & set('\\/:*?"<>|')

    def _problem(self) -> str:
        if not self._name_fits():
            return _('Bitte einen Namen ohne \\ / : * ? " < > | wählen.')
        if self.passphrase.text() != self.again.text():
            return _("Die beiden Kennwörter sind verschieden.")
        return ""


def _caption(text: str, editor: QWidget) -> QWidget:
    caption = label(text, "label")
    caption.setBuddy(editor)
    editor.setAccessibleName(text)
    return caption


def _secret() -> QLineEdit:
    editor = QLineEdit()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    return editor
