"""The first hour of a visit, typed into the real window by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.fields import kind_named
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.capture_script import EXPECTED, INPUTS, KEYSTROKES, SCRIPT
from tests.gui.keyboard import Keyboard
from tests.services.conftest import workspace

__all__ = ["workspace"]


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Workbench]:
    made = Workbench(Services(workspace, today=lambda: date(2026, 11, 23)), appearance, Jobs())
    made.window.resize(1440, 900)
    made.open()
    qtbot.waitExposed(made.window)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.window.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _recorded(services: Services, company: UUID, kind: str) -> list[dict[str, str]]:
    found = kind_named(kind)
    assert found is not None
    records = services.records(found.record_type).of_company(company).records
    return [
        {name: _text(getattr(record, name)) for name in vars(record)} | {"id": str(record.id)}
        for record in records
    ]


def _text(value: object) -> str:
    return value.value if isinstance(value, StrEnum) else str(value)


def test_that_the_first_hour_is_captured_by_keyboard_alone(bench: Workbench) -> None:
    keyboard = Keyboard()
    for step in SCRIPT:
        keyboard.do(step)
    company = bench.desk.company()
    assert company is not None
    for kind, expected in EXPECTED.items():
        recorded = _recorded(bench.services, company, kind)
        if kind == "obstacle":  # slots have no order of their own
            order = [each["barrier"] for each in expected]
            recorded.sort(key=lambda each: order.index(each["barrier"]))
        shown = [
            {name: each[name] for name in wanted}
            for each, wanted in zip(recorded, expected, strict=True)
        ]
        assert shown == list(expected), kind
    assert (keyboard.inputs, keyboard.keystrokes) == (INPUTS, KEYSTROKES)
    assert KEYSTROKES / INPUTS <= 1.4
