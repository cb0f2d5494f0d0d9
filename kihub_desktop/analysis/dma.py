"""The EU Digital Maturity Assessment: points per question, six dimensions 0–100, total, band.

Per question 10 · points / possible points, per dimension 10 · mean of its questions, in total the
unweighted mean of the dimensions (EDIH portal; Technologies 13(12), 541, eq. 4). The three
published readings of the first dimension are profiles of the catalogue.

All sums are exact fractions, so that
a total of exactly 50 stays in its band.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kihub_desktop.domain.dma import (
    AnswerType,
    DmaBand,
    DmaCatalogue,
    DmaDimension,
    DmaItem,
    DmaQuestion,
    PlanRule,
    ScoringProfile,
    StrategyRule,
    item_id,
)

_PLANNED, _INVESTED = 1, 2
Answers = Mapping[str, int]
"""Values by „Q7.data_policy“ as in `AnswerType`; a missing row is an open one."""


@dataclass(frozen=True)
class QuestionScore:
    """A question: its points of those possible, how many rows are answered, its score 0–10.

    `score` is None while a row is open; `excluded` says that the negative row sets it to 0.
    """

    key: str
    answered: int
    rows: int
    points: float
    possible: int
    score: float | None
    excluded: bool = False


@dataclass(frozen=True)
class DimensionPoints:
    """A dimension 0–100; None while one of its questions is open."""

    key: str
    score: float | None
    questions: tuple[QuestionScore, ...]


@dataclass(frozen=True)
class DmaResult:
    """The assessment under one profile; `total` and `band` are None while anything is open."""

    profile: str
    dimensions: tuple[DimensionPoints, ...]
    total: float | None
    band: DmaBand | None

    @property
    def answered(self) -> int:
        return sum(each.answered for each in self._questions())

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self._questions())

    @property
    def complete_questions(self) -> int:
        return sum(each.score is not None for each in self._questions())

    def _questions(self) -> list[QuestionScore]:
        return [each for dimension in self.dimensions for each in dimension.questions]


@dataclass(frozen=True)
class DmaChange:
    """A dimension (or "total") at two stages in points 0–100, and the difference."""

    key: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def assess_dma(given: Answers, catalogue: DmaCatalogue, profile: ScoringProfile) -> DmaResult:
    """The scores of all dimensions under a profile.

    ValueError for a row that the edition does not have or a value that its type does not allow.
    """
    _check(given, catalogue)
    found = [_dimension(each, given, profile) for each in catalogue.dimensions]
    dimensions = tuple(dimension for dimension, _exact in found)
    exact = [score for _dimension, score in found if score is not None]
    if len(exact) < len(found):
        return DmaResult(profile.key, dimensions, None, None)
    total = sum(exact, Fraction(0)) / len(exact)
    return DmaResult(profile.key, dimensions, float(total), band_of(total, catalogue.bands))


def band_of(total: Fraction | float, bands: Sequence[DmaBand]) -> DmaBand:
    """The band of a total that has not been rounded; its upper end belongs to it."""
    return next(band for band in bands if total <= band.upto)


def compare_dma(before: DmaResult, after: DmaResult) -> tuple[DmaChange, ...]:
    """Every dimension and then the total at two stages; both must follow one profile."""
    if before.profile != after.profile:
        raise ValueError(f"{before.profile} and {after.profile} cannot be compared")
    pairs = zip(before.dimensions, after.dimensions, strict=True)
    lines = [DmaChange(old.key, old.score, new.score) for old, new in pairs]
    return (*lines, DmaChange("total", before.total, after.total))


def _check(given: Answers, catalogue: DmaCatalogue) -> None:
    tops = {item_id(question, item): question.type.top for question, item in catalogue.items()}
    for key, value in given.items():
        if key not in tops:
            raise ValueError(f"the edition has no row {key}")
        if not 0 <= value <= tops[key]:
            raise ValueError(f"{key} lies between 0 and {tops[key]}, not {value}")


def _dimension(
    dimension: DmaDimension, given: Answers, profile: ScoringProfile
) -> tuple[DimensionPoints, Fraction | None]:
    found = [_question(question, given, profile) for question in dimension.questions]
    scores = tuple(score for score, _points in found)
    if any(score.score is None for score in scores):
        return DimensionPoints(dimension.key, None, scores), None
    parts = [(points, score.possible) for score, points in found]
    if is_pooled(dimension, profile):
        exact = 100 * sum((p for p, _of in parts), Fraction(0)) / sum(of for _p, of in parts)
    else:
        exact = 100 * sum((p / of for p, of in parts), Fraction(0)) / len(parts)
    return DimensionPoints(dimension.key, float(exact), scores), exact


def is_pooled(dimension: DmaDimension, profile: ScoringProfile) -> bool:
    """Whether the points of all its questions go into one fraction, instead of their mean."""
    has_plans = any(question.type is AnswerType.PLANS for question in dimension.questions)
    return has_plans and profile.strategy is StrategyRule.POOLED


def _question(
    question: DmaQuestion, given: Answers, profile: ScoringProfile
) -> tuple[QuestionScore, Fraction]:
    values = [(item, given.get(item_id(question, item))) for item in question.items]
    answered = sum(value is not None for _item, value in values)
    possible = _possible(question, profile)
    negative = question.negative
    excluded = negative is not None and given.get(item_id(question, negative)) == 1
    points = Fraction(0)
    if not excluded:
        points = sum((item_points(question, item, v, profile) for item, v in values), Fraction(0))
    complete = excluded or answered == len(values)
    score = float(10 * points / possible) if complete else None
    return (
        QuestionScore(
            question.key, answered, len(values), float(points), possible, score, excluded
        ),
        points,
    )


def _possible(question: DmaQuestion, profile: ScoringProfile) -> int:
    if question.type is AnswerType.PLANS and profile.plans is PlanRule.EACH_TICK:
        return 2 * len(question.items)
    return profile.data_items if question.negative is not None else len(question.items)


def item_points(
    question: DmaQuestion, item: DmaItem, value: int | None, profile: ScoringProfile
) -> Fraction:
    """The points of one row under a profile; 0 for an open one and for the negative one."""
    if value is None or item.negative:
        return Fraction(0)
    if question.type is not AnswerType.PLANS:
        return Fraction(value, question.type.top)
    planned, invested = bool(value & _PLANNED), bool(value & _INVESTED)
    if profile.plans is PlanRule.EACH_TICK:
        return Fraction(planned + invested)
    return Fraction(1) if invested else Fraction(planned, 2)
