"""The workspace: a folder that one process holds, with an encrypted database inside."""

from __future__ import annotations

import hmac
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine

from kihub_desktop.domain.identity import new_id
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.clock import HybridClock
from kihub_desktop.replication.log import last_clock
from kihub_desktop.replication.registry import Registry, product_registry
from kihub_desktop.store import engine as database
from kihub_desktop.store import keys
from kihub_desktop.store.blob_files import blob_keys
from kihub_desktop.store.blobs import BlobStore
from kihub_desktop.store.identity import Anchor, anchor_of, settle_device, written_by
from kihub_desktop.store.local_tables import get_setting, put_setting
from kihub_desktop.store.thinning import Cause, free_target
from kihub_desktop.store.upgrade import HEAD, KNOWN, revision_of, upgrade

if TYPE_CHECKING:
    from kihub_desktop.store.copying import Extent

SUFFIX = ".kihub"
_AUTHOR = "author"
USED = "slot_used:"
"""With the id of a key slot: the setting that holds when it was used last."""


def wall_milliseconds() -> int:
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Surroundings:
    """What a workspace needs from its machine; tests and the demonstration bring their own.

    `anchors` is the folder for device anchors, `now` gives milliseconds since 1970.
    """

    anchors: Path
    now: Callable[[], int] = wall_milliseconds
    key_cost: keys.Argon2Cost | None = None


