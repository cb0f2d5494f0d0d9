"""What matching knows of a company and its plan; what is not known is never taken for no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.sme import ORDER, SizeClass


class Truth(StrEnum):
    """Three-valued logic after Kleene."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def truth_of(value: bool | None) -> Truth:
    if value is None:
        return Truth.UNKNOWN
    return Truth.YES if value else Truth.NO


def all_of(parts: Iterable[Truth]) -> Truth:
    """NO if any is no, else UNKNOWN if any is unknown; YES for none."""
    found = set(parts)
    return next((each for each in (Truth.NO, Truth.UNKNOWN) if each in found), Truth.YES)


def any_of(parts: Iterable[Truth]) -> Truth:
    """YES if any is yes, else UNKNOWN if any is unknown; NO for none."""
    found = set(parts)
    return next((each for each in (Truth.YES, Truth.UNKNOWN) if each in found), Truth.NO)


class Fact(StrEnum):
    """An answer that matching asks for."""

    DISTRICT = "district"
    TOWN = "town"
    SIZE = "size"
    EMPLOYEES = "employees"
    TURNOVER = "turnover"
    FOUNDED = "founded"
    INDUSTRY = "industry"
    STARTUP = "startup"
    COLLECTIVE = "collective"
    DE_MINIMIS = "de_minimis"
    COSTS = "costs"
    NOVELTY = "novelty"
    INSTITUTE = "institute"
    ORDERED = "ordered"
    TRAINING_HOURS = "training_hours"


@dataclass(frozen=True)
class Span:
    """A figure that lies from `low` to `high`, both included; `high` None: no bound is known."""

    low: Decimal = Decimal(0)
    high: Decimal | None = None

    @classmethod
    def exactly(cls, value: Decimal) -> Span:
        return cls(value, value)


@dataclass(frozen=True)
class FundingFacts:
    """Company and plan on one day.

    `sizes` are the classes still possible; spans count linked enterprises. `industry` is a code of
    WZ 2008 without its edition. `costs` are planned amounts in EUR, None while nothing is planned.
    `de_minimis` is what was already received in EUR.
    """

    today: date
    district: str | None = None
    town: str | None = None
    sizes: tuple[SizeClass, ...] = ORDER
    employees: Span = field(default_factory=Span)
    turnover: Span = field(default_factory=Span)
    balance: Span = field(default_factory=Span)
    founded: int | None = None
    industry: str | None = None
    startup: bool | None = None
    collective_agreement: bool | None = None
    de_minimis: Decimal | None = None
    costs: Mapping[CostType, Decimal] | None = None
    novelty: bool | None = None
    institute: bool | None = None
    ordered: bool | None = None
    ordered_on: date | None = None
    training_hours: Decimal | None = None

    @property
    def age(self) -> Span:
        """Years since the founding, of which only the calendar year is known."""
        if self.founded is None:
            return Span()
        year = Decimal(self.today.timetuple().tm_yday) / Decimal(366)
        high = max(Decimal(0), Decimal(self.today.year - self.founded) + year)
        return Span(max(Decimal(0), high - 1), high)
