"""A catalogue made ready for checking: every entry with the places of its conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kihub_desktop.analysis.law.network import Network
from kihub_desktop.analysis.law.truth import Truths, understood
from kihub_desktop.domain.law import (
    Duty,
    Facts,
    Fine,
    LawCatalogue,
    LegalRole,
    Rule,
    Uncertainty,
)
from kihub_desktop.domain.phrases import Phrase


@dataclass(frozen=True)
class PlacedRule:
    """A rule with its condition's place and its day."""

    rule: Rule
    when: int
    day: date | None


@dataclass(frozen=True)
class PlacedDuty:
    """A duty; `dates` are (day, place of its condition, place of that together with `when`)."""

    duty: Duty
    when: int
    who: Phrase
    dates: tuple[tuple[date, int, int], ...]


@dataclass(frozen=True)
class PlacedFine:
    """A fine; `lower` is the place of its condition, `both` of that together with `when`."""

    fine: Fine
    when: int
    lower: int | None
    both: int | None


class LawEngine:
    """One edition of the law, ready for any number of checks; it never changes."""

    def __init__(self, catalogue: LawCatalogue) -> None:
        self.catalogue = catalogue
        self.network = Network(catalogue)
        place = self.network.place
        days = catalogue.day_by_key
        self.rules = tuple(
            PlacedRule(rule, place(rule.when), days[rule.date] if rule.date else None)
            for rule in catalogue.rules
        )
        self.roles: tuple[tuple[LegalRole, int], ...] = tuple(
            (role, place(role.when)) for role in catalogue.roles if role.when is not None
        )
        self.duties = tuple(self._duty(duty) for duty in catalogue.duties)
        self.fines = tuple(self._fine(fine) for fine in catalogue.fines)
        self.uncertainties: tuple[tuple[Uncertainty, int], ...] = tuple(
            (each, place(each.when)) for each in catalogue.uncertainties
        )

    def truths(self, facts: Facts, today: date) -> Truths:
        """All conditions under these facts; what the edition does not know counts as unknown."""
        return Truths(self.network, understood(self.catalogue, facts), today)

    def _duty(self, duty: Duty) -> PlacedDuty:
        when = self.network.place(duty.when)
        dates = []
        for each in duty.dates:
            own = self.network.place(each.when)
            day = self.catalogue.day_by_key[each.date]
            dates.append((day, own, self.network.both(when, own)))
        who = Phrase(self.catalogue.role_by_key[duty.role].name)
        return PlacedDuty(duty, when, who, tuple(dates))

    def _fine(self, fine: Fine) -> PlacedFine:
        when = self.network.place(fine.when)
        if fine.lower_if is None:
            return PlacedFine(fine, when, None, None)
        lower = self.network.place(fine.lower_if)
        return PlacedFine(fine, when, lower, self.network.both(when, lower))
