"""Readiness over time: the differences between the stages T0 … T3 (method.md 1)."""

from __future__ import annotations

from dataclasses import dataclass

from kihub_desktop.analysis.readiness import DimensionScore, Readiness


@dataclass(frozen=True)
class Change:
    """A dimension before and after, in levels; `is_certain` only if the bands do not overlap."""

    number: int
    difference: float | None
    is_certain: bool


def compare_stages(before: Readiness, after: Readiness) -> tuple[Change, ...]:
    """The change of every dimension's point; None where one of the two is not shown."""
    return tuple(_change(old, after.dimension(old.dimension.number)) for old in before.dimensions)


def _change(old: DimensionScore, new: DimensionScore) -> Change:
    difference = None
    if old.is_shown and new.is_shown and old.point is not None and new.point is not None:
        difference = new.point - old.point
    certain = old.band is not None and new.band is not None and not old.band.overlaps(new.band)
    return Change(old.dimension.number, difference, certain)
