"""Levels with their bands: a dot where the value is, a bar as far as it may reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from kihub_desktop.charts.canvas import DPI, SMALL, TEXT, ChartSize, fit, key_row, new_figure
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase
from kihub_desktop.texts import _, number

_ROW_PIXELS, _FRAME_PIXELS = 38, 62
_LABEL_SHARE = 0.27
_TINT = 0.38


@dataclass(frozen=True)
class Band:
    """One row: `point` is None where there are too few answers; `target` is optional."""

    label: str
    low: float
    high: float
    point: float | None = None
    target: float | None = None


def band_chart(
    bands: Sequence[Band],
    colours: ChartColours,
    size: ChartSize | None = None,
    highest: float = 5.0,
) -> Figure:
    """One row per band on a scale from 0 to `highest`, first row on top."""
    sheet = size or ChartSize.pixels(460, _FRAME_PIXELS + _ROW_PIXELS * max(len(bands), 1))
    figure, axes = new_figure(sheet, colours)
    for row, band in enumerate(bands):
        _draw_row(axes, colours, row, band, highest)
    axes.set_ylim(max(len(bands), 1) - 0.4, -0.6)
    axes.set_xlim(0, highest)
    # Rows that stand closer than two lines of text keep their labels on one line.
    lines = 2 if sheet.height * DPI >= _FRAME_PIXELS + 34 * len(bands) else 1
    room = sheet.points_wide * _LABEL_SHARE
    names = [fit(band.label, room, TEXT, lines) for band in bands]
    axes.set_yticks(range(len(bands)), names, color=colours.ink, fontsize=TEXT)
    axes.set_xticks(range(int(highest) + 1))
    axes.tick_params(axis="x", labelsize=SMALL)
    key_row(axes, _entries(colours, bands), colours)
    return figure


def _draw_row(axes: Axes, colours: ChartColours, row: int, band: Band, highest: float) -> None:
    axes.barh(row, highest, height=0.3, color=colours.track)
    is_open = band.point is None
    axes.barh(
        row,
        band.high - band.low,
        left=band.low,
        height=0.3,
        facecolor=colours.card if is_open else (colours.primary, _TINT),
        edgecolor=colours.muted if is_open else "none",
        linewidth=0.8 if is_open else 0,
        hatch="////" if is_open else None,
    )
    if band.point is not None:
        _tick(axes, row, band.point, colours.primary, 3.5)
    if band.target is not None:
        axes.plot(
            [band.target],
            [row],
            "D",
            color=colours.amber,
            markersize=5.5,
            markeredgecolor=colours.card,
            clip_on=False,
        )
    axes.annotate(
        _shown(band),
        (1, row),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        textcoords="offset points",
        va="center_baseline",
        fontsize=TEXT,
        color=colours.muted if is_open else colours.ink,
    )


def _tick(axes: Axes, row: int, value: float, colour: str, width: float) -> None:
    axes.plot(
        [value, value],
        [row - 0.26, row + 0.26],
        color=colour,
        linewidth=width,
        solid_capstyle="round",
        clip_on=False,
    )


def _shown(band: Band) -> str:
    bounds = f"{number(band.low, 1)}–{number(band.high, 1)}"
    if band.point is None:
        return _("offen ({bounds})").format(bounds=bounds)
    return f"{number(band.point, 1)} ({bounds})"


def _entries(colours: ChartColours, bands: Sequence[Band]) -> list[Patch | Line2D]:
    entries: list[Patch | Line2D] = [
        Line2D([], [], color=colours.primary, linewidth=3.5, label=_("Wert")),
        Patch(facecolor=(colours.primary, _TINT), label=_("Vertrauensband")),
    ]
    if any(band.point is None for band in bands):
        entries.append(
            Patch(
                facecolor=colours.card,
                edgecolor=colours.muted,
                hatch="////",
                label=_("noch zu wenig Antworten"),
            )
        )
    if any(band.target is not None for band in bands):
        entries.append(
            Line2D([], [], color=colours.amber, marker="D", linestyle="", label=_("Ziel"))
        )
    return entries


def band_chart_alt(bands: Sequence[Band]) -> Phrase:
    """Every row with its value and band, in one sentence."""
    return phrase(
        "Werte mit Vertrauensband: {rows}.", rows=Joined(tuple(map(_row_phrase, bands)), "; ")
    )


def _row_phrase(band: Band) -> Phrase:
    low, high = Amount(band.low, 1), Amount(band.high, 1)
    if band.point is None:
        return phrase("{name} offen, {low} bis {high}", name=band.label, low=low, high=high)
    return phrase(
        "{name} {point}, {low} bis {high}",
        name=band.label,
        point=Amount(band.point, 1),
        low=low,
        high=high,
    )
