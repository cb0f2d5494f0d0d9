"""What typing into a step means: its form, typed days, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.roadmap import Span, Step, StepKind
from kihub_desktop.ui.pages.roadmap.rows import record_of
from kihub_desktop.ui.record_entry import Entries, RecordEntry

if TYPE_CHECKING:
    from kihub_desktop.services.roadmap import RoadmapState

_ROWS: tuple[tuple[str, ...], ...] = (
    ("owner", "status"),
    ("start", "end"),
    ("done_on",),
    ("note",),
)
_OWN_ROWS = (("title",), ("group", "owner"), ("start", "end"), ("fixed", "status"), ("note",))


@dataclass(frozen=True)
class StepDraft:
    """The dialog of a step, or of a new one (`step` is None)."""

    step: Step | None
    entries: Entries
    rows: tuple[tuple[str, ...], ...]
    as_of: int


def blank_draft(entry: RecordEntry[Any], found: RoadmapState) -> StepDraft:
    """The form of a step of one's own that does not exist yet."""
    return StepDraft(None, entry.blank(found.company.id), _OWN_ROWS, found.as_of)


def draft_of(entry: RecordEntry[Any], found: RoadmapState, step: Step) -> StepDraft:
    """The form of a step; a fixed last day is not asked for."""
    record = record_of(found.company.id, step)
    own = step.kind is StepKind.OWN
    rows = _OWN_ROWS if own else _ROWS
    if step.is_fixed and not own:
        rows = tuple(tuple(name for name in row if name != "end") for row in rows)
    return StepDraft(step, entry.entries(record), rows, found.as_of)


def typed_span(span: Span, name: str, value: Any) -> Span:
    """A typed first day moves a step, a typed last day changes its length."""
    if name == "start":
        return span.shifted((value - span.start).days)
    return Span(min(span.start, value), value)


def backwards(step: Step, values: Mapping[str, Any]) -> dict[str, Value]:
    """A sentence if typed days end before they begin."""
    span = step.span
    start = values.get("start", span.start if span else None)
    end = values.get("end", span.end if span else None)
    if start is None or end is None or start <= end or not {"start", "end"} & values.keys():
        return {}
    return {"end": phrase("Der letzte Tag liegt vor dem ersten.")}


def address_of(step: Step) -> tuple[str, str]:
    """Page and target of the place a step comes from."""
    page, target = step.origin.page, step.origin.target
    kind, _sign, rest = target.partition(":")
    if page != "feasibility":
        return page, target
    if kind == "answer":
        return "readiness", rest
    if kind == "money":
        return "economics", rest.partition(":")[2]
    if kind in {"finding", "source", "votes"}:
        return "findings", target
    return page, ""
