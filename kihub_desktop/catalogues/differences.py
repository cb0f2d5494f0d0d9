"""What differs between two editions: entries that came, went or changed, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kihub_desktop.catalogues.entries import entries_of, node_at
from kihub_desktop.catalogues.errors import entry
from kihub_desktop.catalogues.kinds import CatalogueKind
from kihub_desktop.catalogues.loading import TRANSLATIONS
from kihub_desktop.catalogues.schema import field_words
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase

_IDS = ("id", "key", "code", "number", "level", "answer", "rating")
_SECTIONS_APART = frozenset({TRANSLATIONS, "kind"})


class Fate(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class FieldChange:
    """One field; `old` or `new` is None where it is not there."""

    field: Joined
    old: Value | None
    new: Value | None


@dataclass(frozen=True)
class EntryChange:
    """One entry; `key` is "" for what stands outside of all entries."""

    key: str
    label: str
    fate: Fate
    fields: tuple[FieldChange, ...] = ()


def compare_documents(
    kind: CatalogueKind, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[EntryChange, ...]:
    """The changes from one document to another, in the order of the new one, what went last."""
    words = field_words(kind)
    before, after = _nodes(kind, old), _nodes(kind, new)
    found = [*_outside(kind, old, new, words)]
    for key, (label, node) in after.items():
        if key not in before:
            found.append(EntryChange(key, label, Fate.ADDED, _fields(None, node, words)))
        elif fields := _fields(before[key][1], node, words):
            found.append(EntryChange(key, label, Fate.CHANGED, fields))
    gone = (
        EntryChange(key, label, Fate.REMOVED, _fields(node, None, words))
        for key, (label, node) in before.items()
        if key not in after
    )
    found.extend(gone)
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        found.append(EntryChange("", "", Fate.MOVED))
    return tuple(found)


def _nodes(kind: CatalogueKind, document: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    if not kind.entries:
        return {}
    return {
        each.key: (each.label, node_at(document, each.path)) for each in entries_of(kind, document)
    }


def _outside(
    kind: CatalogueKind, old: Mapping[str, Any], new: Mapping[str, Any], words: Mapping[str, Phrase]
) -> Iterator[EntryChange]:
    """Title, sources, edition and every rule that belongs to no entry."""
    fields = _fields(_without_entries(kind, old), _without_entries(kind, new), words)
    if fields:
        yield EntryChange("", "", Fate.CHANGED, fields)


def _without_entries(kind: CatalogueKind, document: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in document.items() if key not in _SECTIONS_APART}
    for spec in kind.entries:
        first, *rest = spec.split(".")
        value = kept.pop(first, None)
        if rest and isinstance(value, list):
            kept[first] = [
                {key: part for key, part in each.items() if key != rest[0]}
                for each in value
                if isinstance(each, Mapping)
            ]
    return kept


def _fields(old: Any, new: Any, words: Mapping[str, Phrase]) -> tuple[FieldChange, ...]:
    before = dict(_flat(old, ())) if old is not None else {}
    after = dict(_flat(new, ())) if new is not None else {}
    return tuple(
        FieldChange(_named(path, words), before.get(path), after.get(path))
        for path in dict.fromkeys((*after, *before))
        if before.get(path) != after.get(path)
    )


def _flat(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Value]]:
    """Every value with its path; items of a list are found by their id, so that order is no change.

    A list of plain values is one value.
    """
    if isinstance(value, Mapping):
        for key, child in value.items():
            yield from _flat(child, (*path, key))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for index, child in enumerate(value):
            yield from _flat(child, (*path, _own_name(child, index)))
    elif isinstance(value, list):
        yield path, Joined(tuple(_plain(each) for each in value))
    else:
        yield path, _plain(value)


def _own_name(node: Any, index: int) -> str:
    for name in _IDS:
        if isinstance(node, Mapping) and isinstance(node.get(name), str | int):
            return str(node[name])
    return str(index + 1)


def _plain(value: Any) -> Value:
    if isinstance(value, bool):
        return phrase("ja") if value else phrase("nein")
    if isinstance(value, float):
        return Amount(value, len(repr(value).partition(".")[2].removesuffix("0")))
    if isinstance(value, int | str | date):
        return value
    if isinstance(value, list):
        return Joined(tuple(_plain(each) for each in value))
    return "–" if value is None else str(value)


def _named(path: tuple[str, ...], words: Mapping[str, Phrase]) -> Joined:
    return entry(*(words.get(step, step) for step in path))
