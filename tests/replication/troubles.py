"""What goes wrong between laptops: weather, sticks, forgers, crashes, thieves, old copies."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from random import Random
from typing import Any

from kihub_desktop.replication.intake import Refusal
from tests.replication import properties
from tests.replication.exchange import Client, Weather
from tests.replication.office import Office, pick_key
from tests.replication.properties import broken
from tests.replication.sheets import KEYS, SECOND

YEAR, HOUR = 31_536_000_000, 3_600_000
CLOCKS = (0, 0, 1, -HOUR, 5 * YEAR, -9 * YEAR)
SPACES = sorted({key.space for key in KEYS})
Action = Callable[[Office, Client, Random], None]


def weather(dice: Random) -> Weather:
    """Mostly disorder, sometimes good, sometimes something is lost or the program ends."""
    seed = dice.randrange(1_000)
    return dice.choice(
        (
            Weather(),
            Weather(),
            Weather(seed, disorder=True),
            Weather(seed, disorder=True),
            Weather(seed, disorder=True, lost_answer=True),
            Weather(seed, disorder=True, crash_at=dice.randrange(4)),
            Weather(seed, lost_request=True),
        )
    )


def push(office: Office, client: Client, dice: Random) -> None:
    client.push(dice.choice(SPACES), weather(dice))


def pull(office: Office, client: Client, dice: Random) -> None:
    client.pull(dice.choice(SPACES), weather(dice))


def sync(office: Office, client: Client, dice: Random) -> None:
    for space in SPACES:
        client.sync(space)


def carry_stick(office: Office, client: Client, dice: Random) -> None:
    """A stick takes operations of all spaces from one laptop to another, or some of them."""
    sources = [each for each in office.clients if each is not client] or [client]
    bodies = dice.choice(sources).laptop.bodies()
    laptop = client.laptop
    stick = Weather(dice.randrange(1_000), disorder=dice.random() < 0.8)
    crash_in = dice.choice((None, None, None, None, 0, 1))
    for index, portion in enumerate(stick.slices(stick.carry(bodies))):
        if index == crash_in:
            properties.check_crash(laptop, 1, partial(laptop.take, portion))
            return
        laptop.take(portion)


def overlap(office: Office, client: Client, dice: Random) -> None:
    """While a form is open, a colleague's work arrives from a stick; then it is saved."""
    office.open_form(client, dice)
    form = office.forms[-1]
    others = [each for each in office.clients if each is not client]
    for other in dice.sample(others, 1):
        office.commit_values(other, form.key, dice)
        client.laptop.take(other.laptop.bodies())
    office.save(form, dice)


def tamper(office: Office, client: Client, dice: Random) -> None:
    """Somebody changes an operation whose neighbours or twin are known here."""
    laptop = client.laptop
    forged = forgeries(laptop.bodies(), sorted(office.written))
    if not forged:
        return
    body = dice.choice(forged)
    before = laptop.content()
    outcome = laptop.take([body])
    if outcome.refused != [(body, Refusal.FORK)]:
        broken("P2", "a forged operation was not set aside")
    after = laptop.content()
    if before | {"quarantine": []} != after | {"quarantine": []}:
        broken("P3", "a forged operation changed the tables")
    if body not in {row[4] for row in after["quarantine"]}:
        broken("P2", "a forged operation was thrown away")


def crash_while_writing(office: Office, client: Client, dice: Random) -> None:
    laptop, values = client.laptop, office.values(client, dice)
    writes = [(key, laptop.form(key, values)) for key in {pick_key(dice): 0, KEYS[2]: 0}]
    at = dice.randrange(len(writes))
    properties.check_crash(laptop, at, lambda registry: laptop.commit(writes, registry))


def repeat_request(office: Office, client: Client, dice: Random) -> None:
    """A request from long ago arrives once more."""
    if client.last_request is not None:
        office.hub.push(*client.last_request)


def set_clock(office: Office, client: Client, dice: Random) -> None:
    office.walls[client.laptop.number] = dice.choice(CLOCKS)
    if dice.random() < 0.5:
        client.laptop.restart()


def upgrade(office: Office, client: Client, dice: Random) -> None:
    if client.laptop.registry is not SECOND:
        client.laptop.upgrade(SECOND)
        office.forms = [form for form in office.forms if form.client is not client]


def rebuild(office: Office, client: Client, dice: Random) -> None:
    properties.check_refold(client.laptop)
    properties.check_rebuild(client.laptop)


def lose_bookmark(office: Office, client: Client, dice: Random) -> None:
    client.bookmarks.pop(dice.choice(SPACES), None)


def copy_hub(office: Office, client: Client, dice: Random) -> None:
    office.hub.keep_copy()


def restore_hub(office: Office, client: Client, dice: Random) -> None:
    office.hub.restore()


def lose_laptop(office: Office, client: Client, dice: Random) -> None:
    """A laptop is stolen; what it has given to others must go on living there."""
    if len(office.clients) <= 2 or dice.random() < 0.5:
        return
    office.clients.remove(client)
    office.forms = [form for form in office.forms if form.client is not client]
    client.laptop.close()
    office.owed &= {body for each in office.clients for body in each.laptop.bodies()}


WORK: Mapping[str, tuple[int, Action]] = {
    "write": (8, Office.write),
    "open_form": (3, Office.open_form),
    "save_form": (6, Office.save_form),
    "delete": (2, Office.delete),
    "restore": (2, Office.restore),
    "resolve": (2, Office.resolve),
    "undo": (4, Office.undo),
    "overlap": (4, overlap),
}
TRAFFIC: Mapping[str, tuple[int, Action]] = {
    "push": (3, push),
    "pull": (4, pull),
    "sync": (3, sync),
    "carry_stick": (8, carry_stick),
}
TROUBLE: Mapping[str, tuple[int, Action]] = {
    "tamper": (2, tamper),
    "crash_while_writing": (2, crash_while_writing),
    "repeat_request": (1, repeat_request),
    "set_clock": (3, set_clock),
    "upgrade": (2, upgrade),
    "rebuild": (2, rebuild),
    "lose_bookmark": (1, lose_bookmark),
    "copy_hub": (2, copy_hub),
    "restore_hub": (2, restore_hub),
    "lose_laptop": (1, lose_laptop),
}


def weighted(actions: Mapping[str, tuple[int, Action]]) -> tuple[str, ...]:
    """The names, each as often as it weighs."""
    return tuple(name for name, (weight, _) in actions.items() for _ in range(weight))


def forgeries(known: Sequence[bytes], written: Sequence[bytes]) -> list[bytes]:
    """Changed operations that the chain betrays to somebody who holds `known`."""
    held = {_place(json.loads(body)) for body in known}
    forged = []
    for body in written:
        content = json.loads(body)
        space, device, seq = _place(content)
        if (space, device, seq) in held or (space, device, seq + 1) in held:
            content["v"][min(content["v"])] = ["99", []]
        elif (space, device, seq - 1) in held:
            content["p"] = "0f" * 32
        else:
            continue
        forged.append(json.dumps(content, ensure_ascii=False, sort_keys=True).encode())
    return forged


def _place(content: Mapping[str, Any]) -> tuple[str, str, int]:
    return content["sp"], content["d"], content["s"]
