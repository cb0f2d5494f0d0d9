"""The pictures of a workspace: kept by content, found missing, and cleared long after their use."""

from __future__ import annotations

import errno
import json
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.driver import fetch, run
from kihub_desktop.store import blob_files
from kihub_desktop.store.blob_files import BlobKeys, DamagedBlob, content_hash

if TYPE_CHECKING:
    from kihub_desktop.store.workspace import Workspace

KEPT_MS = 90 * 24 * 3600 * 1000
"""How long a picture that no record shows is kept, for undo and recycle bin."""
KEPT_DAYS_SEEN = 10
"""On so many days it must have been found unused: one wrong clock alone clears nothing."""
_DAY_MS = 24 * 3600 * 1000
_LEFT_OVER_SECONDS = 24 * 3600
_HASH = re.compile(r"[0-9a-f]{64}")
_FIELDS = ("content", "thumbnail", "drawing")


class BlobRole(StrEnum):
    ORIGINAL = "original"
    THUMBNAIL = "thumbnail"
    SAMPLE = "sample"


class BlobMissing(Exception):
    """The record is here, its picture is not (yet), or is damaged."""


@dataclass(frozen=True)
class Sweep:
    """What a sweep found: used and resting pictures, those removed, files it could not read."""

    used: int
    resting: int
    removed: int
    unreadable: int


class BlobStore:
    """The folder `blobs/`. All methods may be called from any thread."""

    def __init__(self, folder: Path, keys: BlobKeys) -> None:
        self.folder = folder
        self._keys = keys
        self._one_at_a_time = threading.Lock()
        self._in_hand: set[str] = set()

    def put(self, content: bytes) -> str:
        """Stores bytes and returns their SHA-256; what is here already is not written again.

        Refused NO_SPACE or NOT_WRITABLE; then nothing of it is left behind.
        """
        if len(content) > blob_files.LARGEST:
            raise Refused(Reason.BAD_INPUT, phrase("Das Bild ist zu groß, um es aufzubewahren."))
        digest = content_hash(content)
        path = self.path(digest)
        with self._one_at_a_time:
            self._in_hand.add(digest)
            if self._is_whole(path):
                return digest
            try:
                self.folder.mkdir(exist_ok=True)
                blob_files.write_file(path, self._keys, content)
            except OSError as error:
                raise _refusal(error) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with this SHA-256; BlobMissing if they are not here or damaged."""
        try:
            return blob_files.read_file(self.path(digest), self._keys)
        except (DamagedBlob, OSError, ValueError) as error:
            raise BlobMissing(digest) from error

    def has(self, digest: str) -> bool:
        """Whether a file for it lies here; only reading it proves that it is whole."""
        return bool(_HASH.fullmatch(digest)) and self.path(digest).is_file()

    def path(self, digest: str) -> Path:
        """Where the encrypted file of a content lies; ValueError for what is no SHA-256."""
        if not _HASH.fullmatch(digest):
            raise ValueError("no SHA-256")
        return self.folder / blob_files.file_name(self._keys, digest)

    def adopt(self, known: Collection[str]) -> Iterator[tuple[str, int]]:
        """Files that the table does not know yet (a restored copy): (SHA-256, size) of each."""
        names = {self.path(digest).name for digest in known}
        for path in sorted(self.folder.glob("*" + blob_files.SUFFIX)):
            if path.name in names:
                continue
            with suppress(DamagedBlob, OSError):
                content = blob_files.read_file(path, self._keys)
                yield content_hash(content), len(content)

    def in_hand(self, digest: str) -> bool:
        """Whether it was given since the workspace was opened; its record may be on its way."""
        return digest in self._in_hand

    def remove(self, digest: str) -> None:
        """Removes a file, unless the same picture has just been given again."""
        with self._one_at_a_time, suppress(OSError):
            if digest not in self._in_hand:
                self.path(digest).unlink(missing_ok=True)

    def erase(self, digest: str) -> None:
        """Removes a file at once, on purpose; Refused NOT_WRITABLE if that cannot be."""
        with self._one_at_a_time:
            try:
                self.path(digest).unlink(missing_ok=True)
            except OSError as error:
                raise _refusal(error) from error
            self._in_hand.discard(digest)

    def clear_left_overs(self) -> None:
        """Removes half-written files of an earlier run."""
        for path in self.folder.glob("*" + blob_files.PART):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _LEFT_OVER_SECONDS:
                    path.unlink()

    def count_files(self) -> int:
        return sum(1 for _path in self.folder.glob("*" + blob_files.SUFFIX))

    def _is_whole(self, path: Path) -> bool:
        try:
            blob_files.read_file(path, self._keys)
        except (DamagedBlob, OSError):
            return False
        return True


def note_blob(connection: Connection, digest: str, size: int, role: BlobRole) -> None:
    """Notes in the record's own transaction that a stored picture is used (again)."""
    run(
        connection,
        "INSERT INTO blob (hash, size, role, unused_since, unused_days, unused_seen)"
        " VALUES (?, ?, ?, NULL, 0, 0) ON CONFLICT (hash) DO UPDATE"
        " SET unused_since = NULL, unused_days = 0, unused_seen = 0",
        (digest, size, role.value),
    )


