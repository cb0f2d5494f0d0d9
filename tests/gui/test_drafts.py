"""What is typed and not saved is on disk within a second, in every sort of editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.open_text import OpenText
from kihub_desktop.services.drafts import DraftService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.editors import LineEditor
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import press, type_text
from tests.services.conftest import workspace

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)


@pytest.fixture
def bench(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[Workbench]:
    services = Services(workspace, lambda: TODAY)
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    shown = Workbench(services, appearance, Jobs())
    shown.open()
    shown.open_company(company)
    QApplication.processEvents()
    yield shown
    shown.close()
    shown.window.deleteLater()  # with a dialog that was left open: it would hold the keyboard


def _line(bench: Workbench, name: str) -> QLineEdit:
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    page.reveal(f"field:{name}")
    form = page.master.form_with(name)
    assert form is not None
    editor = form.field(name).editor
    assert isinstance(editor, LineEditor)
    return editor.line


def _on_disk(bench: Workbench) -> list[OpenText]:
    """As a later start of the program would find it."""
    return list(DraftService(bench.services.workspace).left_over())


def _waits_for(qtbot: QtBot, bench: Workbench, texts: list[str]) -> list[OpenText]:
    """The unsaved texts, once they are on disk; at most a second later."""

    def there() -> None:
        assert [each.text for each in _on_disk(bench)] == texts

    qtbot.waitUntil(there, timeout=1000)
    return _on_disk(bench)


def test_that_a_text_in_a_field_is_kept_until_it_is_saved(qtbot: QtBot, bench: Workbench) -> None:
    line = _line(bench, "employees")
    type_text(line, "84 und e")
    (kept,) = _waits_for(qtbot, bench, ["84 und e"])
    company = bench.desk.company()
    assert (kept.company, kept.kind, kept.record) == (company, "company", company)
    assert (kept.field, kept.before, kept.page) == ("employees", "", "company")
    line.selectAll()
    type_text(line, "84")
    press(line, Qt.Key.Key_Return)
    assert _on_disk(bench) == []  # saving forgets the draft in the same transaction


def test_that_a_wrong_text_stays_kept_after_its_field_was_left(
    qtbot: QtBot, bench: Workbench
) -> None:
    line = _line(bench, "employees")
    type_text(line, "viele")
    _waits_for(qtbot, bench, ["viele"])
    press(line, Qt.Key.Key_Return)
    bench.window.go_to("companies")

    def told() -> None:
        (kept,) = _on_disk(bench)
        assert "viele" in kept.problem

    qtbot.waitUntil(told, timeout=1000)
    assert [each.kind for each in _on_disk(bench)] == ["company"]


def test_that_a_dialog_keeps_all_its_fields_until_it_is_saved(
    qtbot: QtBot, bench: Workbench, process_events: Callable[[], None]
) -> None:
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    page.ask_new("process")
    process_events()
    (dialog,) = page.findChildren(RecordDialog)
    for name, text in (("name", "Rüstplanung"), ("owner", "Meisterin Öhler")):
        dialog.form.focus_field(name)
        type_text(dialog.form.field(name).editor.widget, text)
    kept = _waits_for(qtbot, bench, ["Rüstplanung", "Meisterin Öhler"])
    assert {(each.kind, each.record, each.field) for each in kept} == {
        ("process", None, "name"),
        ("process", None, "owner"),
    }
    dialog.save()
    assert _on_disk(bench) == []


def test_that_closing_the_window_keeps_what_a_dialog_holds(bench: Workbench) -> None:
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    page.ask_new("contact")
    QApplication.processEvents()
    (dialog,) = page.findChildren(RecordDialog)
    type_text(dialog.form.field("name").editor.widget, "Frau Öhler")
    bench.keeper.stop()
    assert [each.text for each in _on_disk(bench)] == ["Frau Öhler"]


def test_that_texts_of_another_record_stay_when_one_is_saved(workspace: Workspace) -> None:
    services = Services(workspace, lambda: TODAY)
    company, _ = services.companies.create("Muster GmbH")
    process, _ = services.processes.create(company, name="Rüsten")
    other = UUID(int=5)
    texts = (
        OpenText(company, "process", process, "name", "Rüsten neu"),
        OpenText(company, "process", other, "name", "Prüfen neu"),
        OpenText(company, "process", None, "name", "ganz neu"),
    )
    services.drafts.write(texts)
    as_of = services.processes.of_company(company).as_of
    services.processes.save(company, process, as_of, name="Rüsten neu")
    left = DraftService(workspace).left_over()
    assert {each.text for each in left} == {"Prüfen neu", "ganz neu"}
    services.processes.create(company, name="ganz neu")
    assert [each.text for each in DraftService(workspace).left_over()] == ["Prüfen neu"]
