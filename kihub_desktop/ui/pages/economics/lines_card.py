"""The card of the cost and benefit lines: what is missing, and what the figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from kihub_desktop.domain.choices import Side
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.economics.basis_strip import BasisStrip
from kihub_desktop.ui.pages.economics.state import EconomicsState, LineRow
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Align, Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from kihub_desktop.domain.phrases import Phrase

LIBRARY_KEYS = "Ctrl+Shift+U"
BASES_KEYS = "Ctrl+Shift+G"


class LinesCard(Card):
    """The lines, what is missing, and what the figures rest on."""

    def __init__(self) -> None:
        super().__init__(_("Kosten und Nutzen"), _("pessimistisch / wahrscheinlich / optimistisch"))
        self.add_cost = QPushButton(_("+ Kosten"))
        self.add_benefit = QPushButton(_("+ Nutzen"))
        self.add_usual = QPushButton(_("Übliche …"))
        self.add_usual.setAccessibleName(_("Übliche Kosten und Nutzen auswählen"))
        show_key(self.add_usual, LIBRARY_KEYS)
        self.add_captured = QPushButton(_("Aus Prozessen …"))
        self.add_captured.setAccessibleName(_("Nutzen aus Prozessen und Schmerzpunkten auswählen"))
        show_key(self.add_captured, BASES_KEYS)
        self.changed = BasisStrip()
        self.add_action(self.add_captured)
        self.add_action(self.add_usual)
        self.add_action(self.add_cost)
        self.add_action(self.add_benefit)
        self.table: DataTable[LineRow] = DataTable(
            _("Kosten und Nutzen"),
            _columns(),
            key_of=lambda row: row.id,
            empty=EmptyState(
                _("Je eine Kosten- und eine Nutzenposition mit drei Werten genügen."),
                action=_("+ Nutzen"),
                example=_("Zum Beispiel: vermiedene Stillstände, 12 / 22 / 30 Fälle je Jahr."),
            ),
        )
        self.problems = label("", "problem", wrap=True)
        self.remarks = label("", "note", wrap=True)
        for part in (self.changed, self.table, self.problems, self.remarks):
            self.add(part)

    def show_lines(self, state: EconomicsState) -> None:
        self.changed.show_changes(state.changed)
        self.table.show_rows(state.lines)
        self._show(self.problems, state.problems)
        self._show(self.remarks, state.figures.remarks if state.figures else ())

    def say(self, text: str) -> None:
        """One sentence below the table, until the page shows its state again."""
        self.problems.setText(text)
        self.problems.show()

    def _show(self, line: QWidget, texts: tuple[Phrase, ...]) -> None:
        line.setProperty("text", "\n".join(render(each) for each in texts))
        line.setVisible(bool(texts))


def _columns() -> tuple[Column[LineRow], ...]:
    return (
        Column(_("Position"), lambda row: TextCell(row.label, strong=True), stretch=4, wrap=True),
        Column(_("Art"), _side),
        Column(_("Jahr"), lambda row: row.years),
        Column(_("pess."), lambda row: render(row.pessimistic), align=Align.RIGHT, stretch=1),
        Column(_("wahrsch."), lambda row: render(row.likely), align=Align.RIGHT, stretch=1),
        Column(_("opt."), lambda row: render(row.optimistic), align=Align.RIGHT, stretch=1),
        Column(_("Einheit"), lambda row: row.unit, stretch=1),
        Column(_("Quelle"), lambda row: TextCell(row.source, muted=True), stretch=3),
    )


def _side(row: LineRow) -> Cell:
    tone = Tone.GOOD if row.side is Side.BENEFIT else Tone.BAD
    return PillCell(render(word(row.side)), tone)
