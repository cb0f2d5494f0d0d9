"""Draws the verdict page."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.texts import _, day, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.feasibility.presenter import (
    ConditionLine,
    FeasibilityState,
    PillarCard,
    StepLine,
    VerdictState,
)
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.use_case_choice import NO_COMPANY
from kihub_desktop.ui.verdict_words import (
    outcome_tone,
    outcome_word,
    status_tone,
    status_word,
)
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, TextCell
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.explanation_view import ExplanationView
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.ring_gauge import RingGauge
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox


class FeasibilityPage(ScrollPage):
    use_case_chosen = Signal(object)  # UUID
    pillar_chosen = Signal(str)
    address_chosen = Signal(str)
    report_requested = Signal()
    findings_requested = Signal()
    start_requested = Signal()  # from the empty state

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Machbarkeit"), parent=parent)
        self.setObjectName("feasibilityPage")
        self.choice = UseCaseBox()
        self.add_heading_widget(self.choice)
        self.report = self.add_button(_("Bericht erzeugen"), primary=True)
        self._empty_card = Card()
        self.empty = EmptyState(
            _("Hier steht, ob ein Anwendungsfall machbar ist, was noch fehlt und warum."),
            action=_("Zu den Anwendungsfällen"),
        )
        self._reason = label("", "strong", wrap=True)
        self._empty_card.add(self._reason)
        self._empty_card.add(self.empty)
        self.add(self._empty_card)
        self.verdict = _VerdictCard()
        self.pillars = _PillarRow()
        self.add(self.verdict)
        self.add(self.pillars)
        self.columns = self.add_columns(61, 38)
        self.conditions = _ConditionsCard()
        self.explanation = _ExplanationCard()
        self.columns.add(0, self.conditions)
        self.columns.add(1, self.explanation)
        self._connect()

    def _connect(self) -> None:
        self.choice.use_case_picked.connect(self.use_case_chosen)
        self.report.clicked.connect(self.report_requested)
        self.empty.action_requested.connect(self.start_requested)
        self.pillars.chosen.connect(self.pillar_chosen)
        self.verdict.address_chosen.connect(self.address_chosen)
        self.conditions.table.opened.connect(self._on_condition)
        self.explanation.view.answer_chosen.connect(self.address_chosen)
        self.verdict.findings.clicked.connect(self.findings_requested)

    def show_state(self, state: FeasibilityState) -> None:
        verdict = state.verdict
        for part in (self.verdict, self.pillars, self.columns, self.choice, self.report):
            part.setVisible(verdict is not None)
        self._empty_card.setVisible(verdict is None)
        self._reason.setText(render(state.missing) if state.missing else "")
        homeless = state.missing == NO_COMPANY
        self.empty.show_action(_("Alle Unternehmen") if homeless else _("Zu den Anwendungsfällen"))
        self.choice.show_choices(state.choices, state.chosen)
        if verdict is None:
            self.set_heading(_("Machbarkeit"), "")
            return
        self.set_heading(
            _("Machbarkeit"),
            _("Fünf Säulen, ein Urteil – jede Zahl lässt sich bis zur Antwort zurückverfolgen"),
        )
        self.verdict.show_verdict(verdict)
        self.pillars.show_pillars(verdict)
        self.conditions.show_verdict(verdict)
        self.explanation.show_verdict(verdict)

    def _on_condition(self, line: ConditionLine) -> None:
        if line.address:
            self.address_chosen.emit(line.address)


class _VerdictCard(Card):
    """The verdict in words, with how sure it is and which questions decide."""

    address_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tone=Tone.NEUTRAL)
        self.outcome = label("", "headline", wrap=True)
        self.headline = label("", "", wrap=True)
        self.certainty = label("", "note", wrap=True)
        self.conditions = StatusPill()
        self.knockouts = StatusPill()
        self.findings = QPushButton(_("Angaben bearbeiten"))
        self.questions = FlowRow()
        left = QVBoxLayout()
        left.addWidget(label(_("URTEIL"), "label"))
        left.addWidget(self.outcome)
        left.addStretch(1)
        middle = QVBoxLayout()
        middle.addWidget(self.headline)
        middle.addWidget(self.questions)
        middle.addWidget(self.certainty)
        pills = QHBoxLayout()
        pills.addStretch(1)
        pills.addWidget(self.conditions)
        pills.addWidget(self.knockouts)
        right = QVBoxLayout()
        right.addLayout(pills)
        right.addStretch(1)
        right.addWidget(self.findings, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(24))
        row.addLayout(left, 3)
        row.addLayout(middle, 6)
        row.addLayout(right)
        self.body.addLayout(row)

    def show_verdict(self, state: VerdictState) -> None:
        tone = outcome_tone(state.outcome)
        self.set_tone(tone)
        word = render(outcome_word(state.outcome))
        self.outcome.setText(word[:1].upper() + word[1:])
        self.headline.setText(render(state.headline))
        self.certainty.setText(render(state.certainty))
        self.conditions.show_status(render(state.condition_count), Tone.WARN)
        knocked = Tone.BAD if state.has_knockouts else Tone.GOOD
        self.knockouts.show_status(render(state.knockout_count), knocked)
        self.questions.clear()
        for question in state.questions:
            button = QPushButton(render(question.text))
            set_role(button, "link")
            address = question.address
            button.clicked.connect(lambda _on=False, where=address: self.address_chosen.emit(where))
            self.questions.add(button)
        self.questions.setVisible(bool(state.questions))


class _PillarRow(QWidget):
    """Five cards with a ring each; a click explains the pillar."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.current().px(16))
        self.cards: dict[str, _PillarCard] = {}

    def show_pillars(self, state: VerdictState) -> None:
        for pillar in state.pillars:
            card = self.cards.get(pillar.key)
            if card is None:
                card = self.cards[pillar.key] = self._card(pillar)
            card.show_pillar(pillar, explained=pillar.key == state.explained)

    def _card(self, pillar: PillarCard) -> _PillarCard:
        card = _PillarCard(render(pillar.name))
        card.ring.clicked.connect(lambda: self.chosen.emit(pillar.key))
        self._row.addWidget(card, 1)
        return card


