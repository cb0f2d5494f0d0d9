"""What a figure shows: its words, their places, its bars and lines."""

import itertools
from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from kihub_desktop.charts.label_places import Box


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in shown_texts(figure)]


def shown_texts(figure: Figure) -> list[Text]:
    figure.draw_without_rendering()
    hidden = set(undrawn_tick_labels(figure))
    found = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible())
    return [
        text
        for text in found
        if isinstance(text, Text) and text.get_text().strip() and text not in hidden
    ]


def undrawn_tick_labels(figure: Figure) -> Iterator[Text]:
    """Labels that matplotlib keeps but does not draw: outside the view, or of a hidden axis."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                drawn = axes.axison and axis.get_visible() and low <= tick.get_loc() <= high
                if not drawn:
                    yield from (tick.label1, tick.label2)


def boxes(figure: Figure) -> list[tuple[str, Box]]:
    """Extents of all words in pixels."""
    return [
        (text.get_text(), Box(*text.get_window_extent().extents)) for text in shown_texts(figure)
    ]


def assert_tidy(figure: Figure) -> None:
    """No word is cut by the sheet, no two words overlap."""
    found = boxes(figure)
    width, height = figure.get_size_inches() * figure.dpi
    for text, box in found:
        assert box.within(Box(-0.5, -0.5, width + 0.5, height + 0.5)), text
    for (one, first), (two, second) in itertools.combinations(found, 2):
        assert not first.grown(-1).touches(second.grown(-1)), (one, two)


def bars(figure: Figure) -> list[Rectangle]:
    return [p for p in figure.axes[0].patches if isinstance(p, Rectangle)]


def line_named(figure: Figure, gid: str) -> NDArray[np.float64]:
    """x and y of the line with this id, shape (2, points)."""
    (line,) = (line for line in figure.axes[0].lines if line.get_gid() == gid)
    return np.array(line.get_data(), dtype=np.float64)
