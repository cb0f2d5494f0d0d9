"""Rounds of a scripted visit that end by SIGKILL: what was typed, saved, and is found again.

A process of its own (fork needs one without threads): folder, number of rounds and seed; the
answer is one JSON object on standard output. With "window" the rounds go through the real
window by key events and the real clock. Otherwise time is counted in keystrokes, 180 ms each,
so that an hour of work passes in seconds and the bound of one second is exact.

Faults that must be found: "early" acknowledges before it saves, "rare" keeps drafts each 5 s.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.open_text import OpenText
from kihub_desktop.replication.check import check_log
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace, open_workspace

PASSPHRASE = "korrekt Pferd Öse Klammer"
TODAY = date(2026, 11, 23)
KEYSTROKE_MS = 180
BOUND_MS = 1000
SENTENCES = (
    "Rüstplanung nach Gefühl des Meisters",
    "Störungen häufen sich montags früh",
    "Prüfprotokolle liegen als Papier im Schrank",
    "Gießerei wartet auf Öfen und Kräne",
)
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """What is typed and then done: note, process, answer, or undo and redo of the step before."""

    action: str
    text: str = ""


@dataclass
class State:
    """What a company holds: note, processes, whether the question was answered."""

    note: str = ""
    processes: list[str] = field(default_factory=list)
    answered: bool = False


def script(seed: int) -> Iterator[Step]:
    """An endless visit, the same for the same seed."""
    chance = random.Random(seed)
    number = 0
    while True:
        number += 1
        text = f"{number} {chance.choice(SENTENCES)}"
        action = chance.choice(("note", "process", "process", "answer"))
        yield Step(action, "" if action == "answer" else text)
        if action == "process" and chance.random() < 0.3:
            yield Step("undo")
            if chance.random() < 0.5:
                yield Step("redo")


def state_after(seed: int, count: int) -> State:
    """The model: what the first steps of the script make of an empty company."""
    state, last = State(), ""
    steps = script(seed)
    for _number in range(count):
        step = next(steps)
        if step.action == "note":
            state.note = step.text
        elif step.action == "answer":
            state.answered = True
        elif step.action == "undo":
            last = state.processes.pop()
        else:
            state.processes.append(step.text if step.action == "process" else last)
    return state


@dataclass
class Heard:
    """What the killed process has told: steps acknowledged, and what was typed when (ms)."""

    seed: int
    steps: int = 0
    now: float = 0
    typed: list[tuple[float, int, str]] = field(default_factory=list)

    def line(self, text: str) -> None:
        word, _space, rest = text.partition(" ")
        if word == "ack":
            self.steps += 1
        elif word == "typed":
            moment, _space, typed = rest.partition(" ")
            self.now = float(moment)
            self.typed.append((self.now, self.steps, typed))

    def owed(self, killed_at: float | None) -> str:
        """The text that must be found: typed a second before the end, in a step still open."""
        end = self.now if killed_at is None else killed_at
        old = [
            typed
            for moment, step, typed in self.typed
            if moment <= end - BOUND_MS and step == self.steps
        ]
        return old[-1] if old else ""


@dataclass
class Tally:
    kills: int = 0
    acknowledged: int = 0
    keystrokes: int = 0
    owed: int = 0
    lost_edits: list[str] = field(default_factory=list)
    lost_typing: list[str] = field(default_factory=list)

    def judge(self, heard: Heard, found: dict[str, object], killed_at: float | None) -> None:
        """Saved is what was acknowledged, or one step more; typed text is there or saved."""
        self.kills += 1
        self.acknowledged += heard.steps
        self.keystrokes += len(heard.typed)
        fits = [
            count
            for count in (heard.steps, heard.steps + 1)
            if vars(state_after(heard.seed, count)) == found["state"]
        ]
        if not fits:
            self.lost_edits.append(f"seed {heard.seed}: {heard.steps} steps, {found['state']}")
        owed = heard.owed(killed_at)
        self.owed += bool(owed)
        drafts = found["drafts"]
        assert isinstance(drafts, list)
        saved = heard.steps + 1 in fits and heard.steps not in fits
        if owed and not saved and not any(str(each).startswith(owed) for each in drafts):
            self.lost_typing.append(f"seed {heard.seed}: „{owed}“ not in {drafts}")


def main(folder: Path, rounds: int, seed: int, options: set[str]) -> dict[str, object]:
    around = Surroundings(folder / "anchors", key_cost=Argon2Cost(1, 64, 1))
    target = folder / "Absturz.kihub"
    _in_child(partial(_create, target, around))
    chance, tally = random.Random(seed), Tally()
    work = _window_work if "window" in options else _plain_work
    for number in range(rounds):
        heard = Heard(seed * 100_000 + number)
        wait = chance.uniform(0.2, 4.5 if "window" in options else 0.3)
        killed_at = _killed(partial(work, target, around, heard.seed, options), heard, wait)
        found: list[str] = []
        _in_child(partial(_tell_found, target, around, heard.seed), found.append)
        tally.judge(heard, json.loads(found[0]), killed_at if "window" in options else None)
    ends: list[str] = []
    _in_child(partial(_tell_checked, target, around), ends.append)
    return {**vars(tally), **json.loads(ends[0])}


# -- processes ---------------------------------------------------------------------------------


def _create(target: Path, around: Surroundings, _tell: Tell) -> None:
    create_workspace(target, PASSPHRASE, around).close()


def _killed(work: Callable[[Tell], object], heard: Heard, wait: float) -> float:
    """Runs work until `wait` seconds after its first step, then kills it; the moment in ms."""
    listen, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        work(lambda text: _write(told, text))
        os._exit(0)
    os.close(told)
    select.select([listen], [], [], 60)  # it has begun: kill somewhere after
    select.select([], [], [], wait)
    os.kill(child, signal.SIGKILL)
    killed_at = time.monotonic() * 1000
    os.waitpid(child, 0)
    with os.fdopen(listen, "rb") as stream:
        lines = stream.read().decode().split("\n")
    for line in lines[:-1]:  # a torn last line was never told
        heard.line(line)
    return killed_at


def _in_child(work: Callable[[Tell], object], hear: Callable[[str], object] = str) -> None:
    """Runs work in a process that ends by itself; what it tells is heard."""
    listen, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        work(lambda text: _write(told, text))
        os._exit(0)
    os.close(told)
    with os.fdopen(listen, "rb") as stream:
        lines = stream.read().decode().split("\n")
    _pid, status = os.waitpid(child, 0)
    assert status == 0
    for line in lines[:-1]:
        hear(line)


def _write(pipe: int, text: str) -> None:
    os.write(pipe, f"{text}\n".encode())


# -- what the next start finds -----------------------------------------------------------------


def company_of(seed: int) -> UUID:
    return slot_id("crash", str(seed))


def _tell_found(target: Path, around: Surroundings, seed: int, tell: Tell) -> None:
    company = company_of(seed)
    with open_workspace(target, PASSPHRASE, around) as workspace:
        services = Services(workspace, lambda: TODAY)
        shown = services.companies.state(company)
        state = State(
            note=(shown.company.note if shown else None) or "",
            processes=[each.name or "" for each in services.processes.of_company(company).records],
            answered=bool(services.interviews.state(company, Stage.T0).answers),
        )
        drafts = services.drafts
        left = drafts.left_over()
        for each in left:
            drafts.settle(each)
        texts = [each.text for each in left if each.company == company]
    tell(json.dumps({"state": vars(state), "drafts": texts}))


def _tell_checked(target: Path, around: Surroundings, tell: Tell) -> None:
    with (
        open_workspace(target, PASSPHRASE, around) as workspace,
        workspace.reading() as connection,
    ):
        intact = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        clean = check_log(connection, workspace.registry).clean
        operations = connection.exec_driver_sql("SELECT count(*) FROM op").scalar()
    tell(json.dumps({"intact": intact, "clean": clean, "operations": operations}))


# -- an hour of work without a window ----------------------------------------------------------


def _plain_work(
    target: Path, around: Surroundings, seed: int, options: set[str], tell: Tell
) -> None:
    every = 5000 if "rare" in options else 350
    workspace = open_workspace(target, PASSPHRASE, around)
    services, company = Services(workspace, lambda: TODAY), company_of(seed)
    _name(workspace, company)
    now = kept_at = 0
    for step in script(seed):
        for length in range(1, len(step.text) + 1):
            now += KEYSTROKE_MS
            if now - kept_at >= every:  # as the window's timer does
                kept_at = now
                services.drafts.write([_open_text(company, step, length)])
            tell(f"typed {now} {step.text[:length]}")
        if "early" in options:
            tell("ack")
        _do(services, company, step)
        if "early" not in options:
            tell("ack")


def _name(workspace: Workspace, company: UUID) -> None:
    from kihub_desktop.domain.changes import Origin
    from kihub_desktop.domain.records import Company

    with writing_to(workspace, origin=Origin.IMPORT) as work:
        work.set(Company, company, company, name="Muster GmbH")


def _open_text(company: UUID, step: Step, length: int) -> OpenText:
    if step.action == "note":
        return OpenText(company, "company", company, "note", step.text[:length])
    return OpenText(company, "process", None, "name", step.text[:length])


def _do(services: Services, company: UUID, step: Step) -> None:
    if step.action == "note":
        state = services.companies.state(company)
        assert state is not None
        services.companies.save(company, state.as_of, note=step.text)
    elif step.action == "process":
        services.processes.create(company, name=step.text)
    elif step.action == "answer":
        services.interviews.answer(company, Stage.T0, "D1.1", 1 << 40, TODAY, level=Level.TWO)
    elif step.action == "undo":
        services.undo.undo()
    else:
        services.undo.redo()


# -- the same in the real window ---------------------------------------------------------------


def _window_work(
    target: Path, around: Surroundings, seed: int, options: set[str], tell: Tell
) -> None:
    from tests.store.typing_window import work_in_window

    workspace = open_workspace(target, PASSPHRASE, around)
    _name(workspace, company_of(seed))
    services, company = Services(workspace, lambda: TODAY), company_of(seed)
    work_in_window(services, company, script(seed), tell, rarely="rare" in options)


if __name__ == "__main__":
    chosen = set(sys.argv[4:])
    if "window" in chosen:
        import tests.store.typing_window  # noqa: F401  loaded once, before the forks
    answer = main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), chosen)
    sys.stdout.write(json.dumps(answer))
