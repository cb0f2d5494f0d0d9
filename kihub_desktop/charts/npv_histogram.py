"""The distribution of the net present value: loss and gain, P10, P50 and P90."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kihub_desktop.analysis.economics.case import MoneyFigures
from kihub_desktop.analysis.economics.result import Scenario
from kihub_desktop.charts.canvas import SMALL, TEXT, ChartSize, key_row, new_figure
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.charts.wording import EuroScale, euro_scale, percent
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.texts import _

DEFAULT_SIZE = ChartSize.pixels(600, 290)
# Shares of the drawing's height: the tallest bar, and the row of P10, P50 and P90 above it.
_TALLEST, _ROW = 0.78, 0.88


def npv_histogram(
    scenario: Scenario, colours: ChartColours, size: ChartSize = DEFAULT_SIZE
) -> Figure:
    """Bars per bin, red below zero, with the middle 80 % of the draws marked above."""
    figure, axes = new_figure(size, colours)
    edges, counts = scenario.histogram.edges, scenario.histogram.counts
    width = edges[1] - edges[0]
    scale = euro_scale(edges)
    axes.bar(
        edges[:-1],
        counts,
        width=0.92 * width,
        align="edge",
        color=[colours.red if edge < 0 else colours.primary for edge in edges[:-1]],
        gid="bars",
    )
    axes.set_ylim(0, max(counts) / _TALLEST)
    axes.set_xlim(edges[0] - width, edges[-1] + width)
    _mark_zero(axes, colours, edges)
    _mark_quantiles(axes, colours, scenario.figures, scale)
    _show_scale(axes, colours, scale, size)
    loss, gain = percent(1 - scenario.figures.p), percent(scenario.figures.p)
    entries = [
        Patch(color=colours.primary, label=_("Gewinn in {share} der Fälle").format(share=gain)),
        Patch(color=colours.red, label=_("Verlust in {share} der Fälle").format(share=loss)),
    ]
    key_row(axes, entries, colours)
    return figure


def _mark_zero(axes: Axes, colours: ChartColours, edges: tuple[float, ...]) -> None:
    if edges[0] <= 0 <= edges[-1]:
        axes.axvline(0, ymax=_TALLEST + 0.02, color=colours.ink, linewidth=1, linestyle=(0, (4, 3)))


def _mark_quantiles(
    axes: Axes, colours: ChartColours, figures: MoneyFigures, scale: EuroScale
) -> None:
    row = axes.get_ylim()[1] * _ROW
    low, middle, high = figures.p10, figures.p50, figures.p90
    axes.plot([low, high], [row, row], color=colours.ink, linewidth=1.4, gid="middle80")
    axes.plot([low, high], [row, row], "|", color=colours.ink, markersize=7, markeredgewidth=1.4)
    axes.plot([middle], [row], "o", color=colours.ink, markersize=5.5)
    places = (("P10", low, "right", -5), ("P90", high, "left", 5), ("P50", middle, "center", 0))
    for name, value, side, shift in places:
        axes.annotate(
            f"{name} {scale.full(value)}",
            (value, row),
            xytext=(shift, 6 if side == "center" else 0),
            textcoords="offset points",
            ha=side,
            va="bottom" if side == "center" else "center_baseline",
            fontsize=TEXT if side == "center" else SMALL,
            fontweight="bold" if side == "center" else "normal",
            color=colours.ink if side == "center" else colours.muted,
        )


def _show_scale(axes: Axes, colours: ChartColours, scale: EuroScale, size: ChartSize) -> None:
    axes.spines["bottom"].set(visible=True, color=colours.field_border, linewidth=0.8)
    axes.yaxis.set_visible(False)
    ticks = max(2, min(6, int(size.points_wide / 70)))
    axes.xaxis.set_major_locator(MaxNLocator(ticks, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda euro, _place: scale.full(euro)))


def npv_histogram_alt(scenario: Scenario) -> Phrase:
    """What the chart shows, in one sentence for those who do not see it."""
    figures = scenario.figures
    return phrase(
        "Verteilung des Kapitalwerts: in {share} der Durchläufe größer als null; Mitte {p50}, "
        "zehn von hundert liegen unter {p10}, zehn über {p90}.",
        share=Amount(figures.p * 100, 0, "%"),
        p50=Amount(figures.p50, 0, "€"),
        p10=Amount(figures.p10, 0, "€"),
        p90=Amount(figures.p90, 0, "€"),
    )
