"""The hub's process is killed in the middle of a push, again and again."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.replication.check import check_log
from kihub_hub.devices import issue_code
from kihub_hub.hub import Conditions, open_hub
from kihub_hub.server import listen, serve
from tests.hub.stations import QUICK, Clock, Laptop, free_port, numbers_of

KILLS = 10
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.hub.test_crash"])


def serve_here(database: str, port: int, ready: Event) -> None:
    """What the process of the hub does."""
    with open_hub(database, Conditions(Clock(), QUICK)) as hub, listen("127.0.0.1", port) as own:
        serve(hub, own, ready.set)


class HubProcess:
    """A hub in a process of its own, always on the same port."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._port = free_port()
        self._process: ForkServerProcess | None = None
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        ready = _PROCESSES.Event()
        arguments = (self._database, self._port, ready)
        self._process = _PROCESSES.Process(target=serve_here, args=arguments, daemon=True)
        self._process.start()
        assert ready.wait(30)

    def end(self, number: signal.Signals) -> int | None:
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, number)
        self._process.join(20)
        return self._process.exitcode


@pytest.fixture
def process(database: str) -> Iterator[HubProcess]:
    running = HubProcess(database)
    running.start()
    yield running
    assert running.end(signal.SIGTERM) == 0


def test_that_killing_the_hub_loses_nothing_acknowledged(
    process: HubProcess, database: str, tmp_path: Path
) -> None:
    dice = random.Random(2026)
    laptop = Laptop.new(tmp_path, "Laptop 07", Clock())
    with laptop.workspace:
        enrol(laptop, database, process.url)
        company, _ = laptop.companies.create("Muster GmbH")
        laptop.sync()
        interrupted = 0
        for _ in range(KILLS):
            laptop.write_many(company, 250)
            interrupted += killed_while_pushing(laptop, process, dice.uniform(0, 0.08))
            assert acknowledged(laptop) <= stored(database)
            process.start()
        assert interrupted >= KILLS // 2
        laptop.sync()
        assert acknowledged(laptop) == stored(database)
        assert len(laptop.log()) == 1 + KILLS * 250


def enrol(laptop: Laptop, database: str, url: str) -> None:
    clock = Clock()
    with (
        open_hub(database, Conditions(clock, QUICK)) as hub,
        hub.storage.writing() as connection,
    ):
        code = issue_code(connection, QUICK, "Laptop 07", clock())
    laptop.exchange.enrol(url, code, "Laptop 07")


def killed_while_pushing(laptop: Laptop, process: HubProcess, delay: float) -> bool:
    """Kills the hub so many seconds after the push began; whether the exchange noticed."""
    killer = threading.Timer(delay, process.end, [signal.SIGKILL])

    def begin(done: int, total: int, doing: Value = "") -> None:
        if not killer.is_alive() and not killer.finished.is_set():
            killer.start()

    try:
        laptop.exchange.run(begin)
    except Refused:
        return True
    finally:
        killer.join()
    return False


def acknowledged(laptop: Laptop) -> set[tuple[bytes, int]]:
    return {(body, number) for body, number in laptop.log().values() if number is not None}


def stored(database: str) -> set[tuple[bytes, int]]:
    """What the hub holds, after checking that it is whole."""
    with open_hub(database) as hub, hub.storage.reading() as connection:
        numbers = numbers_of(connection)
        assert numbers == list(range(1, len(numbers) + 1))
        assert check_log(connection, hub.storage.registry).clean
        rows = connection.exec_driver_sql("SELECT body, hub_n FROM op")
        return {(bytes(body), number) for body, number in rows}
