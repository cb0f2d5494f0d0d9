"""The fold on a database: loads the touched records, folds a batch, writes what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection

from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.replication.canonical import Canonical, UnfitValue, read
from kihub_desktop.replication.driver import Row, fetch, run_many
from kihub_desktop.replication.fold import (
    Board,
    FieldKey,
    Head,
    RecordKey,
    Shown,
    element_names,
)
from kihub_desktop.replication.operation import Dot, Operation
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import FIXED_COLUMNS, INTEGERS, TYPED_PREFIX

T = TypeVar("T")
_CHUNK = 400


def fold_batch(
    connection: Connection, registry: Registry, arrivals: Sequence[tuple[Operation, int]]
) -> Board:
    """Folds operations that are new to the log, with their arrival numbers, into the tables."""
    board = Board(registry)
    for space, operations in _by_space(arrivals).items():
        records = sorted({operation.record for operation in operations})
        for chunk in _chunks(records, _CHUNK):
            _load(connection, board, space, chunk)
        _load_arrived(connection, board, space, operations, before=arrivals[0][1])
    for operation, arrived in arrivals:
        board.apply(operation, arrived)
    _write(connection, board)
    return board


def _by_space(arrivals: Sequence[tuple[Operation, int]]) -> dict[str, list[Operation]]:
    spaces: dict[str, list[Operation]] = {}
    for operation, _ in arrivals:
        spaces.setdefault(str(operation.space), []).append(operation)
    return spaces


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _marks(count: int) -> str:
    return ",".join("?" * count)


def _load(connection: Connection, board: Board, space: str, records: list[str]) -> None:
    live = fetch(
        connection,
        "SELECT record, field, device, seq, value, clock, arrived FROM value"
        f" WHERE space = ? AND gone IS NULL AND record IN ({_marks(len(records))})",
        (space, *records),
    )
    for record, field, device, seq, value, clock, arrived in live:
        board.load(FieldKey(space, record, field), Dot(device, seq), Head(value, clock, arrived))
    dead = fetch(
        connection,
        "SELECT record, field, device, seq, arrived FROM dead"
        f" WHERE space = ? AND record IN ({_marks(len(records))})",
        (space, *records),
    )
    for record, field, device, seq, arrived in dead:
        board.dead.setdefault(FieldKey(space, record, field), {})[Dot(device, seq)] = arrived


def _load_arrived(
    connection: Connection, board: Board, space: str, operations: list[Operation], before: int
) -> None:
    """Which of the overwritten dots arrived before this batch, though no longer live.

    A rebuild folds a log that holds later operations too: they have not arrived yet.
    """
    asked = {dot for each in operations for write in each.fields.values() for dot in write.over}
    asked -= {each.dot for each in operations}
    live = {
        dot
        for record, fields in board.live.items()
        if record.space == space  # the same dot names another operation in another space
        for heads in fields.values()
        for dot in heads
    }
    asked -= live
    by_device: dict[str, list[int]] = {}
    for dot in asked:
        by_device.setdefault(dot.device, []).append(dot.seq)
    for device, seqs in by_device.items():
        for chunk in _chunks(seqs, _CHUNK):
            found = fetch(
                connection,
                "SELECT seq FROM op WHERE space = ? AND device = ?"
                f" AND arrived < ? AND seq IN ({_marks(len(chunk))})",
                (space, device, before, *chunk),
            )
            board.arrived.update((space, Dot(device, seq)) for (seq,) in found)
    board.arrived.update((space, dot) for dot in live)


def _write(connection: Connection, board: Board) -> None:
    run_many(
        connection,
        "UPDATE value SET gone = ?"
        " WHERE space = ? AND record = ? AND field = ? AND device = ? AND seq = ?",
        [(gone, *key, *dot) for (key, dot), gone in board.overwritten.items()],
    )
    run_many(
        connection,
        "INSERT INTO value (space, record, field, device, seq, clock, value, arrived, gone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*row.key, *row.dot, row.clock, row.value, row.arrived, row.gone)
            for row in board.inserted.values()
        ],
    )
    run_many(
        connection,
        "DELETE FROM dead WHERE space = ? AND record = ? AND field = ? AND device = ? AND seq = ?",
        [(*key, *dot) for key, dot in board.settled],
    )
    run_many(
        connection,
        "INSERT INTO dead (space, record, field, device, seq, arrived) VALUES (?, ?, ?, ?, ?, ?)",
        [(*key, *dot, arrived) for (key, dot), arrived in board.early.items()],
    )
    _write_typed(connection, board)


def _write_typed(connection: Connection, board: Board) -> None:
    rows: dict[str, list[Row]] = {}
    for key, changed in board.touched.items():
        kind, _, identifier = key.record.partition(":")
        rules = board.registry.rules.get(kind)
        if rules is not None:
            rows.setdefault(kind, []).append(
                typed_row(rules, key, identifier, changed, board.shown(key))
            )
    for kind, kind_rows in rows.items():
        statement = _upsert(kind, tuple(board.registry.rules[kind]))
        run_many(connection, statement, kind_rows)


def typed_row(
    rules: Mapping[str, FieldRule], key: RecordKey, identifier: str, changed: int, shown: Shown
) -> Row:
    """The row of a typed table: fixed columns, then the recorded fields in order."""
    fixed = (key.space, identifier, int(shown.exists), changed, len(shown.contested))
    return fixed + tuple(_column(rule, name, shown) for name, rule in rules.items())


def _column(rule: FieldRule, name: str, shown: Shown) -> Canonical:
    if rule.holds is Holds.TAGS:
        elements = sorted(element_names(name, shown.values))
        return json.dumps(elements, ensure_ascii=False) if elements else None
    value = shown.values.get(name)
    try:
        read(rule, value)
    except UnfitValue:
        return None  # the log keeps what a foreign author wrote; a typed column cannot
    if rule.holds in INTEGERS:
        return None if value is None else int(value)
    # PostgreSQL does not turn a foreign author's number into text by itself.
    return None if value is None else str(value)


@lru_cache(maxsize=128)
def _upsert(kind: str, names: tuple[str, ...]) -> str:
    columns = [*FIXED_COLUMNS, *(f"f_{name}" for name in names)]
    assignments = ", ".join(f"{column} = excluded.{column}" for column in columns[2:])
    return (
        f"INSERT INTO {TYPED_PREFIX}{kind} ({', '.join(columns)})"
        f" VALUES ({_marks(len(columns))})"
        f" ON CONFLICT (company, id) DO UPDATE SET {assignments}"
    )
