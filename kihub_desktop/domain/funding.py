"""Funding programmes and how they go together, as a catalogue edition describes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.questionnaire import CitedSource
from kihub_desktop.domain.sme import SizeClass


class FundingKind(StrEnum):
    """What is given; the first four give money that need not be paid back."""

    GRANT = "grant"
    VOUCHER = "voucher"
    COACHING = "coaching"
    TAX = "tax"
    STIPEND = "stipend"
    LOAN = "loan"
    GUARANTEE = "guarantee"
    EQUITY = "equity"
    SERVICE = "service"


class ProgrammeLevel(StrEnum):
    SACHSEN = "sachsen"
    THUERINGEN = "thueringen"
    BUND = "bund"
    EU = "eu"


class ProgrammeStatus(StrEnum):
    """Whether applications are taken; `CALL` only at cut-off dates."""

    OPEN = "offen"
    CALL = "call"
    PAUSED = "pausiert"
    ENDED = "beendet"
    UNCLEAR = "unklar"


class Confidence(StrEnum):
    """How well an entry is evidenced: A primary and recent, B secondary, C old, K known only."""

    A = "A"
    B = "B"
    C = "C"
    K = "K"

    @property
    def is_verified(self) -> bool:
        return self in {Confidence.A, Confidence.B}


class Said(StrEnum):
    """What a source says: yes, no, or nothing that could be found."""

    YES = "ja"
    NO = "nein"
    UNKNOWN = "unbekannt"


class Purpose(StrEnum):
    """Research and development with a technical risk, bringing in what can be bought, founding."""

    RESEARCH = "research"
    ADOPTION = "adoption"
    FOUNDING = "founding"


class Measured(StrEnum):
    """What a limit is about; staff and money count with linked enterprises."""

    EMPLOYEES = "employees"
    TURNOVER = "turnover"
    TURNOVER_OR_BALANCE = "turnover_or_balance"
    AGE = "age"
    TRAINING_HOURS = "training_hours"


@dataclass(frozen=True)
class TownPart:
    """A town that is treated unlike its district; `district` is an AGS of five digits."""

    district: str
    town: str


@dataclass(frozen=True)
class FundingArea:
    """A region: everything whose AGS begins with one of `ags`, but some towns, and some more."""

    key: str
    label: str
    sources: tuple[str, ...]
    ags: tuple[str, ...] = ()
    without: tuple[TownPart, ...] = ()
    towns: tuple[TownPart, ...] = ()


@dataclass(frozen=True)
class FundingLimit:
    """A figure has to lie below, up to, above or from a value on; money in EUR, age in years."""

    measured: Measured
    below: Decimal | None = None
    up_to: Decimal | None = None
    above: Decimal | None = None
    at_least: Decimal | None = None


@dataclass(frozen=True)
class CostRule:
    """A kind of cost that counts, with the share of it in percent that does."""

    type: CostType
    share: Decimal = Decimal(100)


@dataclass(frozen=True)
class FundingRate:
    """A rate in percent for some sizes and areas; none named means for all.

    `percent` None: the source does not name the rate. The caps stand in for the programme's.
    """

    percent: Decimal | None
    sizes: tuple[SizeClass, ...] = ()
    areas: tuple[str, ...] = ()
    max_eligible_costs: Decimal | None = None
    max_grant: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class Surcharge:
    """Percentage points that come on top where there is a collective agreement."""

    percent: Decimal
    label: str


@dataclass(frozen=True)
class FundingMoney:
    """What is paid for and how much.

    `max_eligible_costs` caps the costs, `max_grant` the grant (sources confuse the two).
    `additive`: an advice that comes on top of what is planned; without planned costs of its kind
    the estimate says what it would give at most. `offer` says in words what is given where no
    rate does.
    """

    costs: tuple[CostRule, ...] = ()
    excluded: tuple[CostType, ...] = ()
    rates: tuple[FundingRate, ...] = ()
    surcharge: Surcharge | None = None
    max_eligible_costs: Decimal | None = None
    max_grant: Decimal | None = None
    min_costs: Decimal | None = None
    per_year: bool = False
    additive: bool = False
    offer: str = ""


@dataclass(frozen=True)
class FundingAudience:
    """Who may apply; industries are beginnings of codes of WZ 2008.

    `doubtful` industries were left out in an older notice.
    """

    areas: tuple[str, ...] = ()
    sizes: tuple[SizeClass, ...] = ()
    limits: tuple[FundingLimit, ...] = ()
    industries: tuple[str, ...] = ()
    not_industries: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    startup: bool = False
    institute: bool = False


@dataclass(frozen=True)
class FundingStanding:
    """How things stood when somebody looked it up.

    `unclear` says what the sources leave open and has to be asked before applying.
    """

    status: ProgrammeStatus
    checked_on: date
    confidence: Confidence
    sources: tuple[str, ...]
    valid_until: date | None = None
    deadlines: tuple[date, ...] = ()
    unclear: str = ""


@dataclass(frozen=True)
class Programme:
    """One programme; `before_order`: it has to be applied for before anything is ordered."""

    id: str
    name: str
    giver: str
    level: ProgrammeLevel
    kind: FundingKind
    summary: str
    purposes: tuple[Purpose, ...]
    de_minimis: Said
    before_order: bool
    who: FundingAudience
    money: FundingMoney
    standing: FundingStanding
    url: str = ""
    conditions: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def gives_money(self) -> bool:
        """Whether a rate says what is given and need not be paid back."""
        return bool(self.money.rates)


@dataclass(frozen=True)
class CombinationStep:
    """One of these programmes, the first that fits best."""

    text: str
    programmes: tuple[str, ...]


@dataclass(frozen=True)
class Combination:
    """A pattern of programmes one after the other; costs are the planned ones in EUR."""

    key: str
    label: str
    text: str
    sources: tuple[str, ...]
    steps: tuple[CombinationStep, ...]
    areas: tuple[str, ...] = ()
    sizes: tuple[SizeClass, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    cost_types: tuple[CostType, ...] = ()
    costs_from: Decimal | None = None
    costs_up_to: Decimal | None = None
    startup: bool | None = None


@dataclass(frozen=True)
class DeMinimis:
    """What one undertaking may get in all, in EUR within some years."""

    ceiling: Decimal
    years: int
    checked_on: date
    confidence: Confidence
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class CostLineRule:
    """Which kind of cost a usual line of the business case is."""

    line: str
    type: CostType


@dataclass(frozen=True)
class FundingCatalogue:
    """One edition; ids stay the same over editions.

    An entry is old `stale_after_months` after it was looked up and is announced to end
    `ends_soon_days` before its last day.
    """

    kind: str
    edition: str
    stand: date
    title: str
    stale_after_months: int
    ends_soon_days: int
    sources: tuple[CitedSource, ...]
    areas: tuple[FundingArea, ...]
    de_minimis: DeMinimis
    cost_lines: tuple[CostLineRule, ...]
    programmes: tuple[Programme, ...]
    combinations: tuple[Combination, ...]

    def programme(self, identifier: str) -> Programme | None:
        return next((each for each in self.programmes if each.id == identifier), None)

    def area(self, key: str) -> FundingArea:
        """KeyError for an area that the edition does not define."""
        found = {each.key: each for each in self.areas}
        return found[key]

    def cited(self, programme: Programme) -> Iterator[CitedSource]:
        """The sources of a programme, in the order it names them."""
        known = {each.key: each for each in self.sources}
        yield from (known[key] for key in programme.standing.sources)

    def address(self, programme: Programme) -> str:
        """Where to read on: the page of the programme, else its first source with an address."""
        addresses = (programme.url, *(each.url for each in self.cited(programme)))
        return next((each for each in addresses if each), "")

    def texts(self) -> Iterator[str]:
        """All German sentences a reader sees; names of programmes and givers stay as they are."""
        yield self.title
        yield self.de_minimis.note
        yield from (each.label for each in self.areas)
        for programme in self.programmes:
            yield from _texts(programme)
        for each in self.combinations:
            yield from (each.label, each.text, *(step.text for step in each.steps))

    def expiring(self, today: date, days: int) -> tuple[Programme, ...]:
        """What ends from today on within so many days, the earliest first."""
        found = [
            each
            for each in self.programmes
            if each.standing.valid_until is not None
            and 0 <= (each.standing.valid_until - today).days <= days
        ]
        return tuple(sorted(found, key=lambda each: (each.standing.valid_until, each.id)))


def _texts(programme: Programme) -> Iterator[str]:
    money = programme.money
    yield programme.summary
    yield from programme.conditions
    yield from programme.hints
    rates = (each.note for each in money.rates)
    label = money.surcharge.label if money.surcharge else ""
    yield from filter(None, (money.offer, programme.standing.unclear, label, *rates))