class _PillarCard(Card):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.set_margins(12, 14, 16)
        centre = Qt.AlignmentFlag.AlignHCenter
        heading = label(name, "card-title")
        heading.setAlignment(centre)
        self.ring = RingGauge(name)
        self.word = StatusPill()
        self.note = label("", "note", wrap=True)
        self.note.setAlignment(centre)
        self.body.addWidget(heading)
        self.body.addWidget(self.ring, 0, centre)
        self.body.addWidget(self.word, 0, centre)
        self.body.addWidget(self.note)
        self.body.addStretch(1)

    def show_pillar(self, pillar: PillarCard, *, explained: bool) -> None:
        word, tone = render(status_word(pillar.status)), status_tone(pillar.status)
        # An integer in the ring reaches a line exactly if the score does: 59,9 shows 59.
        low, high = math.floor(pillar.low), math.floor(pillar.high)
        if pillar.low == pillar.high:
            self.ring.show_score(low, tone, word)
        else:
            self.ring.show_range(low, high, tone, word)
        self.word.show_status(word, tone)
        self.note.setText(render(pillar.note))
        self.set_tone(Tone.NOTE if explained else None)


class _ConditionsCard(Card):
    """Conditions with reason, role and date; next steps; what would make it feasible."""

    def __init__(self) -> None:
        super().__init__(_("Auflagen vor dem Start"))
        self.table: DataTable[ConditionLine] = DataTable(
            _("Auflagen vor dem Start"),
            _condition_columns(),
            key_of=lambda line: line.code,
            empty=EmptyState(_("Keine Auflage ist offen.")),
        )
        self.steps: DataTable[StepLine] = DataTable(
            _("Empfohlene nächste Schritte"),
            _step_columns(),
            key_of=lambda line: line.number,
            empty=EmptyState(_("Noch keine Schritte: erst fehlen Angaben.")),
        )
        self.improvement = label("", "", wrap=True)
        self.add(self.table)
        self.add(label(_("Empfohlene nächste Schritte"), "card-title"))
        self.add(self.steps)
        self.add(self.improvement)

    def show_verdict(self, state: VerdictState) -> None:
        self.table.show_rows(state.conditions)
        self.steps.show_rows(state.steps)
        self.improvement.setText("\n".join(render(each) for each in state.improvements))
        self.improvement.setVisible(bool(state.improvements))


class _ExplanationCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self.view = ExplanationView(_("Woher kommt die Zahl?"))
        self.hint = label("", "note", wrap=True)
        self.add(self.view)
        self.add(self.hint)

    def show_verdict(self, state: VerdictState) -> None:
        pillar = next(each for each in state.pillars if each.key == state.explained)
        name = render(pillar.name)
        if pillar.low == pillar.high:
            title = _("Woher kommt die {score} bei {pillar}?").format(
                score=math.floor(pillar.low), pillar=name
            )
        else:
            title = _("Was ist bei {pillar} noch offen?").format(pillar=name)
        self.set_heading(title)
        self.view.show_node(state.tree)
        self.hint.setText(
            _("Ein Klick auf eine Zeile springt zur Antwort. Methode {edition}.").format(
                edition=state.edition
            )
        )


def _condition_columns() -> tuple[Column[ConditionLine], ...]:
    return (
        Column(_("Auflage"), _condition, stretch=3, wrap=True),
        Column(_("Warum"), lambda line: render(line.why), stretch=3, wrap=True),
        Column(_("Wer"), lambda line: render(line.role), stretch=1),
        Column(_("Bis"), lambda line: day(line.due), sort=lambda line: line.due),
    )


def _condition(line: ConditionLine) -> Cell:
    return TextCell(render(line.text), strong=True)


def _step_columns() -> tuple[Column[StepLine], ...]:
    return (
        Column("#", lambda line: str(line.number), sortable=False),
        Column(_("Schritt"), lambda line: render(line.text), stretch=3, wrap=True, sortable=False),
        Column(
            _("Wie"),
            lambda line: TextCell(render(line.detail), muted=True),
            stretch=3,
            wrap=True,
            sortable=False,
        ),
        Column(_("Bis"), lambda line: day(line.due) if line.due else "", sortable=False),
    )
