"""Widths of columns and heights of rows; only what has changed is measured anew."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from kihub_desktop.ui import theme
from kihub_desktop.ui.record_state import GridRow
from kihub_desktop.ui.theme import NOTE
from kihub_desktop.ui.widgets.cell_painter import (
    PAD_X,
    PAD_Y,
    content_height,
    natural_width,
    smallest_width,
)
from kihub_desktop.ui.widgets.column_widths import share_widths
from kihub_desktop.ui.widgets.painting import SEMIBOLD
from kihub_desktop.ui.widgets.record_grid_model import GridModel
from kihub_desktop.ui.widgets.record_grid_view import GridView

_MEASURED_ROWS = 200
_LOWEST = 34
_WIDEST_WORD = 20  # rows whose longest words keep their room


@dataclass
class _Measured:
    row: GridRow
    natural: tuple[int, ...]
    smallest: tuple[int, ...]
    widths: tuple[int, ...] = ()
    height: int = 0


class GridFit:
    """Fits one view to its rows and to the room it has."""

    def __init__(self, view: GridView, model: GridModel) -> None:
        self._view, self._model = view, model
        self._known: dict[UUID, _Measured] = {}
        self._fitted: tuple[object, ...] = ()
        self._tall = 0

    def forget(self) -> None:
        """After another font, scale or choice of columns."""
        self._known.clear()
        self._fitted = ()

    def fit(self, room: int) -> int:
        """Sets widths and heights; gives the height of header and rows together.

        A page that is laid out asks a dozen times; nothing is done while nothing has changed.
        """
        model, look = self._model, theme.current()
        asked = (model.rows, model.columns, model.sorted_by, room, look.scale)
        if not self._is_fitted(asked):
            self._tall = self._fit(room)
            self._fitted = asked
        return self._tall

    def _is_fitted(self, asked: tuple[object, ...]) -> bool:
        """Rows and columns by identity: comparing them would cost what is to be saved."""
        known = self._fitted
        same = bool(known) and all(a is b for a, b in zip(asked[:2], known[:2], strict=True))
        return same and asked[2:] == known[2:] and self._has_sizes()

    def _has_sizes(self) -> bool:
        """A model that was reset has given its rows the usual height."""
        rows = self._model.rows
        if not rows:
            return True
        place, last = len(rows) - 1, self._known.get(rows[-1].key)
        return last is not None and self._view.rowHeight(place) == last.height

    def _fit(self, room: int) -> int:
        rows = [self._measured(row) for row in self._model.rows]
        widths = self._widths(rows, room)
        for column, width in enumerate(widths):
            if self._view.columnWidth(column) != width:
                self._view.setColumnWidth(column, width)
        total = 0
        header = self._view.verticalHeader()
        header.setDefaultSectionSize(theme.current().px(_LOWEST))
        for place, measured in enumerate(rows):
            if measured.widths != widths:
                measured.widths, measured.height = widths, self._height(measured.row, widths)
            if header.sectionSize(place) != measured.height:
                self._view.setRowHeight(place, measured.height)
            total += measured.height
        return total + self._view.horizontalHeader().sizeHint().height() + self._bar() + 2

    def _bar(self) -> int:
        shown = self._view.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        return self._view.horizontalScrollBar().sizeHint().height() if shown else 0

    def _measured(self, row: GridRow) -> _Measured:
        known = self._known.get(row.key)
        if known is not None and known.row is row:
            return known
        look = theme.current()
        cells = [(each, row.cells[each.name].cell) for each in self._model.columns]
        measured = _Measured(
            row,
            tuple(natural_width(look, cell) for _column, cell in cells),
            tuple(smallest_width(look, cell, wrap=column.wrap) for column, cell in cells),
        )
        self._known[row.key] = measured
        return measured

    def _height(self, row: GridRow, widths: tuple[int, ...]) -> int:
        look = theme.current()
        pad = 2 * look.px(PAD_X)
        heights = (
            content_height(look, row.cells[column.name].cell, width - pad, wrap=column.wrap)
            for column, width in zip(self._model.columns, widths, strict=True)
        )
        return max(look.px(_LOWEST), max(heights) + 2 * look.px(PAD_Y))

    def _widths(self, rows: list[_Measured], room: int) -> tuple[int, ...]:
        columns = self._model.columns
        pad = 2 * theme.current().px(PAD_X) + 1
        titles = [self._title_width(place) for place in range(len(columns))]
        natural = [_widest(t, [r.natural[n] for r in rows]) + pad for n, t in enumerate(titles)]
        least = [
            _widest(title, [row.smallest[place] for row in rows[:_WIDEST_WORD]]) + pad
            for place, title in enumerate(titles)
        ]
        smallest = [min(n, s) for n, s in zip(natural, least, strict=True)]
        widths = share_widths(natural, smallest, [each.stretch for each in columns], room)
        policy = Qt.ScrollBarPolicy
        fits = sum(widths) <= room
        self._view.setHorizontalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAlwaysOn
        )
        return tuple(widths)

    def _title_width(self, column: int) -> int:
        # Room for the arrow of a sorted column, so that sorting never elides its title.
        return _width_of(self._model.title(column) + " ↑", theme.current().scale)


@lru_cache(maxsize=512)
def _width_of(title: str, _scale: float) -> int:
    return QFontMetrics(theme.current().font(NOTE, SEMIBOLD)).horizontalAdvance(title)


def _widest(title: int, cells: list[int]) -> int:
    return max(title, max(cells[:_MEASURED_ROWS], default=0))
