"""What the page of the findings shows, as data without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.findings import FindingQuestion
from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.use_case_choice import UseCaseChoice


@dataclass(frozen=True)
class SourceChoice:
    """A data source that could be linked."""

    id: UUID
    name: str


@dataclass(frozen=True)
class FindingLine:
    """One question with its answer; `is_open` if the verdict waits for it.

    `stand_in` says what holds while an optional finding is not given; it leads to `replaces` of
    the question.
    """

    question: FindingQuestion
    entries: Entries
    evidence: int | None
    is_open: bool
    stand_in: Phrase | None = None


@dataclass(frozen=True)
class FindingGroupState:
    """The questions that belong to one pillar."""

    key: str
    name: str
    lines: tuple[FindingLine, ...]

    @property
    def open_count(self) -> int:
        return sum(line.is_open for line in self.lines)


@dataclass(frozen=True)
class SourceState:
    """A linked data source; `missing` counts what the verdict still needs of it."""

    source: UUID
    name: str
    note: str
    entries: Entries
    evidence: int | None
    missing: int


@dataclass(frozen=True)
class SourcesState:
    """The linked sources, what could be linked, and how many entries are open.

    `recorded` counts the data sources of the company; with none there is nothing to link.
    """

    links: tuple[SourceState, ...] = ()
    candidates: tuple[SourceChoice, ...] = ()
    recorded: int = 0
    open_count: int = 0


@dataclass(frozen=True)
class VoteLine:
    id: UUID
    participant: str
    value: int | None


@dataclass(frozen=True)
class VotesState:
    """The votes; `summary` says what they give, or how many are missing."""

    lines: tuple[VoteLine, ...]
    next_name: str
    summary: Phrase


@dataclass(frozen=True)
class FindingsState:
    """`missing` says what has to be there first; then there is nothing else to show."""

    choices: tuple[UseCaseChoice, ...] = ()
    chosen: UUID | None = None
    as_of: int = 0
    groups: tuple[FindingGroupState, ...] = ()
    sources: SourcesState = SourcesState()
    votes: VotesState | None = None
    missing: Phrase | None = None
    missing_page: str = ""

    @property
    def open_count(self) -> int:
        return sum(group.open_count for group in self.groups) + self.sources.open_count
