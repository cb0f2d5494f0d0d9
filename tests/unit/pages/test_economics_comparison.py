"""What the page says beside the charts: scenarios side by side, and limits in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from kihub_desktop.analysis.economics.assessment import assess
from kihub_desktop.analysis.economics.case import BusinessCase, CashLine, Pilot, Side, ThreePoint
from kihub_desktop.analysis.economics.comparison import (
    break_even_sentences,
    compare_rows,
    pilot_sentence,
)
from kihub_desktop.analysis.economics.result import EconomicsResult
from kihub_desktop.analysis.economics.simulation import npv_moments
from kihub_desktop.domain.records import CashLine as RecordedLine
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.economics.line_grid import line_spec
from kihub_desktop.ui.widgets.cells import TextCell
from tests.unit.analysis.economics_cases import GRANT, LEAST_STAKE, tool_wear, usual_case


def assessed(case: BusinessCase) -> EconomicsResult:
    result = assess(case, LEAST_STAKE)
    assert isinstance(result, EconomicsResult)
    return result


def rows_of(case: BusinessCase) -> dict[str, tuple[str, str, str]]:
    return {
        render(row.title): (render(row.plain), render(row.granted), render(row.piloted))
        for row in compare_rows(assessed(case))
    }


def test_that_a_scenario_that_does_not_exist_shows_a_dash() -> None:
    rows = rows_of(tool_wear())
    assert all(shown[1:] == ("–", "–") for shown in rows.values())
    full = rows_of(replace(tool_wear(grant=GRANT), pilot=Pilot(8_000, 6)))
    plain, granted, piloted = full["Kapitalwert P50"]
    assert len({plain, granted, piloted}) == 3
    assert full["Modifizierter Zinsfuß (MIRR)"][2] == "–"


def test_that_todays_euros_are_shown_once_an_inflation_is_assumed() -> None:
    title = "Summe der Zahlungen in heutigen Euro"
    assert title not in rows_of(tool_wear())
    rows = rows_of(replace(tool_wear(), inflation=0.02))
    assert rows[title] != rows["Summe der Zahlungen, wie gezahlt"]


def test_that_every_compared_figure_has_a_part_in_the_explanation() -> None:
    result = assessed(replace(tool_wear(grant=GRANT), inflation=0.02, pilot=Pilot(8_000, 6)))
    known = {node.id for node in result.preferred.origin.children}
    assert {row.node for row in compare_rows(result)} <= known


def test_that_the_limit_of_a_benefit_in_words_really_suffices() -> None:
    result = assessed(tool_wear())
    said = [render(each) for each in break_even_sentences(result.without_grant)]
    stops = next(each for each in said if each.startswith("Vermiedene Stillstände: trägt sich ab"))
    limit = float(stops.split(" ab ")[1].split("\xa0")[0].replace(",", "."))
    first = result.case.lines[0]
    for quantity, gains in ((limit, True), (limit - 1.0, False)):
        changed = replace(first, quantity=ThreePoint.certain(quantity))
        case = replace(result.case, lines=(changed, *result.case.lines[1:]))
        assert (npv_moments(case).mean >= 0) is gains
    assert any("trägt sich bis" in each for each in said)


def test_that_lines_that_decide_nothing_say_so() -> None:
    small = CashLine("small", "Nebennutzen", Side.BENEFIT, 1, 1, ThreePoint(0, 1, 2), None)
    said = break_even_sentences(
        assessed(usual_case((*tool_wear().lines, small), draws=10_000)).without_grant
    )
    assert "Nebennutzen: trägt sich auch ohne diesen Nutzen." in [render(each) for each in said]
    hopeless = usual_case(
        (
            CashLine("buy", "Kauf", Side.COST, 0, 0, ThreePoint.certain(9_000)),
            CashLine("run", "Betrieb", Side.COST, 1, 1, ThreePoint(100, 200, 300)),
            CashLine("gain", "Nutzen", Side.BENEFIT, 1, 1, ThreePoint(10, 20, 30)),
        ),
        draws=10_000,
    )
    said = break_even_sentences(assessed(hopeless).without_grant)
    assert "Betrieb: trägt sich auch dann nicht, wenn es nichts kostet." in [
        render(each) for each in said
    ]


def test_that_the_pilot_says_what_is_at_stake() -> None:
    result = assessed(replace(tool_wear(), pilot=Pilot(8_000, 6)))
    sentence = pilot_sentence(result)
    assert sentence is not None
    assert "8.000\xa0€" in render(sentence)
    assert pilot_sentence(assessed(tool_wear())) is None


def test_that_a_price_without_a_range_stands_in_all_three_columns() -> None:
    certain = RecordedLine(id=UUID(int=1), company=UUID(int=2), price_likely=Decimal(310))
    spread = replace(certain, price_optimistic=Decimal("400.5"))
    for line, expected in (
        (certain, [("310", True), ("310", False), ("310", True)]),
        (spread, [("", True), ("310", False), ("400,50", False)]),
    ):
        shown = []
        for name in ("price_pessimistic", "price_likely", "price_optimistic"):
            draw = line_spec().column(name).cell
            assert draw is not None
            cell = draw(line)
            assert isinstance(cell, TextCell)
            shown.append((cell.text, cell.muted))
        assert shown == expected
