"""The page of the workspace in the real window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.workspace.page import WorkspacePage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.labels import ElidedLabel
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, unnamed_focusable
from tests.services.conftest import workspace

__all__ = ["workspace"]
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Workbench]:
    services = Services(workspace)
    services.team.sign("Beratung Süd", "Laptop 07")
    bench = Workbench(services, appearance, Jobs())
    bench.window.resize(1440, 900)
    bench.open()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    QApplication.processEvents()
    yield bench
    bench.jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown_page(bench: Workbench) -> WorkspacePage:
    page = bench.window.page("workspace")
    assert isinstance(page, WorkspacePage)
    return page


def test_that_key_rail_and_search_lead_to_the_workspace(bench: Workbench) -> None:
    press(bench.window, Qt.Key.Key_W, CONTROL_SHIFT)
    assert bench.window.current_key == "workspace"
    bench.window.go_to("companies")
    click(bench.window.rail.workspace)
    assert bench.window.current_key == "workspace"
    bench.window.go_to("companies")
    bench.window.search_chosen.emit("page:workspace")
    assert bench.window.current_key == "workspace"


def test_that_the_page_says_where_the_workspace_lies_and_who_signs(
    bench: Workbench, workspace: Workspace
) -> None:
    bench.window.go_to("workspace")
    page = shown_page(bench)
    said = [each.text() for each in page.facts.findChildren(ElidedLabel)]
    assert str(workspace.folder) in said
    assert "Laptop 07" in said
    assert "Beratung Süd" in said
    assert any(text.endswith(("KB", "MB")) for text in said)
    assert page.title == workspace.name


def test_that_everything_on_the_page_has_a_name(bench: Workbench) -> None:
    bench.window.go_to("workspace")
    assert unnamed_focusable(bench.window) == []
