"""One result under two editions side by side, whatever the catalogue is about.

A service words its result as figures, each with a key that stays the same over editions; what
differs is found here. Readiness and verdict use it, and any other result that rests on rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from kihub_desktop.domain.phrases import Value

Catalogue = TypeVar("Catalogue")


@dataclass(frozen=True)
class Figure:
    """One part of a result in words: a score, an outcome, a class, a duty."""

    key: str
    label: Value
    value: Value


@dataclass(frozen=True)
class Shift:
    """What a part was under the old edition and is under the new one; None where it is not."""

    key: str
    label: Value
    before: Value | None
    after: Value | None


def compare_results(before: Iterable[Figure], after: Iterable[Figure]) -> tuple[Shift, ...]:
    """The figures that differ, in the order of the new result, what fell away last."""
    old = {each.key: each for each in before}
    new = {each.key: each for each in after}
    return tuple(
        Shift(
            key,
            (new.get(key) or old[key]).label,
            old[key].value if key in old else None,
            new[key].value if key in new else None,
        )
        for key in (*new, *(key for key in old if key not in new))
        if key not in old or key not in new or old[key].value != new[key].value
    )


def compare_under(
    evaluate: Callable[[Catalogue], Iterable[Figure]], old: Catalogue, new: Catalogue
) -> tuple[Shift, ...]:
    """Evaluates the same answers by both editions and says what changed."""
    return compare_results(evaluate(old), evaluate(new))
