"""What companies of a sector usually have: a start for the first visit, never a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kihub_desktop.domain.choices import ProcessArea, Sector, SourceKind, SystemKind
from kihub_desktop.domain.questionnaire import CitedSource


@dataclass(frozen=True)
class ProcessTemplate:
    key: str
    area: ProcessArea
    name: str
    problem: str


@dataclass(frozen=True)
class SystemTemplate:
    key: str
    kind: SystemKind
    name: str


@dataclass(frozen=True)
class SourceTemplate:
    key: str
    kind: SourceKind
    name: str
    system: str


@dataclass(frozen=True)
class QuestionTemplate:
    """Something to ask on the tour; its answer becomes an observation or a task."""

    key: str
    question: str


@dataclass(frozen=True)
class SectorTemplate:
    """Usual processes, systems and data sources of one sector, and what to ask."""

    key: str
    sector: Sector
    sources: tuple[str, ...]
    processes: tuple[ProcessTemplate, ...]
    systems: tuple[SystemTemplate, ...]
    data_sources: tuple[SourceTemplate, ...]
    questions: tuple[QuestionTemplate, ...]

    @property
    def entries(self) -> tuple[ProcessTemplate | SystemTemplate | SourceTemplate, ...]:
        """Everything that becomes a record when it is taken over."""
        return (*self.processes, *self.systems, *self.data_sources)

    def texts(self) -> Iterator[str]:
        """All German texts that a reader sees."""
        for entry in self.entries:
            yield entry.name
        for process in self.processes:
            yield process.problem
        for source in self.data_sources:
            yield source.system
        for asked in self.questions:
            yield asked.question


@dataclass(frozen=True)
class Templates:
    """One edition of the templates; keys stay the same over editions."""

    kind: str
    edition: str
    stand: date
    title: str
    sources: tuple[CitedSource, ...]
    sectors: tuple[SectorTemplate, ...]

    def of(self, sector: Sector | None) -> SectorTemplate:
        """The template of a sector; the general one for a sector that is not known."""
        wanted = sector or Sector.OTHER
        return next(each for each in self.sectors if each.sector is wanted)
