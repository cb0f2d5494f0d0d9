"""The plan in the real window: by keyboard and by mouse, in one step of undo, kept and exported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.records import CashLine
from kihub_desktop.domain.roadmap import Span, Step, StepKind
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.services.sample import load_sample
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import TEXTS
from kihub_desktop.ui import theme
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.roadmap.gantt_painting import FILLS, contrast, on
from kihub_desktop.ui.pages.roadmap.page import RoadmapPage
from kihub_desktop.ui.pages.roadmap.rows import row_key
from kihub_desktop.ui.pages.roadmap.state import Zoom
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.pick_dialog import PickDialog
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import workspace
from tests.services.golden_report import TODAY, firm

__all__ = ["workspace"]
SHARED = "condition:D3.6"


class _Desk:
    def __init__(self, bench: Workbench, company: UUID, qtbot: QtBot) -> None:
        self.bench, self.company, self.qtbot = bench, company, qtbot
        self.services = bench.services

    def page(self) -> RoadmapPage:
        """The page once the verdicts are worked out."""
        self.bench.window.go_to("roadmap")
        page = self.bench.window.page("roadmap")
        assert isinstance(page, RoadmapPage)
        self.qtbot.waitUntil(lambda: not self.bench.jobs.busy())
        # The window before this one may take the activation away when it dies.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.bench.window.activateWindow()
        self.qtbot.waitUntil(self.bench.window.isActiveWindow)
        return page

    def step(self, key: str) -> Step:
        state = self.services.roadmap.state(self.company)
        assert state is not None
        found = state.roadmap.step(key)
        assert found is not None
        return found

    def span(self, key: str) -> Span:
        span = self.step(key).span
        assert span is not None
        return span

    def dialog(self) -> RecordDialog:
        found = self.bench.window.findChild(RecordDialog, "recordDialog")
        assert isinstance(found, RecordDialog)
        return found

    def agree(self) -> None:
        state = self.services.roadmap.state(self.company)
        assert state is not None
        self.services.roadmap.agree(self.company, state.roadmap, state.as_of)

    def pilot(self) -> str:
        state = self.services.roadmap.state(self.company)
        assert state is not None
        return next(e.key for e in state.roadmap.steps if e.kind is StepKind.PILOT)


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    load_sample(workspace, TODAY)
    services = Services(workspace, lambda: TODAY)
    company = firm(services)
    lines = services.records(CashLine).of_company(company)  # without them nothing is simulated
    services.records(CashLine).delete_many(company, [e.id for e in lines.records], lines.as_of)
    bench = Workbench(services, appearance, Jobs())
    bench.window.resize(1440, 900)
    bench.open()
    bench.desk.choose(company)
    qtbot.waitExposed(bench.window)
    yield _Desk(bench, company, qtbot)
    bench.jobs.shut_down()
    bench.close()
    bench.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _drag(page: RoadmapPage, from_x: float, y: float, by: float) -> None:
    place = page.gantt.viewport()
    start, end = QPoint(round(from_x), round(y)), QPoint(round(from_x + by), round(y))
    button, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(place, button, plain, start)
    QTest.mouseMove(place, end)
    QTest.mouseRelease(place, button, plain, end)


def test_that_keys_alone_move_stretch_tick_and_open(desk: _Desk) -> None:
    page = desk.page()
    page.gantt.setFocus()
    page.gantt.chosen.emit(SHARED)
    span = desk.span(SHARED)
    press(page.gantt, Qt.Key.Key_Right)
    assert desk.span(SHARED) == span.shifted(1)
    press(page.gantt, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert desk.span(SHARED) == Span(span.start + timedelta(1), span.end + timedelta(2))
    press(page.gantt, Qt.Key.Key_Left)
    assert desk.span(SHARED) == Span(span.start, span.end + timedelta(1))
    press(page.gantt, Qt.Key.Key_Space)
    assert desk.step(SHARED).status is StepStatus.DONE
    assert desk.step(SHARED).done_on == TODAY
    press(page.gantt, Qt.Key.Key_Space)
    assert desk.step(SHARED).is_active
    press(page.gantt, Qt.Key.Key_Return)
    dialog = desk.dialog()
    type_text(dialog.form.field("owner").editor.widget, "IT-Leitung")
    click(dialog.save_button)
    assert desk.step(SHARED).owner == "IT-Leitung"
    before = page.gantt.current()
    press(page.gantt, Qt.Key.Key_Down)
    assert page.gantt.current() != before
    assert page.strip.title.text() in (page.gantt.current() or page.gantt.bars[0]).title


def test_that_dragging_moves_what_waits_and_one_undo_brings_all_back(desk: _Desk) -> None:
    desk.agree()
    page, pilot = desk.page(), desk.pilot()
    last = max(desk.step(pilot).after, key=lambda key: desk.span(key).end)
    page.gantt.chosen.emit(last)
    page.gantt.reveal()
    before, waiting = desk.span(last), desk.span(pilot)
    place = page.gantt.place(last)
    assert place is not None
    week = place.width() / before.days * 7
    _drag(page, place.left() + place.width() / 2, place.center().y(), week)
    assert desk.span(last) == before.shifted(7)
    assert desk.span(pilot) == waiting.shifted(7)
    desk.bench.undo()
    assert (desk.span(last), desk.span(pilot)) == (before, waiting)


def test_that_dragging_an_edge_changes_the_length(desk: _Desk) -> None:
    page = desk.page()
    page.gantt.chosen.emit(SHARED)
    before, place = desk.span(SHARED), page.gantt.place(SHARED)
    assert place is not None
    day = place.width() / before.days
    _drag(page, place.right() - 2, place.center().y(), 3 * day)
    assert desk.span(SHARED) == Span(before.start, before.end + timedelta(3))
    again = page.gantt.place(SHARED)
    assert again is not None
    _drag(page, again.left() + 2, again.center().y(), 2 * day)
    assert desk.span(SHARED).start == before.start + timedelta(2)


def test_that_the_list_edits_owner_day_and_status_in_place(desk: _Desk) -> None:
    page = desk.page()
    page.gantt.setFocus()
    press(
        page.gantt,
        Qt.Key.Key_B,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    grid = page.grid
    assert grid is not None
    assert grid.isVisible()
    assert not page.gantt.isVisible()
    key = row_key(desk.company, SHARED)
    moment = grid.model.state.as_of
    grid.cell_committed.emit(key, "owner", "Werkleitung", moment)
    moment = grid.model.state.as_of
    grid.cell_committed.emit(key, "end", "20.12.", moment)
    moment = grid.model.state.as_of
    grid.cell_committed.emit(key, "status", "läuft", moment)
    step = desk.step(SHARED)
    assert (step.owner, step.status) == ("Werkleitung", StepStatus.RUNNING)
    assert desk.span(SHARED).end == date(2026, 12, 20)
    grid.cell_committed.emit(key, "end", "bald", grid.model.state.as_of)
    cell = grid.model.rows[grid.model.place_of(key)].cells["end"]
    assert (cell.text, cell.problem is not None) == ("bald", True)
    grid.cell_committed.emit(key, "title", "Anders", grid.model.state.as_of)
    assert "Quelle" in page.note.text()


def test_that_a_new_step_comes_by_key_and_waits_for_another(desk: _Desk) -> None:
    page = desk.page()
    page.gantt.setFocus()
    press(page.gantt, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.dialog()
    type_text(dialog.form.field("title").editor.widget, "Edge-Rechner bestellen")
    click(dialog.save_button)
    bar = page.gantt.current()
    assert bar is not None
    assert bar.title == "Edge-Rechner bestellen"
    click(page.strip.wait)
    picker = page.findChild(PickDialog, "pickDialog")
    assert picker is not None
    picker.picked.emit((SHARED,))
    picker.reject()
    assert desk.step(bar.key).after == (SHARED,)
    assert desk.span(bar.key).start > desk.span(SHARED).end
    assert "Wartet auf" in page.strip.lines.text()
    click(page.strip.forget)
    assert bar.key not in [each.key for each in page.gantt.bars]
    desk.bench.undo()
    assert bar.key in [each.key for each in page.gantt.bars]


def test_that_filters_narrow_chart_and_list_alike(desk: _Desk) -> None:
    page = desk.page()
    everything = len(page.gantt.bars)
    page.filtered.emit("pilot", "", "")
    assert 0 < len(page.gantt.bars) < everything
    assert page.grid is not None
    assert len(page.grid.model.state.rows) == len(page.gantt.bars)
    assert {each.group_word for each in page.gantt.bars} == {"Pilot"}
    page.filtered.emit("", "", "overdue")
    assert page.gantt.bars == ()
    page.filtered.emit("", "", "")
    assert len(page.gantt.bars) == everything


def test_that_a_step_leads_to_its_source(desk: _Desk) -> None:
    page = desk.page()
    page.gantt.chosen.emit(SHARED)
    click(page.strip.jump)
    assert desk.bench.window.current_key == "readiness"


def test_that_holding_the_plan_is_one_step_and_asked_once(desk: _Desk, qtbot: QtBot) -> None:
    page = desk.page()
    assert page.agree.isVisible()
    click(page.agree)
    assert not page.agree.isVisible()
    assert all(each.is_noted for each in page.gantt.bars if each.can_move and not each.is_fixed)
    desk.bench.undo()
    qtbot.waitUntil(page.agree.isVisible, timeout=10_000)  # a long step is taken back in slices


def test_that_the_calendar_is_saved_where_asked(desk: _Desk, tmp_path: Path) -> None:
    page = desk.page()
    click(page.calendar)
    asked = page.findChild(QFileDialog, "saveCalendar")
    assert asked is not None
    asked.reject()
    target = tmp_path / "Fahrplan.ics"
    page.target_chosen.emit(target)
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
def test_that_words_stay_inside_and_everything_has_a_name(
    desk: _Desk, size: tuple[int, int]
) -> None:
    desk.bench.window.resize(*size)
    page = desk.page()
    assert page.gantt.height() >= 200
    assert page.gantt.accessibleDescription()
    page.gantt.set_zoom(Zoom.MONTHS)
    press(page.gantt, Qt.Key.Key_Home)
    assert not unnamed_focusable(page)
    TEXTS.use("en")
    assert all(isinstance(each, QPushButton) for each in (page.agree, page.calendar))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_words_on_every_bar_can_be_read(name: str) -> None:
    look = theme.load_theme(name)
    for role in FILLS.values():
        fill = look.colour(role)
        assert contrast(on(fill, look), fill) >= 4.5, role


def test_that_a_page_without_company_or_steps_teaches(desk: _Desk) -> None:
    desk.bench.desk.choose(None)
    page = desk.page()
    assert page.empty.isVisible()
    assert not page.card.isVisible()
    empty, _ = desk.services.companies.create("Leer GmbH")
    desk.bench.desk.choose(empty)
    assert desk.page().empty.isVisible() or page.gantt.bars
