"""The plan as a list that is edited in its cells: which columns, what they show, what is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.roadmap import Roadmap, Step, StepKind
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.domain.roadmap_records import RoadmapStep
from kihub_desktop.domain.spelling import fold
from kihub_desktop.services.roadmap import RoadmapState
from kihub_desktop.texts import _
from kihub_desktop.ui.pages.roadmap.wording import (
    group_of,
    owner_of,
    remarks,
    title_of,
    waits_for,
)
from kihub_desktop.ui.record_columns import CellReader, GridColumn, GridSpec, Look
from kihub_desktop.ui.record_entry import Kept, KeptTexts, RecordEntry
from kihub_desktop.ui.record_state import GridCell, GridRow, GridState
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.cells import Cell, TextCell
from kihub_desktop.ui.widgets.fields import Option

_TONES = {
    StepStatus.OPEN.value: Tone.NEUTRAL,
    StepStatus.RUNNING.value: Tone.NOTE,
    StepStatus.DONE.value: Tone.GOOD,
    StepStatus.DROPPED.value: Tone.NEUTRAL,
}
GROUP, REMARK, WAITS = "of_group", "remark", "waits"


def row_key(company: UUID, key: str) -> UUID:
    """The id of the record behind a step, whether it is there yet or not."""
    kind, _sign, rest = key.partition(":")
    return UUID(rest) if kind == StepKind.OWN else slot_id("roadmap_step", company, key)


def step_spec(owners: Callable[[], Sequence[str]]) -> GridSpec:
    """The columns; what is computed cannot be typed into."""
    return GridSpec(
        RoadmapStep,
        _("Fahrplan als Liste"),
        (
            GridColumn("title", look=Look.STRONG, stretch=3, wrap=True),
            GridColumn(GROUP, _("Gruppe"), cell=lambda _record: ""),
            GridColumn(
                "owner", stretch=1, wrap=True, suggest=lambda typed: _found(owners(), typed)
            ),
            GridColumn("start"),
            GridColumn("end"),
            GridColumn("status", look=Look.PILL, tones=_TONES),
            GridColumn(REMARK, _("Hinweis"), stretch=2, wrap=True, cell=lambda _record: ""),
        ),
        new=_("Neuer Schritt …"),
        left_out=frozenset({GROUP, REMARK}),
        naming="title",
    )


def _found(owners: Sequence[str], typed: str) -> tuple[Option, ...]:
    wanted = fold(typed).strip()
    return tuple(Option(each, each) for each in owners if wanted in fold(each))


def record_of(company: UUID, step: Step) -> RoadmapStep:
    """The step as a record, with the days and the owner it shows."""
    span = step.span
    return RoadmapStep(
        id=row_key(company, step.key),
        company=company,
        title=title_of(step),
        group=step.group,
        owner=owner_of(step) or None,
        start=span.start if span else None,
        end=span.end if span else None,
        fixed=step.is_fixed or None,
        status=step.status,
        done_on=step.done_on,
        note=step.note or None,
    )


class StepRows:
    """Makes the rows of the list from the steps; keeps wrong texts like every list."""

    def __init__(self, spec: GridSpec, today: Callable[[], date], kept: KeptTexts) -> None:
        self._spec, self._kept = spec, kept
        entry: RecordEntry[Any] = RecordEntry(RoadmapStep, today, kept)
        self._reader = CellReader(spec, entry)

    def state(self, found: RoadmapState, steps: Iterable[Step]) -> GridState:
        company = found.company.id
        rows = tuple(self._row(company, each, found.roadmap) for each in steps)
        return GridState(rows, self._new_row(company), found.as_of, company)

    def new_key(self, company: UUID) -> UUID:
        return uuid5(company, "new:roadmap_step:")

    def take(self, key: UUID, name: str, text: str) -> Parsed:
        """Reads a typed text; a wrong one is kept as it was typed."""
        parsed = self._reader.read(name, text)
        if parsed.problem is None:
            self._kept.drop(key, name)
        else:
            self._kept.keep(key, name, Kept(text, parsed.problem))
        return parsed

    def restore(self, key: UUID, name: str) -> None:
        self._kept.drop(key, name)

    def _row(self, company: UUID, step: Step, roadmap: Roadmap) -> GridRow:
        record = record_of(company, step)
        kept = self._kept.of(record.id)
        said = {
            GROUP: group_of(step),
            REMARK: " · ".join(_hints(step, roadmap)),
        }
        cells = {
            column.name: self._cell(column, record, step, (kept, said))
            for column in self._spec.columns
        }
        return GridRow(record.id, record, record.title or "", cells)

    def _cell(
        self,
        column: GridColumn,
        record: RoadmapStep,
        step: Step,
        known: tuple[Mapping[str, Kept], Mapping[str, str]],
    ) -> GridCell:
        kept, said = known
        if column.name in said:
            return GridCell("", TextCell(said[column.name], muted=True))
        wrong = kept.get(column.name)
        if wrong is not None:
            return GridCell(wrong.text, TextCell(wrong.text), wrong.problem)
        text = self._reader.edit_text(column, record)
        return GridCell(text, _shown(column.name, step, self._reader.cell(column, record)))

    def _new_row(self, company: UUID) -> GridRow:
        key = self.new_key(company)
        kept = self._kept.of(key)
        cells = {}
        for place, column in enumerate(self._spec.columns):
            wrong = kept.get(column.name)
            blank = TextCell(self._spec.new if place == 0 else "", muted=True)
            cells[column.name] = (
                GridCell("", blank)
                if wrong is None
                else GridCell(wrong.text, TextCell(wrong.text), wrong.problem)
            )
        return GridRow(key, None, self._spec.new, cells)


def _hints(step: Step, roadmap: Roadmap) -> Iterable[str]:
    yield from remarks(step, roadmap)
    if step.cases:
        yield ", ".join(step.cases)
    waits = waits_for(step, roadmap)
    if waits and step.is_active:
        yield _("wartet auf: {steps}").format(steps=waits)


def _shown(name: str, step: Step, cell: Cell) -> Cell:
    """Grey is what was only proposed."""
    proposed = {
        "owner": not step.is_owner_noted,
        "start": not step.is_noted,
        "end": not (step.is_noted or step.is_fixed),
        "title": step.is_gone,
    }
    if isinstance(cell, TextCell) and proposed.get(name, False):
        return TextCell(cell.text, muted=True)
    return cell
