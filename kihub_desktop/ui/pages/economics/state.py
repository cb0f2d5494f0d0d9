"""What the page of the business case shows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.analysis.economics.comparison import (
    CompareRow,
    break_even_sentences,
    compare_rows,
    pilot_sentence,
)
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase, whole_percent
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.use_case_choice import UseCaseChoice

if TYPE_CHECKING:
    from kihub_desktop.analysis.economics.result import EconomicsResult, Scenario
    from kihub_desktop.analysis.explanation import Node
    from kihub_desktop.services.cash_bases import BasisChange

NO_USE_CASE = phrase("Die Rechnung gehört zu einem Anwendungsfall; noch ist keiner angelegt.")


@dataclass(frozen=True)
class Tile:
    """A key figure with a note below."""

    title: Phrase
    value: Value
    note: Value
    node: str


@dataclass(frozen=True)
class Figures:
    """A calculated scenario: tiles, the scenario for the charts, its origin."""

    tiles: tuple[Tile, ...]
    scenario: Scenario
    scenarios: tuple[Phrase, ...]
    chosen: int
    remarks: tuple[Phrase, ...]
    tree: Node
    comparison: tuple[CompareRow, ...] = ()
    pilot: Phrase | None = None
    limits: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class EconomicsState:
    """`figures` is None while the case is incomplete (`problems`) or being calculated."""

    missing: Phrase | None = None
    choices: tuple[UseCaseChoice, ...] = ()
    chosen: UUID | None = None
    subtitle: Value = ""
    frame: Entries | None = None
    figures: Figures | None = None
    problems: tuple[Phrase, ...] = ()
    changed: tuple[BasisChange, ...] = ()
    funded: Phrase | None = None
    is_calculating: bool = False


def figures_of(result: EconomicsResult, chosen: int) -> Figures:
    """Tiles, charts and origin of one scenario of a result."""
    from kihub_desktop.analysis.economics.result import ScenarioKind
    from kihub_desktop.analysis.economics.validation import notice_phrase

    scenarios = result.scenarios
    scenario = scenarios[min(chosen, len(scenarios) - 1)]
    names = {
        ScenarioKind.WITHOUT_GRANT: phrase("Szenario: ohne Förderung"),
        ScenarioKind.WITH_GRANT: phrase("Szenario: mit Förderung"),
    }
    notices = tuple(notice_phrase(notice) for notice in result.notices)
    return Figures(
        tiles=_tiles(scenario, result),
        scenario=scenario,
        scenarios=tuple(names[each.kind] for each in scenarios),
        chosen=scenarios.index(scenario),
        remarks=notices + result.assumptions,
        tree=scenario.origin,
        comparison=compare_rows(result),
        pilot=pilot_sentence(result),
        limits=break_even_sentences(scenario),
    )


def _tiles(scenario: Scenario, result: EconomicsResult) -> tuple[Tile, ...]:
    figures, rates = scenario.figures, scenario.rates
    grant = result.case.grant
    return (
        Tile(
            phrase("Kapitalwert (P50)"),
            _thousands(figures.p50),
            _range(figures.p10, figures.p90),
            "economics.npv",
        ),
        Tile(
            phrase("Chance auf Gewinn"),
            whole_percent(figures.p),
            phrase("Kapitalwert > 0"),
            "economics.chance",
        ),
        Tile(
            phrase("Rückflussdauer"),
            _years(scenario.paybacks.p50),
            phrase("P90 {years}", years=_years(scenario.paybacks.p90)),
            "economics.payback",
        ),
        Tile(
            phrase("Interner Zinsfuß"),
            _rate(rates.p50),
            phrase("P10 {rate}", rate=_rate(rates.p10)),
            "economics.npv",
        ),
        Tile(
            phrase("Einsatz"),
            _thousands(figures.investment),
            phrase("Zuschuss {grant}", grant=_thousands(grant.amount))
            if grant
            else phrase("Investition und Kosten im ersten Jahr"),
            "economics.investment",
        ),
    )


def _range(low: float, high: float) -> Phrase:
    return phrase("P10 {p10} · P90 {p90}", p10=_thousands(low), p90=_thousands(high))


def _thousands(euro: float) -> Value:
    return Amount(euro / 1000, 0 if abs(euro) >= 10_000 else 1, "T€")


def _years(years: float) -> Value:
    return phrase("nie") if math.isinf(years) else Amount(years, 1, "Jahre")


def _rate(rate: float) -> Value:
    if math.isnan(rate):
        return phrase("nicht eindeutig")
    if math.isinf(rate):
        return phrase("über 1.000 %") if rate > 0 else phrase("keiner")
    return Amount(100 * rate, 0, "%")
