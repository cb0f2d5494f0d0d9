"""Copies of the encrypted database that appear whole and checked, or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Cancelled, Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store.engine import reading, refusal_of

PART = ".part"
"""The ending of a file that is not finished; whoever finds one later may delete it."""

RESERVE = 50_000_000
"""Bytes that a copy leaves free, so that the work itself can go on."""

_STEPS_BETWEEN_LOOKS = 2_000
_HEADS = "SELECT space, device, max(seq), count(*) FROM op GROUP BY space, device"
_HEAD_HASH = "SELECT hash FROM op WHERE space = ? AND device = ? AND seq = ?"

Chain = tuple[str, str]


@dataclass(frozen=True)
class Extent:
    """How far a log reaches: operations in all, and per chain (space, device) the last number,
    the hash there, and how many operations it has."""

    operations: int
    heads: Mapping[Chain, tuple[int, bytes, int]]

    def holds(self, other: Extent) -> bool:
        """Whether every chain of the other is here, at least as long."""
        return all(
            chain in self.heads
            and self.heads[chain][0] >= seq
            and self.heads[chain][2] >= count
            and (self.heads[chain][0] > seq or self.heads[chain][1] == digest)
            for chain, (seq, digest, count) in other.heads.items()
        )


def extent_of(connection: Connection) -> Extent:
    """How far the log of an open workspace reaches."""
    raw = connection.connection.cursor()
    return _extent(lambda statement, values: raw.execute(statement, values).fetchall())


def write_copy(engine: Engine, key: bytes, target: Path, progress: Progress = silent) -> Extent:
    """A compact encrypted copy, consistent while others write; `target` must not exist.

    Written beside under another name, flushed, opened with the key and checked, then renamed.
    Refused NO_SPACE, NOT_WRITABLE or DAMAGED; Cancelled by the progress; then nothing is left.
    """
    part = target.with_name(target.name + PART)
    with reading(engine) as connection:
        before = extent_of(connection)
        size = _size(connection)
    with saying_why():
        _look_for_room(target.parent, size)
        try:
            part.unlink(missing_ok=True)
            _vacuum_into(engine, part, size, progress)
            flush(part)
            progress(0, 0, phrase("Kopie wird geprüft"))
            found = check_copy(part, key, progress)
            if not found.holds(before):
                raise copy_is_damaged(part.name, "the copy lacks operations")
            if target.exists():
                raise FileExistsError(target.name)
            part.rename(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    flush_folder(target.parent)
    return found


def check_copy(path: Path, key: bytes, progress: Progress = silent) -> Extent:
    """Opens a copy with the key, reads every page of it, and says how far it reaches.

    The file is only read. Refused DAMAGED if a page does not carry its seal, if the structure is
    broken or the log cannot be read; Cancelled by the progress.
    """
    try:
        with closing(open_copy(path, key)) as connection:
            connection.set_progress_handler(_looking(progress), _STEPS_BETWEEN_LOOKS)
            faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if faults:
                raise copy_is_damaged(path.name, str(faults[0][0]))
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if said != "ok":
                raise copy_is_damaged(path.name, str(said))
            return _extent(lambda sql, values: connection.execute(sql, values).fetchall())
    except sqlcipher.DatabaseError as error:
        if "interrupted" in str(error):
            raise Cancelled from error
        raise copy_is_damaged(path.name, str(error)) from error


def open_copy(path: Path, key: bytes) -> sqlcipher.Connection:
    """A connection to a copy that can only read it, and leaves no file beside it."""
    uri = path.resolve().as_uri() + "?mode=ro&immutable=1"
    connection = sqlcipher.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def copy_is_damaged(name: str, detail: str) -> Refused:
    return Refused(
        Reason.DAMAGED,
        phrase("Die Kopie „{name}“ ist beschädigt und wird nicht verwendet.", name=name),
        detail,
    )


def flush(path: Path) -> None:
    """The bytes of a file reach the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """The names in a folder reach the disk, where the system knows that (Windows does not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def no_room(detail: str = "") -> Refused:
    return Refused(
        Reason.NO_SPACE,
        phrase(
            "Für die Kopie ist auf dem Datenträger zu wenig Platz. Alles Erfasste ist gespeichert;"
            " nur die Kopie fehlt. Bitte Platz schaffen."
        ),
        detail,
    )


@contextmanager
def saying_why() -> Iterator[None]:
    """Turns what the system says about disk and rights into a refusal with a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise no_room(str(error)) from error
        raise Refused(
            Reason.NOT_WRITABLE,
            phrase("In diesen Ordner lässt sich nicht schreiben. Bitte die Rechte prüfen."),
            str(error),
        ) from error


def _vacuum_into(engine: Engine, part: Path, size: int, progress: Progress) -> None:
    """Copies page by page; looks up now and then whether it is to stop."""
    raw = engine.raw_connection()
    try:
        driver = raw.driver_connection
        if driver is None:
            raise LookupError("connection")
        driver.set_progress_handler(_looking(progress, part, size), _STEPS_BETWEEN_LOOKS)
        try:
            driver.execute("VACUUM INTO ?", (str(part),))
        finally:
            driver.set_progress_handler(None, 0)
    except sqlcipher.Error as error:
        _explain(error)
        raise
    finally:
        raw.close()


def _explain(error: Exception) -> None:
    text = str(error)
    if "interrupted" in text:
        raise Cancelled from error
    refusal = refusal_of(text)
    if refusal is not None:
        raise (no_room(text) if refusal.reason is Reason.NO_SPACE else refusal) from error


def _looking(progress: Progress, part: Path | None = None, size: int = 0) -> Callable[[], bool]:
    """What the database calls while it works: True stops it."""
    doing = phrase("Kopie wird geprüft") if part is None else phrase("Kopie wird geschrieben")

    def look() -> bool:
        try:
            done = part.stat().st_size if part is not None and part.exists() else 0
            # A copy is smaller than its original: it is done when the work is, not by its size.
            progress(min(done, max(size - 1, 0)), size, doing)
        except Cancelled:
            return True
        return False

    return look


def _look_for_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + min(RESERVE, size):
        raise no_room(f"{free} bytes free, {size} needed")


def _size(connection: Connection) -> int:
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
    return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)


def _extent(fetch: Callable[[str, tuple[object, ...]], list[tuple[object, ...]]]) -> Extent:
    heads: dict[Chain, tuple[int, bytes, int]] = {}
    operations = 0
    for space, device, seq, count in fetch(_HEADS, ()):
        ((digest,),) = fetch(_HEAD_HASH, (space, device, seq))
        if not isinstance(digest, bytes):
            raise sqlcipher.DatabaseError("hash")
        heads[str(space), str(device)] = (int(str(seq)), digest, int(str(count)))
        operations += int(str(count))
    return Extent(operations, heads)
