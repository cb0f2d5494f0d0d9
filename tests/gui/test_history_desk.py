"""History and recycle bin in the window: what is in hand, brought back, and found again."""

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
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.history_desk import PastPlace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.changes.page import ChangesPage
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.history_dialog import HistoryDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import workspace

__all__ = ["workspace"]
CONTROL = Qt.KeyboardModifier.ControlModifier
NOW = 10**9


class _Window:
    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company, self.services = bench, company, bench.services

    def save(self, **values: object) -> None:
        self.bench.desk.publish(self.services.companies.save(self.company, NOW, **values))

    def employees(self) -> Decimal | None:
        state = self.services.companies.state(self.company)
        assert state is not None
        return state.company.employees

    def dialog(self) -> HistoryDialog:
        QApplication.processEvents()
        found = self.bench.window.findChildren(HistoryDialog)
        (dialog,) = [each for each in found if each.isVisible()]
        return dialog

    def changes(self) -> ChangesPage:
        self.bench.window.go_to("changes")
        QApplication.processEvents()
        page = self.bench.window.page("changes")
        assert isinstance(page, ChangesPage)
        return page


@pytest.fixture
def shown(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[_Window]:
    services = Services(workspace, lambda: date(2026, 11, 23))
    services.team.sign("Beratung Süd", "Laptop 07")
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    bench = Workbench(services, appearance, Jobs())
    bench.open()
    bench.open_company(company)
    QApplication.processEvents()
    yield _Window(bench, company)
    bench.close()
    bench.window.deleteLater()


def _after(dialog: HistoryDialog) -> list[str]:
    return [line.after for line in dialog.lines()]


def test_that_the_field_in_hand_shows_its_history_and_gets_a_value_back(shown: _Window) -> None:
    for number in (48, 84, 96):
        shown.save(employees=Decimal(number), town=f"Ort {number}")
    page = shown.bench.window.page("company")
    assert isinstance(page, CompanyPage)
    page.reveal("field:employees")
    assert shown.bench.history_desk.place_in_hand() == PastPlace(
        shown.company, "company", shown.company, "employees"
    )
    shown.bench.history_desk.open()
    dialog = shown.dialog()
    assert _after(dialog) == ["96", "84", "48"]
    assert not dialog.value_button.isEnabled()  # the latest value is valid already
    dialog.table.choose(dialog.lines()[2].key)
    press(dialog.table.view, Qt.Key.Key_Return)
    assert shown.employees() == Decimal(48)
    assert _after(dialog) == ["48", "96", "84", "48"]
    dialog.table.choose(dialog.lines()[2].key)
    press(dialog.table.view, Qt.Key.Key_Return, CONTROL)
    state = shown.services.companies.state(shown.company)
    assert state is not None
    assert (state.company.employees, state.company.town) == (Decimal(84), "Ort 84")
    assert unnamed_focusable(dialog) == []
    dialog.reject()


def test_that_a_text_being_typed_is_in_the_history_it_opens(shown: _Window) -> None:
    page = shown.bench.window.page("company")
    assert isinstance(page, CompanyPage)
    page.reveal("field:employees")
    form = page.master.form_with("employees")
    assert form is not None
    type_text(form.field("employees").editor.widget, "84")
    shown.bench.history_desk.open()
    dialog = shown.dialog()
    assert _after(dialog) == ["84"]
    dialog.reject()


def test_that_a_deleted_record_offers_to_come_back(shown: _Window) -> None:
    process, _ = shown.services.processes.create(shown.company, name="Rüsten")
    shown.services.processes.delete(shown.company, process, NOW)
    dialog = shown.bench.history_desk.show(PastPlace(shown.company, "process", process))
    assert dialog.restore_button.isVisible()
    assert not dialog.value_button.isVisible()
    click(dialog.restore_button)
    assert len(shown.services.processes.of_company(shown.company).records) == 1
    assert not dialog.restore_button.isVisible()
    dialog.reject()


def test_that_the_latest_changes_lead_to_their_place(shown: _Window) -> None:
    shown.save(employees=Decimal(84))
    page = shown.changes()
    lines = page.feed.table.model.rows
    assert [(line.who, line.device, line.what) for line in lines][:2] == [
        ("Beratung Süd", "Laptop 07", "Beschäftigte (VZÄ) – → 84"),
        ("Beratung Süd", "Laptop 07", "Unternehmen „Göltzschtal Präzision GmbH“ angelegt"),
    ]
    page.feed.table.opened.emit(lines[0])
    assert shown.bench.window.current_key == "company"
    assert unnamed_focusable(page) == []


def test_that_the_bin_finds_and_gives_back_one_or_all(shown: _Window, qtbot: QtBot) -> None:
    for name in ("Rüsten", "Prüfen", "Gießen"):
        process, _ = shown.services.processes.create(shown.company, name=name)
        shown.services.processes.delete(shown.company, process, NOW)
    page = shown.changes()
    assert [line.name for line in page.bin.table.model.rows] == ["Gießen", "Prüfen", "Rüsten"]
    page.bin.search.setFocus()
    type_text(page.bin.search, "ruest")
    qtbot.waitUntil(lambda: len(page.bin.table.model.rows) == 1, timeout=1000)
    click(page.bin.one)
    assert [each.name for each in shown.services.processes.of_company(shown.company).records] == [
        "Rüsten"
    ]
    page.bin.search.clear()
    page.searched.emit("")
    click(page.bin.all)
    assert len(shown.services.processes.of_company(shown.company).records) == 3
    assert len(page.bin.table.model.rows) == 0
    shown.bench.undo()
    assert len(shown.services.recycle_bin.content()) == 2
