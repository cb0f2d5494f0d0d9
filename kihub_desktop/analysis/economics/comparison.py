"""What stands side by side for the scenarios, and from where on each quantity pays."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase, whole_percent

if TYPE_CHECKING:
    from kihub_desktop.analysis.economics.result import (
        EconomicsResult,
        FactorEffect,
        PilotOutcome,
        Scenario,
    )

_NONE = "–"
_FACTORS = 6
"""More factors than this hardly move the result."""


@dataclass(frozen=True)
class CompareRow:
    """One figure of all scenarios; `node` is the part of the explanation that it opens."""

    title: Phrase
    plain: Value
    granted: Value
    piloted: Value
    node: str


def compare_rows(result: EconomicsResult) -> tuple[CompareRow, ...]:
    """The figures without and with grant and behind a pilot; „–“ where there is none."""
    return tuple(_rows(result))


def _rows(result: EconomicsResult) -> Iterator[CompareRow]:
    def row(
        title: Phrase,
        node: str,
        of: Callable[[Scenario], Value],
        behind: Callable[[PilotOutcome], Value] | None = None,
    ) -> CompareRow:
        granted = _NONE if result.with_grant is None else of(result.with_grant)
        pilot = _NONE if result.pilot is None or behind is None else behind(result.pilot)
        return CompareRow(title, of(result.without_grant), granted, pilot, node)

    yield row(
        phrase("Kapitalwert P50"),
        "economics.npv",
        lambda each: euro(each.figures.p50),
        lambda pilot: euro(pilot.p50),
    )
    yield row(
        phrase("im ungünstigen Fall (P10)"),
        "economics.npv",
        lambda each: euro(each.figures.p10),
        lambda pilot: euro(pilot.p10),
    )
    yield row(
        phrase("im Mittel"),
        "economics.npv",
        lambda each: euro(each.npv_at_means),
        lambda pilot: euro(pilot.mean),
    )
    yield row(
        phrase("Chance auf Gewinn"),
        "economics.chance",
        lambda each: whole_percent(each.figures.p),
        lambda pilot: whole_percent(pilot.gain),
    )
    yield row(
        phrase("Gleichwertiger Betrag im Jahr"),
        "economics.annuity",
        lambda each: euro(each.annuity),
    )
    yield row(
        phrase("Rückfluss, abgezinst"),
        "economics.payback",
        lambda each: _years(each.paybacks.discounted_p50),
    )
    yield row(
        phrase("Rückfluss, nicht abgezinst"),
        "economics.payback",
        lambda each: _years(each.paybacks.p50),
    )
    yield row(
        phrase("Modifizierter Zinsfuß (MIRR)"),
        "economics.modified_rate",
        lambda each: _rate(each.modified_rate),
    )
    yield from _totals(result, row)
    yield row(
        phrase("Gesamtkosten über die Laufzeit (TCO)"),
        "economics.ownership",
        lambda _each: euro(result.cost_of_ownership),
    )


def _totals(result: EconomicsResult, row: Callable[..., CompareRow]) -> Iterator[CompareRow]:
    yield row(
        phrase("Summe der Zahlungen, wie gezahlt"),
        "economics.npv",
        lambda each: euro(each.totals.paid),
    )
    if result.case.inflation:
        yield row(
            phrase("Summe der Zahlungen in heutigen Euro"),
            "economics.npv",
            lambda each: euro(each.totals.todays),
        )


def pilot_sentence(result: EconomicsResult) -> Phrase | None:
    """What the pilot puts at stake and what the right to stop is worth."""
    pilot, asked = result.pilot, result.case.pilot
    if pilot is None or asked is None:
        return None
    return phrase(
        "Mit Pilot stehen zuerst nur {cost} auf dem Spiel. Mit einer Chance von {chance} zeigt er, "
        "dass es sich lohnt weiterzumachen; sonst ist nach dem Piloten Schluss. Aufhören zu können "
        "ist im Mittel höchstens {worth} wert.",
        cost=euro(asked.cost),
        chance=whole_percent(pilot.go_on),
        worth=euro(pilot.worth_of_stopping),
    )


def break_even_sentences(scenario: Scenario) -> tuple[Phrase, ...]:
    """From where on the case pays in the mean, one sentence per quantity that moves it."""
    return tuple(_break_even(each) for each in scenario.tornado[:_FACTORS])


def _break_even(factor: FactorEffect) -> Phrase:
    helps = factor.npv_at_high > factor.npv_at_low
    value = factor.break_even
    if helps and (value is None or value <= 0):
        return phrase("{what}: trägt sich auch ohne diesen Nutzen.", what=factor.label)
    if value is None:
        return phrase(
            "{what}: trägt sich auch dann nicht, wenn es nichts kostet.", what=factor.label
        )
    digits = 0 if abs(value) >= 10 else 1
    limit = Amount(_towards_caution(value, digits, up=helps), digits, factor.unit)
    mean = Amount(factor.mean, 0 if abs(factor.mean) >= 10 else 1, factor.unit)
    if helps:
        return phrase(
            "{what}: trägt sich ab {limit} (angenommen {mean}).",
            what=factor.label,
            limit=limit,
            mean=mean,
        )
    return phrase(
        "{what}: trägt sich bis {limit} (angenommen {mean}).",
        what=factor.label,
        limit=limit,
        mean=mean,
    )


def _towards_caution(value: float, digits: int, *, up: bool) -> float:
    """Rounded so that the shown limit really suffices."""
    scale = 10.0**digits
    # A limit that is whole but for rounding stays what it is.
    exact = round(value * scale, 6)
    return (math.ceil(exact) if up else math.floor(exact)) / scale


def euro(value: float) -> Amount:
    return Amount(round(value), 0, "€")


def _years(years: float) -> Value:
    return phrase("nie") if math.isinf(years) else Amount(years, 1, "Jahre")


def _rate(rate: float) -> Value:
    from kihub_desktop.analysis.economics.origin import rate_value

    return rate_value(rate)
