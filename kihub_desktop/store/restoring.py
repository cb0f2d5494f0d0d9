"""A whole workspace from a backup or a local copy, in a folder that was not there before."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store import keys
from kihub_desktop.store.backup import CONTENTS, read_backup, verify_backup
from kihub_desktop.store.copying import check_copy, copy_is_damaged, flush_folder, saying_why
from kihub_desktop.store.upgrade import KNOWN
from kihub_desktop.store.whole_files import carry
from kihub_desktop.store.workspace import SUFFIX

_OF_THE_ORIGINAL = ("device", "copies")
"""Settings that only hold for the workspace the copy was made of."""


@dataclass(frozen=True)
class Source:
    """Where a workspace is restored from: database, key slots, folder of pictures (or None)."""

    database: Path
    keys: Path
    blobs: Path | None


@dataclass(frozen=True)
class Restored:
    """A restored workspace: its folder, the operations and pictures in it."""

    folder: Path
    operations: int
    pictures: int


def source_of(path: Path, progress: Progress = silent) -> Source:
    """What lies at `path`: a backup folder (verified here) or one local copy.

    Refused NOT_A_WORKSPACE, BAD_INPUT, TOO_NEW or DAMAGED.
    """
    if (path / CONTENTS).exists():
        backup = read_backup(path)
        verify_backup(backup, progress)
        return Source(path / "data.db", path / "keys.json", path / "blobs")
    if path.is_file():
        blobs = path.parent.parent / "blobs"
        return Source(path, path.parent / "keys.json", blobs if blobs.is_dir() else None)
    if (path / "keys.json").exists():
        raise Refused(
            Reason.BAD_INPUT,
            phrase(
                "„{folder}“ ist ein Arbeitsbereich und lässt sich öffnen, wie er ist.",
                folder=path.name,
            ),
        )
    raise Refused(
        Reason.NOT_A_WORKSPACE,
        phrase("In „{folder}“ liegt keine Sicherung.", folder=path.name),
    )


def restore(path: Path, target: Path, passphrase: str, progress: Progress = silent) -> Restored:
    """Restores into `target` (with the ending of workspaces), which must not be there.

    The passphrase proves that the content can be read before the folder gets its name. The
    workspace continues as a new device. Refused EXISTS, WRONG_PASSPHRASE, NO_SPACE, NOT_WRITABLE
    and what `source_of` says; Cancelled; then nothing is left at the target.
    """
    if target.suffix != SUFFIX:
        target = target.with_name(target.name + SUFFIX)
    _check_target(target)
    source = source_of(path, progress)
    key_file = keys.read_key_file(source.keys)
    if key_file.needs not in KNOWN:
        raise keys.too_new()
    key = keys.open_with_passphrase(key_file, passphrase)
    part = target.with_name(f".{target.name}.part")
    with saying_why():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)
        try:
            restored = _fill(part, source, key, progress)
            if target.exists():
                target.rmdir()  # empty, as was checked
            part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        flush_folder(target.parent)
    return Restored(target, *restored)


def _check_target(target: Path) -> None:
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise Refused(
            Reason.EXISTS,
            phrase(
                "„{folder}“ gibt es schon und wird nicht überschrieben."
                " Bitte einen anderen Ordner nennen.",
                folder=target.name,
            ),
        )


def _fill(part: Path, source: Source, key: bytes, progress: Progress) -> tuple[int, int]:
    for folder in (part, part / "blobs", part / "copies"):
        folder.mkdir()
    blobs = [] if source.blobs is None else list(source.blobs.iterdir())
    files = [(source.database, "data.db"), (source.keys, "keys.json")]
    files += [(each, f"blobs/{each.name}") for each in blobs if not each.name.endswith(".part")]
    total, done = sum(each.stat().st_size for each, _path in files), 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        progress(min(done, total), total, phrase("Arbeitsbereich wird zurückgeholt"))

    for each, path in files:
        carry(each, part / path, told)
    extent = check_copy(part / "data.db", key, progress)
    _become_another(part / "data.db", key)
    return extent.operations, len(files) - 2


def _become_another(database: Path, key: bytes) -> None:
    """The restored workspace must not go on with the operations of its original."""
    try:
        with closing(sqlcipher.connect(str(database), isolation_level=None)) as connection:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            for name in _OF_THE_ORIGINAL:
                connection.execute("DELETE FROM setting WHERE name = ?", (name,))
    except sqlcipher.DatabaseError as error:
        raise copy_is_damaged(database.name, str(error)) from error
