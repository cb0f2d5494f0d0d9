"""The card on which the rows of a test are kept on purpose, given out or removed again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.data_check.state import DataCheckState
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label


class SampleCard(Card):
    """Nothing is kept unless somebody says that the company agrees, and presses the button."""

    attach_requested = Signal()
    remove_requested = Signal()
    export_requested = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__(_("Stichprobe beilegen"))
        self.explained = label(
            _(
                "Sonst bleibt nur das Profil. Wer die Daten später noch einmal braucht, kann die "
                "gelesenen Zeilen beilegen: verschlüsselt neben dem Arbeitsbereich, höchstens "
                "8 MB gepackt, ohne Spalten, die nach Personen aussehen. Sie gehen mit keinem "
                "Paket und keinem Abgleich mit und lassen sich jederzeit entfernen."
            ),
            "note",
            wrap=True,
        )
        self.agreed = QCheckBox(_("Das Unternehmen ist einverstanden"))
        self.told = label("", "", wrap=True)
        self.attach = QPushButton(_("Beilegen"))
        self.export = QPushButton(_("Als Datei speichern …"))
        self.remove = QPushButton(_("Entfernen"))
        self.remove.setToolTip(
            _("Löscht die Zeilen sofort; das lässt sich nicht rückgängig machen.")
        )
        buttons = FlowRow()
        for button in (self.attach, self.export, self.remove):
            buttons.add(button)
        for part in (self.explained, self.told, self.agreed, buttons):
            self.add(part)
        self._at_hand = False
        self.agreed.toggled.connect(lambda _on: self._show_attach())
        self.attach.clicked.connect(self.attach_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.export.clicked.connect(self._ask_place)

    def show_state(self, state: DataCheckState) -> None:
        sample = state.sample
        self._at_hand = state.at_hand and not state.busy
        if sample.attached:
            self.agreed.setChecked(False)
        words = render(sample.told)
        if not sample.attached and not state.at_hand:
            words = _("Zum Beilegen die Datei noch einmal prüfen.")
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.explained.setVisible(not sample.attached)
        offered = not sample.attached and state.at_hand
        self.agreed.setVisible(offered)
        self.attach.setVisible(offered)
        self.export.setVisible(sample.is_here)
        self.remove.setVisible(sample.attached)
        for button in (self.export, self.remove):
            button.setEnabled(not state.busy)
        self._show_attach()

    def _show_attach(self) -> None:
        self.attach.setEnabled(self._at_hand and self.agreed.isChecked())

    def _ask_place(self) -> None:
        dialog = QFileDialog(self, _("Stichprobe speichern"), "Stichprobe.csv", "*.csv")
        dialog.setObjectName("saveSample")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda chosen: self.export_requested.emit(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
