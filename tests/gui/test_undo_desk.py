"""Undo and redo in the window: named, led to, several at once, and listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.records import Process
from kihub_desktop.services.records import RecordService
from kihub_desktop.services.team import TeamService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, unnamed_focusable
from tests.services.conftest import carry, colleague, workspace

__all__ = ["colleague", "workspace"]
CONTROL = Qt.KeyboardModifier.ControlModifier


class _Window:
    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company = bench, company
        self.services = bench.services

    def save(self, **values: object) -> None:
        self.bench.desk.publish(self.services.companies.save(self.company, 10**9, **values))

    def said(self) -> str:
        notice = self.bench.undo_desk.notice
        return notice.words.text() if notice.isVisible() else ""

    def employees(self) -> Decimal | None:
        state = self.services.companies.state(self.company)
        assert state is not None
        return state.company.employees


@pytest.fixture
def shown(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[_Window]:
    services = Services(workspace, lambda: date(2026, 11, 23))
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    bench = Workbench(services, appearance, Jobs())
    bench.open()
    bench.open_company(company)
    QApplication.processEvents()
    yield _Window(bench, company)
    bench.close()
    bench.window.deleteLater()


def test_that_undo_names_the_change_and_leads_to_its_field(shown: _Window) -> None:
    shown.save(employees=Decimal(84))
    shown.save(employees=Decimal(48))
    shown.bench.window.go_to("companies")
    press(shown.bench.window, Qt.Key.Key_Z, CONTROL)
    assert shown.said() == "Rückgängig: Beschäftigte (VZÄ) 84 → 48"
    assert shown.bench.window.current_key == "company"
    page = shown.bench.window.page("company")
    assert isinstance(page, CompanyPage)
    form = page.master.form_with("employees")
    assert form is not None
    assert shown.bench.window.focusWidget() is form.field("employees").editor.widget
    assert form.field("employees").editor.text() == "84"
    shown.bench.redo()
    assert shown.said() == "Wiederholt: Beschäftigte (VZÄ) 84 → 48"
    assert shown.employees() == Decimal(48)


def test_that_buttons_name_the_next_step_and_its_key(shown: _Window, qtbot: QtBot) -> None:
    steps = shown.bench.window.header.steps
    assert not steps.redo.isEnabled()
    shown.save(employees=Decimal(84))
    qtbot.waitUntil(lambda: "84" in steps.undo.toolTip(), timeout=1000)
    assert "Beschäftigte (VZÄ) – → 84" in steps.undo.accessibleName()
    click(steps.undo)
    assert shown.employees() is None
    assert "Beschäftigte (VZÄ) – → 84" in steps.redo.toolTip()
    click(steps.redo)
    assert shown.employees() == Decimal(84)
    assert unnamed_focusable(steps) == []


def test_that_several_steps_are_taken_back_at_once_from_the_list(shown: _Window) -> None:
    for number in (10, 20, 30):
        shown.save(employees=Decimal(number))
    shown.bench.undo_desk.show_steps(10)
    menu = shown.bench.window.header.steps.menu()
    lines = [each for each in menu.actions() if each.isEnabled() and "→" in each.text()]
    assert [each.text().partition("\t")[0] for each in lines] == [
        "Beschäftigte (VZÄ) 20 → 30",
        "Beschäftigte (VZÄ) 10 → 20",
        "Beschäftigte (VZÄ) – → 10",
    ]
    lines[1].trigger()
    assert shown.employees() == Decimal(10)
    assert shown.said() == "2 Schritte zurück, zuletzt: Beschäftigte (VZÄ) 10 → 20"
    menu.deleteLater()


def test_that_undo_says_when_there_is_nothing_left(shown: _Window) -> None:
    shown.bench.undo_desk.undo(5)  # more than there is
    assert shown.bench.window.current_key == "companies"
    shown.bench.undo()
    assert shown.said() == "Nichts mehr zurückzunehmen."


def test_that_it_is_said_who_has_changed_it_since(
    shown: _Window, workspace: Workspace, colleague: Workspace
) -> None:
    TeamService(colleague).sign("Beratung Nord", "Laptop 12")
    process, _ = shown.services.processes.create(shown.company, name="Rüsten")
    carry(workspace, colleague)
    there = RecordService(colleague, Process)
    there.save(shown.company, process, there.of_company(shown.company).as_of, name="Umrüsten")
    carry(colleague, workspace)
    shown.bench.undo()
    banner = shown.bench.window.banner
    assert banner.what.text().startswith("Beratung Nord hat „Prozess“ inzwischen geändert (heute")
    assert "Verlauf" in banner.safe.text()
