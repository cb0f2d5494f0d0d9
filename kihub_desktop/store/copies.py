"""The local copies of a workspace: made, checked, listed and thinned in `Name.kihub/copies/`."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.log import last_arrival
from kihub_desktop.store.copying import PART, check_copy, saying_why
from kihub_desktop.store.keys import read_key_file
from kihub_desktop.store.local_tables import get_setting, put_setting
from kihub_desktop.store.thinning import Cause, Standing, copy_name, free_target, superfluous
from kihub_desktop.store.workspace import Workspace

_NOTES = "copies"


class Soundness(StrEnum):
    """What is known of a copy."""

    CHECKED = "checked"
    UNCHECKED = "unchecked"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class LocalCopy:
    """A copy in the folder. `moment` is UTC, `size` in bytes; `operations` is None until checked.

    `arrived` is the last arrival number of the workspace when the copy was made (None: unknown).
    """

    path: Path
    moment: datetime
    cause: Cause
    size: int
    soundness: Soundness
    operations: int | None = None
    arrived: int | None = None

    @property
    def standing(self) -> Standing:
        name = copy_name(self.path.name)
        if name is None:
            raise LookupError(self.path.name)
        return Standing(name, self.soundness is Soundness.CHECKED)


def local_copies(workspace: Workspace) -> tuple[LocalCopy, ...]:
    """All copies in the folder, the newest first."""
    notes = _notes(workspace)
    found = []
    for path in workspace.copies.glob("*.db"):
        name = copy_name(path.name)
        if name is None:
            continue
        with suppress(OSError):  # it vanished meanwhile
            size = path.stat().st_size
            copy = LocalCopy(path, name.moment, name.cause, size, Soundness.UNCHECKED)
            found.append(_noted(copy, notes.get(path.name)))
    return tuple(sorted(found, key=lambda copy: (copy.moment, copy.path.name), reverse=True))


def make_copy(
    workspace: Workspace, cause: Cause, now: datetime, progress: Progress = silent
) -> LocalCopy:
    """A new checked copy; then those that are superfluous go.

    Refused NO_SPACE, NOT_WRITABLE or DAMAGED; Cancelled; then the older copies are as they were.
    """
    with saying_why():
        workspace.copies.mkdir(exist_ok=True)
        keep_keys(workspace)
    with workspace.reading() as connection:
        arrived = last_arrival(connection)
    target = free_target(workspace.copies, now.replace(microsecond=0), cause)
    extent = workspace.copy_to(target, progress)
    _note(workspace, target, extent.operations, arrived)
    thin_out(workspace, now)
    return next(copy for copy in local_copies(workspace) if copy.path == target)


def check_again(workspace: Workspace, copy: LocalCopy, progress: Progress = silent) -> LocalCopy:
    """Reads the whole copy and notes what was found; a damaged one is told, not raised."""
    try:
        extent = check_copy(copy.path, workspace.key, progress)
    except Refused as refusal:
        if refusal.reason is not Reason.DAMAGED:
            raise
        _note(workspace, copy.path, None, copy.arrived)
        return replace(copy, soundness=Soundness.DAMAGED, operations=None)
    _note(workspace, copy.path, extent.operations, copy.arrived)
    return replace(copy, soundness=Soundness.CHECKED, operations=extent.operations)


def thin_out(workspace: Workspace, now: datetime) -> int:
    """Deletes superfluous copies; how many went. One that is open elsewhere goes another time."""
    copies = {copy.standing: copy for copy in local_copies(workspace)}
    gone = superfluous(copies, now)
    for standing in gone:
        with suppress(OSError):
            copies[standing].path.unlink()
    return len(gone)


def clear_leftovers(folder: Path) -> int:
    """Deletes what an interrupted copy left in a folder that nobody else writes to."""
    count = 0
    for path in folder.glob(f"*{PART}*"):
        with suppress(OSError):
            path.unlink()
            count += 1
    return count


def keep_keys(workspace: Workspace) -> None:
    """Keeps the key slots beside the copies, so that the folder can be opened elsewhere.

    There is one file for all copies: the key of the database is theirs, too, and a passphrase
    that was changed must not live on beside an older copy.
    """
    present = read_key_file(workspace.folder / "keys.json")
    with suppress(Refused):
        if read_key_file(workspace.copies / "keys.json") == present:
            return
    present.write(workspace.copies / "keys.json")


def has_changed_since(workspace: Workspace, copy: LocalCopy) -> bool:
    """Whether anything was recorded after the copy was made."""
    with workspace.reading() as connection:
        return copy.arrived != last_arrival(connection)


_Notes = dict[str, dict[str, int | None]]


def _notes(workspace: Workspace) -> _Notes:
    with workspace.reading() as connection:
        stored = get_setting(connection, _NOTES)
    notes: _Notes = json.loads(stored) if stored else {}
    return notes


def _note(workspace: Workspace, path: Path, operations: int | None, arrived: int | None) -> None:
    """`operations` None: the copy is damaged."""
    entry = {"size": path.stat().st_size, "operations": operations, "arrived": arrived}
    notes = {
        name: each for name, each in _notes(workspace).items() if path.with_name(name).exists()
    }
    notes[path.name] = entry
    with workspace.writing() as connection:
        put_setting(connection, _NOTES, json.dumps(notes, sort_keys=True))


def _noted(copy: LocalCopy, note: dict[str, int | None] | None) -> LocalCopy:
    if note is None or note["size"] != copy.size:
        return copy
    operations = note["operations"]
    soundness = Soundness.DAMAGED if operations is None else Soundness.CHECKED
    return replace(copy, soundness=soundness, operations=operations, arrived=note["arrived"])


def utc(milliseconds: int) -> datetime:
    """The moment of a wall clock in milliseconds since 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
