"""A list is read in by keyboard: columns, preview, result, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import TEXTS
from kihub_desktop.ui.importing.dialog import ImportDialog
from kihub_desktop.ui.importing.state import Stage
from kihub_desktop.ui.importing.wiring import open_import
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.companies.page import CompaniesPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, unnamed_focusable
from tests.services.conftest import workspace

__all__ = ["workspace"]
CONTROL = Qt.KeyboardModifier.ControlModifier
LIST = (
    "Firmenliste;;;;\nFirma;PLZ;Mitarbeiter;Ansprechpartner;Kürzel\n"
    "Müller AG;08523;84;Eva;M1\nMeier GmbH;07545;viele;Bob;M2\n;01067;1;Ada;M3\n"
)
CARD = "BEGIN:VCARD\nFN:Cleo Muster\nEMAIL:cleo@m.de\nEND:VCARD\n"


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Workbench]:
    services = Services(workspace, today=lambda: date(2026, 11, 30))
    made = Workbench(services, appearance, Jobs())
    made.window.resize(1024, 640)
    made.window.go_to("companies")
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.jobs.shut_down()
    made.window.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "liste.csv"
    written.write_bytes(LIST.encode("cp1252"))
    return written


def _reached(qtbot: QtBot, dialog: ImportDialog, stage: Stage) -> None:
    qtbot.waitUntil(lambda: dialog._state.stage is stage and not dialog._state.busy)


def _page(bench: Workbench) -> CompaniesPage:
    page = bench.window.page("companies")
    assert isinstance(page, CompaniesPage)
    return page


def test_that_a_list_is_imported_and_taken_back_by_keyboard(
    bench: Workbench, path: Path, qtbot: QtBot
) -> None:
    dialog = open_import(bench, path)
    _reached(qtbot, dialog, Stage.COLUMNS)
    keys = [box.key() for box in dialog.columns_step.boxes]
    assert keys == ["company.name", "company.postcode", "company.employees", "contact.name", ""]
    assert "bleibt weg" in dialog.columns_step.above.text()
    press(dialog, Qt.Key.Key_Return, CONTROL)
    _reached(qtbot, dialog, Stage.PREVIEW)
    assert dialog.preview_step.summary.text().startswith("2 neu · 0 ergänzt")
    assert [row.line for row in dialog.preview_step.table.model.rows] == [3, 4, 5]
    assert "keine Zahl" in dialog.preview_step.table.cell_words(1, 4)
    press(dialog, Qt.Key.Key_Return, CONTROL)
    _reached(qtbot, dialog, Stage.DONE)
    assert "2 Unternehmen eingelesen." in dialog.done_step.result.text()
    assert len(bench.services.companies.rows()) == 2
    assert len(_page(bench).table.model.rows) == 2
    click(dialog.done_step.undo)
    qtbot.waitUntil(lambda: not bench.services.companies.rows())
    qtbot.waitUntil(lambda: not dialog._state.busy)
    assert not dialog.done_step.undo.isEnabled()


def test_that_enter_changes_what_becomes_of_a_row(
    bench: Workbench, path: Path, qtbot: QtBot
) -> None:
    dialog = open_import(bench, path)
    _reached(qtbot, dialog, Stage.COLUMNS)
    click(dialog.on_button)
    _reached(qtbot, dialog, Stage.PREVIEW)
    press(dialog.preview_step.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.preview_step.summary.text().startswith("1 neu"))
    dialog.preview_step.wrong_chosen.emit("leave_out")
    qtbot.waitUntil(lambda: dialog.preview_step.summary.text().startswith("0 neu"))
    assert not dialog.on_button.isEnabled()


def test_that_typing_goes_on_while_a_list_is_read_in(
    bench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = "".join(f"Betrieb {n};08523;{n}\n" for n in range(800))
    large = tmp_path / "groß.csv"
    large.write_text("Firma;PLZ;Mitarbeiter\n" + rows, "utf-8")
    dialog = open_import(bench, large)
    _reached(qtbot, dialog, Stage.COLUMNS)
    click(dialog.on_button)
    _reached(qtbot, dialog, Stage.PREVIEW)
    click(dialog.on_button)
    bench.services.companies.create("Von Hand")
    assert dialog._state.stage is Stage.WORKING
    qtbot.waitUntil(dialog.strip.isVisible)
    click(dialog.strip.cancel)
    _reached(qtbot, dialog, Stage.PREVIEW)
    assert [row.name for row in bench.services.companies.rows()] == ["Von Hand"]
    assert "nichts ist verändert" in dialog.problem.text()


def test_that_a_long_import_is_undone_beside_the_window(
    bench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = "".join(f"Betrieb {n};08523;{n}\n" for n in range(80))
    large = tmp_path / "liste.csv"
    large.write_text("Firma;PLZ;Mitarbeiter\n" + rows, "utf-8")
    dialog = open_import(bench, large)
    for stage in (Stage.COLUMNS, Stage.PREVIEW):
        _reached(qtbot, dialog, stage)
        click(dialog.on_button)
    _reached(qtbot, dialog, Stage.DONE)
    bench.window.undo_requested.emit()
    qtbot.waitUntil(lambda: not bench.services.companies.rows() and not bench.jobs.busy())
    assert bench.services.undo.available() == (False, True)


def test_that_what_is_no_list_is_told_in_one_sentence(
    bench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "bild.csv"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    dialog = open_import(bench, broken)
    qtbot.waitUntil(lambda: "keine Tabelle" in dialog.problem.text())
    assert dialog._state.stage is Stage.FILE
    QApplication.clipboard().setText("Firma\tOrt\nMüller AG\tPlauen\n")
    press(dialog, Qt.Key.Key_V, CONTROL)
    _reached(qtbot, dialog, Stage.COLUMNS)
    assert dialog.problem.text() == ""


def test_that_cards_go_to_the_company_in_hand(
    bench: Workbench, tmp_path: Path, qtbot: QtBot
) -> None:
    company, _ = bench.services.companies.create("Müller AG")
    cards = tmp_path / "karten.vcf"
    cards.write_text(CARD, "utf-8")
    dialog = open_import(bench, cards, company)
    _reached(qtbot, dialog, Stage.PREVIEW)
    click(dialog.on_button)
    _reached(qtbot, dialog, Stage.DONE)
    (contact,) = bench.services.contacts.of_company(company).records
    assert (contact.name, contact.consent) == ("Cleo Muster", None)


def test_that_a_file_dropped_on_the_list_is_read(
    bench: Workbench, path: Path, qtbot: QtBot
) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    _page(bench).dropEvent(event)
    (dialog,) = bench.window.findChildren(ImportDialog)
    _reached(qtbot, dialog, Stage.COLUMNS)
    press(dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("language", ["de", "en"])
def test_that_every_control_has_a_name_in_every_step(
    bench: Workbench, path: Path, qtbot: QtBot, language: str
) -> None:
    TEXTS.use(language)
    dialog = open_import(bench, path)
    for stage in (Stage.COLUMNS, Stage.PREVIEW, Stage.DONE):
        _reached(qtbot, dialog, stage)
        assert unnamed_focusable(dialog) == []
        assert dialog.width() <= bench.window.width()
        click(dialog.on_button)
