"""Two laptops with real workspaces that exchange operations directly, and the sample."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.replication.intake import Incoming, receive
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace
from tests.services.golden_report import TODAY, sample_services
from tests.store.conftest import CHEAP, PASSPHRASE


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    around = Surroundings(anchors=tmp_path / "anchors", key_cost=CHEAP)
    with create_workspace(tmp_path / "Eins.kihub", PASSPHRASE, around) as opened:
        yield opened


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Workspace]:
    around = Surroundings(anchors=tmp_path / "anchors-2", key_cost=CHEAP)
    with create_workspace(tmp_path / "Zwei.kihub", PASSPHRASE, around) as opened:
        yield opened


def carry(source: Workspace, target: Workspace) -> None:
    """Takes everything the source has to the target, as a stick would."""
    with source.reading() as connection:
        rows = connection.exec_driver_sql("SELECT body FROM op ORDER BY arrived").all()
    with target.writing() as connection:
        receive(connection, target.registry, [Incoming(bytes(body)) for (body,) in rows])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = sample_services(tmp_path_factory.mktemp("sample"))
    with services.workspace:
        yield services


@pytest.fixture
def services(workspace: Workspace) -> Services:
    return Services(workspace, lambda: TODAY)


@pytest.fixture
def disputed(workspace: Workspace, colleague: Workspace) -> tuple[Services, UUID]:
    """A company about which two laptops say different things."""
    here, there = Services(workspace, lambda: TODAY), Services(colleague, lambda: TODAY)
    company, _ = here.companies.create("Muster GmbH")
    process, _ = here.processes.create(company, name="Instandhaltung", stops_per_year=Decimal(35))
    here.interviews.answer(company, Stage.T0, "D1.1", 0, TODAY, level=Level.ONE)
    carry(workspace, colleague)
    for side, stops, answer in ((here, 38, Level.TWO), (there, 41, Level.FOUR)):
        as_of = side.processes.of_company(company).as_of
        side.processes.save(company, process, as_of, stops_per_year=Decimal(stops))
        side.interviews.answer(company, Stage.T0, "D1.1", as_of, TODAY, level=answer)
    carry(colleague, workspace)
    return here, company
