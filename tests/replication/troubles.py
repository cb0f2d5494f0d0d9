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
Actions = Mapping[str, tuple[int, Action]]
"""By name how often an action is taken, and the action."""


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
            Weather(seed, disorder=True, crash_at=0),
            Weather(seed, disorder=True, crash_at=0),
            Weather(seed, disorder=True, crash_at=dice.randrange(4)),
            Weather(seed, lost_request=True),
        )
    )


def push(office: Office, client: Client, dice: Random) -> None:
    client.push(dice.choice(SPACES), weather(dice))


def pull(office: Office, client: Client, dice: Random) -> None:
    """Reads on, often after a colleague has brought something."""
    space = dice.choice(SPACES)
    if dice.random() < 0.5:
        colleague = dice.choice(office.clients)
        while colleague.push(space, Weather()):
            pass
    for _ in range(3):
        if not client.pull(space, weather(dice)):
            break


def sync(office: Office, client: Client, dice: Random) -> None:
    for space in SPACES:
        client.sync(space)


def carry_stick(office: Office, client: Client, dice: Random) -> None:
    """A stick takes operations of all spaces from one laptop to another, or some of them."""
    sources = [each for each in office.clients if each is not client] or [client]
    bodies = dice.choice(sources).laptop.bodies()
    laptop = client.laptop
    stick = Weather(dice.randrange(1_000), disorder=dice.random() < 0.8)
    crash_in = dice.choice((None, None, 0))
    for index, portion in enumerate(stick.slices(stick.carry(bodies))):
        if index == crash_in:
            properties.check_crash(laptop, dice.randrange(3), partial(laptop.take, portion))
            return
        laptop.take(portion)


def hand_over(giver: Client, taker: Client, dice: Random) -> None:
    """Everything changes hands, or only what came last, without what it overwrites."""
    bodies = giver.laptop.bodies()
    taker.laptop.take(bodies if dice.random() < 0.5 else bodies[-dice.choice((1, 2)) :])


def overlap(office: Office, client: Client, dice: Random) -> None:
    """While a form is open, a colleague's work arrives from a stick; then it is saved."""
    office.open_form(client, dice)
    form = office.forms[-1]
    others = [each for each in office.clients if each is not client]
    for other in dice.sample(others, 1):
        office.commit_values(other, form.key, dice)
        hand_over(other, client, dice)
    office.save(form, dice)


def contradict(office: Office, client: Client, dice: Random) -> None:
    """A colleague writes over what an author has just written; then the author undoes it."""
    others = [each for each in office.clients if each is not client]
    done = office.done[client.laptop.number]
    if not done:
        return office.write(client, dice)
    for other in dice.sample(others, 1):
        hand_over(client, other, dice)
        office.commit_values(other, dice.choice(sorted(done[-1].before)), dice)
        hand_over(other, client, dice)
        office.touched.add(other.laptop.number)
    return office.undo(client, dice)


def tamper(office: Office, client: Client, dice: Random) -> None:
    """Somebody changes an operation whose neighbours or twin are known here."""
    laptop = client.laptop
    forged = forgeries(laptop.bodies(), sorted(office.written))
    if not forged:
        return
    held = _places(laptop.bodies())
    lone = [body for body in forged if _place(json.loads(body)) not in held]
    body = dice.choice(lone or forged)
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
    office.set_wall(client.laptop.number, dice.choice(CLOCKS))
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
    """The hub goes back to its copy, often just after somebody was told that all is well."""
    if dice.random() < 0.5:
        for space in SPACES:
            client.sync(space)
    office.hub.restore()


def lose_laptop(office: Office, client: Client, dice: Random) -> None:
    """A laptop is stolen; what a colleague has from its stick must go on living."""
    if len(office.clients) <= 2:
        return
    office.write(client, dice)
    office.clients.remove(client)
    dice.choice(office.clients).laptop.take(client.laptop.bodies())
    office.forms = [form for form in office.forms if form.client is not client]
    client.laptop.close()
    office.owed &= {body for each in office.clients for body in each.laptop.bodies()}


WORK: Actions = {
    "overlap": (3, overlap),
    "contradict": (3, contradict),
    "write": (6, Office.write),
    "undo": (4, Office.undo),
    "regret": (3, Office.regret),
    "save_form": (3, Office.save_form),
    "open_form": (2, Office.open_form),
    "delete": (2, Office.delete),
    "restore": (2, Office.restore),
    "resolve": (2, Office.resolve),
}
TRAFFIC: Actions = {
    "carry_stick": (5, carry_stick),
    "pull": (7, pull),
    "push": (3, push),
    "sync": (1, sync),
}
TROUBLE: Actions = {
    "restore_hub": (2, restore_hub),
    "upgrade": (2, upgrade),
    "tamper": (3, tamper),
    "lose_laptop": (2, lose_laptop),
    "copy_hub": (1, copy_hub),
    "rebuild": (2, rebuild),
    "crash_while_writing": (1, crash_while_writing),
    "lose_bookmark": (1, lose_bookmark),
    "set_clock": (1, set_clock),
    "repeat_request": (1, repeat_request),
}


def forgeries(known: Sequence[bytes], written: Sequence[bytes]) -> list[bytes]:
    """Changed operations that the chain betrays to somebody who holds `known`."""
    held = _places(known)
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


def _places(bodies: Sequence[bytes]) -> set[tuple[str, str, int]]:
    return {_place(json.loads(body)) for body in bodies}


def _place(content: Mapping[str, Any]) -> tuple[str, str, int]:
    return content["sp"], content["d"], content["s"]
