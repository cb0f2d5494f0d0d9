"""Draws the catalogues: the list of kinds, or one of them with entries, preview and draft."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.catalogues.changes_card import DifferencesCard
from kihub_desktop.ui.pages.catalogues.editor_card import PUBLISH, EditorCard
from kihub_desktop.ui.pages.catalogues.entry_cards import EntriesCard, PreviewCard
from kihub_desktop.ui.pages.catalogues.list_cards import AgeingCard, FaultsCard, KindsCard
from kihub_desktop.ui.pages.catalogues.state import CataloguesState, OpenedKind
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import set_role
from kihub_desktop.ui.widgets.scroll_page import ScrollPage

IMPORT, EXPORT, EDIT = "Ctrl+I", "Ctrl+E", "F2"


class CataloguesPage(ScrollPage):
    kind_opened = Signal(str)
    entry_opened = Signal(str, str)
    closed = Signal()
    edition_chosen = Signal(str)
    compare_chosen = Signal(str)
    import_chosen = Signal(object)  # Path
    export_chosen = Signal(object)  # Path
    edit_requested = Signal()
    withdraw_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Kataloge"), parent=parent)
        self.setObjectName("cataloguesPage")
        self.import_button = self.add_button(_("Datei einlesen …"), keys=IMPORT)
        self.faults, self.kinds, self.ageing = FaultsCard(), KindsCard(), AgeingCard()
        for card in (self.faults, self.kinds, self.ageing):
            self.add(card)
        self._build_opened()
        self._opened: OpenedKind | None = None
        self._connect()

    def _build_opened(self) -> None:
        self.bar = FlowRow(gap=8)
        self.back = QPushButton(_("← Alle Kataloge"))
        set_role(self.back, "link")
        self.edition = ChoiceBox()
        self.edition.setAccessibleName(_("Ausgabe"))
        self.compare = ChoiceBox()
        self.compare.setAccessibleName(_("Vergleichen mit"))
        self.edit = QPushButton(_("Neue Ausgabe bearbeiten"))
        show_key(self.edit, EDIT)
        self.export = QPushButton(_("Als Datei speichern …"))
        show_key(self.export, EXPORT)
        self.withdraw = QPushButton(_("Zurückziehen"))
        self.withdraw.setToolTip(_("Die vorige Ausgabe gilt wieder; Erhebungen finden diese noch."))
        for part in (self.back, self.edition, self.compare, self.edit, self.export, self.withdraw):
            self.bar.add(part)
        self.add(self.bar)
        self.differences = DifferencesCard()
        self.add(self.differences)
        self.columns = self.add_columns(42, 58)
        self.entries, self.preview, self.editor = EntriesCard(), PreviewCard(), EditorCard()
        self.columns.add(0, self.entries)
        self.columns.add(1, self.editor)
        self.columns.add(1, self.preview)

    def _connect(self) -> None:
        self.kinds.opened.connect(self.kind_opened)
        self.ageing.opened.connect(self.entry_opened)
        self.back.clicked.connect(self.closed)
        self.edition.activated.connect(lambda _i: self.edition_chosen.emit(self.edition.key()))
        self.compare.activated.connect(lambda _i: self.compare_chosen.emit(self.compare.key()))
        self.differences.closed.connect(lambda: self.compare_chosen.emit(""))
        self.edit.clicked.connect(self.edit_requested)
        self.withdraw.clicked.connect(self.withdraw_requested)
        self.import_button.clicked.connect(self._ask_import)
        self.export.clicked.connect(self._ask_export)
        for keys, button in (
            (IMPORT, self.import_button),
            (EXPORT, self.export),
            (EDIT, self.edit),
            (PUBLISH, self.editor.publish),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)

    def show_state(self, state: CataloguesState) -> None:
        opened = self._opened = state.opened
        self.faults.show_state(state)
        for card in (self.kinds, self.ageing):
            card.setVisible(opened is None)
        if opened is not None:
            self.faults.hide()
        for part in (self.bar, self.columns):
            part.setVisible(opened is not None)
        if opened is None:
            self.set_heading(_("Kataloge"), _("Was die Werkbank weiß, mit Ausgabe und Stand"))
            self.differences.hide()
            self.setFocusProxy(self.kinds.table)
            self.kinds.show_state(state)
            self.ageing.show_state(state)
            return
        self.setFocusProxy(self.entries.table)
        self._show_opened(opened)

    def _show_opened(self, opened: OpenedKind) -> None:
        self.set_heading(render(opened.title), render(opened.about))
        named = _("Ausgabe {edition}")
        self.edition.set_options([Option(e, named.format(edition=e)) for e in opened.editions])
        self.edition.choose(opened.edition)
        self.edition.setEnabled(opened.draft is None)
        others = [e for e in opened.editions if e != opened.edition or opened.draft]
        against = _("gegen {edition}")
        self.compare.set_options(
            [
                Option("", _("Vergleichen …")),
                *(Option(e, against.format(edition=e)) for e in others),
            ]
        )
        self.compare.choose(opened.compared)
        self.compare.setVisible(bool(others))
        self.edit.setVisible(opened.draft is None)
        self.withdraw.setVisible(not opened.is_shipped and opened.draft is None)
        self.differences.show_opened(opened)
        self.entries.show_opened(opened)
        self.editor.show_draft(opened.draft, opened.chosen)
        self.preview.show_entry(opened.entry)

    def _ask_import(self) -> None:
        dialog = self._dialog(_("Katalog einlesen"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.import_chosen.emit(Path(path)))
        dialog.open()

    def _ask_export(self) -> None:
        if self._opened is None:
            return
        dialog = self._dialog(_("Katalog als Datei speichern"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self._opened.kind}-{self._opened.edition}.yaml")
        dialog.fileSelected.connect(lambda path: self.export_chosen.emit(Path(path)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), title, start, _("Kataloge") + " (*.yaml)")
        dialog.setObjectName("catalogueFile")
        dialog.finished.connect(dialog.deleteLater)
        return dialog
