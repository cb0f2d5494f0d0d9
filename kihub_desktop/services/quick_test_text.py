"""A quick test as JSON text, as it leaves its process and lies in a record; read with suspicion."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from kihub_desktop.analysis.data_check.check import DataCheck
from kihub_desktop.analysis.data_check.result import ColumnProfile, Finding, Severity
from kihub_desktop.domain.phrases import Amount, Phrase

LARGEST = 150_000
"""Characters of a stored result; a text field holds 200,000."""
_ROOMS = ((200, 96), (120, 48), (60, 32), (30, 16), (12, 0))
"""How many columns with how many points of their course are tried, the fullest first."""
_DIGITS = 6
_LONGEST = 1_000
_DEEPEST = 40
_MOST_DIGITS = 6
_GREATEST = 1e300
_NAMES = re.compile(r"\{([a-z_]+)\}")
_SEVERITIES = list(Severity)


class UnfitResult(ValueError):
    """A text that is no result of a quick test."""


def written(found: DataCheck) -> str:
    """The result as JSON of at most `LARGEST` characters.

    What is too much is left out from the end: columns that show nothing odd, then the courses.
    """
    for columns, points in _ROOMS:
        text = _spelled(_cut(found, columns, points))
        if len(text) <= LARGEST:
            return text
    raise UnfitResult("the names alone are too long")


def read(text: str) -> DataCheck:
    """The result behind a text of `written`; UnfitResult for whatever else somebody sent."""
    if len(text) > 2 * LARGEST:
        raise UnfitResult("length")
    try:
        found: DataCheck = _adapter(DataCheck).validate_json(text)
    except (ValueError, RecursionError) as fault:  # pydantic's own errors are ValueErrors
        raise UnfitResult(type(fault).__name__) from None
    _inspect(found, 0)
    return found


def read_phrase(value: Any) -> Phrase:
    """A sentence from its JSON form; UnfitResult if it is none."""
    try:
        found: Phrase = _adapter(Phrase).validate_python(value)
    except (ValueError, RecursionError) as fault:
        raise UnfitResult(type(fault).__name__) from None
    _inspect(found, 0)
    return found


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


# -- writing ---------------------------------------------------------------------------------


def _spelled(found: DataCheck) -> str:
    return json.dumps(
        _plain(asdict(found)), ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    return value.isoformat() if hasattr(value, "isoformat") else value


def _cut(found: DataCheck, columns: int, points: int) -> DataCheck:
    profile = found.profile
    shown = tuple(_fewer_points(each, points) for each in profile.columns[:columns])
    names = {each.name for each in shown}
    origin = replace(
        profile.origin,
        units=tuple(each for each in profile.origin.units if each[0] in names),
        remarks=profile.origin.remarks[:5],
    )
    return replace(
        found,
        profile=replace(
            profile, origin=origin, columns=shown, findings=_gravest(profile.findings, columns)
        ),
        question=replace(found.question, excluded=found.question.excluded[:columns]),
        possible_targets=found.possible_targets[: 2 * columns],
    )


def _fewer_points(column: ColumnProfile, points: int) -> ColumnProfile:
    step = -(-len(column.course) // points) if points else 0
    course = column.course[::step] if step else ()
    return replace(column, course=course, findings=_gravest(column.findings, 6))


def _gravest(findings: Sequence[Finding], most: int) -> tuple[Finding, ...]:
    if len(findings) <= most:
        return tuple(findings)
    order = sorted(findings, key=lambda each: -_SEVERITIES.index(each.severity))
    return tuple(order[:most])


# -- reading ---------------------------------------------------------------------------------


def _inspect(value: Any, depth: int) -> None:
    """A synced text was written by anybody: only plain placeholders and finite numbers pass."""
    if depth > _DEEPEST or not _fits(value):
        raise UnfitResult(type(value).__name__)
    for each in _inside(value):
        _inspect(each, depth + 1)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, tuple | list):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, part.name) for part in fields(value)]
    return ()


def _fits(value: Any) -> bool:
    if isinstance(value, Phrase):
        return _is_plain(value)
    if isinstance(value, Amount):
        return 0 <= value.digits <= _MOST_DIGITS
    if isinstance(value, str):
        return len(value) <= _LONGEST
    if isinstance(value, float | int | Decimal):
        return math.isfinite(value) and abs(float(value)) <= _GREATEST
    return True


def _is_plain(found: Phrase) -> bool:
    """Whether the words can be put together without surprise."""
    given = {name for name, _value in found.values}
    for message in (found.message, found.plural or ""):
        rest = _NAMES.sub("", message)
        if "{" in rest or "}" in rest or not set(_NAMES.findall(message)) <= given:
            return False
    return found.plural is None or "n" in given
