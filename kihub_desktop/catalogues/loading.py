"""Reading any catalogue: YAML within limits, then a typed schema, with faults named by entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from kihub_desktop.catalogues.errors import CatalogueError, CatalogueProblem, entry, refuse
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_VALUES = 100_000
TRANSLATIONS = "translations"
"""The section by which an installed edition brings the English of its new sentences."""

T = TypeVar("T")
Place = tuple[str | int, ...]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONFIG = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
_SCALARS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp")
)


@dataclass(frozen=True)
class Naming:
    """How places of a catalogue are called in a message.

    `fields` words a key, `items` a list entry that has neither `id` nor `key`.
    """

    fields: Mapping[str, Phrase] = field(default_factory=dict)
    items: Mapping[str, Callable[[object, int], Phrase]] = field(default_factory=dict)


def read_document(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file; CatalogueError if it is unreadable, too large or ambiguous.

    Aliases and merge keys are refused: a small file could unfold into an endless one.
    """
    return read_text(_read_text(path), path)


def read_text(text: str, path: Path) -> dict[str, Any]:
    """The mapping in a text, as `read_document` reads it; `path` names it in messages."""
    loader = _LOADER(text)
    try:
        document = _Builder(path, loader).document()
    except yaml.YAMLError as fault:
        raise CatalogueError([_syntax_problem(path, fault)]) from fault
    finally:
        loader.dispose()
    if not isinstance(document, dict):
        raise _fault(path, entry(), phrase("Die Datei enthält keine benannten Angaben."))
    return document


def _fault(path: Path, where: Joined, reason: Phrase, line: int = 0) -> CatalogueError:
    return CatalogueError([CatalogueProblem(path.name, where, reason, line)])


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as source:
            raw = source.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = phrase("Die Datei lässt sich nicht lesen.")
        raise _fault(path, entry(), reason) from fault
    if len(raw) > MAX_BYTES:
        limit = Amount(MAX_BYTES / 1_000_000, unit="MB")
        reason = phrase("Die Datei ist größer als {limit}.", limit=limit)
        raise _fault(path, entry(), reason)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        reason = phrase("Die Datei ist kein Text in UTF-8.")
        raise _fault(path, entry(), reason) from fault


def _line(mark: Any) -> Joined:
    return entry(phrase("Zeile {n}", n=mark.line + 1)) if mark is not None else entry()


def _syntax_problem(path: Path, fault: yaml.YAMLError) -> CatalogueProblem:
    mark = getattr(fault, "problem_mark", None)
    reason = phrase("Der Aufbau der Datei ist fehlerhaft.")
    return CatalogueProblem(path.name, _line(mark), reason, mark.line + 1 if mark else 0)


