"""The dialogs around keys: asking for passphrases, and showing a recovery key once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.domain.refusals import Refused
from kihub_desktop.reports.recovery_sheet import RecoverySheet
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.lock_screen import fit_height
from kihub_desktop.ui.widgets.labels import label, set_role

_WIDTH = 480
_ACROSS = 4


@dataclass(frozen=True)
class SecretQuestion:
    """What is asked; `act` takes the texts of the fields and is Refused if it cannot be."""

    title: str
    why: str
    fields: Sequence[str]
    accept: str
    act: Callable[..., None]


class SecretDialog(QDialog):
    """Password fields, one sentence about what is wrong, and two buttons."""

    def __init__(self, question: SecretQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self.setObjectName("secretDialog")
        self.setWindowTitle(question.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.editors = [_secret(text) for text in question.fields]
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.cancel_button = QPushButton(_("Abbrechen"))
        self.cancel_button.setAutoDefault(False)
        self.accept_button = QPushButton(question.accept)
        self.accept_button.setDefault(True)
        set_role(self.accept_button, "primary")
        self._build()
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._act)

    def _build(self) -> None:
        column = _column(self, self._question.title, self._question.why)
        for text, editor in zip(self._question.fields, self.editors, strict=True):
            caption = label(text, "label")
            caption.setBuddy(editor)
            column.addWidget(caption)
            column.addWidget(editor)
        column.addWidget(self.problem)
        column.addLayout(_foot(self.cancel_button, self.accept_button))
        self.setFixedWidth(theme.current().px(_WIDTH))

    def ask(self) -> None:
        self.open()
        self.editors[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self) -> None:
        try:
            self._question.act(*(editor.text() for editor in self.editors))
        except Refused as refusal:
            self.problem.setText(render(refusal.message))
            self.problem.show()
            fit_height(self)
            self.editors[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.editors[0].selectAll()
        else:
            self.accept()


class RecoveryDialog(QDialog):
    """The recovery key, this once: to be saved as a sheet or copied by hand.

    Closing without having saved it asks for a second one.
    """

    def __init__(
        self,
        sheet: RecoverySheet,
        write: Callable[[RecoverySheet, Path], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet, self._write = sheet, write
        self._safe = False
        self.setObjectName("recoveryDialog")
        self.setWindowTitle(_("Wiederherstellungsbogen"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.groups: list[QLabel] = []
        self.said = label("", "note", wrap=True)
        self.said.hide()
        self.close_button = QPushButton(_("Fertig"))
        self.close_button.setAutoDefault(False)
        self.save_button = QPushButton(_("Bogen als PDF speichern …"))
        self.save_button.setDefault(True)
        set_role(self.save_button, "primary")
        self._build()
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._choose_place)

    def _build(self) -> None:
        px = theme.current().px
        column = _column(
            self,
            _("Wiederherstellungsbogen"),
            _(
                "Dieser Schlüssel wird nur jetzt gezeigt. Speichern und drucken Sie den Bogen, oder"
                " schreiben Sie ihn ab; ein früherer Bogen gilt nicht mehr."
            ),
        )
        grid = QGridLayout()
        grid.setVerticalSpacing(px(10))
        font = theme.current().font(20, QFont.Weight.DemiBold)
        for place, group in enumerate(self._sheet.groups):
            shown = label(group)
            shown.setFont(font)
            shown.setMinimumHeight(QFontMetrics(font).height())
            shown.setAccessibleName(_("Gruppe {n}: {signs}").format(n=place + 1, signs=group))
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.groups.append(shown)
            grid.addWidget(shown, place // _ACROSS, place % _ACROSS)
        column.addLayout(grid)
        column.addWidget(self.said)
        column.addLayout(_foot(self.close_button, self.save_button))
        self.setFixedWidth(px(_WIDTH))

    def _choose_place(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        name = _("Wiederherstellungsbogen {name}").format(name=self._sheet.workspace)
        start = Path(QStandardPaths.writableLocation(documents)) / f"{name}.pdf"
        dialog = QFileDialog(self, _("Bogen speichern"), str(start), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def save_to(self, target: Path) -> None:
        try:
            self._write(self._sheet, target)
        except Refused as refusal:
            self._say(render(refusal.message))
        else:
            self._safe = True
            self._say(_("Gespeichert. Bitte drucken und die Datei danach löschen."))

    def reject(self) -> None:
        if self._safe:
            super().reject()
            return
        self._safe = True
        self._say(
            _(
                "Der Bogen ist noch nicht gespeichert. Haben Sie den Schlüssel abgeschrieben? Dann"
                " noch einmal „Fertig“."
            )
        )

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()
        fit_height(self)


def _column(dialog: QDialog, title: str, why: str) -> QVBoxLayout:
    px = theme.current().px
    column = QVBoxLayout(dialog)
    column.setContentsMargins(px(20), px(16), px(20), px(16))
    column.setSpacing(px(8))
    column.addWidget(label(title, "card-title", wrap=True))
    column.addWidget(label(why, "muted", wrap=True))
    return column


def _foot(*buttons: QPushButton) -> QHBoxLayout:
    foot = QHBoxLayout()
    foot.setContentsMargins(0, theme.current().px(8), 0, 0)
    foot.addStretch(1)
    for button in buttons:
        foot.addWidget(button)
    return foot


def _secret(name: str) -> QLineEdit:
    editor = QLineEdit()
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    editor.setAccessibleName(name)
    return editor
