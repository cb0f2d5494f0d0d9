"""The EU-DMA in the real window: answered by digits, scored, compared and written as a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Stage, SystemKind
from kihub_desktop.domain.visit_records import ItSystem
from kihub_desktop.services.dma import DmaState
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.dma.page import DmaPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import workspace
from tests.unit.analysis.test_dma import ROWS, oracle

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)


class _Desk:
    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company, self.services = bench, company, bench.services

    @property
    def page(self) -> DmaPage:
        page = self.bench.window.page("dma")
        assert isinstance(page, DmaPage)
        return page

    def state(self, stage: Stage = Stage.T0) -> DmaState:
        found = self.services.dma.state(self.company, stage)
        assert found is not None
        return found

    def keys(self, text: str) -> None:
        """One key after the other, to whatever has the focus; „⏎“ is Enter."""
        for character in text:
            QApplication.processEvents()
            focus = self.bench.window.focusWidget()
            assert focus is not None
            if character == "⏎":
                press(focus, Qt.Key.Key_Return)
            else:
                type_text(focus, character)

    def answer(self, values: dict[str, int], stage: Stage = Stage.T0) -> None:
        as_of = self.state(stage).as_of
        changes = self.services.dma.answer(self.company, stage, values, as_of, TODAY)
        self.bench.desk.publish(changes)


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace, today=lambda: TODAY)
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    services.records(ItSystem).create(company, name="proALPHA", kind=SystemKind.ERP)
    jobs = Jobs()
    bench = Workbench(services, appearance, jobs)
    bench.window.resize(1440, 900)
    bench.desk.choose(company)
    bench.window.go_to("dma")
    bench.window.show()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    bench.window.go_to("dma")
    yield _Desk(bench, company)
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_that_the_whole_interview_is_answered_by_one_key_per_row(desk: _Desk) -> None:
    values = oracle()
    typed = ""
    for question in (f"Q{n}." for n in range(1, 12)):
        typed += "".join(str(values[key]) for key in ROWS if key.startswith(question)) + "⏎"
    desk.keys(typed)
    assert desk.state().answers == values
    assert "48,9 von 100" in desk.page.profile.total.text()
    assert "Durchschnittlich" in desk.page.profile.band.text()
    assert "C – investiert 1, geplant ½: 51,0" in desk.page.profile.readings.text()


def test_that_r_answers_the_open_rows_of_the_question_with_no(desk: _Desk) -> None:
    desk.keys("3r")
    answers = desk.state().answers
    assert answers["Q1.product_design"] == 3
    assert [answers[key] for key in ROWS if key.startswith("Q1.")] == [3] + [0] * 9
    assert not desk.page.question.rest_no.isEnabled()


def test_that_the_same_digit_again_opens_the_row(desk: _Desk) -> None:
    desk.keys("2")
    press(desk.bench.window.focusWidget() or desk.page, Qt.Key.Key_Up)
    desk.keys("2")
    assert desk.state().answers == {}


def test_that_suggestions_are_told_and_only_taken_on_request(desk: _Desk) -> None:
    desk.keys("⏎⏎")
    row = next(
        each for each in desk.page.question.rows.rows if each.key.endswith("management_systems")
    )
    assert row.suggestion.text() == "Vorschlag aus der Erfassung: proALPHA"
    assert desk.state().answers == {}
    desk.keys("v")
    assert desk.state().answers == {"Q3.management_systems": 1}
    assert row.suggestion.isHidden()


def test_that_the_choice_of_the_reading_is_stored_and_explained(desk: _Desk) -> None:
    desk.answer(oracle())
    choice = desk.page.profile.choice
    choice.setCurrentIndex(choice.findData("EU-DMA-C-2024"))
    choice.activated.emit(choice.currentIndex())
    assert desk.state().profile.key == "EU-DMA-C-2024"
    assert "51,0 von 100" in desk.page.profile.total.text()
    assert "nur geplant ½" in desk.page.profile.effect.text()


def test_that_two_stages_are_compared_side_by_side(desk: _Desk) -> None:
    desk.answer(oracle())
    desk.answer({**oracle(), "Q9.robotics": 5}, Stage.T1)
    stage = desk.page.stage
    stage.setCurrentIndex(stage.findData("T1"))
    stage.activated.emit(stage.currentIndex())
    table = desk.page.stages.table
    assert table.isVisible()
    assert "T0 (23.11.2026) gegen T1" in desk.page.stages.note.text()
    model = table.view.model()
    last = [str(model.index(model.rowCount() - 1, n).data()) for n in range(4)]
    assert last == ["Gesamt", "48,9", "52,2", "+3,3"]


def test_that_what_is_no_day_stays_in_its_field_with_the_reason(desk: _Desk) -> None:
    box = desk.page.stages.form.field("day")
    desk.page.day_written.emit("31.2.2026")
    assert box.problem_line.text()
    desk.page.day_written.emit("9.3.2026")
    assert not box.problem_line.text()
    opened = desk.state().assessment
    assert opened is not None
    assert opened.held_on == date(2026, 3, 9)


def test_that_the_file_is_written_where_somebody_says_and_open_rows_are_told(
    desk: _Desk, tmp_path: Path
) -> None:
    desk.keys("3")
    click(desk.page.export)
    dialog = desk.page.findChild(QFileDialog, "saveDma")
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("zur-Pruefung.csv")
    target = tmp_path / "EU-DMA.csv"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "85 Zeilen sind noch offen" in desk.page._written_words.text()
    desk.page.target_chosen.emit(tmp_path / "gibt es nicht" / "x.csv")
    assert "lässt sich nicht schreiben" in desk.page._written_words.text()


def test_that_the_page_says_what_it_is_for_without_a_company(desk: _Desk) -> None:
    desk.bench.desk.choose(None)
    assert desk.page.columns.isHidden()
    assert desk.page.export.isHidden()


def test_that_everything_has_a_name(desk: _Desk) -> None:
    assert unnamed_focusable(desk.page) == []


def test_that_the_points_open_to_the_rows_which_lead_to_their_question(desk: _Desk) -> None:
    desk.answer(oracle())
    tree = desk.page.origin.tree
    assert len(tree.labels()) == 6
    dimension = tree.topLevelItem(5)
    assert dimension is not None
    question = dimension.child(0)
    assert question is not None
    row = question.child(0)
    assert row is not None
    dimension.setExpanded(True)
    tree.itemClicked.emit(row, 0)
    assert desk.page.question.place.text() != ""
    assert desk.page._shown == f"T0:{question.text(0).split()[0].join(('Q', ''))}"
    assert dimension.isExpanded()  # the tree stays as it was opened


def test_that_any_two_stages_can_be_compared(desk: _Desk) -> None:
    for stage, robotics in ((Stage.T0, 2), (Stage.T1, 5), (Stage.T2, 5)):
        desk.answer({**oracle(), "Q9.robotics": robotics}, stage)
    desk.page.stage_chosen.emit("T2")
    stages = desk.page.stages
    assert "T1 (23.11.2026) gegen T2" in stages.note.text()
    place = stages.other.findData("T0")
    stages.other.setCurrentIndex(place)
    stages.other.activated.emit(place)
    assert "T0 (23.11.2026) gegen T2" in stages.note.text()
    desk.page.stage_chosen.emit("T0")
    stages.other.setCurrentIndex(stages.other.findData("T1"))
    stages.other.activated.emit(stages.other.currentIndex())
    assert "T0 (23.11.2026) gegen T1" in stages.note.text()  # the earlier one stays the first
