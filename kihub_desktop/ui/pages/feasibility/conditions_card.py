"""Conditions with reason, owner and date; next steps; what would make it feasible."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from kihub_desktop.texts import _, day, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.feasibility.state import ConditionLine, StepLine, VerdictState
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label

AGREE_KEYS = "F2"
ANSWER_KEYS = "Return"


class ConditionsCard(Card):
    """Enter leads to the answer behind a condition, F2 asks who meets it until when."""

    address_chosen = Signal(str)
    agreement_requested = Signal(str)  # the code of a condition

    def __init__(self) -> None:
        super().__init__(_("Auflagen vor dem Start"))
        self.table: DataTable[ConditionLine] = DataTable(
            _("Auflagen vor dem Start"),
            _condition_columns(),
            key_of=lambda line: line.code,
            empty=EmptyState(_("Keine Auflage ist offen.")),
        )
        self.agree = QPushButton(_("Vereinbaren …"))
        self.agree.setAccessibleName(_("Auflage vereinbaren: wer, bis wann, oder nicht erfüllbar"))
        show_key(self.agree, AGREE_KEYS)
        self.answer = QPushButton(_("Zur Antwort"))
        show_key(self.answer, ANSWER_KEYS)
        self.hint = label(
            _(
                "Grau ist der Vorschlag der Methode. Erfüllt ist eine Auflage, wenn die Antwort "
                "dahinter besser wird."
            ),
            "note",
            wrap=True,
        )
        self.fulfilled = label("", "note", wrap=True)
        self.steps: DataTable[StepLine] = DataTable(
            _("Empfohlene nächste Schritte"),
            _step_columns(),
            key_of=lambda line: line.number,
            empty=EmptyState(_("Noch keine Schritte: erst fehlen Angaben.")),
        )
        self.improvement = label("", "", wrap=True)
        self._build()
        self._wire()

    def _build(self) -> None:
        self.add(self.table)
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(10))
        row.addWidget(self.hint, 1)
        row.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.agree, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.add(self.fulfilled)
        self.add(self.improvement)
        self.add(label(_("Empfohlene nächste Schritte"), "card-title"))
        self.add(self.steps)

    def _wire(self) -> None:
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(lambda _line: self._show_buttons())
        self.answer.clicked.connect(self._on_answer)
        self.agree.clicked.connect(self._on_agree)
        shortcut = QShortcut(QKeySequence(AGREE_KEYS), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._on_agree)

    def show_verdict(self, state: VerdictState) -> None:
        self.table.show_rows(state.conditions)
        if state.conditions and self.table.current() is None:
            self.table.choose(state.conditions[0].code)
        for part in (self.hint, self.answer, self.agree):
            part.setVisible(bool(state.conditions))
        self._show_buttons()
        self.fulfilled.setText("\n".join(render(each) for each in state.fulfilled))
        self.fulfilled.setVisible(bool(state.fulfilled))
        self.steps.show_rows(state.steps)
        self.improvement.setText("\n".join(render(each) for each in state.improvements))
        self.improvement.setVisible(bool(state.improvements))

    def _show_buttons(self) -> None:
        current = self.table.current()
        self.agree.setEnabled(current is not None)
        self.answer.setEnabled(current is not None and bool(current.address))

    def _on_opened(self, line: ConditionLine) -> None:
        if line.address:
            self.address_chosen.emit(line.address)

    def _on_answer(self) -> None:
        current = self.table.current()
        if current is not None:
            self._on_opened(current)

    def _on_agree(self) -> None:
        current = self.table.current()
        if current is not None:
            self.agreement_requested.emit(current.code)


def _condition_columns() -> tuple[Column[ConditionLine], ...]:
    return (
        Column(_("Auflage"), _condition, stretch=3, wrap=True),
        Column(_("Warum"), lambda line: render(line.why), stretch=3, wrap=True),
        Column(_("Wer"), _who, stretch=1, wrap=True),
        Column(_("Bis"), _due, sort=lambda line: line.due),
    )


def _condition(line: ConditionLine) -> Cell:
    words = render(line.text)
    kind = render(line.kind) if line.kind else ""
    if kind and not words.startswith(kind):
        words = f"{kind}: {words}"
    return TextCell(words, strong=True)


def _who(line: ConditionLine) -> Cell:
    return TextCell(render(line.who), muted=not line.owner_agreed)


def _due(line: ConditionLine) -> Cell:
    return TextCell(day(line.due), muted=not line.due_agreed)


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
