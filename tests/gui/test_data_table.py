"""Tables over frozen rows: sorting, keyboard, heights, the empty state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.cells import (
    Align,
    Column,
    DotsCell,
    PillCell,
    ProgressCell,
    SparkCell,
    TextCell,
)
from kihub_desktop.ui.widgets.column_widths import share_widths
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from tests.gui.conftest import click, press, unnamed_focusable


@dataclass(frozen=True)
class _Process:
    name: str
    hours: float | None
    pain: int


_ROWS = (
    _Process("Sichtprüfung Drehteile", 3200, 4),
    _Process("Angebotserstellung", 1450, 3),
    _Process("Instandhaltung der Bearbeitungszentren in beiden Hallen", None, 5),
)
_COLUMNS = (
    Column[_Process]("Prozess", lambda p: TextCell(p.name, "Bereich", strong=True), stretch=1),
    Column[_Process](
        "Stunden", lambda p: f"{p.hours}", Align.RIGHT, sort=lambda p: p.hours, wrap=True
    ),
    Column[_Process]("Schmerz", lambda p: DotsCell(p.pain), sort=lambda p: p.pain),
    Column[_Process]("Urteil", lambda p: PillCell("machbar", Tone.GOOD, "bald")),
    Column[_Process]("Erfasst", lambda p: ProgressCell(p.pain / 5, f"{p.pain * 20} %")),
    Column[_Process]("Verlauf", lambda p: SparkCell((1, 2, None, 3), "steigt", marked=(1, 3))),
)


@pytest.fixture
def table(qtbot: QtBot) -> DataTable[_Process]:
    empty = EmptyState("Hier stehen die Prozesse.", action="Prozess anlegen", example="Rüsten")
    shown: DataTable[_Process] = DataTable(
        "Prozesse", _COLUMNS, key_of=lambda p: p.name, empty=empty
    )
    qtbot.addWidget(shown)
    shown.resize(900, 300)
    shown.show_rows(_ROWS)
    shown.show()
    return shown


def _names(table: DataTable[_Process]) -> list[str]:
    return [row.name[:4] for row in table.model.rows]


def test_that_the_model_keeps_the_rules_of_qt(table: DataTable[_Process]) -> None:
    tester = QAbstractItemModelTester(table.model)
    table.sort_by(1)
    table.show_rows(_ROWS[:1])
    assert tester.model() is table.model


def test_that_header_clicks_sort_up_down_and_back(table: DataTable[_Process]) -> None:
    click = table.view.horizontalHeader().sectionClicked.emit
    click(1)
    assert _names(table) == ["Inst", "Ange", "Sich"]
    click(1)
    assert _names(table) == ["Sich", "Ange", "Inst"]
    click(1)
    assert _names(table) == ["Sich", "Ange", "Inst"]
    assert table.model.sorted_by is None
    click(2)
    assert _names(table) == ["Ange", "Sich", "Inst"]


def test_that_columns_are_sorted_by_keyboard_too(table: DataTable[_Process]) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    press(table.view, Qt.Key.Key_3, alt)
    assert _names(table) == ["Ange", "Sich", "Inst"]
    press(table.view, Qt.Key.Key_9, alt)
    assert table.model.sorted_by == (2, Qt.SortOrder.AscendingOrder)


def test_that_the_chosen_row_survives_reload_and_sorting(table: DataTable[_Process]) -> None:
    table.choose("Angebotserstellung")
    table.show_rows(_ROWS[1:])
    table.sort_by(2)
    assert table.current() == _ROWS[1]


def test_that_keys_become_intents(table: DataTable[_Process], qtbot: QtBot) -> None:
    heard: list[object] = []
    table.opened.connect(heard.append)
    table.delete_requested.connect(heard.append)
    table.choose(_ROWS[0].name)
    press(table.view, Qt.Key.Key_Return)
    press(table.view, Qt.Key.Key_Delete)
    assert heard == [_ROWS[0], _ROWS[0]]
    with qtbot.waitSignal(table.new_requested):
        press(table.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_that_a_row_can_be_copied(table: DataTable[_Process]) -> None:
    table.choose(_ROWS[1].name)
    press(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith("Angebotserstellung Bereich\t1450")


def test_that_arrow_keys_choose_rows(table: DataTable[_Process]) -> None:
    heard: list[object] = []
    table.chosen.connect(heard.append)
    table.view.setFocus()
    table.choose(_ROWS[0].name)
    press(table.view, Qt.Key.Key_Down)
    assert heard == [_ROWS[1]]


def test_that_an_empty_table_teaches(table: DataTable[_Process], qtbot: QtBot) -> None:
    table.show_rows(())
    button = next(b for b in table.findChildren(EmptyState)).button
    assert button.isVisible()
    assert not table.view.isVisible()
    with qtbot.waitSignal(table.new_requested):
        click(button)


def test_that_a_growing_table_shows_all_its_rows(
    table: DataTable[_Process], process_events: Callable[[], None]
) -> None:
    process_events()
    last = table.view.visualRect(table.model.index(2, 0))
    assert last.bottom() <= table.view.viewport().height()
    before = table.height()
    table.show_rows(_ROWS * 3)
    assert table.height() > before


def test_that_columns_use_the_width_and_do_not_exceed_it(table: DataTable[_Process]) -> None:
    header = table.view.horizontalHeader()
    assert header.length() == table.width() - 2
    table.resize(700, 300)
    assert header.length() <= 698


def test_that_narrow_columns_stay_whole_when_wide_ones_give_way() -> None:
    assert share_widths([300, 60, 100], [80, 60, 80], [1, 0, 0], 600) == [440, 60, 100]
    assert share_widths([300, 60, 100], [80, 60, 80], [0, 0, 0], 300) == [140, 60, 100]
    assert share_widths([300, 60, 100], [80, 60, 80], [0, 0, 0], 100) == [80, 60, 80]


def test_that_the_table_has_a_name(table: DataTable[_Process]) -> None:
    assert unnamed_focusable(table) == []
