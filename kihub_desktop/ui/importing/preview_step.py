"""The step that shows what will happen, row by row, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kihub_desktop.imports.company_plan import Act, WrongCells
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.importing.state import ACT_TONES, ACT_WORDS, ImportState, RowLine
from kihub_desktop.ui.widgets.cells import Align, Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import label


class PreviewStep(QWidget):
    """Counts, two choices for all rows, and the rows; Enter changes what becomes of one."""

    row_opened = Signal(object)  # RowLine
    act_chosen = Signal(int, str)
    duplicates_chosen = Signal(str)
    wrong_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        px = theme.current().px
        self.summary = label("", "strong", wrap=True)
        self.duplicates = ChoiceBox()
        self.duplicates.setAccessibleName(_("Schon erfasste Unternehmen"))
        self.wrong = ChoiceBox()
        self.wrong.setAccessibleName(_("Angaben, die nicht passen"))
        self.act = ChoiceBox()
        self.act_label = label(_("Diese Zeile"), "note")
        self.act.setAccessibleName(_("Diese Zeile"))
        choices = QHBoxLayout()
        choices.setSpacing(px(12))
        for caption, box in (
            (label(self.duplicates.accessibleName(), "note"), self.duplicates),
            (label(self.wrong.accessibleName(), "note"), self.wrong),
            (self.act_label, self.act),
        ):
            column = QVBoxLayout()
            column.setSpacing(px(3))
            column.addWidget(caption)
            column.addWidget(box)
            choices.addLayout(column, 1)
        self.table: DataTable[RowLine] = DataTable(
            _("Vorschau"),
            _columns(),
            key_of=lambda row: row.line,
            empty=EmptyState(_("Die Datei enthält keine Zeilen unter den Spaltennamen.")),
            grows=False,
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        outer.addWidget(self.summary)
        outer.addLayout(choices)
        self.details = label("", "note", wrap=True)
        outer.addWidget(self.table, 1)
        outer.addWidget(self.details)
        self._wire()

    def _wire(self) -> None:
        self.table.opened.connect(self.row_opened)
        self.table.chosen.connect(lambda _row: self._show_act())
        self.duplicates.activated.connect(
            lambda _index: self.duplicates_chosen.emit(self.duplicates.key())
        )
        self.wrong.activated.connect(lambda _index: self.wrong_chosen.emit(self.wrong.key()))
        self.act.activated.connect(lambda _index: self._choose_act())

    def show_state(self, state: ImportState) -> None:
        self.summary.setText(render(state.summary))
        self.duplicates.set_options(
            [Option(act.value, render(ACT_WORDS[act])) for act in (Act.FILL, Act.UPDATE, Act.SKIP)]
        )
        self.duplicates.choose(state.choice.duplicates.value)
        self.wrong.set_options(
            [
                Option(WrongCells.NOTE.value, _("als Text in die Notiz")),
                Option(WrongCells.LEAVE_OUT.value, _("Zeile auslassen")),
            ]
        )
        self.wrong.choose(state.choice.wrong.value)
        self.table.show_rows(state.rows)
        if self.table.current() is None and state.rows:
            self.table.choose(state.rows[0].line)
        self._show_act()

    def _show_act(self) -> None:
        row = self.table.current()
        self.act.setEnabled(row is not None and len(row.possible) > 1)
        if row is None:
            return
        self.act_label.setText(_("Zeile {line}").format(line=row.line))
        self.act.setAccessibleName(self.act_label.text())
        self.act.set_options([Option(a.value, render(ACT_WORDS[a])) for a in row.possible])
        self.act.choose(row.act.value)
        self.details.setText(_line(render(row.details)).strip(" ·"))

    def _choose_act(self) -> None:
        row = self.table.current()
        if row is not None and self.act.key() != row.act.value:
            self.act_chosen.emit(row.line, self.act.key())


def _columns() -> tuple[Column[RowLine], ...]:
    return (
        Column(
            _("Zeile"), lambda row: number(row.line), align=Align.RIGHT, sort=lambda row: row.line
        ),
        Column(_("Unternehmen"), _name, stretch=2, sort=lambda row: row.name.casefold()),
        Column(_("Was geschieht"), _act, sort=lambda row: row.act.value),
        Column(_("Werte"), lambda row: _line(render(row.will)), stretch=4),
        Column(
            _("Hinweise"),
            lambda row: TextCell(_line(render(row.notes)), muted=not row.problems),
            stretch=3,
            sort=lambda row: -row.problems,
        ),
    )


def _line(text: str) -> str:
    return text.replace("\n", " · ")


def _name(row: RowLine) -> Cell:
    return TextCell(row.name or _("(ohne Namen)"), strong=True)


def _act(row: RowLine) -> Cell:
    return PillCell(render(ACT_WORDS[row.act]), ACT_TONES[row.act])
