"""Where the figures of a business case come from, down to the cash lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kihub_desktop.analysis.economics.case import BusinessCase, CashLine, MoneyFigures, Side
from kihub_desktop.analysis.economics.estimates import pert_moments
from kihub_desktop.analysis.economics.finance import capital_recovery_factor, discount_factors
from kihub_desktop.analysis.economics.simulation import (
    counted_lines,
    mean_amount,
    present_value_factor,
    year_profile,
)
from kihub_desktop.analysis.economics.validation import Problem, problem_phrase
from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase, whole_percent

Leaves = Callable[[str], tuple[Node, ...]]


@dataclass(frozen=True)
class Derived:
    """What is worked out from the present value and the flows: EUR a year, and a fraction."""

    annuity: float
    modified_rate: float


def scenario_origin(
    case: BusinessCase,
    figures: MoneyFigures,
    npv_at_means: float,
    derived: Derived,
    with_grant: bool,
) -> Node:
    """The tree of one scenario; contributions of the cash lines sum to the mean NPV in EUR."""

    def leaves(prefix: str) -> tuple[Node, ...]:
        return tuple(_money_leaves(case, prefix, with_grant))

    return Node(
        id="economics",
        kind=NodeKind.COMPONENT,
        label=phrase("Wirtschaftlichkeit"),
        value=_euro(figures.p50),
        text=phrase(
            "Kapitalwert über {years} Jahre: in der Mitte {p50}, zwischen {p10} (P10) und "
            "{p90} (P90).",
            years=figures.horizon,
            p50=_euro(figures.p50),
            p10=_euro(figures.p10),
            p90=_euro(figures.p90),
        ),
        children=(
            _npv_node(npv_at_means, leaves),
            _chance_node(case, figures, leaves),
            _payback_node(figures, leaves),
            _investment_node(case, figures),
            _annuity_node(case, derived, leaves),
            _modified_rate_node(derived, leaves),
            _ownership_node(case),
        ),
    )


def incomplete_origin(found: Sequence[Problem]) -> Node:
    """The tree of a case that cannot be calculated: one missing leaf per problem."""
    children = tuple(
        Node(
            id=f"economics.missing.{index}",
            kind=NodeKind.MISSING,
            label=problem_phrase(problem),
            answer=problem.line.id if problem.line else None,
            rule=problem.reason.value,
        )
        for index, problem in enumerate(found)
    )
    return Node("economics", NodeKind.COMPONENT, phrase("Wirtschaftlichkeit"), children=children)


def _npv_node(npv_at_means: float, leaves: Leaves) -> Node:
    return Node(
        id="economics.npv",
        kind=NodeKind.COMPONENT,
        label=phrase("Kapitalwert bei Mittelwerten"),
        value=_euro(npv_at_means),
        text=phrase("Summe der Barwerte aller Zeilen, jede Größe mit ihrem Mittelwert."),
        children=leaves("economics.npv"),
    )


def _chance_node(case: BusinessCase, figures: MoneyFigures, leaves: Leaves) -> Node:
    return Node(
        id="economics.chance",
        kind=NodeKind.COMPONENT,
        label=phrase("Chance auf Gewinn"),
        value=whole_percent(figures.p),
        text=phrase(
            "Anteil der {draws} Durchläufe, deren Kapitalwert größer als null ist.",
            draws=case.draws,
        ),
        children=leaves("economics.chance"),
    )


def _payback_node(figures: MoneyFigures, leaves: Leaves) -> Node:
    never = figures.payback == float("inf")
    return Node(
        id="economics.payback",
        kind=NodeKind.COMPONENT,
        label=phrase("Rückflussdauer"),
        value=phrase("nie") if never else phrase("{n} Jahre", n=Amount(figures.payback, 1)),
        text=phrase(
            "Median der Jahre, bis die abgezinsten Rückflüsse den Einsatz auf Dauer decken."
        ),
        children=leaves("economics.payback"),
    )


def _investment_node(case: BusinessCase, figures: MoneyFigures) -> Node:
    children = tuple(_entry_leaves(case))
    return Node(
        id="economics.investment",
        kind=NodeKind.COMPONENT if children else NodeKind.NEUTRAL,
        label=phrase("Investition"),
        value=_euro(figures.investment),
        text=phrase(
            "Median der Kosten von Start und erstem Jahr, vor Zuschüssen, mindestens 1.000 €; "
            "die Zeilen zeigen ihre Mittelwerte."
        ),
        rule="investment",
        children=children,
    )


def _annuity_node(case: BusinessCase, derived: Derived, leaves: Leaves) -> Node:
    factor = capital_recovery_factor(case.discount_rate, case.horizon_years)
    return Node(
        id="economics.annuity",
        kind=NodeKind.COMPONENT,
        label=phrase("Gleichwertiger Betrag im Jahr"),
        value=_euro(derived.annuity),
        text=phrase(
            "Annuität: Kapitalwert P50 × {factor}, gleichmäßig auf {years} Jahre verteilt.",
            factor=Amount(factor, 4),
            years=case.horizon_years,
        ),
        children=leaves("economics.annuity"),
    )


def _modified_rate_node(derived: Derived, leaves: Leaves) -> Node:
    return Node(
        id="economics.modified_rate",
        kind=NodeKind.COMPONENT,
        label=phrase("Modifizierter Zinsfuß (MIRR)"),
        value=rate_value(derived.modified_rate),
        text=phrase(
            "Median der Durchläufe; Überschüsse werden zum Kalkulationszins angelegt, Fehlbeträge "
            "zu ihm finanziert. Anders als der interne Zinsfuß ist er immer eindeutig."
        ),
        children=leaves("economics.modified_rate"),
    )


def _ownership_node(case: BusinessCase) -> Node:
    costs = [line for line in counted_lines(case) if line.side is Side.COST]
    shares = {line.id: -present_value_factor(case, line) * mean_amount(line) for line in costs}
    return Node(
        id="economics.ownership",
        kind=NodeKind.COMPONENT,
        label=phrase("Gesamtkosten über die Laufzeit (TCO)"),
        value=_euro(sum(shares.values())),
        text=phrase("Barwert aller Kosten mit ihren Mittelwerten, vor Zuschüssen."),
        children=tuple(
            Node(
                id=f"economics.ownership.{line.id}",
                kind=NodeKind.MONEY,
                label=phrase("{line}", line=line.label),
                value=_euro(shares[line.id]),
                contribution=shares[line.id],
                text=_formula(case, line),
                answer=line.id,
                source=line.source,
            )
            for line in costs
        ),
    )


def rate_value(rate: float) -> Value:
    """A rate of return in percent, or in words where it is none (result.py)."""
    if math.isnan(rate):
        return phrase("nicht eindeutig")
    if rate == math.inf:
        return phrase("über 1.000 %")
    return phrase("keiner") if rate == -math.inf else Amount(100 * rate, 1, "%")


def _money_leaves(case: BusinessCase, prefix: str, with_grant: bool) -> Iterator[Node]:
    for line in counted_lines(case):
        share = present_value_factor(case, line) * mean_amount(line)
        yield Node(
            id=f"{prefix}.{line.id}",
            kind=NodeKind.MONEY,
            label=phrase("{line}", line=line.label),
            value=Amount(share, 0, "€", signed=True),
            contribution=share,
            text=_formula(case, line),
            answer=line.id,
            source=line.source,
        )
    grant = case.grant
    if with_grant and grant is not None:
        factor = float(discount_factors(case.discount_rate, grant.year)[-1])
        yield Node(
            id=f"{prefix}.{grant.id}",
            kind=NodeKind.MONEY,
            label=phrase("{line}", line=grant.label) if grant.label else phrase("Zuschuss"),
            value=Amount(grant.amount * factor, 0, "€", signed=True),
            contribution=grant.amount * factor,
            answer=grant.id,
            source=grant.source,
        )


def _formula(case: BusinessCase, line: CashLine) -> Phrase:
    factor = Amount(abs(present_value_factor(case, line)), 3)
    quantity = pert_moments(line.quantity).mean
    if line.price is None:
        return phrase(
            "{amount} im Jahr × Barwertfaktor {factor}", amount=_euro(quantity), factor=factor
        )
    return phrase(
        "{quantity} × {price} × Barwertfaktor {factor}",
        quantity=Amount(quantity, 1, line.unit),
        price=Amount(pert_moments(line.price).mean, 2, "€"),
        factor=factor,
    )


def _entry_leaves(case: BusinessCase) -> Iterator[Node]:
    for line in counted_lines(case):
        entry = -float(year_profile(case, line)[:2].sum()) * mean_amount(line)
        if line.side is Side.COST and entry > 0:
            yield Node(
                id=f"economics.investment.{line.id}",
                kind=NodeKind.MONEY,
                label=phrase("{line}", line=line.label),
                value=_euro(entry),
                answer=line.id,
                source=line.source,
            )


def _euro(value: float) -> Amount:
    return Amount(value, 0, "€")
