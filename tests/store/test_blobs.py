"""Encrypted pictures on disk: whole or absent, told apart from damaged, cleared late."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.visit_records import Picture
from kihub_desktop.store.blob_files import blob_keys, content_hash, read_file, write_file
from kihub_desktop.store.blobs import BlobMissing, BlobRole, BlobStore, note_blob, sweep
from kihub_desktop.store.undo_steps import take_step
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Surroundings, Workspace, open_workspace
from tests.store.conftest import PASSPHRASE

DAY = 24 * 3600 * 1000
KEYS = blob_keys(bytes(32), UUID(int=7))
SECRET = b"Ein Foto der Vogtland Praezision GmbH " * 100


def keep(workspace: Workspace, content: bytes) -> tuple[UUID, UUID, str]:
    """A picture record with its stored content: (company, picture, SHA-256)."""
    company, picture = workspace.new_id(), workspace.new_id()
    digest = workspace.blobs.put(content)
    with writing_to(workspace) as work:
        note_blob(work.connection, digest, len(content), BlobRole.ORIGINAL)
        work.set(Picture, company, picture, content=digest)
    return company, picture, digest


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@given(size=st.sampled_from([0, 1, 15, 4096, 2**20 - 1, 2**20, 2**20 + 1, 2_500_000]))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_that_what_is_written_is_read(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    store = BlobStore(tmp_path, KEYS)
    digest = store.put(content)
    assert (store.get(digest), store.put(content)) == (content, digest)


@given(at=st.floats(0, 0.999), bit=st.integers(0, 7))
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_that_any_flipped_bit_is_noticed(tmp_path: Path, at: float, bit: int) -> None:
    store = BlobStore(tmp_path, KEYS)
    digest = store.put(SECRET)
    path = store.path(digest)
    raw = bytearray(path.read_bytes())
    raw[int(at * len(raw))] ^= 1 << bit
    path.write_bytes(bytes(raw))
    with pytest.raises(BlobMissing):
        store.get(digest)
    assert store.put(SECRET) == digest  # given again, it is mended
    assert store.get(digest) == SECRET


@pytest.mark.parametrize("kept", [0, 7, 39, 40, 60, 1_048_576 + 56, -1])
def test_that_a_file_cut_short_is_noticed(tmp_path: Path, kept: int) -> None:
    store = BlobStore(tmp_path, KEYS)
    digest = store.put(os.urandom(2_100_000))
    path = store.path(digest)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(BlobMissing):
        store.get(digest)


def test_that_a_file_under_another_name_is_not_taken_for_it(tmp_path: Path) -> None:
    store = BlobStore(tmp_path, KEYS)
    one, other = store.put(b"eins"), store.put(b"zwei")
    store.path(one).write_bytes(store.path(other).read_bytes())
    with pytest.raises(BlobMissing):
        store.get(one)


def test_that_neither_content_nor_its_hash_can_be_read_from_the_disk(workspace: Workspace) -> None:
    digest = workspace.blobs.put(SECRET)
    files = [path for path in workspace.folder.rglob("*") if path.is_file()]
    assert not any(b"Vogtland" in path.read_bytes() for path in files)
    assert not any(digest in path.as_posix() or content_hash(SECRET) in path.name for path in files)


def test_that_another_workspace_gives_the_same_picture_another_name(tmp_path: Path) -> None:
    other = blob_keys(bytes(32), UUID(int=8))
    digest = content_hash(SECRET)
    assert BlobStore(tmp_path, KEYS).path(digest) != BlobStore(tmp_path, other).path(digest)


def test_that_pictures_are_there_after_opening_again(
    workspace: Workspace, around: Surroundings
) -> None:
    digest = workspace.blobs.put(SECRET)
    workspace.close()
    with open_workspace(workspace.folder, PASSPHRASE, around) as again:
        assert again.blobs.get(digest) == SECRET


def test_that_a_full_disk_leaves_nothing_half(tmp_path: Path) -> None:
    store = BlobStore(tmp_path, KEYS)
    with files_of_at_most(500_000), pytest.raises(Refused) as refused:
        store.put(os.urandom(3_000_000))
    assert refused.value.reason is Reason.NO_SPACE
    assert list(tmp_path.iterdir()) == []


def test_that_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / BlobStore(tmp_path, KEYS).path(content_hash(b"alt")).name
    write_file(path, KEYS, b"alt")
    with files_of_at_most(20), pytest.raises(OSError):
        write_file(path, KEYS, b"alt" * 100)
    assert read_file(path, KEYS) == b"alt"


def test_that_the_name_of_a_blob_is_no_path(workspace: Workspace) -> None:
    for name in ("../data.db", "", "A" * 64, "0" * 63):
        assert not workspace.blobs.has(name)
        with pytest.raises(BlobMissing):
            workspace.blobs.get(name)


def test_that_a_picture_in_use_is_never_cleared(workspace: Workspace) -> None:
    *_record, digest = keep(workspace, SECRET)
    for day in range(200):
        assert sweep(workspace, lambda day=day: day * DAY).removed == 0  # type: ignore[misc]
    assert workspace.blobs.get(digest) == SECRET


def test_that_a_deleted_picture_comes_back_by_undo_and_rests_for_90_days(
    workspace: Workspace, around: Surroundings
) -> None:
    company, picture, _digest = keep(workspace, SECRET)
    with writing_to(workspace) as work:
        work.delete(Picture, company, picture)
    for day in range(90):
        assert sweep(workspace, lambda day=day: day * DAY).resting == 1  # type: ignore[misc]
    take_step(workspace, redo=False)
    assert sweep(workspace, lambda: 91 * DAY).used == 1
    take_step(workspace, redo=True)
    for day in range(92, 183):
        assert sweep(workspace, lambda day=day: day * DAY).removed == 0  # type: ignore[misc]
    workspace.close()
    with open_workspace(workspace.folder, PASSPHRASE, around) as again:
        assert sweep(again, lambda: 182 * DAY).removed == 1
        assert list(again.blobs.folder.iterdir()) == []


def test_that_one_look_with_a_wrong_clock_clears_nothing(workspace: Workspace) -> None:
    company, picture, digest = keep(workspace, SECRET)
    with writing_to(workspace) as work:
        work.delete(Picture, company, picture)
    sweep(workspace, lambda: 0)
    assert sweep(workspace, lambda: 20_000 * DAY).removed == 0
    assert workspace.blobs.has(digest)


def test_that_a_photo_that_is_drawn_on_counts_as_used(workspace: Workspace) -> None:
    company, picture, digest = keep(workspace, SECRET)
    drawing = f'{{"v":1,"w":10,"h":10,"base":"{digest}","marks":[]}}'
    with writing_to(workspace) as work:
        work.set(Picture, company, picture, content=content_hash(b"mit Strichen"), drawing=drawing)
    assert sweep(workspace).used == 1


def test_that_files_of_a_restored_copy_are_taken_up_again(workspace: Workspace) -> None:
    digest = workspace.blobs.put(SECRET)  # the table does not know it
    (workspace.blobs.folder / ("f" * 64 + ".blob")).write_bytes(b"fremd")
    found = sweep(workspace)
    assert (found.resting, found.unreadable) == (1, 1)
    company, picture = workspace.new_id(), workspace.new_id()
    with writing_to(workspace) as work:
        work.set(Picture, company, picture, content=digest)
    assert sweep(workspace).used == 1
