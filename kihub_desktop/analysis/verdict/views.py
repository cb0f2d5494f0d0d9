"""The verdict as it is handed to page and report: frozen, complete, with its explanation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from kihub_desktop.analysis.explanation import Node
from kihub_desktop.analysis.verdict.certainty import Certainty
from kihub_desktop.analysis.verdict.conditions import FORBIDDEN, Condition
from kihub_desktop.analysis.verdict.cures import Action
from kihub_desktop.analysis.verdict.scale import Outcome, Pillar, Status
from kihub_desktop.domain.phrases import Phrase


@dataclass(frozen=True)
class Share:
    """A line of a pillar: a component or an adjustment.

    `level` 0–5 (None: an adjustment or not relevant), `weight` rescaled to 100, `exact` its
    points, `shown` the points in tenths as printed; a pillar's `shown` sum to its score.
    """

    key: str
    label: Phrase
    level: float | None
    weight: float
    exact: float
    shown: int


@dataclass(frozen=True)
class PillarView:
    """A pillar: `low` and `high` are equal scores in points unless open answers decide."""

    pillar: Pillar
    name: Phrase
    low: float
    high: float
    low_status: Status
    high_status: Status
    is_open: bool
    shares: tuple[Share, ...]
    conditions: tuple[Condition, ...]
    tree: Node

    @property
    def score(self) -> float | None:
        return None if self.is_open else self.low

    @property
    def status(self) -> Status | None:
        return self.low_status if self.low_status == self.high_status else None

    @property
    def ring(self) -> int | None:
        """The integer in the ring: 59,9 never looks like 60."""
        return None if self.is_open else math.floor(self.low)


@dataclass(frozen=True)
class ImprovementView:
    """„Wird …, wenn …“ as a sentence; `effort_weeks` is the sum, `longest_weeks` the maximum."""

    target: Outcome
    reached: Outcome
    actions: tuple[Action, ...]
    texts: tuple[Phrase, ...]
    sentence: Phrase
    effort_weeks: int
    longest_weeks: int


@dataclass(frozen=True)
class QuestionView:
    """A decisive open question; `outcome` if it alone turns out badly."""

    key: str
    text: Phrase
    outcome: Outcome


@dataclass(frozen=True)
class Recommendation:
    """A row between hard minimum and soft level; it has no effect on the outcome."""

    indicator: str
    text: Phrase
    level: float
    wanted: int
    role: str
    weeks: int
    due: date


@dataclass(frozen=True)
class Step:
    """An entry of the roadmap in the order of the method."""

    code: str
    text: Phrase
    step: Phrase
    role: str
    due: date | None


@dataclass(frozen=True)
class Verdict:
    """The verdict on one use case at `today` by one edition of the method.

    `outcome` is None while open answers decide („noch nicht geprüft“), then `low` and `high`
    are exact bounds. `conditions` lists every knock-out, trigger and condition of all pillars
    that stands however open answers turn out. `evidence` lists the answers behind the
    certainty. `mean` is M for lists and axes (None while open).
    """

    use_case_id: str
    name: str
    edition: str
    today: date
    outcome: Outcome | None
    low: Outcome
    high: Outcome
    pillars: tuple[PillarView, ...]
    conditions: tuple[Condition, ...]
    certainty: Certainty
    questions: tuple[QuestionView, ...]
    improvements: tuple[ImprovementView, ...]
    recommendations: tuple[Recommendation, ...]
    exceptions: tuple[Phrase, ...]
    steps: tuple[Step, ...]
    mean: float | None
    headline: Phrase
    certainty_sentence: Phrase
    tree: Node
    evidence: Node

    def pillar(self, pillar: Pillar) -> PillarView:
        return next(view for view in self.pillars if view.pillar == pillar)

    @property
    def is_settled_early(self) -> bool:
        """The outcome is final although answers are missing (worded by wording.SETTLED)."""
        return self.outcome is not None and any(view.is_open for view in self.pillars)

    @property
    def prohibition(self) -> Condition | None:
        """The knock-out of a forbidden practice; it has no place in a ranking of use cases."""
        return next((entry for entry in self.conditions if entry.code == FORBIDDEN), None)

    @property
    def open_conditions(self) -> tuple[Condition, ...]:
        """The Auflagen, SA included, without triggers and knock-outs."""
        return tuple(entry for entry in self.conditions if entry.is_open_condition)
