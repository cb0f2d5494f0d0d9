"""A disk that becomes full: one clear sentence, and every save that returned is still there."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from kihub_desktop.domain.records import Process
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.check import check_log
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.workspace import (
    Surroundings,
    Workspace,
    create_workspace,
    open_workspace,
)
from kihub_desktop.texts import render
from tests.unit.command_line import CommandLine, assert_one_sentence
from tests.unit.small_disk import SmallDisk

PASSPHRASE = "ein kurzer Satz über Öl"
COMPANY = UUID("0193a000-0000-7000-8000-000000000001")


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path / "anchors", key_cost=Argon2Cost(1, 64, 1))


def save_until_refused(workspace: Workspace) -> tuple[list[str], Refused]:
    """The names of the records whose saving returned, and what the next one was told."""
    saved: list[str] = []
    processes = RecordService(workspace, Process)
    for number in range(10_000):
        try:
            processes.create(COMPANY, name=f"Prozess {number}", note="Öse " * 100)
        except Refused as refusal:
            return saved, refusal
        saved.append(f"Prozess {number}")
    raise AssertionError("the disk was never full")


def saved_names(workspace: Workspace) -> list[str | None]:
    return [each.name for each in RecordService(workspace, Process).of_company(COMPANY).records]


def test_that_a_full_disk_gives_one_sentence_and_loses_no_save(
    small_disk: SmallDisk, around: Surroundings
) -> None:
    folder = small_disk.folder / "Voll.kihub"
    with create_workspace(folder, PASSPHRASE, around) as workspace:
        with small_disk.full_but_for(400_000):
            saved, refused = save_until_refused(workspace)
            assert saved_names(workspace) == saved
        assert len(saved) > 5
        assert refused.reason is Reason.NO_SPACE
        assert "alles davor ist sicher" in render(refused.message)
        RecordService(workspace, Process).create(COMPANY, name="danach")
    with open_workspace(folder, PASSPHRASE, around) as again:
        assert saved_names(again) == [*saved, "danach"]
        with again.reading() as connection:
            assert check_log(connection, again.registry).clean


def test_that_a_workspace_on_a_full_disk_opens_and_keeps_what_was_saved(
    small_disk: SmallDisk, around: Surroundings
) -> None:
    folder = small_disk.folder / "Voll.kihub"
    with small_disk.full_but_for(2_000_000):
        with create_workspace(folder, PASSPHRASE, around) as workspace:
            saved, _refused = save_until_refused(workspace)
        with open_workspace(folder, PASSPHRASE, around) as again:
            assert saved_names(again) == saved


def test_that_the_command_line_says_that_a_disk_is_full(
    small_disk: SmallDisk, around: Surroundings, tmp_path: Path
) -> None:
    kihub, folder = CommandLine(tmp_path), tmp_path / "Werk.kihub"
    with create_workspace(folder, PASSPHRASE, around) as workspace:
        CompanyService(workspace).create("Prüfling GmbH")
    target = small_disk.folder / "bericht.pdf"
    target.write_bytes(b"der vorige Bericht")
    new = ("new", small_disk.folder / "Neu.kihub", "--passphrase-stdin")
    report = ("report", folder, "--pdf", target, "--passphrase-stdin")
    with small_disk.full_but_for(20_000):
        made = kihub.run(*new, given=PASSPHRASE)
        written = kihub.run(*report, given=PASSPHRASE)
    assert_one_sentence(made, "Auf dem Datenträger ist kein Platz mehr")
    assert written.returncode == 1
    assert "Auf dem Datenträger ist kein Platz mehr" in written.stderr.splitlines()[-1]
    assert "Traceback" not in written.stderr
    assert target.read_bytes() == b"der vorige Bericht"
