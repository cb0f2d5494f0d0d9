"""Shares the width of a table among its columns."""

from __future__ import annotations

from collections.abc import Sequence


def share_widths(
    natural: Sequence[int], smallest: Sequence[int], parts: Sequence[int], room: int
) -> list[int]:
    """Natural widths stretched to the room, or levelled from the widest down to fit it.

    `parts` are the shares of spare width (all 0: in proportion to the natural widths). No
    column gets less than its smallest width, so the sum may exceed the room.
    """
    spare = room - sum(natural)
    if spare < 0:
        return _level(natural, smallest, room)
    weights = parts if any(parts) else natural
    total = sum(weights) or 1
    result = [width + spare * part // total for width, part in zip(natural, weights, strict=True)]
    result[-1] += room - sum(result)
    return result


def _level(natural: Sequence[int], smallest: Sequence[int], room: int) -> list[int]:
    """Cuts the widest columns to a common width, so that narrow ones stay whole."""

    def cut(cap: int) -> list[int]:
        return [max(least, min(n, cap)) for n, least in zip(natural, smallest, strict=True)]

    low, high = 0, max(natural)
    while low < high:
        cap = (low + high + 1) // 2
        if sum(cut(cap)) <= room:
            low = cap
        else:
            high = cap - 1
    return cut(low)
