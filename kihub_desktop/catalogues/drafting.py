"""A new edition in the making: a copy that is edited, kept in a file, checked and published."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kihub_desktop.catalogues.checking import check_file
from kihub_desktop.catalogues.editions import Edition, Shelf
from kihub_desktop.catalogues.entries import entries_of, node_at
from kihub_desktop.catalogues.errors import CatalogueError, CatalogueProblem
from kihub_desktop.catalogues.installing import install
from kihub_desktop.catalogues.kinds import CatalogueKind, kind_of
from kihub_desktop.catalogues.loading import TRANSLATIONS, read_document
from kihub_desktop.catalogues.schema import as_yaml
from kihub_desktop.catalogues.wording import LANGUAGE, own_translations, sentences

FOLDER = "drafts"
_KEPT_STEPS = 200

EntryPath = tuple[str | int, ...]


@dataclass(frozen=True)
class _Step:
    """What the document was before a change."""

    document: Mapping[str, Any]


class Draft:
    """The document of a new edition and the edition it was begun from.

    Every change is on disk at once; `undo` takes back the changes of this run.
    """

    def __init__(self, path: Path, base: str, document: dict[str, Any]) -> None:
        self.path, self.base = path, base
        self.document = document
        self._steps: list[_Step] = []

    @property
    def kind(self) -> CatalogueKind:
        return kind_of(str(self.document["kind"]))

    @property
    def can_undo(self) -> bool:
        return bool(self._steps)

    def set_field(self, path: EntryPath, name: str, value: Any) -> None:
        """Gives a field of an entry another value; None takes it away."""
        changed = copy.deepcopy(self.document)
        node = node_at(changed, path)
        if value is None:
            node.pop(name, None)
        else:
            node[name] = value
        self._take(changed)

    def set_head(self, edition: str, stand: date) -> None:
        """Number and day of the new edition."""
        self._take({**self.document, "edition": edition, "stand": stand})

    def set_english(self, german: str, english: str) -> None:
        """The English of a new sentence; "" takes it away."""
        known = own_translations(self.document) | {german: english.strip()}
        kept = {text: words for text, words in known.items() if words}
        changed = {key: part for key, part in self.document.items() if key != TRANSLATIONS}
        self._take(changed | ({TRANSLATIONS: {LANGUAGE: kept}} if kept else {}))

    def copy_entry(self, path: EntryPath, key: str) -> EntryPath:
        """Adds a copy of an entry behind it, under another id; where it is."""
        changed = copy.deepcopy(self.document)
        *above, index = path
        siblings = node_at(changed, above)
        added = copy.deepcopy(siblings[index])
        name = next(each for each in ("id", "key", "code", "number") if each in added)
        added[name] = key
        siblings.insert(int(index) + 1, added)
        self._take(changed)
        return (*above, int(index) + 1)

    def remove_entry(self, path: EntryPath) -> None:
        changed = copy.deepcopy(self.document)
        *above, index = path
        del node_at(changed, above)[index]
        self._take(changed)

    def undo(self) -> bool:
        """Takes back the last change; False if there is none."""
        if not self._steps:
            return False
        self.document = dict(self._steps.pop().document)
        self.keep()
        return True

    def problems(self, shelf: Shelf) -> tuple[CatalogueProblem, ...]:
        """Everything that is wrong with it now, as an installation would say."""
        try:
            check_file(self.path, shelf.shipped)
        except CatalogueError as error:
            return error.problems
        return ()

    def publish(self, shelf: Shelf, today: date) -> Edition:
        """Installs it as a new edition and ends the draft; CatalogueError if it is not sound."""
        published = install(self.path, shelf, today)
        self.discard()
        return published

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)

    def _take(self, changed: dict[str, Any]) -> None:
        if changed == self.document:
            return
        self._steps = [*self._steps, _Step(self.document)][-_KEPT_STEPS:]
        self.document = changed
        self.keep()

    def keep(self) -> None:
        written = self.path.with_name(self.path.name + ".new")
        written.write_text(as_yaml(self.document) + "\n", "utf-8")
        written.replace(self.path)


def begin(edition: Edition, folder: Path, today: date) -> Draft:
    """A draft of the next edition after this one; the number can be changed."""
    document = dict(read_document(edition.path))
    document |= {"edition": next_number(edition.name, today), "stand": today}
    target = folder / FOLDER / f"{edition.kind}@{edition.name}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Draft(target, edition.name, document)
    draft.keep()
    return draft


def kept_draft(kind: str, folder: Path) -> Draft | None:
    """The draft that was left; None without one, or if its file is no mapping any more."""
    for path in sorted((folder / FOLDER).glob(f"{kind}@*.yaml")):
        try:
            document = dict(read_document(path))
        except CatalogueError:
            continue
        if document.get("kind") == kind:
            return Draft(path, path.stem.partition("@")[2], document)
    return None


def next_number(name: str, today: date) -> str:
    """„M-2027-01“ after „M-2026-11“, and „2026-11-2“ for a second one in a month."""
    month = f"{today.year}-{today.month:02d}"
    found = re.fullmatch(r"(.*?)(\d{4}-\d{2})(?:-(\d+))?", name)
    if not found:
        return f"{name}-{month}"
    before, old, count = found.groups()
    return f"{before}{month}" if old < month else f"{before}{old}-{int(count or 1) + 1}"


def lacking_english(
    draft: Draft, path: EntryPath, shipped: Mapping[str, Any] | None
) -> tuple[tuple[str, str], ...]:
    """The sentences of an entry that the product has no English for, with what the draft has."""
    known = {text for _name, text in sentences(shipped)} if shipped else set()
    own = own_translations(draft.document)
    node = node_at(draft.document, path)
    if not isinstance(node, Mapping):
        return ()
    kind = {"kind": draft.document.get("kind")}
    spoken = dict.fromkeys(text for _name, text in sentences({**node, **kind}))
    return tuple((text, own.get(text, "")) for text in spoken if text not in known)


def entry_path(draft: Draft, key: str) -> EntryPath | None:
    """Where an entry stands in the draft; None if it is gone."""
    found = (each.path for each in entries_of(draft.kind, draft.document) if each.key == key)
    return next(found, None)
