"""A complete backup of a workspace: one folder on another disk, whole and verified or not there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store.copying import copy_is_damaged, flush_folder, saying_why
from kihub_desktop.store.whole_files import carry, hash_of
from kihub_desktop.store.workspace import Workspace

ENDING = ".kihub-sicherung"
CONTENTS = "sicherung.json"
FORMAT = 1
_MAX_CONTENTS = 64_000_000
_STAMP = "%Y-%m-%d %H%M%S"


@dataclass(frozen=True)
class PackedFile:
    """A file of a backup: its path inside (`data.db`, `keys.json`, `blobs/<name>`), size, hash."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Backup:
    """A finished backup. `made` is UTC, `size` in bytes, `pictures` counts encrypted files."""

    folder: Path
    name: str
    made: datetime
    operations: int
    files: tuple[PackedFile, ...]

    @property
    def pictures(self) -> int:
        return sum(each.path.startswith("blobs/") for each in self.files)

    @property
    def size(self) -> int:
        return sum(each.size for each in self.files)


def back_up(
    workspace: Workspace, place: Path, now: datetime, progress: Progress = silent
) -> Backup:
    """Writes a backup into a new folder below `place` and reads all of it again.

    The folder gets its name when everything in it has been verified. Refused NO_SPACE,
    NOT_WRITABLE, BAD_INPUT or DAMAGED; Cancelled; then nothing is left at `place`.
    """
    _check_place(workspace, place)
    part = place / f".{workspace.key_file.workspace}.part"
    with saying_why():
        place.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)  # what a power cut left of an earlier one
        try:
            part.mkdir()
            (part / "blobs").mkdir()
            backup = _pack(workspace, part, now, progress)
            _verify(backup, _Told(progress, phrase("Sicherung wird nachgelesen"), backup.size))
            target = _free_name(place, workspace.name, now)
            part.rename(target)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        flush_folder(place)
    return Backup(target, backup.name, backup.made, backup.operations, backup.files)


def read_backup(folder: Path) -> Backup:
    """What a backup says it holds; Refused NOT_A_WORKSPACE, TOO_NEW or DAMAGED."""
    try:
        path = folder / CONTENTS
        if path.stat().st_size > _MAX_CONTENTS:
            raise ValueError("too large")
        content = json.loads(path.read_text("utf-8"))
        if content["format"] > FORMAT:
            raise Refused(
                Reason.TOO_NEW,
                phrase("Diese Sicherung stammt von einer neueren Version der Werkbank."),
            )
        files = tuple(_packed(entry) for entry in content["files"])
        made = datetime.fromisoformat(content["made"]).astimezone(UTC)
        return Backup(folder, str(content["name"]), made, int(content["operations"]), files)
    except FileNotFoundError as error:
        raise Refused(
            Reason.NOT_A_WORKSPACE,
            phrase("In „{folder}“ liegt keine Sicherung.", folder=folder.name),
        ) from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise copy_is_damaged(folder.name, repr(error)) from error


def verify_backup(backup: Backup, progress: Progress = silent) -> None:
    """Reads every file again; Refused DAMAGED names none of them to the reader."""
    _verify(backup, _Told(progress, phrase("Sicherung wird geprüft"), backup.size))


class _Told:
    """Adds up bytes and passes them on."""

    def __init__(self, progress: Progress, doing: Value, total: int) -> None:
        self._progress, self._doing, self._total = progress, doing, total
        self._done = 0

    def __call__(self, count: int) -> None:
        self._done += count
        self._progress(min(self._done, self._total), self._total, self._doing)


def _check_place(workspace: Workspace, place: Path) -> None:
    inside = workspace.folder.resolve()
    if place.resolve() == inside or inside in place.resolve().parents:
        raise Refused(
            Reason.BAD_INPUT,
            phrase(
                "Eine Sicherung gehört auf einen anderen Datenträger, nicht in den Arbeitsbereich."
            ),
        )


def _pack(workspace: Workspace, part: Path, now: datetime, progress: Progress) -> Backup:
    extent = workspace.copy_to(part / "data.db", progress)
    # Pictures after the database: whatever it names was on disk before it was named.
    pictures = _pictures(workspace.folder / "blobs")
    told = _Told(progress, phrase("Bilder werden kopiert"), sum(size for _path, size in pictures))
    files = [_carried(path, part, f"blobs/{path.name}", told) for path, _size in pictures]
    files.append(_carried(workspace.folder / "keys.json", part, "keys.json", told))
    data = part / "data.db"
    files.append(PackedFile("data.db", data.stat().st_size, hash_of(data, _nobody)))
    backup = Backup(part, workspace.name, now, extent.operations, tuple(files))
    content = {
        "format": FORMAT,
        "name": backup.name,
        "workspace": str(workspace.key_file.workspace),
        "made": now.astimezone(UTC).isoformat(),
        "operations": backup.operations,
        "files": [[each.path, each.size, each.sha256] for each in files],
    }
    with (part / CONTENTS).open("w", encoding="utf-8") as target:
        json.dump(content, target, ensure_ascii=False, indent=1)
        target.flush()
        os.fsync(target.fileno())
    return backup


def _pictures(folder: Path) -> list[tuple[Path, int]]:
    if not folder.is_dir():
        return []
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [(path, path.stat().st_size) for path in files if not path.name.endswith(".part")]


def _carried(source: Path, part: Path, path: str, told: Callable[[int], None]) -> PackedFile:
    target = part / path
    digest = carry(source, target, told)
    return PackedFile(path, target.stat().st_size, digest)


def _verify(backup: Backup, told: Callable[[int], None]) -> None:
    for each in backup.files:
        try:
            path = backup.folder / each.path
            sound = path.stat().st_size == each.size and hash_of(path, told) == each.sha256
        except FileNotFoundError:
            sound = False
        if not sound:
            raise copy_is_damaged(backup.folder.name, each.path)


def _packed(entry: list[object]) -> PackedFile:
    path, size, digest = entry
    plain = isinstance(path, str) and _is_expected(path)
    if not (plain and isinstance(size, int) and isinstance(digest, str)):
        raise ValueError("file")
    return PackedFile(str(path), size, digest)


def _is_expected(path: str) -> bool:
    """A list that was tampered with must not lead out of its folder."""
    if path in {"data.db", "keys.json"}:
        return True
    folder, slash, name = path.partition("/")
    return folder == "blobs" and bool(slash) and name.removesuffix(".blob").isalnum()


def _free_name(place: Path, name: str, now: datetime) -> Path:
    stem = f"{name} {now.astimezone(UTC).strftime(_STAMP)}"
    target, number = place / f"{stem}{ENDING}", 1
    while target.exists():
        number += 1
        target = place / f"{stem} ({number}){ENDING}"
    return target


def _nobody(_count: int) -> None:
    """Nobody watches."""
