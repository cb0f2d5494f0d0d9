"""Bundles that are cut, altered or forged: a clear refusal, and nothing taken in."""

from __future__ import annotations

import json
import random
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import zstandard

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.bundle import MAGIC, BundleWriter, Item, pack_operations
from kihub_desktop.replication.operation import FieldWrite, Operation, OperationKind
from kihub_desktop.services.bundles import BundleService
from kihub_desktop.store.bundle_keys import bundle_slots
from kihub_desktop.store.workspace import (
    Workspace,
)
from tests.store.test_bundles import WORDS, other, packet, state
from tests.store.test_comparison import records
from tests.store.test_copies import COMPANY

__all__ = ["other", "packet"]


def refused(other: Workspace, path: Path) -> Reason:
    before = state(other)
    with pytest.raises(Refused) as caught:
        BundleService(other).look(path, WORDS)
    assert state(other)[:2] == before[:2]
    assert not list((other.folder / "staging").glob("*"))
    return caught.value.reason


def test_that_every_flipped_bit_and_every_cut_is_refused(
    other: Workspace, packet: Path, tmp_path: Path
) -> None:
    chance, whole = random.Random(9), packet.read_bytes()
    broken = tmp_path / "kaputt.kihub-paket"
    places = [0, 5, 9, 11, *range(12, 400, 40), len(whole) - 1]
    places += [chance.randrange(len(whole)) for _ in range(40)]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        broken.write_bytes(changed)
        assert refused(other, broken) in {Reason.DAMAGED, Reason.WRONG_PASSPHRASE, Reason.TOO_NEW}
    chunk = 65_536 + 16
    start = len(whole) % chunk
    cuts = [0, 7, 12, start, start + chunk, len(whole) - chunk, len(whole) - 1]
    cuts += [chance.randrange(len(whole)) for _ in range(20)]
    for length in cuts:
        broken.write_bytes(whole[:length])
        assert refused(other, broken) in {Reason.DAMAGED, Reason.WRONG_PASSPHRASE}
    broken.write_bytes(whole + b"x")
    assert refused(other, broken) is Reason.DAMAGED


@pytest.mark.prove
def test_that_thousands_of_random_files_are_refused(
    other: Workspace, packet: Path, tmp_path: Path
) -> None:
    chance, whole = random.Random(10), packet.read_bytes()
    broken = tmp_path / "kaputt.kihub-paket"
    for _ in range(2_000):
        content = bytearray(whole[: chance.randrange(len(whole))])
        for _flip in range(chance.randrange(1, 5)):
            if content:
                content[chance.randrange(len(content))] = chance.randrange(256)
        broken.write_bytes(content)
        refused(other, broken)


Making = Callable[[BundleWriter, Workspace], None]


def forged(workspace: Workspace, path: Path, make: Making, **header: Any) -> Path:
    """A file that is sealed as it should be, with anything inside."""
    bundle, key = uuid4(), secrets.token_bytes(32)
    slots = bundle_slots(workspace, bundle, key, WORDS)
    content = {"format": 1, "bundle": str(bundle), "slots": slots, **header}
    with path.open("wb") as stream:
        writer = BundleWriter(stream, content, key)
        make(writer, workspace)
        writer.close()
    return path


def contents(
    writer: BundleWriter, operations: object = 0, pictures: object = 0, **more: Any
) -> None:
    said = {"company": str(COMPANY), "made": "", "operations": operations, "pictures": pictures}
    writer.write(Item.CONTENTS, json.dumps({**said, **more}).encode())


def body(device: str, space: UUID = COMPANY, seq: int = 1, previous: bytes = bytes(32)) -> bytes:
    return Operation(
        space=space,
        device=device,
        seq=seq,
        previous=previous,
        kind=OperationKind.WRITE,
        schema=1,
        transaction=uuid4(),
        clock=1 << 40,
        author=uuid4(),
        record=f"company:{space}",
        nonce=bytes(16),
        fields={"name": FieldWrite("Fälschung")},
    ).encode()


def _bomb(writer: BundleWriter, _: Workspace) -> None:
    contents(writer, 10)
    packed = zstandard.ZstdCompressor(level=19).compress(bytes(200_000_000))
    writer.write(Item.OPERATIONS, b"\1" + packed)


def _garbage(writer: BundleWriter, _: Workspace) -> None:
    contents(writer, 1)
    writer.write(Item.OPERATIONS, b"\0\xff\xff\xff\xff")


