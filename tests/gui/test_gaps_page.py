"""The gaps in the real window: ranked with their measures, and the stages compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, Evidence, Level, Stage
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.gaps.page import GapsPage
from kihub_desktop.ui.pages.readiness.page import ReadinessPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, unnamed_focusable
from tests.services.conftest import workspace

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)


class _Desk:
    def __init__(self, bench: Workbench, company: UUID, qtbot: QtBot) -> None:
        self.bench, self.company, self.qtbot = bench, company, qtbot
        self.services = bench.services

    def page(self) -> GapsPage:
        """The page once its gaps are worked out."""
        self.bench.window.go_to("gaps")
        self.qtbot.waitUntil(lambda: not self.bench.jobs.busy())
        page = self.bench.window.page("gaps")
        assert isinstance(page, GapsPage)
        self.qtbot.waitUntil(lambda: "ausgerechnet …" not in page.place.note.text())
        return page

    def answer(self, stage: Stage, level: Level, dimension: str = "D") -> None:
        """One level for all questions of a dimension, seen with own eyes."""
        for question in self.services.questionnaire.questions:
            if question.id.startswith(dimension):
                as_of = self.services.interviews.state(self.company, stage).as_of
                self.services.interviews.answer(
                    self.company,
                    stage,
                    question.id,
                    as_of,
                    TODAY,
                    level=level,
                    evidence=Evidence.DOCUMENT,
                )


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace, today=lambda: TODAY)
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    jobs = Jobs()
    bench = Workbench(services, appearance, jobs)
    bench.window.resize(1440, 900)
    bench.desk.choose(company)
    bench.window.show()
    qtbot.waitExposed(bench.window)
    yield _Desk(bench, company, qtbot)
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_that_every_gap_says_what_it_brings_and_what_to_do(desk: _Desk) -> None:
    desk.services.use_cases.create(
        desk.company, title="Verschleiß", archetype=Archetype.PREDICTIVE_MAINTENANCE
    )
    desk.answer(Stage.T0, Level.ONE)
    page = desk.page()
    assert len(page.place.cards) == 7
    words = [part.text() for part in page.place.cards[0].findChildren(QLabel)]
    assert any("Stufe 1, Ziel" in each for each in words)
    assert any(each.startswith("bringt:") for each in words)
    assert any("Personentag" in each and "Annahme" in each for each in words)


def test_that_a_gap_leads_to_its_question_also_when_the_interview_was_open(desk: _Desk) -> None:
    desk.answer(Stage.T0, Level.ONE)
    desk.bench.window.go_to("readiness")
    page = desk.page()
    ask = page.place.cards[-1].findChild(QPushButton)
    assert ask is not None
    wanted = ask.accessibleName().rpartition(" ")[2]
    click(ask)
    interview = desk.bench.window.page("readiness")
    assert isinstance(interview, ReadinessPage)
    assert interview._shown == f"T0:{wanted}"


def test_that_two_stages_differ_only_where_their_bands_do_not_meet(desk: _Desk) -> None:
    desk.answer(Stage.T0, Level.ONE)
    desk.answer(Stage.T1, Level.ONE)
    desk.answer(Stage.T1, Level.THREE, "D3")
    page = desk.page()
    model = page.stages.table.view.model()
    rows = [
        [str(model.index(row, column).data()) for column in range(1, 4)]
        for row in range(model.rowCount())
    ]
    assert rows[2] == ["1,0", "3,0", "+2,0 *"]
    assert rows[0] == ["1,0", "1,0", "0,0"]
    assert rows[-1] == ["1,0", "1,3", "+0,3"]
    assert "T0 (23.11.2026) gegen T1" in page.stages.note.text()


def test_that_one_stage_says_when_a_comparison_appears(desk: _Desk) -> None:
    desk.answer(Stage.T0, Level.ONE)
    page = desk.page()
    assert page.stages.table.isHidden()
    assert "zweiter Zeitpunkt" in page.stages.note.text()


def test_that_everything_has_a_name(desk: _Desk) -> None:
    desk.answer(Stage.T0, Level.ONE)
    assert unnamed_focusable(desk.page()) == []


def test_that_any_two_stages_can_be_compared(desk: _Desk) -> None:
    for stage, level in ((Stage.T0, Level.ONE), (Stage.T1, Level.TWO), (Stage.T2, Level.FOUR)):
        desk.answer(stage, level)
    page = desk.page()
    stages = page.stages
    assert "T1 (23.11.2026) gegen T2" in stages.note.text()
    cards = len(page.place.cards)
    for box, chosen in ((stages.before, "T0"), (stages.after, "T1")):
        box.setCurrentIndex(box.findData(chosen))
    stages.before.activated.emit(stages.before.currentIndex())
    assert "T0 (23.11.2026) gegen T1" in stages.note.text()
    assert (stages.before.key(), stages.after.key()) == ("T0", "T1")
    assert len(page.place.cards) == cards


def test_that_the_day_of_an_interview_can_be_changed(desk: _Desk) -> None:
    desk.answer(Stage.T0, Level.ONE)
    desk.bench.window.go_to("readiness")
    interview = desk.bench.window.page("readiness")
    assert isinstance(interview, ReadinessPage)
    field = interview.profile.form.field("day")
    assert field.editor.text() == "23.11.2026"
    interview.day_written.emit("31.2.2026")
    assert field.problem_line.text()
    interview.day_written.emit("9.3.2026")
    assert not field.problem_line.text()
    held = desk.services.interviews.state(desk.company, Stage.T0).assessment
    assert held is not None
    assert held.held_on == date(2026, 3, 9)
    desk.bench.undo()
    held = desk.services.interviews.state(desk.company, Stage.T0).assessment
    assert held is not None
    assert held.held_on == TODAY
