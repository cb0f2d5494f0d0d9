"""A list in a window with a real workspace behind it, for tests and measurements."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.records import Process
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.record_columns import GridColumn, GridSpec, Look
from kihub_desktop.ui.record_entry import KeptTexts
from kihub_desktop.ui.record_grid_wiring import connect_grid
from kihub_desktop.ui.record_rows import RecordRows, RowsDesk
from kihub_desktop.ui.widgets.cells import Align, words
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.record_grid import RecordGrid
from tests.gui.conftest import press, type_text
from tests.services.conftest import workspace

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PAIN = tuple(
    Option(str(n), f"{n} – {said}") for n, said in ((1, "kaum"), (3, "deutlich"), (5, "sehr"))
)


def _yearly(process: Process) -> str:
    if process.hours_per_year is None or process.cost_per_hour is None:
        return ""
    return f"{process.hours_per_year * process.cost_per_hour:.0f} €"


def spec() -> GridSpec:
    return GridSpec(
        Process,
        "Prozesse",
        (
            GridColumn("name", look=Look.STRONG, stretch=2, wrap=True),
            GridColumn("area"),
            GridColumn("hours_per_year", align=Align.RIGHT),
            GridColumn("yearly", "€/Jahr", cell=_yearly),
            GridColumn("problem", stretch=2, wrap=True),
            GridColumn("pain", look=Look.DOTS, options=PAIN),
        ),
        new="Neuer Prozess …",
        left_out=frozenset({"area"}),
    )


class Window(QWidget):
    """Counts the undo keys that reach it, as the main window does."""

    undone = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.undone += event.matches(QKeySequence.StandardKey.Undo)


class Table:
    """A grid in a window, with the rows that decide for it and a workspace behind."""

    def __init__(self, workspace: Workspace, made: GridSpec | None = None) -> None:
        self.services = Services(workspace, today=lambda: TODAY)
        self.company, _ = self.services.companies.create("Göltzschtal Präzision GmbH")
        self.kept = KeptTexts()
        self.window = Window()
        self.before, self.behind = QPushButton("davor"), QPushButton("dahinter")
        self.grid = RecordGrid(made or spec(), empty=EmptyState("Abläufe."), grows=False)
        desk = RowsDesk(
            lambda: self.company,
            self.publish,
            lambda: TODAY,
            self.kept,
            self.services.companies.contested,
        )
        kind = self.grid.spec.record_type
        service: RecordService[Any] = RecordService(workspace, kind)
        self.rows = RecordRows(self.grid, self.grid.spec, service, desk)
        connect_grid(self.grid, self.rows)
        column = QVBoxLayout(self.window)
        for part in (self.before, self.grid, self.behind):
            column.addWidget(part)
        self.window.resize(1000, 500)
        self.rows.refresh()

    def publish(self, changes: Changes) -> None:
        if changes:
            self.rows.refresh()

    def records(self) -> tuple[Process, ...]:
        return self.services.processes.of_company(self.company).records

    def add(self, **values: Any) -> UUID:
        key, changes = self.services.processes.create(self.company, **values)
        self.publish(changes)
        return key

    def shown(self, name: str) -> list[str]:
        return [words(row.cells[name].cell) for row in self.grid.model.state.rows]

    @property
    def line(self) -> QLineEdit:
        """The open editor."""
        editor = self.grid.editing.editor
        assert editor is not None
        assert isinstance(editor.widget, QLineEdit)
        return editor.widget

    def keys(self, *typed: str | Qt.Key) -> None:
        """Texts and keys for whatever has the focus, as hands give them."""
        for each in typed:
            focused = QApplication.focusWidget()
            assert focused is not None
            if isinstance(each, str):
                for letter in each:
                    target = QApplication.focusWidget()
                    assert target is not None
                    type_text(target, letter)
            else:
                press(focused, each)


TAB, ENTER, ESC, DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down


@pytest.fixture
def table(workspace: Workspace, qtbot: QtBot) -> Table:
    return shown_table(Table(workspace), qtbot)


def shown_table(made: Table, qtbot: QtBot) -> Table:
    """In an active window, as hands find it."""
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitExposed(made.window)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    return made
