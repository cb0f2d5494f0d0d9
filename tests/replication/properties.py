"""What must be true of every laptop at every moment: P1 to P10 of sync.md 5, as checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NoReturn

from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.operation import DELETED, Dot, Operation
from kihub_desktop.replication.registry import Registry
from tests.replication.laptops import Crash, Crashing, Laptop
from tests.replication.reference import Display, Place, Reading, Written
from tests.replication.sheets import KEYS

Seen = Mapping[str, Collection[Dot]]


class Broken(AssertionError):
    """A property that does not hold; `name` is its number in sync.md 5."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(f"{name}: {what}")
        self.name = name


def broken(name: str, what: str) -> NoReturn:
    raise Broken(name, what)


def check_meaning(laptop: Laptop, written: Collection[bytes]) -> None:
    """The tables say what the set of operations says, and every operation was written."""
    bodies = laptop.bodies()
    if not set(bodies) <= set(written):
        broken("P9", "the log holds an operation that nobody wrote")
    reading = Reading(bodies, laptop.registry.schema)
    _check_values(laptop, reading)
    rows = {(row[0], f"sheet:{row[1]}"): row for row in laptop.rows("SELECT * FROM t_sheet")}
    for key in KEYS:
        _check_heads(laptop, key, reading)
        expected = reading.display(*key)
        _check_display(laptop, key, expected)
        _check_row(laptop, rows.get(key), expected)


def _check_values(laptop: Laptop, reading: Reading) -> None:
    """Every value is kept, and live exactly while nothing overwrites it (P3)."""
    kept: dict[tuple[Place, Dot], tuple[Written, bool]] = {}
    for space, record, name, device, seq, clock, value, gone in laptop.rows(
        "SELECT space, record, field, device, seq, clock, value, gone FROM value"
    ):
        place = Place(space, record, name)
        kept[place, Dot(device, seq)] = (Written(value, clock), gone is None)
    for place, found in reading.values.items():
        for dot, value in found.items():
            row = kept.pop((place, Dot(*dot)), None)
            live = dot in reading.live[place]
            if row is None:
                broken("P3", f"{place.field} {dot} has no row")
            if row != (value, live):
                broken("P3", f"{place.field} {dot} should be {value} live={live}, is {row}")
    if kept:
        broken("P3", f"values that no operation holds: {kept}")


def _check_heads(laptop: Laptop, key: RecordKey, reading: Reading) -> None:
    heads = {
        name: {tuple(dot): Written(head.value, head.clock) for dot, head in found.items()}
        for name, found in laptop.heads(key).items()
    }
    if heads != reading.fields(*key):
        broken("P3", f"heads {heads} instead of {reading.fields(*key)}")


def _check_display(laptop: Laptop, key: RecordKey, expected: Display) -> None:
    shown = laptop.shown(key)
    if missing := expected.contested - shown.contested:
        broken("P4", f"not listed as contested: {missing}")
    if surplus := shown.contested - expected.contested:
        broken("P10", f"listed as contested without reason: {surplus}")
    if shown.exists != expected.exists:
        broken("P3", f"{key.record} exists={shown.exists}")
    if dict(shown.values) != expected.values:
        broken("P1", f"shows {shown.values} instead of {expected.values}")


def _check_row(laptop: Laptop, row: tuple[Any, ...] | None, expected: Display) -> None:
    """The typed table shows the same as the record."""
    if row is None:
        if expected.values or expected.contested:
            broken("P5", "a record has no typed row")
        return
    names = list(laptop.registry.rules["sheet"])
    columns = [_column(name, expected) for name in names]
    fixed = [int(expected.exists), len(expected.contested)]
    if [row[2], row[4], *row[5:]] != [*fixed, *columns]:
        broken("P5", f"typed row {row} instead of {fixed + columns}")


def _column(name: str, expected: Display) -> object:
    if name != "tags":
        return expected.values.get(name)
    elements = [key.split("=")[1] for key, value in expected.values.items() if "=" in key and value]
    return json.dumps(sorted(elements), ensure_ascii=False) if elements else None


