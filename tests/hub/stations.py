"""Stations of the tests: a hub that listens on a loopback port, and laptops that know it."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import Connection

from kihub_desktop.domain.records import Process
from kihub_desktop.replication.check import check_log
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.services.conflicts import ConflictService
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace
from kihub_desktop.sync.exchange import ExchangeOutcome, ExchangeService
from kihub_hub.devices import issue_code
from kihub_hub.hub import Conditions, Hub, open_hub
from kihub_hub.server import HubServer, address_of, listen
from tests.store.conftest import CHEAP, PASSPHRASE

NOON = 1_795_431_600_000
"""23 November 2026, noon in Berlin, in milliseconds since 1970."""

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Clock:
    """A clock that the test moves."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now

    def forward(self, *, minutes: float = 0, days: float = 0) -> None:
        self.now += int((minutes + days * 24 * 60) * 60_000)


class Station:
    """A hub in this process, reached over real HTTP; `stop` and `start` keep its port."""

    def __init__(self, database: str, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self._port = 0
        self.start()

    def start(self) -> None:
        self.hub: Hub = open_hub(self.database, Conditions(self.clock, QUICK))
        self._listening = listen("127.0.0.1", self._port)
        self._port = self._listening.getsockname()[1]
        self.url = address_of(self._listening)
        ready = threading.Event()
        self._server = HubServer(self.hub, ready.set)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listening]}, daemon=True
        )
        self._thread.start()
        assert ready.wait(10)

    def ask_to_stop(self) -> None:
        self._server.should_exit = True

    def stop(self) -> None:
        self.ask_to_stop()
        self._thread.join(10)
        assert not self._thread.is_alive()
        self._listening.close()
        self.hub.close()

    def code(self, name: str = "Laptop 07") -> str:
        with self.hub.storage.writing() as connection:
            return issue_code(connection, QUICK, name, self.clock())

    def is_sound(self) -> bool:
        """Whether chains hold, tables are what the log folds to, and numbers have no gaps."""
        with self.hub.storage.reading() as connection:
            numbers = numbers_of(connection)
            sound = check_log(connection, self.hub.storage.registry).clean
        return sound and numbers == list(range(1, len(numbers) + 1))

    def count(self, table: str) -> int:
        with self.hub.storage.reading() as connection:
            found = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            return int(found.scalar() or 0)


def numbers_of(connection: Connection) -> list[int]:
    rows = connection.exec_driver_sql("SELECT hub_n, arrived FROM op ORDER BY arrived").all()
    assert all(number == arrived for number, arrived in rows)
    return [number for number, _ in rows]


@dataclass
class Laptop:
    """A real encrypted workspace with its exchange."""

    workspace: Workspace
    exchange: ExchangeService
    companies: CompanyService
    conflicts: ConflictService

    @classmethod
    def new(cls, folder: Path, name: str, clock: Clock) -> Laptop:
        around = Surroundings(anchors=folder / f"anchors-{name}", now=clock, key_cost=CHEAP)
        return cls.of(create_workspace(folder / f"{name}.kihub", PASSPHRASE, around))

    @classmethod
    def of(cls, workspace: Workspace) -> Laptop:
        return cls(
            workspace,
            ExchangeService(workspace),
            CompanyService(workspace),
            ConflictService(workspace),
        )

    def sync(self) -> ExchangeOutcome:
        return self.exchange.run()

    def save(self, company: UUID, **values: object) -> None:
        """Changes a company as somebody does who sees its present state."""
        state = self.companies.state(company)
        assert state is not None
        self.companies.save(company, state.as_of, **values)

    def write_many(self, company: UUID, count: int) -> None:
        """Adds processes to a company, in one transaction."""
        with writing_to(self.workspace) as work:
            for number in range(count):
                work.set(Process, company, self.workspace.new_id(), name=f"Prozess {number}")

    def town(self, company: UUID) -> str | None:
        state = self.companies.state(company)
        return None if state is None else state.company.town

    def log(self) -> dict[tuple[str, str, int], tuple[bytes, int | None]]:
        with self.workspace.reading() as connection:
            rows = connection.exec_driver_sql("SELECT space, device, seq, body, hub_n FROM op")
            return {(row[0], row[1], row[2]): (bytes(row[3]), row[4]) for row in rows}

    def is_sound(self) -> bool:
        with self.workspace.reading() as connection:
            return check_log(connection, self.workspace.registry).clean


@dataclass
class Scene:
    """One hub and any number of laptops that are enrolled with it."""

    station: Station
    folder: Path
    clock: Clock
    laptops: list[Laptop] = field(default_factory=list)

    def laptop(self, *, enrolled: bool = True, url: str = "") -> Laptop:
        name = f"Laptop {len(self.laptops) + 1:02d}"
        made = Laptop.new(self.folder, name, self.clock)
        self.laptops.append(made)
        if enrolled:
            made.exchange.enrol(url or self.station.url, self.station.code(name), name)
        return made

    def close(self) -> None:
        for each in self.laptops:
            each.workspace.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
