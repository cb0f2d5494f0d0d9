"""The conditions of a programme, each held against the facts with three values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kihub_desktop.analysis.funding.facts import (
    Fact,
    FundingFacts,
    Span,
    Truth,
    any_of,
    truth_of,
)
from kihub_desktop.analysis.funding.places import lies_in_any, place_fact
from kihub_desktop.analysis.funding.result import About, Check
from kihub_desktop.domain.funding import (
    FundingCatalogue,
    FundingLimit,
    Measured,
    Programme,
    Purpose,
    Said,
)
from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.funding_words import FUNDING_WORDS
from kihub_desktop.domain.phrases import Amount, Joined, Value, phrase
from kihub_desktop.domain.sme import SIZE_WORDS

_LIMIT_FACTS = {
    Measured.EMPLOYEES: Fact.EMPLOYEES,
    Measured.TURNOVER: Fact.TURNOVER,
    Measured.TURNOVER_OR_BALANCE: Fact.TURNOVER,
    Measured.AGE: Fact.FOUNDED,
    Measured.TRAINING_HOURS: Fact.TRAINING_HOURS,
}
_LIMIT_WORDS = {
    Measured.EMPLOYEES: phrase("Beschäftigte mit verbundenen Unternehmen"),
    Measured.TURNOVER: phrase("Umsatz mit verbundenen Unternehmen"),
    Measured.TURNOVER_OR_BALANCE: phrase("Umsatz oder Bilanzsumme"),
    Measured.AGE: phrase("Alter des Unternehmens"),
    Measured.TRAINING_HOURS: phrase("Umfang der Weiterbildung"),
}


def checks_of(
    programme: Programme, facts: FundingFacts, catalogue: FundingCatalogue
) -> tuple[Check, ...]:
    """Every condition that the catalogue names of this programme, in the order of its weight."""
    return (
        *_region(programme, facts, catalogue),
        *_size(programme, facts),
        *(_limit(each, facts) for each in programme.who.limits),
        *_industry(programme, facts),
        *_startup(programme, facts),
        *_purpose(programme, facts),
        *_institute(programme, facts),
        *_costs(programme, facts),
        *_order(programme, facts),
        *_de_minimis(programme, facts, catalogue),
    )


def _region(
    programme: Programme, facts: FundingFacts, catalogue: FundingCatalogue
) -> Iterator[Check]:
    areas = programme.who.areas
    if not areas:
        return
    truth = lies_in_any(areas, facts, catalogue)
    names = Joined(tuple(phrase(catalogue.area(key).label) for key in areas))
    reason = {
        Truth.YES: phrase("Sitz in {area}", area=names),
        Truth.NO: phrase("Nur in {area}", area=names),
        Truth.UNKNOWN: phrase("Nur in {area}; der Ort ist noch offen", area=names),
    }[truth]
    yield Check(About.REGION, truth, reason, place_fact(facts))


def _size(programme: Programme, facts: FundingFacts) -> Iterator[Check]:
    allowed = programme.who.sizes
    if not allowed:
        return
    inside = [each in allowed for each in facts.sizes]
    truth = Truth.YES if all(inside) else Truth.UNKNOWN if any(inside) else Truth.NO
    names = Joined(tuple(SIZE_WORDS[each] for each in allowed))
    reason = {
        Truth.YES: phrase("Größe passt ({sizes})", sizes=names),
        Truth.NO: phrase("Nur für {sizes}", sizes=names),
        Truth.UNKNOWN: phrase("Nur für {sizes}; die Größe ist noch offen", sizes=names),
    }[truth]
    yield Check(About.SIZE, truth, reason, Fact.SIZE)


def _limit(limit: FundingLimit, facts: FundingFacts) -> Check:
    truth = _held(limit, facts)
    said = phrase("{what} {bound}", what=_LIMIT_WORDS[limit.measured], bound=_bound(limit))
    reason = {
        Truth.YES: said,
        Truth.NO: phrase("Verlangt: {limit}", limit=said),
        Truth.UNKNOWN: phrase("Verlangt: {limit}; noch offen", limit=said),
    }[truth]
    return Check(About.LIMIT, truth, reason, _LIMIT_FACTS[limit.measured])


def _held(limit: FundingLimit, facts: FundingFacts) -> Truth:
    match limit.measured:
        case Measured.EMPLOYEES:
            return _within(limit, facts.employees)
        case Measured.TURNOVER:
            return _within(limit, facts.turnover)
        case Measured.TURNOVER_OR_BALANCE:
            return any_of((_within(limit, facts.turnover), _within(limit, facts.balance)))
        case Measured.AGE:
            return _within(limit, facts.age)
        case Measured.TRAINING_HOURS:
            hours = facts.training_hours
            return _within(limit, Span() if hours is None else Span.exactly(hours))


def _within(limit: FundingLimit, span: Span) -> Truth:
    """Whether every value of the span keeps every bound (YES), none can (NO), or some."""
    low, high = span.low, span.high
    surely, possibly = True, True
    if limit.below is not None:
        surely &= high is not None and high < limit.below
        possibly &= low < limit.below
    if limit.up_to is not None:
        surely &= high is not None and high <= limit.up_to
        possibly &= low <= limit.up_to
    if limit.above is not None:
        surely &= low > limit.above
        possibly &= high is None or high > limit.above
    if limit.at_least is not None:
        surely &= low >= limit.at_least
        possibly &= high is None or high >= limit.at_least
    return Truth.YES if surely else Truth.UNKNOWN if possibly else Truth.NO


def _bound(limit: FundingLimit) -> Joined:
    parts = []
    if limit.below is not None:
        parts.append(phrase("unter {value}", value=_shown(limit.measured, limit.below)))
    if limit.up_to is not None:
        parts.append(phrase("höchstens {value}", value=_shown(limit.measured, limit.up_to)))
    if limit.above is not None:
        parts.append(phrase("über {value}", value=_shown(limit.measured, limit.above)))
    if limit.at_least is not None:
        parts.append(phrase("mindestens {value}", value=_shown(limit.measured, limit.at_least)))
    return Joined(tuple(parts))


def _shown(measured: Measured, value: Decimal) -> Value:
    match measured:
        case Measured.AGE:
            return phrase("{n} Jahre", n=Amount(value))
        case Measured.TRAINING_HOURS:
            return phrase("{n} Stunden", n=Amount(value))
        case Measured.EMPLOYEES:
            return Amount(value)
        case _:
            return Amount(value, unit="€")


def _industry(programme: Programme, facts: FundingFacts) -> Iterator[Check]:
    who = programme.who
    if not (who.industries or who.not_industries or who.doubtful):
        return
    code = facts.industry
    if code is None:
        reason = phrase("Nicht für alle Branchen; der Wirtschaftszweig fehlt")
        yield Check(About.INDUSTRY, Truth.UNKNOWN, reason, Fact.INDUSTRY)
    elif code.startswith(who.not_industries) or (
        who.industries and not code.startswith(who.industries)
    ):
        reason = phrase("Die Branche {code} ist ausgenommen", code=code)
        yield Check(About.INDUSTRY, Truth.NO, reason, Fact.INDUSTRY)
    elif who.doubtful and code.startswith(who.doubtful):
        reason = phrase("Ob die Branche {code} gefördert wird, ist beim Geber zu klären", code=code)
        yield Check(About.INDUSTRY, Truth.UNKNOWN, reason)
    else:
        yield Check(About.INDUSTRY, Truth.YES, phrase("Branche {code} passt", code=code))


def _startup(programme: Programme, facts: FundingFacts) -> Iterator[Check]:
    if not programme.who.startup:
        return
    truth = truth_of(facts.startup)
    reason = {
        Truth.YES: phrase("Start-up oder Gründung"),
        Truth.NO: phrase("Nur für Start-ups und Gründungen"),
        Truth.UNKNOWN: phrase("Nur für Start-ups und Gründungen; noch offen"),
    }[truth]
    yield Check(About.STARTUP, truth, reason, Fact.STARTUP)


def _purpose(programme: Programme, facts: FundingFacts) -> Iterator[Check]:
    if programme.purposes != (Purpose.RESEARCH,):
        return
    truth = truth_of(facts.novelty)
    reason = {
        Truth.YES: phrase("Entwicklung mit technischem Risiko"),
        Truth.NO: phrase("Verlangt Forschung und Entwicklung; gekaufte Technik genügt nicht"),
        Truth.UNKNOWN: phrase("Verlangt Forschung und Entwicklung; noch offen, ob es das ist"),
    }[truth]
    yield Check(About.PURPOSE, truth, reason, Fact.NOVELTY)


def _institute(programme: Programme, facts: FundingFacts) -> Iterator[Check]:
    if not programme.who.institute:
        return
    truth = truth_of(facts.institute)
    reason = {
        Truth.YES: phrase("Mit Hochschule oder Institut"),
        Truth.NO: phrase("Nur mit einer Hochschule oder einem Institut"),
        Truth.UNKNOWN: phrase("Nur mit einer Hochschule oder einem Institut; noch offen"),
    }[truth]
    yield Check(About.INSTITUTE, truth, reason, Fact.INSTITUTE)


def eligible_costs(programme: Programme, facts: FundingFacts) -> Decimal:
    """Planned costs of the kinds that count, by the share that counts, in EUR without a cap."""
    costs = facts.costs or {}
    return sum(
        (costs.get(each.type, Decimal(0)) * each.share / 100 for each in programme.money.costs),
        Decimal(0),
    )


def _costs(programme: Programme, facts: FundingFacts) -> Iterator[Check]:
    money = programme.money
    if not money.costs:
        return
    names = Joined(tuple(FUNDING_WORDS[CostType][each.type] for each in money.costs))
    eligible = eligible_costs(programme, facts)
    if eligible == 0 and money.additive:
        reason = phrase("{costs} kommt zu den geplanten Kosten hinzu", costs=names)
        yield Check(About.COSTS, Truth.YES, reason)
    elif facts.costs is None:
        reason = phrase("Fördert {costs}; geplante Kosten fehlen noch", costs=names)
        yield Check(About.COSTS, Truth.UNKNOWN, reason, Fact.COSTS)
    elif eligible == 0:
        reason = phrase("Keine geförderten Kosten geplant (gefördert: {costs})", costs=names)
        yield Check(About.COSTS, Truth.NO, reason, Fact.COSTS)
    elif money.min_costs is not None and eligible < money.min_costs:
        least = Amount(money.min_costs, unit="€")
        shown = Amount(eligible, unit="€")
        reason = phrase("Mindestens {least} förderfähig, geplant {n}", least=least, n=shown)
        yield Check(About.COSTS, Truth.NO, reason, Fact.COSTS)
    else:
        shown = Amount(eligible, unit="€")
        yield Check(About.COSTS, Truth.YES, phrase("Förderfähig geplant: {n}", n=shown))


def _order(programme: Programme, facts: FundingFacts) -> Iterator[Check]:
    if not programme.before_order:
        return
    truth = {None: Truth.UNKNOWN, True: Truth.NO, False: Truth.YES}[facts.ordered]
    placed = (
        phrase("Schon am {day} beauftragt: Der Antrag käme zu spät", day=facts.ordered_on)
        if facts.ordered_on
        else phrase("Schon beauftragt oder begonnen: Der Antrag käme zu spät")
    )
    reason = {
        Truth.YES: phrase("Noch nichts beauftragt"),
        Truth.NO: placed,
        Truth.UNKNOWN: phrase("Nur, wenn noch nichts beauftragt ist"),
    }[truth]
    yield Check(About.ORDER, truth, reason, Fact.ORDERED)


def remaining(facts: FundingFacts, catalogue: FundingCatalogue) -> Decimal | None:
    """What is left of the de-minimis ceiling in EUR; None while it is unknown."""
    if facts.de_minimis is None:
        return None
    return max(Decimal(0), catalogue.de_minimis.ceiling - facts.de_minimis)


def _de_minimis(
    programme: Programme, facts: FundingFacts, catalogue: FundingCatalogue
) -> Iterator[Check]:
    if programme.de_minimis is not Said.YES:
        return
    left = remaining(facts, catalogue)
    ceiling = Amount(catalogue.de_minimis.ceiling, unit="€")
    if left is None:
        reason = phrase("De-minimis: Was schon bewilligt ist, fehlt noch", ceiling=ceiling)
        yield Check(About.DE_MINIMIS, Truth.UNKNOWN, reason, Fact.DE_MINIMIS)
    elif left == 0:
        reason = phrase("Der De-minimis-Rahmen von {ceiling} ist ausgeschöpft", ceiling=ceiling)
        yield Check(About.DE_MINIMIS, Truth.NO, reason, Fact.DE_MINIMIS)
    else:
        reason = phrase("Im De-minimis-Rahmen sind {n} frei", n=Amount(left, unit="€"))
        yield Check(About.DE_MINIMIS, Truth.YES, reason)
