"""The page of the catalogues in the real window, with editions as real files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.catalogues.editions import shelf, use_installed
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import TEXTS, render
from kihub_desktop.ui.editions_dialog import EditionsDialog
from kihub_desktop.ui.hands import wait_until
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.catalogues.page import CataloguesPage
from kihub_desktop.ui.pages.catalogues.presenter import CataloguesPresenter
from kihub_desktop.ui.pages.companies.catalogue_notice import noticed
from kihub_desktop.ui.pages.readiness.page import ReadinessPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import press, type_text, unnamed_focusable
from tests.services.conftest import workspace
from tests.unit.catalogues.editions import edition_of, installed

__all__ = ["workspace"]
TODAY = date(2027, 2, 1)
NEW = "Wie viel bringt es?"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    use_installed(tmp_path / "kataloge")
    yield tmp_path / "kataloge"
    use_installed(None)


@pytest.fixture
def bench(
    workspace: Workspace, appearance: Appearance, qtbot: QtBot, folder: Path
) -> Iterator[Workbench]:
    bench = Workbench(Services(workspace, lambda: TODAY), appearance, Jobs())
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


def shown(bench: Workbench, target: str = "") -> CataloguesPage:
    bench.desk.go("catalogues", target)
    QApplication.processEvents()
    page = bench.window.page("catalogues")
    assert isinstance(page, CataloguesPage)
    return page


def presenter(bench: Workbench) -> CataloguesPresenter:
    found = bench.presenters["catalogues"]
    assert isinstance(found, CataloguesPresenter)
    return found


def test_that_the_list_says_what_grows_old_and_leads_there(bench: Workbench) -> None:
    page = shown(bench)
    assert {line.kind for line in page.kinds.table.model.rows} >= {"method", "measures", "partners"}
    lines = {(line.kind, line.key) for line in page.ageing.table.model.rows}
    assert ("partners", "p31") in lines
    page.ageing.opened.emit("partners", "p31")
    assert page.preview.isVisibleTo(page)
    assert "p31" in page.preview.accessibleName()
    assert page.preview.warning.text()
    assert unnamed_focusable(page) == []


def test_that_the_start_page_says_the_same(folder: Path) -> None:
    installed("measures", folder, ("indicator: D1.2", "indicator: D9.9"))
    use_installed(folder)
    found = noticed(date(2026, 11, 30))
    assert "enden in den nächsten 60 Tagen" in render(found.ageing)
    assert [render(each) for each in found.faults] == [
        "measures-2027-01.yaml: D1.2-1: Den Indikator „D9.9“ gibt es nicht."
    ]


def test_that_a_broken_file_is_said_and_the_good_one_stays(bench: Workbench, folder: Path) -> None:
    installed("sme", folder, ("employees_below: 50", "employees_below: 5"))
    page = shown(bench)
    assert "small" in page.faults.said.text()
    assert page.faults.isVisibleTo(page)


def test_that_an_imported_edition_is_in_use_at_once_and_compared(
    bench: Workbench, tmp_path: Path
) -> None:
    page = shown(bench, "criteria")
    path = edition_of(
        "criteria",
        tmp_path / "new.yaml",
        ("weight: 29", "weight: 30"),
        ("weight: 13", "weight: 12"),
    )
    page.import_chosen.emit(path)
    QApplication.processEvents()
    assert current_criteria().edition == "2027-01"
    page = shown(bench, "criteria")  # the window was built anew
    presenter(bench).compare("2026-11")
    rows = page.differences.table.model.rows
    assert [(line.before, line.after) for line in rows if "Gewicht" in line.what] == [
        ("29", "30"),
        ("13", "12"),
    ]
    presenter(bench).withdraw()
    assert current_criteria().edition == "2026-11"


def test_that_a_broken_import_changes_nothing(bench: Workbench, tmp_path: Path) -> None:
    page = shown(bench, "criteria")
    page.import_chosen.emit(edition_of("criteria", tmp_path / "x.yaml", ("group: N", "group: Z")))
    QApplication.processEvents()
    assert "economic_benefit" in bench.window.banner.what.text()
    assert current_criteria().edition == "2026-11"


def test_that_an_entry_is_edited_checked_translated_and_published(bench: Workbench) -> None:
    page = shown(bench, "criteria:economic_benefit")
    page.edit.click()
    editor = page.editor
    assert editor.form is not None
    box = editor.form.field("question")
    box.setFocus(Qt.FocusReason.TabFocusReason)
    box.editor.set_text("")
    type_text(box.editor.widget, NEW)
    box.commit()
    assert not editor.publish.isEnabled()
    assert "Die Übersetzung fehlt" in editor.problems.text()
    assert editor.english is not None
    english = editor.english.field("0")
    english.editor.set_text("How much does it bring?")
    english.commit()
    assert editor.publish.isEnabled()
    editor.head.field("edition").editor.set_text("2027-02")
    editor.head.field("edition").commit()
    editor.publish.click()
    QApplication.processEvents()
    assert current_criteria().edition == "2027-02"
    assert current_criteria().criterion("economic_benefit").question == NEW
    TEXTS.use("en")
    try:
        assert TEXTS.translate(NEW) == "How much does it bring?"
    finally:
        TEXTS.use("de")


def test_that_a_fault_in_a_structure_is_told_with_its_line_and_undone(bench: Workbench) -> None:
    page = shown(bench, "criteria:economic_benefit")
    page.edit.click()
    assert page.editor.form is not None
    before = page.editor.form.field("anchors").editor.text()
    presenter(bench).drafts.write("anchors", "- rating: 1\n  sentence: a\n- rating: *x")
    assert page.editor.form.field("anchors").problem_line.text().startswith("Zeile 3: ")
    assert not page.editor.publish.isEnabled()
    page.editor.setFocus()
    press(page.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.form.field("anchors").editor.text() == before
    assert page.editor.publish.isEnabled()


def test_that_a_draft_is_kept_on_closing(bench: Workbench) -> None:
    page = shown(bench, "criteria:economic_benefit")
    page.edit.click()
    presenter(bench).drafts.write("weight", "30")
    bench.window.rebuild()  # and as little is known to a new start of the program
    page = shown(bench, "criteria:economic_benefit")
    assert page.editor.isVisibleTo(page)
    assert page.editor.form is not None
    assert page.editor.form.field("weight").editor.text() == "30"
    assert shelf().current_edition("criteria").is_shipped


def test_that_an_interview_of_an_older_edition_says_so_and_takes_the_newer_one(
    bench: Workbench, folder: Path
) -> None:
    services = bench.services
    company, _changes = services.companies.create("Werk Nord")
    services.interviews.answer(company, Stage.T0, "D1.1", 0, TODAY, level=Level("3"))
    installed("readiness", folder)
    use_installed(folder)
    services.renew()
    bench.desk.choose(company)
    bench.window.go_to("readiness")
    page = bench.window.page("readiness")
    assert isinstance(page, ReadinessPage)
    assert page.outdated.text() == (
        "Mit Ausgabe 2026-11 · M-2026-11 bewertet; 2027-01 · M-2026-11 ist da – vergleichen"
    )
    assert "Fragenkatalog 2026-11" in page.subtitle
    page.outdated.click()
    wait_until(lambda: page.window().findChild(EditionsDialog) is not None, "the dialog is open")
    dialog = page.window().findChild(EditionsDialog)
    assert dialog is not None
    dialog.adopt.click()
    assert not page.outdated.isVisibleTo(page)
    assert "Fragenkatalog 2027-01" in page.subtitle
    bench.undo()
    assert "Fragenkatalog 2026-11" in page.subtitle
