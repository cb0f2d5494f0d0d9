"""The card of the cost and benefit lines: what is missing, and what the figures rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.economics.basis_strip import BasisStrip
from kihub_desktop.ui.pages.economics.line_grid import line_spec
from kihub_desktop.ui.pages.economics.state import EconomicsState
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.record_grid import RecordGrid

if TYPE_CHECKING:
    from kihub_desktop.domain.phrases import Phrase

LIBRARY_KEYS = "Ctrl+Shift+U"
BASES_KEYS = "Ctrl+Shift+G"


class LinesCard(Card):
    """The lines, what is missing, and what the figures rest on."""

    def __init__(self) -> None:
        super().__init__(_("Kosten und Nutzen"), _("tippen ändert, Strg+Enter öffnet alle Angaben"))
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
        empty = EmptyState(
            _("Je eine Kosten- und eine Nutzenposition mit drei Werten genügen."),
            action=_("Neue Position …"),
            example=_("Zum Beispiel: vermiedene Stillstände, 12 / 22 / 30 Fälle je Jahr."),
        )
        self.grid = RecordGrid(line_spec(), empty=empty)
        self.problems = label("", "problem", wrap=True)
        self.remarks = label("", "note", wrap=True)
        for part in (self.changed, self.grid, self.problems, self.remarks):
            self.add(part)

    def show_lines(self, state: EconomicsState) -> None:
        self.changed.show_changes(state.changed)
        self._show(self.problems, state.problems)
        self._show(self.remarks, state.figures.remarks if state.figures else ())

    def say(self, text: str) -> None:
        """One sentence below the table, until the page shows its state again."""
        self.problems.setText(text)
        self.problems.show()

    def _show(self, line: QWidget, texts: tuple[Phrase, ...]) -> None:
        line.setProperty("text", "\n".join(render(each) for each in texts))
        line.setVisible(bool(texts))
