"""Cost and benefit lines that use cases usually have: labels and questions, never a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kihub_desktop.domain.choices import Archetype, CashBasis, Side
from kihub_desktop.domain.questionnaire import CitedSource


@dataclass(frozen=True)
class CashLineTemplate:
    """`last_year` None means to the end of the horizon; `priced`: quantity times price.

    `basis` says what of a captured process or pain point the line counts, if anything.
    """

    key: str
    side: Side
    label: str
    unit: str
    first_year: int
    last_year: int | None
    priced: bool
    question: str
    basis: CashBasis | None = None


@dataclass(frozen=True)
class CashLineGroup:
    """Lines for use cases of some archetypes; none named means for every use case."""

    key: str
    name: str
    archetypes: tuple[Archetype, ...]
    sources: tuple[str, ...]
    lines: tuple[CashLineTemplate, ...]


@dataclass(frozen=True)
class CarbonFactor:
    """Grams of CO₂ per kilowatt hour of electricity from the grid; `told` says by whom."""

    grams: Decimal
    told: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class CashLineLibrary:
    """One edition of the library; keys stay the same over editions."""

    kind: str
    edition: str
    stand: date
    title: str
    sources: tuple[CitedSource, ...]
    electricity_carbon: CarbonFactor
    groups: tuple[CashLineGroup, ...]

    def ordered(self, archetype: Archetype | None) -> tuple[CashLineGroup, ...]:
        """All groups, those that fit the archetype first, then those for everybody."""

        def rank(group: CashLineGroup) -> int:
            if archetype in group.archetypes:
                return 0
            return 2 if group.archetypes else 1

        return tuple(sorted(self.groups, key=rank))

    def line(self, key: str) -> CashLineTemplate | None:
        return next(
            (each for group in self.groups for each in group.lines if each.key == key), None
        )
