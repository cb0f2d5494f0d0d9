"""Whether a catalogue file from outside may be used: its kind, its sentences, its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kihub_desktop.catalogues.editions import Edition, Shelf, headed
from kihub_desktop.catalogues.errors import CatalogueError, CatalogueProblem, entry, refuse
from kihub_desktop.catalogues.faults import Fault, refuse_faults
from kihub_desktop.catalogues.kinds import KINDS, CatalogueKind, kind_of
from kihub_desktop.catalogues.loading import read_document
from kihub_desktop.catalogues.wording import own_translations, wording_faults
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.texts import TEXTS


@dataclass(frozen=True)
class CheckedFile:
    """A sound file: its kind, the edition it calls itself, and the mapping in it."""

    kind: CatalogueKind
    edition: str
    stand: date
    document: Mapping[str, Any]


def check_file(path: Path, shipped: Path) -> CheckedFile:
    """The file as a catalogue of whatever kind it says; CatalogueError names what is wrong.

    `shipped` is the folder of the product's own editions, whose English is known.
    """
    document = read_document(path)
    try:
        kind = kind_of(str(document.get("kind")))
    except KeyError:
        said = str(document.get("kind", "–"))
        reason = phrase("Diese Art von Katalog gibt es nicht: „{kind}“.", kind=said)
        raise CatalogueError([CatalogueProblem(path.name, entry(), reason)]) from None
    refuse_faults(path.name, _faults(document, kind, shipped))
    kind.load()(path)
    return CheckedFile(kind, document["edition"], document["stand"], document)


def check_installed(path: Path, kind: str, shipped: Path) -> None:
    """CatalogueError if a file of the folder is no sound edition of this kind.

    The English it brings is known from here on.
    """
    document = read_document(path)
    refuse_faults(path.name, _faults(document, kind_of(kind), shipped))
    TEXTS.supply("en", own_translations(document))


def check_beside(path: Path, shelf: Shelf) -> CheckedFile:
    """The file as if it were installed: what refers to it must still be sound beside it."""
    checked = check_file(path, shelf.shipped)
    trial = _Trial(shelf, headed(path, checked.kind.kind, is_shipped=False))
    for each in KINDS:
        if trial.editions(each.kind):
            trial.current(each.kind)
    known = {each.edition.path for each in shelf.refused()}
    refuse(
        problem
        for each in trial.refused()
        if each.edition.path not in known
        for problem in each.problems
    )
    return checked


class _Trial(Shelf):
    """A shelf on which one file more lies than is installed."""

    def __init__(self, shelf: Shelf, tried: Edition) -> None:
        super().__init__(shelf.shipped, shelf.installed or shelf.shipped / "none")
        self._tried = tried

    def editions(self, kind: str) -> tuple[Edition, ...]:
        found = super().editions(kind)
        if kind != self._tried.kind or self._only_shipped:
            return found
        return tuple(sorted((*found, self._tried), key=lambda each: each.rank, reverse=True))


def _faults(document: Mapping[str, Any], kind: CatalogueKind, shipped: Path) -> Iterator[Fault]:
    said = document.get("kind")
    if said != kind.kind:
        reason = phrase(
            "Die Datei ist ein Katalog „{said}“, nicht „{kind}“.", said=str(said), kind=kind.kind
        )
        yield entry(), reason
        return
    if not isinstance(document.get("edition"), str):
        yield entry("edition"), phrase("Hier muss Text stehen.")
    if not isinstance(document.get("stand"), date):
        yield entry("stand"), phrase("Hier muss ein Datum stehen (Jahr-Monat-Tag).")
    own = shipped / kind.file
    yield from wording_faults(document, read_document(own) if own.is_file() else None)
