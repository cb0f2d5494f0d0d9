"""The likely cash flow per year and the running present value."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kihub_desktop.analysis.economics.finance import payback
from kihub_desktop.analysis.economics.result import CashYear, Scenario
from kihub_desktop.charts.canvas import SMALL, TEXT, ChartSize, key_row, new_figure
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.charts.wording import EuroScale, euro_scale
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.texts import _, number

DEFAULT_SIZE = ChartSize.pixels(600, 300)
_MOST_YEARS_NAMED = 8
# Width of a bar in years.
_BAR = 0.5


def cash_flow(scenario: Scenario, colours: ChartColours, size: ChartSize = DEFAULT_SIZE) -> Figure:
    """Benefits and grant up, costs down, the running discounted sum as a line; likely values."""
    figure, axes = new_figure(size, colours)
    years = scenario.years
    amounts = [
        amount
        for year in years
        for amount in (year.benefits + year.grant, year.costs, year.cumulative_discounted)
    ]
    scale = euro_scale(amounts)
    _draw_bars(axes, colours, years)
    _draw_running_sum(axes, colours, years, scale)
    mark = _mark_payback(axes, colours, years)
    _show_scales(axes, colours, years, scale)
    entries = _entries(colours, any(year.grant for year in years))
    key_row(axes, [*entries, *mark], colours)
    return figure


def _draw_bars(axes: Axes, colours: ChartColours, years: tuple[CashYear, ...]) -> None:
    places = [year.year for year in years]
    axes.bar(places, [year.benefits for year in years], width=_BAR, color=colours.primary)
    axes.bar(places, [-year.costs for year in years], width=_BAR, color=colours.red)
    granted = [year for year in years if year.grant]
    if granted:
        axes.bar(
            [year.year for year in granted],
            [year.grant for year in granted],
            bottom=[year.benefits for year in granted],
            width=_BAR,
            facecolor=colours.card,
            edgecolor=colours.blue,
            hatch="////",
        )
    axes.axhline(0, color=colours.field_border, linewidth=0.8)


def _draw_running_sum(
    axes: Axes, colours: ChartColours, years: tuple[CashYear, ...], scale: EuroScale
) -> None:
    sums = [year.cumulative_discounted for year in years]
    axes.plot(
        [year.year for year in years],
        sums,
        "o-",
        color=colours.ink,
        linewidth=1.6,
        markersize=5,
        markeredgecolor=colours.card,
        gid="running",
    )
    axes.annotate(
        scale.full(sums[-1], signed=True),
        (years[-1].year + _BAR / 2, sums[-1]),
        xytext=(6, 0),
        textcoords="offset points",
        va="center_baseline",
        fontsize=TEXT,
        fontweight="bold",
        color=colours.ink,
    )


def _mark_payback(
    axes: Axes, colours: ChartColours, years: tuple[CashYear, ...]
) -> list[Patch | Line2D]:
    back = payback([year.discounted for year in years])
    if not 0 < back < float("inf"):
        return []
    (mark,) = axes.plot(
        [back], [0], "D", color=colours.amber, markersize=6.5, markeredgecolor=colours.card
    )
    mark.set_label(_("zurückgeflossen nach {years} Jahren").format(years=number(back, 1)))
    return [mark]


def _show_scales(
    axes: Axes, colours: ChartColours, years: tuple[CashYear, ...], scale: EuroScale
) -> None:
    step = 1 + (len(years) - 1) // _MOST_YEARS_NAMED
    named = [year.year for year in years][::step]
    axes.set_xticks(named, [_("Start") if year == 0 else _year(year) for year in named])
    axes.set_xlim(-0.6, years[-1].year + 0.6)
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda euro, _place: scale.full(euro)))
    axes.grid(axis="y", color=colours.line, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.margins(y=0.08)
    axes.tick_params(axis="y", labelsize=SMALL)


def _year(year: int) -> str:
    return _("Jahr {n}").format(n=number(year))


def _entries(colours: ChartColours, has_grant: bool) -> list[Patch | Line2D]:
    entries: list[Patch | Line2D] = [
        Patch(color=colours.primary, label=_("Nutzen")),
        Patch(color=colours.red, label=_("Kosten")),
    ]
    if has_grant:
        entries.append(
            Patch(facecolor=colours.card, edgecolor=colours.blue, hatch="////", label=_("Zuschuss"))
        )
    entries.append(
        Line2D([], [], color=colours.ink, marker="o", markersize=4, label=_("Summe, abgezinst"))
    )
    return entries


def cash_flow_alt(scenario: Scenario) -> Phrase:
    """Outlay, yearly surplus and payback of the likely case, in one sentence."""
    years = scenario.years
    back = payback([year.discounted for year in years])
    ends = Amount(years[-1].cumulative_discounted, 0, "€", signed=True)
    if back == float("inf"):
        return phrase(
            "Zahlungen je Jahr: Am Ende steht abgezinst {sum}; der Einsatz fließt nicht zurück.",
            sum=ends,
        )
    return phrase(
        "Zahlungen je Jahr: Am Ende steht abgezinst {sum}; zurückgeflossen nach {years} Jahren.",
        sum=ends,
        years=Amount(back, 1),
    )
