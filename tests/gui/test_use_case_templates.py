"""Use cases from templates in the real window: searched, read and adopted by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import ProcessArea, Sector
from kihub_desktop.domain.records import CashLine, UseCase
from kihub_desktop.domain.visit_records import Task
from kihub_desktop.services.portfolio import PortfolioService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import TEXTS
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.use_cases.page import UseCasesPage
from kihub_desktop.ui.pages.use_cases.rating_dialog import RatingDialog
from kihub_desktop.ui.pages.use_cases.template_dialog import TemplateDialog
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import press, type_text, unnamed_focusable
from tests.services.conftest import workspace

__all__ = ["workspace"]
TODAY = date(2026, 11, 30)
Dialog = TypeVar("Dialog", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class _Desk:
    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company = bench, company
        self.services = bench.services

    @property
    def page(self) -> UseCasesPage:
        page = self.bench.window.page("use_cases")
        assert isinstance(page, UseCasesPage)
        return page

    def recorded(self) -> tuple[UseCase, ...]:
        return self.services.use_cases.of_company(self.company).records

    def counted(self) -> tuple[int, int, int]:
        """Use cases, tasks and lines."""
        kinds = (UseCase, Task, CashLine)
        found = [self.services.records(kind).of_company(self.company).records for kind in kinds]
        return len(found[0]), len(found[1]), len(found[2])

    def open(self) -> TemplateDialog:
        """By its key, as a person does."""
        view = self.page.list.table.view
        view.setFocus()
        QApplication.processEvents()
        press(view, Qt.Key.Key_V, CONTROL | SHIFT)
        return self.dialog(TemplateDialog)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        QApplication.processEvents()
        (found,) = [each for each in self.page.findChildren(kind) if each.isVisible()]
        return found


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace, today=lambda: TODAY)
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    services.companies.save(company, 10**9, sector=Sector.MACHINERY)
    services.processes.create(company, name="Sichtprüfung", area=ProcessArea.QUALITY)
    jobs = Jobs()
    bench = Workbench(services, appearance, jobs)
    bench.window.resize(1440, 900)
    bench.desk.choose(company)
    bench.window.go_to("use_cases")
    bench.window.show()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    yield _Desk(bench, company)
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_that_a_template_is_found_read_adopted_and_undone_by_keys_alone(desk: _Desk) -> None:
    dialog = desk.open()
    assert dialog.search.hasFocus()
    assert len(dialog.listed()) == 48
    assert dialog.listed()[0] == "mb1"
    type_text(dialog.search, "qualitaetspruefung")
    assert dialog.listed() == ["mb3"]
    assert dialog.preview.title.text() == "Visuelle Qualitätsprüfung"
    press(dialog.search, Qt.Key.Key_Return)
    (made,) = desk.recorded()
    assert (made.title, made.template) == ("Visuelle Qualitätsprüfung", "mb3")
    assert desk.bench.desk.use_case() == made.id
    assert desk.counted() == (1, 2, 10)
    assert "2 Aufgaben und 10 Positionen" in desk.bench.window.banner.what.text()
    desk.bench.undo()
    assert desk.counted() == (0, 0, 0)
    desk.bench.redo()
    assert desk.counted() == (1, 2, 10)


def test_that_arrows_walk_while_a_search_is_typed_and_letters_search_in_the_list(
    desk: _Desk,
) -> None:
    dialog = desk.open()
    press(dialog.search, Qt.Key.Key_Down)
    assert dialog.preview.title.text() == "Vorausschauender Service beim Kunden"
    dialog.list.setFocus()
    type_text(dialog.list, "t")
    type_text(dialog.search, "our")
    assert dialog.search.text() == "tour"
    assert "lo1" in dialog.listed()


def test_that_the_sector_narrows_and_nothing_found_is_said(desk: _Desk) -> None:
    dialog = desk.open()
    dialog.sector.setFocus()
    type_text(dialog.sector, "Gesund")
    assert len(dialog.listed()) == 8
    assert all(key.startswith("ge") for key in dialog.listed())
    type_text(dialog.search, "zahnrad")
    assert dialog.listed() == []
    assert dialog.preview.nothing.isVisible()
    assert not dialog.take_button.isEnabled()
    press(dialog.search, Qt.Key.Key_Return)
    assert desk.counted() == (0, 0, 0)
    press(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_that_the_only_process_of_the_area_is_proposed_and_can_be_left_open(desk: _Desk) -> None:
    dialog = desk.open()
    type_text(dialog.search, "klang")
    assert dialog.process.currentText() == "Sichtprüfung"
    dialog.process.choose("")
    press(dialog.search, Qt.Key.Key_Return)
    (made,) = desk.recorded()
    assert made.process is None


def test_that_the_warning_of_a_template_is_read_first(desk: _Desk) -> None:
    desk.page.ask_template("qu7")
    dialog = desk.dialog(TemplateDialog)
    assert dialog.preview.warning.isVisible()
    assert "Hochrisiko" in dialog.preview.warning.text()
    assert unnamed_focusable(dialog) == []


def test_that_proposals_count_only_when_a_person_adopts_them(desk: _Desk) -> None:
    dialog = desk.open()
    type_text(dialog.search, "qualitätsprüfung")
    press(dialog.search, Qt.Key.Key_Return)
    (made,) = desk.recorded()
    portfolio = PortfolioService(desk.services.workspace, current_criteria())
    press(desk.page.list.table.view, Qt.Key.Key_B)
    rating = desk.dialog(RatingDialog)
    assert portfolio.ratings_of(desk.company, made.id, "Beratung").values == {}
    row = rating.rows["effort"]
    assert row.value() is None
    assert "4 (V übernimmt)" in row.proposal.text()
    assert rating.rows["economic_benefit"].proposal.isHidden()
    press(row.button(1), Qt.Key.Key_V)
    press(rating.rows["economic_benefit"].button(1), Qt.Key.Key_V)
    assert portfolio.ratings_of(desk.company, made.id, "Beratung").values == {"effort": 4}


def test_that_the_search_of_the_window_leads_to_a_template(desk: _Desk, qtbot: QtBot) -> None:
    box = desk.bench.window.header.search
    box.setFocus()
    type_text(box, "rueckladungen")

    def offered() -> list[str]:
        model = box.results.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    wanted = "Vorlage: Touren und Rückladungen planen"
    qtbot.waitUntil(lambda: wanted in offered(), timeout=10_000)
    press(box, Qt.Key.Key_Return)
    dialog = desk.dialog(TemplateDialog)
    assert dialog.preview.title.text() == "Touren und Rückladungen planen"


def test_that_similar_cases_are_asked_for_named_on_request_and_opened_by_keys(
    desk: _Desk, qtbot: QtBot
) -> None:
    services, bench = desk.services, desk.bench
    template = services.use_case_templates.templates.template("mb1")
    assert template is not None
    elsewhere, _ = services.companies.create("Dort GmbH")
    there, _ = services.use_case_templates.adopt(elsewhere, template)
    _own, changes = services.use_case_templates.adopt(desk.company, template)
    bench.desk.publish(changes)
    card, view = desk.page.similar, desk.page.list.table.view
    assert card.table.isHidden()
    view.setFocus()
    press(view, Qt.Key.Key_K, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: card.table.current() is not None, timeout=10_000)
    line = card.table.current()
    assert line is not None
    assert "dieselbe Vorlage" in line.why
    assert "Dort" not in line.firm
    press(card.names, Qt.Key.Key_Space)
    line = card.table.current()
    assert line is not None
    assert line.firm == "Dort GmbH"
    assert unnamed_focusable(card) == []
    press(card.table.view, Qt.Key.Key_Return)
    assert (bench.desk.company(), bench.desk.use_case()) == (elsewhere, there)
    assert bench.window.current_key == "feasibility"


def test_that_no_similar_case_is_said_and_put_away(desk: _Desk, qtbot: QtBot) -> None:
    _own, changes = desk.services.use_cases.create(desk.company, title="Spindel abhören")
    desk.bench.desk.publish(changes)
    card = desk.page.similar
    card.ask.click()
    qtbot.waitUntil(lambda: "Noch kein anderes" in card.said.text(), timeout=10_000)
    card.ask.click()
    assert "anderswo" in card.said.text()


def test_that_the_dialog_speaks_english(desk: _Desk) -> None:
    TEXTS.use("en")
    dialog = desk.open()
    type_text(dialog.search, "wear")
    assert "mb1" in dialog.listed()
