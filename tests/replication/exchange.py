"""A hub in memory and the laptop's side of the exchange, as sync.md 4.5 draws them.

The hub is a numbered list of bodies per space with epochs. Requests and answers go through
`Weather`, which loses, repeats, shuffles and truncates them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TypeVar

from kihub_desktop.replication.intake import Incoming, confirm
from kihub_desktop.replication.operation import Dot, decode
from tests.replication.laptops import Laptop
from tests.replication.properties import Broken, check_crash

T = TypeVar("T")
ENDLESS = 100


@dataclass(frozen=True)
class Weather:
    """What happens to a request on its way; `seed` decides what exactly."""

    seed: int = 0
    lost_request: bool = False
    lost_answer: bool = False
    disorder: bool = False
    crash_at: int | None = None

    def carry(self, items: Sequence[T]) -> list[T]:
        """The items as they arrive: in disorder some are missing, doubled, in another order."""
        carried = list(items)
        if self.disorder and carried:
            dice = random.Random(self.seed)
            carried = dice.sample(carried, dice.randint(1, len(carried)))
            carried += dice.choices(carried, k=2)
            dice.shuffle(carried)
        return carried

    def slices(self, items: Sequence[T]) -> list[list[T]]:
        """The items in the portions in which they are applied."""
        if not self.disorder:
            return [list(items)]
        dice = random.Random(self.seed + 1)
        size = dice.randint(1, 6)
        shuffled = dice.sample(list(items), len(items))
        return [shuffled[start : start + size] for start in range(0, len(shuffled), size)]


@dataclass(frozen=True)
class NewEpoch:
    """The hub was restored: what lies above `base` is no longer known there."""

    epoch: str
    base: int


@dataclass(frozen=True)
class Page:
    """Numbered bodies after a cursor, and the cursor behind them."""

    entries: tuple[tuple[bytes, int], ...]
    cursor: int
    more: bool


@dataclass
class Shelf:
    """What the hub holds of one space; the number of a body is its position, from 1."""

    bodies: list[bytes] = field(default_factory=list)
    epochs: list[tuple[str, int]] = field(default_factory=lambda: [("e0", 0)])
    numbers: dict[Dot, int] = field(default_factory=dict)

    @property
    def epoch(self) -> str:
        return self.epochs[-1][0]


class Hub:
    """Accepts everything, numbers it per space, and hands it out by number."""

    def __init__(self) -> None:
        self.shelves: dict[str, Shelf] = {}
        self.quarantine: set[bytes] = set()
        self.copy: dict[str, Shelf] = {}
        self._restores = 0

    def push(
        self, space: str, epoch: str, bodies: Sequence[bytes]
    ) -> list[tuple[Dot, int]] | NewEpoch:
        shelf = self.shelves.setdefault(space, Shelf())
        if epoch != shelf.epoch:
            return self._new_epoch(shelf, epoch)
        acks: list[tuple[Dot, int]] = []
        for body in bodies:
            dot = decode(body).dot
            if dot not in shelf.numbers:
                self.number(shelf, dot, body)
            if shelf.bodies[shelf.numbers[dot] - 1] == body:
                acks.append((dot, shelf.numbers[dot]))
            else:
                self.quarantine.add(body)
        return acks

    def number(self, shelf: Shelf, dot: Dot, body: bytes) -> None:
        shelf.bodies.append(body)
        shelf.numbers[dot] = len(shelf.bodies)

    def pull(self, space: str, epoch: str, cursor: int, limit: int) -> Page | NewEpoch:
        shelf = self.shelves.setdefault(space, Shelf())
        if epoch != shelf.epoch:
            return self._new_epoch(shelf, epoch)
        found = shelf.bodies[cursor : cursor + limit]
        entries = tuple((body, cursor + 1 + index) for index, body in enumerate(found))
        after = cursor + len(found)
        return Page(entries, after, after < len(shelf.bodies))

    def keep_copy(self) -> None:
        self.copy = deepcopy(self.shelves)

    def restore(self) -> None:
        """Goes back to the copy; the restore script opens a new epoch in every space."""
        self._restores += 1
        spaces = self.shelves.keys() | self.copy.keys()
        self.shelves = deepcopy(self.copy)
        for space in spaces:
            shelf = self.shelves.setdefault(space, Shelf())
            shelf.epochs.append((f"e{self._restores}", len(shelf.bodies)))

    @staticmethod
    def _new_epoch(shelf: Shelf, known: str) -> NewEpoch:
        """The lowest base since the epoch that the laptop knows; 0 for one that was lost."""
        names = [name for name, _ in shelf.epochs]
        since = shelf.epochs[names.index(known) + 1 :] if known in names else [("", 0)]
        return NewEpoch(shelf.epoch, min(base for _, base in since))


@dataclass
class Bookmark:
    """How far a laptop has read a space at the hub."""

    epoch: str = ""
    cursor: int = 0


class Client:
    """The laptop's side: offers what the hub has not confirmed, reads what is new there."""

    limit = 5

    def __init__(self, laptop: Laptop, hub: Hub) -> None:
        self.laptop = laptop
        self.hub = hub
        self.bookmarks: dict[str, Bookmark] = {}
        self.moved = 0
        """How many operations went over the wire, for telling when nothing is left to do."""
        self.last_request: tuple[str, str, list[bytes]] | None = None

    def sync(self, space: str) -> None:
        """Push until nothing is left, then pull until nothing is new, in good weather.

        A new epoch may come to light in the pull only; then there is something to push again.
        """
        for _ in range(ENDLESS):
            more = self.push(space, Weather()) or self.pull(space, Weather())
            if not more and not self.outbox(space):
                return
        raise Broken("P9", "the exchange does not come to an end")

    def push(self, space: str, weather: Weather) -> bool:
        """Offers one batch; whether there may be more to do."""
        bodies = self.outbox(space)[: self.limit]
        mark = self.bookmarks.setdefault(space, Bookmark())
        if not bodies or weather.lost_request:
            return False
        request = (space, mark.epoch, weather.carry(bodies))
        self.last_request = request
        self.moved += len(request[2])
        answer = self.hub.push(*request)
        if weather.lost_answer:
            return False
        if isinstance(answer, NewEpoch):
            self.turn_epoch(space, answer)
        else:
            self.note_acks(space, answer)
        return True

    def outbox(self, space: str) -> list[bytes]:
        """Everything the hub has not confirmed, also what came from colleagues by stick."""
        rows = self.laptop.rows("SELECT space, body FROM op WHERE hub_n IS NULL ORDER BY arrived")
        return [bytes(body) for each, body in rows if each == space]

    def note_acks(self, space: str, acks: list[tuple[Dot, int]]) -> None:
        with self.laptop.transaction() as connection:
            confirm(connection, space, acks)

    def turn_epoch(self, space: str, news: NewEpoch) -> None:
        """Forgets what the restored hub no longer confirms, so that it is offered again."""
        with self.laptop.transaction() as connection:
            connection.exec_driver_sql(
                "UPDATE op SET hub_n = NULL WHERE space = ? AND hub_n > ?", (space, news.base)
            )
        mark = self.bookmarks[space]
        mark.epoch, mark.cursor = news.epoch, min(mark.cursor, news.base)

    def pull(self, space: str, weather: Weather) -> bool:
        """Reads one page; whether there may be more to do."""
        mark = self.bookmarks.setdefault(space, Bookmark())
        if weather.lost_request:
            return False
        answer = self.hub.pull(space, mark.epoch, mark.cursor, self.limit)
        if weather.lost_answer:
            return False
        if isinstance(answer, NewEpoch):
            self.turn_epoch(space, answer)
            return True
        self.moved += len(answer.entries)
        self.apply(space, answer, weather)
        return answer.more

    def apply(self, space: str, page: Page, weather: Weather) -> None:
        """Applies a page in portions; the cursor moves when all of them are stored."""
        portions = weather.slices(page.entries)
        for index, portion in enumerate(portions):
            incoming = [Incoming(body, number) for body, number in portion]
            if weather.crash_at is not None and index == len(portions) - 1:
                self.crash(incoming, weather.crash_at)
                return
            self.laptop.take(incoming)
        self.bookmarks[space].cursor = page.cursor

    def crash(self, incoming: Sequence[Incoming], at: int) -> None:
        """The program ends while it applies a portion; nothing of that portion is stored."""
        check_crash(self.laptop, at, lambda registry: self.laptop.take(incoming, registry))
