"""Takes a bundle in: staged, verified, looked at, and only then applied in short slices."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Connection

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.bundle import BrokenBundle
from kihub_desktop.replication.driver import fetch
from kihub_desktop.replication.fold import Board, RecordKey
from kihub_desktop.replication.intake import Fresh, Incoming, Intake, examine, receive
from kihub_desktop.replication.operation import Operation, decode
from kihub_desktop.store.blobs import note_blob
from kihub_desktop.store.bundle_keys import open_bundle
from kihub_desktop.store.bundle_reading import NEWER, Contents, PackedPicture, header_of, parts_of
from kihub_desktop.store.copying import PART, saying_why
from kihub_desktop.store.pace import Pace
from kihub_desktop.store.whole_files import carry
from kihub_desktop.store.workspace import Workspace

MAX_BYTES = 8 * 1024**3


@dataclass(frozen=True)
class Preview:
    """What taking the bundle in would do; nothing has been written.

    `values` counts the fields that come in, `conflicts` the fields that then wait for a decision
    and do not now, `doubtful` operations that do not fit the history here and are set aside.
    """

    company: UUID
    name: str
    is_new: bool
    made: str
    operations: int
    values: int
    records: int
    known: int
    conflicts: int
    doubtful: int
    pictures: int
    pictures_known: int
    pictures_missing: int

    @property
    def has_anything(self) -> bool:
        return bool(self.operations or self.pictures)


@dataclass(frozen=True)
class Staged:
    """A verified bundle inside the workspace folder, still sealed; `discard` it in the end."""

    path: Path
    key: bytes
    preview: Preview

    def discard(self) -> None:
        with suppress(OSError):
            self.path.unlink()


@dataclass(frozen=True)
class Imported:
    changes: Changes
    operations: int
    pictures: int
    doubtful: int


def stage(
    workspace: Workspace, path: Path, passphrase: str | None, progress: Progress = silent
) -> Staged:
    """Copies the bundle in as it is (sealed), checks all of it, and says what it would do.

    Refused DAMAGED, TOO_NEW, WRONG_PASSPHRASE, NO_SPACE or NOT_WRITABLE; Cancelled; then nothing
    was changed and nothing is left.
    """
    with saying_why(), _worded(path):
        key = open_bundle(workspace, header_of(path).content, passphrase)
        staged = _copied(workspace, path, progress)
        try:
            looking = _Look(workspace, progress)
            for part in parts_of(staged, key):
                looking.take(part)
            return Staged(staged, key, looking.preview())
        except BaseException:
            staged.unlink(missing_ok=True)
            raise


def take_in(workspace: Workspace, staged: Staged, progress: Progress = silent) -> Imported:
    """Applies a staged bundle: pictures first, then operations in the sender's order.

    What is here already has no effect. Cancelled, or a full disk, ends between two slices: what
    came in until then is whole, and taking the same bundle in again completes it.
    """
    taking = _Taking(workspace, staged.preview, progress)
    with saying_why(), _worded(staged.path):
        for part in parts_of(staged.path, staged.key):
            if isinstance(part, PackedPicture):
                taking.picture(part)
            elif isinstance(part, list):
                taking.operations([body for _operation, body in part])
    return taking.done()


@contextmanager
def _worded(path: Path) -> Iterator[None]:
    try:
        yield
    except (BrokenBundle, KeyError, TypeError, ValueError) as error:
        if str(error) == NEWER:
            raise Refused(
                Reason.TOO_NEW,
                phrase("Dieses Paket stammt von einer neueren Version. Es wurde nichts gelesen."),
            ) from error
        raise Refused(
            Reason.DAMAGED,
            phrase(
                "„{name}“ ist kein vollständiges Paket oder wurde verändert."
                " Es wurde nichts eingelesen.",
                name=path.name,
            ),
            f"{type(error).__name__}: {error}",
        ) from error


def _copied(workspace: Workspace, path: Path, progress: Progress) -> Path:
    folder = workspace.folder / "staging"
    folder.mkdir(exist_ok=True)
    for left in folder.glob(f"*{PART}"):  # of an import that was interrupted
        with suppress(OSError):
            left.unlink()
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise BrokenBundle("too large")
    if shutil.disk_usage(folder).free < 2 * size:
        raise OSError(28, "no room for the bundle")
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        progress(min(done, size), size, phrase("Paket wird übertragen"))

    staged = folder / f"{uuid4().hex}{PART}"
    try:
        carry(path, staged, told)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


class _Look:
    """Adds up what a bundle would do, without writing."""

    def __init__(self, workspace: Workspace, progress: Progress) -> None:
        self._workspace, self._progress = workspace, progress
        self._contents: Contents | None = None
        self._fresh: list[Operation] = []
        self._counts: Counter[str] = Counter()

    def take(self, part: object) -> None:
        self._progress(
            self._counts["seen"],
            self._contents.operations if self._contents else 0,
            phrase("Paket wird geprüft"),
        )
        if isinstance(part, Contents):
            self._contents = part
        elif isinstance(part, PackedPicture):
            known = self._workspace.blobs.has(part.sha256)
            place = "known" if known else "new" if part.content else "missing"
            self._counts[f"pictures {place}"] += 1
        elif isinstance(part, list):
            self._operations([body for _operation, body in part])

    def _operations(self, bodies: list[bytes]) -> None:
        with self._workspace.reading() as connection:
            intake = examine(connection, [Incoming(body) for body in bodies])
        _refuse_own(self._workspace, intake.fresh)
        self._fresh.extend(each.operation for each in intake.fresh)
        self._counts["seen"] += len(bodies)
        self._counts["known"] += len(intake.duplicates)
        self._counts["doubtful"] += len(intake.refused)

    def preview(self) -> Preview:
        said = self._contents
        if said is None:
            raise BrokenBundle("contents")
        with self._workspace.reading() as connection:
            before, after = self._boards(connection, said.company)
        key = RecordKey(str(said.company), f"company:{said.company}")
        is_new = key not in before.live
        own = [each for each in self._fresh if each.space == said.company]
        name = after.shown(key).values.get("name")
        contested = {record: after.shown(record).contested for record in after.touched}
        conflicts = sum(
            len(fields - before.shown(record).contested) for record, fields in contested.items()
        )
        return Preview(
            company=said.company,
            name=name if isinstance(name, str) else "",
            is_new=is_new,
            made=said.made,
            operations=len(self._fresh),
            values=sum(len(each.fields) for each in own),
            records=len({each.record for each in own}),
            known=self._counts["known"],
            conflicts=conflicts,
            doubtful=self._counts["doubtful"],
            pictures=self._counts["pictures new"],
            pictures_known=self._counts["pictures known"],
            pictures_missing=self._counts["pictures missing"],
        )

    def _boards(self, connection: Connection, company: UUID) -> tuple[Board, Board]:
        """The company as it is, and as it would be: state is a function of the set alone."""
        before, after = Board(self._workspace.registry), Board(self._workspace.registry)
        rows = fetch(
            connection,
            "SELECT body, arrived FROM op WHERE space = ? ORDER BY arrived",
            (str(company),),
        )
        for body, arrived in rows:
            operation = decode(bytes(body))
            before.apply(operation, arrived)
            after.apply(operation, arrived)
        last = rows[-1][1] if rows else 0
        after.touched.clear()
        for number, operation in enumerate(self._fresh, start=1):
            if operation.space == company:
                after.apply(operation, last + number)
        return before, after


def _refuse_own(workspace: Workspace, fresh: list[Fresh]) -> None:
    """Nobody else can have written what this laptop has not: such bytes are forged."""
    if any(each.operation.device == workspace.device for each in fresh):
        raise BrokenBundle("names this device")


class _Taking:
    def __init__(self, workspace: Workspace, preview: Preview, progress: Progress) -> None:
        self._workspace, self._preview, self._progress = workspace, preview, progress
        self._pace = Pace()
        self._kinds: set[str] = set()
        self._counts: Counter[str] = Counter()

    def picture(self, picture: PackedPicture) -> None:
        self._say()
        if not picture.content or self._workspace.blobs.has(picture.sha256):
            return
        self._workspace.blobs.put(picture.content)
        with self._workspace.writing() as connection:
            note_blob(connection, picture.sha256, len(picture.content), picture.role)
        self._counts["pictures"] += 1
        self._kinds.add("picture")

    def operations(self, bodies: list[bytes]) -> None:
        place = 0
        while place < len(bodies):
            self._say()
            incoming = [Incoming(body) for body in bodies[place : place + self._pace.size]]
            with self._workspace.writing() as connection:
                start = time.perf_counter()
                intake = receive(connection, self._workspace.registry, incoming)
                _refuse_own(self._workspace, intake.fresh)
                for fresh in intake.fresh:
                    self._workspace.clock.adopt(fresh.operation.clock)
                seconds = time.perf_counter() - start
            self._pace.took(seconds)
            place += len(incoming)
            self._note(len(incoming), intake)

    def _note(self, seen: int, intake: Intake) -> None:
        self._counts["seen"] += seen
        self._counts["operations"] += len(intake.fresh)
        self._counts["doubtful"] += len(intake.refused)
        self._kinds.update(each.operation.record_kind for each in intake.fresh)

    def done(self) -> Imported:
        changes = Changes.none()
        if self._kinds:
            companies = frozenset({self._preview.company})
            changes = Changes(frozenset(self._kinds), companies, Origin.IMPORT)
        counts = self._counts
        return Imported(changes, counts["operations"], counts["pictures"], counts["doubtful"])

    def _say(self) -> None:
        total = self._preview.operations + self._preview.known + self._preview.doubtful
        self._progress(self._counts["seen"], total, phrase("Angaben werden eingelesen"))