def check_refold(laptop: Laptop) -> None:
    """Folding at once gives what folding bit by bit gave (P5)."""
    outcome = laptop.check()
    if not outcome.clean:
        broken("P5", f"{outcome.broken_chains} {outcome.differing_tables}")


def check_rebuild(laptop: Laptop) -> None:
    """Rebuilding changes nothing (P5)."""
    before = laptop.content()
    laptop.rebuild()
    if laptop.content() != before:
        broken("P5", "a rebuild changes the tables")


def check_crash(laptop: Laptop, at: int, act: Callable[[Registry], object]) -> bool:
    """A program that ends inside a transaction leaves no trace; whether it ended there."""
    before = laptop.content()
    try:
        act(Crashing(laptop.registry, at))
    except Crash:
        if laptop.content() != before:
            broken("P5", "a crash left half a transaction")
        laptop.restart()
        return True
    return False


def check_save(
    operation: Operation, before: Mapping[str, Collection[Dot]], seen: Seen, after: Seen
) -> None:
    """A save replaces what its author had seen (P6), and nothing else (P7).

    `before` and `after` are the live dots of the record; `seen` what was on screen, and one's own.
    """
    for name, write in operation.fields.items():
        if name == DELETED:
            continue
        known = set(seen.get(name, ()))
        live = set(before.get(name, ()))
        left = set(after.get(name, ()))
        if left != {operation.dot} | (live - known):
            broken("P6" if live <= known else "P7", f"{name}: {live} became {left}, seen {known}")
        if set(write.over) != known:
            broken("P7", f"{name} names {write.over}, seen {known}")


def check_deletion(operation: Operation, seen: Seen) -> None:
    """A deletion names what its author had seen, and nothing else (P7)."""
    named = marked(operation)
    known = {dot for name, dots in seen.items() if name != DELETED for dot in dots}
    if named != known:
        broken("P7", f"a deletion names {named}, seen {known}")


def check_undo(operations: Sequence[Operation]) -> None:
    """Undo overwrites and deletes own values only (P7)."""
    for operation in operations:
        dots = {dot for write in operation.fields.values() for dot in write.over}
        if foreign := {dot for dot in dots | marked_new(operation) if dot[0] != operation.device}:
            broken("undo", f"overwrites foreign values {foreign}")


def marked(operation: Operation) -> set[Dot]:
    """The dots that a deletion names as seen."""
    write = operation.fields.get(DELETED)
    if write is None or not isinstance(write.value, str):
        return set()
    return {Dot(device, seq) for device, seqs in json.loads(write.value).items() for seq in seqs}


def marked_new(operation: Operation) -> set[Dot]:
    """The dots of a deletion of its own; one that puts back an earlier deletion has none."""
    write = operation.fields.get(DELETED)
    return marked(operation) if write is not None and not write.over else set()


def check_agreement(laptops: Sequence[Laptop], owed: Collection[bytes]) -> None:
    """After a complete exchange all hold the same and show the same (P1, P2)."""
    first: dict[int, tuple[object, ...]] = {}
    for laptop in laptops:
        bodies = laptop.bodies()
        aside = {bytes(body) for (body,) in laptop.rows("SELECT body FROM quarantine")}
        if missing := set(owed) - set(bodies) - aside:
            broken("P2", f"{len(missing)} operations are missing on laptop {laptop.number}")
        state = tuple(_state(laptop, key) for key in KEYS)
        if first.setdefault(laptop.registry.schema, state) != state:
            broken("P1", f"laptop {laptop.number} shows {state}")
        check_refold(laptop)


def _state(laptop: Laptop, key: RecordKey) -> object:
    heads = {
        name: sorted((dot, head.value, head.clock) for dot, head in found.items())
        for name, found in laptop.heads(key).items()
    }
    return heads, laptop.shown(key)
