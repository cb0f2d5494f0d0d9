"""Draws the data quick test: result bar, columns, learning, quality, next steps, adoption."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from kihub_desktop.imports.frames import ENDINGS
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.importing.dropped import file_of
from kihub_desktop.ui.pages.data_check.adopt_card import AdoptCard
from kihub_desktop.ui.pages.data_check.columns_card import ColumnsCard
from kihub_desktop.ui.pages.data_check.learning_card import LearningCard
from kihub_desktop.ui.pages.data_check.quality_card import QualityCard, StepsCard
from kihub_desktop.ui.pages.data_check.sample_card import SampleCard
from kihub_desktop.ui.pages.data_check.state import DataCheckState, Failure, ResultView
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.message_banner import Message, MessageBanner
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.scroll_page import ScrollPage

OPEN_KEY = "Ctrl+O"


class DataCheckPage(ScrollPage):
    """A table is dropped or chosen; what it shows stands in cards."""

    file_chosen = Signal(object)  # Path
    table_chosen = Signal(str)
    target_chosen = Signal(str)
    group_chosen = Signal(str)
    exclusion_chosen = Signal(object)  # tuple of columns
    test_chosen = Signal(object)  # UUID
    delete_requested = Signal()
    adopt_requested = Signal(object, object, bool)  # use case, source or None, says personal
    verdict_requested = Signal()
    dismissed = Signal()
    start_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Daten-Schnelltest"), parent=parent)
        self.setObjectName("dataCheckPage")
        self.setAcceptDrops(True)
        self._homeless = False
        self.tests = ChoiceBox()
        self.tests.setAccessibleName(_("Geprüfte Dateien"))
        self.add_heading_widget(self.tests)
        self.open = self.add_button(_("Datei prüfen …"), primary=True, keys=OPEN_KEY)
        self.banner: MessageBanner | None = None
        self.progress = ProgressStrip()
        self.empty = _empty()
        self._nothing = Card()
        self._nothing.add(self.empty)
        self.verdict = _ResultBar()
        self.columns_card = ColumnsCard()
        self.learning = LearningCard()
        self.quality = QualityCard()
        self.steps = StepsCard()
        self.adoption = AdoptCard()
        self.sample = SampleCard()
        for part in (self.progress, self._nothing, self.verdict):
            self.add(part)
        self.columns = self.add_columns(6, 4)
        for place, card in (
            (0, self.columns_card),
            (1, self.learning),
            (1, self.quality),
            (1, self.steps),
            (1, self.adoption),
            (0, self.sample),
        ):
            self.columns.add(place, card)
        self._connect()

    def _connect(self) -> None:
        keys = QShortcut(QKeySequence(OPEN_KEY), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.open.click)
        self.open.clicked.connect(self.ask_file)
        self.empty.action_requested.connect(self._on_empty_action)
        self.tests.activated.connect(lambda _at: self.test_chosen.emit(UUID(self.tests.key())))
        self.columns_card.table_chosen.connect(self.table_chosen)
        self.learning.question.target_chosen.connect(self.target_chosen)
        self.learning.question.group_chosen.connect(self.group_chosen)
        self.learning.question.exclusion_chosen.connect(self.exclusion_chosen)
        self.adoption.adopt_requested.connect(self.adopt_requested)
        self.adoption.delete_requested.connect(self.delete_requested)
        self.adoption.verdict_requested.connect(self.verdict_requested)

    def show_state(self, state: DataCheckState) -> None:
        self._homeless = state.missing is not None
        self.set_heading(self.title, render(state.subtitle))
        self._nothing.setVisible(state.result is None)
        self.empty.show_action(_("Alle Unternehmen") if self._homeless else _("Datei prüfen …"))
        for part in (self.verdict, self.columns):
            part.setVisible(state.result is not None)
        self.tests.setVisible(len(state.tests) > 1)
        self.tests.set_options([Option(str(each.id), each.name) for each in state.tests])
        self.tests.choose(str(state.test or ""))
        self.open.setEnabled(not state.busy and not self._homeless)
        self.open.setText(_("Andere Datei …") if state.result else _("Datei prüfen …"))
        self._show_failure(state.failure)
        if state.result is not None:
            self._show_result(state, state.result)

    def _show_result(self, state: DataCheckState, result: ResultView) -> None:
        self.verdict.show_result(result)
        self.columns_card.show_result(state, result)
        self.learning.show_result(state, result)
        self.quality.show_grades(result.grades)
        self.steps.show_steps(result.steps)
        self.adoption.show_state(state, result)
        self.sample.show_state(state)

    def _on_empty_action(self) -> None:
        if self._homeless:
            self.start_requested.emit()
        else:
            self.ask_file()

    def ask_file(self) -> None:
        """Asks for a table; dropping one does the same."""
        kinds = _("Tabellen ({endings})").format(endings=" ".join(f"*{each}" for each in ENDINGS))
        dialog = QFileDialog(self, _("Datei wählen"), "", kinds)
        dialog.setObjectName("chooseTable")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.file_chosen.emit(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_of(event.mimeData()) is not None and self.open.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = file_of(event.mimeData())
        if path is not None and self.open.isEnabled():
            event.acceptProposedAction()
            self.file_chosen.emit(path)

    def _show_failure(self, failure: Failure | None) -> None:
        if failure is None:
            if self.banner is not None:
                self.banner.hide()
            return
        if self.banner is None:  # most files need none
            self.banner = MessageBanner()
            self.banner.closed.connect(self.dismissed)
            self.body.insertWidget(0, self.banner)
        safe = _("An den Angaben hat sich nichts geändert.")
        self.banner.show_message(Message(render(failure.text), safe=safe, details=failure.detail))


def _empty() -> EmptyState:
    return EmptyState(
        _(
            "Eine Tabelle des Unternehmens hierher ziehen: In Sekunden steht da, was in ihr "
            "steckt, was ihr fehlt und ob sich etwas vorhersagen lässt."
        ),
        action=_("Datei prüfen …"),
        example=_(
            "CSV, Excel, Parquet oder SQLite. Die Rohdaten bleiben beim Kunden: Aufgehoben wird "
            "nur das Profil; Spalten mit Personenbezug werden verdeckt."
        ),
        title=_("Taugen die Daten?"),
    )


class _ResultBar(Card):
    """The verdict on the sample in two or three words and a sentence."""

    def __init__(self) -> None:
        super().__init__(tone=Tone.NEUTRAL)
        self.headline = label("", "headline", wrap=True)
        self.sentence = label("", "", wrap=True)
        self.readiness = StatusPill()
        left = QVBoxLayout()
        left.addWidget(label(_("ERGEBNIS"), "label"))
        left.addWidget(self.headline)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(24))
        row.addLayout(left, 3)
        row.addWidget(self.sentence, 6)
        row.addWidget(self.readiness, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)

    def show_result(self, result: ResultView) -> None:
        self.set_tone(result.tone)
        self.headline.setText(render(result.headline))
        self.sentence.setText(render(result.sentence))
        self.readiness.show_status(render(result.readiness), Tone.NOTE)
