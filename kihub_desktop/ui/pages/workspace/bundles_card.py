"""Draws how one company leaves as a file and comes in as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.store.bundle_export import ENDING
from kihub_desktop.store.bundle_import import Staged
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.announced_work import AnnouncedWork
from kihub_desktop.ui.pages.workspace.bundles import BundlesPresenter
from kihub_desktop.ui.pages.workspace.copies import Work, why
from kihub_desktop.ui.pages.workspace.copies_card import keyed_button
from kihub_desktop.ui.pages.workspace.page import LEFT, Topic
from kihub_desktop.ui.pages.workspace.secret_dialogs import SecretDialog, SecretQuestion
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.message_banner import Message
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

OUT, IN = "Ctrl+Shift+E", "Ctrl+Shift+I"
_WIDTH = 460


class BundlesCard(Card):
    export_requested = Signal()
    bundle_chosen = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Unternehmen weitergeben"), parent=parent)
        self.setObjectName("bundlesCard")
        self.add(
            label(
                _(
                    "Ein Unternehmen geht mit allen Angaben, dem Verlauf und den Fotos in eine"
                    " verschlüsselte Datei. Beim Einlesen sehen Sie erst, was sie ändern würde."
                ),
                "muted",
                wrap=True,
            )
        )
        self.progress = ProgressStrip()
        self.add(self.progress)
        self.out = keyed_button(self, _("Unternehmen ausgeben …"), OUT)
        self.into = keyed_button(self, _("Unternehmen einlesen …"), IN)
        buttons = FlowRow()
        buttons.add(self.out)
        buttons.add(self.into)
        self.add(buttons)
        self.out.clicked.connect(self.export_requested)
        self.into.clicked.connect(self._ask_bundle)

    def _ask_bundle(self) -> None:
        dialog = _file_dialog(self, _("Paket wählen"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.bundle_chosen.emit(Path(path)))
        dialog.open()

    def ask_target(self, name: str, chosen: Callable[[Path], object]) -> None:
        dialog = _file_dialog(self, _("Paket speichern"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.open()


class PreviewDialog(QDialog):
    """What a bundle would do, before it does it."""

    taken = Signal()

    def __init__(self, name: str, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bundlePreview")
        self.setWindowTitle(_("Unternehmen einlesen"))
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(label(name, "card-title", wrap=True))
        self.lines = [
            label(line, "strong" if not at else "", wrap=True) for at, line in enumerate(lines)
        ]
        for line in self.lines:
            column.addWidget(line)
        column.addWidget(label(_("Bis jetzt ist nichts eingelesen."), "note", wrap=True))
        self.cancel_button = QPushButton(_("Abbrechen"))
        self.accept_button = QPushButton(_("Einlesen"))
        self.accept_button.setDefault(True)
        set_role(self.accept_button, "primary")
        foot = QHBoxLayout()
        foot.setContentsMargins(0, px(8), 0, 0)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.accept_button)
        column.addLayout(foot)
        self.setFixedWidth(px(_WIDTH))
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.accepted.connect(self.taken)


class _Bundling:
    """Connects the card with presenter, jobs, dialogs and messages."""

    def __init__(self, card: BundlesCard, bench: Workbench) -> None:
        self._card, self._bench = card, bench
        self._announced = AnnouncedWork(card, card.progress, bench.jobs)
        services = bench.services
        self.presenter = BundlesPresenter(
            self, (services.bundles, services.companies), bench.desk.publish, self._run
        )
        card.export_requested.connect(self._export)
        card.bundle_chosen.connect(self.presenter.look)

    def load(self) -> None:
        """Nothing to read: both actions are always there."""

    def tell(self, said: Value, tone: Tone) -> None:
        self._bench.window.show_message(Message(render(said), tone=tone))

    def ask_words(self, path: Path, problem: Value) -> None:
        question = SecretQuestion(
            _("Kennwort des Pakets"),
            render(problem),
            (_("Kennwort"),),
            _("Weiter"),
            partial(self.presenter.look, path),
        )
        SecretDialog(question, self._card.window()).ask()

    def show_preview(self, staged: Staged, lines: tuple[Value, ...]) -> None:
        name = staged.preview.name or _("(ohne Namen)")
        dialog = PreviewDialog(name, [render(line) for line in lines], self._card.window())
        dialog.taken.connect(lambda: self.presenter.take_in(staged))
        dialog.rejected.connect(staged.discard)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export(self) -> None:
        company = self._bench.desk.company()
        if company is None:
            self.tell(phrase("Bitte zuerst ein Unternehmen wählen."), Tone.NOTE)
            return
        question = SecretQuestion(
            _("Unternehmen ausgeben"),
            _(
                "Wer die Datei öffnen will, braucht dieses Kennwort. Bitte auf anderem Weg"
                " weitergeben als die Datei."
            ),
            (_("Kennwort des Pakets"), _("Kennwort wiederholen")),
            _("Datei wählen …"),
            partial(self._choose_target, company),
        )
        SecretDialog(question, self._card.window()).ask()

    def _choose_target(self, company: UUID, words: str, again: str) -> None:
        self.presenter.check_words(words, again)
        self._card.ask_target(
            self.presenter.proposed_name(company),
            lambda target: self.presenter.export(company, target, words),
        )

    def _run(self, doing: Value, work: Work, done: Callable[[Any], None]) -> None:
        self._announced.start(doing, work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        said, detail = why(error)
        self._bench.window.show_message(Message(render(said), details=detail))


def _file_dialog(card: BundlesCard, title: str) -> QFileDialog:
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    filters = _("Paket eines Unternehmens (*{ending})").format(ending=ENDING)
    dialog = QFileDialog(card.window(), title, start, filters)
    dialog.setObjectName("bundleFile")
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def bundles_topic(bench: Workbench) -> Topic:
    card = BundlesCard()
    bundling = _Bundling(card, bench)
    for button, keys in ((card.out, OUT), (card.into, IN)):
        bench.window.shortcuts.list(keys, button.text(), _("Arbeitsbereich"))
    return Topic("bundles", card, bundling.load, LEFT)
