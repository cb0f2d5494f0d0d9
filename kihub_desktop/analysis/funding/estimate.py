"""The estimated grant: the smaller of rate times eligible costs and the caps, with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.analysis.funding.checks import remaining
from kihub_desktop.analysis.funding.facts import FundingFacts, Truth, all_of
from kihub_desktop.analysis.funding.places import lies_in_any
from kihub_desktop.analysis.funding.result import Estimate
from kihub_desktop.domain.funding import FundingCatalogue, FundingRate, Programme, Said
from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.funding_words import FUNDING_WORDS
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase

_ZERO, _HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class _Sum:
    """One way to calculate: costs that count, after their cap, percent, and the grant."""

    rate: FundingRate
    percent: Decimal
    counted: Mapping[CostType, Decimal]
    base: Decimal
    grant: Decimal
    caps: tuple[tuple[str, Phrase, Decimal], ...]


def estimate(programme: Programme, facts: FundingFacts, catalogue: FundingCatalogue) -> Estimate:
    """What a programme would give for the planned costs, in whole EUR, never rounded up.

    grant = min(rate x min(eligible costs, cap of costs), cap of the grant, what is left of the
    de-minimis ceiling where the programme counts towards it). While size, place or agreement are
    open, `low` and `high` hold the ends over every rate that may apply. More planned costs never
    give less.
    """
    rates = _possible(programme, facts, catalogue)
    costs = dict(facts.costs or {})
    if not rates or any(each.percent is None for each in rates):
        return Estimate(None, None, _unknown(programme, rates))
    planned = _ends(programme, rates, costs, facts, catalogue)
    low, high = planned
    potential = None
    if programme.money.additive and low.base == 0:
        assumed = {rule.type: _assumed(programme, rates) for rule in programme.money.costs[:1]}
        potential = _ends(programme, rates, assumed, facts, catalogue)[0].grant
    tree = _tree(programme, low, high, potential, catalogue)
    return Estimate(low.grant, high.grant, tree, potential, taken(programme, costs, low.base))


def _assumed(programme: Programme, rates: tuple[FundingRate, ...]) -> Decimal:
    caps = [each.max_eligible_costs or programme.money.max_eligible_costs for each in rates]
    return min((each for each in caps if each is not None), default=_ZERO)


def _possible(
    programme: Programme, facts: FundingFacts, catalogue: FundingCatalogue
) -> tuple[FundingRate, ...]:
    """The rates that may apply: every open one up to the first that surely does."""
    found = []
    for rate in programme.money.rates:
        truth = all_of((_size(rate, facts), lies_in_any(rate.areas, facts, catalogue)))
        if truth is not Truth.NO:
            found.append(rate)
        if truth is Truth.YES:
            break
    return tuple(found)


def _size(rate: FundingRate, facts: FundingFacts) -> Truth:
    if not rate.sizes:
        return Truth.YES
    inside = [each in rate.sizes for each in facts.sizes]
    return Truth.YES if all(inside) else Truth.UNKNOWN if any(inside) else Truth.NO


def _ends(
    programme: Programme,
    rates: tuple[FundingRate, ...],
    costs: Mapping[CostType, Decimal],
    facts: FundingFacts,
    catalogue: FundingCatalogue,
) -> tuple[_Sum, _Sum]:
    extra = programme.money.surcharge
    least = extra.percent if extra and facts.collective_agreement else _ZERO
    most = extra.percent if extra and facts.collective_agreement is not False else _ZERO
    left = remaining(facts, catalogue)
    careful = left if programme.de_minimis is not Said.NO else None
    generous = left if programme.de_minimis is Said.YES else None
    lows = [_sum(programme, rate, least, costs, careful) for rate in rates]
    highs = [_sum(programme, rate, most, costs, generous) for rate in rates]
    return min(lows, key=lambda each: each.grant), max(highs, key=lambda each: each.grant)


def _sum(
    programme: Programme,
    rate: FundingRate,
    extra: Decimal,
    costs: Mapping[CostType, Decimal],
    left: Decimal | None,
) -> _Sum:
    money = programme.money
    counted = {
        rule.type: costs[rule.type] * rule.share / _HUNDRED
        for rule in money.costs
        if costs.get(rule.type, _ZERO) > 0
    }
    base, percent = sum(counted.values(), _ZERO), (rate.percent or _ZERO) + extra
    caps: list[tuple[str, Phrase, Decimal]] = []
    most = rate.max_eligible_costs or money.max_eligible_costs
    if most is not None and base > most:
        base = most
        caps.append(("costs", phrase("Förderfähig höchstens"), most))
    grant = base * percent / _HUNDRED
    for key, label, cap in (
        ("grant", phrase("Zuschuss höchstens"), rate.max_grant or money.max_grant),
        ("de_minimis", phrase("Im De-minimis-Rahmen frei"), left),
    ):
        if cap is not None and grant > cap:
            grant = cap
            caps.append((key, label, cap))
    whole = grant.quantize(Decimal(1), ROUND_DOWN)
    return _Sum(rate, percent, counted, base, whole, tuple(caps))


def taken(
    programme: Programme, costs: Mapping[CostType, Decimal], base: Decimal
) -> dict[CostType, Decimal]:
    """The costs that make up the base, kind by kind in the order of the programme."""
    used: dict[CostType, Decimal] = {}
    for rule in programme.money.costs:
        available = costs.get(rule.type, _ZERO)
        part = min(base, available * rule.share / _HUNDRED)
        if part > 0:
            used[rule.type] = part * _HUNDRED / rule.share
            base -= part
    return used


def _tree(
    programme: Programme,
    low: _Sum,
    high: _Sum,
    potential: Decimal | None,
    catalogue: FundingCatalogue,
) -> Node:
    shown = low.grant if potential is None else potential
    return Node(
        id=programme.id,
        kind=NodeKind.MONEY,
        label=phrase("{name}", name=programme.name),
        value=Amount(shown, unit="€"),
        edition=catalogue.edition,
        children=tuple(_parts(programme, low, high, potential)),
    )


def _parts(
    programme: Programme, low: _Sum, high: _Sum, potential: Decimal | None
) -> Iterator[Node]:
    for kind, amount in low.counted.items():
        yield Node(
            id=f"{programme.id}.{kind}",
            kind=NodeKind.MONEY,
            label=FUNDING_WORDS[CostType][kind],
            value=Amount(amount, unit="€"),
            answer=f"cost:{kind}",
        )
    yield Node(
        id=f"{programme.id}.rate",
        kind=NodeKind.COMPONENT,
        label=phrase("Fördersatz bis zu"),
        value=_rate_shown(low.percent, high.percent),
        text=phrase(low.rate.note) if low.rate.note else None,
    )
    if potential is not None:
        yield Node(
            id=f"{programme.id}.potential",
            kind=NodeKind.RANGE,
            label=phrase("Höchstens, wenn die Leistung voll genutzt wird"),
            value=Amount(potential, unit="€"),
        )
    for key, label, cap in low.caps:
        yield Node(f"{programme.id}.{key}", NodeKind.CAP, label, Amount(cap, unit="€"))
    if high.grant > low.grant:
        yield Node(
            id=f"{programme.id}.high",
            kind=NodeKind.RANGE,
            label=phrase("Im günstigsten Fall, solange Angaben offen sind"),
            value=Amount(high.grant, unit="€"),
        )


def _rate_shown(low: Decimal, high: Decimal) -> Value:
    if low == high:
        return Amount(low, unit="%")
    first, second = sorted((low, high))
    return phrase("{low} bis {high}", low=Amount(first), high=Amount(second, unit="%"))


def _unknown(programme: Programme, rates: tuple[FundingRate, ...]) -> Node:
    label = phrase("{name}", name=programme.name)
    if not rates:
        return Node(programme.id, NodeKind.MONEY, label)
    children = tuple(
        Node(
            id=f"{programme.id}.rate",
            kind=NodeKind.MISSING,
            label=phrase("Der Fördersatz ist nicht belegt"),
            text=phrase(each.note) if each.note else None,
        )
        for each in rates
        if each.percent is None
    )[:1]
    return Node(programme.id, NodeKind.MONEY, label, children=children)
