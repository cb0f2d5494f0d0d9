"""What every kind of record can do: be listed, created, changed, duplicated, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import AnyRecord, rules_of
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class RecordsState(Generic[AnyRecord]):
    """The records of a company in their order; a save names `as_of`."""

    as_of: int
    records: tuple[AnyRecord, ...]


class RecordService(Generic[AnyRecord]):
    """The records of one kind."""

    def __init__(self, workspace: Workspace, record_type: type[AnyRecord]) -> None:
        self._workspace = workspace
        self._type = record_type

    def of_company(self, company: UUID, **where: UUID | str) -> RecordsState[AnyRecord]:
        with view_of(self._workspace) as view:
            return RecordsState(view.as_of, view.of_company(self._type, company, **where))

    def get(self, company: UUID, identifier: UUID) -> AnyRecord | None:
        with view_of(self._workspace) as view:
            return view.get(self._type, company, identifier)

    def create(self, company: UUID, **values: Any) -> tuple[UUID, Changes]:
        """A new record behind the last one; at least one value has to be given."""
        identifier = self._workspace.new_id()
        with writing_to(self._workspace) as work:
            if "position" in rules_of(self._type) and "position" not in values:
                values["position"] = self._next_position(work.view.of_company(self._type, company))
            work.set(self._type, company, identifier, **values)
        return identifier, work.changes

    def save(self, company: UUID, identifier: UUID, as_of: int, **values: Any) -> Changes:
        """Writes the fields that the user changed."""
        with writing_to(self._workspace, as_of) as work:
            work.set(self._type, company, identifier, **values)
        return work.changes

    def delete(self, company: UUID, identifier: UUID, as_of: int) -> Changes:
        with writing_to(self._workspace, as_of) as work:
            work.delete(self._type, company, identifier)
        return work.changes

    def duplicate(self, company: UUID, identifier: UUID) -> tuple[UUID, Changes]:
        """A copy behind the last record; Refused UNKNOWN_RECORD if there is none to copy."""
        original = self.get(company, identifier)
        if original is None:
            raise Refused(Reason.UNKNOWN_RECORD, phrase("Der Eintrag ist nicht mehr vorhanden."))
        values = {name: getattr(original, name) for name in rules_of(self._type)}
        values.pop("position", None)
        return self.create(company, **{k: v for k, v in values.items() if v is not None})

    def _next_position(self, records: tuple[AnyRecord, ...]) -> str:
        taken = [getattr(record, "position", None) or "" for record in records]
        last = max(taken, default="")
        number = int(last[:8], 16) if last[:8] and _is_hex(last[:8]) else 0
        return f"{number + 0x1000:08x}"


def _is_hex(text: str) -> bool:
    return all(character in "0123456789abcdef" for character in text)