def _operations(*bodies: bytes) -> Making:
    def make(writer: BundleWriter, _: Workspace) -> None:
        contents(writer, len(bodies))
        for payload in pack_operations(bodies):
            writer.write(Item.OPERATIONS, payload)

    return make


def _picture(entry: dict[str, object], *pieces: bytes) -> Making:
    def make(writer: BundleWriter, _: Workspace) -> None:
        contents(writer, 0, 1)
        writer.write(Item.PICTURE, json.dumps(entry).encode())
        for piece in pieces:
            writer.write(Item.PIECE, piece)

    return make


DEVICE = str(uuid4())
HOSTILE: dict[str, Making] = {
    "nothing": lambda writer, _: None,
    "bomb": _bomb,
    "huge count": lambda writer, _: contents(writer, 10**15),
    "negative count": lambda writer, _: contents(writer, -1),
    "count that is no number": lambda writer, _: contents(writer, "5"),
    "more said than there": lambda writer, _: contents(writer, 3),
    "company that is none": lambda writer, _: contents(writer, company="../../etc"),
    "deep JSON": lambda writer, _: writer.write(Item.CONTENTS, b"[" * 60_000),
    "pieces first": lambda writer, _: writer.write(Item.PIECE, b"x"),
    "garbage batch": _garbage,
    "no operation": _operations(b"{}"),
    "another company": _operations(body(DEVICE, uuid4())),
    "same twice": _operations(body(DEVICE), body(DEVICE)),
    "broken chain": _operations(body(DEVICE), body(DEVICE, seq=2, previous=b"\1" * 32)),
    "first with a past": _operations(body(DEVICE, previous=b"\1" * 32)),
    "path as picture": _picture({"sha256": "../../../../x", "size": 1, "role": "original"}, b"x"),
    "other content": _picture({"sha256": "ab" * 32, "size": 1, "role": "original"}, b"x"),
    "larger than said": _picture({"sha256": "ab" * 32, "size": 1, "role": "original"}, b"xx"),
    "huge picture": _picture({"sha256": "ab" * 32, "size": 10**12, "role": "original"}, b"x"),
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_that_a_well_sealed_but_hostile_file_is_refused(
    workspace: Workspace, other: Workspace, tmp_path: Path, what: str
) -> None:
    path = forged(workspace, tmp_path / "böse.kihub-paket", HOSTILE[what])
    begun = time.monotonic()
    assert refused(other, path) is Reason.DAMAGED
    assert time.monotonic() - begun < 5


def test_that_operations_in_the_name_of_this_device_are_refused(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    path = forged(workspace, tmp_path / "böse.kihub-paket", _operations(body(other.device)))
    assert refused(other, path) is Reason.DAMAGED


def test_that_a_fork_of_known_history_is_counted_and_set_aside(
    workspace: Workspace, other: Workspace, packet: Path, tmp_path: Path
) -> None:
    bundles = BundleService(other)
    bundles.take_in(bundles.look(packet, WORDS))
    before = records(other)
    path = forged(workspace, tmp_path / "Gabel.kihub-paket", _operations(body(workspace.device)))
    staged = bundles.look(path, WORDS)
    assert (staged.preview.operations, staged.preview.doubtful) == (0, 1)
    assert bundles.take_in(staged).doubtful == 1
    assert records(other) == before


def test_that_a_newer_format_says_so(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    path = forged(workspace, tmp_path / "neu.kihub-paket", lambda w, _: contents(w), format=99)
    assert refused(other, path) is Reason.TOO_NEW


def test_that_a_costly_slot_is_not_even_tried(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    slot = {"kind": "passphrase", "kdf": "argon2id", "time": 20, "memory_kib": 2**21, "lanes": 1}
    wrapped = {"salt": "AAAA", "nonce": "AAAA", "wrapped": "AAAA", "id": "x"}
    path = forged(
        workspace,
        tmp_path / "teuer.kihub-paket",
        lambda w, _: contents(w),
        slots=[{**slot, **wrapped}] * 8,
    )
    begun = time.monotonic()
    assert refused(other, path) is Reason.WRONG_PASSPHRASE
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("length", [0, 2**31, 70_000])
def test_that_the_length_of_the_header_is_bounded(
    other: Workspace, tmp_path: Path, length: int
) -> None:
    path = tmp_path / "lang.kihub-paket"
    path.write_bytes(MAGIC + length.to_bytes(4, "big") + b"[" * 70_000)
    assert refused(other, path) is Reason.DAMAGED
