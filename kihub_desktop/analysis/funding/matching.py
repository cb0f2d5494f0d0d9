"""Holds every programme of an edition against the facts of one use case."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kihub_desktop.analysis.funding.checks import checks_of, remaining
from kihub_desktop.analysis.funding.estimate import estimate
from kihub_desktop.analysis.funding.facts import Fact, FundingFacts, Truth
from kihub_desktop.analysis.funding.result import About, Check, Estimate, Match, Outcome
from kihub_desktop.domain.funding import (
    Confidence,
    FundingCatalogue,
    Programme,
    ProgrammeStatus,
    Purpose,
    Said,
)
from kihub_desktop.domain.phrases import Amount, Phrase, phrase

_ORDER = {outcome: place for place, outcome in enumerate(Outcome)}


def match_all(facts: FundingFacts, catalogue: FundingCatalogue) -> tuple[Match, ...]:
    """Every programme, the best outcome first, then the larger grant."""
    found = [match(each, facts, catalogue) for each in catalogue.programmes]
    return tuple(sorted(found, key=_rank))


def _rank(found: Match) -> tuple[int, int, str]:
    amount = found.estimate.low or found.estimate.potential or 0
    return _ORDER[found.outcome], -int(amount), found.programme.name


def match(programme: Programme, facts: FundingFacts, catalogue: FundingCatalogue) -> Match:
    """One programme: what it asks, what is open, and what it could give.

    A programme that has ended says so whatever the facts are, because old pages still advertise
    it. An unknown fact leaves the outcome open and never makes it NOT_ELIGIBLE. An entry that is
    not verified (status unclear, confidence C or K) is never called fitting.
    """
    standing, today = programme.standing, facts.today
    checks = checks_of(programme, facts, catalogue)
    given = estimate(programme, facts, catalogue)
    deadline = tuple(_deadline(programme, today))
    stale = is_stale(standing.checked_on, today, catalogue.stale_after_months)
    found = Match(
        programme,
        Outcome.ELIGIBLE,
        (*checks, *deadline),
        tuple(_conditions(programme, facts, given, catalogue)),
        (),
        tuple(_notes(programme, today, catalogue.stale_after_months if stale else None)),
        given,
        _ending(programme, today, catalogue.ends_soon_days),
        stale,
    )
    return replace(found, outcome=_outcome(found, today), missing=_missing(found.checks))


def _outcome(found: Match, today: date) -> Outcome:
    standing = found.programme.standing
    truths = {each.truth for each in found.checks}
    if standing.status is ProgrammeStatus.ENDED or _is_over(found.programme, today):
        return Outcome.ENDED
    if Truth.NO in truths:
        return Outcome.NOT_ELIGIBLE
    if standing.status is ProgrammeStatus.PAUSED:
        return Outcome.PAUSED
    if standing.status is ProgrammeStatus.UNCLEAR or not standing.confidence.is_verified:
        return Outcome.UNVERIFIED
    if Truth.UNKNOWN in truths or found.conditions:
        return Outcome.CONDITIONAL
    return Outcome.ELIGIBLE


def _missing(checks: Sequence[Check]) -> tuple[Fact, ...]:
    found = (each.fact for each in checks if each.truth is Truth.UNKNOWN)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _is_over(programme: Programme, today: date) -> bool:
    last = programme.standing.valid_until
    return last is not None and today > last


def _ending(programme: Programme, today: date, days: int) -> date | None:
    last = programme.standing.valid_until
    near = last is not None and 0 <= (last - today).days <= days
    return last if near else None


def is_stale(checked_on: date, today: date, months: int) -> bool:
    """Whether more than so many months have passed since somebody looked it up."""
    whole = checked_on.year * 12 + checked_on.month - 1 + months
    year, month = divmod(whole, 12)
    day = min(checked_on.day, calendar.monthrange(year, month + 1)[1])
    return today > date(year, month + 1, day)


def _deadline(programme: Programme, today: date) -> Iterator[Check]:
    if programme.standing.status is not ProgrammeStatus.CALL:
        return
    coming = [each for each in programme.standing.deadlines if each >= today]
    if coming:
        yield Check(About.DEADLINE, Truth.YES, phrase("Nächster Stichtag {day}", day=min(coming)))
    else:
        reason = phrase("Antrag nur zu Stichtagen; der nächste ist nicht bekannt")
        yield Check(About.DEADLINE, Truth.UNKNOWN, reason)


def _conditions(
    programme: Programme, facts: FundingFacts, given: Estimate, catalogue: FundingCatalogue
) -> Iterator[Phrase]:
    """What has to be met or asked, and is no fact that the product knows."""
    yield from (phrase(each) for each in programme.conditions)
    if facts.novelty and programme.purposes == (Purpose.ADOPTION,):
        yield phrase("Gefördert wird die Einführung, nicht der Entwicklungsanteil")
    if programme.standing.unclear:
        yield phrase(programme.standing.unclear)
    left = remaining(facts, catalogue)
    if programme.de_minimis is Said.UNKNOWN and left is not None and (given.high or 0) > left:
        yield phrase("Falls De-minimis: nur noch {n} frei", n=Amount(left, unit="€"))


def _notes(programme: Programme, today: date, stale_after: int | None) -> Iterator[Phrase]:
    """How things stand with the entry itself, what matters most first.

    `stale_after` are the months after which it counts as old, None for one that is not old.
    """
    standing = programme.standing
    yield from _running(programme, today)
    if standing.status is ProgrammeStatus.UNCLEAR:
        yield phrase("Ungeprüft: Ob das Programm Anträge annimmt, war nicht zu belegen")
    if not standing.confidence.is_verified:
        yield phrase("Ungeprüft: Die Angaben sind älter oder schwach belegt")
    elif standing.confidence is Confidence.B:
        yield phrase("Aus zweiter Hand belegt; vor dem Antrag beim Geber prüfen")
    if stale_after is not None:
        yield phrase(
            "Vor mehr als {n} Monaten geprüft ({day})", n=stale_after, day=standing.checked_on
        )


def _running(programme: Programme, today: date) -> Iterator[Phrase]:
    standing = programme.standing
    last = standing.valid_until
    if standing.status is ProgrammeStatus.ENDED and last is None:
        yield phrase("Beendet; wird auf alten Seiten noch beworben")
    elif standing.status is ProgrammeStatus.ENDED:
        yield phrase("Seit {day} geschlossen; wird auf alten Seiten noch beworben", day=last or "")
    elif last is not None and _is_over(programme, today):
        yield phrase("Die bekannte Laufzeit endete am {day}", day=last)
    elif standing.status is ProgrammeStatus.PAUSED:
        yield phrase("Der Geber nimmt zurzeit keine Anträge an")
