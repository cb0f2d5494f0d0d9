"""Keys that order a list: texts that sort, with room for a new one between any two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

STEP = 0x1000
"""The distance between records that were only ever added at the end."""
WIDTH = 8
"""Hexadecimal digits every key has at least, so that texts sort as numbers do."""
LONGEST = 32
"""Digits after which a list is numbered anew instead."""
_TAIL = 4
_DIGITS = frozenset("0123456789abcdef")

Placed = tuple[UUID, str | None]
"""A record with its key; None for one that has never been placed."""


def next_position(taken: Sequence[str | None]) -> str:
    """A key behind all that are taken."""
    last = max((key for key in taken if key), default="")
    head = last[:WIDTH]
    number = int(head, 16) if head and is_position(head) else 0
    if number + STEP >= 16**WIDTH:
        return last + "8"
    return f"{number + STEP:0{WIDTH}x}"


def is_position(key: str) -> bool:
    return all(sign in _DIGITS for sign in key)


def moved(order: Sequence[Placed], moving: Sequence[UUID], before: UUID | None) -> dict[UUID, str]:
    """New keys that put `moving`, in this order, before a record (None: at the end).

    Usually only the moved records get one; the whole list is numbered anew when there is no room
    left between the neighbours, or when they have no keys or equal ones.
    """
    wanted = set(moving)
    rest = [placed for placed in order if placed[0] not in wanted]
    ids = [identifier for identifier, _key in rest]
    place = ids.index(before) if before in ids else len(rest)
    low = rest[place - 1][1] if place else ""
    high = rest[place][1] if place < len(rest) else ""
    found = _row_of_keys(moving, low, high, bounded=place < len(rest))
    if found is not None:
        return found
    return _renumbered([*ids[:place], *moving, *ids[place:]], dict(order))


def _row_of_keys(
    moving: Sequence[UUID], low: str | None, high: str | None, *, bounded: bool
) -> dict[UUID, str] | None:
    """Keys one behind the other between two neighbours ("": none there); None without room."""
    if low is None or high is None:
        return None
    found: dict[UUID, str] = {}
    for identifier in moving:
        key = between(low, high if bounded else None, identifier)
        if key is None:
            return None
        found[identifier] = low = key
    return found


def between(low: str, high: str | None, identifier: UUID) -> str | None:
    """A key behind `low` ("": from the start) and before `high` (None: open), or None.

    Its last digits come from the record, so that two laptops which move different records to
    the same place still give them different keys.
    """
    if not is_position(low) or not is_position(high or ""):
        return None
    tail = identifier.hex[-_TAIL:]
    if high is None:
        number = int((low + "0" * WIDTH)[:WIDTH], 16) + STEP
        return f"{number:0{WIDTH}x}{tail}" if number < 16**WIDTH else None
    for digits in range(WIDTH, LONGEST - _TAIL + 1):
        under, over = _cut(low, digits), _cut(high, digits)
        if over - under > 1:
            return f"{(under + over) // 2:0{digits}x}{tail}"
    return None


def _cut(key: str, digits: int) -> int:
    return int((key + "0" * digits)[:digits], 16)


def _renumbered(ids: Sequence[UUID], known: Mapping[UUID, str | None]) -> dict[UUID, str]:
    fresh = {each: f"{STEP * place:0{WIDTH}x}" for place, each in enumerate(ids, start=1)}
    return {each: key for each, key in fresh.items() if known.get(each) != key}
