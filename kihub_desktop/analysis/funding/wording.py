"""How outcomes, amounts and reasons of funding are worded, in the window and in the report."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from kihub_desktop.analysis.funding.facts import Fact, Truth
from kihub_desktop.analysis.funding.result import About, Match, Outcome
from kihub_desktop.domain.funding import FundingKind, Programme, ProgrammeLevel
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase

NOTHING = "–"
_REASONS = 2
_WORDS: Mapping[StrEnum, Phrase] = {
    Outcome.ELIGIBLE: phrase("passt"),
    Outcome.CONDITIONAL: phrase("unter Bedingung"),
    Outcome.UNVERIFIED: phrase("ungeprüft"),
    Outcome.PAUSED: phrase("pausiert"),
    Outcome.NOT_ELIGIBLE: phrase("passt nicht"),
    Outcome.ENDED: phrase("beendet"),
}
KIND_WORDS: Mapping[FundingKind, Phrase] = {
    FundingKind.GRANT: phrase("Zuschuss"),
    FundingKind.VOUCHER: phrase("Gutschein"),
    FundingKind.COACHING: phrase("Coaching"),
    FundingKind.TAX: phrase("Steuer"),
    FundingKind.STIPEND: phrase("Stipendium"),
    FundingKind.LOAN: phrase("Darlehen"),
    FundingKind.GUARANTEE: phrase("Bürgschaft"),
    FundingKind.EQUITY: phrase("Kapitalbeteiligung"),
    FundingKind.SERVICE: phrase("kostenlose Hilfe"),
}
LEVEL_WORDS: Mapping[ProgrammeLevel, Phrase] = {
    ProgrammeLevel.SACHSEN: phrase("Sachsen"),
    ProgrammeLevel.THUERINGEN: phrase("Thüringen"),
    ProgrammeLevel.BUND: phrase("Bund"),
    ProgrammeLevel.EU: phrase("Europäische Union"),
}
FACT_WORDS: Mapping[Fact, Phrase] = {
    Fact.DISTRICT: phrase("In welchem Landkreis sitzt das Unternehmen?"),
    Fact.TOWN: phrase("In welchem Ort sitzt das Unternehmen?"),
    Fact.SIZE: phrase("Wie groß ist das Unternehmen?"),
    Fact.EMPLOYEES: phrase("Wie viele Beschäftigte, mit verbundenen Unternehmen?"),
    Fact.TURNOVER: phrase("Welcher Umsatz und welche Bilanzsumme?"),
    Fact.FOUNDED: phrase("Seit wann gibt es das Unternehmen?"),
    Fact.INDUSTRY: phrase("Welcher Wirtschaftszweig?"),
    Fact.STARTUP: phrase("Ist es ein Start-up?"),
    Fact.COLLECTIVE: phrase("Gibt es Tarifbindung?"),
    Fact.DE_MINIMIS: phrase("Wie viel De-minimis wurde schon bewilligt?"),
    Fact.COSTS: phrase("Was wird das Vorhaben kosten?"),
    Fact.NOVELTY: phrase("Ist es technisch neu und riskant?"),
    Fact.INSTITUTE: phrase("Ist eine Hochschule oder ein Institut dabei?"),
    Fact.ORDERED: phrase("Ist schon etwas beauftragt?"),
    Fact.TRAINING_HOURS: phrase("Wie viele Stunden Weiterbildung?"),
}
"""The question behind a missing fact."""


def fit_word(found: Match) -> Phrase:
    """„passt“, or the last day where that is near."""
    if found.outcome is Outcome.ELIGIBLE and found.ends_on is not None:
        return phrase("endet {day}", day=found.ends_on)
    return outcome_word(found.outcome)


def outcome_word(outcome: Outcome) -> Phrase:
    return _WORDS[outcome]


def amount_shown(found: Match) -> Value:
    """The estimate, what kind of help it is where no rate is known, or nothing."""
    given = found.estimate
    if found.outcome in {Outcome.ENDED, Outcome.NOT_ELIGIBLE, Outcome.PAUSED}:
        return NOTHING
    if given.potential is not None:
        return phrase("bis {n}", n=_euro(given.potential))
    if given.low is None or given.high is None:
        return _without_rate(found.programme)
    if given.high == 0:
        return phrase("noch offen")
    if given.low == given.high:
        return phrase("bis {n}", n=_euro(given.high))
    return phrase("{low} bis {high}", low=_euro(given.low), high=_euro(given.high))


def _without_rate(programme: Programme) -> Value:
    if not programme.money.rates:
        return KIND_WORDS[programme.kind]
    most = programme.money.max_grant
    return phrase("nicht belegt") if most is None else phrase("höchstens {n}", n=_euro(most))


def _euro(amount: Decimal) -> Amount:
    return Amount(amount, unit="€")


def offer_of(programme: Programme) -> Value:
    """Giver and what is given: „SAB · Zuschuss 35 %“."""
    percents = sorted({each.percent for each in programme.money.rates if each.percent is not None})
    kind = KIND_WORDS[programme.kind]
    if programme.money.offer:
        given: Value = phrase(programme.money.offer)
    elif not percents:
        given = kind
    elif len(percents) == 1:
        given = phrase("{kind} {rate}", kind=kind, rate=Amount(percents[0], unit="%"))
    else:
        rate = phrase(
            "{low} bis {high}", low=Amount(percents[0]), high=Amount(percents[-1], unit="%")
        )
        given = phrase("{kind} {rate}", kind=kind, rate=rate)
    return Joined((programme.giver, given), " · ")


def why(found: Match) -> Value:
    """The one or two reasons that matter most."""
    reasons: tuple[Phrase, ...] = found.reasons[:_REASONS]
    if found.outcome is Outcome.ELIGIBLE:
        reasons = _praise(found)
    elif found.outcome is Outcome.UNVERIFIED and not reasons:
        reasons = found.notes[:1]
    if found.is_stale:
        reasons = (phrase("Stand veraltet"), *reasons[:1])
    return Joined(reasons or (phrase(found.programme.summary),), "; ")


def _praise(found: Match) -> tuple[Phrase, ...]:
    """Why it fits: what has to be done before it ends, else costs and place."""
    if found.ends_on is not None and found.programme.hints:
        return (phrase(found.programme.hints[0]),)
    wanted = (About.COSTS, About.REGION, About.SIZE)
    met = [each for each in found.checks if each.truth is Truth.YES and each.about in wanted]
    met.sort(key=lambda each: wanted.index(each.about))
    return tuple(each.reason for each in met[:1])
