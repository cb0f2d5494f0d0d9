"""The business case as it is entered: cash lines with three-point estimates, horizon, grant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

DEFAULT_DRAWS = 100_000
FEWEST_DRAWS, MOST_DRAWS = 10_000, 200_000
LONGEST_HORIZON = 30
LONGEST_PILOT = 36
"""Months."""


class Side(StrEnum):
    COST = "cost"
    BENEFIT = "benefit"

    @property
    def sign(self) -> int:
        """-1 for money that leaves, +1 for money that comes."""
        return -1 if self is Side.COST else 1


class Part(StrEnum):
    """Which estimate of a line is meant."""

    QUANTITY = "quantity"
    PRICE = "price"


@dataclass(frozen=True)
class ThreePoint:
    """An estimate as it was entered; for costs the pessimistic value is usually the high one."""

    pessimistic: float
    likely: float
    optimistic: float

    @classmethod
    def certain(cls, value: float) -> ThreePoint:
        return cls(value, value, value)

    @property
    def low(self) -> float:
        return min(self.pessimistic, self.optimistic)

    @property
    def high(self) -> float:
        return max(self.pessimistic, self.optimistic)

    @property
    def is_finite(self) -> bool:
        return all(map(math.isfinite, (self.pessimistic, self.likely, self.optimistic)))

    @property
    def is_certain(self) -> bool:
        return self.low == self.high

    def times(self, factor: float) -> ThreePoint:
        return ThreePoint(self.pessimistic * factor, self.likely * factor, self.optimistic * factor)


@dataclass(frozen=True)
class CashLine:
    """Money of one kind, once a year from `first_year` to `last_year` (0 = before the start).

    Amount of a year in EUR: quantity x price, or the quantity alone where `price` is None.
    `growth_percent` per year applies from the second year of the line on. One draw of a factor
    holds for all years of the line. Quantities of lines that name the same `driver` rise and
    fall together, `coupling` (0..1) says how closely.
    """

    id: str
    label: str
    side: Side
    first_year: int
    last_year: int
    quantity: ThreePoint
    price: ThreePoint | None = None
    growth_percent: float = 0.0
    unit: str = ""
    source: str = ""
    price_label: str = ""
    driver: str = ""
    coupling: float = 0.0

    @property
    def estimates(self) -> tuple[tuple[Part, ThreePoint], ...]:
        quantity = (Part.QUANTITY, self.quantity)
        return (quantity,) if self.price is None else (quantity, (Part.PRICE, self.price))


@dataclass(frozen=True)
class Grant:
    """A non-repayable grant: a fixed amount in EUR that arrives in one year (0 = at the start)."""

    amount: float
    year: int = 0
    id: str = "grant"
    label: str = ""
    source: str = ""


@dataclass(frozen=True)
class Pilot:
    """A trial before the decision: its cost in EUR at the start, its length in months."""

    cost: float
    months: int


@dataclass(frozen=True)
class BusinessCase:
    """All that is known of the money of one use case.

    `discount_rate` is a fraction per year (0.08 = 8 %); years run from 0 to `horizon_years`,
    each flow at the end of its year, the flow of year 0 undiscounted. The rate is nominal;
    with `todays_prices` the lines are in prices of year 0 and rise by `inflation` (a fraction)
    every year, a grant never does.
    """

    lines: tuple[CashLine, ...]
    horizon_years: int
    discount_rate: float
    grant: Grant | None = None
    seed: int = 2026
    draws: int = DEFAULT_DRAWS
    inflation: float = 0.0
    todays_prices: bool = False
    pilot: Pilot | None = None

    def counts(self, line: CashLine) -> bool:
        """Whether at least one year of the line lies within the horizon."""
        return line.first_year <= min(line.last_year, self.horizon_years)

    def years_of(self, line: CashLine) -> range:
        """The years of the line within the horizon."""
        return range(max(line.first_year, 0), min(line.last_year, self.horizon_years) + 1)


@dataclass(frozen=True)
class MoneyFigures:
    """What the verdict needs (method.md 5): EUR, years; `payback` is discounted, inf if never."""

    p: float
    p10: float
    p50: float
    p90: float
    payback: float
    horizon: int
    investment: float
