"""Draws the copies and backups of the workspace, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from kihub_desktop.domain.phrases import Value
from kihub_desktop.services.comparing import Differences
from kihub_desktop.texts import _, instant, ngettext, render
from kihub_desktop.ui.announced_work import AnnouncedWork
from kihub_desktop.ui.pages.workspace.comparison_dialog import ComparisonDialog
from kihub_desktop.ui.pages.workspace.copies import (
    CopiesPresenter,
    CopiesState,
    CopyLine,
    Work,
    why,
)
from kihub_desktop.ui.pages.workspace.page import RIGHT, Topic
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Align, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.message_banner import Message
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

MAKE, BACK_UP, LOOK, OPEN = "Ctrl+Shift+S", "Ctrl+Shift+B", "Ctrl+Shift+V", "Ctrl+Shift+O"


class CopiesCard(Card):
    make_requested = Signal()
    place_chosen = Signal(object)  # Path: where a backup goes
    look_requested = Signal(object)  # Path: a copy, or the folder of a backup
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Sicherungen"), parent=parent)
        self.setObjectName("copiesCard")
        self.add(
            label(
                _(
                    "Bei jedem Start und nach jeder Stunde Arbeit entsteht von selbst eine geprüfte"
                    " Kopie auf diesem Rechner. Gegen einen verlorenen Rechner hilft nur eine"
                    " Sicherung auf einem anderen Datenträger."
                ),
                "muted",
                wrap=True,
            )
        )
        self.progress = ProgressStrip()
        self.table: DataTable[CopyLine] = DataTable(
            _("Kopien auf diesem Rechner"),
            _columns(),
            key_of=lambda line: line.path,
            empty=EmptyState(_("Die erste Kopie entsteht, sobald etwas erfasst ist.")),
        )
        self.more = QPushButton()
        set_role(self.more, "link")
        self.make = keyed_button(self, _("Jetzt sichern"), MAKE)
        set_role(self.make, "primary")
        self.back_up = keyed_button(self, _("Sicherung auf Stick …"), BACK_UP)
        self.look = keyed_button(self, _("Ansehen und zurückholen …"), LOOK)
        self.other = keyed_button(self, _("Andere Sicherung ansehen …"), OPEN)
        buttons = FlowRow()
        for button in (self.make, self.back_up, self.look, self.other):
            buttons.add(button)
        for part in (self.progress, self.table, self.more, buttons):
            self.add(part)
        self._connect()

    def _connect(self) -> None:
        self.make.clicked.connect(self.make_requested)
        self.back_up.clicked.connect(self._ask_place)
        self.other.clicked.connect(self._ask_backup)
        self.look.clicked.connect(self._look_at_current)
        self.more.clicked.connect(self.all_requested)
        self.table.opened.connect(lambda line: self.look_requested.emit(line.path))

    def show_state(self, state: CopiesState) -> None:
        self.table.show_rows(state.lines)
        self.look.setEnabled(bool(state.lines))
        self.more.setVisible(state.older > 0)
        self.more.setText(
            ngettext("{n} ältere Kopie zeigen", "{n} ältere Kopien zeigen", state.older)
        )

    def _look_at_current(self) -> None:
        line = self.table.current() or next(iter(self.table.model.rows), None)
        if line is not None:
            self.look_requested.emit(line.path)

    def _ask_place(self) -> None:
        self._ask_folder(_("Wohin soll die Sicherung?"), self.place_chosen.emit)

    def _ask_backup(self) -> None:
        self._ask_folder(_("Ordner der Sicherung wählen"), self.look_requested.emit)

    def _ask_folder(self, title: str, chosen: Callable[[Path], object]) -> None:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        dialog = QFileDialog(self.window(), title, start)
        dialog.setObjectName("backupFolder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def keyed_button(card: Card, text: str, keys: str) -> QPushButton:
    """A button with a key that works while its card is seen."""
    button = QPushButton(text)
    button.setAccessibleName(text)
    show_key(button, keys)
    QShortcut(QKeySequence(keys), card).activated.connect(button.click)
    return button


def _columns() -> list[Column[CopyLine]]:
    return [
        Column(
            _("Wann"),
            lambda line: TextCell(instant(line.moment), render(line.cause)),
            stretch=1,
            sort=lambda line: line.moment,
        ),
        Column(
            _("Dateigröße"),
            lambda line: render(line.size),
            Align.RIGHT,
            sortable=False,
        ),
        Column(_("Zustand"), lambda line: PillCell(render(line.state), line.tone)),
    ]


class _Copying:
    """Connects the card with presenter, jobs and messages."""

    def __init__(self, card: CopiesCard, bench: Workbench) -> None:
        self._card, self._bench = card, bench
        self._announced = AnnouncedWork(card, card.progress, bench.jobs)
        services = bench.services
        self.presenter = CopiesPresenter(
            self,
            (services.copies, services.backups, services.comparing),
            bench.desk.publish,
            self._run,
        )
        card.make_requested.connect(self.presenter.make)
        card.place_chosen.connect(self.presenter.back_up)
        card.look_requested.connect(self.presenter.look)
        card.all_requested.connect(self.presenter.show_all)
        self.show_state = card.show_state

    def tell(self, said: Value, tone: Tone) -> None:
        self._bench.window.show_message(Message(render(said), tone=tone))

    def show_differences(self, differences: Differences) -> None:
        dialog = ComparisonDialog(differences, self._card.window())
        dialog.chosen.connect(partial(self.presenter.take_over, differences))
        dialog.open()

    def _run(self, doing: Value, work: Work, done: Callable[[Any], None]) -> None:
        self._announced.start(doing, work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        said, detail = why(error)
        self._bench.window.show_message(Message(render(said), details=detail))
        self.presenter.load()


def copies_topic(bench: Workbench) -> Topic:
    card = CopiesCard()
    copying = _Copying(card, bench)
    for button, keys in (
        (card.make, MAKE),
        (card.back_up, BACK_UP),
        (card.look, LOOK),
        (card.other, OPEN),
    ):
        bench.window.shortcuts.list(keys, button.text(), _("Arbeitsbereich"))
    return Topic("copies", card, copying.presenter.load, RIGHT)
