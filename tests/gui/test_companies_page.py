"""The start page in the real window: views, narrowing, sorting, and lists of any length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Sector
from kihub_desktop.domain.visit_records import Task, Visit
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.companies import presenter
from kihub_desktop.ui.pages.companies.page import CompaniesPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import workspace

__all__ = ["workspace"]
NAMES = ("Anton GmbH", "Öhler KG", "Zeta AG", "Müller e. K.")


@pytest.fixture
def companies(workspace: Workspace) -> dict[str, UUID]:
    services = Services(workspace)
    made = {name: services.companies.create(name)[0] for name in NAMES}
    for name, town in zip(NAMES, ("Plauen", "Jena", "Suhl", "Gera"), strict=True):
        services.companies.save(made[name], 10_000, town=town)
    services.companies.save(made["Zeta AG"], 10_000, sector=Sector.LOGISTICS, tags={"Pilot"})
    return made


@pytest.fixture
def bench(
    workspace: Workspace, companies: dict[str, UUID], appearance: Appearance, qtbot: QtBot
) -> Iterator[Workbench]:
    bench = Workbench(Services(workspace), appearance, Jobs())
    bench.window.resize(1440, 900)
    bench.open()
    qtbot.waitExposed(bench.window)
    yield bench
    bench.jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def the_page(bench: Workbench) -> CompaniesPage:
    page = bench.window.page("companies")
    assert isinstance(page, CompaniesPage)
    return page


def names(bench: Workbench) -> list[str]:
    return [line.name for line in the_page(bench).table.model.rows]


def choose(bench: Workbench, text: str) -> None:
    click(next(c for c in the_page(bench)._buttons.values() if c.text().startswith(text)))


def test_that_the_latest_change_stands_first(bench: Workbench, companies: dict[str, UUID]) -> None:
    assert names(bench)[0] == "Zeta AG"
    bench.desk.publish(bench.services.companies.save(companies["Anton GmbH"], 10_000, town="Riesa"))
    assert names(bench)[0] == "Anton GmbH"


def test_that_this_week_means_visits_and_tasks_of_this_week(
    bench: Workbench, companies: dict[str, UUID]
) -> None:
    today = bench.services.today()
    visits, tasks = bench.services.records(Visit), bench.services.records(Task)
    _id, changes = visits.create(companies["Öhler KG"], held_on=today, starts_at="13:00")
    visits.create(companies["Anton GmbH"], held_on=today + timedelta(days=8))
    _id, more = tasks.create(companies["Zeta AG"], text="Anruf", due=today - timedelta(days=3))
    tasks.create(companies["Müller e. K."], text="fertig", due=today, done=True)
    bench.desk.publish(changes | more)
    choose(bench, "Diese Woche 2")
    assert sorted(names(bench)) == ["Zeta AG", "Öhler KG"]
    assert "heute: Termin Jena, 13:00" in the_page(bench).subtitle


def test_that_sectors_and_tags_narrow_the_list(bench: Workbench) -> None:
    choose(bench, "Logistik")
    assert names(bench) == ["Zeta AG"]
    choose(bench, "Zuletzt")
    assert len(names(bench)) == len(NAMES)
    choose(bench, "Pilot")
    assert names(bench) == ["Zeta AG"]


def test_that_typing_narrows_the_list_however_it_is_spelled(bench: Workbench) -> None:
    page = the_page(bench)
    for typed, wanted in (("oehler", "Öhler KG"), ("MÜLLER", "Müller e. K."), ("suhl", "Zeta AG")):
        page.narrow.clear()
        type_text(page.narrow, typed)
        assert names(bench) == [wanted]


def test_that_every_column_sorts_both_ways(bench: Workbench) -> None:
    table = the_page(bench).table
    for column in range(len(table.model.columns)):
        assert table.model.columns[column].sortable
    press(table.view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert names(bench) == ["Anton GmbH", "Müller e. K.", "Öhler KG", "Zeta AG"]
    press(table.view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert names(bench) == ["Zeta AG", "Öhler KG", "Müller e. K.", "Anton GmbH"]
    press(table.view, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert names(bench)[0] == "Zeta AG"


def test_that_a_long_list_shows_its_first_lines_and_then_all(
    workspace: Workspace,
    companies: dict[str, UUID],
    appearance: Appearance,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(presenter, "FIRST_SCREEN", 2)
    bench = Workbench(Services(workspace), appearance, Jobs())
    bench.open()
    assert len(names(bench)) == 2
    qtbot.waitUntil(lambda: len(names(bench)) == len(NAMES), timeout=5_000)
    bench.jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()


def test_that_enter_opens_and_everything_has_a_name(
    bench: Workbench, companies: dict[str, UUID]
) -> None:
    page = the_page(bench)
    assert unnamed_focusable(page) == []
    page.table.choose(companies["Öhler KG"])
    press(page.table.view, Qt.Key.Key_Return)
    assert bench.desk.company() == companies["Öhler KG"]


def test_that_only_what_is_on_screen_is_worked_out(bench: Workbench, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not bench.jobs.busy(), timeout=10_000)
    lines = the_page(bench).table.model.rows
    qtbot.waitUntil(lambda: all(line.summary is not None for line in lines), timeout=10_000)
