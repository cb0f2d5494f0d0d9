"""The card with all columns of the table, the conspicuous ones first."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.data_check.state import ColumnLine, DataCheckState, ResultView
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Align, Cell, Column, PillCell, SparkCell, TextCell
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import label


class ColumnsCard(Card):
    """One row per column; below it what is odd across columns."""

    table_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Spalten"), _("auffällige zuerst"))
        self.tables = ChoiceBox()
        self.tables.setAccessibleName(_("Blatt oder Tabelle"))
        self.tables.activated.connect(lambda _at: self.table_chosen.emit(self.tables.key()))
        self.add_action(self.tables)
        self.table: DataTable[ColumnLine] = DataTable(
            _("Spalten"),
            _columns(),
            key_of=lambda line: line.name,
            empty=EmptyState(_("Die Tabelle hat keine Spalten.")),
        )
        self.across = label("", "note", wrap=True)
        self.left_out = label("", "note", wrap=True)
        for part in (self.table, self.across, self.left_out):
            self.add(part)

    def show_result(self, state: DataCheckState, result: ResultView) -> None:
        self.tables.setVisible(len(state.tables) > 1)
        self.tables.setEnabled(not state.busy)
        self.tables.set_options([Option(each, each) for each in state.tables])
        self.tables.choose(state.table)
        self.table.show_rows(result.columns)
        self.across.setText("\n".join(render(each) for each in result.table_findings))
        self.across.setVisible(bool(result.table_findings))
        self.left_out.setText(render(result.left_out))
        self.left_out.setVisible(bool(result.left_out))


def _columns() -> tuple[Column[ColumnLine], ...]:
    return (
        Column(
            _("Spalte"),
            lambda line: TextCell(line.name, note=render(line.note), strong=True),
            stretch=3,
            wrap=True,
        ),
        Column(_("Verlauf"), _course, stretch=2, sortable=False),
        Column(_("Fehlt"), lambda line: render(line.missing), align=Align.RIGHT),
        Column(_("Befund"), _finding, stretch=3),
    )


def _course(line: ColumnLine) -> Cell:
    if not line.course:
        return TextCell("")
    known = [each for each in line.course if each is not None]
    if not known:
        return TextCell("")
    return SparkCell(line.course, _("Verlauf von {name}").format(name=line.name), line.marked)


def _finding(line: ColumnLine) -> Cell:
    after = f"+{line.more}" if line.more else ""
    return PillCell(render(line.finding), line.tone, after)