class _Builder:
    """Builds plain values from parser events.

    The loader's own composer recurses without limit (an endless `[[[[` ends the process), follows
    aliases and lets a repeated key win silently.
    """

    def __init__(self, path: Path, loader: Any) -> None:
        self._path = path
        self._loader = loader
        self._left = MAX_VALUES

    def document(self) -> Any:
        """The only document of the stream; None if there is none."""
        self._loader.get_event()
        if isinstance(self._loader.get_event(), yaml.StreamEndEvent):
            return None
        value = self._value(self._loader.get_event(), 1)
        self._loader.get_event()
        behind = self._loader.get_event()
        if not isinstance(behind, yaml.StreamEndEvent):
            raise self._refused(behind, phrase("Die Datei enthält mehr als ein Dokument."))
        return value

    def _value(self, event: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise self._refused(event, phrase("Die Angaben sind zu tief verschachtelt."))
        self._left -= 1
        if self._left < 0:
            raise self._refused(event, phrase("Die Datei enthält zu viele Angaben."))
        if isinstance(event, yaml.AliasEvent):
            raise self._refused(event, phrase("Verweise sind nicht erlaubt."))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(child, depth + 1) for child in self._until(yaml.SequenceEndEvent)]
        return self._scalar(event)

    def _until(self, end: type[yaml.Event]) -> Iterator[Any]:
        while not isinstance(event := self._loader.get_event(), end):
            yield event

    def _mapping(self, depth: int) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for event in self._until(yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.value == "<<":
                raise self._refused(event, phrase("Der Name einer Angabe muss Text sein."))
            if event.value in built:
                reason = phrase("Die Angabe „{field}“ steht doppelt.", field=event.value)
                raise self._refused(event, reason)
            built[event.value] = self._value(self._loader.get_event(), depth + 1)
        return built

    def _scalar(self, event: Any) -> Any:
        tag = event.tag or self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag not in _SCALARS:
            raise self._refused(event, phrase("Diese Art von Wert ist nicht erlaubt."))
        try:
            return self._loader.construct_object(yaml.ScalarNode(tag, event.value))
        except ValueError as fault:
            raise self._refused(event, phrase("Der Wert ist ungültig.")) from fault

    def _refused(self, event: Any, reason: Phrase) -> CatalogueError:
        mark = event.start_mark
        return _fault(self._path, _line(mark), reason, mark.line + 1 if mark else 0)


def validate(kind: type[T], document: Mapping[str, Any], file: str, naming: Naming) -> T:
    """The document as `kind`; CatalogueError names every wrong, missing, unknown or blank value.

    The document goes through JSON because only there pydantic's strict mode takes lists for
    tuples and mappings for dataclasses, but no text for numbers.
    """
    document = {key: value for key, value in document.items() if key != TRANSLATIONS}
    refuse(
        CatalogueProblem(file, place_name(document, place, naming), phrase("Der Text ist leer."))
        for place in _blank_texts(document)
    )
    # The tuple carries the config: an adapter of a bare dataclass takes none.
    adapter = TypeAdapter(tuple[kind], config=_CONFIG)  # type: ignore[valid-type]
    try:
        (value,) = adapter.validate_json(json.dumps([document], default=_as_json))
    except ValidationError as fault:
        raise CatalogueError(
            _problem(document, error, file, naming) for error in fault.errors(include_url=False)
        ) from fault
    return value


def _as_json(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _blank_texts(value: object, place: Place = ()) -> Iterator[Place]:
    if isinstance(value, str) and not value.strip():
        yield place
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from _blank_texts(child, (*place, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _blank_texts(child, (*place, index))


def _problem(
    document: Mapping[str, Any], error: Any, file: str, naming: Naming
) -> CatalogueProblem:
    place: Place = error["loc"][1:]
    if error["type"] in _ABOUT_A_FIELD:
        named = naming.fields.get(str(place[-1]), str(place[-1]))
        reason = Phrase(_ABOUT_A_FIELD[error["type"]].message, (("field", named),))
        return CatalogueProblem(file, place_name(document, place[:-1], naming), reason)
    return CatalogueProblem(file, place_name(document, place, naming), _type_reason(error["type"]))


_ABOUT_A_FIELD = {
    "missing": phrase("Die Angabe „{field}“ fehlt."),
    "unexpected_keyword_argument": phrase("Die Angabe „{field}“ ist unbekannt."),
}
_REASONS: tuple[tuple[str, Phrase], ...] = (
    ("string_", phrase("Hier muss Text stehen.")),
    ("int_", phrase("Hier muss eine ganze Zahl stehen.")),
    ("float_", phrase("Hier muss eine Zahl stehen.")),
    ("decimal_", phrase("Hier muss eine Zahl stehen.")),
    ("finite_", phrase("Hier muss eine Zahl stehen.")),
    ("bool_", phrase("Hier muss „true“ oder „false“ stehen.")),
    ("date_", phrase("Hier muss ein Datum stehen (Jahr-Monat-Tag).")),
    ("tuple_", phrase("Hier muss eine Liste stehen.")),
    ("list_", phrase("Hier muss eine Liste stehen.")),
    ("dataclass_", phrase("Hier müssen benannte Angaben stehen.")),
    ("dict_", phrase("Hier müssen benannte Angaben stehen.")),
)


def _type_reason(code: str) -> Phrase:
    for prefix, reason in _REASONS:
        if code.startswith(prefix):
            return reason
    return phrase("Der Wert ist ungültig.")


def place_name(document: object, place: Sequence[str | int], naming: Naming) -> Joined:
    """„D3.2 › Stufe 4“ for a place: ids are unique in a catalogue, so an id starts anew."""
    parts: list[Value] = []
    value: object = document
    for position, step in enumerate(place):
        value = _child(value, step)
        name = _own_id(value) if isinstance(step, int) else None
        if name is not None:
            parts = [name]
        elif isinstance(step, int):
            parts.append(_item_name(place, position, value, naming))
        elif position + 1 == len(place) or not isinstance(place[position + 1], int):
            parts.append(naming.fields.get(step, step))
    return entry(*parts)


def _child(value: object, step: str | int) -> object:
    if isinstance(step, int):
        return value[step] if isinstance(value, list) and step < len(value) else None
    return value.get(step) if isinstance(value, Mapping) else None


def _own_id(value: object) -> str | None:
    if not isinstance(value, Mapping):
        return None
    found = value.get("id", value.get("key"))
    return found if isinstance(found, str) and found.strip() else None


def _item_name(place: Sequence[str | int], position: int, value: object, naming: Naming) -> Phrase:
    index = int(place[position])
    worded = naming.items.get(str(place[position - 1])) if position else None
    return worded(value, index) if worded else phrase("Eintrag {n}", n=index + 1)
