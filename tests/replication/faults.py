"""Seeded faults: what a replication must not do, each a small change of the real code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Connection

from kihub_desktop.domain.fields import Merge
from kihub_desktop.replication import check, fold, fold_tables, inverse, log, reading
from kihub_desktop.replication import intake as taking
from kihub_desktop.replication.clock import HybridClock
from kihub_desktop.replication.fold import Board, FieldKey, Head, RecordKey, Shown
from kihub_desktop.replication.intake import Incoming, Intake
from kihub_desktop.replication.operation import DELETED, ELEMENT, Dot, FieldWrite, Operation, decode
from kihub_desktop.replication.registry import Registry
from tests.replication.exchange import Client, Hub, NewEpoch, Page, Shelf, Weather
from tests.replication.laptops import Core
from tests.replication.office import Setting
from tests.replication.sheets import KEYS

Fields = Mapping[str, Mapping[Dot, Head]]
ShownDots = Mapping[str, tuple[Dot, ...]]


@dataclass(frozen=True)
class Fault:
    """A fault, and the properties of which one must betray it.

    It replaces a part of the setting; where the code has no seam, attributes of its modules.
    """

    name: str
    caught_by: str
    setting: Setting = field(default_factory=Setting)
    attributes: Sequence[tuple[object, str, object]] = ()


# The fold.


class Forgetful(Board):
    """Does not remember what was overwritten before it arrived."""

    def _overwrite(self, record: RecordKey, key: FieldKey, over: Dot, arrived: int) -> None:
        if over in self.live.get(record, {}).get(key.field, {}):
            super()._overwrite(record, key, over, arrived)


class LastWriterWins(Board):
    """A value overwrites everything that is live, seen or not."""

    def _insert(
        self, record: RecordKey, key: FieldKey, operation: Operation, value: str, arrived: int
    ) -> None:
        for dot in list(self.live.get(record, {}).get(key.field, {})):
            self._overwrite(record, key, dot, arrived)
        super()._insert(record, key, operation, value, arrived)


def load_arrived_ahead(
    connection: Connection, board: Board, space: str, operations: list[Operation], before: int
) -> None:
    """A rebuild sees later operations of the log as arrived."""
    _load_arrived(connection, board, space, operations, 2**62)


def load_arrived_anywhere(
    connection: Connection, board: Board, space: str, operations: list[Operation], before: int
) -> None:
    """What arrived in one space counts as arrived in all."""
    _load_arrived(connection, board, space, operations, before)
    rows = connection.exec_driver_sql("SELECT device, seq FROM op WHERE arrived < ?", (before,))
    board.arrived.update((space, Dot(device, seq)) for device, seq in rows)


def refold_by_device(source: Connection, target: Connection, registry: Registry) -> int:
    """A rebuild reads the log device by device."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "_BATCH", 10_000)
        batch = check._batch(source, 0)
    if source is not target and batch:
        check._copy_log(source, target, 0, batch[-1][1])
    for operation, arrived in sorted(batch, key=lambda each: each[0].dot):
        fold_tables.fold_batch(target, registry, [(operation, arrived)])
    return len(batch)


def drop_unknown(
    registry: Registry, kind: str, schema: int, fields: Mapping[str, FieldWrite]
) -> Mapping[str, FieldWrite]:
    """An older version folds only the fields it knows."""
    known = registry.rules.get(kind, {})
    return {
        name: write
        for name, write in _current(registry, kind, schema, fields).items()
        if name in known or ELEMENT in name or name == DELETED
    }


# The display.


def with_display(change: Callable[[Shown, Registry, str, Fields], Shown]) -> Any:
    """A display whose outcome is changed; the fold and the reading both use it."""

    def changed(registry: Registry, kind: str, fields: Fields) -> Shown:
        return change(_display(registry, kind, fields), registry, kind, fields)

    return ((fold, "display", changed), (reading, "display", changed))


def equal_values_contested(shown: Shown, registry: Registry, kind: str, fields: Fields) -> Shown:
    several = {
        name
        for name, heads in fields.items()
        if len(heads) > 1 and registry.merge_of(kind, name) is Merge.REGISTER
    }
    return Shown(shown.exists, shown.values, shown.contested | several)


def latest_arrival_shown(shown: Shown, registry: Registry, kind: str, fields: Fields) -> Shown:
    by_arrival = {
        name: {dot: Head(head.value, head.arrived, 0) for dot, head in heads.items()}
        for name, heads in fields.items()
    }
    return _display(registry, kind, by_arrival)


def removal_wins(shown: Shown, registry: Registry, kind: str, fields: Fields) -> Shown:
    values = dict(shown.values)
    for name, heads in fields.items():
        if heads and ELEMENT in name:
            values[name] = all(head.value == "true" for head in heads.values())
    return Shown(shown.exists, values, shown.contested)


