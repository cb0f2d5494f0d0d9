"""The portfolio: use cases by feasibility and benefit, with the spread of the ratings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from kihub_desktop.charts.canvas import DPI, TEXT, ChartSize, key_row, new_figure
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.charts.portfolio_labels import Wanted, write_labels
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase
from kihub_desktop.texts import _

DEFAULT_SIZE = ChartSize.pixels(640, 480)
_SMALLEST, _LARGEST = 7.0, 17.0
# Below this width the marks shrink with the sheet.
_FULL_PIXELS = 600


class Tone(StrEnum):
    """The colour of a group of use cases; the legend gives the group's name."""

    PRIMARY = "primary"
    BLUE = "blue"
    AMBER = "amber"
    MUTED = "muted"
    RED = "red"


@dataclass(frozen=True)
class PortfolioPoint:
    """One use case; feasibility and benefit 0..1, spreads as half-widths in the same unit.

    `weight` 0..1 sets the size of the mark. `estimate` is the feasibility estimated before the
    verdict (a hollow mark beside the filled one); `is_estimated` says that there is no final
    verdict yet, so that the mark itself is hollow. `refused`: not feasible, ringed in red.
    """

    label: str
    feasibility: float
    benefit: float
    feasibility_spread: float | None = None
    benefit_spread: float | None = None
    weight: float | None = None
    tone: Tone = Tone.PRIMARY
    group: str = ""
    estimate: float | None = None
    is_estimated: bool = False
    refused: bool = False


def portfolio_matrix(
    points: Sequence[PortfolioPoint], colours: ChartColours, size: ChartSize = DEFAULT_SIZE
) -> Figure:
    """Marks in four corners, split at 0.5, each with a label that covers nothing."""
    figure, axes = new_figure(size, colours)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    _draw_frame(axes, colours)
    shrink = min(1.0, size.width * DPI / _FULL_PIXELS)
    for point in points:
        _draw_point(axes, colours, point, shrink)
    key_row(axes, _entries(colours, points), colours)
    wanted = [
        Wanted(p.label, p.feasibility, p.benefit, _radius(p, shrink) + (3 if p.refused else 0))
        for p in points
    ]
    hollow = [(p.estimate, p.benefit) for p in points if p.estimate is not None]
    write_labels(axes, colours, wanted, hollow)
    return figure


def _draw_frame(axes: Axes, colours: ChartColours) -> None:
    axes.spines[:].set(visible=True, color=colours.field_border, linewidth=0.8)
    axes.add_patch(Rectangle((0.5, 0.5), 0.5, 0.5, color=colours.primary_soft, zorder=0))
    axes.axvline(0.5, color=colours.line, linewidth=0.8, zorder=0.5)
    axes.axhline(0.5, color=colours.line, linewidth=0.8, zorder=0.5)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_xlabel(_("Machbarkeit →"), color=colours.muted, fontsize=TEXT, labelpad=6)
    axes.set_ylabel(_("Nutzen →"), color=colours.muted, fontsize=TEXT, labelpad=6)


def _radius(point: PortfolioPoint, shrink: float) -> float:
    """Radius of the mark in points; its area grows with the weight."""
    if point.weight is None:
        return _SMALLEST * shrink
    share = min(max(point.weight, 0.0), 1.0)
    return shrink * math.sqrt(_SMALLEST**2 + share * (_LARGEST**2 - _SMALLEST**2))


def _draw_point(axes: Axes, colours: ChartColours, point: PortfolioPoint, shrink: float) -> None:
    x, y = point.feasibility, point.benefit
    colour = getattr(colours, point.tone.value)
    axes.errorbar(
        x,
        y,
        xerr=point.feasibility_spread,
        yerr=point.benefit_spread,
        fmt="none",
        ecolor=(colour, 0.45),
        elinewidth=1.2,
        zorder=2,
    )
    size = 2 * _radius(point, shrink)
    if point.estimate is not None:
        axes.plot([point.estimate, x], [y, y], ":", color=colours.muted, linewidth=1, zorder=2)
        axes.plot(
            [point.estimate],
            [y],
            "o",
            markersize=9,
            markerfacecolor=colours.card,
            markeredgecolor=colour,
            zorder=3,
            clip_on=False,
        )
    hollow = point.is_estimated
    axes.plot(
        [x],
        [y],
        "o",
        markersize=size,
        markerfacecolor=colours.card if hollow else (colour, 0.88),
        markeredgecolor=colour if hollow else colours.card,
        markeredgewidth=1.8 if hollow else 1,
        zorder=3,
        clip_on=False,
    )
    if point.refused:
        _ring(axes, colours, x, y, size)


def _ring(axes: Axes, colours: ChartColours, x: float, y: float, size: float) -> None:
    axes.plot(
        [x],
        [y],
        "o",
        markersize=size + 5,
        markerfacecolor="none",
        markeredgecolor=colours.red,
        markeredgewidth=1.6,
        zorder=4,
        clip_on=False,
    )
    axes.plot([x], [y], "x", markersize=6, color=colours.card, markeredgewidth=1.6, zorder=5)


def _entries(colours: ChartColours, points: Sequence[PortfolioPoint]) -> list[Line2D]:
    groups = {point.group: getattr(colours, point.tone.value) for point in points if point.group}
    entries = [_dot(colour, colour, name) for name, colour in groups.items()]
    if any(point.feasibility_spread or point.benefit_spread for point in points):
        entries.append(
            Line2D(
                [],
                [],
                color=colours.muted,
                marker="+",
                markersize=9,
                linestyle="",
                label=_("Streuung der Bewertungen"),
            )
        )
    if any(point.estimate is not None for point in points):
        entries.append(_dot(colours.card, colours.muted, _("geschätzt")))
    if any(point.refused for point in points):
        entries.append(_dot("none", colours.red, _("nicht machbar")))
    return entries


def _dot(fill: str, edge: str, label: str) -> Line2D:
    return Line2D(
        [],
        [],
        marker="o",
        markersize=7,
        linestyle="",
        markerfacecolor=fill,
        markeredgecolor=edge,
        label=label,
    )


def portfolio_matrix_alt(points: Sequence[PortfolioPoint]) -> Phrase:
    """All use cases with their place, in one sentence."""
    parts = tuple(
        phrase(
            "{name} (Machbarkeit {x}, Nutzen {y})",
            name=point.label,
            x=Amount(point.feasibility, 2),
            y=Amount(point.benefit, 2),
        )
        for point in points
    )
    return phrase("Nutzen und Machbarkeit, 0 bis 1: {points}.", points=Joined(parts, "; "))
