"""Draws the interview: dimensions, the question with six anchored levels, the live profile."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.readiness.presenter import (
    NO_COMPANY,
    InterviewPageState,
    QuestionState,
)
from kihub_desktop.ui.pages.readiness.side_cards import DimensionsCard, ProfileCard
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.evidence_picker import EvidencePicker
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.keyed_page import KeyedPage
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.level_picker import Level, LevelPicker
from kihub_desktop.ui.widgets.link_line import LinkLine
from kihub_desktop.ui.widgets.scroll_page import Columns

_LOW = 760


class InterviewColumns(Columns):
    """Dimensions, question, profile; in a folded window one below the other, lying flat."""

    def __init__(self, dimensions: DimensionsCard, profile: ProfileCard) -> None:
        self._flat = (dimensions, profile)
        super().__init__((19, 49, 28))

    def _arrange(self, across: int) -> None:
        narrow = across < len(self._weights)
        for card in self._flat:
            card.lie_flat(narrow)
        super()._arrange(1 if narrow else across)


class ReadinessPage(KeyedPage):
    """The keys 0–5, N, Enter and B work everywhere but in text fields."""

    level_picked = Signal(int)
    not_relevant_requested = Signal()
    reason_given = Signal(str)
    evidence_picked = Signal(int)
    note_written = Signal(str)
    next_requested = Signal()
    back_requested = Signal()
    cleared = Signal()
    dimension_chosen = Signal(str)
    stage_chosen = Signal(str)
    day_written = Signal(str)
    companies_requested = Signal()
    comparison_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Reifegrad-Interview"), parent=parent)
        self.setObjectName("readinessPage")
        self._shown = ""
        self.stage = ChoiceBox()
        self.stage.setAccessibleName(_("Zeitpunkt der Erhebung"))
        self.add_heading_widget(self.stage)
        self._empty = EmptyState(
            render(NO_COMPANY),
            title=_("Noch kein Unternehmen gewählt"),
            action=_("Alle Unternehmen"),
        )
        self._empty_card = Card()
        self._empty_card.add(self._empty)
        self.add(self._empty_card)
        self.outdated = LinkLine("")
        self.outdated.hide()
        self.outdated.clicked.connect(self.comparison_requested)
        self.add(self.outdated)
        self.dimensions = DimensionsCard()
        self.profile = ProfileCard()
        self.columns = InterviewColumns(self.dimensions, self.profile)
        self.add(self.columns)
        self.question = _QuestionCard()
        self.columns.add(0, self.dimensions)
        self.columns.add(1, self.question)
        self.columns.add(2, self.profile)
        self._connect()
        self.listen_to(self, self.question, self.dimensions)

    def _connect(self) -> None:
        question = self.question
        question.levels.picked.connect(self.level_picked)
        question.levels.not_relevant_requested.connect(self.not_relevant_requested)
        question.levels.confirmed.connect(self.next_requested)
        question.levels.evidence_requested.connect(question.evidence.advance)
        question.evidence.picked.connect(self.evidence_picked)
        question.texts.committed.connect(self._on_text)
        question.back.clicked.connect(self.back_requested)
        question.forward.clicked.connect(self.next_requested)
        question.clear.clicked.connect(self.cleared)
        question.not_relevant.clicked.connect(self.not_relevant_requested)
        self.dimensions.chosen.connect(self.dimension_chosen)
        self.profile.day_written.connect(self.day_written)
        self.stage.activated.connect(lambda _index: self.stage_chosen.emit(self.stage.key()))
        self._empty.action_requested.connect(self.companies_requested)

    def show_state(self, state: InterviewPageState) -> None:
        known = state.question is not None
        self._empty_card.setVisible(not known)
        self.columns.setVisible(known)
        self.stage.setVisible(known)
        self._show_stages(state)
        said = render(state.outdated) if state.outdated else ""
        self.outdated.setText(said)
        self.outdated.setAccessibleName(said)
        self.outdated.setVisible(bool(said))
        if state.question is None:
            self.set_heading(self.title, "")
            return
        self.set_heading(
            self.title,
            _("Frage {n} von {total} · {dimension} · Fragenkatalog {edition}").format(
                n=state.question.number,
                total=state.question.total,
                dimension=_(state.question.dimension),
                edition=state.edition,
            ),
        )
        self.question.show_question(state.question, fresh=self._is_fresh(state))
        self.dimensions.show_lines(state.dimensions)
        self.profile.show_profile(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.question.set_dense(self.window().height() < _LOW * theme.current().scale)

    def _is_fresh(self, state: InterviewPageState) -> bool:
        """Whether another question (or stage) than before is on screen."""
        shown = f"{state.stage}:{state.question.question.id}" if state.question else ""
        fresh, self._shown = shown != self._shown, shown
        return fresh

    def _show_stages(self, state: InterviewPageState) -> None:
        if self.stage.count() != len(state.stages):
            self.stage.set_options([Option(s.value, render(text)) for s, text in state.stages])
        self.stage.choose(state.stage.value)

    def _on_text(self, name: str, text: str) -> None:
        (self.reason_given if name == "reason" else self.note_written).emit(text)

    def take_key(self, event: QKeyEvent) -> bool:
        return self.columns.isVisible() and self.question.levels.take_key(event)


class _QuestionCard(Card):
    """The question, what is meant, its levels, evidence, note and reason."""

    def __init__(self) -> None:
        super().__init__()
        self.place = label("", "overline")
        self.text = label("", "question", wrap=True)
        self.meaning = label("", "muted", wrap=True)
        self.levels = LevelPicker(_("Stufe"))
        self.evidence = EvidencePicker()
        self.asked = label("", "muted", wrap=True)
        self.hint = label("", "note", wrap=True)
        self._dense = False
        self.texts = Form(
            [
                [Field("reason", _("Grund, warum die Frage nicht zutrifft"))],
                [Field("note", _("Notiz"), FieldKind.LONG_TEXT)],
            ]
        )
        self.back = QPushButton(_("← Zurück"))
        self.not_relevant = QPushButton(_("Nicht zutreffend"))
        self.clear = QPushButton(_("Antwort löschen"))
        self.forward = QPushButton(_("Weiter →"))
        show_key(self.not_relevant, "N")
        set_role(self.forward, "primary")
        show_key(self.forward, "Return")
        for part in (self.place, self.text, self.meaning, self.asked, self.levels):
            self.add(part)
        self.add(label(_("Sicherheit der Einschätzung"), "label"))
        self.add(self.evidence)
        self.add(self.hint)
        self.add(self.texts)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.clear)
        row.addWidget(self.not_relevant)
        row.addWidget(self.forward)
        self.body.addLayout(row)

    def set_dense(self, dense: bool) -> None:
        """In a low window all levels come first; what else to ask stands below them."""
        if dense == self._dense:
            return
        self._dense = dense
        self.levels.set_dense(dense)
        self.body.removeWidget(self.asked)
        beside = self.body.indexOf(self.levels)
        self.body.insertWidget(beside + 1 if dense else beside, self.asked)

    def show_question(self, state: QuestionState, *, fresh: bool) -> None:
        question = state.question
        if fresh:
            self.texts.commit_pending()
            self.place.setText(f"{_(state.dimension).upper()} · {_(question.indicator)}")
            self.text.setText(_(question.question))
            asked = " ".join(_(each) for each in question.follow_ups)
            self.meaning.setText(_(question.meaning))
            self.asked.setText(_("Nachfragen: {asked}").format(asked=asked))
            self.hint.setText(_("Beleg: {hint}").format(hint=_(question.evidence_hint)))
            self.levels.show_levels(
                [Level(each.level, _(each.title), _(each.sentence)) for each in question.levels]
            )
        self.levels.show_choice(state.level)
        self.evidence.show_grade(state.evidence)
        asks = state.reason_missing or state.not_relevant
        self.texts.field("reason").setVisible(asks)
        self.texts.show_values({"reason": state.reason, "note": state.note})
        self.not_relevant.setDown(state.not_relevant)
        self.clear.setEnabled(state.level is not None or state.not_relevant)
        self.back.setEnabled(state.number > 1)
        if state.reason_missing:
            self.texts.focus_field("reason")
        elif fresh and not self._is_typing():
            self.levels.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_typing(self) -> bool:
        return isinstance(self.window().focusWidget(), QLineEdit | QPlainTextEdit)
