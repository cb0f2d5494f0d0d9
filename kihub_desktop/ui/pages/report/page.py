"""Draws the page of the report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui.pages.report.chapter_list import ChapterList
from kihub_desktop.ui.pages.report.cover_card import CoverCard
from kihub_desktop.ui.pages.report.state import Failure, FileKind, ReportState, Written
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.message_banner import Message, MessageBanner
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.scroll_page import ScrollPage

_KEYS = {FileKind.PDF: "Ctrl+P", FileKind.XLSX: "Ctrl+E"}


class ResultCard(Card):
    """The file that has just been written, with the ways to it."""

    open_requested = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tone=Tone.GOOD, parent=parent)
        self._path = Path()
        self.words = label("", wrap=True)
        self.open = QPushButton(_("Öffnen"))
        self.folder = QPushButton(_("Ordner zeigen"))
        set_role(self.open, "primary")
        buttons = FlowRow()
        buttons.add(self.open)
        buttons.add(self.folder)
        self.add(self.words)
        self.add(buttons)
        self.open.clicked.connect(lambda: self.open_requested.emit(self._path))
        self.folder.clicked.connect(lambda: self.open_requested.emit(self._path.parent))
        self.hide()

    def show_written(self, written: Written | None) -> None:
        self.setVisible(written is not None)
        if written is None:
            return
        self._path = written.path
        title = (
            _("Der Bericht ist fertig")
            if written.kind is FileKind.PDF
            else _("Die Tabelle ist fertig")
        )
        self.set_heading(title, f"{number(written.kilobytes)}\u00a0kB")
        self.words.setText(str(written.path))


class ReportPage(ScrollPage):
    """What will be in the report, and the buttons that write it."""

    file_requested = Signal(object)  # FileKind
    target_chosen = Signal(object, object)  # FileKind, Path
    jump_chosen = Signal(object)  # Jump
    companies_requested = Signal()
    dismissed = Signal()
    not_opened = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Bericht"), parent=parent)
        self.setObjectName("reportPage")
        self.pdf = self.add_button(_("PDF erzeugen"), primary=True, keys=_KEYS[FileKind.PDF])
        self.xlsx = self.add_button(_("Excel"), keys=_KEYS[FileKind.XLSX])
        self.banner: MessageBanner | None = None
        self.progress = ProgressStrip()
        self.result = ResultCard()
        self.empty = _empty()
        self.chapters = ChapterList()
        self.cover = CoverCard()
        self._nothing = Card()
        self._nothing.add(self.empty)
        for part in (self._nothing, self.progress, self.result):
            self.add(part)
        self.columns = self.add_columns(3, 2)
        self.columns.add(0, self.chapters)
        self.columns.add(1, self.cover)
        self.columns.add(1, _about())
        self._folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self._connect()

    def _connect(self) -> None:
        for kind, button in ((FileKind.PDF, self.pdf), (FileKind.XLSX, self.xlsx)):
            button.clicked.connect(lambda _checked=False, kind=kind: self.file_requested.emit(kind))
            keys = QShortcut(QKeySequence(_KEYS[kind]), self)
            keys.activated.connect(button.click)
        self.chapters.jump_chosen.connect(self.jump_chosen)
        self.result.open_requested.connect(self._open)
        self.empty.action_requested.connect(self.companies_requested)

    def show_state(self, state: ReportState) -> None:
        self.set_heading(self.title, render(state.subtitle))
        self._nothing.setVisible(not state.has_company)
        self.columns.setVisible(state.has_company)
        for button in (self.pdf, self.xlsx):
            button.setEnabled(state.has_company and state.writing is None)
        self.chapters.show_lines(state.chapters)
        self.cover.show_words(state.cover)
        self.result.show_written(state.written)
        self._show_failure(state.failure)

    def ask_target(self, kind: FileKind, name: str) -> None:
        """Asks where to save; `name` is proposed in the folder used last."""
        title = _("Bericht speichern") if kind is FileKind.PDF else _("Tabelle speichern")
        dialog = QFileDialog(self, title, str(Path(self._folder) / name), _filters()[kind])
        dialog.setObjectName("saveReport")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.value)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: self._on_chosen(kind, Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, kind: FileKind, target: Path) -> None:
        self._folder = str(target.parent)
        self.target_chosen.emit(kind, target)

    def _show_failure(self, failure: Failure | None) -> None:
        if failure is None:
            if self.banner is not None:
                self.banner.hide()
            return
        if self.banner is None:  # most visits need none
            self.banner = MessageBanner()
            self.banner.closed.connect(self.dismissed)
            self.body.insertWidget(0, self.banner)
        safe = _("An den Angaben hat sich nichts geändert.")
        self.banner.show_message(Message(render(failure.text), safe=safe, details=failure.detail))

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.not_opened.emit(path)


def _filters() -> dict[FileKind, str]:
    return {
        FileKind.PDF: _("PDF-Datei (*.pdf)"),
        FileKind.XLSX: _("Excel-Arbeitsmappe (*.xlsx)"),
    }


def _about() -> Card:
    """What the two files are good for."""
    card = Card(_("Zwei Dateien"))
    card.add(
        label(
            _(
                "PDF: der Bericht zum Lesen, Unterschreiben und Ablegen, barrierefrei und für das "
                "Archiv geeignet (PDF/A)."
            ),
            wrap=True,
        )
    )
    card.add(
        label(
            _(
                "Excel: alle Angaben, ein Blatt je Art, dazu Reifegrad und Urteile. Die Tabelle "
                "enthält auch Namen und Kontaktdaten."
            ),
            wrap=True,
        )
    )
    card.add(label(_("Beide entstehen auf diesem Rechner, ohne Internet."), "note", wrap=True))
    return card


def _empty() -> EmptyState:
    return EmptyState(
        _("Der Bericht entsteht aus allem, was zu einem Unternehmen erfasst ist."),
        title=_("Erst ein Unternehmen wählen"),
        action=_("Alle Unternehmen"),
        example=_("Er lässt sich jederzeit erzeugen; was noch fehlt, steht darin als offen."),
    )
