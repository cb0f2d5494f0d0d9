"""The sheet that charts are drawn on: size, font, bare axes, and the way out as SVG or PNG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from kihub_desktop.charts.colours import ChartColours
from kihub_desktop.paths import resources

FONT = "Source Sans 3"
FALLBACK = "DejaVu Sans"
DPI = 96
# Points: 12, 11 and 13 pixels at 96 dpi.
TEXT, SMALL, STRONG = 9.0, 8.25, 9.75
_MARGIN = 4.5
# Of a legend entry besides its words, in multiples of its font size: sign, gaps.
_KEY_FRAME = 3.3


@dataclass(frozen=True)
class ChartSize:
    """Width and height in inches; made from pixels (1/96 inch) or millimetres."""

    width: float
    height: float

    @classmethod
    def pixels(cls, width: float, height: float) -> ChartSize:
        return cls(width / DPI, height / DPI)

    @classmethod
    def millimetres(cls, width: float, height: float) -> ChartSize:
        return cls(width / 25.4, height / 25.4)

    @property
    def points_wide(self) -> float:
        return self.width * 72


@cache
def use_house_font() -> str:
    """Registers the shipped font once and sets it as matplotlib's default; names what is used.

    A process-wide setting, because matplotlib makes tick labels only while it draws.
    """
    for path in sorted((resources() / "fonts").glob("SourceSans3-*.ttf")):
        fontManager.addfont(str(path))
    found = any(entry.name == FONT for entry in fontManager.ttflist)
    mpl.rcParams.update(
        {
            "font.family": [FONT, FALLBACK] if found else [FALLBACK],
            "font.size": TEXT,
            "svg.fonttype": "path",
            "svg.hashsalt": "kihub",
            "hatch.linewidth": 0.8,
        }
    )
    return FONT if found else FALLBACK


def new_figure(size: ChartSize, colours: ChartColours) -> tuple[Figure, Axes]:
    """An empty figure with one axes without frame, ticks or grid."""
    use_house_font()
    figure = Figure(
        figsize=(size.width, size.height),
        dpi=DPI,
        layout=ConstrainedLayoutEngine(w_pad=_MARGIN / 72, h_pad=_MARGIN / 72),
        facecolor=colours.card,
    )
    axes = figure.add_subplot(facecolor=colours.card)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelsize=TEXT, labelcolor=colours.muted, pad=5)
    return figure, axes


def figure_of(axes: Axes) -> Figure:
    """The figure that the axes were made in."""
    figure = axes.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def text_width(text: str, size: float = TEXT) -> float:
    """Width of one line in points, as drawn in the house font."""
    use_house_font()
    font = get_font(findfont(FontProperties()))
    font.set_size(size, 72)
    font.set_text(text)
    return float(font.get_width_height()[0]) / 64


def fit(text: str, width: float, size: float = TEXT, lines: int = 2) -> str:
    """The text broken at spaces into lines of at most `width` points, the rest elided."""
    rows: list[str] = []
    words = text.split(" ")
    while words and len(rows) < lines - 1:
        row = words.pop(0)
        while words and text_width(f"{row} {words[0]}", size) <= width:
            row = f"{row} {words.pop(0)}"
        rows.append(_elide(row, width, size))
    if words:
        rows.append(_elide(" ".join(words), width, size))
    return "\n".join(rows)


def _elide(text: str, width: float, size: float) -> str:
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def key_row(axes: Axes, entries: Sequence[Patch | Line2D], colours: ChartColours) -> None:
    """The legend in rows above the drawing, as many as its words need."""
    figure = figure_of(axes)
    figure.legend(
        handles=list(entries),
        loc="outside upper left",
        ncols=_columns([str(entry.get_label()) for entry in entries], figure),
        frameon=False,
        fontsize=SMALL,
        labelcolor=colours.muted,
        handlelength=1.2,
        handleheight=0.8,
        handletextpad=0.5,
        columnspacing=1.4,
        borderaxespad=0.2,
    )


def _columns(labels: list[str], figure: Figure) -> int:
    room = figure.get_figwidth() * 72 - 4 * _MARGIN
    widths = [text_width(label, SMALL) + _KEY_FRAME * SMALL for label in labels]
    for columns in range(len(labels), 1, -1):
        if sum(_column_widths(widths, columns)) <= room:
            return columns
    return 1


def _column_widths(widths: list[float], columns: int) -> list[float]:
    """matplotlib fills column by column; the first ones hold one entry more."""
    rows, longer = divmod(len(widths), columns)
    left = iter(widths)
    return [max(islice(left, rows + (at < longer))) for at in range(columns)]


def to_svg(figure: Figure) -> bytes:
    """The figure as SVG with outlined text; the same figure gives the same bytes."""
    target = io.BytesIO()
    figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()


def to_png(figure: Figure, dpi: float = 2 * DPI) -> bytes:
    """The figure as PNG."""
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=dpi, metadata={"Software": None})
    return target.getvalue()
