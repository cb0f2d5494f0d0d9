"""The readiness profile as a radar: where the company stands and where it wants to go."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon

from kihub_desktop.charts.canvas import (
    DPI,
    SMALL,
    TEXT,
    ChartSize,
    fit,
    key_row,
    new_figure,
    text_width,
)
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase
from kihub_desktop.texts import _, number

DEFAULT_SIZE = ChartSize.pixels(360, 340)
HIGHEST = 5
_LABEL_RADIUS = 1.08 * HIGHEST
_NUMBERED_PIXELS = 300
_LABEL_SHARE = 0.26

Point = tuple[float, float]


def readiness_radar(
    points: Sequence[float | None],
    targets: Sequence[float],
    labels: Sequence[str],
    colours: ChartColours,
    size: ChartSize = DEFAULT_SIZE,
) -> Figure:
    """One spoke per dimension, clockwise from the top, levels 0 to 5.

    A point that is None (too few answers) leaves a gap, and its label says that it is open.
    ValueError unless points, targets and labels are equally many, at least three.
    """
    if not (len(points) == len(targets) == len(labels) >= 3):
        raise ValueError("a radar needs as many points and targets as labels, at least three")
    figure, axes = new_figure(size, colours)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_xlim(-HIGHEST, HIGHEST)
    axes.set_ylim(-HIGHEST, HIGHEST)
    _draw_web(axes, colours, len(labels))
    if min(size.width, size.height) * DPI >= _NUMBERED_PIXELS:
        _number_rings(axes, colours)
    _draw_profile(axes, colours, points)
    _draw_target(axes, colours, targets)
    _name_spokes(axes, colours, points, labels, size)
    target = Line2D([], [], color=colours.amber, linestyle=(0, (3, 2)), label=_("Ziel"))
    actual = Patch(facecolor=_tint(colours.primary), edgecolor=colours.primary, label=_("Ist"))
    key_row(axes, [actual, target], colours)
    return figure


def _spoke(index: int, count: int, radius: float) -> Point:
    angle = math.pi / 2 - 2 * math.pi * index / count
    return radius * math.cos(angle), radius * math.sin(angle)


def _tint(colour: str) -> tuple[str, float]:
    return colour, 0.22


def _draw_web(axes: Axes, colours: ChartColours, count: int) -> None:
    for level in range(1, HIGHEST + 1):
        ring = [_spoke(index, count, level) for index in range(count)]
        edge = colours.field_border if level == HIGHEST else colours.line
        axes.add_patch(Polygon(ring, closed=True, fill=False, edgecolor=edge, linewidth=0.8))
    for index in range(count):
        x, y = _spoke(index, count, HIGHEST)
        axes.plot([0, x], [0, y], color=colours.line, linewidth=0.8)


def _number_rings(axes: Axes, colours: ChartColours) -> None:
    for level in (1, 3, 5):
        axes.annotate(
            number(level),
            (0, level),
            xytext=(3, -2),
            textcoords="offset points",
            va="top",
            fontsize=7.5,
            color=colours.muted,
        )


def _draw_profile(axes: Axes, colours: ChartColours, points: Sequence[float | None]) -> None:
    count = len(points)
    placed = [None if p is None else _spoke(i, count, p) for i, p in enumerate(points)]
    for run in _runs(placed):
        whole = len(run) == count
        area = run if whole else [(0.0, 0.0), *run]
        axes.add_patch(Polygon(area, facecolor=_tint(colours.primary), edgecolor="none"))
        axes.add_patch(
            Polygon(run, closed=whole, fill=False, edgecolor=colours.primary, linewidth=1.8)
        )
    dots = [point for point in placed if point is not None]
    axes.plot(
        [x for x, _y in dots],
        [y for _x, y in dots],
        "o",
        color=colours.primary,
        markersize=5,
        markeredgecolor=colours.card,
        gid="points",
    )


def _runs(placed: Sequence[Point | None]) -> list[list[Point]]:
    """Neighbouring points without a gap between them; the circle is cut at a gap."""
    gaps = [index for index, point in enumerate(placed) if point is None]
    if not gaps:
        return [[point for point in placed if point is not None]]
    turned = [*placed[gaps[0] :], *placed[: gaps[0]]]
    runs: list[list[Point]] = []
    for before, point in zip([None, *turned], turned, strict=False):
        if point is not None and before is None:
            runs.append([])
        if point is not None:
            runs[-1].append(point)
    return runs


def _draw_target(axes: Axes, colours: ChartColours, targets: Sequence[float]) -> None:
    outline = [_spoke(index, len(targets), level) for index, level in enumerate(targets)]
    axes.add_patch(
        Polygon(
            outline,
            closed=True,
            fill=False,
            zorder=3,
            edgecolor=colours.amber,
            linewidth=1.5,
            linestyle=(0, (3, 2)),
            gid="target",
        )
    )


def _name_spokes(
    axes: Axes,
    colours: ChartColours,
    points: Sequence[float | None],
    labels: Sequence[str],
    size: ChartSize,
) -> None:
    is_small = min(size.width, size.height) * DPI < _NUMBERED_PIXELS
    for index, (point, label) in enumerate(zip(points, labels, strict=True)):
        x, y = _spoke(index, len(labels), _LABEL_RADIUS)
        side = "center" if abs(x) < 0.3 * HIGHEST else "left" if x > 0 else "right"
        level = "bottom" if y > 0.8 * HIGHEST else "top" if y < -0.7 * HIGHEST else "center"
        shown = _("offen") if point is None else number(point, 1)
        axes.text(
            x,
            y,
            _label(label, shown, size, beside=level == "center", lines=1 if is_small else 2),
            ha=side,
            va=level,
            fontsize=TEXT if point is not None else SMALL,
            linespacing=1.15,
            color=colours.ink if point is not None else colours.muted,
        )


def _label(name: str, shown: str, size: ChartSize, *, beside: bool, lines: int) -> str:
    """Name and level: in one line above and below the web where that fits, else in two or three."""
    room = size.points_wide * _LABEL_SHARE
    one_line = f"{name}\u2002{shown}"
    if not beside and text_width(one_line) <= 1.4 * room:
        return one_line
    return f"{fit(name, room, TEXT, lines)}\n{shown}"


def readiness_radar_alt(
    points: Sequence[float | None], targets: Sequence[float], labels: Sequence[str]
) -> Phrase:
    """All levels with their targets, in one sentence."""
    parts = tuple(
        phrase("{name} offen (Ziel {target})", name=label, target=Amount(target, 1))
        if point is None
        else phrase(
            "{name} {point} (Ziel {target})",
            name=label,
            point=Amount(point, 1),
            target=Amount(target, 1),
        )
        for point, target, label in zip(points, targets, labels, strict=True)
    )
    return phrase("Reifegrad je Dimension, 0 bis 5: {levels}.", levels=Joined(parts))
