"""The status value of the IT security quick check: a share of points, must-items apart.

A yes brings the weight of its question, a missing must-item costs its deduction, what is not
relevant counts on neither side: value = (points − deductions) / possible points, at least 0.
The scheme follows the idea of DIN SPEC 27076 (an ordinary requirement 1 or 0, an important one
plus or minus 3, nothing worse for what does not apply); the questions are our own.

What is open or unknown is never taken for a yes: it spans the range from `low` (as if no) to
`high` (as if yes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kihub_desktop.domain.choices import CheckAnswer
from kihub_desktop.domain.it_security import SecurityBand, SecurityCatalogue, SecurityQuestion

Answers = Mapping[str, CheckAnswer]
"""By the key of the question; a missing one is open."""
_UNDECIDED = frozenset({None, CheckAnswer.UNKNOWN})
_MISSED = frozenset({CheckAnswer.NO, CheckAnswer.UNKNOWN})


@dataclass(frozen=True)
class AreaStatus:
    """One area: shares 0–1 as in `SecurityStatus`; None if nothing in it is relevant."""

    key: str
    low: float | None
    high: float | None
    answered: int
    questions: int


@dataclass(frozen=True)
class SecurityStatus:
    """The check of one company; `low` and `high` are shares 0–1, None if nothing is relevant.

    `missing_musts` were answered with no or unknown, `missed` are these and all other such items,
    must-items first, then by weight; `deducted` is the share that missing must-items cost in
    `low` beside their own points, before the value is held at 0.
    """

    low: float | None
    high: float | None
    deducted: float
    answered: int
    unknown: int
    questions: int
    areas: tuple[AreaStatus, ...]
    missing_musts: tuple[SecurityQuestion, ...]
    open_musts: tuple[SecurityQuestion, ...]
    missed: tuple[SecurityQuestion, ...]

    @property
    def is_settled(self) -> bool:
        """Whether no open or unknown item can change the value any more."""
        return self.low == self.high


def assess_security(given: Answers, catalogue: SecurityCatalogue) -> SecurityStatus:
    """The status of all areas; answers to questions that the edition lacks are left out."""
    questions = catalogue.questions
    low, high = _range(questions, given)
    missed = [each for each in questions if given.get(each.key) in _MISSED]
    missed.sort(key=lambda each: (not each.must, -each.weight))
    return SecurityStatus(
        low=low,
        high=high,
        deducted=_deducted(questions, given),
        answered=_answered(questions, given),
        unknown=sum(given.get(each.key) is CheckAnswer.UNKNOWN for each in questions),
        questions=len(questions),
        areas=tuple(_area(each.key, catalogue.of(each.key), given) for each in catalogue.areas),
        missing_musts=tuple(each for each in missed if each.must),
        open_musts=tuple(each for each in questions if each.must and each.key not in given),
        missed=tuple(missed),
    )


def band_of(share: float, catalogue: SecurityCatalogue) -> SecurityBand:
    """The band of a share 0–1; its lower end belongs to it."""
    return next(each for each in reversed(catalogue.bands) if 100 * share >= each.least)


def _area(key: str, questions: tuple[SecurityQuestion, ...], given: Answers) -> AreaStatus:
    low, high = _range(questions, given)
    return AreaStatus(key, low, high, _answered(questions, given), len(questions))


def _answered(questions: Iterable[SecurityQuestion], given: Answers) -> int:
    return sum(each.key in given for each in questions)


def _range(
    questions: Iterable[SecurityQuestion], given: Answers
) -> tuple[float | None, float | None]:
    relevant = _relevant(questions, given)
    if not relevant:
        return None, None
    worst = [(each, said is CheckAnswer.YES) for each, said in relevant]
    best = [(each, said is CheckAnswer.YES or said in _UNDECIDED) for each, said in relevant]
    return _share(worst), _share(best)


def _relevant(
    questions: Iterable[SecurityQuestion], given: Answers
) -> list[tuple[SecurityQuestion, CheckAnswer | None]]:
    said = [(each, given.get(each.key)) for each in questions]
    return [(each, answer) for each, answer in said if answer is not CheckAnswer.NOT_RELEVANT]


def _share(met: list[tuple[SecurityQuestion, bool]]) -> float:
    points = sum(each.weight if yes else -each.deduction for each, yes in met)
    return float(Fraction(max(0, points), sum(each.weight for each, _yes in met)))


def _deducted(questions: Iterable[SecurityQuestion], given: Answers) -> float:
    relevant = _relevant(questions, given)
    if not relevant:
        return 0.0
    lost = sum(each.deduction for each, said in relevant if said in _MISSED)
    return float(Fraction(lost, sum(each.weight for each, _said in relevant)))
