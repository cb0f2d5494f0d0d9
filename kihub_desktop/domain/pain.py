"""What pain points cost a year, as far as somebody has put a figure on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kihub_desktop.domain.visit_records import PainPoint


def cost_per_year(pain: PainPoint) -> Decimal | None:
    """Euro a year: cost per case times cases a year; None while one of them is unknown."""
    if pain.cost_per_case is None or pain.cases_per_year is None:
        return None
    return pain.cost_per_case * pain.cases_per_year


@dataclass(frozen=True)
class PainTotal:
    """The sum in euro a year over `counted` of `all` pain points."""

    euros: Decimal
    counted: int
    all: int


def total_of(pains: Iterable[PainPoint]) -> PainTotal:
    """What all pain points together cost, and how many of them have a figure."""
    costs = [cost_per_year(each) for each in pains]
    known = [each for each in costs if each is not None]
    return PainTotal(sum(known, Decimal(0)), len(known), len(costs))
