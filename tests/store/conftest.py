"""A real encrypted workspace in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace
from tests.unit.small_disk import small_disk

__all__ = ["CHEAP", "PASSPHRASE", "around", "small_disk", "workspace"]

PASSPHRASE = "korrekt Pferd Öse Klammer"
CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(anchors=tmp_path / "anchors", key_cost=CHEAP)


@pytest.fixture
def workspace(tmp_path: Path, around: Surroundings) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "Werk.kihub", PASSPHRASE, around) as opened:
        yield opened
