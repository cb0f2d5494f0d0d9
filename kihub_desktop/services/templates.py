"""Takes entries of a template over into a company, and keeps what was asked on the tour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import Record
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.positions import next_position
from kihub_desktop.domain.records import DataSource, Process
from kihub_desktop.domain.visit_records import ItSystem, Observation, Task
from kihub_desktop.store.unit_of_work import UnitOfWork, writing_to
from kihub_desktop.store.workspace import Workspace

TOUR_TAG = "Rundgang"


@dataclass(frozen=True)
class TemplateEntry:
    """One entry as it is to be recorded: its key, its kind and its values, in words already."""

    key: str
    record_type: type[Process] | type[ItSystem] | type[DataSource]
    values: Mapping[str, Any]


class TemplateService:
    """The id of a taken entry is a slot of company and key: it is never there twice, not even
    when two laptops take the same template over."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def take(self, company: UUID, entries: Sequence[TemplateEntry]) -> Changes:
        """Records the entries that are missing, as one step that can be undone."""
        with writing_to(self._workspace) as work:
            last: dict[type[Record], str] = {}
            for each in entries:
                kind, slot = each.record_type, template_slot(company, each.key)
                if work.view.get(kind, company, slot) is not None:
                    continue
                behind = [last[kind]] if kind in last else _positions(work, kind, company)
                last[kind] = next_position(behind)
                _revive(work, kind, company, slot)
                work.set(kind, company, slot, **each.values, position=last[kind])
        return work.changes

    # -- questions -------------------------------------------------------------------------

    def answer(self, company: UUID, key: str, text: str) -> Changes:
        """The answer as an observation, together with its question."""
        return self._note(company, key, Observation, text=text)

    def make_task(self, company: UUID, key: str, text: str) -> Changes:
        """The question as an open task."""
        return self._note(company, key, Task, text=text, tags=frozenset({TOUR_TAG}))

    def tick_off(self, company: UUID, key: str, text: str) -> Changes:
        """The question as a task that is done."""
        return self._note(company, key, Task, text=text, done=True, tags=frozenset({TOUR_TAG}))

    def _note(self, company: UUID, key: str, record_type: type[Record], **values: Any) -> Changes:
        with writing_to(self._workspace) as work:
            slot = template_slot(company, key)
            _revive(work, record_type, company, slot)
            position = next_position(_positions(work, record_type, company))
            work.set(record_type, company, slot, **values, position=position)
        return work.changes


def template_slot(company: UUID, key: str) -> UUID:
    """The id of the record that an entry or a question of a template becomes."""
    return slot_id("template", company, key)


def _revive(work: UnitOfWork, record_type: type[Record], company: UUID, slot: UUID) -> None:
    """What was deleted may be taken over once more."""
    if work.view.changed(record_type, company, slot):
        work.restore(record_type, company, slot)


def _positions(work: UnitOfWork, record_type: type[Record], company: UUID) -> list[str | None]:
    records = work.view.of_company(record_type, company)
    return [getattr(each, "position", None) for each in records]
