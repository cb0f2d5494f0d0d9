"""What moves the net present value: one bar per factor, from its P10 to its P90."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from kihub_desktop.analysis.economics.result import FactorEffect, Scenario
from kihub_desktop.charts.canvas import (
    DPI,
    SMALL,
    TEXT,
    ChartSize,
    figure_of,
    fit,
    key_row,
    new_figure,
    text_width,
)
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.charts.wording import EuroScale, compact, euro_scale
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase
from kihub_desktop.texts import _, ngettext, render

MOST_ROWS = 8
_ROW_PIXELS, _TALL_ROW_PIXELS, _FRAME_PIXELS = 44, 58, 96
_LABEL_SHARE = 0.36


def tornado(
    scenario: Scenario, colours: ChartColours, size: ChartSize | None = None, rows: int = MOST_ROWS
) -> Figure:
    """The factors with the widest effect first, as change against the mean.

    At most `rows`, and not more than have room in `size`; what is left out is said below.
    """
    sheet = size or tornado_size(scenario, rows=rows)
    shown = scenario.tornado[: min(rows, _room(sheet))]
    figure, axes = new_figure(sheet, colours)
    scale = euro_scale([factor.worst for factor in shown] + [factor.best for factor in shown])
    _draw_bars(axes, colours, shown, scale)
    _name_factors(axes, colours, shown, sheet)
    _draw_middle(axes, colours, scenario, scale)
    _say_rest(axes, colours, scenario.tornado[len(shown) :])
    entries = [
        Patch(color=colours.red, label=_("ungünstiges Ende")),
        Patch(color=colours.primary, label=_("günstiges Ende")),
    ]
    key_row(axes, entries, colours)
    return figure


def tornado_size(scenario: Scenario, width: float = 480, rows: int = MOST_ROWS) -> ChartSize:
    """The size in which every row has its room; width in pixels."""
    shown = scenario.tornado[:rows]
    room = ChartSize.pixels(width, 1).points_wide * _LABEL_SHARE
    wraps = any(text_width(render(factor.label)) > room for factor in shown)
    row = _TALL_ROW_PIXELS if wraps else _ROW_PIXELS
    return ChartSize.pixels(width, _FRAME_PIXELS + row * max(len(shown), 1))


def _room(sheet: ChartSize) -> int:
    return max(1, int((sheet.height * DPI - _FRAME_PIXELS) / _ROW_PIXELS + 0.01))


def _draw_bars(
    axes: Axes, colours: ChartColours, shown: Sequence[FactorEffect], scale: EuroScale
) -> None:
    for row, factor in enumerate(shown):
        for change, colour, side in (
            (factor.worst, colours.red, -1),
            (factor.best, colours.primary, 1),
        ):
            axes.barh(row, change, height=0.46, color=colour)
            axes.annotate(
                scale.bare(change, signed=True),
                (change, row),
                xytext=(side * 4, 0),
                textcoords="offset points",
                ha="right" if side < 0 else "left",
                va="center_baseline",
                fontsize=TEXT,
                color=colours.ink,
            )
    reach = max((max(-factor.worst, factor.best) for factor in shown), default=1.0)
    axes.set_xlim(-1.3 * reach, 1.3 * reach)
    axes.set_ylim(max(len(shown), 1) - 0.4, -0.6)
    axes.xaxis.set_visible(False)


def _name_factors(
    axes: Axes, colours: ChartColours, shown: Sequence[FactorEffect], sheet: ChartSize
) -> None:
    axes.set_yticks([])
    room = sheet.points_wide * _LABEL_SHARE
    height = (sheet.height - _FRAME_PIXELS / DPI) * 72 / max(len(shown), 1)
    lines = 2 if height >= _TALL_ROW_PIXELS * 72 / DPI - 1 else 1
    write = partial(
        axes.annotate, xycoords=("axes fraction", "data"), textcoords="offset points", ha="left"
    )
    left = -room - 4
    for row, factor in enumerate(shown):
        name = fit(render(factor.label), room, lines=lines)
        bounds = f"{compact(factor.low)} – {compact(factor.high)} {factor.unit}"
        # Name and bounds together stand in the middle of their row.
        up = -5.5 if "\n" in name else 0.0
        write(name, (0, row), (left, up + 1), va="bottom", fontsize=TEXT, color=colours.ink)
        bounds = fit(bounds, room, SMALL, lines=1)
        write(bounds, (0, row), (left, up - 1), va="top", fontsize=SMALL, color=colours.muted)


def _draw_middle(axes: Axes, colours: ChartColours, scenario: Scenario, scale: EuroScale) -> None:
    axes.axvline(0, color=colours.ink, linewidth=1.2)
    middle = euro_scale([scenario.npv_at_means]).full(scenario.npv_at_means)
    axes.annotate(
        _("Mittelwert {amount}, Änderung in {unit}").format(amount=middle, unit=scale.unit),
        (0, axes.get_ylim()[0]),
        xytext=(0, -4),
        textcoords="offset points",
        ha="center",
        va="top",
        fontsize=SMALL,
        color=colours.muted,
    )


def _say_rest(axes: Axes, colours: ChartColours, rest: Sequence[FactorEffect]) -> None:
    if not rest:
        return
    most = max(max(-factor.worst, factor.best) for factor in rest)
    text = ngettext(
        "{n} weitere Größe bewegt weniger:", "{n} weitere Größen bewegen weniger:", len(rest)
    )
    reach = _("höchstens {amount}").format(amount=euro_scale([most]).full(most))
    figure_of(axes).supxlabel(f"{text} {reach}", fontsize=SMALL, color=colours.muted)


def tornado_alt(scenario: Scenario) -> Phrase:
    """The three strongest factors with their reach, in one sentence."""
    strongest = tuple(
        phrase(
            "{factor} ({worst} bis {best})",
            factor=factor.label,
            worst=Amount(factor.worst, 0, "€", signed=True),
            best=Amount(factor.best, 0, "€", signed=True),
        )
        for factor in scenario.tornado[:3]
    )
    if not strongest:
        return phrase("Keine Größe ist unsicher; nichts bewegt das Ergebnis.")
    return phrase("Am stärksten bewegen den Kapitalwert: {factors}.", factors=Joined(strongest))