def sweep(workspace: Workspace, now: Callable[[], int] | None = None) -> Sweep:
    """Finds pictures that no record shows, and removes those that nobody missed for long.

    Used is what a live value of an existing record names, however many values there are. All
    else (deleted, replaced, left over by a crash) rests for 90 days, so that undo and recycle
    bin still show it.
    """
    moment = (now or workspace.around.now)()
    store = workspace.blobs
    store.clear_left_overs()
    with workspace.reading() as connection:
        used = {*used_hashes(connection), *attached_samples(connection)}
        known = {digest for (digest,) in fetch(connection, "SELECT hash FROM blob", ())}
    adopted = list(store.adopt(known))
    with workspace.writing() as connection:
        for digest, size in adopted:
            note_blob(connection, digest, size, BlobRole.ORIGINAL)
        _mark(connection, used, moment)
        gone = [digest for digest in _spent(connection, moment) if not store.in_hand(digest)]
        for digest in gone:
            run(connection, "DELETE FROM blob WHERE hash = ?", (digest,))
    for digest in gone:
        store.remove(digest)
    total = len(known) + len(adopted)
    resting = len((known | {digest for digest, _size in adopted}) - used) - len(gone)
    return Sweep(total - resting - len(gone), resting, len(gone), _unreadable(store, total, gone))


def used_hashes(connection: Connection, of_company: str = "") -> Iterator[str]:
    """The contents that live values of existing pictures name, with those drawn upon.

    Of one company, or of all without one.
    """
    pictures = fetch(
        connection,
        "SELECT company, id FROM t_picture WHERE exists_now = 1 AND (? = '' OR company = ?)",
        (of_company, of_company),
    )
    for company, identifier in pictures:
        rows = fetch(
            connection,
            "SELECT field, value FROM value WHERE space = ? AND record = ? AND gone IS NULL"
            " AND field IN (?, ?, ?)",
            (company, f"picture:{identifier}", *_FIELDS),
        )
        for field, spelled in rows:
            yield from _named_in(str(field), str(spelled))


def attached_samples(connection: Connection) -> Iterator[str]:
    """The contents that live values of existing quick tests name: they never leave by themselves.

    A company's bundle takes its pictures along (`used_hashes`), not these.
    """
    rows = fetch(
        connection,
        "SELECT value.value FROM value JOIN t_data_check AS test"
        " ON test.company = value.space AND value.record = 'data_check:' || test.id"
        " WHERE test.exists_now = 1 AND value.field = 'sample' AND value.gone IS NULL",
        (),
    )
    for (spelled,) in rows:
        yield from _named_in("sample", str(spelled))


def _named_in(field: str, spelled: str) -> Iterator[str]:
    value = json.loads(spelled)
    if not isinstance(value, str):
        return
    if field == "drawing":
        yield from re.findall(r'"base":"([0-9a-f]{64})"', value)
    elif _HASH.fullmatch(value):
        yield value


def _mark(connection: Connection, used: set[str], moment: int) -> None:
    day = moment // _DAY_MS
    for digest, since, seen in fetch(
        connection, "SELECT hash, unused_since, unused_seen FROM blob", ()
    ):
        if digest in used:
            if since is not None:
                run(
                    connection,
                    "UPDATE blob SET unused_since = NULL, unused_days = 0, unused_seen = 0"
                    " WHERE hash = ?",
                    (digest,),
                )
        elif since is None:
            run(
                connection,
                "UPDATE blob SET unused_since = ?, unused_days = 1, unused_seen = ? WHERE hash = ?",
                (moment, day, digest),
            )
        elif seen != day:
            run(
                connection,
                "UPDATE blob SET unused_days = unused_days + 1, unused_seen = ? WHERE hash = ?",
                (day, digest),
            )


def _spent(connection: Connection, moment: int) -> list[str]:
    rows = fetch(
        connection,
        "SELECT hash FROM blob WHERE unused_since <= ? AND unused_days >= ?",
        (moment - KEPT_MS, KEPT_DAYS_SEEN),
    )
    return [str(digest) for (digest,) in rows]


def _unreadable(store: BlobStore, known: int, gone: list[str]) -> int:
    return max(0, store.count_files() - (known - len(gone)))


def _refusal(error: OSError) -> Refused:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return Refused(
            Reason.NO_SPACE,
            phrase(
                "Auf dem Datenträger ist kein Platz mehr: Das Bild ist nicht gespeichert,"
                " alles davor ist sicher. Bitte Platz schaffen und es noch einmal hinzufügen."
            ),
            str(error),
        )
    return Refused(
        Reason.NOT_WRITABLE,
        phrase("In den Ordner der Bilder lässt sich nicht schreiben. Bitte die Rechte prüfen."),
        str(error),
    )
