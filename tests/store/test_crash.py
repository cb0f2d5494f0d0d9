"""The process is killed while it saves: nothing that was acknowledged is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def run_rounds(folder: Path, rounds: int, seed: int, *options: str) -> Any:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.store.crash_rounds", str(folder), str(rounds)]
    done = subprocess.run(
        [*command, str(seed), *options], cwd=root, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_that_sixty_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    outcome = run_rounds(tmp_path, 60, 7)
    assert outcome["clean"] is True
    assert outcome["intact"] == "ok"
    assert len(outcome["acknowledged"]) >= 60
    assert set(outcome["acknowledged"]) <= set(outcome["present"])


def test_that_acknowledging_before_saving_would_be_found(tmp_path: Path) -> None:
    outcome = run_rounds(tmp_path, 25, 7, "early")
    assert set(outcome["acknowledged"]) - set(outcome["present"])


@pytest.mark.prove
def test_that_a_thousand_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    outcome = run_rounds(tmp_path, 1_000, 11)
    assert outcome["clean"] is True
    assert set(outcome["acknowledged"]) <= set(outcome["present"])
