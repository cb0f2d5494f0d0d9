"""Values that two people wrote at the same time: shown side by side, decided by a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import FieldRule, Record, kind_named, rules_of
from kihub_desktop.domain.records import Colleague, Company, Device
from kihub_desktop.replication.canonical import Canonical, UnfitValue, read
from kihub_desktop.replication.clock import milliseconds_of
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.operation import DELETED, Dot
from kihub_desktop.replication.reading import (
    PastValue,
    contested_records,
    count_contested,
    history,
    shown,
)
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class Version:
    """One of the values in question; `own` if this device wrote it."""

    value: object
    device: str
    author: str
    written_ms: int
    own: bool


@dataclass(frozen=True)
class Conflict:
    """A field with several live values, and the value that all had seen before (if any).

    `field` is DELETED for "deleted here, changed there"; then versions are (deleted, kept).
    """

    as_of: int
    company: UUID
    company_name: str
    kind: str
    record: UUID
    record_name: str
    field: str
    rule: FieldRule | None
    versions: tuple[Version, ...]
    before: Version | None

    @property
    def is_deletion(self) -> bool:
        return self.field == DELETED


class ConflictService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def count(self) -> int:
        with self._workspace.reading() as connection:
            return count_contested(connection, self._workspace.registry)

    def all(self) -> tuple[Conflict, ...]:
        with view_of(self._workspace) as view:
            names = _Names(view)
            return tuple(
                conflict
                for key in contested_records(view.connection, self._workspace.registry)
                for conflict in self._of_record(view, names, key)
            )

    def keep(self, conflict: Conflict, version: Version) -> Changes:
        """Decides for one of the values; it overwrites all that the card has shown."""
        record_type = _type(conflict.kind)
        with writing_to(self._workspace, conflict.as_of) as work:
            if not conflict.is_deletion:
                work.set(
                    record_type,
                    conflict.company,
                    conflict.record,
                    **{conflict.field: version.value},
                )
            elif version.value is True:
                work.delete(record_type, conflict.company, conflict.record)
            else:
                work.restore(record_type, conflict.company, conflict.record)
        return work.changes

    def _of_record(self, view: View, names: _Names, key: RecordKey) -> list[Conflict]:
        registry = self._workspace.registry
        kind, _, identifier = key.record.partition(":")
        contested = shown(view.connection, registry, key).contested
        past = history(view.connection, key)
        found: list[Conflict] = []
        for field in sorted(contested):
            live = [value for value in past if value.field == field and value.gone is None]
            rule = rules_of(_type(kind)).get(field)
            found.append(
                Conflict(
                    as_of=view.as_of,
                    company=UUID(key.space),
                    company_name=names.company(key.space),
                    kind=kind,
                    record=UUID(identifier),
                    record_name=_record_name(past),
                    field=field,
                    rule=rule,
                    versions=self._versions(names, rule, field, live, past),
                    before=self._before(names, rule, field, live, past),
                )
            )
        return found

    def _versions(
        self,
        names: _Names,
        rule: FieldRule | None,
        field: str,
        live: list[PastValue],
        past: tuple[PastValue, ...],
    ) -> tuple[Version, ...]:
        if field == DELETED:
            mark = next(value for value in past if value.field == DELETED)
            latest = next(value for value in past if value.field != DELETED)
            return (
                self._version(names, mark, True),
                self._version(names, latest, False),
            )
        distinct = {json.dumps(value.value): value for value in reversed(live)}
        versions = [
            self._version(names, value, _python(rule, value.value)) for value in distinct.values()
        ]
        return tuple(sorted(versions, key=lambda version: not version.own))

    def _version(self, names: _Names, past: PastValue, value: object) -> Version:
        return Version(
            value=value,
            device=names.device(past.dot),
            author=names.author(past.author),
            written_ms=milliseconds_of(past.clock),
            own=past.dot.device == self._workspace.device,
        )

    def _before(
        self,
        names: _Names,
        rule: FieldRule | None,
        field: str,
        live: list[PastValue],
        past: tuple[PastValue, ...],
    ) -> Version | None:
        if field == DELETED or not live:
            return None
        first = min(value.arrived for value in live)
        older = [v for v in past if v.field == field and v.gone is not None and v.arrived < first]
        if not older:
            return None
        return self._version(names, older[0], _python(rule, older[0].value))


class _Names:
    """Names of companies, devices and authors inside one view."""

    def __init__(self, view: View) -> None:
        self._companies = {str(each.id): each.name or "" for each in view.everywhere(Company)}
        self._devices = {str(each.id): each.name or "" for each in view.everywhere(Device)}
        self._authors = {each.id: each.name or "" for each in view.everywhere(Colleague)}

    def company(self, space: str) -> str:
        return self._companies.get(space, "")

    def device(self, dot: Dot) -> str:
        return self._devices.get(dot.device, "")

    def author(self, author: UUID) -> str:
        return self._authors.get(author, "")


def _record_name(past: tuple[PastValue, ...]) -> str:
    """What a person calls the record: its name, title or label; empty if it has none."""
    for field in ("name", "title", "label", "question", "key"):
        for value in past:
            if value.field == field and value.gone is None and isinstance(value.value, str):
                return value.value
    return ""


def _type(kind: str) -> type[Record]:
    found = kind_named(kind)
    if found is None:
        raise LookupError(kind)
    return found.record_type


def _python(rule: FieldRule | None, value: Canonical) -> object:
    if rule is None:
        return value
    try:
        return read(rule, value)
    except UnfitValue:
        return str(value)
