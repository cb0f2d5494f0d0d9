"""Random histories of two to four laptops, a hub and sticks, as a Hypothesis state machine."""

from __future__ import annotations

import sys
from random import Random

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.replication import properties
from tests.replication.office import Office, Setting
from tests.replication.properties import broken
from tests.replication.troubles import CLOCKS, TRAFFIC, TROUBLE, WORK, sync


class Histories(RuleBasedStateMachine):
    """Steps of authors, exchange and trouble; after each, every touched laptop is checked."""

    setting = Setting()

    def __init__(self) -> None:
        super().__init__()
        self.office = Office(self.setting, ())
        self.held: dict[int, set[bytes]] = {}
        self.position = 0
        self.seed = 0

    @initialize(seed=st.integers(0, 2**32))
    def open_office(self, seed: int) -> None:
        self.seed = seed
        dice = Random(seed)
        self.office = Office(self.setting, dice.choices(CLOCKS, k=dice.choice((2, 3, 3, 4))))

    @rule(throw=st.integers(0, 2**16))
    def step(self, throw: int) -> None:
        """One step, which Hypothesis leaves out with 0.

        Who does what depends on the position too: alone, Hypothesis draws small and equal numbers
        too often. A step that is left out changes no other, so histories can shrink.
        """
        self.position += 1
        if not throw:
            return
        dice = Random(f"{self.seed} {self.position} {throw}")
        (actions,) = dice.choices((WORK, TRAFFIC, TROUBLE), (9, 8, 3))
        (name,) = dice.choices([*actions], [weight for weight, _ in actions.values()])
        client = dice.choice(self.office.clients)
        note(f"laptop {client.laptop.number}: {name}")
        self.office.now += 1_000
        self.office.touched.add(client.laptop.number)
        actions[name][1](self.office, client, dice)

    @invariant()
    def every_laptop_means_what_its_operations_say(self) -> None:
        for client in self.office.clients:
            laptop = client.laptop
            if laptop.number in self.office.touched:
                properties.check_meaning(laptop, self.office.written)
                bodies = set(laptop.bodies())
                if not self.held.get(laptop.number, set()) <= bodies:
                    broken("P2", "a laptop has lost operations")
                self.held[laptop.number] = bodies
        self.office.touched.clear()

    def settle(self) -> None:
        """A complete exchange: idle after two rounds, and then all agree."""
        clients = self.office.clients
        for turn in range(3):
            moved = [client.moved for client in clients]
            for client in clients:
                sync(self.office, client, Random(0))
                self.office.touched.add(client.laptop.number)
            if turn == 2 and moved != [client.moved for client in clients]:
                broken("P9", "operations still move in the third round")
        self.every_laptop_means_what_its_operations_say()
        properties.check_agreement([client.laptop for client in clients], self.office.owed)

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self.settle()
        finally:
            self.office.close()
