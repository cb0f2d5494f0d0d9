"""The words in the portfolio matrix: captions of the corners and the labels of the marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from kihub_desktop.charts.canvas import SMALL, TEXT, figure_of, fit
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.charts.label_places import Box, Mark, place_labels
from kihub_desktop.texts import _

# Room in points, lines and reach in pixels: a short label at its mark beats a long one far off.
_TRIES = ((112.0, 2, 20.0), (62.0, 1, 20.0), (112.0, 2, 140.0), (62.0, 1, 140.0))
_HOLLOW_RADIUS = 5.0
_LEADER_FROM = 12.0


@dataclass(frozen=True)
class Wanted:
    """A label for the mark at x, y (0..1) with its radius in points."""

    text: str
    x: float
    y: float
    radius: float


def write_labels(
    axes: Axes,
    colours: ChartColours,
    wanted: Sequence[Wanted],
    hollow: Sequence[tuple[float, float]],
) -> None:
    """Captions first, then one label per mark; `hollow` marks are kept free as well."""
    texts = [_label(axes, colours, one) for one in wanted]
    captions = [_caption(axes, *corner) for corner in _corners(colours)]
    # The layout has to be final before anything can be measured in it.
    figure_of(axes).draw_without_rendering()
    pixel = figure_of(axes).dpi / 72
    taken = [_around(axes, one.x, one.y, one.radius * pixel) for one in wanted]
    taken += [_around(axes, x, y, _HOLLOW_RADIUS * pixel) for x, y in hollow]
    for caption in captions:
        taken.append(_settle(caption, taken))
    unplaced = list(zip(wanted, texts, strict=True))
    for room, lines, reach in _TRIES:
        unplaced = _try(axes, colours, unplaced, taken, (room, lines, reach))
    for _one, text in unplaced:
        text.set_visible(False)


def _try(
    axes: Axes,
    colours: ChartColours,
    labels: list[tuple[Wanted, Annotation]],
    taken: list[Box],
    attempt: tuple[float, int, float],
) -> list[tuple[Wanted, Annotation]]:
    """Places what finds a place (added to `taken`) and returns the rest."""
    room, lines, reach = attempt
    marks = []
    for one, text in labels:
        text.set_text(fit(one.text, room, SMALL, lines))
        marks.append(_mark(axes, one, text))
    frame = _box(axes.get_window_extent()).grown(-2)
    rest = []
    for label, mark, place in zip(
        labels, marks, place_labels(marks, frame, taken, reach), strict=True
    ):
        if place is None:
            rest.append(label)
        else:
            taken.append(place)
            _move(axes, label[1], mark, place, colours)
    return rest


def _around(axes: Axes, x: float, y: float, radius: float) -> Box:
    across, up = axes.transData.transform((x, y))
    return Box(across, up, across, up).grown(radius)


def _corners(colours: ChartColours) -> tuple[tuple[int, int, str, str], ...]:
    """Quadrants by their outer corner, with caption and its colour."""
    return (
        (1, 1, _("Zuerst angehen"), colours.primary_text),
        (0, 1, _("Wertvoll, aber schwer"), colours.muted),
        (1, 0, _("Nebenbei"), colours.muted),
        (0, 0, _("Zurückstellen"), colours.muted),
    )


def _caption(axes: Axes, x: int, y: int, text: str, colour: str) -> Annotation:
    return axes.annotate(
        text,
        (x, y),
        xytext=(0, 0),
        textcoords="offset points",
        fontsize=TEXT,
        fontweight="bold" if x and y else "normal",
        color=colour,
        zorder=6,
        in_layout=False,
    )


def _settle(caption: Annotation, taken: Sequence[Box]) -> Box:
    """Puts a caption at that corner of its quadrant where no mark stands, the outer one first."""
    x, y = caption.xy
    spots = [(x, y), (0.5, y), (x, 0.5), (0.5, 0.5), (x, y)]
    for spot in spots:
        box = _put(caption, spot, (x / 2, y / 2))
        if not any(box.touches(other) for other in taken):
            break
    return box


def _put(caption: Annotation, spot: tuple[float, float], start: tuple[float, float]) -> Box:
    """Moves the caption inwards from a corner of the quadrant that begins at `start`."""
    at_left, at_bottom = spot[0] == start[0], spot[1] == start[1]
    caption.xy = spot
    caption.set_position((9 if at_left else -9, 8 if at_bottom else -8))
    caption.set_horizontalalignment("left" if at_left else "right")
    caption.set_verticalalignment("bottom" if at_bottom else "top")
    return _box(caption.get_window_extent())


def _label(axes: Axes, colours: ChartColours, wanted: Wanted) -> Annotation:
    """A label on its mark; it finds its place in the finished layout and must not move it."""
    return axes.annotate(
        wanted.text,
        (wanted.x, wanted.y),
        xytext=(0, 0),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=SMALL,
        color=colours.ink,
        zorder=6,
        linespacing=1.1,
        in_layout=False,
    )


def _mark(axes: Axes, wanted: Wanted, text: Annotation) -> Mark:
    x, y = axes.transData.transform((wanted.x, wanted.y))
    extent = text.get_window_extent()
    return Mark(x, y, wanted.radius * figure_of(axes).dpi / 72, extent.width, extent.height)


def _box(extent: Bbox) -> Box:
    return Box(extent.x0, extent.y0, extent.x1, extent.y1)


def _move(axes: Axes, text: Annotation, mark: Mark, place: Box, colours: ChartColours) -> None:
    x, y = place.middle
    pixel = figure_of(axes).dpi / 72
    text.set_position(((x - mark.x) / pixel, (y - mark.y) / pixel))
    back = axes.transData.inverted()
    # A rim in the ground's colour keeps letters readable on the lines that run behind them.
    ground = colours.primary_soft if min(back.transform((x, y))) > 0.5 else colours.card
    text.set_path_effects([withStroke(linewidth=2.5, foreground=ground)])
    near = place.nearest(mark.x, mark.y)
    if math.dist(near, (mark.x, mark.y)) - mark.radius > _LEADER_FROM:
        ends = back.transform([(mark.x, mark.y), near])
        axes.plot(ends[:, 0], ends[:, 1], color=colours.muted, linewidth=0.7, zorder=2)
