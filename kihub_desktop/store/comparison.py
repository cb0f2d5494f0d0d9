"""What differs between a copy and the present, by record and field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from kihub_desktop.domain.identity import TEAM
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.canonical import Canonical
from kihub_desktop.replication.clock import milliseconds_of
from kihub_desktop.replication.driver import fetch
from kihub_desktop.replication.fold import Board, FieldKey, Head, RecordKey, Shown, display
from kihub_desktop.replication.log import last_arrival
from kihub_desktop.replication.operation import DELETED, Dot, MalformedOperation, decode
from kihub_desktop.store.copying import copy_is_damaged, open_copy
from kihub_desktop.store.workspace import Workspace

_HEADS = "SELECT space, device, max(seq) FROM op GROUP BY space, device"
_BODIES = "SELECT body, arrived FROM op WHERE space = ? ORDER BY arrived"
_LIVE = (
    "SELECT record, field, device, seq, value, clock, arrived FROM value"
    " WHERE space = ? AND gone IS NULL"
)
_LOOK_EVERY = 500

Fields = Mapping[str, Mapping[Dot, Head]]


class Fate(StrEnum):
    """What has become of a record since the copy."""

    CHANGED = "changed"
    DELETED = "deleted"
    NEW = "new"


@dataclass(frozen=True)
class FieldDifference:
    """Canonical values then (in the copy) and now; who wrote the present one, and when.

    `stale`: a deleted record still holds something else than the value then.
    """

    field: str
    then: Canonical
    now: Canonical
    author: UUID | None
    written_ms: int
    stale: bool = False


@dataclass(frozen=True)
class RecordDifference:
    """A record that differs; who touched it last, and when (milliseconds since 1970)."""

    key: RecordKey
    fate: Fate
    fields: tuple[FieldDifference, ...]
    author: UUID | None
    written_ms: int


@dataclass(frozen=True)
class Comparison:
    """All differences, as the present was at arrival `as_of`; company names by id of the space."""

    as_of: int
    records: tuple[RecordDifference, ...]
    companies: Mapping[str, str]


def compare(workspace: Workspace, database: Path, progress: Progress = silent) -> Comparison:
    """Compares a copy of this workspace with what it holds now; both are only read.

    The copy is folded from its own log, so that one of an older format reads like one of today.
    Refused NOT_A_WORKSPACE if the file is no copy of this workspace, DAMAGED; Cancelled.
    """
    try:
        with closing(open_copy(database, workspace.key)) as copy, workspace.reading() as present:
            return _Comparing(workspace, copy, present, progress).run()
    except (sqlcipher.DatabaseError, MalformedOperation) as error:
        if "not a database" in str(error) or "unable to open" in str(error):
            raise not_of_this_workspace(database) from error
        raise copy_is_damaged(database.name, str(error)) from error


def not_of_this_workspace(path: Path) -> Refused:
    return Refused(
        Reason.NOT_A_WORKSPACE,
        phrase(
            "„{name}“ ist keine Kopie dieses Arbeitsbereichs, oder die Datei ist beschädigt.",
            name=path.name,
        ),
    )


class _Comparing:
    def __init__(
        self,
        workspace: Workspace,
        copy: sqlcipher.Connection,
        present: Connection,
        progress: Progress,
    ) -> None:
        self._registry = workspace.registry
        self._copy = copy
        self._present = present
        self._progress = progress
        self._names: dict[str, str] = {}

    def run(self) -> Comparison:
        spaces = self._differing_spaces()
        found: list[RecordDifference] = []
        for number, space in enumerate(spaces):
            self._progress(number, len(spaces), phrase("Kopie wird verglichen"))
            found.extend(self._of_space(space))
        found.sort(key=lambda each: (self._names.get(each.key.space, ""), each.key))
        return Comparison(last_arrival(self._present), tuple(found), self._names)

    def _differing_spaces(self) -> list[str]:
        then = {(row[0], row[1]): row[2] for row in self._copy.execute(_HEADS)}
        now = {(row[0], row[1]): row[2] for row in fetch(self._present, _HEADS, ())}
        differing = {space for (space, _device), _seq in then.items() ^ now.items()}
        return sorted(differing - {str(TEAM)})

    def _of_space(self, space: str) -> Iterator[RecordDifference]:
        then, now = self._then(space), self._now(space)
        company = RecordKey(space, f"company:{space}")
        for fields in (then.get(company, {}), now.get(company, {})):
            name = self._shown(company, fields).values.get("name")
            if isinstance(name, str):
                self._names[space] = name
        for key in sorted({*then, *now}):
            difference = self._difference(key, then.get(key, {}), now.get(key, {}))
            if difference is not None:
                yield difference

    def _then(self, space: str) -> dict[RecordKey, Fields]:
        board = Board(self._registry)
        for number, (body, arrived) in enumerate(self._copy.execute(_BODIES, (space,))):
            if number % _LOOK_EVERY == 0:
                self._look()
            board.apply(decode(bytes(body)), arrived)
        return dict(board.live.items())

    def _now(self, space: str) -> dict[RecordKey, Fields]:
        board = Board(self._registry)
        for record, field, device, seq, value, clock, arrived in fetch(
            self._present, _LIVE, (space,)
        ):
            head = Head(value, clock, arrived)
            board.load(FieldKey(space, record, field), Dot(device, seq), head)
        return dict(board.live.items())

    def _look(self) -> None:
        self._progress(0, 0, phrase("Kopie wird verglichen"))

    def _shown(self, key: RecordKey, fields: Fields) -> Shown:
        return display(self._registry, key.record.partition(":")[0], fields)

    def _difference(self, key: RecordKey, then: Fields, now: Fields) -> RecordDifference | None:
        if {name: set(dots) for name, dots in then.items()} == {
            name: set(dots) for name, dots in now.items()
        }:
            return None
        before, after = self._shown(key, then), self._shown(key, now)
        fate = _fate(before, after)
        fields = tuple(self._fields(key, fate, before, after, now)) if fate else ()
        if fate is None or (fate is Fate.CHANGED and not fields):
            return None
        author, written = self._last(key, now)
        return RecordDifference(key, fate, fields, author, written)

    def _fields(
        self, key: RecordKey, fate: Fate, before: Shown, after: Shown, now: Fields
    ) -> Iterator[FieldDifference]:
        old = before.values if fate is not Fate.NEW else {}
        new = after.values if fate is not Fate.DELETED else {}
        for name in dict.fromkeys([*before.values, *after.values]):
            then, present = _plain(old.get(name)), _plain(new.get(name))
            # What a deleted record still holds has to be named, so that it does not come back.
            stale = fate is Fate.DELETED and then != _plain(after.values.get(name))
            if then != present or stale:
                author, written = self._written(key, now.get(name, {}))
                yield FieldDifference(name, then, present, author, written, stale)

    def _last(self, key: RecordKey, now: Fields) -> tuple[UUID | None, int]:
        """Who touched the record last; for a deleted one, who deleted it."""
        deletion = now.get(DELETED)
        return self._written(
            key, deletion or {dot: head for dots in now.values() for dot, head in dots.items()}
        )

    def _written(self, key: RecordKey, heads: Mapping[Dot, Head]) -> tuple[UUID | None, int]:
        if not heads:
            return None, 0
        dot, head = max(heads.items(), key=lambda item: (item[1].clock, item[0]))
        rows = fetch(
            self._present,
            "SELECT author FROM op WHERE space = ? AND device = ? AND seq = ?",
            (key.space, *dot),
        )
        return (UUID(rows[0][0]) if rows else None), milliseconds_of(head.clock)


def _fate(before: Shown, after: Shown) -> Fate | None:
    if before.exists and after.exists:
        return Fate.CHANGED
    if before.exists:
        return Fate.DELETED
    return Fate.NEW if after.exists else None


def _plain(value: Canonical) -> Canonical:
    """An element that is absent and one that was never there look the same."""
    return None if value is False else value
