"""Readiness („Reifegrad“): seven dimensions with bands, total and level (method.md 1)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kihub_desktop.analysis.readiness_inputs import ReadinessInput
from kihub_desktop.domain.method import Dimension, Indicator, Method, ReadinessRules

TOP = 5.0
# A mean of fractional levels may miss a whole number by rounding of the machine only.
TOLERANCE = 1e-9


class BandQuality(StrEnum):
    """How narrow a band is; worded where it is shown."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Visibility(StrEnum):
    """Whether a point is shown: yes, too few answers, or too much is not relevant."""

    SHOWN = "shown"
    TOO_FEW = "too_few"
    NOT_RATABLE = "not_ratable"


@dataclass(frozen=True)
class Band:
    """A bound in levels 0–5 under the stated half-widths, not a probability."""

    low: float
    high: float

    @property
    def half_width(self) -> float:
        return (self.high - self.low) / 2

    def overlaps(self, other: Band) -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class DimensionScore:
    """A dimension: `point` in levels (None if nothing is answered), band, counts, weight.

    `point` may only be printed if `visibility` is SHOWN; `answers` are the ids behind it.
    """

    dimension: Dimension
    point: float | None
    band: Band | None
    quality: BandQuality | None
    visibility: Visibility
    answered: int
    relevant: int
    not_relevant: tuple[str, ...]
    open_indicators: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        return self.visibility == Visibility.SHOWN

    @property
    def points(self) -> float | None:
        """The point on the scale 0–100."""
        return None if self.point is None else 20 * self.point


@dataclass(frozen=True)
class Stage:
    """The named level 0–5, and the dimensions that limit it below what the total allows."""

    level: int
    name: str
    unlimited: int
    limited_by: tuple[int, ...]


@dataclass(frozen=True)
class Readiness:
    """The readiness of a firm by one edition; `total` and `stage` are None where not shown.

    `missing` are the numbers of dimensions that do not count in the total („ohne Daten“).
    """

    edition: str
    dimensions: tuple[DimensionScore, ...]
    total: float | None
    band: Band | None
    stage: Stage | None
    answered: int
    relevant: int
    missing: tuple[int, ...]

    def dimension(self, number: int) -> DimensionScore:
        return next(score for score in self.dimensions if score.dimension.number == number)


def assess_readiness(given: ReadinessInput, method: Method) -> Readiness:
    """Points, bands, total and level from the answers (method.md 1).

    Levels 0–5; a band can only shrink with better evidence or one more answer. Every result is
    non-decreasing in every given level. Source: the method's edition.
    """
    scores = tuple(_score(dimension, given, method) for dimension in method.dimensions)
    answered = sum(score.answered for score in scores)
    relevant = sum(score.relevant for score in scores)
    shown = [score for score in scores if score.is_shown]
    rules = method.readiness
    enough = 10 * answered >= rules.shown_tenths * relevant
    total = _total(shown) if enough and len(shown) >= rules.dimensions_for_total else None
    return Readiness(
        edition=method.edition,
        dimensions=scores,
        total=total,
        band=_total_band(scores),
        stage=_stage(total, scores, rules),
        answered=answered,
        relevant=relevant,
        missing=tuple(score.dimension.number for score in scores if not score.is_shown),
    )


def band_of(level: float | None, half_width: float) -> tuple[float, float]:
    """The ends of one answer in levels; an open answer may be anything."""
    if level is None:
        return 0.0, TOP
    return max(0.0, level - half_width), min(TOP, level + half_width)


def _score(dimension: Dimension, given: ReadinessInput, method: Method) -> DimensionScore:
    rows = [row for row in method.indicators if row.dimension == dimension.number]
    answers = [(row, given.answer(row.id)) for row in rows]
    relevant = [(row, answer) for row, answer in answers if not answer.not_relevant]
    answered = [(row, answer.level) for row, answer in relevant if answer.level is not None]
    band = None
    if relevant:
        widths = method.evidence.half_widths
        ends = [band_of(answer.level, widths[answer.evidence]) for _, answer in relevant]
        weighted = [row for row, _ in relevant]
        band = Band(
            _mean(weighted, [low for low, _ in ends]),
            _mean(weighted, [high for _, high in ends]),
        )
    point = None
    if answered:
        point = _mean([row for row, _ in answered], [level for _, level in answered])
    return DimensionScore(
        dimension=dimension,
        point=point,
        band=band,
        quality=None if band is None else _quality(band, method.readiness),
        visibility=_visibility(len(answered), len(relevant), len(rows), method.readiness),
        answered=len(answered),
        relevant=len(relevant),
        not_relevant=tuple(row.id for row, answer in answers if answer.not_relevant),
        open_indicators=tuple(row.id for row, answer in answers if answer.is_open),
    )


def _mean(rows: Sequence[Indicator], values: Sequence[float]) -> float:
    weights = [row.weight for row in rows]
    total = sum(weight * value for weight, value in zip(weights, values, strict=True))
    return total / sum(weights)


def _quality(band: Band, rules: ReadinessRules) -> BandQuality:
    width = band.half_width - TOLERANCE
    if width <= rules.quality_high:
        return BandQuality.HIGH
    return BandQuality.MEDIUM if width <= rules.quality_medium else BandQuality.LOW


def _visibility(answered: int, relevant: int, rows: int, rules: ReadinessRules) -> Visibility:
    if rows - relevant > rules.most_not_relevant:
        return Visibility.NOT_RATABLE
    if answered and 10 * answered >= rules.shown_tenths * relevant:
        return Visibility.SHOWN
    return Visibility.TOO_FEW


def _total(shown: Sequence[DimensionScore]) -> float:
    weights = sum(score.dimension.weight for score in shown)
    return sum(score.dimension.weight * (score.point or 0.0) for score in shown) / weights


def _total_band(scores: Sequence[DimensionScore]) -> Band | None:
    bands = [(score.dimension.weight, score.band) for score in scores if score.band is not None]
    if not bands:
        return None
    total = sum(weight for weight, _ in bands)
    return Band(
        sum(weight * band.low for weight, band in bands) / total,
        sum(weight * band.high for weight, band in bands) / total,
    )


def _stage(
    total: float | None, scores: Sequence[DimensionScore], rules: ReadinessRules
) -> Stage | None:
    chain = [score for score in scores if score.dimension.number in rules.chain]
    if total is None or not all(score.is_shown for score in chain):
        return None
    top = len(rules.level_names) - 1
    unlimited = top if total >= rules.top_level - TOLERANCE else _floor(total)
    limits = {score.dimension.number: _floor(score.point or 0.0) + 1 for score in chain}
    level = min(unlimited, *limits.values())
    limiting = tuple(number for number, limit in limits.items() if limit == level < unlimited)
    return Stage(level, rules.level_names[level], unlimited, limiting)


def _floor(level: float) -> int:
    return math.floor(level + TOLERANCE)
