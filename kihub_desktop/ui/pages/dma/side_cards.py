"""The cards beside the question: progress, live scores with the variant, day and comparison."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kihub_desktop.analysis.explanation import Node
from kihub_desktop.domain.phrases import Amount, Phrase
from kihub_desktop.texts import _, amount, ngettext, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.dma.state import DmaChangeLine, DmaLine, DmaPageState
from kihub_desktop.ui.widgets.bars import Meter
from kihub_desktop.ui.widgets.card import Card, CardButton
from kihub_desktop.ui.widgets.cells import Column, TextCell
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.explanation_view import ExplanationView
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.radar import Axis, Radar

TOP = 100


class _QuestionButton(CardButton):
    """A question with its progress."""

    def __init__(self, line: DmaLine, parent: QWidget | None = None) -> None:
        super().__init__(_name(line), parent)
        self.setCheckable(True)
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(2), px(8), px(4))
        self.meter = Meter(_name(line), stacked=True)
        column.addWidget(self.meter)

    def show_line(self, line: DmaLine) -> None:
        text = f"{line.answered}/{line.rows}"
        self.meter.show_share(line.answered / line.rows, text, strong=line.is_current)
        self.setChecked(line.is_current)
        self.setAccessibleName(f"{_name(line)} {text}")

    def sizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(150), px(44))


def _name(line: DmaLine) -> str:
    return f"{line.key.removeprefix('Q')} {_(line.dimension)}"


class QuestionsCard(Card):
    """All eleven questions with what is answered of each."""

    chosen = Signal(str)  # key of a question

    def __init__(self) -> None:
        super().__init__(_("Die elf Fragen"))
        self.body.setSpacing(theme.current().px(2))
        self._buttons: dict[str, _QuestionButton] = {}

    def show_lines(self, lines: Sequence[DmaLine]) -> None:
        for line in lines:
            if line.key not in self._buttons:
                button = self._buttons[line.key] = _QuestionButton(line)
                button.clicked.connect(lambda _checked=False, key=line.key: self.chosen.emit(key))
                self.add(button)
            self._buttons[line.key].show_line(line)


class ProfileCard(Card):
    """Radar, total and band, and the reading of the scoring with what it does."""

    profile_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Ergebnis"), _("0 bis 100 je Dimension"))
        self.radar = Radar(_("Ergebnis"), TOP)
        self.total = label("", "strong", wrap=True)
        self.band = label("", "muted", wrap=True)
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(_("Wertung"))
        self.choice.setMinimumContentsLength(12)
        self.effect = label("", "muted", wrap=True)
        self.readings = label("", "note", wrap=True)
        self.notice = label("", "note", wrap=True)
        self.foreign = label("", "note", wrap=True)
        self.add(self.radar)
        for words in (self.total, self.band):
            self.add(words)
        self.add(label(_("Wertung"), "label"))
        self.add(self.choice)
        for note in (self.effect, self.readings, self.foreign, self.notice):
            self.add(note)
        self.choice.activated.connect(lambda _i: self.profile_chosen.emit(self.choice.key()))

    def show_profile(self, state: DmaPageState) -> None:
        self.radar.show_axes([Axis(_(axis.label), axis.points) for axis in state.axes])
        self.total.setText(render(state.total) if state.total else "")
        self.band.setText(render(state.band) if state.band else "")
        self.band.setVisible(state.band is not None)
        if self.choice.count() != len(state.profiles):
            self.choice.set_options([Option(key, _(name)) for key, name in state.profiles])
        self.choice.choose(state.profile)
        self.effect.setText(_(state.effect))
        self.readings.setText("\n".join(render(each) for each in state.readings))
        self.readings.setVisible(bool(state.readings))
        said = ngettext(
            "{n} Antwort einer anderen Ausgabe zählt hier nicht mit.",
            "{n} Antworten einer anderen Ausgabe zählen hier nicht mit.",
            state.foreign,
        )
        self.foreign.setText(said.format(n=state.foreign))
        self.foreign.setVisible(state.foreign > 0)
        self.notice.setText(_(state.notice))


class OriginCard(Card):
    """Every point down to the answers; a question or a row leads to where it is answered."""

    question_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Woher kommen die Punkte?"))
        self.tree = ExplanationView(_("Woher kommen die Punkte?"))
        self.add(self.tree)
        self._shown: Node | None = None
        self.tree.answer_chosen.connect(self.question_chosen)

    def show_origin(self, state: DmaPageState) -> None:
        if state.tree is not None and state.tree != self._shown:
            self._shown = state.tree  # else what was opened stays open
            self.tree.show_node(state.tree, _("Wert"))


class StagesCard(Card):
    """The day of the stage, and how it differs from another one."""

    day_written = Signal(str)
    other_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Zeitpunkte"))
        self.form = Form([[Field("day", _("Datum der Erhebung"), FieldKind.DAY)]])
        self.note = label("", "muted", wrap=True)
        self.table: DataTable[DmaChangeLine] = DataTable(
            _("Vergleich der Zeitpunkte"),
            (
                Column(_("Dimension"), lambda line: render(line.label), stretch=1),
                Column(_("vorher"), lambda line: TextCell(_points(line.before), muted=True)),
                Column(_("jetzt"), lambda line: _points(line.after)),
                Column(_("Änderung"), lambda line: TextCell(_change(line), strong=True)),
            ),
        )
        self.other = ChoiceBox()
        self.other.setAccessibleName(_("Vergleichen mit"))
        self.other.activated.connect(lambda _at: self.other_chosen.emit(self.other.key()))
        for part in (self.form, self.other, self.note, self.table):
            self.add(part)
        self.form.committed.connect(lambda _name, text: self.day_written.emit(text))

    def show_stages(self, state: DmaPageState) -> None:
        self.form.show_values({"day": state.day})
        self.form.show_problems({"day": render(state.day_problem) if state.day_problem else ""})
        self.other.set_options([Option(s.value, _against(text)) for s, text in state.others])
        self.other.choose(state.other.value if state.other else "")
        self.other.setVisible(len(state.others) > 1)
        self.table.setVisible(bool(state.changes))
        self.table.show_rows(state.changes)
        self.note.setText(
            render(state.compared_with)
            if state.compared_with
            else _("Ein Vergleich erscheint, sobald ein zweiter Zeitpunkt beantwortet ist.")
        )


def _against(stage: Phrase) -> str:
    return _("Vergleichen mit: {stage}").format(stage=render(stage))


def _points(value: float | None) -> str:
    return _("offen") if value is None else number(value, 1)


def _change(line: DmaChangeLine) -> str:
    if line.difference is None:
        return "–"
    return amount(Amount(line.difference, 1, signed=True))
