"""A workspace of every earlier format opens, keeps every value, and leaves a checked copy."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.check import check_log
from kihub_desktop.replication.operation import FieldWrite
from kihub_desktop.replication.registry import Registry, product_registry
from kihub_desktop.services.conflicts import ConflictService
from kihub_desktop.services.undo import UndoService
from kihub_desktop.store.copying import check_copy, open_copy
from kihub_desktop.store.identity import anchor_of
from kihub_desktop.store.keys import open_with_passphrase, read_key_file
from kihub_desktop.store.thinning import Cause, copy_name
from kihub_desktop.store.upgrade import HEAD
from kihub_desktop.store.workspace import Surroundings, Workspace, open_workspace
from tests.migrations.make_workspace import make
from tests.migrations.written import FOLDER, VALUES, formats, values_hash, written_content
from tests.store.conftest import CHEAP, PASSPHRASE
from tests.unit.small_disk import SmallDisk


@pytest.fixture(params=formats())
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the kept workspace; the kept one itself is never opened."""
    return put(request.param, tmp_path / "Alt.kihub")


def put(name: str, folder: Path) -> Path:
    shutil.copytree(FOLDER / f"{name}.kihub", folder)
    shutil.copy(FOLDER / f"{name}.kihub.json", folder.with_suffix(".json"))
    return folder


def expected(folder: Path) -> Any:
    return json.loads(folder.with_suffix(".json").read_text("utf-8"))


def opened(folder: Path, registry: Registry | None = None) -> Workspace:
    around = Surroundings(folder.parent / "anchors", key_cost=CHEAP)
    return open_workspace(folder, PASSPHRASE, around, registry)


def key_of(folder: Path) -> bytes:
    return open_with_passphrase(read_key_file(folder / "keys.json"), PASSPHRASE)


def old_values(path: Path, key: bytes) -> str:
    """The hash of all values in a file as it lies there, without bringing it up."""
    with closing(open_copy(path, key)) as connection:
        return values_hash(connection.execute(VALUES).fetchall())


def bring_home(folder: Path) -> None:
    """As if the workspace had been written on this machine: its device's note is here."""
    with closing(open_copy(folder / "data.db", key_of(folder))) as connection:
        (device,) = connection.execute("SELECT value FROM setting WHERE name = 'device'").fetchone()
        (written,) = connection.execute(
            "SELECT count(*) FROM op WHERE device = ?", (device,)
        ).fetchone()
    workspace = read_key_file(folder / "keys.json").workspace
    anchor_of(folder.parent / "anchors", workspace).write(device, written)


def test_that_every_released_format_is_among_the_kept_ones() -> None:
    assert {"format-1", "format-2"} <= set(formats())


def test_that_every_value_and_record_of_an_old_workspace_is_kept(old: Path) -> None:
    with opened(old) as workspace, workspace.reading() as connection:
        assert written_content(connection, workspace.registry) == expected(old)
        assert check_log(connection, workspace.registry).clean
    assert read_key_file(old / "keys.json").needs == HEAD


def test_that_a_lost_value_would_be_found(old: Path) -> None:
    """The planted fault: a step up that forgets one field."""

    def forget(kind: str, fields: Mapping[str, FieldWrite]) -> Mapping[str, FieldWrite]:
        return {name: write for name, write in fields.items() if name != "town"}

    product = product_registry()
    forgetful = Registry(
        product.rules,
        product.types,
        product.schema,
        dict.fromkeys(range(1, product.schema), forget),
    )
    with opened(old, forgetful) as workspace, workspace.reading() as connection:
        found = written_content(connection, workspace.registry)
    assert found["values_sha256"] != expected(old)["values_sha256"]
    assert found["records"] != expected(old)["records"]


def test_that_steps_of_an_old_workspace_can_still_be_undone(old: Path) -> None:
    bring_home(old)
    with opened(old) as workspace:
        conflicts = len(ConflictService(workspace).all())
        undo = UndoService(workspace)
        while not (undone := undo.undo()).changes:  # a step that others have overtaken is spent
            assert not undone.nothing_left
        with workspace.reading() as connection:
            taken_back = written_content(connection, workspace.registry)["records"]
        assert taken_back != expected(old)["records"]
        assert undo.redo().records == undone.records
        assert len(ConflictService(workspace).all()) == conflicts == 1
        with workspace.reading() as connection:
            assert (
                written_content(connection, workspace.registry)["records"]
                == (expected(old)["records"])
            )


