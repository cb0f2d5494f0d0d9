"""The first window: choose a workspace and unlock it, or make a new one.

It imports nothing heavy, so that it stands on screen while the rest is still loading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.store.slot_kinds import slot_kinds
from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.unlock_parts import RecoverForm, UnlockForm, secret_line
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import ElidedLabel, set_role

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
    recover_requested = Signal(object, str, str)  # Path, recovery key, new passphrase
    ring_requested = Signal(object)  # Path
    first_painted = Signal()

    def __init__(self, recent: Sequence[Path], documents: Path, author: str = "") -> None:
        super().__init__()
        self._is_painted = False
        self.is_switching = False
        self.setObjectName("unlockWindow")
        self.setWindowTitle(_("KI-HUB Werkbank"))
        self.setMinimumSize(440, 400)
        px = theme.current().px
        screen = self.screen().availableSize()
        self.resize(QSize(px(600), px(640)).boundedTo(screen * 0.9))
        self._documents = documents
        self.unlock_form = _UnlockForm(recent)
        self.create_form = _CreateForm(documents)
        self.recover_form = RecoverForm()
        self.create_form.author.setText(author)
        self._build()
        self.unlock_form.unlock_requested.connect(self.unlock_requested)
        self.unlock_form.other_requested.connect(self._choose_folder)
        self.unlock_form.new_requested.connect(lambda: self._show(self.create_form))
        self.unlock_form.ring_requested.connect(self.ring_requested)
        self.unlock_form.forgotten.connect(self._ask_recovery)
        self.recover_form.recover_requested.connect(self.recover_requested)
        self.recover_form.back_requested.connect(lambda: self._show(self.unlock_form))
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
        column.addWidget(self.recover_form)
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
        self._form.say(text)
        self._form.take_focus()

    def set_busy(self, *, busy: bool) -> None:
        """While the workspace is opened the form waits."""
        self._forms.setEnabled(not busy)
        for form in self._all_forms():
            form.say_busy(busy=busy)

    def choose(self, folder: Path) -> None:
        """Proposes a workspace; its passphrase is what is left to type."""
        self.unlock_form.add_workspace(folder)
        self._show(self.unlock_form)

    def _all_forms(self) -> tuple[UnlockForm, ...]:
        return (self.unlock_form, self.create_form, self.recover_form)

    def _show(self, form: UnlockForm) -> None:
        self._form = form
        for each in self._all_forms():
            each.setVisible(each is form)
        form.take_focus()

    def _ask_recovery(self, folder: Path) -> None:
        self.recover_form.show_folder(folder, folder.name.removesuffix(SUFFIX))
        self._show(self.recover_form)
        # The button that was clicked passes its focus on once more when it is hidden.
        QTimer.singleShot(0, self.recover_form, self.recover_form.take_focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the workspace that is still open behind."""
        if event.key() == Qt.Key.Key_Escape and self.is_switching:
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose_folder(self) -> None:
        start = str(self._documents)
        chosen = QFileDialog.getExistingDirectory(self, _("Arbeitsbereich wählen"), start)
        if chosen:
            self.unlock_form.add_workspace(Path(chosen))


class _UnlockForm(UnlockForm):
    unlock_requested = Signal(object, str)
    other_requested = Signal()
    new_requested = Signal()
    ring_requested = Signal(object)  # Path
    forgotten = Signal(object)  # Path

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
        self.passphrase = secret_line()
        self.add_field(_("Kennwort"), self.passphrase)
        self.forgot = QPushButton(_("Kennwort vergessen"))
        set_role(self.forgot, "link")
        self.ring = QPushButton(_("Ohne Kennwort öffnen"))
        ways = FlowRow()
        for way in (self.ring, self.forgot):
            ways.add(way)
        self.body.insertWidget(self.body.count() - 2, ways)
        self.new = self.add_button(_("Neuer Arbeitsbereich"))
        self.buttons.addStretch(1)
        self.open = self.add_button(_("Öffnen"), primary=True)
        self.open.setDefault(True)
        self.open.clicked.connect(self._on_open)
        self.passphrase.returnPressed.connect(self._on_open)
        self.other.clicked.connect(self.other_requested)
        self.new.clicked.connect(self.new_requested)
        self.forgot.clicked.connect(self._on_forgotten)
        self.ring.clicked.connect(lambda: self.ring_requested.emit(self._folder()))
        self.workspace.currentIndexChanged.connect(lambda _at: self._show_ways())
        self._show_ways()

    def add_workspace(self, folder: Path) -> None:
        known = [self.workspace.itemData(at) for at in range(self.workspace.count())]
        if folder not in known:
            self._add_item(folder)
            known.append(folder)
        self.workspace.setCurrentIndex(known.index(folder))

    def _folder(self) -> Path | None:
        folder = self.workspace.currentData()
        return folder if isinstance(folder, Path) else None

    def _show_ways(self) -> None:
        """Only what this workspace knows: a key ring here, a sheet somewhere."""
        folder = self._folder()
        kinds = slot_kinds(folder) if folder else frozenset()
        self.ring.setHidden("keyring" not in kinds)
        self.forgot.setHidden(folder is None)

    def _on_forgotten(self) -> None:
        folder = self._folder()
        if folder is None:
            return
        if "recovery" in slot_kinds(folder):
            self.forgotten.emit(folder)
        else:
            self.say(
                _(
                    "Für diesen Arbeitsbereich gibt es keinen Wiederherstellungsbogen."
                    " Ohne Kennwort bleibt er verschlossen."
                )
            )
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
        folder = self._folder()
        if folder is not None:
            self.unlock_requested.emit(folder, self.passphrase.text())
        else:
            self.other_requested.emit()


class _CreateForm(UnlockForm):
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
        self.passphrase, self.again = secret_line(), secret_line()
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
        self.say(problem)
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
