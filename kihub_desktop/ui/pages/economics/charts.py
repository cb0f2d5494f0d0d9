"""The charts of the page: what draws each, and what it says in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kihub_desktop.texts import render
from kihub_desktop.ui.theme import Theme
from kihub_desktop.ui.widgets.figure_view import DrawFigure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from kihub_desktop.analysis.economics.result import Scenario
    from kihub_desktop.charts.colours import ChartColours

_ROWS = 5
"""More factors than this are named by the tree, not drawn."""
Drawing = tuple[DrawFigure, str]


def draw_histogram(scenario: Scenario) -> Drawing:
    """The distribution of the net present value."""
    from kihub_desktop.charts.npv_histogram import npv_histogram, npv_histogram_alt

    said = render(npv_histogram_alt(scenario))
    return _themed(lambda colours: npv_histogram(scenario, colours)), said


def draw_tornado(scenario: Scenario) -> Drawing:
    """What moves the result."""
    from kihub_desktop.charts.tornado import tornado, tornado_alt

    return _themed(lambda colours: tornado(scenario, colours, rows=_ROWS)), render(
        tornado_alt(scenario)
    )


def draw_cash_flow(scenario: Scenario) -> Drawing:
    """Flows per year and their running sum."""
    from kihub_desktop.charts.cash_flow import cash_flow, cash_flow_alt

    return _themed(lambda colours: cash_flow(scenario, colours)), render(cash_flow_alt(scenario))


def _themed(draw: Callable[[ChartColours], Figure]) -> DrawFigure:
    def drawn(look: Theme) -> Figure:
        from kihub_desktop.charts.colours import ChartColours

        return draw(ChartColours.of(look.roles()))

    return drawn