def test_that_the_copy_left_behind_is_checked_and_holds_the_old_content(old: Path) -> None:
    key = key_of(old)
    before = old_values(old / "data.db", key)
    opened(old).close()
    (copy,) = old.joinpath("copies").glob("*.db")
    name = copy_name(copy.name)
    assert name is not None
    assert name.cause is Cause.UPGRADE
    assert check_copy(copy, key).operations == expected(old)["operations"]
    assert old_values(copy, key) == before == expected(old)["values_sha256"]
    again = old.with_name("Zurück.kihub")
    again.mkdir()
    shutil.copy(copy, again / "data.db")
    shutil.copy(FOLDER / f"{old_name(old)}.kihub" / "keys.json", again)
    with opened(again) as workspace, workspace.reading() as connection:
        assert written_content(connection, workspace.registry) == expected(old)


def old_name(folder: Path) -> str:
    """Which of the kept workspaces this is: the one with the same key slots."""
    slots = read_key_file(folder / "keys.json").slots
    return next(
        n for n in formats() if read_key_file(FOLDER / f"{n}.kihub/keys.json").slots == slots
    )


def test_that_opening_a_second_time_changes_nothing(old: Path) -> None:
    with opened(old) as workspace, workspace.reading() as connection:
        content = written_content(connection, workspace.registry)
    with opened(old) as workspace, workspace.reading() as connection:
        assert written_content(connection, workspace.registry) == content
    assert len(list(old.joinpath("copies").glob("*.db"))) == 1


def test_that_an_upgrade_that_fails_in_the_middle_leaves_the_old_workspace(old: Path) -> None:
    product = product_registry()
    steps = 0

    def fail(kind: str, fields: Mapping[str, FieldWrite]) -> Mapping[str, FieldWrite]:
        nonlocal steps
        steps += 1
        if steps > 200:
            raise RuntimeError("in the middle")
        return fields

    broken = Registry(
        product.rules, product.types, product.schema, dict.fromkeys(range(1, product.schema), fail)
    )
    with pytest.raises(RuntimeError, match="in the middle"):
        opened(old, broken)
    assert read_key_file(old / "keys.json").needs != HEAD or old_name(old) != "format-1"
    assert old_values(old / "data.db", key_of(old)) == expected(old)["values_sha256"]
    with opened(old) as workspace, workspace.reading() as connection:
        assert written_content(connection, workspace.registry) == expected(old)


def test_that_a_crash_after_the_upgrade_is_made_good_at_the_next_start(old: Path) -> None:
    """The key file still names the old revision: an old program must not try the new tables."""
    before = (old / "keys.json").read_bytes()
    opened(old).close()
    (old / "keys.json").write_bytes(before)
    opened(old).close()
    assert read_key_file(old / "keys.json").needs == HEAD


@pytest.mark.parametrize("room", [400_000, 1_500_000, 1_800_000])
def test_that_a_full_disk_during_the_upgrade_leaves_the_old_workspace(
    small_disk: SmallDisk, room: int
) -> None:
    """First the copy does not fit, then the copy fits and the refold does not."""
    folder = put("format-1", small_disk.folder / "Alt.kihub")
    with small_disk.full_but_for(room), pytest.raises(Refused) as caught:
        opened(folder)
    assert caught.value.reason is Reason.NO_SPACE
    assert not list(folder.joinpath("copies").glob("*.part"))
    with opened(folder) as workspace, workspace.reading() as connection:
        assert written_content(connection, workspace.registry) == expected(folder)


def test_that_a_workspace_of_the_present_format_can_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "Neu.kihub"
    make(folder, folder.with_suffix(".json"))
    assert {path.name for path in folder.iterdir()} == {"data.db", "keys.json"}
    with opened(folder) as workspace, workspace.reading() as connection:
        assert written_content(connection, workspace.registry) == expected(folder)
        assert len(ConflictService(workspace).all()) == 1


def test_that_a_kept_workspace_is_never_written_again() -> None:
    command = [sys.executable, "-m", "tests.migrations.make_workspace", "format-1"]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "never written again" in done.stderr
