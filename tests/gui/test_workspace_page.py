"""The page of the workspace in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kihub_desktop.composition import Services
from kihub_desktop.store.ways_in import open_by_recovery
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.workspace.page import WorkspacePage
from kihub_desktop.ui.pages.workspace.secret_dialogs import RecoveryDialog, SecretDialog
from kihub_desktop.ui.pages.workspace.security_card import SecurityCard
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.labels import ElidedLabel
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import workspace
from tests.store.conftest import PASSPHRASE

__all__ = ["workspace"]
NEW = "ein ganz neues Kennwort"
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


def security(bench: Workbench) -> SecurityCard:
    bench.window.go_to("workspace")
    card = shown_page(bench).topics["security"].card
    assert isinstance(card, SecurityCard)
    return card


def answer(bench: Workbench, *texts: str) -> SecretDialog | None:
    """Types into the password fields of the dialog and presses Enter; the dialog if it stays."""
    dialog = bench.window.findChild(SecretDialog)
    assert isinstance(dialog, SecretDialog)
    for editor, text in zip(dialog.editors, texts, strict=True):
        editor.clear()
        type_text(editor, text)
    press(dialog.editors[-1], Qt.Key.Key_Return)
    QApplication.processEvents()
    return dialog if isValid(dialog) and dialog.isVisible() else None


def titles(card: SecurityCard) -> list[str]:
    return [row.findChildren(QLabel)[0].text() for row in card.rows]


def test_that_the_passphrase_is_changed_on_the_page(bench: Workbench) -> None:
    card = security(bench)
    click(card.change)
    dialog = answer(bench, "falsches Kennwort", NEW, NEW)
    assert dialog is not None
    assert dialog.problem.text().startswith("Das Kennwort passt nicht.")
    dialog = answer(bench, PASSPHRASE, NEW, "etwas anderes")
    assert dialog is not None
    assert dialog.problem.text() == "Die beiden Kennwörter sind verschieden."
    assert answer(bench, PASSPHRASE, NEW, NEW) is None
    bench.services.slots.check(NEW)
    assert "neue Kennwort gilt" in bench.window.banner.what.text()


def test_that_a_recovery_sheet_is_shown_once_and_saved_where_wanted(
    bench: Workbench, workspace: Workspace, tmp_path: Path
) -> None:
    card = security(bench)
    assert titles(card) == ["Kennwort"]
    click(card.sheet)
    assert answer(bench, PASSPHRASE) is None
    assert titles(card) == ["Kennwort", "Wiederherstellungsbogen"]
    shown = bench.window.findChild(RecoveryDialog)
    assert isinstance(shown, RecoveryDialog)
    groups = [each.text() for each in shown.groups]
    assert all(each.height() >= each.sizeHint().height() for each in shown.groups)
    shown.save_to(workspace.folder / "copies" / "Bogen.pdf")
    assert shown.said.text().startswith("Der Bogen gehört nicht in den Arbeitsbereich")
    click(shown.close_button)
    assert shown.isVisible()  # nobody has it yet
    shown.save_to(tmp_path / "Bogen.pdf")
    click(shown.close_button)
    assert not isValid(shown) or not shown.isVisible()
    text = PdfReader(tmp_path / "Bogen.pdf").pages[0].extract_text().replace(" ", "")
    assert all(group in text for group in groups)
    assert not list(workspace.folder.rglob("*.pdf"))
    workspace.close()
    open_by_recovery(workspace.folder, " ".join(groups), NEW, workspace.around).close()


def test_that_a_way_is_removed_on_the_page(bench: Workbench, qtbot: QtBot) -> None:
    card = security(bench)
    bench.services.slots.new_recovery_key(PASSPHRASE)
    bench.window.go_to("companies")
    bench.window.go_to("workspace")
    QApplication.processEvents()
    assert [row.remove.isVisible() for row in card.rows] == [False, True]
    click(card.rows[1].remove)
    qtbot.waitUntil(lambda: titles(card) == ["Kennwort"], timeout=10_000)


def test_that_the_time_until_locking_is_chosen_on_the_page(bench: Workbench) -> None:
    card = security(bench)
    chosen: list[int] = []
    bench.lock.minutes_chosen.connect(chosen.append)
    assert card.minutes.key() == "10"
    card.minutes.setFocus()
    press(card.minutes, Qt.Key.Key_Down)
    assert (chosen, bench.lock.minutes) == ([20], 20)