class Workspace:
    """An open workspace. Close it, or use it in a `with` block."""

    def __init__(
        self,
        folder: Path,
        opened: tuple[Engine, keys.Unwrapped],
        registry: Registry,
        around: Surroundings,
        lock: FileLock,
    ) -> None:
        engine, unwrapped = opened
        self.folder = folder
        self.key = unwrapped.key
        self.registry = registry
        self.around = around
        self._engine = engine
        self._lock = lock
        self._one_writer = threading.RLock()
        self._closed = False
        self.key_file = keys.read_key_file(folder / "keys.json")
        self.blobs = BlobStore(folder / "blobs", blob_keys(self.key, self.key_file.workspace))
        with self.writing() as connection:
            self.device = settle_device(connection, self._anchor)
            self.author = _settle_author(connection)
            if unwrapped.slot:
                put_setting(connection, f"{USED}{unwrapped.slot}", stamp_of(around.now()))
            self.clock = HybridClock(around.now, last_clock(connection, self.device))
        self.anchor()

    @property
    def name(self) -> str:
        return self.folder.name.removesuffix(SUFFIX)

    @property
    def copies(self) -> Path:
        return self.folder / "copies"

    @property
    def _anchor(self) -> Anchor:
        return anchor_of(self.around.anchors, self.key_file.workspace)

    def new_id(self) -> UUID:
        return new_id(self.around.now())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with database.reading(self._engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._one_writer, database.writing(self._engine) as connection:
            yield connection

    def anchor(self) -> None:
        """Notes outside the workspace how far this device has written."""
        with self.reading() as connection:
            written = written_by(connection, self.device)
        with suppress(OSError):  # a full or read-only home folder must not stop the work
            self._anchor.write(self.device, written)

    def is_key(self, key: bytes) -> bool:
        """Whether this is the key that the workspace was opened with."""
        return hmac.compare_digest(key, self.key)

    def copy_to(self, target: Path, progress: Progress = silent) -> Extent:
        """Writes a checked, compact, encrypted copy of the database; see `copying.write_copy`."""
        from kihub_desktop.store.copying import write_copy

        return write_copy(self._engine, self.key, target, progress)

    def close(self) -> None:
        """Closes the workspace for good; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        with suppress(Refused):  # a file damaged meanwhile is told when it is opened again
            self.anchor()
        self._engine.dispose()
        self._lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_workspace(
    folder: Path, passphrase: str, around: Surroundings, registry: Registry | None = None
) -> Workspace:
    """Creates `Name.kihub/`; Refused EXISTS, WEAK_PASSPHRASE, NOT_WRITABLE or NO_SPACE."""
    keys.check_passphrase(passphrase)
    if folder.exists() and any(folder.iterdir()):
        raise Refused(
            Reason.EXISTS,
            phrase(
                "„{folder}“ gibt es schon. Bitte einen anderen Namen wählen.", folder=folder.name
            ),
        )
    identifier, key = uuid4(), keys.new_key()
    fresh = not folder.exists()
    try:
        for part in (folder, folder / "blobs", folder / "copies"):
            part.mkdir(parents=True, exist_ok=True)
        made = stamp_of(around.now())
        slot = keys.passphrase_slot(identifier, key, passphrase, around.key_cost, made)
        keys.KeyFile(identifier, HEAD, (slot,)).write(folder / "keys.json")
        return _open(folder, keys.Unwrapped(key, str(slot["id"])), around, registry)
    except BaseException as error:
        if fresh:  # half a workspace would only be in the way of the next attempt
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise unwritable(folder, error) from error
        raise


def open_workspace(
    folder: Path, passphrase: str, around: Surroundings, registry: Registry | None = None
) -> Workspace:
    """Opens an existing workspace; Refused with the reason, and then nothing was changed."""
    return open_with(folder, keys.by_passphrase(passphrase), around, registry)


def open_with(
    folder: Path, opener: keys.Opener, around: Surroundings, registry: Registry | None = None
) -> Workspace:
    """Opens by any way in; Refused with the reason, and then nothing was changed."""
    key_file = keys.read_key_file(folder / "keys.json")
    if key_file.needs not in KNOWN:
        raise keys.too_new()
    return _open(folder, opener(key_file), around, registry)


def _open(
    folder: Path, unwrapped: keys.Unwrapped, around: Surroundings, registry: Registry | None
) -> Workspace:
    lock = _hold(folder)
    engine = database.open_engine(folder / "data.db", unwrapped.key)
    try:
        registry = registry or product_registry()
        _bring_up(folder, engine, unwrapped.key, registry, around)
        return Workspace(folder, (engine, unwrapped), registry, around, lock)
    except BaseException:
        engine.dispose()
        lock.release()
        raise


def _hold(folder: Path) -> FileLock:
    # Opened in one thread, closed in another: a lock of the thread would never be given back.
    lock = FileLock(folder / "lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise Refused(
            Reason.IN_USE,
            phrase(
                "„{folder}“ ist schon geöffnet – auf diesem Rechner oder von einem anderen Fenster."
                " Bitte dort weiterarbeiten oder es dort schließen.",
                folder=folder.name.removesuffix(SUFFIX),
            ),
        ) from error
    except OSError as error:
        raise unwritable(folder, error) from error
    return lock


def _bring_up(
    folder: Path, engine: Engine, key: bytes, registry: Registry, around: Surroundings
) -> None:
    if (folder / "data.db").exists():
        with database.reading(engine) as connection:
            revision = revision_of(connection)
        if revision is not None and revision not in KNOWN:
            raise keys.too_new()

    def copy_first() -> None:
        from kihub_desktop.store.copying import write_copy

        moment = datetime.fromtimestamp(around.now() / 1000, UTC).replace(microsecond=0)
        write_copy(engine, key, free_target(folder / "copies", moment, Cause.UPGRADE))

    (folder / "copies").mkdir(exist_ok=True)
    key_file = keys.read_key_file(folder / "keys.json")
    if upgrade(engine, registry, copy_first) or key_file.needs != HEAD:
        keys.KeyFile(key_file.workspace, HEAD, key_file.slots).write(folder / "keys.json")


def stamp_of(milliseconds: int) -> str:
    """A moment as ISO text in UTC, to the second."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC).isoformat()


def _settle_author(connection: Connection) -> UUID:
    stored = get_setting(connection, _AUTHOR)
    if stored is not None:
        return UUID(stored)
    author = uuid4()
    put_setting(connection, _AUTHOR, str(author))
    return author


def unwritable(folder: Path, error: OSError) -> Refused:
    refusal = database.refusal_of("disk is full" if error.errno == 28 else "readonly database")
    return refusal or Refused(Reason.NOT_WRITABLE, phrase("{name}", name=folder.name), str(error))
