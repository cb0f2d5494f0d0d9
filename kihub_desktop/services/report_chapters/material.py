"""Everything the report of one company is made of, read at one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kihub_desktop.analysis.economics.result import EconomicsResult
from kihub_desktop.analysis.portfolio import Standing
from kihub_desktop.analysis.readiness_targets import Gap, target_levels
from kihub_desktop.analysis.verdict.comparison import compare
from kihub_desktop.analysis.verdict.inputs import UseCaseInput
from kihub_desktop.analysis.verdict.method import Method
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.domain.fields import Record, kind_of
from kihub_desktop.domain.findings import FindingsCatalogue
from kihub_desktop.domain.it_security import SecurityCatalogue
from kihub_desktop.domain.law import LawCatalogue
from kihub_desktop.domain.questionnaire import Questionnaire
from kihub_desktop.domain.records import Company, Contact, DataSource, Process
from kihub_desktop.domain.roadmap import Roadmap
from kihub_desktop.domain.visit_records import (
    Affiliate,
    Decision,
    ItSystem,
    Machine,
    Observation,
    Obstacle,
    PainPoint,
    Participant,
    Picture,
    Site,
    Task,
    Visit,
)
from kihub_desktop.services.business_cases import BusinessCaseState
from kihub_desktop.services.conflicts import Conflict
from kihub_desktop.services.dma import DmaState
from kihub_desktop.services.feasibility import Judged, ReadinessView
from kihub_desktop.services.feasibility_inputs import archetype_of
from kihub_desktop.services.funding import FundingResult
from kihub_desktop.services.interviews import InterviewState
from kihub_desktop.services.it_security import SecurityState
from kihub_desktop.services.legal_check import LegalCheck
from kihub_desktop.services.partners import PilotState
from kihub_desktop.services.ranking import Ranking
from kihub_desktop.services.readiness_comparison import ReadinessComparison
from kihub_desktop.services.training import TrainingState
from kihub_desktop.services.use_cases import UseCaseState
from kihub_desktop.services.weighting import Weighting
from kihub_desktop.store.view import View


@dataclass(frozen=True)
class Catalogues:
    """The editions that questions, findings and rules come from."""

    questionnaire: Questionnaire
    findings: FindingsCatalogue
    method: Method
    law: LawCatalogue
    it_security: SecurityCatalogue


@dataclass(frozen=True)
class CaseMaterial:
    """A use case with what was recorded, its verdict and its money."""

    state: UseCaseState
    judged: Judged
    money: BusinessCaseState
    standing: Standing | None = None
    pilot: PilotState | None = None

    @property
    def verdict(self) -> Verdict:
        return self.judged.verdict

    @property
    def economics(self) -> EconomicsResult | None:
        """The calculation, if its numbers are complete."""
        found = self.judged.economics
        return found if isinstance(found, EconomicsResult) else None

    @property
    def has_findings(self) -> bool:
        """Whether anything was recorded beyond the title."""
        state = self.state
        return bool(state.findings or state.links or state.votes or self.money.lines)


@dataclass(frozen=True)
class OnSite:
    """What a visit yields beside processes and data sources, each in its recorded order."""

    sites: tuple[Site, ...] = ()
    affiliates: tuple[Affiliate, ...] = ()
    systems: tuple[ItSystem, ...] = ()
    machines: tuple[Machine, ...] = ()
    pains: tuple[PainPoint, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    visits: tuple[Visit, ...] = ()
    participants: tuple[Participant, ...] = ()
    observations: tuple[Observation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tasks: tuple[Task, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @classmethod
    def of(cls, view: View, company: UUID) -> OnSite:
        return cls(
            sites=view.of_company(Site, company),
            affiliates=view.of_company(Affiliate, company),
            systems=view.of_company(ItSystem, company),
            machines=view.of_company(Machine, company),
            pains=view.of_company(PainPoint, company),
            obstacles=view.of_company(Obstacle, company),
            visits=view.of_company(Visit, company),
            participants=view.of_company(Participant, company),
            observations=view.of_company(Observation, company),
            decisions=view.of_company(Decision, company),
            tasks=view.of_company(Task, company),
            pictures=view.of_company(Picture, company),
        )


def _nothing_stored(_digest: str) -> bytes | None:
    return None


@dataclass(frozen=True)
class Material:
    """One company; `cases` stand in their recorded order."""

    as_of: int
    today: date
    company: Company
    contacts: tuple[Contact, ...]
    processes: tuple[Process, ...]
    sources: tuple[DataSource, ...]
    interview: InterviewState
    readiness: ReadinessView
    gaps: tuple[Gap, ...]
    cases: tuple[CaseMaterial, ...]
    conflicts: tuple[Conflict, ...]
    catalogues: Catalogues
    on_site: OnSite = field(default_factory=OnSite)
    compared: ReadinessComparison | None = None
    dma: DmaState | None = None
    stored: Callable[[str], bytes | None] = _nothing_stored
    """A picture file by its SHA-256; None while it is not here."""
    weighting: Weighting | None = None
    ranking: Ranking | None = None
    roadmap: Roadmap | None = None
    legal: Mapping[UUID, LegalCheck] = field(default_factory=dict)
    security: SecurityState | None = None
    funding: tuple[FundingResult, ...] = ()
    literacy: TrainingState | None = None
    """The plan for AI literacy, with what the leading use case asks for."""

    @property
    def method(self) -> Method:
        return self.catalogues.method

    @property
    def name(self) -> str:
        return self.company.name or "–"

    def disputed(self, record: Record, field: str) -> Conflict | None:
        """The conflict on a field of a record, if it waits for a decision."""
        kind = kind_of(type(record)).name
        for each in self.conflicts:
            if (each.kind, each.record, each.field) == (kind, record.id, field):
                return each
        return None

    def ranked(self) -> tuple[CaseMaterial, ...]:
        """The use cases with a final verdict, the best first, then those still open."""
        by_id = {case.verdict.use_case_id: case for case in self.cases}
        final = [case.verdict for case in self.cases if case.verdict.outcome is not None]
        order = compare(final, self.method.thresholds)
        opened = [case for case in self.cases if case.verdict.outcome is None]
        return (
            *(by_id[each.verdict.use_case_id] for each in order),
            *sorted(opened, key=_how_open),
        )

    def recommended(self) -> CaseMaterial | None:
        """The best use case whose verdict is final and that is worth going on with."""
        for case in self.ranked():
            outcome = case.verdict.outcome
            if outcome is not None and outcome > Outcome.INFEASIBLE:
                return case
        return None

    def leading(self) -> CaseMaterial | None:
        """The recommended use case, else the one that may turn out best; None without any."""
        ranked = self.ranked()
        if not ranked:
            return None
        opened = (case for case in ranked if case.verdict.outcome is None)
        return self.recommended() or next(opened, ranked[0])

    def targets(self) -> Mapping[str, int]:
        """The target level of every indicator for the recorded use cases."""
        planned = [
            UseCaseInput(
                id=str(each.state.use_case.id), name="", archetype=archetype_of(each.state.use_case)
            )
            for each in self.cases
        ]
        return target_levels(planned, self.method)

    def name_of_process(self, identifier: UUID | None) -> str:
        return self.name_of(identifier)

    def name_of(self, identifier: UUID | None) -> str:
        """What a person calls a process, site, machine or system; empty for none."""
        found = self.on_site
        named: tuple[Process | Site | Machine | ItSystem, ...] = (
            *self.processes,
            *found.sites,
            *found.machines,
            *found.systems,
        )
        return next((each.name or "–" for each in named if each.id == identifier), "")


def _how_open(case: CaseMaterial) -> tuple[int, int, int, str]:
    """What may turn out best comes first; among equals what lacks least."""
    verdict = case.verdict
    unknown = sum(view.is_open for view in verdict.pillars)
    return -int(verdict.high), unknown, len(verdict.questions), verdict.name
