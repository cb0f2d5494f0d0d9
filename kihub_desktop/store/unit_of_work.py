"""One transaction of a service: collects field changes, writes them through the log at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.fields import Holds, Record, kind_of, rules_of
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.canonical import Canonical, UnfitValue, canonical, spelled
from kihub_desktop.replication.driver import first, run
from kihub_desktop.replication.fold import (
    Head,
    RecordKey,
    deletion_mark,
    display,
    element_names,
)
from kihub_desktop.replication.log import Authorship, RecordWrite, append
from kihub_desktop.replication.operation import DELETED, ELEMENT, Dot, FieldWrite
from kihub_desktop.replication.reading import heads, shown_dots
from kihub_desktop.store.draft_rows import drop_saved
from kihub_desktop.store.view import View, record_key
from kihub_desktop.store.workspace import Workspace

_Live = Mapping[str, Mapping[Dot, Head]]


class UnitOfWork:
    """Changes of one transaction. `as_of` says what the author had on screen."""

    def __init__(self, workspace: Workspace, connection: Connection, as_of: int | None) -> None:
        self.workspace = workspace
        self.connection = connection
        self.view = View(connection)
        self.as_of = self.view.as_of if as_of is None else as_of
        self.changes = Changes.none()
        self._fields: dict[RecordKey, dict[str, FieldWrite]] = {}
        self._fresh: set[RecordKey] = set()
        self._kinds: set[str] = set()
        self._companies: set[UUID] = set()

    def set(self, cls: type[Record], company: UUID, identifier: UUID, **values: Any) -> None:
        """Writes the named fields; values that are on screen already are left alone.

        Refused UNFIT_VALUE if a field cannot hold its value; then nothing is written.
        """
        key = record_key(company, cls, identifier)
        live = heads(self.connection, key)
        if not live:
            self._fresh.add(key)
        seen = shown_dots(self.connection, key, self.as_of, self.workspace.device)
        for name, value in self._canonical(cls, live, values).items():
            if _is_shown(live.get(name, {}), seen.get(name, ()), value):
                continue
            self._fields.setdefault(key, {})[name] = FieldWrite(value, seen.get(name, ()))
        self._note(cls, company)

    def delete(self, cls: type[Record], company: UUID, identifier: UUID) -> None:
        """Deletes a record: all that was on screen; what others add meanwhile keeps it alive."""
        key = record_key(company, cls, identifier)
        seen = shown_dots(self.connection, key, self.as_of, self.workspace.device)
        if not seen:
            return
        dots = [dot for name, found in seen.items() if name != DELETED for dot in found]
        write = FieldWrite(deletion_mark(dots), seen.get(DELETED, ()))
        self._fields.setdefault(key, {})[DELETED] = write
        self._note(cls, company)

    def restore(self, cls: type[Record], company: UUID, identifier: UUID) -> None:
        """Takes a deletion back."""
        key = record_key(company, cls, identifier)
        seen = shown_dots(self.connection, key, self.as_of, self.workspace.device)
        self._fields.setdefault(key, {})[DELETED] = FieldWrite(None, seen.get(DELETED, ()))
        self._note(cls, company)

    def _note(self, cls: type[Record], company: UUID) -> None:
        self._kinds.add(kind_of(cls).name)
        self._companies.add(company)

    def _canonical(
        self, cls: type[Record], live: _Live, values: Mapping[str, Any]
    ) -> dict[str, Canonical]:
        rules = rules_of(cls)
        fields: dict[str, Canonical] = {}
        for name, value in values.items():
            rule = rules[name]
            if rule.holds is Holds.TAGS:
                fields.update(self._elements(cls, live, name, frozenset(value)))
                continue
            try:
                fields[name] = canonical(rule, value)
            except UnfitValue as error:
                raise Refused(
                    Reason.UNFIT_VALUE,
                    phrase("„{field}“ kann diesen Wert nicht aufnehmen.", field=phrase(rule.label)),
                    str(error),
                ) from error
        return fields

    def _elements(
        self, cls: type[Record], live: _Live, name: str, wanted: frozenset[str]
    ) -> dict[str, Canonical]:
        shown = display(self.workspace.registry, kind_of(cls).name, live)
        present = element_names(name, shown.values)
        added = {name + ELEMENT + element: True for element in wanted - present}
        removed = {name + ELEMENT + element: None for element in present - wanted}
        return {**added, **removed}

    def collected(self) -> list[RecordWrite]:
        """What has been collected so far."""
        return [RecordWrite(UUID(k.space), k.record, f) for k, f in self._fields.items() if f]

    def commit(self, origin: Origin, step: UUID | None = None) -> Changes:
        """Appends the collected writes as one transaction; called once, by `writing_to`.

        With `step` they join what was written under that id before, as one step of undo.
        """
        writes = self.collected()
        if not writes:
            return Changes.none()
        transaction = write_transaction(self.workspace, self.connection, writes, step)
        if origin is Origin.TYPING:
            saved = [(key, name) for key, fields in self._fields.items() for name in fields]
            drop_saved(self.connection, saved, self._fresh)
        if origin is Origin.TYPING and not step_is_open(self.connection, transaction):
            note_step(self.connection, transaction)
        return Changes(frozenset(self._kinds), frozenset(self._companies), origin)


def step_is_open(connection: Connection, step: UUID) -> bool:
    """Whether a step of undo was begun and has not been taken back."""
    row = first(
        connection, "SELECT 1 FROM undo_step WHERE txn = ? AND undone = 0 LIMIT 1", (str(step),)
    )
    return row is not None


def note_step(connection: Connection, transaction: UUID) -> None:
    """A new undo step; what had been taken back can no longer be repeated."""
    run(connection, "DELETE FROM undo_step WHERE undone = 1")
    run(connection, "INSERT INTO undo_step (txn, undone) VALUES (?, 0)", (str(transaction),))


def write_transaction(
    workspace: Workspace,
    connection: Connection,
    writes: list[RecordWrite],
    transaction: UUID | None = None,
) -> UUID:
    """Appends writes under this device and author; returns the transaction id.

    Given a transaction that has begun before, the writes become part of it.
    """
    transaction = transaction or workspace.new_id()
    authorship = Authorship(workspace.device, workspace.author, transaction)
    append(connection, workspace.registry, workspace.clock, authorship, writes)
    return authorship.transaction


def _is_shown(live: Mapping[Dot, Head], seen: tuple[Dot, ...], value: Canonical) -> bool:
    """Whether the field shows exactly this value to everybody, so that nothing is to be written."""
    if not live:
        return value is None
    return set(live) <= set(seen) and {head.value for head in live.values()} == {spelled(value)}


@contextmanager
def writing_to(
    workspace: Workspace,
    as_of: int | None = None,
    origin: Origin = Origin.TYPING,
    step: UUID | None = None,
) -> Iterator[UnitOfWork]:
    """A transaction: commits when the block ends well, rolls back when it raises.

    Several blocks with the same `step` are one step of undo.
    After the block `changes` of the unit of work says what was touched.
    """
    with workspace.writing() as connection:
        work = UnitOfWork(workspace, connection, as_of)
        yield work
        changes = work.commit(origin, step)
    work.changes = changes
