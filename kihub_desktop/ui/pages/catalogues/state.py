"""What the page of the catalogues shows, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kihub_desktop.catalogues.schema import EntryField
from kihub_desktop.domain.phrases import Value
from kihub_desktop.ui.tones import Tone


@dataclass(frozen=True)
class KindLine:
    """One kind with the edition in use, and how many of its entries need attention."""

    kind: str
    title: Value
    edition: str
    stand: date | None
    origin: Value
    entries: int
    attention: Value
    tone: Tone | None


@dataclass(frozen=True)
class AgeingLine:
    """An entry that ends soon, has ended or was checked long ago."""

    kind: str
    key: str
    label: str
    catalogue: Value
    what: Value
    tone: Tone


@dataclass(frozen=True)
class EntryLine:
    """One entry in the list of its catalogue."""

    key: str
    label: str
    checked_on: date | None
    valid_until: date | None
    note: Value
    tone: Tone | None


@dataclass(frozen=True)
class Fact:
    """A caption and what it says, worded already in the language of the preview."""

    caption: str
    text: str


@dataclass(frozen=True)
class EntryView:
    """One entry as a reader sees it."""

    key: str
    title: str
    facts: tuple[Fact, ...]
    warnings: tuple[Value, ...]
    english: bool


@dataclass(frozen=True)
class FieldLine:
    """One field of the form with its text."""

    field: EntryField
    text: str
    problem: Value | None


@dataclass(frozen=True)
class EnglishLine:
    """A new sentence and its English, "" while it lacks."""

    german: str
    english: str


@dataclass(frozen=True)
class DraftView:
    """The draft with the chosen entry in its form; `problems` are those of the whole draft."""

    base: str
    edition: str
    stand: date
    fields: tuple[FieldLine, ...]
    english: tuple[EnglishLine, ...]
    problems: tuple[Value, ...]
    can_undo: bool


@dataclass(frozen=True)
class ChangeLine:
    """One difference in words; `before` and `after` are "" where nothing stands."""

    entry: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class OpenedKind:
    """One catalogue; `compared` is the edition that `changes` begin from."""

    kind: str
    title: Value
    edition: str
    about: Value
    editions: tuple[str, ...]
    is_shipped: bool
    query: str
    lines: tuple[EntryLine, ...]
    chosen: str
    entry: EntryView | None
    draft: DraftView | None
    compared: str = ""
    changes: tuple[ChangeLine, ...] = ()


@dataclass(frozen=True)
class CataloguesState:
    kinds: tuple[KindLine, ...]
    ageing: tuple[AgeingLine, ...]
    faults: tuple[Value, ...]
    opened: OpenedKind | None = None
