"""Charts of money by their artists: the right bars, lines and words, nothing overlapping."""

from collections.abc import Callable

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from kihub_desktop.analysis.economics.case import CashLine, Side, ThreePoint
from kihub_desktop.analysis.economics.result import Scenario
from kihub_desktop.charts.canvas import (
    ChartSize,
)
from kihub_desktop.charts.cash_flow import cash_flow
from kihub_desktop.charts.colours import PRINT, ChartColours
from kihub_desktop.charts.npv_histogram import npv_histogram
from kihub_desktop.charts.tornado import tornado, tornado_alt, tornado_size
from kihub_desktop.charts.wording import percent
from kihub_desktop.texts import render
from tests.unit.analysis.economics_cases import (
    usual_case,
)
from tests.unit.charts.conftest import complete
from tests.unit.charts.drawn import assert_tidy, bars, boxes, line_named, words


@pytest.mark.parametrize("chart", [npv_histogram, tornado, cash_flow])
@pytest.mark.parametrize("name", ["granted", "many", "poor"])
def test_that_money_charts_are_tidy(
    chart: Callable[[Scenario, ChartColours], Figure], name: str, request: pytest.FixtureRequest
) -> None:
    assert_tidy(chart(request.getfixturevalue(name), PRINT))


@pytest.mark.parametrize("pixels", [(330, 220), (460, 300), (900, 420)])
def test_that_money_charts_are_tidy_in_every_size(
    pixels: tuple[int, int], granted: Scenario, many: Scenario
) -> None:
    size = ChartSize.pixels(*pixels)
    assert_tidy(npv_histogram(granted, PRINT, size))
    assert_tidy(cash_flow(granted, PRINT, size))
    assert_tidy(tornado(many, PRINT, size))


def test_that_loss_is_red_and_gain_is_not(granted: Scenario) -> None:
    figure = npv_histogram(granted, PRINT)
    drawn = bars(figure)
    assert [int(bar.get_height()) for bar in drawn] == list(granted.histogram.counts)
    for bar in drawn:
        loses = bar.get_x() < 0
        assert (to_hex(bar.get_facecolor()) == PRINT.red.lower()) == loses
    assert any(text.startswith("P50 ") for text in words(figure))


def test_that_the_share_of_gain_stands_in_words(poor: Scenario) -> None:
    share = percent(poor.figures.p)
    assert f"Gewinn in {share} der Fälle" in words(npv_histogram(poor, PRINT))


def test_that_tornado_shows_every_factor_with_its_bounds(granted: Scenario) -> None:
    figure = tornado(granted, PRINT)
    assert len(bars(figure)) == 2 * len(granted.tornado)
    assert "Stillstandskosten je Fall" in words(figure)
    assert "17,1 – 26,2 Fälle/Jahr" in words(figure)
    widths = [abs(bar.get_width()) for bar in bars(figure)]
    assert widths[0] == max(widths)


def test_that_tornado_says_what_it_leaves_out(many: Scenario) -> None:
    figure = tornado(many, PRINT, ChartSize.pixels(480, 280))
    assert len(bars(figure)) == 2 * 4
    assert any(text.startswith("8 weitere Größen") for text in words(figure))
    assert tornado_size(many).height > tornado_size(many, rows=3).height


def test_that_a_certain_case_has_an_empty_tornado() -> None:
    lines = (
        CashLine("buy", "Kauf", Side.COST, 0, 0, ThreePoint.certain(400)),
        CashLine("gain", "Nutzen", Side.BENEFIT, 1, 5, ThreePoint.certain(200)),
    )
    scenario = complete(usual_case(lines, draws=10_000)).without_grant
    assert bars(tornado(scenario, PRINT)) == []
    assert "nichts bewegt" in render(tornado_alt(scenario))
    assert_tidy(npv_histogram(scenario, PRINT))


def test_that_cash_flow_shows_grant_and_payback_only_where_they_are(
    granted: Scenario, poor: Scenario
) -> None:
    with_grant, without = cash_flow(granted, PRINT), cash_flow(poor, PRINT)
    assert sum(bar.get_hatch() is not None for bar in bars(with_grant)) == 1
    assert "zurückgeflossen nach 0,9 Jahren" in words(with_grant)
    assert all(bar.get_hatch() is None for bar in bars(without))
    assert not any("zurückgeflossen" in text for text in words(without))
    sums = [year.cumulative_discounted for year in poor.years]
    assert line_named(without, "running")[1].tolist() == pytest.approx(sums)


def test_that_the_final_sum_stands_beside_the_last_bar(granted: Scenario) -> None:
    figure = cash_flow(granted, PRINT)
    ((_text, label),) = [found for found in boxes(figure) if found[0].startswith("+")]
    assert label.left > max(bar.get_window_extent().x1 for bar in bars(figure))
