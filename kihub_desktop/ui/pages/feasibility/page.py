"""Draws the verdict page."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.feasibility.compared_card import ComparedCard
from kihub_desktop.ui.pages.feasibility.conditions_card import ConditionsCard
from kihub_desktop.ui.pages.feasibility.state import (
    EVIDENCE,
    FeasibilityState,
    PillarCard,
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
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.explanation_view import ExplanationView
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.link_line import LinkLine
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.ring_gauge import RingGauge
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox


class FeasibilityPage(ScrollPage):
    use_case_chosen = Signal(object)  # UUID
    pillar_chosen = Signal(str)
    address_chosen = Signal(str)
    agreement_requested = Signal(str)  # the code of a condition
    decision_requested = Signal()  # two values wait for a person
    calculation_requested = Signal()
    report_requested = Signal()
    findings_requested = Signal()
    start_requested = Signal()  # from the empty state

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Machbarkeit"), parent=parent)
        self.setObjectName("feasibilityPage")
        self.choice = UseCaseBox()
        self.add_heading_widget(self.choice)
        self.report = self.add_button(_("Bericht erzeugen"), primary=True)
        self.progress = ProgressStrip()
        self.add(self.progress)
        self._is_due = False
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
        self.conditions = ConditionsCard()
        self.explanation = _ExplanationCard()
        self.columns.add(0, self.conditions)
        self.columns.add(1, self.explanation)
        self.compared = ComparedCard()
        self.add(self.compared)
        self._connect()

    def _connect(self) -> None:
        self.choice.use_case_picked.connect(self.use_case_chosen)
        self.report.clicked.connect(self.report_requested)
        self.empty.action_requested.connect(self._on_action)
        self.pillars.chosen.connect(self.pillar_chosen)
        self.verdict.address_chosen.connect(self.address_chosen)
        self.verdict.certainty.clicked.connect(lambda: self.pillar_chosen.emit(EVIDENCE))
        self.conditions.address_chosen.connect(self.address_chosen)
        self.conditions.agreement_requested.connect(self.agreement_requested)
        self.explanation.view.answer_chosen.connect(self.address_chosen)
        self.verdict.findings.clicked.connect(self.findings_requested)
        self.compared.chosen.connect(self.use_case_chosen)

    def show_state(self, state: FeasibilityState) -> None:
        verdict = state.verdict
        for part in (self.verdict, self.pillars, self.columns, self.report):
            part.setVisible(verdict is not None)
        self.choice.setVisible(state.chosen is not None)
        self.choice.show_choices(state.choices, state.chosen)
        self.compared.setVisible(len(state.compared) > 1)
        self.compared.show_lines(state.compared, state.chosen)
        self._empty_card.setVisible(verdict is None)
        if verdict is None:
            self._show_nothing(state)
            return
        self.set_heading(
            _("Machbarkeit"),
            _("Fünf Säulen, ein Urteil – jede Zahl lässt sich bis zur Antwort zurückverfolgen"),
        )
        self.verdict.show_verdict(verdict)
        self.pillars.show_pillars(verdict)
        self.conditions.show_verdict(verdict)
        self.explanation.show_verdict(verdict)

    def _show_nothing(self, state: FeasibilityState) -> None:
        """Why there is no verdict: nothing to judge, or it is being worked out."""
        self._is_due = state.is_due
        self.set_heading(_("Machbarkeit"), "")
        if state.is_due:
            self._reason.setText(
                _("Das Urteil wird gerechnet: Kosten und Nutzen werden simuliert.")
            )
            self.empty.show_action(_("Ausrechnen"))
            return
        self._reason.setText(render(state.missing) if state.missing else "")
        homeless = state.missing == NO_COMPANY
        self.empty.show_action(_("Alle Unternehmen") if homeless else _("Zu den Anwendungsfällen"))

    def _on_action(self) -> None:
        (self.calculation_requested if self._is_due else self.start_requested).emit()


class _VerdictCard(Card):
    """The verdict in words, with how sure it is and which questions decide."""

    address_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(tone=Tone.NEUTRAL)
        self.outcome = label("", "headline", wrap=True)
        self.headline = label("", "", wrap=True)
        self.certainty = LinkLine("")
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
        self.certainty.setAccessibleName(render(state.certainty))
        self.certainty.setToolTip(_("Zeigt, welche Angaben belegt sind und welche nicht"))
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


class _ExplanationCard(Card):
    """The parts of the figure that is explained, down to the answers."""

    def __init__(self) -> None:
        super().__init__()
        self.view = ExplanationView(_("Woher kommt die Zahl?"))
        self.hint = label("", "note", wrap=True)
        self.add(self.view)
        self.add(self.hint)

    def show_verdict(self, state: VerdictState) -> None:
        self.set_heading(render(state.explained_title))
        self.view.show_node(state.tree)
        self.hint.setText(
            _(
                "Ein Klick oder Enter auf eine Zeile springt zur Antwort; Pfeil rechts und links "
                "klappen auf und zu. Methode {edition}."
            ).format(edition=state.edition)
        )
