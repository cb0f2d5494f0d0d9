"""Taking in pictures beside the window: each is stored whole before its record is written."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import PictureKind
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.visit_records import Picture
from kihub_desktop.imports import pictures as reading
from kihub_desktop.store.blobs import BlobRole, note_blob
from kihub_desktop.store.local_tables import drop_setting, put_setting, settings_like
from kihub_desktop.store.unit_of_work import UnitOfWork, step_is_open, writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

MOST_PICTURES = 1_000
"""More at once are told, not taken."""
_PREVIEWED_FROM = 3
_STEP = 0x1000
_PENDING = "picture_intake:"
_FATAL = frozenset({Reason.NO_SPACE, Reason.NOT_WRITABLE, Reason.IN_USE, Reason.DAMAGED})


@dataclass(frozen=True)
class PicturePlace:
    """What pictures are added to: a company, maybe one of its observations or processes."""

    company: UUID
    observation: UUID | None = None
    process: UUID | None = None


@dataclass(frozen=True)
class PictureSource:
    """A file, or bytes from the clipboard (`content`), with the name that problems tell."""

    name: str
    path: Path | None = None
    content: bytes | None = None

    def read(self) -> bytes:
        if self.content is not None:
            return self.content
        assert self.path is not None
        return reading.read_picture_file(self.path)


@dataclass(frozen=True)
class IntakeOutcome:
    """What became of a drop: how many are stored, were here already, and what is wrong."""

    added: int = 0
    known: int = 0
    problems: tuple[Phrase, ...] = ()
    left: int = 0
    undone: bool = False


@dataclass(frozen=True)
class News:
    """What has happened since it was last asked: previews by number of the source, changes."""

    previews: dict[int, bytes] = field(default_factory=dict)
    stored: frozenset[int] = frozenset()
    changes: Changes = field(default_factory=Changes.none)


@dataclass(frozen=True)
class Interrupted:
    """Pictures of a drop that the program did not get to, because it ended before."""

    company: UUID
    names: tuple[str, ...]


class PictureIntake:
    """One drop of pictures: one step of undo, however long it takes.

    `run` belongs into a thread; `news` may be asked from another one meanwhile.
    """

    def __init__(
        self,
        workspace: Workspace,
        place: PicturePlace,
        sources: Sequence[PictureSource],
        *,
        keep_location: bool = False,
    ) -> None:
        self.place = place
        self.sources = tuple(sources[:MOST_PICTURES])
        self._workspace = workspace
        self._keep_location = keep_location
        self._step = workspace.new_id()
        self._outcome = IntakeOutcome()
        self._lock = threading.Lock()
        self._news = News()
        self._here: set[str] = set()
        self._position = 0
        if len(sources) > MOST_PICTURES:
            self._problem(_too_many(len(sources)))

    @property
    def key(self) -> str:
        """The name under which the workspace remembers what is still to come."""
        return _PENDING + str(self._step)

    def news(self) -> News:
        """What is new since the last call."""
        with self._lock:
            told, self._news = self._news, News()
        return told

    def run(self, progress: Progress = silent) -> IntakeOutcome:
        """Stores picture by picture; Cancelled leaves those that are stored."""
        with self._workspace.writing() as connection:
            put_setting(connection, self.key, self._still_to_come(0))
        self._look_around()
        self._show_previews(progress)
        for number, source in enumerate(self.sources):
            progress(number, len(self.sources), phrase("Fotos werden gespeichert"))
            if not self._take(number, source):
                break
        self.forget()
        progress(len(self.sources), len(self.sources))
        return self._outcome

    def forget(self) -> None:
        """Nothing is to come any more; nobody needs to be told after the next start."""
        with suppress(Refused), self._workspace.writing() as connection:
            drop_setting(connection, self.key)

    # -- one by one --------------------------------------------------------------------------

    def _look_around(self) -> None:
        """What is at this place already, and where its list ends."""
        place = self.place
        with view_of(self._workspace) as view:
            pictures = view.of_company(Picture, place.company)
        self._here = {
            each.content
            for each in pictures
            if each.content
            and (each.observation, each.process) == (place.observation, place.process)
        }
        last = max((each.position or "" for each in pictures), default="")[:8]
        self._position = int(last, 16) if last and set(last) <= set("0123456789abcdef") else 0

    def _show_previews(self, progress: Progress) -> None:
        if len(self.sources) < _PREVIEWED_FROM:
            return
        for number, source in enumerate(self.sources):
            progress(number, len(self.sources), phrase("Vorschaubilder entstehen"))
            try:
                small = reading.preview(source.read())
            except Refused:
                continue  # told when it is its turn
            if small is not None:
                with self._lock:
                    self._news.previews[number] = small

    def _take(self, number: int, source: PictureSource) -> bool:
        """Stores one picture; False when the rest is not to be tried."""
        try:
            made = reading.prepare(source.read(), source.name, keep_location=self._keep_location)
            content = self._workspace.blobs.put(made.content)
            if content in self._here:
                self._outcome = replace(self._outcome, known=self._outcome.known + 1)
                self._tell(number, Changes.none())
                return True
            thumbnail = self._workspace.blobs.put(made.thumbnail)
            changes = self._write(number, made, content, thumbnail)
        except Refused as refusal:
            self._problem(refusal.message)
            self._tell(number, Changes.none())
            if refusal.reason in _FATAL:
                self._outcome = replace(self._outcome, left=len(self.sources) - number)
                return False
            return True
        if changes is None:
            self._outcome = replace(self._outcome, undone=True, left=len(self.sources) - number)
            return False
        self._here.add(content)
        self._outcome = replace(self._outcome, added=self._outcome.added + 1)
        self._tell(number, changes)
        return True

    def _write(
        self, number: int, made: reading.Prepared, content: str, thumbnail: str
    ) -> Changes | None:
        """The record, and what is still to come, in one transaction; None if undone meanwhile."""
        place, workspace = self.place, self._workspace
        self._position += _STEP
        with writing_to(workspace, step=self._step) as work:
            if self._outcome.added and not step_is_open(work.connection, self._step):
                return None
            work.set(
                Picture,
                place.company,
                workspace.new_id(),
                kind=PictureKind.PHOTO,
                position=f"{self._position:08x}",
                observation=place.observation,
                process=place.process,
                **stored_fields(work, made, content, thumbnail),
            )
            put_setting(work.connection, self.key, self._still_to_come(number + 1))
        return work.changes

    def _still_to_come(self, number: int) -> str:
        names = [source.name for source in self.sources[number:]]
        return json.dumps({"company": str(self.place.company), "names": names})

    def _problem(self, problem: Phrase) -> None:
        self._outcome = replace(self._outcome, problems=(*self._outcome.problems, problem))

    def _tell(self, number: int, changes: Changes) -> None:
        with self._lock:
            news = self._news
            self._news = replace(
                news, stored=news.stored | {number}, changes=news.changes | changes
            )


def stored_fields(
    work: UnitOfWork, made: reading.Prepared, content: str, thumbnail: str
) -> dict[str, object]:
    """The fields of a picture that say what is stored; notes both files in the transaction."""
    note_blob(work.connection, content, len(made.content), BlobRole.ORIGINAL)
    note_blob(work.connection, thumbnail, len(made.thumbnail), BlobRole.THUMBNAIL)
    found: dict[str, object] = {
        "content": content,
        "thumbnail": thumbnail,
        "media_type": made.media_type,
        "width": made.width,
        "height": made.height,
        "size": len(made.content),
    }
    told = {"taken_on": made.taken_on, "location": made.location}
    return found | {name: value for name, value in told.items() if value is not None}


def interrupted(workspace: Workspace) -> tuple[Interrupted, ...]:
    """Drops that an earlier run of the program left unfinished; told once."""
    with workspace.writing() as connection:
        found = settings_like(connection, _PENDING)
        for name in found:
            drop_setting(connection, name)
    return tuple(_interrupted(tuple(found.values())))


def _interrupted(stored: Sequence[str]) -> Iterator[Interrupted]:
    for text in stored:
        content = json.loads(text)
        if content["names"]:
            yield Interrupted(UUID(content["company"]), tuple(content["names"]))


def sources_of(paths: Sequence[Path]) -> tuple[PictureSource, ...]:
    """The files among what was dropped; a folder stands for the pictures in it."""
    found: list[PictureSource] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if _looks_like_picture(each))
            found.extend(PictureSource(each.name, each) for each in inside)
        else:
            found.append(PictureSource(path.name, path))
    return tuple(found)


def _looks_like_picture(path: Path) -> bool:
    return path.suffix.lower() in {*reading.SUFFIXES, ".heic", ".heif"} and path.is_file()


def _too_many(count: int) -> Phrase:
    return phrase(
        "Es waren {n} Dateien; höchstens {limit} werden auf einmal genommen.",
        n=count,
        limit=MOST_PICTURES,
    )
