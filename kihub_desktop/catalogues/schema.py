"""The fields of one entry as its typed schema says, for a form: text out, value in."""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.extract import TRANSLATED
from kihub_desktop.catalogues.faults import SHARED_FIELDS
from kihub_desktop.catalogues.kinds import CatalogueKind
from kihub_desktop.catalogues.loading import read_text
from kihub_desktop.catalogues.method_texts import FIELDS
from kihub_desktop.domain.phrases import Phrase, Value, phrase

_LONG = 60
_WIDTH = 96


class Holds(StrEnum):
    """How a field is written; STRUCTURE is YAML of its own."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    LINES = "lines"
    STRUCTURE = "structure"


@dataclass(frozen=True)
class EntryField:
    """One field; `is_read` says that a reader sees its text. `options` are those of a choice."""

    name: str
    label: Value
    holds: Holds
    options: tuple[str, ...] = ()
    is_read: bool = False
    is_long: bool = False
    is_needed: bool = False


class UnfitText(Exception):
    """A text that is no value of its field; `line` counts from 1 inside the field."""

    def __init__(self, reason: Phrase, line: int = 0) -> None:
        super().__init__(reason.message)
        self.reason = reason
        self.line = line


_COMMON: Mapping[str, Phrase] = {
    "note": phrase("Hinweis"),
    "text": phrase("Text"),
    "who": phrase("Rolle"),
    "role": phrase("Rolle"),
    "days": phrase("Personentage"),
    "indicator": phrase("Indikator"),
    "sector": phrase("Branche"),
    "archetypes": phrase("Arten von Anwendungsfällen"),
    "lines": phrase("Positionen"),
    "status": phrase("Status"),
    "valid_until": phrase("gültig bis"),
    "confidence": phrase("Verlässlichkeit"),
}


def field_words(kind: CatalogueKind) -> dict[str, Phrase]:
    """How the fields of a kind are called: by its reader, else as in every catalogue."""
    naming = kind.naming()
    return {**SHARED_FIELDS, **_COMMON, **(naming.fields if naming else {})}


def entry_fields(
    kind: CatalogueKind, node: Mapping[str, Any], loaded: object | None
) -> tuple[EntryField, ...]:
    """The fields of an entry in the order of its schema; without `loaded` those that it has."""
    words = field_words(kind)
    read = FIELDS if kind.kind == "method" else TRANSLATED.get(kind.kind, frozenset())
    typed = _typed(loaded)
    names = [*typed, *(name for name in node if name not in typed)]
    return tuple(
        _field(name, words.get(name, name), typed.get(name), node.get(name), name in read)
        for name in names
    )


def _typed(loaded: object | None) -> dict[str, tuple[Any, bool]]:
    if loaded is None or not is_dataclass(loaded):
        return {}
    hints = get_type_hints(type(loaded))
    return {
        each.name: (
            hints[each.name],
            each.default is MISSING and each.default_factory is MISSING,
        )
        for each in fields(loaded)
    }


def _field(
    name: str, label: Value, typed: tuple[Any, bool] | None, value: Any, is_read: bool
) -> EntryField:
    hint, needed = typed or (_hint_of(value), False)
    holds, options = _holds(hint)
    is_long = isinstance(value, str) and len(value) > _LONG
    return EntryField(name, label, holds, options, is_read, is_long, needed)


def _hint_of(value: Any) -> Any:
    if isinstance(value, list):
        return tuple[str, ...] if all(isinstance(each, str) for each in value) else object
    return type(value)


def _holds(hint: Any) -> tuple[Holds, tuple[str, ...]]:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Holds.CHOICE, tuple(str(each.value) for each in hint)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if inner is str or (isinstance(inner, type) and issubclass(inner, StrEnum)):
            return Holds.LINES, ()
        return Holds.STRUCTURE, ()
    simple = {str: Holds.TEXT, bool: Holds.FLAG, int: Holds.NUMBER, float: Holds.NUMBER}
    simple[date] = Holds.DAY
    return simple.get(hint, Holds.STRUCTURE), ()


def text_of(field: EntryField, value: Any) -> str:
    """The value as it is typed into its field; "" for none."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.holds is Holds.LINES and isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return str(value) if isinstance(value, int | float | date) else as_yaml(value)


def value_of(field: EntryField, text: str) -> Any:
    """What the text means in its field, None for nothing; UnfitText if it means nothing there."""
    stripped = text.strip()
    if not stripped:
        return None
    read: dict[Holds, Callable[[str], Any]] = {
        Holds.LINES: _lines,
        Holds.FLAG: {"yes": True, "no": False}.get,
        Holds.DAY: _day,
        Holds.NUMBER: _number,
    }
    if field.holds is Holds.STRUCTURE:
        return _structure(text)
    return read.get(field.holds, str)(stripped)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day(text: str) -> date:
    try:
        if "." in text:
            day, month, year = (int(part) for part in text.split("."))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise UnfitText(phrase("Hier muss ein Datum stehen (Jahr-Monat-Tag).")) from None


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise UnfitText(phrase("Hier muss eine Zahl stehen.")) from None
    if not math.isfinite(number):
        raise UnfitText(phrase("Hier muss eine Zahl stehen."))
    return number


def _structure(text: str) -> Any:
    """YAML under the limits of a file; the line of a fault is that inside the field."""
    indented = "".join(f"  {line}\n" for line in text.splitlines())
    try:
        return read_text(f"v:\n{indented}", Path("v.yaml"))["v"]
    except CatalogueError as error:
        problem = error.problems[0]
        lines = len(text.splitlines())
        raise UnfitText(problem.reason, min(lines, max(1, problem.line - 1))) from None


def as_yaml(value: Any) -> str:
    """A value as YAML, in the order it has."""
    dumped: str = yaml.dump(
        value,
        Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )
    return dumped.removesuffix("...\n").rstrip("\n")
