"""Draws the EU-DMA: questions with progress, the rows of one, scores, variant and comparison."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from kihub_desktop.domain.dma import AnswerType
from kihub_desktop.texts import _, ngettext, render
from kihub_desktop.ui.pages.dma.presenter import NO_COMPANY
from kihub_desktop.ui.pages.dma.rows import ItemRows, answer_words
from kihub_desktop.ui.pages.dma.side_cards import (
    OriginCard,
    ProfileCard,
    QuestionsCard,
    StagesCard,
)
from kihub_desktop.ui.pages.dma.state import DmaPageState, DmaQuestionState
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.keyed_page import KeyedPage
from kihub_desktop.ui.widgets.labels import label, set_role

EXPORT_KEYS = "Ctrl+E"


class DmaPage(KeyedPage):
    """Digits, R, V and Enter work everywhere but in text fields."""

    row_picked = Signal(str, int)
    rest_no_requested = Signal()
    suggestions_requested = Signal()
    next_requested = Signal()
    back_requested = Signal()
    question_chosen = Signal(str)
    stage_chosen = Signal(str)
    profile_chosen = Signal(str)
    day_written = Signal(str)
    other_chosen = Signal(str)
    export_requested = Signal()
    target_chosen = Signal(object)  # Path
    companies_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("EU-DMA"), parent=parent)
        self.setObjectName("dmaPage")
        self._shown = ""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = QStandardPaths.writableLocation(documents)
        self.stage = ChoiceBox()
        self.stage.setAccessibleName(_("Zeitpunkt der Erhebung"))
        self.add_heading_widget(self.stage)
        self.export = self.add_button(_("CSV zur Prüfung"), keys=EXPORT_KEYS)
        self._empty = EmptyState(
            render(NO_COMPANY),
            title=_("Noch kein Unternehmen gewählt"),
            action=_("Alle Unternehmen"),
        )
        self._empty_card = Card()
        self._empty_card.add(self._empty)
        self.add(self._empty_card)
        self.written = Card()
        self._written_words = label("", wrap=True)
        self.written.add(self._written_words)
        self.add(self.written)
        self.questions, self.profile, self.stages = QuestionsCard(), ProfileCard(), StagesCard()
        self.origin = OriginCard()
        self.question = _QuestionCard()
        self.columns = self.add_columns(17, 51, 30)
        self.columns.add(0, self.questions)
        self.columns.add(1, self.question)
        self.columns.add(1, self.origin)
        self.columns.add(2, self.profile)
        self.columns.add(2, self.stages)
        self.setFocusProxy(self.question.rows)
        self._connect()

    def _connect(self) -> None:
        question = self.question
        question.rows.picked.connect(self.row_picked)
        question.rest_no.clicked.connect(self.rest_no_requested)
        question.take.clicked.connect(self.suggestions_requested)
        question.back.clicked.connect(self.back_requested)
        question.forward.clicked.connect(self.next_requested)
        self.questions.chosen.connect(self.question_chosen)
        self.profile.profile_chosen.connect(self.profile_chosen)
        self.origin.question_chosen.connect(self.question_chosen)
        self.stages.day_written.connect(self.day_written)
        self.stages.other_chosen.connect(self.other_chosen)
        self.stage.activated.connect(lambda _index: self.stage_chosen.emit(self.stage.key()))
        self.export.clicked.connect(self.export_requested)
        QShortcut(QKeySequence(EXPORT_KEYS), self).activated.connect(self.export.click)
        self._empty.action_requested.connect(self.companies_requested)
        self.listen_to(question, self.questions)

    def show_state(self, state: DmaPageState) -> None:
        known = state.question is not None
        self._empty_card.setVisible(not known)
        self.columns.setVisible(known)
        self.stage.setVisible(known)
        self.export.setVisible(known)
        self._show_stages(state)
        self._show_written(state)
        if state.question is None:
            self.set_heading(self.title, "")
            return
        self.set_heading(
            self.title,
            _(
                "Frage {n} von {total} · Ausgabe {edition} · zur Prüfung gegen die amtliche Vorlage"
            ).format(n=state.question.number, total=state.question.total, edition=state.edition),
        )
        shown = f"{state.stage}:{state.question.key}"
        fresh, self._shown = shown != self._shown, shown
        self.question.show_question(state.question, state.suggestions)
        self.questions.show_lines(state.lines)
        self.profile.show_profile(state)
        self.origin.show_origin(state)
        self.stages.show_stages(state)
        if fresh and self.isVisible() and not self.is_typing():
            self.question.rows.focus_open()

    def ask_target(self, name: str) -> None:
        """Asks where to save; `name` is proposed in the folder used last."""
        start = str(Path(self._folder) / name)
        title = _("EU-DMA als CSV zur Prüfung speichern")
        dialog = QFileDialog(self, title, start, "CSV (*.csv)")
        dialog.setObjectName("saveDma")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, chosen: str) -> None:
        self._folder = str(Path(chosen).parent)
        self.target_chosen.emit(Path(chosen))

    def _show_stages(self, state: DmaPageState) -> None:
        if self.stage.count() != len(state.stages):
            self.stage.set_options([Option(s.value, render(text)) for s, text in state.stages])
        self.stage.choose(state.stage.value)

    def _show_written(self, state: DmaPageState) -> None:
        self.written.setVisible(state.exported is not None)
        self.written.set_tone(Tone.BAD if state.failed else Tone.GOOD)
        self._written_words.setText(render(state.exported) if state.exported else "")

    def take_key(self, event: QKeyEvent) -> bool:
        plain = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier
        if not self.columns.isVisible() or event.modifiers() & ~plain:
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.next_requested.emit()
        elif event.text().lower() == _("r"):
            self.rest_no_requested.emit()
        elif event.text().lower() == _("v"):
            self.suggestions_requested.emit()
        else:
            return False
        return True


class _QuestionCard(Card):
    """The question, its rows, and what one key does to all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.place = label("", "overline")
        self.text = label("", "question", wrap=True)
        self.hint = label("", "muted", wrap=True)
        self.rows = ItemRows()
        self.score = label("", "strong", wrap=True)
        self.keys = label("", "note", wrap=True)
        self.back = QPushButton(_("← Zurück"))
        self.take = QPushButton()
        self.rest_no = QPushButton(_("Rest nein"))
        self.forward = QPushButton(_("Weiter →"))
        show_key(self.rest_no, _("r").upper())
        set_role(self.forward, "primary")
        show_key(self.forward, "Return")
        for part in (self.place, self.text, self.hint, self.rows, self.score, self.keys):
            self.add(part)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.take)
        row.addWidget(self.rest_no)
        row.addWidget(self.forward)
        self.body.addLayout(row)

    def show_question(self, state: DmaQuestionState, suggestions: int) -> None:
        self.place.setText(_(state.dimension).upper())
        self.text.setText(_(state.text))
        self.hint.setText(_(state.hint))
        self.rows.show_rows(state.rows, state.type)
        self.score.setText(render(state.score))
        self.keys.setText(_keys(state.type))
        self.back.setEnabled(state.number > 1)
        self.rest_no.setEnabled(any(row.value is None for row in state.rows))
        self.rest_no.setText(_("Rest 0") if state.type is AnswerType.SCALE else _("Rest nein"))
        self.take.setVisible(suggestions > 0)
        taken = ngettext("{n} Vorschlag übernehmen", "{n} Vorschläge übernehmen", suggestions)
        self.take.setText(taken.format(n=suggestions))
        self.take.setAccessibleName(self.take.text())
        show_key(self.take, _("v").upper())


def _keys(kind: AnswerType) -> str:
    if kind is AnswerType.SCALE:
        said = _("0–5 Stand")
    else:
        said = " · ".join(f"{n} {text}" for n, text in enumerate(answer_words(kind)))
    return _("Tasten: {answers} · ↑ ↓ Zeile · R Rest · V Vorschläge · ⏎ weiter").format(
        answers=said
    )
