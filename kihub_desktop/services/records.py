"""What every kind of record can do: be listed, created, changed, moved, duplicated, deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import AnyRecord, Record, rules_of
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.positions import Placed, moved, next_position
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

Values: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class RecordsState(Generic[AnyRecord]):
    """The records of a company in their order; a save names `as_of`."""

    as_of: int
    records: tuple[AnyRecord, ...]


def read_together(
    workspace: Workspace, company: UUID, kinds: Iterable[type[Record]]
) -> tuple[RecordsState[Any], ...]:
    """The records of several kinds as they were at one moment, in the order of `kinds`."""
    with view_of(workspace) as view:
        return tuple(RecordsState(view.as_of, view.of_company(kind, company)) for kind in kinds)


class RecordService(Generic[AnyRecord]):
    """The records of one kind."""

    def __init__(self, workspace: Workspace, record_type: type[AnyRecord]) -> None:
        self._workspace = workspace
        self._type = record_type

    @property
    def ordered(self) -> bool:
        """Whether records of this kind have a place in their list."""
        return "position" in rules_of(self._type)

    def of_company(self, company: UUID, **where: UUID | str) -> RecordsState[AnyRecord]:
        with view_of(self._workspace) as view:
            return RecordsState(view.as_of, view.of_company(self._type, company, **where))

    def get(self, company: UUID, identifier: UUID) -> AnyRecord | None:
        with view_of(self._workspace) as view:
            return view.get(self._type, company, identifier)

    def create(self, company: UUID, **values: Any) -> tuple[UUID, Changes]:
        """A new record behind the last one; at least one value has to be given."""
        created, changes = self.write_many(company, None, {}, (values,))
        return created[0], changes

    def save(self, company: UUID, identifier: UUID, as_of: int, **values: Any) -> Changes:
        """Writes the fields that the user changed."""
        with writing_to(self._workspace, as_of) as work:
            work.set(self._type, company, identifier, **values)
        return work.changes

    def create_many(
        self, company: UUID, rows: Sequence[Values]
    ) -> tuple[tuple[UUID, ...], Changes]:
        """New records in this order behind the last one, as one step of undo."""
        return self.write_many(company, None, {}, rows)

    def save_many(self, company: UUID, as_of: int, rows: Mapping[UUID, Values]) -> Changes:
        """Changed fields of several records, as one step of undo."""
        return self.write_many(company, as_of, rows, ())[1]

    def write_many(
        self,
        company: UUID,
        as_of: int | None,
        saves: Mapping[UUID, Values],
        creations: Sequence[Values],
    ) -> tuple[tuple[UUID, ...], Changes]:
        """Changes and creates records as one step of undo; gives the ids of the new ones."""
        created = tuple(self._workspace.new_id() for _row in creations)
        with writing_to(self._workspace, as_of) as work:
            for identifier, values in saves.items():
                work.set(self._type, company, identifier, **values)
            last = self._last_position(work.view, company) if creations else None
            for identifier, values in zip(created, creations, strict=True):
                placed = dict(values)
                if self.ordered and "position" not in placed:
                    last = placed["position"] = next_position((last,))
                work.set(self._type, company, identifier, **placed)
        return created, work.changes

    def delete(self, company: UUID, identifier: UUID, as_of: int) -> Changes:
        return self.delete_many(company, (identifier,), as_of)

    def delete_many(self, company: UUID, identifiers: Collection[UUID], as_of: int) -> Changes:
        """Deletes records as one step of undo."""
        with writing_to(self._workspace, as_of) as work:
            for identifier in identifiers:
                work.delete(self._type, company, identifier)
        return work.changes

    def move(
        self,
        company: UUID,
        moving: Sequence[UUID],
        before: UUID | None,
        **where: UUID | str,
    ) -> Changes:
        """Puts records, in this order, before another one (None: at the end).

        `where` names the list they are shown in. What others move meanwhile is not overwritten:
        the later place of a record counts.
        """
        with writing_to(self._workspace) as work:
            order = self._order(work.view.of_company(self._type, company, **where))
            known = {identifier for identifier, _key in order}
            wanted = [each for each in moving if each in known]
            for identifier, key in moved(order, wanted, before).items():
                work.set(self._type, company, identifier, position=key)
        return work.changes

    def duplicate(self, company: UUID, identifier: UUID, /, **changed: Any) -> tuple[UUID, Changes]:
        """A copy right behind the original, with some values changed.

        Refused UNKNOWN_RECORD if there is none to copy.
        """
        copy = self._workspace.new_id()
        with writing_to(self._workspace) as work:
            records = work.view.of_company(self._type, company)
            ids = [each.id for each in records]
            if identifier not in ids:
                raise Refused(
                    Reason.UNKNOWN_RECORD, phrase("Der Eintrag ist nicht mehr vorhanden.")
                )
            place = ids.index(identifier)
            values = {name: getattr(records[place], name) for name in rules_of(self._type)}
            values.update(changed)
            values.pop("position", None)
            given = {name: value for name, value in values.items() if value is not None}
            work.set(self._type, company, copy, **given)
            if self.ordered:
                after = ids[place + 1] if place + 1 < len(ids) else None
                for each, key in moved(self._order(records), (copy,), after).items():
                    work.set(self._type, company, each, position=key)
        return copy, work.changes

    def _order(self, records: Sequence[AnyRecord]) -> list[Placed]:
        return [(each.id, getattr(each, "position", None)) for each in records]

    def _last_position(self, view: View, company: UUID) -> str | None:
        if not self.ordered:
            return None
        records = view.of_company(self._type, company)
        return max((getattr(each, "position", None) or "" for each in records), default=None)
