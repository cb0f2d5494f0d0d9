"""Takes an edition in from a file, puts one aside, and brings it back; nothing is deleted."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

from kihub_desktop.catalogues.checking import CheckedFile, check_beside
from kihub_desktop.catalogues.editions import WITHDRAWN, Edition, Shelf, headed
from kihub_desktop.catalogues.errors import CatalogueError, CatalogueProblem, entry
from kihub_desktop.catalogues.loading import MAX_BYTES
from kihub_desktop.domain.phrases import Phrase, phrase

EDITION_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def install(path: Path, shelf: Shelf, today: date) -> Edition:
    """Checks the file and lays a copy beside the others; CatalogueError if it is not sound.

    An edition that is here already keeps its number: records name it.
    """
    folder = _folder(shelf, path)
    checked = check_beside(path, shelf)
    _demand_number(checked, path, today)
    content = _content(path)
    target = folder / f"{checked.kind.kind}-{checked.edition}.yaml"
    aside = shelf.withdrawn(checked.kind.kind)
    for known in (*shelf.editions(checked.kind.kind), *aside):
        if known.name.casefold() == checked.edition.casefold():
            _demand_same(known, content, path)
            return reinstate(known, shelf) if known in aside else known
    _write(target, content)
    shelf.forget()
    return headed(target, checked.kind.kind, is_shipped=False)


def withdraw(edition: Edition, shelf: Shelf) -> Edition:
    """Puts an installed edition aside; whoever names it still finds it."""
    return _moved(edition, edition.path.parent / WITHDRAWN, shelf)


def reinstate(edition: Edition, shelf: Shelf) -> Edition:
    """Takes back that an edition was put aside."""
    return _moved(edition, edition.path.parent.parent, shelf)


def _moved(edition: Edition, folder: Path, shelf: Shelf) -> Edition:
    if edition.is_shipped:
        raise ValueError("a shipped edition stays where it is")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / edition.path.name
    edition.path.replace(target)
    shelf.forget()
    return headed(target, edition.kind, is_shipped=False)


def _folder(shelf: Shelf, path: Path) -> Path:
    if shelf.installed is None:
        raise _refused(path, phrase("Hier ist kein Ordner für Kataloge eingerichtet."))
    return shelf.installed


def _demand_number(checked: CheckedFile, path: Path, today: date) -> None:
    if not EDITION_NAME.fullmatch(checked.edition):
        reason = phrase(
            "Die Nummer der Ausgabe besteht aus Buchstaben, Ziffern, Punkt und Strichen."
        )
        raise _refused(path, reason)
    if checked.stand > today:
        raise _refused(path, phrase("Der Stand {day} liegt in der Zukunft.", day=checked.stand))


def _demand_same(known: Edition, content: bytes, path: Path) -> None:
    if known.path.read_bytes() != content:
        reason = phrase(
            "Die Ausgabe {edition} gibt es schon mit anderem Inhalt; "
            "eine geänderte Ausgabe braucht eine neue Nummer.",
            edition=known.name,
        )
        raise _refused(path, reason)


def _content(path: Path) -> bytes:
    with path.open("rb") as source:
        return source.read(MAX_BYTES + 1)


def _write(target: Path, content: bytes) -> None:
    """All or nothing: a crash leaves no half file under the name of an edition."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_name(target.name + ".new")
    with written.open("wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(sink.fileno())
    written.replace(target)


def _refused(path: Path, reason: Phrase) -> CatalogueError:
    return CatalogueError([CatalogueProblem(path.name, entry(), reason)])
