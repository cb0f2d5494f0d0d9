"""What the page of the use cases shows, as data without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kihub_desktop.analysis.explanation import Node
from kihub_desktop.domain.choices import ProcessArea
from kihub_desktop.domain.phrases import Phrase, Value
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.widgets.fields import Option

OFFICE = frozenset(
    {
        ProcessArea.DEVELOPMENT,
        ProcessArea.PURCHASING,
        ProcessArea.SALES,
        ProcessArea.ADMINISTRATION,
    }
)
"""Areas whose use cases are marked as office work; all others are production."""


@dataclass(frozen=True)
class VerdictWord:
    """The verdict as a pill; `worked_out` is False until it is known, then None is open."""

    outcome: int | None = None
    worked_out: bool = False


@dataclass(frozen=True)
class Mark:
    """A use case in the matrix; all values 0–1, spreads are half-widths.

    `judged` is the mean of the verdict's pillars, None until there is a final verdict. `money`
    is the median net present value in EUR, None while it is not known. `office` is None without
    a process.
    """

    id: UUID
    title: str
    benefit: float
    benefit_spread: float | None
    estimate: float
    estimate_spread: float | None
    judged: float | None
    refused: bool
    money: float | None
    office: bool | None


@dataclass(frozen=True)
class RankLine:
    """A line of the ranking; `rank` and `worth` are None while ratings are missing.

    What is forbidden keeps its worth and has no rank; `unranked` says why there is none.
    `first` is the share of rank 1 (0–1), None until it is worked out.
    """

    id: UUID
    rank: int | None
    title: str
    worth: float | None
    verdict: VerdictWord
    unranked: Phrase | None
    first: float | None = None


@dataclass(frozen=True)
class WeightLine:
    """A criterion with its weight in percent; `assumed` marks our own assumption.

    `spread` is half the range between persons, None with fewer than two.
    """

    name: str
    weight: float
    assumed: bool
    spread: float | None = None


@dataclass(frozen=True)
class UseCaseLine:
    id: UUID
    title: str
    process: str
    archetype: Phrase | None
    persons: int
    verdict: VerdictWord
    start: date | None


@dataclass(frozen=True)
class UseCasesState:
    """`known` is False while no company is chosen, `ready` while verdicts are worked out first."""

    known: bool
    ready: bool = False
    subtitle: Value = ""
    lines: tuple[UseCaseLine, ...] = ()
    ranking: tuple[RankLine, ...] = ()
    marks: tuple[Mark, ...] = ()
    unmarked: int = 0
    weights: tuple[WeightLine, ...] = ()
    weights_notes: tuple[Value, ...] = ()
    by_topsis: bool = False
    ranking_notes: tuple[Value, ...] = ()
    origins: Mapping[UUID, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class UseCaseDraft:
    """What the dialog of a use case starts with; `use_case` is None for a new one."""

    use_case: UUID | None
    as_of: int
    entries: Entries
    processes: tuple[Option, ...]


@dataclass(frozen=True)
class RatedCriterion:
    """A criterion of the rating dialog with its anchors and what the person gave.

    `proposal` is what the template of the use case would give; it counts only when adopted.
    """

    key: str
    name: str
    question: str
    anchors: Mapping[int, str]
    value: int | None
    proposal: int | None = None


@dataclass(frozen=True)
class RatingState:
    """One person's ratings of one use case; `place` of `total` in the list.

    `problem` is one sentence beside the name; what waits for a name is shown but not saved.
    """

    title: str
    place: int
    total: int
    person: str
    persons: tuple[str, ...]
    criteria: tuple[RatedCriterion, ...]
    problem: Phrase | None = None
    waiting: int = 0
