"""What authors do on their laptops, and the record of everything that was ever committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from uuid import UUID

from kihub_desktop.replication.canonical import Canonical
from kihub_desktop.replication.clock import MAX_AHEAD_MS
from kihub_desktop.replication.fold import RecordKey, Shown
from kihub_desktop.replication.operation import DELETED, Dot, FieldWrite, Operation
from tests.replication import properties
from tests.replication.exchange import Client, Hub
from tests.replication.laptops import NOON, Core, Laptop
from tests.replication.properties import broken
from tests.replication.sheets import KEYS, SECOND

# Few fields and few values, so that authors often meet in one field with equal or other values.
CHANGES: tuple[tuple[str, Canonical], ...] = (
    *(("amount", value) for value in ("84", "48", "77", "84", "48")),
    ("town", "Plauen"),
    ("town", None),
    ("position", "a"),
    ("position", "b"),
    ("tags=Öl", True),
    ("tags=Öl", None),
    ("tags=Öl", None),
    ("remark", "neu"),
)
_OFTEN = (*(KEYS[0] for _ in range(5)), KEYS[1], *(KEYS[2] for _ in range(3)))


@dataclass(frozen=True)
class Setting:
    """What the histories run on; a fault replaces one part."""

    core: Core = field(default_factory=Core)
    client: type[Client] = Client
    hub: type[Hub] = Hub


@dataclass(frozen=True)
class Form:
    """A form that was opened and not yet saved."""

    client: Client
    key: RecordKey
    as_of: int
    seen: Mapping[str, frozenset[Dot]]


@dataclass(frozen=True)
class Done:
    """An own transaction, with what was shown before it; None for a record that was not there.

    `plain` is False for a form that was saved late.
    """

    transaction: UUID
    arrived: int
    schema: int
    before: Mapping[RecordKey, Shown | None]
    plain: bool


class Office:
    """The laptops and their hub; `written` is all that was committed, `owed` what must survive."""

    def __init__(self, setting: Setting, offsets: Sequence[int]) -> None:
        self.hub = setting.hub()
        self.walls = dict(enumerate(offsets))
        self.now = NOON
        self.clients = [
            setting.client(Laptop(number, setting.core, partial(self.wall_of, number)), self.hub)
            for number in self.walls
        ]
        self.written: set[bytes] = set()
        self.owed: set[bytes] = set()
        self.touched: set[int] = set()
        self.furthest: dict[int, int] = {}
        self.forms: list[Form] = []
        self.done: dict[int, list[Done]] = {number: [] for number in self.walls}

    def wall_of(self, number: int) -> int:
        return self.now + self.walls[number]

    def set_wall(self, number: int, offset: int) -> None:
        """Somebody sets a clock; what it showed until now was taken for the time, too."""
        self.note_time(number)
        self.walls[number] = offset

    def note_time(self, number: int) -> None:
        self.furthest[number] = max(self.furthest.get(number, 0), self.wall_of(number))

    def close(self) -> None:
        for client in self.clients:
            client.laptop.close()

    # What an author does; `dice` decides everything that is left open.

    def write(self, client: Client, dice: Random) -> None:
        laptop, values = client.laptop, self.values(client, dice)
        keys = {pick_key(dice), KEYS[2]} if dice.random() < 0.2 else {pick_key(dice)}
        self.commit(laptop, {key: laptop.form(key, values) for key in keys})

    def open_form(self, client: Client, dice: Random) -> None:
        key = pick_key(dice)
        seen = {name: frozenset(found) for name, found in client.laptop.heads(key).items()}
        self.forms.append(Form(client, key, client.laptop.as_of(), seen))

    def save_form(self, client: Client, dice: Random) -> None:
        """Saves a form, rather one behind whose back something has arrived."""
        late = [form for form in self.forms if form.client.laptop.as_of() > form.as_of]
        if not (late or self.forms):
            return self.open_form(client, dice)
        return self.save(dice.choice(late or self.forms), dice)

    def save(self, form: Form, dice: Random) -> None:
        """Saves or deletes with what was on screen when the form was opened."""
        self.forms.remove(form)
        laptop = form.client.laptop
        fields = (
            laptop.deletion(form.key, form.as_of)
            if dice.random() < 0.2
            else laptop.form(form.key, self.values(form.client, dice), form.as_of)
        )
        self.commit(laptop, {form.key: fields}, form)

    def commit_values(self, client: Client, key: RecordKey, dice: Random) -> None:
        values = self.values(client, dice)
        self.commit(client.laptop, {key: client.laptop.form(key, values)})

    def delete(self, client: Client, dice: Random) -> None:
        key = pick_key(dice)
        if client.laptop.seen(key):
            self.commit(client.laptop, {key: client.laptop.deletion(key)})

    def restore(self, client: Client, dice: Random) -> None:
        key = pick_key(dice)
        if client.laptop.seen(key).get(DELETED):
            self.commit(client.laptop, {key: client.laptop.restoring(key)})

    def resolve(self, client: Client, dice: Random) -> None:
        """Somebody decides every contested field of a record, or that it exists."""
        laptop, key = client.laptop, pick_key(dice)
        contested = laptop.shown(key).contested
        names = sorted(contested & laptop.registry.rules["sheet"].keys())
        fields = laptop.form(key, dict.fromkeys(names, dice.choice(("84", "48"))))
        if DELETED in contested:
            fields |= laptop.restoring(key)
        if fields:
            self.commit(laptop, {key: fields})

    def undo(self, client: Client, dice: Random, latest: bool = False) -> None:
        """Undo, redo and undo again: an undo is a transaction like others."""
        laptop, done = client.laptop, self.done[client.laptop.number]
        if not done:
            return
        past = done[-1] if latest or dice.random() < 0.5 else dice.choice(done[-5:])
        unchanged = past.plain and past.arrived == laptop.as_of()
        before = {key: _before(laptop, key) for key in KEYS}
        _, operations = laptop.undo(past.transaction)
        properties.check_undo(operations)
        if operations:
            self.note(laptop, operations, before, plain=unchanged)
        if unchanged and past.schema == laptop.registry.schema:
            self.check_undone(laptop, past)

    def regret(self, client: Client, dice: Random) -> None:
        """Somebody does something and takes it back at once."""
        act = dice.choice((self.write, self.write, self.delete, self.restore))
        act(client, dice)
        self.undo(client, dice, latest=True)

    @staticmethod
    def check_undone(laptop: Laptop, past: Done) -> None:
        """Undoing what was done last shows again what was shown before it, disputes included."""
        for key, before in past.before.items():
            shown = laptop.shown(key)
            if before is None:
                if shown.exists:
                    broken("undo", "what the transaction created is still there")
            elif before.exists and (not shown.exists or _given(shown) != _given(before)):
                broken("undo", f"shows {shown} instead of {before}")
            elif before.exists and (settled := before.contested - shown.contested):
                broken("undo", f"{sorted(settled)} waited for a decision before")

    def values(self, client: Client, dice: Random) -> dict[str, Canonical]:
        """A few values in the words of the laptop's version."""
        values = dict(dice.sample(CHANGES, dice.choice((1, 1, 2, 3))))
        if client.laptop.registry is not SECOND:
            values.pop("remark", None)
        elif "town" in values:
            town = values.pop("town")
            values["place"] = None if town is None else f"Sachsen/{town}"
        return values or {"amount": "84"}

    def commit(
        self,
        laptop: Laptop,
        writes: Mapping[RecordKey, Mapping[str, FieldWrite]],
        form: Form | None = None,
    ) -> None:
        """Writes a transaction and checks what became of the values before it."""
        shown = {key: _before(laptop, key) for key in writes}
        before = {key: laptop.heads(key) for key in writes}
        operations = laptop.commit(sorted(writes.items()))
        by_record = {(str(each.space), each.record): each for each in operations}
        for key, live in before.items():
            operation = by_record[key]
            seen = _seen(laptop, live, form)
            properties.check_save(operation, live, seen, laptop.heads(key))
            if properties.marked(operation):
                properties.check_deletion(operation, seen)
        self.note(laptop, operations, shown, plain=form is None)

    def note(
        self,
        laptop: Laptop,
        operations: Sequence[Operation],
        before: Mapping[RecordKey, Shown | None],
        plain: bool,
    ) -> None:
        """Remembers a transaction that was committed."""
        self.touched.add(laptop.number)
        self.check_clock(laptop, operations)
        bodies = {operation.encode() for operation in operations}
        self.written |= bodies
        self.owed |= bodies
        touched = {RecordKey(str(each.space), each.record) for each in operations}
        known = {key: shown for key, shown in before.items() if key in touched}
        transaction, schema = operations[0].transaction, laptop.registry.schema
        done = Done(transaction, laptop.as_of(), schema, known, plain)
        self.done[laptop.number].append(done)

    def check_clock(self, laptop: Laptop, operations: Sequence[Operation]) -> None:
        """No clock runs more than an hour ahead of what this laptop ever took for the time."""
        self.note_time(laptop.number)
        furthest = self.furthest[laptop.number]
        if max(operation.clock for operation in operations) >> 16 > furthest + MAX_AHEAD_MS:
            broken("clock", "a foreign clock was followed")


def pick_key(dice: Random) -> RecordKey:
    return dice.choice(_OFTEN)


def _seen(
    laptop: Laptop, live: Mapping[str, Mapping[Dot, object]], form: Form | None
) -> dict[str, set[Dot]]:
    """The dots that the author of a save has seen: on screen, or written on this device."""
    if form is None:
        return {name: set(found) for name, found in live.items()}
    seen = {name: set(found) for name, found in form.seen.items()}
    for name, found in live.items():
        seen.setdefault(name, set()).update(dot for dot in found if dot.device == laptop.device)
    return seen


def _before(laptop: Laptop, key: RecordKey) -> Shown | None:
    return laptop.shown(key) if laptop.heads(key) else None


def _given(shown: Shown) -> dict[str, Canonical]:
    """The values that are there: an absent element and an empty field show nothing."""
    return {
        name: value
        for name, value in shown.values.items()
        if value is not None and value is not False
    }
