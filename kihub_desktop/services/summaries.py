"""Readiness and best verdict of each company, remembered until something in it changes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.domain.choices import Stage
from kihub_desktop.replication.reading import last_arrival_in
from kihub_desktop.services.feasibility import FeasibilityService
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class CompanySummary:
    """`readiness` is the total in levels 0–5 (None: not shown); `outcome` the best verdict,
    None while none is final; `judged` counts final verdicts among `use_cases`."""

    stage: Stage | None
    readiness: float | None
    outcome: Outcome | None
    judged: int
    use_cases: int


class SummaryService:
    def __init__(self, workspace: Workspace, feasibility: FeasibilityService) -> None:
        self._workspace = workspace
        self._feasibility = feasibility
        self._known: dict[UUID, tuple[int, CompanySummary]] = {}

    def known(self, company: UUID) -> CompanySummary | None:
        """The summary if it has been worked out and still holds."""
        found = self._known.get(company)
        return found[1] if found and found[0] == self._arrival(company) else None

    def of(self, company: UUID) -> CompanySummary:
        """The summary, worked out if need be."""
        known = self.known(company)
        if known is not None:
            return known
        arrival = self._arrival(company)
        readiness = self._feasibility.readiness(company)
        verdicts = [each.verdict for each in self._feasibility.all_judged(company)]
        final = [each.outcome for each in verdicts if each.outcome is not None]
        summary = CompanySummary(
            stage=readiness.stage,
            readiness=readiness.result.total,
            outcome=max(final, default=None),
            judged=len(final),
            use_cases=len(verdicts),
        )
        self._known[company] = (arrival, summary)
        return summary

    def _arrival(self, company: UUID) -> int:
        with self._workspace.reading() as connection:
            return last_arrival_in(connection, str(company))
