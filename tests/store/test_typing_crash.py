"""Killed in the middle of typing: no saved edit is missing, at most a second of typing is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def run_rounds(folder: Path, rounds: int, seed: int, *options: str) -> Any:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.store.typing_rounds", str(folder), str(rounds)]
    done = subprocess.run(
        [*command, str(seed), *options], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def tell(outcome: Any, what: str) -> None:
    print(  # noqa: T201  the counts of a proof
        f"{what}: {outcome['kills']} kills, {outcome['acknowledged']} edits acknowledged, "
        f"{outcome['keystrokes']} keystrokes, {outcome['owed']} open texts owed, "
        f"{len(outcome['lost_edits'])} edits lost, {len(outcome['lost_typing'])} texts lost, "
        f"{outcome['operations']} operations, check {'clean' if outcome['clean'] else 'FAILED'}"
    )


def holds(outcome: Any) -> None:
    assert outcome["lost_edits"] == []
    assert outcome["lost_typing"] == []
    assert (outcome["clean"], outcome["intact"]) == (True, "ok")


def test_that_a_killed_visit_loses_no_edit_and_at_most_a_second(tmp_path: Path) -> None:
    outcome = run_rounds(tmp_path, 25, 3)
    tell(outcome, "without a window")
    holds(outcome)
    assert outcome["acknowledged"] >= 25
    assert outcome["owed"] >= 5


def test_that_a_killed_window_loses_no_edit_and_at_most_a_second(tmp_path: Path) -> None:
    outcome = run_rounds(tmp_path, 5, 4, "window")
    tell(outcome, "in the window")
    holds(outcome)
    assert outcome["keystrokes"] > 0


def test_that_acknowledging_before_saving_would_be_found(tmp_path: Path) -> None:
    assert run_rounds(tmp_path, 40, 3, "early")["lost_edits"]


def test_that_keeping_drafts_each_five_seconds_would_be_found(tmp_path: Path) -> None:
    assert run_rounds(tmp_path, 25, 3, "rare")["lost_typing"]


@pytest.mark.prove
def test_that_900_kills_lose_no_edit_and_at_most_a_second(tmp_path: Path) -> None:
    outcome = run_rounds(tmp_path, 900, 11)
    tell(outcome, "without a window")
    holds(outcome)


@pytest.mark.prove
def test_that_100_kills_of_the_window_lose_no_edit_and_at_most_a_second(tmp_path: Path) -> None:
    outcome = run_rounds(tmp_path, 100, 12, "window")
    tell(outcome, "in the window")
    holds(outcome)
    assert outcome["owed"] >= 10


@pytest.mark.prove
def test_that_a_window_keeping_drafts_each_five_seconds_would_be_found(tmp_path: Path) -> None:
    assert run_rounds(tmp_path, 25, 12, "window", "rare")["lost_typing"]
