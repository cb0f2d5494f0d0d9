"""The plan on paper: one bar per step by group, months above, today as a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from kihub_desktop.charts.canvas import (
    SMALL,
    TEXT,
    ChartSize,
    fit,
    key_row,
    new_figure,
)
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.domain.phrases import Phrase, phrase, plural_phrase
from kihub_desktop.domain.roadmap import Roadmap, Span, Step
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, day, month, render

MOST_ROWS = 26
_ROW, _FRAME = 19, 74
_LABEL_SHARE = 0.4
_MONTHS = 12
Row = tuple[Step, Span]


def roadmap_rows(roadmap: Roadmap) -> list[Row]:
    """The steps that are drawn: those with days that are still wanted or done."""
    return [
        (step, span)
        for step, span in roadmap.dated()
        if not step.is_gone and step.status is not StepStatus.DROPPED
    ]


def roadmap_chart(roadmap: Roadmap, colours: ChartColours, width: float) -> Figure:
    """The first steps by group; what finds no room is said below. `width` in pixels."""
    rows = roadmap_rows(roadmap)
    shown = rows[:MOST_ROWS]
    size = ChartSize.pixels(width, _FRAME + _ROW * max(1, len(shown)))
    figure, axes = new_figure(size, colours)
    _draw(axes, colours, shown)
    _months(axes, colours, shown, roadmap.today)
    _name(axes, colours, shown, size)
    rest = len(rows) - len(shown)
    if rest > 0:
        axes.set_xlabel(_("Weitere Schritte stehen in der Tabelle"), fontsize=SMALL)
        axes.xaxis.label.set_color(colours.muted)
    groups = dict.fromkeys(step.group for step, _span in shown)
    key_row(
        axes,
        [Patch(color=_fill(group, colours), label=render(word(group))) for group in groups],
        colours,
    )
    return figure


def roadmap_chart_alt(roadmap: Roadmap) -> Phrase:
    """The chart in words."""
    rows = roadmap_rows(roadmap)
    if not rows:
        return phrase("Der Fahrplan hat noch keinen Schritt.")
    return plural_phrase(
        "Balkenplan mit {n} Schritt vom {start} bis zum {end}; die Tabelle nennt ihn.",
        "Balkenplan mit {n} Schritten vom {start} bis zum {end}; die Tabelle nennt sie.",
        len(rows),
        start=day(min(span.start for _step, span in rows)),
        end=day(max(span.end for _step, span in rows)),
    )


def _draw(axes: Axes, colours: ChartColours, rows: Sequence[Row]) -> None:
    before = None
    for place, (step, span) in enumerate(rows):
        fill = _fill(step.group, colours)
        done = step.status is StepStatus.DONE
        axes.barh(
            place,
            span.days,
            left=_number(span.start),
            height=0.62,
            color=colours.card if done else fill,
            edgecolor=fill,
            linewidth=0.9,
        )
        if step.is_fixed:
            axes.plot(
                _number(span.end) + 1, place, marker="D", markersize=5, color=colours.ink, zorder=3
            )
        if before is not None and before is not step.group:
            axes.axhline(place - 0.5, color=colours.line, linewidth=0.7, zorder=0)
        before = step.group
    axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)


def _months(axes: Axes, colours: ChartColours, rows: Sequence[Row], today: date) -> None:
    start = min([today, *(span.start for _step, span in rows)])
    end = max([today, *(span.end for _step, span in rows)]) + timedelta(days=5)
    ticks = [each for each in _first_days(start, end) if each >= start]
    step = 1 + len(ticks) // 9
    axes.set_xlim(_number(start) - 2, _number(end))
    axes.set_xticks(
        [_number(each) for each in ticks[::step]],
        [f"{month(each)[:3]} {each.year % 100:02d}" for each in ticks[::step]],
        ha="left",
        fontsize=SMALL,
    )
    axes.xaxis.tick_top()
    for each in ticks:
        axes.axvline(_number(each), color=colours.line, linewidth=0.7, zorder=0)
    axes.axvline(_number(today) + 0.5, color=colours.red, linewidth=1.1, linestyle=(0, (4, 3)))


def _name(axes: Axes, colours: ChartColours, rows: Sequence[Row], size: ChartSize) -> None:
    axes.set_yticks([])
    room = size.points_wide * _LABEL_SHARE
    for place, (step, _span) in enumerate(rows):
        words = render(step.title)
        words = words[:1].upper() + words[1:]
        if len(step.cases) == 1 and step.cases[0] not in words:
            words = f"{words} · {step.cases[0]}"
        sign = "✓ " if step.status is StepStatus.DONE else ""
        axes.annotate(
            fit(sign + words, room, TEXT, lines=1),
            (0, place),
            (-room - 4, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            ha="left",
            va="center_baseline",
            fontsize=TEXT,
            color=colours.ink,
        )


def _first_days(start: date, end: date) -> Iterator[date]:
    each = start.replace(day=1)
    while each <= end:
        yield each
        years, rest = divmod(each.month, _MONTHS)
        each = date(each.year + years, rest + 1, 1)


def _number(each: date) -> float:
    return float(date2num(each))  # type: ignore[no-untyped-call]


def _fill(group: StepGroup, colours: ChartColours) -> str:
    return {
        StepGroup.CONDITION: colours.amber,
        StepGroup.MEASURE: colours.muted,
        StepGroup.PILOT: colours.primary,
        StepGroup.LAW: colours.blue,
        StepGroup.FUNDING: colours.green,
        StepGroup.TRAINING: colours.primary_text,
        StepGroup.TASK: colours.ink,
    }[group]
