"""From the first window to the start page: what loads when, and what the unlock window says."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop import settings as app_settings
from kihub_desktop.app import Application
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.workspace import Surroundings, create_workspace, open_workspace
from tests.gui.conftest import click, press, type_text, unnamed_focusable

PASSPHRASE = "korrekt Pferd Öse Klammer"
CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
HEAVY = (
    "alembic", "babel", "cryptography", "httpx", "matplotlib", "numpy", "pandas", "pydantic",
    "sqlalchemy", "sqlcipher3", "typst", "yaml",
)  # fmt: skip
AT_FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from kihub_desktop.app import Application

def look():
    print(sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[2:])))
    qt.exit(0)

qt = QApplication([])
application = Application(qt, Path(sys.argv[1]) / "settings.toml", Path(sys.argv[1]))
application.unlock.first_painted.connect(look)
application.start()
code = qt.exec()
application.jobs.shut_down()
sys.exit(code)
"""
Starting = Callable[[], Application]


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path / "share" / "KI-HUB Werkbank" / "devices", key_cost=CHEAP)


@pytest.fixture
def folder(tmp_path: Path, around: Surroundings) -> Path:
    """A workspace that the settings name as the latest one."""
    folder = tmp_path / "Vogtland.kihub"
    create_workspace(folder, PASSPHRASE, around).close()
    settings = app_settings.AppSettings(theme="light").with_recent(folder)
    app_settings.save(settings, tmp_path / "settings.toml")
    return folder


@pytest.fixture
def start(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Starting]:
    """Starts the application as often as asked; all of them end with the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    started: list[Application] = []

    def begin() -> Application:
        application = Application(qapp, tmp_path / "settings.toml", tmp_path / "Dokumente")
        started.append(application)
        application.start()
        return application

    yield begin
    for application in started:
        application.unlock.close()
        application.close()
        application.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.enable()  # the application collects by a timer of its own


def start_page(application: Application) -> QWidget | None:
    bench = application.workbench
    return None if bench is None else bench.window.page("companies")


def has_answered(application: Application) -> bool:
    return application.unlock.unlock_form.problem.isVisible() or bool(start_page(application))


def test_that_the_first_window_appears_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT, str(tmp_path), *HEAVY],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")


def test_that_the_passphrase_leads_to_the_start_page(
    start: Starting, folder: Path, qtbot: QtBot
) -> None:
    application = start()
    form = application.unlock.unlock_form
    assert form.workspace.currentText() == "Vogtland"
    assert application.unlock.focusWidget() is form.passphrase
    type_text(form.passphrase, PASSPHRASE)
    press(form.passphrase, Qt.Key.Key_Return)
    assert not form.isEnabled()  # a second press would open it twice
    qtbot.waitUntil(lambda: start_page(application) is not None, timeout=20_000)
    assert application.workbench is not None
    assert application.workbench.window.current_key == "companies"
    assert application.workbench.window.isVisible()
    assert not application.unlock.isVisible()


def test_that_a_wrong_passphrase_is_said_and_what_was_typed_stays(
    start: Starting, folder: Path, qtbot: QtBot
) -> None:
    application = start()
    form = application.unlock.unlock_form
    type_text(form.passphrase, "korrekt Pferd Öse Klamer")
    click(form.open)
    qtbot.waitUntil(form.problem.isVisible, timeout=20_000)
    assert form.problem.text().startswith("Das Kennwort passt nicht.")
    assert form.passphrase.text() == "korrekt Pferd Öse Klamer"
    assert form.passphrase.selectedText() == form.passphrase.text()  # the next key replaces it
    assert form.isEnabled()
    assert start_page(application) is None
    form.passphrase.clear()
    type_text(form.passphrase, PASSPHRASE)
    press(form.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: start_page(application) is not None, timeout=20_000)


def test_that_a_workspace_in_use_is_said(
    start: Starting, folder: Path, around: Surroundings, qtbot: QtBot
) -> None:
    application = start()
    form = application.unlock.unlock_form
    with open_workspace(folder, PASSPHRASE, around):
        type_text(form.passphrase, PASSPHRASE)
        click(form.open)
        qtbot.waitUntil(form.problem.isVisible, timeout=20_000)
    assert form.problem.text().startswith("„Vogtland“ ist schon geöffnet")
    assert form.passphrase.text() == PASSPHRASE


def test_that_a_second_start_on_an_open_workspace_says_so(
    start: Starting, folder: Path, qtbot: QtBot
) -> None:
    first, second = start(), start()
    for application in (first, second):
        form = application.unlock.unlock_form
        type_text(form.passphrase, PASSPHRASE)
        click(form.open)
        qtbot.waitUntil(partial(has_answered, application), timeout=20_000)
    assert start_page(first) is not None
    assert start_page(second) is None
    assert "ist schon geöffnet" in second.unlock.unlock_form.problem.text()


def test_that_creating_a_workspace_leads_to_the_start_page(
    start: Starting, tmp_path: Path, qtbot: QtBot
) -> None:
    application = start()
    form = application.unlock.create_form
    assert form.isVisible()  # nothing to open yet
    form.name.clear()
    type_text(form.name, "Frühjahr 2027")
    type_text(form.author, "Beratung Süd")
    type_text(form.passphrase, PASSPHRASE)
    type_text(form.again, PASSPHRASE)
    press(form.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: start_page(application) is not None, timeout=20_000)
    assert application.workbench is not None
    services = application.workbench.services
    assert services.workspace.folder == tmp_path / "Dokumente" / "Frühjahr 2027.kihub"
    assert services.team.signature().author == "Beratung Süd"
    remembered = app_settings.load(tmp_path / "settings.toml").recent_workspaces
    assert remembered == (str(services.workspace.folder),)


def test_that_passphrases_that_differ_or_are_short_are_said(
    start: Starting, tmp_path: Path, qtbot: QtBot
) -> None:
    form = start().unlock.create_form
    type_text(form.passphrase, PASSPHRASE)
    type_text(form.again, "etwas anderes")
    click(form.create_button)
    assert form.problem.text() == "Die beiden Kennwörter sind verschieden."
    for editor in (form.passphrase, form.again):
        editor.clear()
        type_text(editor, "kurz")
    click(form.create_button)
    qtbot.waitUntil(lambda: "zu kurz" in form.problem.text(), timeout=20_000)
    assert form.passphrase.text() == form.again.text() == "kurz"
    assert not (tmp_path / "Dokumente").exists()


def test_that_a_screen_reader_can_name_everything_in_the_first_window(
    start: Starting, folder: Path
) -> None:
    assert unnamed_focusable(start().unlock) == []
