"""The region from above: the company, the partners, and who is chosen for the pilot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation

from kihub_desktop.analysis.partner_marks import MapMark, MarkKind
from kihub_desktop.charts.canvas import SMALL, ChartSize, figure_of, fit, key_row, new_figure
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.charts.label_places import Box, Mark, place_labels
from kihub_desktop.domain.geography import Spot
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase
from kihub_desktop.texts import _, number, with_unit

DEFAULT_SIZE = ChartSize.pixels(400, 236)
_MIDDLE = 51.0
"""Degrees north at which lengths are true: a degree of longitude is cos(51°) of one of latitude."""
_ROOM = 0.12
_TOWN_SIZE = 6.5
_LABEL_WIDTH, _REACH, _NEAR = 120.0, 60.0, 3.0
"""Points: how wide a label may be, how far from its mark, and how far for the less important."""
_LEADER_FROM = 12.0


@dataclass(frozen=True)
class _Look:
    marker: str
    radius: float  # points


_LOOKS = {
    MarkKind.HOME: _Look("D", 5.5),
    MarkKind.CHOSEN: _Look("o", 5.5),
    MarkKind.SUITABLE: _Look("o", 4.0),
    MarkKind.OTHER: _Look("o", 3.0),
}


def partner_map(
    marks: Sequence[MapMark],
    towns: Sequence[Spot],
    colours: ChartColours,
    size: ChartSize = DEFAULT_SIZE,
) -> Figure:
    """A map whose ground are the towns of both states as pale dots; degrees, north is up.

    Labels that find no free place are left out, the least important first.
    """
    figure, axes = new_figure(size, colours)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_aspect(1 / math.cos(math.radians(_MIDDLE)), anchor="N")
    _draw_ground(axes, colours, towns, size)
    for kind in sorted(MarkKind, reverse=True):
        _draw_marks(axes, colours, [each for each in marks if each.kind is kind])
    key_row(axes, _entries(colours, marks), colours)
    _write_labels(axes, colours, marks)
    return figure


def _draw_ground(axes: Axes, colours: ChartColours, towns: Sequence[Spot], size: ChartSize) -> None:
    if not towns:
        return
    lats, lons = [each.lat for each in towns], [each.lon for each in towns]
    axes.set_xlim(min(lons) - _ROOM, max(lons) + _ROOM)
    axes.set_ylim(min(lats) - _ROOM, max(lats) + _ROOM)
    radius = _TOWN_SIZE * size.width / DEFAULT_SIZE.width
    axes.plot(
        lons,
        lats,
        "o",
        markersize=2 * radius,
        markeredgewidth=0,
        color=colours.primary_soft,
        zorder=1,
        gid="ground",
    )


def _draw_marks(axes: Axes, colours: ChartColours, marks: Sequence[MapMark]) -> None:
    if not marks:
        return
    kind = marks[0].kind
    look = _LOOKS[kind]
    fill, edge, width = _colours_of(colours, kind)
    axes.plot(
        [each.spot.lon for each in marks],
        [each.spot.lat for each in marks],
        look.marker,
        markersize=2 * look.radius,
        markerfacecolor=fill,
        markeredgecolor=edge,
        markeredgewidth=width,
        linestyle="",
        zorder=6 - kind,
        gid=kind.name,
        clip_on=False,
    )
    if kind is MarkKind.CHOSEN:
        axes.plot(
            [each.spot.lon for each in marks],
            [each.spot.lat for each in marks],
            "o",
            markersize=2 * look.radius + 6,
            markerfacecolor="none",
            markeredgecolor=colours.primary_text,
            markeredgewidth=1.6,
            linestyle="",
            zorder=6,
            clip_on=False,
        )


def _colours_of(colours: ChartColours, kind: MarkKind) -> tuple[str, str, float]:
    """Fill, edge and width of the edge."""
    if kind is MarkKind.HOME:
        return colours.amber, colours.card, 1.0
    if kind is MarkKind.OTHER:
        return colours.card, colours.muted, 1.2
    return colours.primary, colours.card, 0.8


def _entries(colours: ChartColours, marks: Sequence[MapMark]) -> list[Line2D]:
    words = {
        MarkKind.HOME: _("Unternehmen"),
        MarkKind.CHOSEN: _("gewählt"),
        MarkKind.SUITABLE: _("geeignet"),
        MarkKind.OTHER: _("weitere"),
    }
    present = sorted({each.kind for each in marks})
    return [_entry(colours, kind, words[kind]) for kind in present]


def _entry(colours: ChartColours, kind: MarkKind, label: str) -> Line2D:
    fill, edge, width = _colours_of(colours, kind)
    if kind is MarkKind.CHOSEN:
        edge, width = colours.primary_text, 2.0
    return Line2D(
        [],
        [],
        marker=_LOOKS[kind].marker,
        markersize=7,
        linestyle="",
        markerfacecolor=fill,
        markeredgecolor=edge,
        markeredgewidth=width,
        label=label,
    )


# -- labels ------------------------------------------------------------------------------------


def _write_labels(axes: Axes, colours: ChartColours, marks: Sequence[MapMark]) -> None:
    """One label per town, beside its most important mark, where nothing stands yet."""
    leading = _leading(marks)
    texts = [_label(axes, colours, each) for each in leading]
    # The layout has to be final before anything can be measured in it.
    figure_of(axes).draw_without_rendering()
    pixel = figure_of(axes).dpi / 72
    taken = [_around(axes, each, pixel) for each in marks]
    wanted = [
        (each, text, _mark(axes, each, text, pixel))
        for each, text in zip(leading, texts, strict=True)
    ]
    for others, reach in ((False, _REACH), (True, _NEAR)):
        row = [each for each in wanted if (each[0].kind is MarkKind.OTHER) == others]
        _place(axes, colours, [(text, mark) for _one, text, mark in row], taken, reach * pixel)


def _place(
    axes: Axes,
    colours: ChartColours,
    labels: Sequence[tuple[Annotation, Mark]],
    taken: list[Box],
    reach: float,
) -> None:
    """Moves each label to a free place, which is `taken` then, or hides it."""
    extent = axes.get_window_extent()
    frame = Box(extent.x0, extent.y0, extent.x1, extent.y1)
    places = place_labels([mark for _text, mark in labels], frame, taken, reach)
    for (text, mark), place in zip(labels, places, strict=True):
        if place is None:
            text.set_visible(False)
        else:
            taken.append(place)
            _move(axes, text, mark, place, colours)


def _leading(marks: Sequence[MapMark]) -> list[MapMark]:
    """The most important mark of every town; the nearest first among equals."""
    found: dict[str, MapMark] = {}
    for each in sorted(marks, key=lambda mark: (mark.kind, mark.distance or 0.0)):
        found.setdefault(each.town, each)
    return list(found.values())


def _label(axes: Axes, colours: ChartColours, mark: MapMark) -> Annotation:
    strong = mark.kind in {MarkKind.HOME, MarkKind.CHOSEN}
    return axes.annotate(
        fit(_words(mark), _LABEL_WIDTH, SMALL, 1),
        (mark.spot.lon, mark.spot.lat),
        xytext=(0, 0),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=SMALL,
        fontweight="bold" if mark.kind is MarkKind.HOME else "normal",
        color=colours.ink if strong else colours.muted,
        zorder=8,
        in_layout=False,
        path_effects=[withStroke(linewidth=2.2, foreground=colours.primary_soft)],
    )


def _words(mark: MapMark) -> str:
    if mark.kind is not MarkKind.CHOSEN or mark.distance is None:
        return mark.town
    return f"{mark.town}, {with_unit(number(mark.distance, 0), 'km')}"


def _around(axes: Axes, mark: MapMark, pixel: float) -> Box:
    x, y = axes.transData.transform((mark.spot.lon, mark.spot.lat))
    return Box(x, y, x, y).grown(_radius(mark) * pixel)


def _radius(mark: MapMark) -> float:
    return _LOOKS[mark.kind].radius + (3 if mark.kind is MarkKind.CHOSEN else 0)


def _mark(axes: Axes, mark: MapMark, text: Annotation, pixel: float) -> Mark:
    x, y = axes.transData.transform((mark.spot.lon, mark.spot.lat))
    extent = text.get_window_extent()
    return Mark(x, y, _radius(mark) * pixel, extent.width, extent.height)


def _move(axes: Axes, text: Annotation, mark: Mark, place: Box, colours: ChartColours) -> None:
    x, y = place.middle
    pixel = figure_of(axes).dpi / 72
    text.set_position(((x - mark.x) / pixel, (y - mark.y) / pixel))
    near = place.nearest(mark.x, mark.y)
    if math.dist(near, (mark.x, mark.y)) - mark.radius > _LEADER_FROM * pixel:
        ends = axes.transData.inverted().transform([(mark.x, mark.y), near])
        axes.plot(ends[:, 0], ends[:, 1], color=colours.muted, linewidth=0.7, zorder=2)


def partner_map_alt(marks: Sequence[MapMark]) -> Phrase:
    """The company, the chosen partner and the towns of suitable ones, in one sentence."""
    home = next((each.town for each in marks if each.kind is MarkKind.HOME), "")
    chosen = [_said(each) for each in marks if each.kind is MarkKind.CHOSEN]
    suitable = [_said(each) for each in _leading(marks) if each.kind is MarkKind.SUITABLE]
    return phrase(
        "Karte: Unternehmen in {home}, gewählter Partner {chosen}, geeignete Partner in {towns}.",
        home=home or phrase("unbekannt"),
        chosen=Joined(tuple(chosen)) if chosen else phrase("noch keiner"),
        towns=Joined(tuple(suitable)) if suitable else phrase("keinem Ort"),
    )


def _said(mark: MapMark) -> Value:
    if mark.distance is None:
        return mark.town
    return phrase("{town} ({far})", town=mark.town, far=Amount(mark.distance, 0, "km"))