def only_winner_counts(shown: Shown, registry: Registry, kind: str, fields: Fields) -> Shown:
    return Shown(shown.exists, shown.values, frozenset())


def deletion_wins(fields: Fields) -> tuple[bool, bool]:
    """A deletion holds for values that its author had not seen, too."""
    exists, disputed = _existence(fields)
    marks = fields.get(DELETED, {}).values()
    return (False, False) if any(mark.value != "null" for mark in marks) else (exists, disputed)


# What an author has seen.


def seen_winner(connection: Connection, key: RecordKey, as_of: int, own: str) -> ShownDots:
    """Only the value on display is overwritten, not the others that are live."""
    values = reading.heads(connection, key)
    winners = {}
    for name, dots in reading.shown_dots(connection, key, as_of, own).items():
        heads = values.get(name, {})
        live = [dot for dot in dots if dot in heads]
        winners[name] = (max(live or dots, key=lambda dot: (dot in heads, dot)),)
    return winners


def seen_at_save(connection: Connection, key: RecordKey, as_of: int, own: str) -> ShownDots:
    return reading.shown_dots(connection, key, log.last_arrival(connection), own)


def own_not_seen(connection: Connection, key: RecordKey, as_of: int, own: str) -> ShownDots:
    return reading.shown_dots(connection, key, as_of, "")


def always(*_: object) -> bool:
    return True


def as_if_own(
    standing: object, key: RecordKey, name: str, dot: Dot
) -> None:  # the undo of a creation takes every value for its own
    return None


def nothing(standing: object, key: RecordKey, name: str, dot: Dot, then: set[Dot]) -> set[Dot]:
    """A deletion that is put back takes every value for one that it had seen."""
    return set()


def by_clock(
    connection: Connection, key: RecordKey, name: str, dots: tuple[Dot, ...]
) -> list[tuple[int, Dot, str]]:
    """Undo puts back the latest of several values, though another one was shown."""
    return sorted(_rows(connection, key, name, dots))


# Receiving.


def replace_known(
    connection: Connection, registry: Registry, incoming: Sequence[Incoming]
) -> Intake:
    """What arrives a second time replaces what is there."""
    for each in incoming:
        operation = decode(each.body)
        key = (str(operation.space), *operation.dot)
        for table in ("op", "value"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE space = ? AND device = ? AND seq = ?", key
            )
    return taking.receive(connection, registry, incoming)


def in_two_transactions(
    connection: Connection, registry: Registry, incoming: Sequence[Incoming]
) -> Intake:
    """The log is written in one transaction and folded in the next."""
    outcome = taking.examine(connection, incoming)
    start = log.last_arrival(connection) + 1
    rows = [(one.operation, one.body, one.digest, start + i) for i, one in enumerate(outcome.fresh)]
    log.insert_operations(connection, rows, [one.number for one in outcome.fresh])
    taking.set_aside(connection, outcome.refused)
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("BEGIN")
    fold_tables.fold_batch(connection, registry, [(row[0], row[3]) for row in rows])
    return outcome


class Credulous(HybridClock):
    """Follows every clock, also one set to 2031."""

    def adopt(self, foreign: int) -> None:
        self.last = max(self.last, foreign)


# The exchange.


class ByClock(Hub):
    """Hands out what is later than the latest clock that a laptop has read."""

    def pull(self, space: str, epoch: str, cursor: int, limit: int) -> Page | NewEpoch:
        answer = super().pull(space, epoch, 0, 10_000)
        if isinstance(answer, NewEpoch):
            return answer
        timed = sorted((decode(body).clock, body, number) for body, number in answer.entries)
        later = [each for each in timed if each[0] > cursor]
        found = later[:limit]
        after = max((clock for clock, _, _ in found), default=cursor)
        return Page(tuple((body, n) for _, body, n in found), after, len(later) > limit)


class SameEpoch(Hub):
    """A restore goes on with the numbers of the old copy, as if nothing had happened."""

    def restore(self) -> None:
        super().restore()
        for shelf in self.shelves.values():
            shelf.epochs.pop()
            shelf.epochs = shelf.epochs or Shelf().epochs


class NoNewOffer(Client):
    """Keeps taking for confirmed what the restored hub has lost."""

    def turn_epoch(self, space: str, news: NewEpoch) -> None:
        mark = self.bookmarks[space]
        mark.epoch, mark.cursor = news.epoch, min(mark.cursor, news.base)


class AbsentIsDeleted(Client):
    """Takes for deleted what the restored hub no longer has."""

    def turn_epoch(self, space: str, news: NewEpoch) -> None:
        with self.laptop.transaction() as connection:
            for table in ("value", "op"):
                connection.exec_driver_sql(
                    f"DELETE FROM {table} WHERE (space, device, seq) IN"
                    " (SELECT space, device, seq FROM op WHERE space = ? AND hub_n > ?)",
                    (space, news.base),
                )
        super().turn_epoch(space, news)


