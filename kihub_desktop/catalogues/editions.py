"""Which edition of a catalogue is in use: the newest that is sound, shipped or installed.

Editions are files and never enter the log. Shipped ones come with the product (earlier ones below
`earlier`); installed ones lie in one folder of this user for all workspaces and are never deleted,
because a record may name them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from kihub_desktop.catalogues.errors import CatalogueError, CatalogueProblem
from kihub_desktop.catalogues.kinds import KINDS, CatalogueKind, kind_of
from kihub_desktop.paths import resources

T = TypeVar("T")
EARLIER = "earlier"
WITHDRAWN = "withdrawn"
_HEAD = 16_000
_MOST_FILES = 200
_EDITION = re.compile(r"^edition:[ \t]*[\"']?([^\s\"'#]{1,60})", re.MULTILINE)
_STAND = re.compile(r"^stand:[ \t]*[\"']?(\d{4}-\d{2}-\d{2})", re.MULTILINE)


@dataclass(frozen=True)
class Edition:
    """What the head of a file says; `stand` is None if it cannot be read."""

    kind: str
    name: str
    stand: date | None
    path: Path
    is_shipped: bool

    @property
    def rank(self) -> tuple[date, list[tuple[int, str]], bool]:
        """The newest ranks highest: by its day, then by its number (10 after 9).

        A file without a readable day comes first: it is tried, refused and told of.
        """
        parts = re.findall(r"(\d+)|(\D+)", self.name)
        number = [(int(digits or 0), text) for digits, text in parts]
        return self.stand or date.max, number, self.is_shipped


@dataclass(frozen=True)
class RefusedEdition:
    """A file that cannot be used, and why."""

    edition: Edition
    problems: tuple[CatalogueProblem, ...]


class Shelf:
    """The editions in two folders; each is read once, when it is first asked for."""

    def __init__(self, shipped: Path, installed: Path | None = None) -> None:
        self.shipped, self.installed = shipped, installed
        self._lock = RLock()
        self._current: dict[str, tuple[Edition, Any]] = {}
        self._read: dict[Path, Any] = {}
        self._refused: dict[Path, RefusedEdition] = {}
        self._only_shipped = False

    def editions(self, kind: str) -> tuple[Edition, ...]:
        """All editions of a kind that are not withdrawn, the newest first."""
        found = list(self._shipped_of(kind_of(kind)))
        if self.installed is not None and not self._only_shipped:
            found += _in_folder(self.installed, kind, is_shipped=False)
        return tuple(sorted(found, key=lambda each: each.rank, reverse=True))

    def withdrawn(self, kind: str) -> tuple[Edition, ...]:
        """Installed editions that are kept for the records naming them, but not used anew."""
        if self.installed is None:
            return ()
        return tuple(_in_folder(self.installed / WITHDRAWN, kind, is_shipped=False))

    def current(self, kind: str) -> Any:
        """The newest sound edition; CatalogueError if not even a shipped one is."""
        return self._in_use(kind)[1]

    def current_edition(self, kind: str) -> Edition:
        """Which edition `current` gives."""
        return self._in_use(kind)[0]

    def edition(self, kind: str, name: str) -> Any:
        """The edition of this name; KeyError if it is not here or cannot be read."""
        with self._lock:
            for each in (*self.editions(kind), *self.withdrawn(kind)):
                if each.name == name:
                    try:
                        return self._load(each)
                    except CatalogueError:
                        continue
        raise KeyError(name)

    def at(self, kind: str, day: date) -> Edition:
        """The edition that was the newest on a day, by its `stand`; the oldest before the first."""
        known = self.editions(kind)
        return next((each for each in known if each.stand and each.stand <= day), known[-1])

    def refused(self) -> tuple[RefusedEdition, ...]:
        """The files that have been found broken so far."""
        with self._lock:
            return tuple(self._refused.values())

    def check_installed(self) -> tuple[RefusedEdition, ...]:
        """Reads every kind of which something is installed; what is broken."""
        for each in KINDS:
            if any(not edition.is_shipped for edition in self.editions(each.kind)):
                self.current(each.kind)
        return self.refused()

    def forget(self) -> None:
        """Everything is read anew: a file was installed or withdrawn."""
        with self._lock:
            for memory in (self._current, self._read, self._refused):
                memory.clear()

    def _shipped_of(self, kind: CatalogueKind) -> Iterator[Edition]:
        path = self.shipped / kind.file
        if path.is_file():
            yield headed(path, kind.kind, is_shipped=True)
        yield from _in_folder(self.shipped / EARLIER, kind.kind, is_shipped=True)

    def _in_use(self, kind: str) -> tuple[Edition, Any]:
        with self._lock:
            if kind not in self._current:
                self._current[kind] = self._newest(kind)
            return self._current[kind]

    def _newest(self, kind: str) -> tuple[Edition, Any]:
        fault: CatalogueError | None = None
        for each in self.editions(kind):
            try:
                return each, self._load(each)
            except CatalogueError as error:
                fault = error
                self._refused[each.path] = RefusedEdition(each, error.problems)
        if fault is None:
            raise KeyError(kind)
        if self._only_shipped or self.installed is None:
            raise fault
        # An installed edition of another kind took away what this one refers to.
        with self._without_installed():
            return self._newest(kind)

    @contextmanager
    def _without_installed(self) -> Iterator[None]:
        kept, self._current = self._current, {}
        self._only_shipped = True
        try:
            yield
        finally:
            self._current, self._only_shipped = kept, False

    def _load(self, edition: Edition) -> Any:
        if edition.path not in self._read:
            if not edition.is_shipped:
                from kihub_desktop.catalogues.checking import check_installed

                check_installed(edition.path, edition.kind, self.shipped)
            charged = _CHARGED.set(self)  # what a reader refers to comes from this shelf too
            try:
                self._read[edition.path] = kind_of(edition.kind).load()(edition.path)
            finally:
                _CHARGED.reset(charged)
        return self._read[edition.path]


def _in_folder(folder: Path, kind: str, *, is_shipped: bool) -> Iterator[Edition]:
    if not folder.is_dir():
        return
    for path in sorted(folder.glob(f"{kind}-*.yaml"))[:_MOST_FILES]:
        if path.is_file():
            yield headed(path, kind, is_shipped=is_shipped)


def headed(path: Path, kind: str, *, is_shipped: bool) -> Edition:
    """What a file says of itself, by its first lines: a broken one has a place in the order too."""
    try:
        with path.open("rb") as source:
            head = source.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        head = ""
    name, stand = _EDITION.search(head), _STAND.search(head)
    return Edition(
        kind,
        name[1] if name else path.stem.removeprefix(f"{kind}-"),
        _day(stand[1]) if stand else None,
        path,
        is_shipped,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_SHELF: list[Shelf] = []
_CHARGED: ContextVar[Shelf | None] = ContextVar("charged shelf", default=None)


def shelf() -> Shelf:
    """The shelf of this run; without `use_installed` it holds what comes with the product."""
    charged = _CHARGED.get()
    if charged is not None:
        return charged
    if not _SHELF:
        _SHELF.append(Shelf(resources() / "catalogues"))
    return _SHELF[0]


def use_installed(folder: Path | None) -> None:
    """Says where this user's installed editions lie; nothing is read yet."""
    _SHELF[:] = [Shelf(resources() / "catalogues", folder)]


def current(kind: str, as_type: type[T]) -> T:
    """The newest sound edition of a kind, read once."""
    found = shelf().current(kind)
    if not isinstance(found, as_type):
        raise TypeError(f"{kind!r} is no {as_type.__name__}")
    return found


def edition(kind: str, name: str, as_type: type[T]) -> T:
    """The edition that a record names; KeyError if it is not on this computer."""
    found = shelf().edition(kind, name)
    if not isinstance(found, as_type):
        raise TypeError(f"{kind!r} is no {as_type.__name__}")
    return found
