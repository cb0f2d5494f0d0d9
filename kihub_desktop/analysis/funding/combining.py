"""Programmes together: no cost is paid for twice, and the de-minimis ceiling holds for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.analysis.funding.estimate import estimate
from kihub_desktop.analysis.funding.facts import FundingFacts, Truth, all_of, any_of, truth_of
from kihub_desktop.analysis.funding.places import lies_in_any
from kihub_desktop.analysis.funding.result import Match, Outcome, Part, Plan
from kihub_desktop.domain.funding import (
    Combination,
    CombinationStep,
    FundingCatalogue,
    Purpose,
    Said,
)
from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.phrases import Amount, Phrase, phrase

_ZERO = Decimal(0)
OPEN_OUTCOMES = (Outcome.ELIGIBLE, Outcome.CONDITIONAL, Outcome.UNVERIFIED)
"""What may still be applied for."""


def stack(
    matches: Sequence[Match],
    facts: FundingFacts,
    catalogue: FundingCatalogue,
    fixed: Mapping[str, Decimal] | None = None,
) -> tuple[Part, ...]:
    """These programmes in their order, each for the costs that the ones before have left.

    Amounts are the careful ends of the estimates in EUR. `fixed` names amounts by programme that a
    person has set: they stand, up to all costs that are left. The sum is never above the planned
    costs, and what counts towards the de-minimis ceiling never above what is left of it.
    """
    left = dict(facts.costs or {})
    received = facts.de_minimis
    parts = []
    for each in matches:
        now = replace(facts, costs=left, de_minimis=received)
        part = _part(each, now, catalogue, (fixed or {}).get(each.programme.id))
        parts.append(part)
        for kind, amount in part.used.items():
            left[kind] = max(_ZERO, left[kind] - amount)
        if received is not None and each.programme.de_minimis is not Said.NO:
            received += part.amount or _ZERO
    return tuple(parts)


def _part(
    found: Match, facts: FundingFacts, catalogue: FundingCatalogue, fixed: Decimal | None
) -> Part:
    programme = found.programme
    if fixed is not None:
        costs = facts.costs or {}
        amount = min(fixed, sum(costs.values(), _ZERO))
        return Part(programme, found.outcome, amount, _share(costs, amount))
    if found.outcome not in OPEN_OUTCOMES:
        return Part(programme, found.outcome, _ZERO if programme.gives_money else None, {})
    given = estimate(programme, facts, catalogue)
    return Part(programme, found.outcome, given.low, given.used or {})


def _share(costs: Mapping[CostType, Decimal], amount: Decimal) -> dict[CostType, Decimal]:
    """A set amount taken from the costs in their order, at least what it pays."""
    used: dict[CostType, Decimal] = {}
    for kind, available in costs.items():
        part = min(available, amount)
        if part > 0:
            used[kind] = part
            amount -= part
    return used


def plans(
    matches: Sequence[Match], facts: FundingFacts, catalogue: FundingCatalogue
) -> tuple[Plan, ...]:
    """The combinations that the facts do not rule out, the one that gives most first.

    Of each step a programme is taken that fits best, of equals those that give most together; an
    unverified one only where nothing better is named. Steps without any are left out.
    """
    by_id = {each.programme.id: each for each in matches}
    found = []
    for rule in catalogue.combinations:
        if _holds(rule, facts, catalogue) is Truth.NO:
            continue
        plan = _plan(rule, by_id, facts, catalogue)
        if plan is not None:
            found.append(plan)
    return tuple(sorted(found, key=lambda each: (-each.total, each.key)))


def _holds(rule: Combination, facts: FundingFacts, catalogue: FundingCatalogue) -> Truth:
    costs = facts.costs
    parts = [lies_in_any(rule.areas, facts, catalogue)]
    if rule.sizes:
        inside = [each in rule.sizes for each in facts.sizes]
        parts.append(Truth.YES if all(inside) else Truth.UNKNOWN if any(inside) else Truth.NO)
    if rule.purposes == (Purpose.RESEARCH,):
        parts.append(truth_of(facts.novelty))
    if rule.startup is not None:
        parts.append(truth_of(None if facts.startup is None else facts.startup is rule.startup))
    if costs is None:
        return all_of((*parts, Truth.UNKNOWN if _asks_for_costs(rule) else Truth.YES))
    total = sum(costs.values(), _ZERO)
    if rule.cost_types:
        parts.append(any_of(truth_of(costs.get(each, _ZERO) > 0) for each in rule.cost_types))
    parts.append(truth_of(rule.costs_from is None or total >= rule.costs_from))
    parts.append(truth_of(rule.costs_up_to is None or total <= rule.costs_up_to))
    return all_of(parts)


def _asks_for_costs(rule: Combination) -> bool:
    return bool(rule.cost_types) or rule.costs_from is not None or rule.costs_up_to is not None


def _plan(
    rule: Combination,
    matches: Mapping[str, Match],
    facts: FundingFacts,
    catalogue: FundingCatalogue,
) -> Plan | None:
    steps = [(step, usable) for step in rule.steps if (usable := _usable(step, matches))]
    if not steps:
        return None
    ways = [stack(way, facts, catalogue) for way in product(*(usable for _step, usable in steps))]
    best = max(ways, key=_sum)
    parts = tuple(
        replace(part, step=step.text) for (step, _usable), part in zip(steps, best, strict=True)
    )
    tree = _tree(rule, parts, _sum(parts))
    return Plan(rule.key, rule.label, rule.text, parts, _sum(parts), tuple(_notes(parts)), tree)


def _sum(parts: Sequence[Part]) -> Decimal:
    return sum((each.amount or _ZERO for each in parts), _ZERO)


def _usable(step: CombinationStep, matches: Mapping[str, Match]) -> tuple[Match, ...]:
    """The programmes of a step that fit best; an advice that gives more comes first."""
    found = [matches[key] for key in step.programmes if key in matches]
    usable = [each for each in found if each.outcome in OPEN_OUTCOMES]
    rank = min((OPEN_OUTCOMES.index(each.outcome) for each in usable), default=0)
    best = [each for each in usable if each.outcome is OPEN_OUTCOMES[rank]]
    return tuple(sorted(best, key=lambda each: -(each.estimate.potential or _ZERO)))


def _notes(parts: Sequence[Part]) -> Iterator[Phrase]:
    if any(part.outcome is Outcome.UNVERIFIED for part in parts):
        yield phrase("Ein Teil davon ist ungeprüft")
    if any(part.amount is None for part in parts):
        yield phrase("Nicht jeder Teil lässt sich in Euro schätzen")
    if sum(1 for part in parts if part.amount) > 1:
        yield phrase("Jeder Euro zählt nur bei einem Programm")


def _tree(rule: Combination, parts: Sequence[Part], total: Decimal) -> Node:
    return Node(
        id=rule.key,
        kind=NodeKind.MONEY,
        label=phrase(rule.label),
        value=Amount(total, unit="€"),
        children=tuple(
            Node(
                id=f"{rule.key}.{part.programme.id}",
                kind=NodeKind.MONEY,
                label=phrase("{step}: {name}", step=phrase(part.step), name=part.programme.name),
                value=None if part.amount is None else Amount(part.amount, unit="€"),
            )
            for part in parts
        ),
    )
