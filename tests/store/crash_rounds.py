"""Runs rounds of saving that end by SIGKILL, and says what was acknowledged and what is there.

Started as a process of its own (fork needs one without threads): arguments are the folder, the
number of rounds and the seed; the answer is one JSON object on standard output.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from kihub_desktop.domain.records import Company, Process
from kihub_desktop.replication.check import check_log
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace, open_workspace

PASSPHRASE = "korrekt Pferd Öse Klammer"
COMPANY = UUID("0193a000-0000-7000-8000-000000000001")


def main(folder: Path, rounds: int, seed: int, *, early: bool) -> dict[str, object]:
    """With `early` the worker acknowledges before it saves: a fault that must be found."""
    chance = random.Random(seed)
    around = Surroundings(folder / "anchors", key_cost=Argon2Cost(1, 64, 1))
    target = folder / "Absturz.kihub"
    _in_child(lambda: create_workspace(target, PASSPHRASE, around).close())
    acknowledged: list[int] = []
    for number in range(rounds):
        acknowledged += _killed_round(target, around, chance, number, early)
    outcome = folder / "outcome.json"
    _in_child(lambda: outcome.write_text(json.dumps(_found(target, around)), "utf-8"))
    return {"acknowledged": acknowledged, **json.loads(outcome.read_text("utf-8"))}


def _killed_round(
    target: Path, around: Surroundings, chance: random.Random, number: int, early: bool
) -> list[int]:
    """One process that saves without pause until it is killed; returns what it acknowledged."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        _save_forever(target, around, told, number, early)
        os._exit(0)
    os.close(told)
    select.select([heard], [], [], 30)  # the first save is through: kill somewhere after it
    select.select([], [], [], chance.uniform(0, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(heard, "rb") as stream:
        lines = stream.read().split(b"\n")
    return [int(line) for line in lines[:-1]]  # a torn last line was never acknowledged


def _save_forever(target: Path, around: Surroundings, told: int, number: int, early: bool) -> None:
    workspace = open_workspace(target, PASSPHRASE, around)
    processes = RecordService(workspace, Process)
    place = number * 1_000_000
    while True:
        place += 1
        state = processes.of_company(COMPANY)
        if place % 3 == 0 and state.records:
            last = state.records[-1]
            processes.save(COMPANY, last.id, state.as_of, hours_per_stop=Decimal(place))
        if early:
            os.write(told, b"%d\n" % place)
        processes.create(COMPANY, name=str(place), note="Öse " * 50)
        if not early:
            os.write(told, b"%d\n" % place)


def _found(target: Path, around: Surroundings) -> dict[str, object]:
    with open_workspace(target, PASSPHRASE, around) as workspace:
        with workspace.reading() as connection:
            clean = check_log(connection, workspace.registry).clean
            intact = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        return {"clean": clean, "intact": intact, "present": _names(workspace)}


def _names(workspace: Workspace) -> list[int]:
    with view_of(workspace) as view:
        assert view.get(Company, COMPANY, COMPANY) is None
        return [int(each.name or 0) for each in view.of_company(Process, COMPANY)]


def _in_child(work: object) -> None:
    child = os.fork()
    if child == 0:
        work()  # type: ignore[operator]
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert status == 0


if __name__ == "__main__":
    answer = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), early="early" in sys.argv)
    sys.stdout.write(json.dumps(answer))
