"""A complete backup on another disk, and a workspace from it: whole, or not there at all."""

from __future__ import annotations

import json
import random
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.intake import Incoming, receive
from kihub_desktop.services.copies import CopyService
from kihub_desktop.store.backup import CONTENTS, Backup, back_up, read_backup, verify_backup
from kihub_desktop.store.restoring import restore
from kihub_desktop.store.workspace import (
    Surroundings,
    Workspace,
    create_workspace,
    open_workspace,
)
from tests.migrations.written import written_content
from tests.store.conftest import PASSPHRASE
from tests.store.test_copies import NOW, add, add_much
from tests.unit.command_line import CommandLine, assert_done, assert_one_sentence
from tests.unit.small_disk import SmallDisk

PICTURE = "ab" * 32 + ".blob"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "Stick"


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A workspace with records and a picture."""
    add(workspace)
    add_much(workspace)
    (workspace.folder / "blobs").mkdir(exist_ok=True)
    (workspace.folder / "blobs" / PICTURE).write_bytes(b"verschluesselt" * 1_000)
    (workspace.folder / "blobs" / "halb.part").write_bytes(b"halb")
    return workspace


def content(workspace: Workspace) -> object:
    with workspace.reading() as connection:
        return written_content(connection, workspace.registry)


def test_that_a_backup_restores_everything_as_a_new_device(
    filled: Workspace, stick: Path, tmp_path: Path
) -> None:
    backup = back_up(filled, stick, NOW)
    assert [path.name for path in stick.iterdir()] == ["Werk 2026-11-30 132900.kihub-sicherung"]
    assert (backup.operations, backup.pictures) == (501, 1)
    restored = restore(backup.folder, tmp_path / "Neu", PASSPHRASE)
    assert restored.folder == tmp_path / "Neu.kihub"
    assert (restored.operations, restored.pictures) == (501, 1)
    assert (restored.folder / "blobs" / PICTURE).read_bytes() == b"verschluesselt" * 1_000
    with open_workspace(restored.folder, PASSPHRASE, filled.around) as opened:
        assert content(opened) == content(filled)
        assert opened.device != filled.device
        add(opened, "im Zurückgeholten")
        add(filled, "im Ursprung")  # both go on at once: no operation may stand in another's place
        with opened.reading() as connection:
            bodies = connection.exec_driver_sql("SELECT body FROM op ORDER BY arrived").all()
        with filled.writing() as connection:
            incoming = [Incoming(bytes(body)) for (body,) in bodies]
            intake = receive(connection, filled.registry, incoming)
        assert (len(intake.fresh), intake.refused) == (1, [])


def test_that_a_local_copy_restores_with_the_pictures_of_its_workspace(
    filled: Workspace, tmp_path: Path
) -> None:
    copy = CopyService(filled).make()
    restored = restore(copy.path, tmp_path / "Neu.kihub", PASSPHRASE)
    assert (restored.operations, restored.pictures) == (501, 1)
    with open_workspace(restored.folder, PASSPHRASE, filled.around) as opened:
        assert content(opened) == content(filled)
        assert CopyService(opened).all() == ()


def test_that_a_restore_never_overwrites(filled: Workspace, stick: Path, tmp_path: Path) -> None:
    backup = back_up(filled, stick, NOW)
    mine = tmp_path / "Meins.kihub"
    mine.mkdir()
    (mine / "Notiz.txt").write_text("wichtig", "utf-8")
    for target in (filled.folder, mine):
        with pytest.raises(Refused) as caught:
            restore(backup.folder, target, PASSPHRASE)
        assert caught.value.reason is Reason.EXISTS
    assert (mine / "Notiz.txt").read_text("utf-8") == "wichtig"
    assert sorted(path.name for path in mine.iterdir()) == ["Notiz.txt"]


def test_that_a_wrong_passphrase_leaves_nothing(
    filled: Workspace, stick: Path, tmp_path: Path
) -> None:
    backup = back_up(filled, stick, NOW)
    with pytest.raises(Refused) as caught:
        restore(backup.folder, tmp_path / "Neu.kihub", "falsches Kennwort")
    assert caught.value.reason is Reason.WRONG_PASSPHRASE
    assert not (tmp_path / "Neu.kihub").exists()
    assert not list(tmp_path.glob(".*.part"))


def _flip(path: Path) -> None:
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)


@pytest.mark.parametrize("damaged", ["data.db", "keys.json", f"blobs/{PICTURE}"])
@pytest.mark.parametrize("fault", [_flip, Path.unlink, lambda path: path.write_bytes(b"")])
def test_that_a_damaged_backup_is_refused(
    filled: Workspace, stick: Path, tmp_path: Path, damaged: str, fault: object
) -> None:
    backup = back_up(filled, stick, NOW)
    fault(backup.folder / damaged)  # type: ignore[operator]
    with pytest.raises(Refused) as caught:
        restore(backup.folder, tmp_path / "Neu.kihub", PASSPHRASE)
    assert caught.value.reason is Reason.DAMAGED
    assert not (tmp_path / "Neu.kihub").exists()


@pytest.mark.parametrize(
    "path", ["../../keys.json", "blobs/../../x", "/etc/hosts", "C:\\x", "blobs/", "blobs/a/b"]
)
def test_that_a_list_that_leads_out_of_the_folder_is_refused(
    filled: Workspace, stick: Path, path: str
) -> None:
    backup = back_up(filled, stick, NOW)
    listed = backup.folder / CONTENTS
    changed = json.loads(listed.read_text("utf-8"))
    changed["files"][0][0] = path
    listed.write_text(json.dumps(changed), "utf-8")
    with pytest.raises(Refused) as caught:
        read_backup(backup.folder)
    assert caught.value.reason is Reason.DAMAGED


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"format": 1, "files": 3}'])
def test_that_nonsense_is_no_backup(tmp_path: Path, text: str) -> None:
    (tmp_path / CONTENTS).write_text(text, "utf-8")
    with pytest.raises(Refused) as caught:
        read_backup(tmp_path)
    assert caught.value.reason is Reason.DAMAGED


def test_that_a_backup_does_not_go_into_its_own_workspace(filled: Workspace) -> None:
    for place in (filled.folder, filled.folder / "blobs" / "hier"):
        with pytest.raises(Refused) as caught:
            back_up(filled, place, NOW)
        assert caught.value.reason is Reason.BAD_INPUT


def test_that_two_backups_of_one_second_both_stay(filled: Workspace, stick: Path) -> None:
    first, second = back_up(filled, stick, NOW), back_up(filled, stick, NOW)
    assert first.folder != second.folder
    for backup in (first, second):
        verify_backup(read_backup(backup.folder))


def test_that_a_cancelled_backup_leaves_nothing(filled: Workspace, stick: Path) -> None:
    def stop(done: int, total: int, doing: Value = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        back_up(filled, stick, NOW, stop)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("room", [20_000, 700_000])
def test_that_a_full_stick_is_told_and_nothing_is_left(
    small_disk: SmallDisk, tmp_path: Path, around: Surroundings, room: int
) -> None:
    with create_workspace(tmp_path / "Groß.kihub", PASSPHRASE, around) as workspace:
        add_much(workspace)
        (workspace.folder / "blobs" / PICTURE).write_bytes(random.Random(3).randbytes(6_000_000))
        with small_disk.full_but_for(room), pytest.raises(Refused) as caught:
            back_up(workspace, small_disk.folder, NOW)
        assert caught.value.reason is Reason.NO_SPACE
    assert not list(small_disk.folder.glob("*sicherung*"))
    assert not list(small_disk.folder.glob(".*"))


def test_that_kills_leave_whole_backups_only(filled: Workspace, stick: Path) -> None:
    filled.close()
    chance = random.Random(11)
    root, command = Path(__file__).parents[2], [sys.executable, "-m", "tests.store.killed_copies"]
    command += [str(filled.folder), str(stick)]
    for _round in range(6):
        with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            select.select([], [], [], chance.uniform(0, 0.2))
            process.send_signal(signal.SIGKILL)
        for folder in stick.glob("*.kihub-sicherung"):
            verify_backup(read_backup(folder))
    with open_workspace(filled.folder, PASSPHRASE, filled.around) as again:
        back_up(again, stick, NOW)
    assert not list(stick.glob(".*"))


def test_that_the_command_line_backs_up_and_restores(
    filled: Workspace, stick: Path, tmp_path: Path
) -> None:
    filled.close()
    kihub = CommandLine(tmp_path)
    made = kihub.run("backup", filled.folder, "--to", stick, "--passphrase-stdin", given=PASSPHRASE)
    assert_done(made)
    assert "501 Änderungen, 1 Bild" in made.stdout
    assert "Der Stick kann entfernt werden." in made.stdout
    (folder,) = stick.iterdir()
    target = tmp_path / "Zurück.kihub"
    given = ("restore", folder, "--to", target, "--passphrase-stdin")
    back = kihub.run(*given, given=PASSPHRASE)
    assert_done(back)
    assert "als neues Gerät" in back.stdout
    again = kihub.run(*given, given=PASSPHRASE)
    assert_one_sentence(again, "wird nicht überschrieben")
    shutil.rmtree(folder / "blobs")
    broken = kihub.run("restore", folder, "--to", tmp_path / "X", "--passphrase-stdin", given="x")
    assert_one_sentence(broken, "beschädigt")


def test_that_a_backup_reads_like_its_folder(filled: Workspace, stick: Path) -> None:
    backup = back_up(filled, stick, NOW)
    assert read_backup(backup.folder) == Backup(
        backup.folder, "Werk", NOW, backup.operations, backup.files
    )
