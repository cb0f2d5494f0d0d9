"""What the verdict page shows, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.domain.phrases import Phrase, Value
from kihub_desktop.ui.use_case_choice import UseCaseChoice

if TYPE_CHECKING:
    from kihub_desktop.analysis.explanation import Node

EVIDENCE = "evidence"
"""Explained instead of a pillar: how well the answers are evidenced."""


@dataclass(frozen=True)
class PillarCard:
    """A pillar: `low` and `high` differ while open answers decide; `status` as in the method."""

    key: str
    name: Phrase
    low: float
    high: float
    status: int | None
    note: Value


@dataclass(frozen=True)
class ConditionLine:
    """A condition with who meets it until when; `agreed` says which of the two were agreed.

    `kind` names a K.-o. or a data project; `address` leads to the answer behind it.
    """

    code: str
    kind: Phrase | None
    text: Phrase
    why: Phrase
    who: Value
    due: date
    owner_agreed: bool
    due_agreed: bool
    address: str


@dataclass(frozen=True)
class StepLine:
    number: int
    text: Phrase
    detail: Value
    due: date | None


@dataclass(frozen=True)
class QuestionLine:
    """An open question that decides; `address` is where it is answered."""

    text: Phrase
    address: str


@dataclass(frozen=True)
class CompareLine:
    """A use case beside the others, best first; `outcome` is None while open answers decide.

    While its money is being simulated it has no place and no figures (`is_due`).
    """

    use_case: UUID
    title: str
    place: int = 0
    is_tied: bool = False
    is_due: bool = False
    outcome: int | None = None
    low: int = 0
    high: int = 0
    pillars: tuple[PillarCard, ...] = ()
    conditions: int = 0
    certainty: Phrase | None = None


@dataclass(frozen=True)
class VerdictState:
    """One verdict as it is drawn; `outcome` is None while open answers decide.

    `fulfilled` names what was agreed and no longer stands in the way.
    """

    title: str
    outcome: int | None
    low: int
    high: int
    headline: Phrase
    certainty: Phrase
    condition_count: Phrase
    knockout_count: Phrase
    has_knockouts: bool
    pillars: tuple[PillarCard, ...]
    conditions: tuple[ConditionLine, ...]
    fulfilled: tuple[Phrase, ...]
    steps: tuple[StepLine, ...]
    questions: tuple[QuestionLine, ...]
    improvements: tuple[Phrase, ...]
    explained: str
    explained_title: Phrase
    tree: Node
    edition: str


@dataclass(frozen=True)
class FeasibilityState:
    """`verdict` is None without a company or a use case (`missing` says which) or while it is
    still being worked out (`is_due`): an old figure is never shown for a new one."""

    choices: tuple[UseCaseChoice, ...]
    chosen: UUID | None
    verdict: VerdictState | None
    missing: Phrase | None = None
    is_due: bool = False
    compared: tuple[CompareLine, ...] = ()
