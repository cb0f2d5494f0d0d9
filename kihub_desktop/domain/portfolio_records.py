"""The records by which a group weighs the criteria of its use cases."""

from __future__ import annotations

from dataclasses import dataclass

import kihub_desktop.domain.records
import kihub_desktop.domain.visit_records  # noqa: F401  their kinds come before these
from kihub_desktop.domain import choices
from kihub_desktop.domain.fields import Holds, Record, record_kind, recorded


@record_kind("portfolio_choice", "Rangfolge", "Wahl der Rangfolge")
@dataclass(frozen=True, kw_only=True)
class PortfolioChoice(Record):
    """How this company weighs and orders; id = slot of the company."""

    way: choices.WeightingWay | None = recorded(
        "Gewichte aus", Holds.CHOICE, choices=choices.WeightingWay, since=2
    )
    order: choices.RankingOrder | None = recorded(
        "Rangfolge nach", Holds.CHOICE, choices=choices.RankingOrder, since=2
    )
    random_index: choices.RandomIndexTable | None = recorded(
        "Zufallsindex", Holds.CHOICE, choices=choices.RandomIndexTable, since=2
    )


@record_kind("criterion_choice", "Kriterium", "Kriterien der Gruppe")
@dataclass(frozen=True, kw_only=True)
class CriterionChoice(Record):
    """Whether a criterion counts in this company; id = slot of (company, criterion)."""

    criterion: str | None = recorded("Kriterium", since=2)
    counts: bool | None = recorded("zählt", Holds.FLAG, since=2)


@record_kind("criterion_weight", "Gewicht", "Gewichte der Personen")
@dataclass(frozen=True, kw_only=True)
class CriterionWeight(Record):
    """What one person says of one criterion; id = slot of (company, person, criterion)."""

    person: str | None = recorded("Person", personal=True, since=2)
    criterion: str | None = recorded("Kriterium", since=2)
    points: int | None = recorded("Punkte", Holds.WHOLE, since=2)
    place: int | None = recorded("Platz", Holds.WHOLE, since=2)


@record_kind("criterion_pair", "Paarvergleich", "Paarvergleiche")
@dataclass(frozen=True, kw_only=True)
class CriterionPair(Record):
    """One person's comparison of two criteria; id = slot of (company, person, first, second).

    `judgement` is 1 for equal, 2 to 9 if `first` weighs that many times more, −2 to −9 if
    `second` does. `first` comes before `second` in the alphabet, so that a pair has one slot.
    """

    person: str | None = recorded("Person", personal=True, since=2)
    first: str | None = recorded("Kriterium A", since=2)
    second: str | None = recorded("Kriterium B", since=2)
    judgement: int | None = recorded("Urteil", Holds.WHOLE, since=2)
