"""Random histories of two to four laptops, a hub and sticks, as a Hypothesis state machine."""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.replication import properties
from tests.replication.office import Office, Setting
from tests.replication.properties import broken
from tests.replication.troubles import CLOCKS, TRAFFIC, TROUBLE, WORK, sync, weighted

SEED = st.integers(0, 2**64 - 1)


ACTIONS = {**WORK, **TRAFFIC, **TROUBLE}


class Histories(RuleBasedStateMachine):
    """Steps of authors, exchange and trouble; after each, every touched laptop is checked."""

    def __init__(self, setting: Setting | None = None) -> None:
        super().__init__()
        self.setting = setting or Setting()
        self.office = Office(self.setting, ())
        self.held: dict[int, set[bytes]] = {}
        self.turns: Counter[str] = Counter()
        self.seed = 0

    @initialize(seed=SEED, offsets=st.lists(st.sampled_from(CLOCKS), min_size=2, max_size=4))
    def open_office(self, seed: int, offsets: list[int]) -> None:
        self.seed = seed
        self.office = Office(self.setting, offsets)

    # Two rules of a sort let Hypothesis choose authors and exchange more often than trouble.

    @rule(what=st.sampled_from(weighted(WORK)))
    def work(self, what: str) -> None:
        self.step(what)

    @rule(what=st.sampled_from(weighted(WORK)))
    def work_on(self, what: str) -> None:
        self.step(what)

    @rule(what=st.sampled_from(weighted(TRAFFIC)))
    def exchange(self, what: str) -> None:
        self.step(what)

    @rule(what=st.sampled_from(weighted(TRAFFIC)))
    def exchange_more(self, what: str) -> None:
        self.step(what)

    @rule(what=st.sampled_from(weighted(TROUBLE)))
    def suffer(self, what: str) -> None:
        self.step(what)

    def step(self, what: str) -> None:
        """One step of a kind.

        Who does it and with what is thrown per kind and turn: Hypothesis draws small and equal
        numbers too often for that. So it chooses the steps, and can leave some out.
        """
        self.turns[what] += 1
        dice = Random(f"{self.seed} {what} {self.turns[what]}")
        client = dice.choice(self.office.clients)
        self.office.now += 1_000
        self.office.touched.add(client.laptop.number)
        _, action = ACTIONS[what]
        action(self.office, client, dice)

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
