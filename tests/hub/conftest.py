"""A hub on each of its two databases; every test gets an empty one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kihub_hub.storage import open_storage, sqlite_url
from tests.hub import postgres
from tests.hub.postgres import Postgres
from tests.hub.stations import Clock, Scene, Station


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with postgres.running() as running:
        yield running


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite hub after its migrations."""
    folder = tmp_path_factory.mktemp("hub")
    open_storage(sqlite_url(folder)).close()
    return folder / "hub.db"


@pytest.fixture(scope="session")
def empty_database(server: Postgres) -> str:
    """A PostgreSQL hub after its migrations."""
    name = server.fresh()
    open_storage(server.url(name)).close()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty hub database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "hub.db")
        yield sqlite_url(tmp_path)
    else:
        running: Postgres = request.getfixturevalue("server")
        name = running.fresh(request.getfixturevalue("empty_database"))
        yield running.url(name)
        running.drop(name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def leaving() -> Iterator[list[Station]]:
    """Hubs that were asked to stop; nobody waits for each of them."""
    stations: list[Station] = []
    yield stations
    for each in stations:
        each.stop()


@pytest.fixture
def station(database: str, clock: Clock, leaving: list[Station]) -> Iterator[Station]:
    running = Station(database, clock)
    yield running
    running.ask_to_stop()
    leaving.append(running)


@pytest.fixture
def scene(station: Station, tmp_path: Path, clock: Clock) -> Iterator[Scene]:
    opened = Scene(station, tmp_path, clock)
    yield opened
    opened.close()
