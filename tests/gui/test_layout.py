"""How widgets share the room: texts fold, columns fold, pages scroll, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.ui import gallery
from kihub_desktop.ui.screenshots import grab
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.chip import Chip
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import ElidedLabel, label
from kihub_desktop.ui.widgets.scroll_page import Columns, ScrollPage
from kihub_desktop.ui.widgets.stat_tile import StatTile
from kihub_desktop.ui.widgets.tile_grid import TileGrid
from tests.gui.conftest import unnamed_focusable


def test_that_an_elided_label_tells_the_rest(qtbot: QtBot) -> None:
    name = ElidedLabel("Werkzeugverschleiß an Bearbeitungszentren vorhersagen")
    qtbot.addWidget(name)
    name.resize(100, 20)
    name.show()
    assert name.toolTip() == name.text()
    name.resize(name.sizeHint())
    assert name.toolTip() == ""


def test_that_chips_wrap_instead_of_being_cut(
    qtbot: QtBot, process_events: Callable[[], None]
) -> None:
    row = FlowRow()
    qtbot.addWidget(row)
    chips = [Chip(f"Auswahl {number}") for number in range(8)]
    for chip in chips:
        row.add(chip)
    row.resize(300, 300)
    row.show()
    process_events()
    assert all(row.rect().contains(chip.geometry()) for chip in chips)
    assert len({chip.y() for chip in chips}) > 2
    assert row.heightForWidth(2000) < row.heightForWidth(300)
    row.clear()
    assert row.heightForWidth(300) == 0


def test_that_tiles_break_into_even_rows(qtbot: QtBot, process_events: Callable[[], None]) -> None:
    grid = TileGrid(narrowest=150)
    qtbot.addWidget(grid)
    for number in range(5):
        grid.add(StatTile(f"Größe {number}", "1"))
    seen = []
    grid.show()
    for width in (900, 700, 400, 200):
        grid.resize(width, 500)
        process_events()
        seen.append(grid.across())
    assert seen == [5, 3, 2, 1]
    grid.clear()
    grid.add(StatTile("Allein", "1"))
    assert grid.across() == 1


def test_that_a_third_column_folds_below(qtbot: QtBot, process_events: Callable[[], None]) -> None:
    columns = Columns((1, 2, 1))
    qtbot.addWidget(columns)
    parts = [QPushButton(str(place)) for place in range(3)]
    for place, part in enumerate(parts):
        columns.add(place, part)
    columns.resize(1300, 400)
    columns.show()
    seen = []
    for width in (1300, 1000, 600):
        columns.resize(width, 400)
        process_events()
        tops = [part.mapTo(columns, part.rect().topLeft()).y() for part in parts]
        seen.append((columns.across(), len(set(tops))))
    assert seen == [(3, 1), (2, 2), (1, 3)]


def test_that_a_page_is_as_high_as_its_texts_need(
    qtbot: QtBot, process_events: Callable[[], None]
) -> None:
    page = ScrollPage("Seite")
    qtbot.addWidget(page)
    page.add(label("Ein langer Absatz. " * 60, wrap=True))
    page.resize(900, 500)
    page.show()
    process_events()
    assert not page.verticalScrollBar().isVisible()
    page.resize(240, 300)
    process_events()
    assert page.verticalScrollBar().isVisible()
    assert not page.horizontalScrollBar().isVisible()


def test_that_the_scroll_bar_moves_nothing(
    qtbot: QtBot, process_events: Callable[[], None]
) -> None:
    page = ScrollPage("Seite")
    qtbot.addWidget(page)
    part = QPushButton("Teil")
    page.add(part)
    page.resize(600, 300)
    page.show()
    process_events()
    width = part.width()
    tall = QWidget()
    tall.setFixedHeight(900)
    page.add(tall)
    process_events()
    assert page.verticalScrollBar().isVisible()
    assert part.width() == width


@pytest.mark.parametrize("theme_name", ["light", "dark"])
@pytest.mark.parametrize("page", ["capture_page", "interview_page", "verdict_page"])
def test_that_the_gallery_fits_a_small_window(
    qtbot: QtBot,
    appearance: Appearance,
    tmp_path: Path,
    page: str,
    theme_name: str,
) -> None:
    appearance.choose("dark" if theme_name == "dark" else "light")
    shown: ScrollPage = getattr(gallery, page)()
    qtbot.addWidget(shown)
    path = grab(shown, tmp_path / "page.png", (968, 560))
    assert path.stat().st_size > 10_000
    assert not shown.horizontalScrollBar().isVisible()
    assert unnamed_focusable(shown) == []
    assert _cut_labels(shown) == []


def _cut_labels(root: QWidget) -> list[str]:
    """Wrapping labels that got less height than their text needs, or stick out of their parent."""
    cut = []
    for part in root.findChildren(QLabel):
        parent = part.parentWidget()
        if not part.isVisible() or parent is None or not part.text():
            continue
        inside = QRect(parent.rect()).contains(part.geometry())
        needed = part.heightForWidth(part.width()) if part.wordWrap() else 0
        if not inside or part.height() < needed:
            cut.append(part.text())
    return cut
