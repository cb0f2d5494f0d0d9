"""Several workspaces in one run: asked for, opened, left; and the other ways in."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop import settings as app_settings
from kihub_desktop.app import Application
from kihub_desktop.places import UserPlaces
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.store.slots import Slots
from kihub_desktop.store.workspace import Surroundings, create_workspace, open_workspace
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.pages.workspace.page import WorkspacePage
from kihub_desktop.ui.pages.workspace.workspaces_card import WorkspacesCard
from tests.gui.conftest import click, press, type_text
from tests.store.conftest import CHEAP, PASSPHRASE

NEW = "ein ganz neues Kennwort"
WAIT_MS = 20_000
Starting = Callable[[], Application]


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path / "devices", key_cost=CHEAP)


@pytest.fixture
def folders(tmp_path: Path, around: Surroundings) -> tuple[Path, Path]:
    """Two workspaces that were opened before, „Eins“ last."""
    one, two = tmp_path / "Eins.kihub", tmp_path / "Zwei.kihub"
    settings = app_settings.AppSettings(theme="light")
    for folder in (two, one):
        create_workspace(folder, PASSPHRASE, around).close()
        settings = settings.with_recent(folder, "2026-11-30T08:00:00+00:00")
    app_settings.save(settings, tmp_path / "settings.toml")
    return one, two


@pytest.fixture
def application(
    qapp: QApplication, tmp_path: Path, folders: tuple[Path, Path]
) -> Iterator[Application]:
    settings, documents = tmp_path / "settings.toml", tmp_path / "Dokumente"
    places = UserPlaces(settings, tmp_path / "devices", documents)
    application = Application(qapp, settings, documents, places)
    application.start()
    application.unlock.activateWindow()
    QApplication.processEvents()
    yield application
    application.unlock.close()
    application.close()
    application.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.enable()  # the application collects by a timer of its own


def enter(application: Application, folder: Path, qtbot: QtBot) -> None:
    """Types the passphrase of the workspace that is proposed."""
    form = application.unlock.unlock_form
    type_text(form.passphrase, PASSPHRASE)
    press(form.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened(application) == folder, timeout=WAIT_MS)


def opened(application: Application) -> Path | None:
    bench = application.workbench
    return None if bench is None else bench.services.workspace.folder


def others(application: Application) -> WorkspacesCard:
    bench = application.workbench
    assert bench is not None
    bench.window.go_to("workspace")
    page = bench.window.page("workspace")
    assert isinstance(page, WorkspacePage)
    card = page.topics["workspaces"].card
    assert isinstance(card, WorkspacesCard)
    QApplication.processEvents()
    return card


def test_that_another_workspace_opens_without_a_restart(
    application: Application, folders: tuple[Path, Path], around: Surroundings, qtbot: QtBot
) -> None:
    one, two = folders
    enter(application, one, qtbot)
    (row,) = others(application).rows
    assert row.note.text().startswith("zuletzt geöffnet 30.11.2026, 09:00")
    click(row.open)
    assert opened(application) == one  # until the other one is open
    assert application.unlock.unlock_form.workspace.currentText() == "Zwei"
    enter(application, two, qtbot)
    assert not application.unlock.isVisible()
    open_workspace(one, PASSPHRASE, around).close()  # nobody holds it any more
    assert [each.folder for each in application.recent()] == [two, one]
    (row,) = others(application).rows
    assert row.open.accessibleName() == "Eins öffnen"


def test_that_typed_text_is_saved_before_one_leaves(
    application: Application, folders: tuple[Path, Path], around: Surroundings, qtbot: QtBot
) -> None:
    one, two = folders
    enter(application, one, qtbot)
    bench = application.workbench
    assert bench is not None
    company, _changes = bench.services.companies.create("Muster GmbH")
    bench.open_company(company)
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    form = page.master.form_with("town")
    assert form is not None
    type_text(form.field("town").editor.widget, "Plauen")
    application.switch(two)
    enter(application, two, qtbot)
    with open_workspace(one, PASSPHRASE, around) as left:
        assert [row.town for row in CompanyService(left).rows()] == ["Plauen"]


def test_that_escape_stays_where_one_is(
    application: Application, folders: tuple[Path, Path], qtbot: QtBot
) -> None:
    enter(application, folders[0], qtbot)
    click(others(application).other)
    assert application.unlock.isVisible()
    press(application.unlock, Qt.Key.Key_Escape)
    assert not application.unlock.isVisible()
    assert opened(application) == folders[0]
    application.switch(folders[0])  # the one that is open already
    type_text(application.unlock.unlock_form.passphrase, PASSPHRASE)
    click(application.unlock.unlock_form.open)
    assert not application.unlock.isVisible()
    assert opened(application) == folders[0]


def test_that_a_missing_or_busy_folder_is_said_and_the_open_one_stays(
    application: Application, folders: tuple[Path, Path], around: Surroundings, qtbot: QtBot
) -> None:
    one, two = folders
    enter(application, one, qtbot)
    application.switch(two)
    form = application.unlock.unlock_form
    with open_workspace(two, PASSPHRASE, around):
        type_text(form.passphrase, PASSPHRASE)
        click(form.open)
        qtbot.waitUntil(form.problem.isVisible, timeout=WAIT_MS)
    assert "ist schon geöffnet" in form.problem.text()
    shutil.rmtree(two)
    click(form.open)
    qtbot.waitUntil(lambda: "Stick" in form.problem.text(), timeout=WAIT_MS)
    assert opened(application) == one
    application.unlock.close()
    (row,) = others(application).rows
    assert row.note.text().startswith("Der Ordner ist gerade nicht da")


def test_that_a_forgotten_passphrase_is_replaced_by_the_sheet(
    application: Application, folders: tuple[Path, Path], around: Surroundings, qtbot: QtBot
) -> None:
    form = application.unlock.unlock_form
    click(form.forgot)
    assert "keinen Wiederherstellungsbogen" in form.problem.text()
    with open_workspace(folders[0], PASSPHRASE, around) as workspace:
        groups = Slots(workspace).new_recovery_key(PASSPHRASE)
    click(form.forgot)
    recover = application.unlock.recover_form
    qtbot.waitUntil(lambda: application.unlock.focusWidget() is recover.key, timeout=WAIT_MS)
    wrong = ["00000", *groups[1:]]
    type_text(recover.key, " ".join(wrong))
    type_text(recover.passphrase, NEW)
    type_text(recover.again, NEW)
    press(recover.again, Qt.Key.Key_Return)
    qtbot.waitUntil(recover.problem.isVisible, timeout=WAIT_MS)
    assert recover.problem.text() == "In Gruppe 1 (00000) steckt ein Tippfehler."
    recover.key.clear()
    type_text(recover.key, "".join(groups).lower())
    click(recover.open)
    qtbot.waitUntil(lambda: opened(application) == folders[0], timeout=WAIT_MS)
    bench = application.workbench
    assert bench is not None
    bench.services.slots.check(NEW)


def test_that_the_time_until_locking_is_remembered(
    application: Application, folders: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    enter(application, folders[0], qtbot)
    bench = application.workbench
    assert bench is not None
    bench.lock.choose_minutes(30)
    assert app_settings.load(tmp_path / "settings.toml").lock_minutes == 30
