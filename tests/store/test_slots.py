"""Ways into a workspace: passphrase, recovery sheet and key ring, added, changed, taken away."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, ClassVar

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store import keys
from kihub_desktop.store.secret_store import SystemSecrets
from kihub_desktop.store.slot_kinds import slot_kinds
from kihub_desktop.store.slots import Slots
from kihub_desktop.store.ways_in import open_by_key_ring, open_by_recovery
from kihub_desktop.store.workspace import Surroundings, Workspace, open_workspace
from kihub_desktop.texts import render
from tests.store.conftest import PASSPHRASE

NEW = "ein ganz neues Kennwort"
CHANGING = """
import sys
from pathlib import Path
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.slots import Slots
from kihub_desktop.store.workspace import Surroundings, open_workspace

folder, one, other = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
around = Surroundings(folder.parent / "anchors", key_cost=Argon2Cost(1, 64, 1))
try:
    workspace = open_workspace(folder, one, around)
except Exception:
    one, other = other, one
    workspace = open_workspace(folder, one, around)
slots = Slots(workspace)
print("ready", flush=True)
while True:
    slots.change_passphrase(one, other)
    one, other = other, one
"""


class Ring(KeyringBackend):
    """A key ring as the operating system has one, in memory."""

    priority: ClassVar[float] = 1
    held: dict[tuple[str, str], str]

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


def refused(reason: Reason, call: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*arguments)
    assert caught.value.reason is reason
    return render(caught.value.message)


def opens(workspace: Workspace, passphrase: str) -> bool:
    try:
        open_workspace(workspace.folder, passphrase, workspace.around).close()
    except Refused as refusal:
        if refusal.reason is not Reason.WRONG_PASSPHRASE:
            raise
        return False
    return True


def test_that_a_new_passphrase_replaces_the_old_one(workspace: Workspace) -> None:
    data = (workspace.folder / "data.db").read_bytes()
    Slots(workspace).change_passphrase(PASSPHRASE, NEW)
    assert (workspace.folder / "data.db").read_bytes() == data  # 32 bytes were wrapped anew
    workspace.close()
    assert opens(workspace, NEW)
    assert not opens(workspace, PASSPHRASE)


def test_that_the_old_passphrase_is_asked_and_a_weak_one_refused(workspace: Workspace) -> None:
    slots = Slots(workspace)
    before = (workspace.folder / "keys.json").read_bytes()
    refused(Reason.WRONG_PASSPHRASE, slots.change_passphrase, "falsches Kennwort", NEW)
    refused(Reason.WEAK_PASSPHRASE, slots.change_passphrase, PASSPHRASE, "kurz")
    refused(Reason.WRONG_PASSPHRASE, slots.new_recovery_key, "falsches Kennwort")
    assert (workspace.folder / "keys.json").read_bytes() == before


def test_that_a_full_disk_leaves_the_old_passphrase(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        refused(Reason.NO_SPACE, Slots(workspace).change_passphrase, PASSPHRASE, NEW)
    workspace.close()
    assert opens(workspace, PASSPHRASE)


def test_that_a_crash_leaves_the_old_or_the_new_passphrase(workspace: Workspace) -> None:
    workspace.close()
    for delay in (0.0, 0.003, 0.007, 0.011):
        worker = subprocess.Popen(
            [sys.executable, "-c", CHANGING, str(workspace.folder), PASSPHRASE, NEW],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
        )
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"ready\n"
        threading.Event().wait(delay)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()
        assert opens(workspace, PASSPHRASE) != opens(workspace, NEW)


def test_that_the_recovery_sheet_opens_and_a_new_passphrase_is_set(workspace: Workspace) -> None:
    groups = Slots(workspace).new_recovery_key(PASSPHRASE)
    workspace.close()
    typed = "".join(groups).lower()
    with open_by_recovery(workspace.folder, typed, NEW, workspace.around) as again:
        assert again.device == workspace.device
        assert [way.kind for way in Slots(again).ways()] == [keys.PASSPHRASE, keys.RECOVERY]
    assert opens(workspace, NEW)
    assert not opens(workspace, PASSPHRASE)


def test_that_a_newer_sheet_makes_the_older_one_worthless(workspace: Workspace) -> None:
    slots = Slots(workspace)
    older, newer = (" ".join(slots.new_recovery_key(PASSPHRASE)) for _sheet in range(2))
    workspace.close()
    folder, around = workspace.folder, workspace.around
    refused(Reason.WRONG_PASSPHRASE, open_by_recovery, folder, older, NEW, around)
    refused(Reason.WEAK_PASSPHRASE, open_by_recovery, folder, newer, "kurz", around)
    assert opens(workspace, PASSPHRASE)
    open_by_recovery(folder, newer, NEW, around).close()


def test_that_the_recovery_key_lies_nowhere_on_disk(workspace: Workspace, tmp_path: Path) -> None:
    groups = Slots(workspace).new_recovery_key(PASSPHRASE)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(group.encode() in content for group in groups), path.name


def test_that_the_sheet_of_another_workspace_opens_nothing(
    workspace: Workspace, around: Surroundings
) -> None:
    groups = Slots(workspace).new_recovery_key(PASSPHRASE)
    workspace.close()
    path = workspace.folder / "keys.json"
    content = json.loads(path.read_text("utf-8"))
    content["workspace"] = "0193a000-0000-7000-8000-000000000001"
    path.write_text(json.dumps(content), "utf-8")
    typed = "".join(groups)
    refused(Reason.WRONG_PASSPHRASE, open_by_recovery, workspace.folder, typed, NEW, around)


def test_that_the_ways_tell_their_age_and_use(workspace: Workspace) -> None:
    slots = Slots(workspace)
    slots.new_recovery_key(PASSPHRASE)
    passphrase, recovery = slots.ways()
    assert passphrase.created is not None
    assert passphrase.last_used is not None
    assert recovery.created is not None
    assert recovery.last_used is None
    assert (passphrase.removable, recovery.removable) == (False, True)
    slots.remove(recovery.id)
    assert [way.kind for way in slots.ways()] == [keys.PASSPHRASE]
    refused(Reason.BAD_INPUT, slots.remove, passphrase.id)


def test_that_a_slot_of_a_later_version_stays_and_is_listed(workspace: Workspace) -> None:
    path = workspace.folder / "keys.json"
    content = json.loads(path.read_text("utf-8"))
    content["slots"].append({"kind": "fingerprint", "more": 1})
    path.write_text(json.dumps(content), "utf-8")
    slots = Slots(workspace)
    slots.change_passphrase(PASSPHRASE, NEW)
    assert [way.kind for way in slots.ways()] == [keys.PASSPHRASE, "fingerprint"]
    assert not slots.ways()[1].removable


def test_that_an_exchanged_key_file_does_not_pass_for_the_real_one(workspace: Workspace) -> None:
    forged = keys.passphrase_slot(
        workspace.key_file.workspace, keys.new_key(), NEW, workspace.around.key_cost
    )
    keys.KeyFile(workspace.key_file.workspace, "0002", (forged,)).write(
        workspace.folder / "keys.json"
    )
    refused(Reason.DAMAGED, Slots(workspace).check, NEW)
    refused(Reason.DAMAGED, Slots(workspace).change_passphrase, NEW, PASSPHRASE)


def test_that_the_key_ring_opens_here_and_not_in_a_copied_folder(
    workspace: Workspace, tmp_path: Path
) -> None:
    ring = Ring()
    secrets = SystemSecrets(lambda: ring)
    slots = Slots(workspace, secrets)
    slots.allow_this_computer(PASSPHRASE)
    assert slots.ways()[-1].is_here
    workspace.close()
    open_by_key_ring(workspace.folder, workspace.around, secrets).close()
    assert keys.KEYRING in slot_kinds(workspace.folder)
    copied = tmp_path / "Fremd.kihub"
    shutil.copytree(workspace.folder, copied)
    elsewhere = Surroundings(tmp_path / "anchors of another", key_cost=workspace.around.key_cost)
    other = SystemSecrets(Ring)
    refused(Reason.NO_KEYRING, open_by_key_ring, copied, elsewhere, other)
    with open_workspace(copied, PASSPHRASE, elsewhere) as stranger:
        assert not Slots(stranger, other).ways()[-1].is_here


def test_that_a_removed_slot_opens_no_more_and_leaves_the_key_ring(workspace: Workspace) -> None:
    ring = Ring()
    secrets = SystemSecrets(lambda: ring)
    slots = Slots(workspace, secrets)
    slots.allow_this_computer(PASSPHRASE)
    slots.remove(slots.ways()[-1].id)
    assert ring.held == {}
    workspace.close()
    refused(Reason.NO_KEYRING, open_by_key_ring, workspace.folder, workspace.around, secrets)


def test_that_a_key_ring_that_is_absent_or_hangs_is_one_sentence(workspace: Workspace) -> None:
    hanging = threading.Event()
    before = (workspace.folder / "keys.json").read_bytes()
    for store in (SystemSecrets(NoKeyring), SystemSecrets(hanging.wait, seconds=0.05)):
        begun = time.monotonic()
        said = refused(Reason.NO_KEYRING, Slots(workspace, store).allow_this_computer, PASSPHRASE)
        assert said.startswith("Der Schlüsselbund dieses Rechners ist nicht erreichbar.")
        assert time.monotonic() - begun < 20
    hanging.set()
    assert (workspace.folder / "keys.json").read_bytes() == before
