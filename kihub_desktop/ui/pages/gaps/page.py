"""Draws the gaps with their measures at the left and the comparison of the stages at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.domain.phrases import Amount
from kihub_desktop.texts import _, amount, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.gaps.presenter import NO_COMPANY, GapCard, GapsState, StageLine
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Column, TextCell
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.scroll_page import ScrollPage


class GapsPage(ScrollPage):
    """What to close first, and what has changed since the stage before."""

    question_requested = Signal(str)  # an indicator
    companies_requested = Signal()
    pair_chosen = Signal(str, str)  # two stages

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Lücken & Maßnahmen"), parent=parent)
        self.setObjectName("gapsPage")
        self._empty = EmptyState(
            render(NO_COMPANY),
            title=_("Noch kein Unternehmen gewählt"),
            action=_("Alle Unternehmen"),
        )
        self._empty_card = Card()
        self._empty_card.add(self._empty)
        self.add(self._empty_card)
        self.columns = self.add_columns(62, 38)
        self.place = _Gaps()
        self.stages = _StagesCard()
        self.columns.add(0, self.place)
        self.columns.add(1, self.stages)
        self.place.question_requested.connect(self.question_requested)
        self.stages.pair_chosen.connect(self.pair_chosen)
        self._empty.action_requested.connect(self.companies_requested)

    def show_state(self, state: GapsState) -> None:
        self._empty_card.setVisible(not state.has_company)
        self.columns.setVisible(state.has_company)
        subtitle = _("Was den geplanten Vorhaben am meisten bringt") if state.has_company else ""
        self.set_heading(self.title, subtitle)
        if state.has_company:
            self.place.show_gaps(state)
            self.stages.show_stages(state)


class _Gaps(QWidget):
    """One card per gap, the one that brings most first."""

    question_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(12))
        self._note_card = Card()
        self.note = label("", "muted", wrap=True)
        self._note_card.add(self.note)
        self._column.addWidget(self._note_card)
        self.cards: list[Card] = []
        self._shown: tuple[GapCard, ...] = ()

    def show_gaps(self, state: GapsState) -> None:
        self.note.setText(_note(state))
        gaps = state.gaps or ()
        if gaps == self._shown:
            return
        self._shown = gaps
        for old in self.cards:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [self._card(gap) for gap in gaps]
        for card in self.cards:
            self._column.addWidget(card)

    def _card(self, gap: GapCard) -> Card:
        card = Card(render(gap.title), render(gap.brings))
        for measure in gap.measures:
            card.add(label(_(measure.text), wrap=True))
            card.add(label(render(measure.effort), "note", wrap=True))
        ask = QPushButton(_("Zur Frage"))
        name = _("Zur Frage {indicator}").format(indicator=gap.indicator)
        ask.setAccessibleName(name)
        ask.setToolTip(name)
        ask.clicked.connect(lambda: self.question_requested.emit(gap.indicator))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(ask)
        card.body.addLayout(row)
        return card


def _note(state: GapsState) -> str:
    if state.failed:
        return _("Die Lücken ließen sich nicht ausrechnen.")
    if state.gaps is None:
        return _("Die Wirkung jeder Lücke wird ausgerechnet …")
    if not state.gaps:
        return _("Keine Lücke zum Ziel: Entweder ist das Ziel erreicht, oder es fehlen Antworten.")
    if not state.planned:
        return _("Noch kein Anwendungsfall ist geplant; gezeigt ist der Abstand zum Mindestziel.")
    return _(
        "Geordnet nach der Wirkung auf die geplanten Anwendungsfälle: Urteil, Auflagen, Punkte. "
        "Die Maßnahmen sind ein erster Schritt, Aufwand und Rolle sind Annahmen."
    )


class _StagesCard(Card):
    """The readiness at two stages, to be chosen once there are more."""

    pair_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(_("Vergleich der Zeitpunkte"))
        self.note = label("", "muted", wrap=True)
        self.table: DataTable[StageLine] = DataTable(
            _("Vergleich der Zeitpunkte"),
            (
                Column(_("Dimension"), lambda line: render(line.label), stretch=1),
                Column(_("vorher"), lambda line: TextCell(_level(line.before), muted=True)),
                Column(_("jetzt"), lambda line: _level(line.after)),
                Column(_("Änderung"), lambda line: TextCell(_change(line), strong=True)),
            ),
        )
        self.rule = label(
            _(
                "* Verändert: Die Vertrauensbänder beider Zeitpunkte überschneiden sich nicht. "
                "Ohne Stern kann es an der Unsicherheit der Antworten liegen."
            ),
            "note",
            wrap=True,
        )
        for part in (self.note, self.rule):
            self.add(part)
        self.body.insertWidget(1, self.table)
        self.before, self.after = ChoiceBox(), ChoiceBox()
        self.before.setAccessibleName(_("vorher"))
        self.after.setAccessibleName(_("jetzt"))
        self._pair = QWidget()
        row = QHBoxLayout(self._pair)
        row.setContentsMargins(0, 0, 0, 0)
        for box in (self.before, self.after):
            box.activated.connect(self._on_chosen)
            row.addWidget(box, 1)
        self.body.insertWidget(0, self._pair)

    def _on_chosen(self, _place: int) -> None:
        self.pair_chosen.emit(self.before.key(), self.after.key())

    def show_stages(self, state: GapsState) -> None:
        for part in (self.table, self.rule):
            part.setVisible(bool(state.stages))
        self._pair.setVisible(len(state.begun) > 2)
        if state.pair is not None:
            for box, chosen in zip((self.before, self.after), state.pair, strict=True):
                box.set_options([Option(s.value, render(text)) for s, text in state.begun])
                box.choose(chosen.value)
        self.table.show_rows(state.stages)
        self.note.setText(
            render(state.compared_with)
            if state.compared_with
            else _("Ein Vergleich erscheint, sobald ein zweiter Zeitpunkt beantwortet ist.")
        )


def _level(value: float | None) -> str:
    return _("offen") if value is None else number(value, 1)


def _change(line: StageLine) -> str:
    if line.difference is None:
        return "–"
    mark = " *" if line.is_certain else ""
    return amount(Amount(line.difference, 1, signed=True)) + mark
