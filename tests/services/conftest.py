"""Two laptops with real workspaces that exchange operations directly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kihub_desktop.replication.intake import Incoming, receive
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace
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
