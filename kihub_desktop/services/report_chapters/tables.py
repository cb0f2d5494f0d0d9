"""Tables of recorded fields, one row per record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kihub_desktop.domain.fields import Holds, Record, rules_of
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.reports.content import Align, Cell, Column, Table, row
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.recorded import NOTHING, field_text
from kihub_desktop.texts import render

_FIGURES = frozenset({Holds.WHOLE, Holds.DECIMAL, Holds.MONEY})


@dataclass(frozen=True)
class Shown:
    """A field as a column; `share` is its part of the width, relative to the others."""

    field: str
    share: float = 1.0
    title: Phrase | None = None


def record_table(
    material: Material, records: Sequence[Record], columns: Sequence[Shown]
) -> Table | None:
    """One row per record, the first column in strong type; None without records.

    A column that is empty in every row is left out, so that a short list stays readable.
    """
    if not records:
        return None
    cells = {each.field: [field_text(material, r, each.field) for r in records] for each in columns}
    used = [
        each
        for place, each in enumerate(columns)
        if place == 0 or any(cell != NOTHING for cell in cells[each.field])
    ]
    rules = rules_of(type(records[0]))
    return Table(
        tuple(
            Column(
                render(each.title or phrase(rules[each.field].label)),
                Align.END if rules[each.field].holds in _FIGURES else Align.START,
                each.share,
            )
            for each in used
        ),
        tuple(
            row(
                Cell(cells[used[0].field][place], strong=True),
                *(cells[each.field][place] for each in used[1:]),
            )
            for place in range(len(records))
        ),
    )
