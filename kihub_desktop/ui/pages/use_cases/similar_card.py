"""Similar cases of the own file: shown when asked for, without names until asked again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui.pages.use_cases.similar import SimilarLine, SimilarState
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.verdict_words import outcome_tone, outcome_word
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role

ASK_KEYS = "Ctrl+Shift+K"


class SimilarCard(Card):
    """Enter or a double click opens the verdict on the similar case."""

    ask_requested = Signal()
    names_chosen = Signal(bool)
    opened = Signal(object)  # SimilarLine

    def __init__(self) -> None:
        super().__init__(_("Ähnliche Fälle"), _("bei anderen Unternehmen in diesem Bestand"))
        self.ask = QPushButton(_("Ähnliche Fälle zeigen"))
        self.names = QPushButton(_("Namen zeigen"))
        self.table: DataTable[SimilarLine] = DataTable(
            _("Ähnliche Fälle"), _columns(), key_of=lambda line: line.use_case
        )
        self.said = label("", "muted", wrap=True)
        self.hint = label(
            _(
                "Urteile von heute aus den eigenen Beratungen. Sie bleiben in diesem Fenster: Kein "
                "Bericht und kein Export nennt ein anderes Unternehmen. Enter öffnet den Fall."
            ),
            "note",
            wrap=True,
        )
        show_key(self.ask, ASK_KEYS)
        self.names.setCheckable(True)
        set_role(self.names, "chip")
        row = FlowRow()
        row.add(self.ask)
        row.add(self.names)
        for part in (self.said, self.table, self.hint, row):
            self.add(part)
        self.ask.clicked.connect(self.ask_requested)
        self.names.clicked.connect(self.names_chosen)
        self.table.opened.connect(self.opened)
        self.show_similar(SimilarState())

    def show_similar(self, state: SimilarState) -> None:
        self.setVisible(bool(state.title))
        self.said.setText(_said(state))
        self.ask.setText(_("Ausblenden") if state.asked else _("Ähnliche Fälle zeigen"))
        show_key(self.ask, ASK_KEYS)
        found = state.asked and bool(state.lines)
        for part in (self.table, self.hint, self.names):
            part.setVisible(found)
        self.names.setChecked(state.named)
        self.table.show_rows(state.lines)
        if found and self.table.current() is None:
            self.table.choose(state.lines[0].use_case)


def _said(state: SimilarState) -> str:
    if not state.asked:
        text = _("Was aus Vorhaben wie „{title}“ anderswo wurde: Urteil, Kapitalwert und Auflagen.")
    elif state.due:
        text = _("„{title}“ wird mit allen Fällen verglichen …")
    elif not state.lines:
        text = _("Noch kein anderes Unternehmen in diesem Bestand hat einen Fall wie „{title}“.")
    else:
        text = _("Am ähnlichsten zu „{title}“:")
    return text.format(title=state.title)


def _columns() -> tuple[Column[SimilarLine], ...]:
    return (
        Column(_("Anwendungsfall"), _title, stretch=4, wrap=True, sortable=False),
        Column(_("Unternehmen"), lambda line: line.firm, stretch=2, sortable=False),
        Column(_("Urteil"), _verdict, sortable=False),
        Column(_("Kapitalwert (P10 bis P90)"), lambda line: line.money, sortable=False),
        Column(_("Auflagen"), _conditions, stretch=3, wrap=True, sortable=False),
    )


def _title(line: SimilarLine) -> Cell:
    return TextCell(line.title, line.why, strong=True)


def _verdict(line: SimilarLine) -> Cell:
    return PillCell(render(outcome_word(line.outcome)), outcome_tone(line.outcome))


def _conditions(line: SimilarLine) -> Cell:
    if not line.conditions:
        return TextCell("–", muted=True)
    first, more = line.conditions[0], len(line.conditions) - 1
    note = _("und {n} weitere").format(n=number(more))
    return TextCell(first, note if more else "")
