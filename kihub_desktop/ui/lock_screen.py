"""What stands over the window while it is locked: one field for the passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.domain.refusals import Refused
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.labels import label, set_role

Check = Callable[[str], None]
"""Takes a passphrase; Refused if it does not open this workspace."""

_WIDTH = 420


class LockScreen(QDialog):
    """No way past it but the passphrase, or closing the program."""

    opened = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget, check: Check) -> None:
        super().__init__(parent)
        self._check = check
        self._done = False
        self.setObjectName("lockScreen")
        self.setWindowTitle(_("KI-HUB Werkbank"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(_("Kennwort"))
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.open_button = QPushButton(_("Entsperren"))
        self.open_button.setDefault(True)
        set_role(self.open_button, "primary")
        self.close_button = QPushButton(_("Programm schließen"))
        self.close_button.setAutoDefault(False)
        self._build()
        self.open_button.clicked.connect(self._try)
        self.close_button.clicked.connect(self._give_up)

    def _build(self) -> None:
        px = theme.current().px
        column = QVBoxLayout(self)
        margin = px(24)
        column.setContentsMargins(margin, px(20), margin, px(20))
        column.setSpacing(px(10))
        column.addWidget(label(_("Gesperrt"), "title"))
        column.addWidget(
            label(
                _("Alles Eingegebene ist aufgehoben. Das Kennwort führt dahin zurück."),
                "muted",
                wrap=True,
            )
        )
        caption = label(_("Kennwort"), "label")
        caption.setBuddy(self.passphrase)
        for part in (caption, self.passphrase, self.problem):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        column.addSpacing(px(4))
        column.addLayout(buttons)
        self.setFixedWidth(px(_WIDTH))

    def ask(self) -> None:
        self.open()
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.activateWindow()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_again(self) -> None:
        """In front of a window that opened later."""
        self.hide()
        self.ask()

    def dismiss(self) -> None:
        self._done = True
        self.passphrase.clear()
        self.hide()
        self.deleteLater()

    def reject(self) -> None:
        """Escape opens nothing."""
        self.passphrase.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._done:
            super().closeEvent(event)
        else:
            event.ignore()

    def _give_up(self) -> None:
        self.close_requested.emit()

    def _try(self) -> None:
        try:
            self._check(self.passphrase.text())
        except Refused as refusal:
            self.problem.setText(render(refusal.message))
            self.problem.show()
            fit_height(self)
            self.passphrase.selectAll()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.opened.emit()


def fit_height(dialog: QDialog) -> None:
    """As tall as its words need at its width; a layout alone does not grow a window."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        dialog.resize(dialog.width(), max(layout.heightForWidth(dialog.width()), 1))
