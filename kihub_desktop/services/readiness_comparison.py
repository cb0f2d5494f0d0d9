"""The readiness at two stages side by side: any two, by default the latest ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kihub_desktop.analysis.readiness_stages import Change, compare_stages
from kihub_desktop.domain.choices import Stage
from kihub_desktop.services.feasibility import FeasibilityService, ReadinessView
from kihub_desktop.services.interviews import InterviewService


@dataclass(frozen=True)
class ReadinessComparison:
    """Two stages with their days; `total` is the difference of the totals in levels."""

    before: ReadinessView
    after: ReadinessView
    days: tuple[date | None, date | None]
    changes: tuple[Change, ...]

    @property
    def total(self) -> float | None:
        old, new = self.before.result.total, self.after.result.total
        return None if old is None or new is None else new - old


def compare_readiness(
    feasibility: FeasibilityService,
    interviews: InterviewService,
    company: UUID,
    stages: tuple[Stage, Stage] | None = None,
) -> ReadinessComparison | None:
    """Two stages that have been begun, by default the latest ones; None while there is only one."""
    begun = interviews.stages(company)
    if len(begun) < 2:
        return None
    asked = sorted(set(stages or ()) & set(begun))
    pair = asked if len(asked) == 2 else begun[-2:]
    before, after = (feasibility.readiness(company, stage) for stage in pair)
    days = tuple(_day(interviews, company, stage) for stage in pair)
    changes = compare_stages(before.result, after.result)
    return ReadinessComparison(before, after, (days[0], days[1]), changes)


def _day(interviews: InterviewService, company: UUID, stage: Stage) -> date | None:
    assessment = interviews.state(company, stage).assessment
    return assessment.held_on if assessment else None
