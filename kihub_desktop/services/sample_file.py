"""What the file of the sample holds, and the records that become of one company."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from kihub_desktop.domain.fields import Record
from kihub_desktop.domain.funding_records import FundingCase, FundingChoice
from kihub_desktop.domain.legal_records import LegalFact, SecurityAnswer
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.domain.portfolio_records import CriterionPair, PortfolioChoice
from kihub_desktop.domain.records import (
    Answer,
    Assessment,
    BusinessCase,
    CashLine,
    Company,
    Contact,
    DataSource,
    Finding,
    Process,
    Rating,
    SourceLink,
    UseCase,
    Vote,
)
from kihub_desktop.domain.roadmap_records import RoadmapStep
from kihub_desktop.domain.training_records import Training
from kihub_desktop.domain.visit_records import (
    Affiliate,
    Decision,
    ItSystem,
    Machine,
    Observation,
    Obstacle,
    PainPoint,
    Participant,
    Site,
    Task,
    Visit,
)

Fields = dict[str, Any]


@dataclass(frozen=True)
class Interview:
    """One stage: `answers` in full, `profile` as bare levels of a dimension (None = open)."""

    record: Fields
    answers: tuple[Fields, ...] = ()
    profile: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    profile_evidence: str = "1"


@dataclass(frozen=True)
class Opinion:
    """What one role gave each criterion."""

    person: str
    ratings: dict[str, int]


@dataclass(frozen=True)
class SampleUseCase:
    """A use case with what hangs on it; `sources` and `cash_lines` name others by their key."""

    record: Fields
    findings: tuple[Fields, ...] = ()
    sources: tuple[Fields, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    votes: tuple[int, ...] = ()
    business_case: Fields | None = None
    cash_lines: tuple[Fields, ...] = ()
    legal: dict[str, str] = field(default_factory=dict)
    sketch: Fields | None = None
    funding: Fields | None = None
    programmes: tuple[Fields, ...] = ()


@dataclass(frozen=True)
class SampleVisit:
    """What a visit yields beside that; sites, machines, systems and visits are keyed."""

    sites: dict[str, Fields] = field(default_factory=dict)
    systems: dict[str, Fields] = field(default_factory=dict)
    machines: dict[str, Fields] = field(default_factory=dict)
    visits: dict[str, Fields] = field(default_factory=dict)
    affiliates: tuple[Fields, ...] = ()
    pain_points: tuple[Fields, ...] = ()
    obstacles: tuple[Fields, ...] = ()
    participants: tuple[Fields, ...] = ()
    observations: tuple[Fields, ...] = ()
    decisions: tuple[Fields, ...] = ()
    tasks: tuple[Fields, ...] = ()


@dataclass(frozen=True)
class SampleComparison:
    """One person's comparison of two criteria, as in CriterionPair."""

    first: str
    second: str
    judgement: int


@dataclass(frozen=True)
class SampleWeighting:
    """How the group weighs: its choice, and what each role said in pairs."""

    choice: Fields
    pairs: dict[str, tuple[SampleComparison, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class SampleCompany:
    """One company as it stands in the file; processes and sources are keyed for references."""

    key: str
    company: Fields
    contacts: tuple[Fields, ...] = ()
    processes: dict[str, Fields] = field(default_factory=dict)
    data_sources: dict[str, Fields] = field(default_factory=dict)
    interviews: tuple[Interview, ...] = ()
    use_cases: tuple[SampleUseCase, ...] = ()
    on_site: SampleVisit = field(default_factory=SampleVisit)
    weighting: SampleWeighting | None = None
    it_security: dict[str, str] = field(default_factory=dict)
    legal: dict[str, str] = field(default_factory=dict)
    roadmap: tuple[Fields, ...] = ()
    trainings: tuple[Fields, ...] = ()


@dataclass(frozen=True)
class SampleFile:
    kind: str
    edition: str
    stand: date
    companies: tuple[SampleCompany, ...]


@dataclass(frozen=True)
class SampleRecords:
    """All records of one company, by their kind in the log."""

    company: tuple[Company, ...]
    contact: tuple[Contact, ...]
    process: tuple[Process, ...]
    data_source: tuple[DataSource, ...]
    assessment: tuple[Assessment, ...]
    answer: tuple[Answer, ...]
    use_case: tuple[UseCase, ...]
    finding: tuple[Finding, ...]
    source_link: tuple[SourceLink, ...]
    rating: tuple[Rating, ...]
    vote: tuple[Vote, ...]
    business_case: tuple[BusinessCase, ...]
    cash_line: tuple[CashLine, ...]
    funding_case: tuple[FundingCase, ...]
    funding_choice: tuple[FundingChoice, ...]
    site: tuple[Site, ...]
    it_system: tuple[ItSystem, ...]
    machine: tuple[Machine, ...]
    visit: tuple[Visit, ...]
    affiliate: tuple[Affiliate, ...]
    pain_point: tuple[PainPoint, ...]
    obstacle: tuple[Obstacle, ...]
    participant: tuple[Participant, ...]
    observation: tuple[Observation, ...]
    decision: tuple[Decision, ...]
    task: tuple[Task, ...]
    portfolio_choice: tuple[PortfolioChoice, ...]
    criterion_pair: tuple[CriterionPair, ...]
    security_answer: tuple[SecurityAnswer, ...]
    legal_fact: tuple[LegalFact, ...]
    roadmap_step: tuple[RoadmapStep, ...]
    pilot: tuple[PilotSketch, ...]
    training: tuple[Training, ...]

    def all(self) -> Iterator[Record]:
        for each in fields(self):
            yield from getattr(self, each.name)
