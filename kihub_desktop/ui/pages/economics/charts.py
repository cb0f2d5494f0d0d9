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
Width = Callable[[], float]
_HEIGHT, _NARROWEST = 2.8, 2.8
"""Inches; between show and layout a view still has its first, tiny width."""
Drawing = tuple[DrawFigure, str]


def draw_histogram(scenario: Scenario, inches_wide: Width) -> Drawing:
    """The distribution of the net present value."""
    from kihub_desktop.charts.canvas import ChartSize
    from kihub_desktop.charts.npv_histogram import npv_histogram, npv_histogram_alt

    def drawn(colours: ChartColours) -> Figure:
        return npv_histogram(scenario, colours, ChartSize(_sheet(inches_wide), _HEIGHT))

    return _themed(drawn), render(npv_histogram_alt(scenario))


def draw_tornado(scenario: Scenario, inches_wide: Width) -> Drawing:
    """What moves the result; as high as the names of its rows need in the width."""
    from kihub_desktop.charts.canvas import DPI
    from kihub_desktop.charts.tornado import tornado, tornado_alt, tornado_size

    def drawn(colours: ChartColours) -> Figure:
        size = tornado_size(scenario, _sheet(inches_wide) * DPI, _ROWS)
        return tornado(scenario, colours, size, rows=_ROWS)

    return _themed(drawn), render(tornado_alt(scenario))


def draw_cash_flow(scenario: Scenario, inches_wide: Width) -> Drawing:
    """Flows per year and their running sum."""
    from kihub_desktop.charts.canvas import ChartSize
    from kihub_desktop.charts.cash_flow import cash_flow, cash_flow_alt

    def drawn(colours: ChartColours) -> Figure:
        return cash_flow(scenario, colours, ChartSize(_sheet(inches_wide), _HEIGHT))

    return _themed(drawn), render(cash_flow_alt(scenario))


def _sheet(inches_wide: Width) -> float:
    return max(_NARROWEST, inches_wide())


def _themed(draw: Callable[[ChartColours], Figure]) -> DrawFigure:
    def drawn(look: Theme) -> Figure:
        from kihub_desktop.charts.colours import ChartColours

        return draw(ChartColours.of(look.roles()))

    return drawn
