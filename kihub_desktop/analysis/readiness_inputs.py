"""What the readiness analysis reads: the answers to the 42 indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class IndicatorAnswer:
    """A level 0–5, an open question (`level` None) or "nicht relevant"; three different things.

    Levels may be fractional (votes, evidence shift). `evidence` is 0 „ohne Angabe“, 1 „Aussage“,
    2 „gesehen“, 3 „Dokument“. `answer_id` is the id of the recorded answer.
    """

    level: float | None = None
    not_relevant: bool = False
    evidence: int = 0
    answer_id: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.level is not None and not 0 <= self.level <= 5:
            raise ValueError(f"a level lies between 0 and 5, not {self.level}")
        if self.evidence not in (0, 1, 2, 3):
            raise ValueError(f"evidence is 0, 1, 2 or 3, not {self.evidence}")

    @property
    def is_open(self) -> bool:
        return self.level is None and not self.not_relevant


OPEN = IndicatorAnswer()


@dataclass(frozen=True)
class ReadinessInput:
    """All answers by indicator code (`D1.1` … `D7.6`); a missing code is an open question."""

    answers: Mapping[str, IndicatorAnswer]

    def answer(self, indicator: str) -> IndicatorAnswer:
        return self.answers.get(indicator, OPEN)
