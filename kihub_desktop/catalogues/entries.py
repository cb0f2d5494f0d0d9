"""What every entry of every catalogue has: a name, sources, the day it was checked, an end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from kihub_desktop.catalogues.kinds import CatalogueKind
from kihub_desktop.catalogues.loading import read_document

_IDS = ("id", "key", "code", "number")
_LABELS = ("name", "title", "label", "indicator", "text", "short_name", "question", "sector")
_CHECKED = ("checked_on", "checked", "stand")
_ENDS = ("valid_until",)
_SOURCES = ("sources", "source")

Cited = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class CatalogueEntry:
    """One entry; `path` leads to it inside the document.

    `checked_on` is its own day, or the oldest among the sources it cites. `sources` are citations
    or addresses in words; an entry without its own has those of what it stands in.
    """

    kind: str
    key: str
    label: str
    path: tuple[str | int, ...]
    sources: tuple[str, ...]
    checked_on: date | None
    valid_until: date | None = None
    status: str = ""
    confidence: str = ""


def entries_of(kind: CatalogueKind, document: Mapping[str, Any]) -> tuple[CatalogueEntry, ...]:
    """The entries of a document in their order; the whole file is one if it has no lists."""
    cited = {
        str(each.get("key", index)): each
        for index, each in enumerate(_mappings(document.get("sources")))
    }
    if not kind.entries:
        return (_entry(kind, document, (), (), cited),)
    return tuple(
        _entry(kind, node, path, above, cited)
        for spec in kind.entries
        for node, path, above in _at(document, spec.split("."), (), ())
    )


def node_at(document: Mapping[str, Any], path: Iterable[str | int]) -> Any:
    """What stands at a path; KeyError or IndexError if nothing does."""
    value: Any = document
    for step in path:
        value = value[step]
    return value


def document_of(path: Path) -> Mapping[str, Any]:
    """The mapping of a file, read again only when the file has changed; never to be changed."""
    about = path.stat()
    return _document(path, about.st_mtime_ns, about.st_size)


def forget_documents() -> None:
    """Every file is read anew."""
    _document.cache_clear()


@lru_cache(maxsize=32)
def _document(path: Path, _changed_ns: int, _size: int) -> Mapping[str, Any]:
    return read_document(path)


Found = tuple[Mapping[str, Any], tuple[str | int, ...], tuple[Mapping[str, Any], ...]]


def _at(
    node: Mapping[str, Any],
    steps: list[str],
    path: tuple[str | int, ...],
    above: tuple[Mapping[str, Any], ...],
) -> Iterator[Found]:
    step, *rest = steps
    for index, each in enumerate(_mappings(node.get(step))):
        place = (*path, step, index)
        if rest:
            yield from _at(each, rest, place, (*above, each))
        else:
            yield each, place, above


def _mappings(value: object) -> Iterator[Mapping[str, Any]]:
    for each in value if isinstance(value, list) else ():
        if isinstance(each, Mapping):
            yield each


def _entry(
    kind: CatalogueKind,
    node: Mapping[str, Any],
    path: tuple[str | int, ...],
    above: tuple[Mapping[str, Any], ...],
    cited: Cited,
) -> CatalogueEntry:
    said = _with_standing(node)
    keys = next((_sources(each) for each in (said, *reversed(above)) if _sources(each)), ())
    if not path or not keys:
        keys = tuple(cited)
    days = [day for key in keys if isinstance(day := cited.get(key, {}).get("checked_on"), date)]
    own = _first(said, _CHECKED, date) if path else None
    return CatalogueEntry(
        kind=kind.kind,
        key=str(_first(node, _IDS, str | int) or kind.kind),
        label=str(_first(node, _LABELS, str) or ""),
        path=path,
        sources=tuple(str(cited.get(key, {}).get("citation", key)) for key in keys),
        checked_on=own or min(days, default=None),
        valid_until=_first(said, _ENDS, date),
        status=str(said.get("status") or ""),
        confidence=str(said.get("confidence") or ""),
    )


def _with_standing(node: Mapping[str, Any]) -> Mapping[str, Any]:
    """The entry with what it says about its own age, where that stands in a part of its own."""
    inner = next(
        (part for part in node.values() if isinstance(part, Mapping) and "checked_on" in part), {}
    )
    return {**inner, **node}


def _sources(node: Mapping[str, Any]) -> tuple[str, ...]:
    for name in _SOURCES:
        given = node.get(name)
        if isinstance(given, str) and given.strip():
            return (given,)
        if isinstance(given, list):
            return tuple(
                str(each.get("key") or each.get("url") or each.get("citation") or "")
                if isinstance(each, Mapping)
                else str(each)
                for each in given
            )
    return ()


def _first(node: Mapping[str, Any], names: tuple[str, ...], kind: Any) -> Any:
    return next((node[name] for name in names if isinstance(node.get(name), kind)), None)
