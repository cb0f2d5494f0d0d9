"""How the skill of a simple model grows with the rows, against the naive forecast."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kihub_desktop.analysis.data_check.features import Task
from kihub_desktop.analysis.data_check.learning import Learning
from kihub_desktop.charts.canvas import SMALL, TEXT, ChartSize, new_figure
from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.texts import _, number

DEFAULT_SIZE = ChartSize.pixels(400, 220)
_TINT = 0.18


def learning_curve(
    learning: Learning, colours: ChartColours, size: ChartSize = DEFAULT_SIZE
) -> Figure:
    """The curve with its band, the naive line, and dashed what twice the rows would bring.

    The band is known for all rows; towards fewer it is drawn wider by the root of their share.
    ValueError without a skill.
    """
    figure, axes = new_figure(size, colours)
    rows, values, low, high = _points(learning)
    axes.fill_between(rows, low, high, color=colours.primary, alpha=_TINT, linewidth=0)
    axes.plot(rows, values, color=colours.primary, linewidth=2, gid="curve")
    naive = _scaled(learning, 0.0)
    axes.axhline(naive, color=colours.muted, linewidth=1, linestyle=(0, (4, 3)))
    _mark_today(axes, colours, learning, rows[-1], values[-1])
    if learning.doubled is not None:
        doubled = _scaled(learning, learning.doubled)
        axes.plot(
            [rows[-1], 2 * rows[-1]],
            [values[-1], doubled],
            color=colours.primary,
            linewidth=1.6,
            linestyle=(0, (2, 2)),
        )
    _show_scales(axes, colours, learning, rows, [*values, *low, *high, naive])
    return figure


def _points(learning: Learning) -> tuple[list[int], list[float], list[float], list[float]]:
    """Rows, values and band; the curve is laid through today's skill."""
    if learning.skill is None:
        raise ValueError("no skill to draw")
    curve = learning.curve
    if not curve:
        rows, skills = [learning.rows // 2, learning.rows], [learning.skill.value] * 2
    else:
        lift = learning.skill.value - curve[-1].skill
        rows = [each.rows for each in curve]
        skills = [each.skill + lift for each in curve]
    half = (learning.skill.high - learning.skill.low) / 2
    widths = [half * (rows[-1] / each) ** 0.5 for each in rows]
    low = [_scaled(learning, s - w) for s, w in zip(skills, widths, strict=True)]
    high = [_scaled(learning, min(1.0, s + w)) for s, w in zip(skills, widths, strict=True)]
    return rows, [_scaled(learning, each) for each in skills], low, high


def _scaled(learning: Learning, skill: float) -> float:
    """Classes as area under the curve, amounts as percent of error saved."""
    if learning.task is Task.CLASSES:
        return min(1.0, max(0.0, (1 + skill) / 2))
    return 100 * max(-1.0, skill)


def _mark_today(
    axes: Axes, colours: ChartColours, learning: Learning, rows: int, value: float
) -> None:
    said = number(value, 2) if learning.task is Task.CLASSES else f"{number(value)} %"
    axes.plot([rows], [value], "o", color=colours.primary, markersize=5)
    axes.annotate(
        _("{score} heute").format(score=said),
        (rows, value),
        xytext=(0, 8),
        textcoords="offset points",
        ha="right",
        fontsize=TEXT,
        fontweight="bold",
        color=colours.primary_text,
    )


def _show_scales(
    axes: Axes,
    colours: ChartColours,
    learning: Learning,
    rows: list[int],
    shown: list[float],
) -> None:
    classes = learning.task is Task.CLASSES
    least, most = min(shown), max(shown)
    room = max(most - least, 0.05 if classes else 5.0)
    axes.set_ylim(least - 0.15 * room, most + 0.22 * room)
    axes.set_xlim(0, 2.12 * rows[-1])
    naive = _scaled(learning, 0.0)
    axes.annotate(
        _("naiv: 0,5") if classes else _("naive Vorhersage"),
        (2.1 * rows[-1], naive),
        xytext=(0, 3),
        textcoords="offset points",
        ha="right",
        fontsize=SMALL,
        color=colours.muted,
    )
    axes.set_xticks(
        [rows[0], rows[-1], 2 * rows[-1]],
        [_("{n} Zeilen").format(n=number(rows[0])), number(rows[-1]), _("doppelt so viele")],
        fontsize=SMALL,
    )
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda y, _at: number(y, 2) if classes else f"{number(y)} %")
    )
    axes.grid(axis="y", color=colours.line, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", labelsize=SMALL)


def learning_curve_alt(learning: Learning) -> Phrase:
    """The curve in one sentence."""
    rows, values, low, high = _points(learning)
    digits, unit = (2, "") if learning.task is Task.CLASSES else (0, "%")
    return phrase(
        "Lernkurve: {first} mit {few} Zeilen, {last} mit {many} Zeilen ({low} bis {high}), naiv "
        "{naive}.",
        first=Amount(values[0], digits, unit),
        few=Amount(rows[0]),
        last=Amount(values[-1], digits, unit),
        many=Amount(rows[-1]),
        low=Amount(low[-1], digits, unit),
        high=Amount(high[-1], digits, unit),
        naive=Amount(_scaled(learning, 0.0), digits, unit),
    )
