"""Local copies: made in time, checked, thinned, and harmless when disk or process gives up."""

from __future__ import annotations

import json
import random
import select
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.records import Company, Process
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.copies import CopyService
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.copies import (
    Soundness,
    clear_leftovers,
    local_copies,
    make_copy,
    thin_out,
)
from kihub_desktop.store.copying import check_copy
from kihub_desktop.store.thinning import Cause, CopyName
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import (
    Surroundings,
    Workspace,
    create_workspace,
    open_workspace,
)
from tests.store.conftest import CHEAP, PASSPHRASE
from tests.unit.small_disk import SmallDisk

COMPANY = UUID("0193a000-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 30, 13, 29, tzinfo=UTC)


class Clock:
    """Milliseconds since 1970 that a test turns on."""

    def __init__(self) -> None:
        self.now = round(NOW.timestamp() * 1000)

    def __call__(self) -> int:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += round(time.total_seconds() * 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def around(tmp_path: Path, clock: Clock) -> Surroundings:
    return Surroundings(tmp_path / "anchors", now=clock, key_cost=CHEAP)


def add(workspace: Workspace, name: str = "Vogtland Präzision GmbH") -> None:
    with writing_to(workspace) as work:
        work.set(Company, COMPANY, COMPANY, name=name, employees=Decimal(84))


def add_much(workspace: Workspace) -> None:
    with writing_to(workspace) as work:
        for number in range(500):
            work.set(
                Process, COMPANY, workspace.new_id(), name=f"Prozess {number}", note="Öse " * 99
            )


def test_that_a_start_makes_a_copy_only_if_something_changed(
    workspace: Workspace, clock: Clock
) -> None:
    copies = CopyService(workspace)
    add(workspace)
    first = copies.at_start()
    assert first is not None
    assert first.soundness is Soundness.CHECKED
    assert first.operations == 1
    clock.pass_by(timedelta(hours=5))
    assert copies.at_start() is None
    add(workspace, "Vogtland Präzision KG")
    assert copies.at_start() is not None
    assert [copy.cause for copy in copies.all()] == [Cause.START, Cause.START]


def test_that_an_hour_of_work_makes_a_copy(workspace: Workspace, clock: Clock) -> None:
    copies = CopyService(workspace)
    add(workspace)
    copies.at_start()
    add(workspace, "Vogtland Präzision KG")
    clock.pass_by(timedelta(minutes=59))
    assert copies.after_an_hour() is None
    clock.pass_by(timedelta(minutes=1))
    made = copies.after_an_hour()
    assert made is not None
    assert made.cause is Cause.HOUR
    clock.pass_by(timedelta(hours=1))
    assert copies.after_an_hour() is None


def test_that_a_clock_put_back_does_not_stop_the_copies(workspace: Workspace, clock: Clock) -> None:
    copies = CopyService(workspace)
    add(workspace)
    copies.at_start()
    add(workspace, "Vogtland Präzision KG")
    clock.pass_by(timedelta(days=-400))
    assert copies.after_an_hour() is not None


def test_that_a_copy_and_its_keys_open_elsewhere(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace)
    made = CopyService(workspace).make()
    elsewhere = tmp_path / "Anderswo.kihub"
    elsewhere.mkdir()
    shutil.copy(made.path, elsewhere / "data.db")
    shutil.copy(made.path.parent / "keys.json", elsewhere)
    with open_workspace(elsewhere, PASSPHRASE, workspace.around) as opened, view_of(opened) as view:
        found = view.get(Company, COMPANY, COMPANY)
        assert found is not None
        assert found.name == "Vogtland Präzision GmbH"


def test_that_the_keys_beside_the_copies_follow_a_new_passphrase(workspace: Workspace) -> None:
    add(workspace)
    copies = CopyService(workspace)
    made = copies.make()
    slots = ({"kind": "another", "salt": "x"},)
    replace(workspace.key_file, slots=slots).write(workspace.folder / "keys.json")
    copies.at_start()
    kept = json.loads((made.path.parent / "keys.json").read_text("utf-8"))
    assert kept["slots"] == list(slots)


def test_that_nothing_readable_lies_in_the_copies(workspace: Workspace) -> None:
    add(workspace, "Klartextsuche Ölmühle KG")
    CopyService(workspace).make()
    for path in workspace.copies.iterdir():
        assert b"Klartextsuche" not in path.read_bytes(), path.name


def test_that_a_damaged_copy_is_seen_and_never_counts(workspace: Workspace, clock: Clock) -> None:
    copies = CopyService(workspace)
    add(workspace)
    damaged = copies.make()
    content = bytearray(damaged.path.read_bytes())
    content[-100] ^= 1
    damaged.path.write_bytes(content + b"\0")  # another size: it is looked at again
    clock.pass_by(timedelta(hours=2))
    assert copies.at_start() is not None
    newest, oldest = copies.all()
    assert (newest.soundness, oldest.soundness) == (Soundness.CHECKED, Soundness.DAMAGED)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_that_a_single_flipped_bit_is_found(workspace: Workspace, share: float) -> None:
    add(workspace)
    made = CopyService(workspace).make()
    content = bytearray(made.path.read_bytes())
    content[int(share * len(content))] ^= 4
    made.path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        check_copy(made.path, workspace.key)
    assert caught.value.reason is Reason.DAMAGED


def test_that_a_truncated_copy_is_found(workspace: Workspace) -> None:
    add(workspace)
    made = CopyService(workspace).make()
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    with pytest.raises(Refused) as caught:
        check_copy(made.path, workspace.key)
    assert caught.value.reason is Reason.DAMAGED


def test_that_thinning_deletes_what_the_rule_names(workspace: Workspace) -> None:
    add(workspace)
    for hours in (0, 1, 30, 31, 24 * 100):
        make_copy(workspace, Cause.HOUR, NOW - timedelta(hours=hours))
    thin_out(workspace, NOW)
    assert [NOW - copy.moment for copy in local_copies(workspace)] == [
        timedelta(0),
        timedelta(hours=1),
        timedelta(hours=30),
    ]


def test_that_foreign_files_in_the_folder_are_left_alone(workspace: Workspace) -> None:
    add(workspace)
    foreign = workspace.copies / "Notizen.db"
    foreign.write_bytes(b"von Hand")
    CopyService(workspace).at_start()
    assert foreign.read_bytes() == b"von Hand"


def test_that_a_copy_can_be_cancelled_and_leaves_nothing(workspace: Workspace) -> None:
    add_much(workspace)

    def stop(done: int, total: int, doing: Value = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        CopyService(workspace).make(stop)
    assert [path.name for path in workspace.copies.iterdir()] == ["keys.json"]


def test_that_saving_goes_on_while_a_copy_is_written(workspace: Workspace) -> None:
    add_much(workspace)
    saved_meanwhile: list[bool] = []

    def save(done: int, total: int, doing: Value = "") -> None:
        if not saved_meanwhile:
            worker = threading.Thread(target=add, args=(workspace, "während der Kopie"))
            worker.start()
            worker.join(10)
            saved_meanwhile.append(not worker.is_alive())

    made = CopyService(workspace).make(save)
    assert saved_meanwhile == [True]
    assert made.operations == 500
    assert CopyService(workspace).at_start() is not None  # what was typed meanwhile is newer


def test_that_two_copies_are_not_written_at_once(workspace: Workspace) -> None:
    copies = CopyService(workspace)
    add(workspace)
    with copies._held(), pytest.raises(Refused) as caught:
        copies.make()
    assert caught.value.reason is Reason.IN_USE


def test_that_a_full_disk_refuses_the_copy_and_harms_nothing(
    small_disk: SmallDisk, around: Surroundings
) -> None:
    folder = small_disk.folder / "Voll.kihub"
    with create_workspace(folder, PASSPHRASE, around) as workspace:
        add(workspace)
        copies = CopyService(workspace)
        first = copies.make()
        with small_disk.full_but_for(100_000):
            add(workspace, "noch gespeichert")
            with pytest.raises(Refused) as caught:
                copies.at_start()
        assert caught.value.reason is Reason.NO_SPACE
        assert [copy.path for copy in copies.all()] == [first.path]
        assert not list(workspace.copies.glob("*.part"))
        assert copies.at_start() is not None


def test_that_kills_while_copying_leave_only_sound_copies(
    tmp_path: Path, around: Surroundings
) -> None:
    chance = random.Random(5)
    folder = tmp_path / "Absturz.kihub"
    with create_workspace(folder, PASSPHRASE, around) as workspace:
        for _ in range(40):
            RecordService(workspace, Process).create(COMPANY, name="Rüsten", note="Öse " * 20_000)
    leftovers = 0
    for _round in range(12):
        _killed(folder, chance)
        leftovers += len(list(folder.joinpath("copies").glob("*.part*")))
        with open_workspace(folder, PASSPHRASE, around) as workspace:
            copies = CopyService(workspace)
            copies.at_start()
            assert not list(workspace.copies.glob("*.part*"))
            assert {copy.soundness for copy in copies.all()} <= {Soundness.CHECKED}
    assert leftovers  # some of the kills came in the middle


def _killed(folder: Path, chance: random.Random) -> None:
    command = [sys.executable, "-m", "tests.store.killed_copies", str(folder)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        select.select([], [], [], chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)


def test_that_leftovers_are_cleared_and_copies_are_not(workspace: Workspace) -> None:
    add(workspace)
    made = CopyService(workspace).make()
    part = workspace.copies / (CopyName(NOW, Cause.HOUR).file_name + ".part")
    part.write_bytes(b"half")
    part.with_name(part.name + "-journal").write_bytes(b"half")
    assert clear_leftovers(workspace.copies) == 2
    assert made.path.exists()
