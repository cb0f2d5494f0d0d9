"""What matching says about a programme: an outcome, its reasons, what is missing, an estimate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kihub_desktop.analysis.explanation import Node
from kihub_desktop.analysis.funding.facts import Fact, Truth
from kihub_desktop.domain.funding import Programme
from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.phrases import Phrase


class Outcome(StrEnum):
    """From the best to the worst; a programme that is known to have ended is always ENDED."""

    ELIGIBLE = "eligible"
    CONDITIONAL = "conditional"
    UNVERIFIED = "unverified"
    PAUSED = "paused"
    NOT_ELIGIBLE = "not_eligible"
    ENDED = "ended"


class About(StrEnum):
    """What a check is about."""

    REGION = "region"
    SIZE = "size"
    LIMIT = "limit"
    INDUSTRY = "industry"
    STARTUP = "startup"
    INSTITUTE = "institute"
    PURPOSE = "purpose"
    COSTS = "costs"
    ORDER = "order"
    DE_MINIMIS = "de_minimis"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Check:
    """One condition of a programme; `fact` is the answer that an unknown one waits for."""

    about: About
    truth: Truth
    reason: Phrase
    fact: Fact | None = None


@dataclass(frozen=True)
class Estimate:
    """A grant in EUR for the planned costs: from `low` to `high` while facts are open.

    Both are None where no rate is known. `potential` is what an advice would give at most that is
    not planned yet. `used` are the costs that the grant of `low` takes up.
    """

    low: Decimal | None
    high: Decimal | None
    tree: Node
    potential: Decimal | None = None
    used: Mapping[CostType, Decimal] | None = None


@dataclass(frozen=True)
class Match:
    """A programme held against the facts.

    `conditions` are what has to be met or asked besides open facts; `notes` say how old and how
    sure the entry is; `ends_on` is set when its last day is near.
    """

    programme: Programme
    outcome: Outcome
    checks: tuple[Check, ...]
    conditions: tuple[Phrase, ...]
    missing: tuple[Fact, ...]
    notes: tuple[Phrase, ...]
    estimate: Estimate
    ends_on: date | None = None
    is_stale: bool = False

    @property
    def reasons(self) -> tuple[Phrase, ...]:
        """What decides: what is not met, else what is open or to be met, else what is met."""
        refused = tuple(each.reason for each in self.checks if each.truth is Truth.NO)
        unknown = tuple(each.reason for each in self.checks if each.truth is Truth.UNKNOWN)
        if self.outcome is Outcome.ENDED:
            return self.notes[:1]
        if refused:
            return refused
        if unknown or self.conditions:
            return unknown + self.conditions
        return tuple(each.reason for each in self.checks)


@dataclass(frozen=True)
class Part:
    """One programme of a plan with what it gives for costs that no other one has taken."""

    programme: Programme
    outcome: Outcome
    amount: Decimal | None
    used: Mapping[CostType, Decimal]
    step: str = ""


@dataclass(frozen=True)
class Plan:
    """Programmes together; `total` in EUR never counts a cost twice."""

    key: str
    label: str
    text: str
    parts: tuple[Part, ...]
    total: Decimal
    notes: tuple[Phrase, ...]
    tree: Node
