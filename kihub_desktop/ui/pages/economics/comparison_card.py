"""The card with the scenarios side by side and the limits from which the case pays."""

from __future__ import annotations

from PySide6.QtCore import Signal

from kihub_desktop.analysis.economics.comparison import CompareRow
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.economics.state import Figures
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Align, Column, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label


class ComparisonCard(Card):
    asked = Signal(str)  # id of the part of the explanation

    def __init__(self) -> None:
        super().__init__(_("Szenarien im Vergleich"), _("Enter zeigt die Herkunft einer Zahl"))
        self.table: DataTable[CompareRow] = DataTable(
            _("Szenarien im Vergleich"),
            _columns(),
            key_of=lambda row: row.title.message,
            empty=EmptyState(""),
        )
        self.pilot = label("", "note", wrap=True)
        self.limits_title = label(_("Ab wann trägt es sich?"), "strong")
        self.limits = label("", "", wrap=True)
        self.limits_note = label(
            _("Jede Größe für sich, alle anderen mit ihrem Mittelwert."), "note", wrap=True
        )
        for part in (self.table, self.pilot, self.limits_title, self.limits, self.limits_note):
            self.add(part)
        self.table.opened.connect(lambda row: self.asked.emit(row.node))

    def show_figures(self, figures: Figures) -> None:
        self.table.show_rows(figures.comparison)
        self.pilot.setText(render(figures.pilot) if figures.pilot else "")
        self.pilot.setVisible(figures.pilot is not None)
        self.limits.setText("\n".join(render(each) for each in figures.limits))
        for part in (self.limits_title, self.limits, self.limits_note):
            part.setVisible(bool(figures.limits))


def _columns() -> tuple[Column[CompareRow], ...]:
    def amount(title: str, of: str) -> Column[CompareRow]:
        return Column(
            title,
            lambda row: render(getattr(row, of)),
            align=Align.RIGHT,
            stretch=2,
            sortable=False,
        )

    return (
        Column(
            _("Kennzahl"),
            lambda row: TextCell(render(row.title), strong=True),
            stretch=4,
            wrap=True,
            sortable=False,
        ),
        amount(_("ohne Förderung"), "plain"),
        amount(_("mit Förderung"), "granted"),
        amount(_("mit Pilot"), "piloted"),
    )
