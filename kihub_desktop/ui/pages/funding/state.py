"""What the page of funding shows, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.analysis.explanation import Node
from kihub_desktop.analysis.funding.facts import Fact, Truth
from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.use_case_choice import UseCaseChoice

NO_USE_CASE = phrase("Förderung gehört zu einem Anwendungsfall; noch ist keiner angelegt.")


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme in the table; `chosen` if it is in the roadmap."""

    id: str
    name: str
    note: Value
    amount: Value
    fit: Phrase
    tone: Tone
    why: Value
    chosen: bool
    order: int


@dataclass(frozen=True)
class FilterChip:
    key: str
    text: Phrase
    count: int


@dataclass(frozen=True)
class MissingFact:
    """An answer that programmes wait for, and how many do."""

    fact: Fact
    text: Phrase


@dataclass(frozen=True)
class ConditionLine:
    """One condition; an open one leads to its answer."""

    truth: Truth
    text: Phrase
    fact: Fact | None = None


@dataclass(frozen=True)
class ProgrammeDetail:
    """Everything about one programme; `entries` are its choice while it is chosen."""

    id: str
    name: str
    note: Value
    fit: Phrase
    tone: Tone
    standing: Value
    summary: Phrase
    conditions: tuple[ConditionLine, ...]
    hints: tuple[Phrase, ...]
    notes: tuple[Phrase, ...]
    sources: tuple[str, ...]
    address: str
    tree: Node | None
    combinations: tuple[Phrase, ...]
    choosable: bool
    entries: Entries | None


@dataclass(frozen=True)
class PlanLine:
    """A combination with what it gives together."""

    key: str
    label: str
    text: str
    parts: Value
    total: Value
    note: Value


@dataclass(frozen=True)
class CostField:
    """What one kind of cost is planned at, as typed, and what the business case gives."""

    type: CostType
    text: str
    derived: Value
    problem: Value = ""


@dataclass(frozen=True)
class FactsForm:
    """What the page itself asks: answers about the use case and planned costs."""

    entries: Entries
    costs: tuple[CostField, ...]
    unassigned: Phrase | None
    account: Phrase


@dataclass(frozen=True)
class FundingState:
    """`missing` says why nothing can be matched yet."""

    missing: Phrase | None = None
    choices: tuple[UseCaseChoice, ...] = ()
    chosen: UUID | None = None
    subtitle: Value = ""
    counts: Value = ""
    checked: Phrase | None = None
    filters: tuple[FilterChip, ...] = ()
    filter: str = ""
    facts_missing: tuple[MissingFact, ...] = ()
    lines: tuple[ProgrammeLine, ...] = ()
    detail: ProgrammeDetail | None = None
    plans: tuple[PlanLine, ...] = ()
    together: Value = ""
    startup: tuple[ProgrammeLine, ...] = ()
    form: FactsForm | None = None