class SentIsConfirmed(Client):
    """Takes for confirmed what it has sent."""

    def push(self, space: str, weather: Weather) -> bool:
        sent = [(decode(body).dot, 0) for body in self.outbox(space)[: self.limit]]
        more = super().push(space, weather)
        self.note_acks(space, sent)
        return more


class CursorFirst(Client):
    """Moves its cursor before it has stored what it has read."""

    def apply(self, space: str, page: Page, weather: Weather) -> None:
        self.bookmarks[space].cursor = page.cursor
        super().apply(space, page, weather)


class OwnOnly(Client):
    """Offers the hub only what was written on this laptop."""

    def outbox(self, space: str) -> list[bytes]:
        return [body for body in super().outbox(space) if decode(body).device == self.laptop.device]


class Tidy(Client):
    """Decides conflicts by itself while it reads."""

    def apply(self, space: str, page: Page, weather: Weather) -> None:
        super().apply(space, page, weather)
        for key in KEYS:
            contested = (
                self.laptop.shown(key).contested & self.laptop.registry.rules["sheet"].keys()
            )
            if contested:
                self.laptop.write(key, dict.fromkeys(contested, "84"))


_load_arrived = fold_tables._load_arrived
_current = Registry.current
_display = fold.display
_existence = fold._existence
_rows = inverse._rows

FAULTS = (
    Fault("early overwrites are forgotten", "P3", attributes=((fold_tables, "Board", Forgetful),)),
    Fault("the last writer wins", "P6 P7 P3", attributes=((fold_tables, "Board", LastWriterWins),)),
    Fault(
        "a rebuild looks ahead in the log",
        "P3 P5",
        attributes=((fold_tables, "_load_arrived", load_arrived_ahead),),
    ),
    Fault(
        "arrivals of one space count in another",
        "P3 P5",
        attributes=((fold_tables, "_load_arrived", load_arrived_anywhere),),
    ),
    Fault(
        "a rebuild goes device by device",
        "P3 P5",
        attributes=((check, "refold", refold_by_device),),
    ),
    Fault(
        "an older version drops unknown fields",
        "P3",
        attributes=((Registry, "current", drop_unknown),),
    ),
    Fault("equal values are a conflict", "P10", attributes=with_display(equal_values_contested)),
    Fault("the latest arrival is shown", "P1 P5", attributes=with_display(latest_arrival_shown)),
    Fault("removing wins over adding", "P1 P5", attributes=with_display(removal_wins)),
    Fault("conflicts are not listed", "P4", attributes=with_display(only_winner_counts)),
    Fault(
        "a deletion takes what it had not seen",
        "P3 P4",
        attributes=((fold, "_existence", deletion_wins),),
    ),
    Fault("only the shown value is overwritten", "P6 P7", Setting(Core(shown_dots=seen_winner))),
    Fault("a late form overwrites all", "P7", Setting(Core(shown_dots=seen_at_save))),
    Fault("own values are not seen", "P6 P7", Setting(Core(shown_dots=own_not_seen))),
    Fault(
        "undo overwrites others",
        "undo",
        attributes=((inverse._Standing, "is_or_restores", always),),
    ),
    Fault(
        "undo of a creation takes others with it",
        "undo",
        attributes=((inverse._Standing, "original", as_if_own),),
    ),
    Fault("undo puts back the latest", "undo", attributes=((inverse, "_rows", by_clock),)),
    Fault(
        "undo lets a deletion take what it had not seen",
        "undo",
        attributes=((inverse._Standing, "_stood_for", nothing),),
    ),
    Fault("duplicates replace", "P2 P3 P5 P7", Setting(Core(receive=replace_known))),
    Fault("log and fold part", "P5", Setting(Core(receive=in_two_transactions))),
    Fault(
        "the chain is not checked",
        "P2",
        attributes=((taking._Examination, "_links", always),),
    ),
    Fault("every clock is followed", "clock", Setting(Core(clock=Credulous))),
    Fault("the cursor is a clock", "P1 P2 P9", Setting(hub=ByClock)),
    Fault("hub numbers are used again", "P1 P2", Setting(hub=SameEpoch)),
    Fault("nothing is offered again", "P1 P2", Setting(client=NoNewOffer)),
    Fault("absent is deleted", "P2 P3 P5", Setting(client=AbsentIsDeleted)),
    Fault("sent is confirmed", "P1 P2", Setting(client=SentIsConfirmed)),
    Fault("the cursor runs ahead", "P1 P2", Setting(client=CursorFirst)),
    Fault("only own operations are offered", "P1 P2 P9", Setting(client=OwnOnly)),
    Fault("exchange decides conflicts", "P9", Setting(client=Tidy)),
)
