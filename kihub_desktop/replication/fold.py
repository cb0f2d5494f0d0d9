"""The fold: what a set of operations means, whatever order they arrive in.

State, conflicts and deletions are functions of the set alone (sync.md 4.1, 4.3, 4.4). The same
code folds typing, undo, exchange, sticks and rebuilds; `Board` holds the few records a batch
touches and collects the rows to be written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kihub_desktop.domain.fields import Merge
from kihub_desktop.replication.canonical import Canonical, spelled
from kihub_desktop.replication.operation import DELETED, ELEMENT, Dot, Operation, OperationKind
from kihub_desktop.replication.registry import Registry


class RecordKey(NamedTuple):
    """A record inside its space; the record is named `kind:uuid`."""

    space: str
    record: str


class FieldKey(NamedTuple):
    space: str
    record: str
    field: str


@dataclass(slots=True)
class Head:
    """A live value: nothing that has arrived overwrites it."""

    value: str
    clock: int
    arrived: int


@dataclass(slots=True)
class ValueRow:
    """A row of the value table; `gone` is the arrival that overwrote it, or None while live."""

    key: FieldKey
    dot: Dot
    clock: int
    value: str
    arrived: int
    gone: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it is displayed: per field the winner among the live values.

    `contested` names the fields whose live values differ (with DELETED for "deleted here,
    changed there"); `exists` is False for a deleted record.
    """

    exists: bool
    values: Mapping[str, Canonical]
    contested: frozenset[str]


@dataclass
class Board:
    """Live values and early overwrites of the records of one batch, and what changes in them."""

    registry: Registry
    live: dict[RecordKey, dict[str, dict[Dot, Head]]] = field(default_factory=dict)
    dead: dict[FieldKey, dict[Dot, int]] = field(default_factory=dict)
    arrived: set[tuple[str, Dot]] = field(default_factory=set)
    inserted: dict[tuple[FieldKey, Dot], ValueRow] = field(default_factory=dict)
    overwritten: dict[tuple[FieldKey, Dot], int] = field(default_factory=dict)
    early: dict[tuple[FieldKey, Dot], int] = field(default_factory=dict)
    settled: set[tuple[FieldKey, Dot]] = field(default_factory=set)
    touched: dict[RecordKey, int] = field(default_factory=dict)

    def load(self, key: FieldKey, dot: Dot, head: Head) -> None:
        """Puts a live value of the value table on the board."""
        self._fields(RecordKey(key.space, key.record)).setdefault(key.field, {})[dot] = head

    def apply(self, operation: Operation, arrived: int) -> None:
        """Folds one operation that has not arrived before; `arrived` is its arrival number."""
        space = str(operation.space)
        self.arrived.add((space, operation.dot))
        if operation.kind is not OperationKind.WRITE:
            return
        record = RecordKey(space, operation.record)
        self.touched[record] = arrived
        fields = self.registry.current(operation.record_kind, operation.schema, operation.fields)
        for name, write in fields.items():
            key = FieldKey(space, operation.record, name)
            for over in write.over:
                self._overwrite(record, key, over, arrived)
            self._insert(record, key, operation, spelled(write.value), arrived)

    def _overwrite(self, record: RecordKey, key: FieldKey, over: Dot, arrived: int) -> None:
        if self._fields(record).get(key.field, {}).pop(over, None) is not None:
            fresh = self.inserted.get((key, over))
            if fresh is not None:
                fresh.gone = arrived
            else:
                self.overwritten[key, over] = arrived
        elif (key.space, over) not in self.arrived:
            remembered = self.dead.setdefault(key, {})
            if over not in remembered:
                remembered[over] = arrived
                self.early[key, over] = arrived

    def _insert(
        self, record: RecordKey, key: FieldKey, operation: Operation, value: str, arrived: int
    ) -> None:
        dot = operation.dot
        gone = self.dead.get(key, {}).pop(dot, None)
        if gone is not None:
            if self.early.pop((key, dot), None) is None:
                self.settled.add((key, dot))
            gone = arrived  # it was never on anybody's screen here
        else:
            head = Head(value, operation.clock, arrived)
            self._fields(record).setdefault(key.field, {})[dot] = head
        self.inserted[key, dot] = ValueRow(key, dot, operation.clock, value, arrived, gone)

    def _fields(self, record: RecordKey) -> dict[str, dict[Dot, Head]]:
        return self.live.setdefault(record, {})

    def shown(self, record: RecordKey) -> Shown:
        """The display state of a record on the board."""
        return display(self.registry, record.record.partition(":")[0], self._fields(record))


def display(registry: Registry, kind: str, fields: Mapping[str, Mapping[Dot, Head]]) -> Shown:
    """Winner, existence and contested fields from the live values of one record."""
    values: dict[str, Canonical] = {}
    contested: set[str] = set()
    for name, heads in fields.items():
        if not heads or name == DELETED:
            continue
        merge = registry.merge_of(kind, name)
        if merge is Merge.ELEMENTS:
            values[name] = any(head.value == "true" for head in heads.values())
            continue
        winner = max(heads.items(), key=lambda item: (item[1].clock, item[0]))[1]
        values[name] = json.loads(winner.value)
        if merge is Merge.REGISTER and len({head.value for head in heads.values()}) > 1:
            contested.add(name)
    exists, disputed = _existence(fields)
    if disputed:
        contested.add(DELETED)
    return Shown(exists, values, frozenset(contested))


def _existence(fields: Mapping[str, Mapping[Dot, Head]]) -> tuple[bool, bool]:
    """Whether the record exists, and whether that is disputed.

    A deletion holds for the values its author had seen; any other live value, or a concurrent
    restoring, keeps the record alive and makes the dispute visible.
    """
    dots = {dot for name, heads in fields.items() if name != DELETED for dot in heads}
    if not dots:
        return False, False
    marks = [json.loads(head.value) for head in fields.get(DELETED, {}).values()]
    deletions = [mark for mark in marks if isinstance(mark, str)]
    if not deletions:
        return True, False
    restored = len(deletions) < len(marks)
    unseen = dots - seen_by(deletions)
    return (True, True) if restored or unseen else (False, False)


def deletion_mark(dots: Iterable[Dot]) -> str:
    """The value of a deletion: the dots its author had seen, grouped by device."""
    seen: dict[str, list[int]] = {}
    for dot in sorted(set(dots)):
        seen.setdefault(dot.device, []).append(dot.seq)
    return json.dumps(seen, separators=(",", ":"), sort_keys=True)


def seen_by(deletions: Iterable[str]) -> set[Dot]:
    """The dots named by deletions; a mark that cannot be read has seen nothing."""
    dots: set[Dot] = set()
    for mark in deletions:
        try:
            dots |= _dots_of(json.loads(mark))
        except (ValueError, TypeError, RecursionError):
            continue
    return dots


def _dots_of(content: object) -> set[Dot]:
    """The dots of a mark; strict, so that no two laptops read one mark differently."""
    if not isinstance(content, dict):
        raise TypeError("mark")
    dots: set[Dot] = set()
    for device, seqs in content.items():
        for seq in seqs if isinstance(seqs, list) else [None]:
            if type(seq) is not int:
                raise TypeError("mark")
            dots.add(Dot(device, seq))
    return dots


def element_names(name: str, values: Mapping[str, Canonical]) -> frozenset[str]:
    """The elements of a set field that are present."""
    prefix = name + ELEMENT
    return frozenset(
        key[len(prefix) :] for key, value in values.items() if key.startswith(prefix) and value
    )
