"""All use cases of the company side by side: verdict, pillars, conditions, certainty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.feasibility.state import CompareLine, PillarCard
from kihub_desktop.ui.verdict_words import outcome_tone, outcome_word, status_tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Align, Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.labels import label


class ComparedCard(Card):
    """Enter or a double click shows the verdict of the line."""

    chosen = Signal(object)  # UUID

    def __init__(self) -> None:
        super().__init__(_("Anwendungsfälle im Vergleich"))
        self.table: DataTable[CompareLine] = DataTable(
            _("Anwendungsfälle im Vergleich"), _columns(), key_of=lambda line: line.use_case
        )
        self.add(self.table)
        self.add(
            label(
                _(
                    "Die schwächste Säule entscheidet, nie ein Durchschnitt. Offene Urteile "
                    "zählen mit ihrem ungünstigen Ende. Enter zeigt das Urteil der Zeile."
                ),
                "note",
                wrap=True,
            )
        )
        self.table.opened.connect(lambda line: self.chosen.emit(line.use_case))

    def show_lines(self, lines: Sequence[CompareLine], shown: UUID | None) -> None:
        self.table.show_rows(lines)
        if shown is not None:
            self.table.choose(shown)


def _columns() -> tuple[Column[CompareLine], ...]:
    names = (_("Daten"), _("Technik"), _("Wirtschaft"), _("Recht"), _("Org."))
    return (
        Column("#", lambda line: str(line.place or ""), sort=_place),
        Column(_("Anwendungsfall"), _title, stretch=3, wrap=True),
        Column(_("Urteil"), _verdict, sort=lambda line: (line.is_due, -line.low, -line.high)),
        *(_pillar_column(name, place) for place, name in enumerate(names)),
        Column(_("Auflagen"), _conditions, Align.RIGHT, sort=lambda line: line.conditions),
        Column(_("Wie sicher?"), lambda line: render(line.certainty) if line.certainty else "–"),
    )


def _place(line: CompareLine) -> tuple[bool, int]:
    return line.is_due, line.place


def _title(line: CompareLine) -> Cell:
    note = _("gleichauf mit der Zeile davor") if line.is_tied else ""
    if line.outcome is None and not line.is_due:
        low, high = render(outcome_word(line.low)), render(outcome_word(line.high))
        note = render(phrase("zwischen ‚{low}‘ und ‚{high}‘", low=low, high=high))
    return TextCell(line.title, note, strong=True)


def _verdict(line: CompareLine) -> Cell:
    if line.is_due:
        return TextCell(_("wird gerechnet …"), muted=True)
    return PillCell(render(outcome_word(line.outcome)), outcome_tone(line.outcome))


def _pillar_column(name: str, place: int) -> Column[CompareLine]:
    def pillar(line: CompareLine) -> PillarCard | None:
        return line.pillars[place] if line.pillars else None

    def cell(line: CompareLine) -> Cell:
        found = pillar(line)
        if found is None:
            return TextCell("", muted=True)
        low, high = math.floor(found.low), math.floor(found.high)
        words = str(low) if found.low == found.high else f"{low}–{high}"
        return PillCell(words, status_tone(found.status))

    def order(line: CompareLine) -> tuple[float, float]:
        found = pillar(line)
        return (-1.0, -1.0) if found is None else (found.low, found.high)

    return Column(name, cell, sort=order)


def _conditions(line: CompareLine) -> Cell:
    return TextCell("" if line.is_due else str(line.conditions))
