"""Rows from and for a spreadsheet: what a paste would do, and the text of copied rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kihub_desktop.domain.fields import Record
from kihub_desktop.domain.phrases import Joined, Phrase, Value, plural_phrase
from kihub_desktop.imports.pasted import PasteProposal, propose, read_pasted
from kihub_desktop.texts import render
from kihub_desktop.ui.record_columns import NUMBERS, CellReader, GridSpec
from kihub_desktop.ui.record_entry import Kept
from kihub_desktop.ui.record_state import GridRow
from kihub_desktop.ui.widgets.cells import words

NOTE = "note"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = ("\t", "\n", "\r", '"')


@dataclass
class PastedRow:
    """One row of a paste: values of the texts that are right, wrong ones as they were.

    `record` is the one it changes; None makes a new one.
    """

    record: UUID | None
    values: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Kept] = field(default_factory=dict)


@dataclass(frozen=True)
class PastePlan:
    """What a paste would do; `homeless` counts columns that have no place in such a record."""

    rows: tuple[PastedRow, ...]
    homeless: int = 0
    noted: int = 0
    remarks: tuple[Phrase, ...] = ()

    @property
    def unclear(self) -> int:
        return sum(len(row.wrong) for row in self.rows)

    def summary(self) -> Value:
        """„12 Zeilen einfügen · 3 davon ändern … · 2 Zellen unklar“."""
        changed = sum(row.record is not None for row in self.rows)
        said = (
            (
                len(self.rows),
                plural_phrase("{n} Zeile einfügen", "{n} Zeilen einfügen", len(self.rows)),
            ),
            (changed, plural_phrase("{n} ändert einen Eintrag", "{n} ändern Einträge", changed)),
            (
                self.unclear,
                plural_phrase(
                    "{n} Zelle unklar, bleibt wie sie ist",
                    "{n} Zellen unklar, bleiben wie sie sind",
                    self.unclear,
                ),
            ),
            (
                self.noted,
                plural_phrase(
                    "{n} Spalte kommt in die Notiz",
                    "{n} Spalten kommen in die Notiz",
                    self.noted,
                ),
            ),
            (
                self.homeless,
                plural_phrase(
                    "{n} Spalte hat hier keinen Platz und bleibt weg",
                    "{n} Spalten haben hier keinen Platz und bleiben weg",
                    self.homeless,
                ),
            ),
        )
        parts = tuple(sentence for n, sentence in said if n)
        return Joined((*parts, *self.remarks), " · ")


def plan_paste(
    text: str,
    spec: GridSpec,
    reader: CellReader,
    targets: Sequence[Record],
    start: str | None,
) -> PastePlan:
    """What a text from a spreadsheet does to a list.

    `targets` are the records from the current row on, which the rows change one after the
    other; what is left, and everything below headings, becomes new. Refused BAD_INPUT if the
    text is no table.
    """
    cells = read_pasted(text)
    shown = [column.name for column in spec.columns]
    proposal = propose(cells, spec.record_type, shown, start, render)
    heads = cells.rows[0] if proposal.header else ("",) * len(proposal.columns)
    found = _Columns(spec, proposal, heads)
    records = () if proposal.header else targets
    rows = tuple(
        _row(found, reader, texts, records[place] if place < len(records) else None)
        for place, texts in enumerate(proposal.rows)
    )
    return PastePlan(
        tuple(row for row in rows if row.values or row.wrong),
        homeless=0 if NOTE in spec.rules else len(found.free),
        noted=len(found.free) if NOTE in spec.rules else 0,
        remarks=proposal.remarks,
    )


class _Columns:
    """Which pasted column goes where; computed ones say again what the record says already."""

    def __init__(self, spec: GridSpec, proposal: PasteProposal, heads: Sequence[str]) -> None:
        self.spec, self.heads = spec, heads
        self.fields = {n: name for n, name in enumerate(proposal.columns) if name in spec.rules}
        filled = {n for row in proposal.rows for n, text in enumerate(row) if text.strip()}
        self.free = [n for n, name in enumerate(proposal.columns) if not name and n in filled]


def _row(
    columns: _Columns, reader: CellReader, texts: Sequence[str], record: Record | None
) -> PastedRow:
    made = PastedRow(None if record is None else record.id)
    for place, name in columns.fields.items():
        text = unguarded(texts[place])
        if not text.strip():
            continue
        parsed = reader.read(name, text)
        if parsed.problem is None:
            made.values[name] = parsed.value
        else:
            made.wrong[name] = Kept(text, parsed.problem)
    _note_rest(columns, made, texts, record)
    return made


def _note_rest(
    columns: _Columns, made: PastedRow, texts: Sequence[str], record: Record | None
) -> None:
    """Texts without a field go into the note; so does a row in which nothing was understood."""
    free = [(columns.heads[place], texts[place]) for place in columns.free if texts[place].strip()]
    lines = [f"{head}: {text}" if head else text for head, text in free]
    if record is None and made.wrong and not made.values and not lines:
        lines = [kept.text for kept in made.wrong.values()]
    if not lines or NOTE not in columns.spec.rules:
        return
    known = made.values.get(NOTE) or (getattr(record, NOTE, None) if record is not None else None)
    made.values[NOTE] = "\n".join(filter(None, (known, *lines)))


def copied(spec: GridSpec, rows: Iterable[GridRow], names: Sequence[str]) -> str:
    """The rows as text that a spreadsheet takes as cells; nothing in it becomes a formula."""
    return "\n".join("\t".join(_cell(spec, row, name) for name in names) for row in rows)


def _cell(spec: GridSpec, row: GridRow, name: str) -> str:
    cell, rule = row.cells[name], spec.rules.get(name)
    text = cell.text if rule is not None else words(cell.cell)
    number = rule is not None and rule.holds in NUMBERS and cell.problem is None
    if text.startswith(_FORMULA) and not number:
        text = f"'{text}"
    if any(sign in text for sign in _QUOTED):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text


def unguarded(text: str) -> str:
    """Without the apostrophe that kept it from being a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def saves_of(plan: PastePlan) -> Mapping[UUID, Mapping[str, Any]]:
    return {row.record: row.values for row in plan.rows if row.record is not None and row.values}
