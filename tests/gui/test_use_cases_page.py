"""Step 3 in the real window: ideas by keyboard, ratings by digits, ranking, matrix, undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.charts.canvas import ChartSize
from kihub_desktop.charts.colours import PRINT
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, ProcessArea
from kihub_desktop.domain.identity import new_id
from kihub_desktop.domain.records import UseCase
from kihub_desktop.services.portfolio import PortfolioService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.use_cases.matrix_card import draw_matrix, points_of
from kihub_desktop.ui.pages.use_cases.page import UseCasesPage
from kihub_desktop.ui.pages.use_cases.presenter import UseCasesPresenter
from kihub_desktop.ui.pages.use_cases.rating_dialog import RatingDialog
from kihub_desktop.ui.pages.use_cases.state import Mark
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.editors import LineEditor
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import workspace
from tests.unit.analysis.verdict_cases import judged, law_state, vary

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
KEYS = [each.key for each in current_criteria().usual]


class _Desk:
    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company = bench, company
        self.services = bench.services
        self.portfolio = PortfolioService(self.services.workspace, current_criteria())

    @property
    def page(self) -> UseCasesPage:
        page = self.bench.window.page("use_cases")
        assert isinstance(page, UseCasesPage)
        return page

    def recorded(self) -> tuple[UseCase, ...]:
        return self.services.use_cases.of_company(self.company).records

    def new(self, title: str, **values: object) -> UUID:
        use_case, changes = self.services.use_cases.create(self.company, title=title, **values)
        self.bench.desk.publish(changes)
        return use_case

    def rate(self, use_case: UUID, person: str, ratings: str) -> None:
        """One digit per criterion."""
        for key, digit in zip(KEYS, ratings, strict=True):
            as_of = self.portfolio.state(self.company).as_of
            self.bench.desk.publish(
                self.services.use_cases.rate(self.company, use_case, key, person, as_of, int(digit))
            )

    def given(self, use_case: UUID, person: str) -> str:
        values = self.portfolio.ratings_of(self.company, use_case, person).values
        return "".join(str(values.get(key, "-")) for key in KEYS)

    def table(self) -> QWidget:
        view: QWidget = self.page.list.table.view
        view.setFocus()
        QApplication.processEvents()
        return view

    def dialog(self) -> RecordDialog:
        QApplication.processEvents()
        (found,) = [each for each in self.page.findChildren(RecordDialog) if each.isVisible()]
        return found

    def rating(self) -> RatingDialog:
        QApplication.processEvents()
        (found,) = [each for each in self.page.findChildren(RatingDialog) if each.isVisible()]
        return found


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace, today=lambda: TODAY)
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
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


def _type_into(dialog: RecordDialog, name: str, text: str) -> None:
    editor = dialog.form.field(name).editor
    assert isinstance(editor, LineEditor)
    editor.line.setFocus()
    editor.line.selectAll()
    type_text(editor.line, text)


def _focused(dialog: QWidget) -> QWidget:
    QApplication.processEvents()
    found = dialog.focusWidget()
    assert found is not None
    return found


def test_that_the_empty_page_teaches_and_its_button_makes_the_first_idea(desk: _Desk) -> None:
    table = desk.page.list.table
    assert desk.page.columns.isHidden()
    click(table._empty.button)
    dialog = desk.dialog()
    _type_into(dialog, "title", "Werkzeugverschleiß vorhersagen")
    press(dialog.form.field("title").editor.widget, Qt.Key.Key_Return, CONTROL)
    (use_case,) = desk.recorded()
    assert use_case.title == "Werkzeugverschleiß vorhersagen"
    assert desk.bench.desk.use_case() == use_case.id
    current = table.current()
    assert current is not None
    assert current.id == use_case.id


def test_that_an_idea_is_made_changed_copied_and_deleted_by_keyboard(desk: _Desk) -> None:
    process, _ = desk.services.processes.create(desk.company, name="Instandhaltung BAZ 1–6")
    first = desk.new("Sichtprüfung")
    press(desk.table(), Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog()
    dialog.save()
    assert "Titel" in dialog.form.field("title").problem_line.text()
    _type_into(dialog, "title", "Spindel überwachen")
    dialog.form.field("archetype").editor.set_text("AD")
    dialog.form.field("process").editor.set_text(str(process))
    _type_into(dialog, "planned_start", "18.1.27")
    dialog.save()
    use_case = desk.recorded()[1]
    assert (use_case.archetype, use_case.process) == (Archetype.ANOMALY, process)
    assert use_case.planned_start == date(2027, 1, 18)

    press(desk.table(), Qt.Key.Key_Return)
    dialog = desk.dialog()
    assert dialog.form.field("title").editor.text() == "Spindel überwachen"
    _type_into(dialog, "title", "Spindel abhören")
    dialog.save()
    assert desk.recorded()[1].title == "Spindel abhören"

    desk.page.list.table.choose(use_case.id)
    press(desk.table(), Qt.Key.Key_D, CONTROL)
    assert [each.title for each in desk.recorded()] == [
        "Sichtprüfung", "Spindel abhören", "Spindel abhören (Kopie)",
    ]  # fmt: skip
    assert desk.recorded()[2].process == process

    desk.page.list.table.choose(first)
    press(desk.table(), Qt.Key.Key_Delete)
    assert desk.recorded()[0].id == use_case.id
    assert "Sichtprüfung" in desk.bench.window.banner.what.text()
    desk.bench.undo()
    assert desk.recorded()[0].id == first


def test_that_digits_rate_all_criteria_and_the_next_use_case(desk: _Desk) -> None:
    first, second = desk.new("Sichtprüfung"), desk.new("Angebote vorbereiten")
    desk.page.list.table.choose(first)
    press(desk.table(), Qt.Key.Key_B)
    dialog = desk.rating()
    assert dialog.form.field("person").editor.text() == "Beratung"
    for digit in "542331":
        type_text(_focused(dialog), digit)
    assert desk.given(first, "Beratung") == "542331"
    assert _focused(dialog) is dialog.forward
    press(dialog.forward, Qt.Key.Key_Return)
    assert dialog.heading.text() == "Angebote vorbereiten"
    type_text(_focused(dialog), "4")
    assert desk.given(second, "Beratung") == "4-----"
    press(_focused(dialog), Qt.Key.Key_Up)
    press(_focused(dialog), Qt.Key.Key_Delete)
    assert desk.given(second, "Beratung") == "------"
    type_text(_focused(dialog), "2")
    assert desk.given(second, "Beratung") == "2-----"
    press(_focused(dialog), Qt.Key.Key_PageUp)
    assert [row.value() for row in dialog.rows.values()] == [5, 4, 2, 3, 3, 1]
    assert unnamed_focusable(dialog) == []
    dialog.reject()
    (line,) = [each for each in desk.page.ranking.table.model.rows if each.id == first]
    assert line.rank == 1


def test_that_ratings_wait_for_a_name_and_are_saved_with_it(desk: _Desk) -> None:
    first = desk.new("Sichtprüfung")
    desk.rate(first, "Leitung Fertigung", "333333")
    press(desk.table(), Qt.Key.Key_B)
    dialog = desk.rating()
    line = dialog.form.field("person").editor.widget
    dialog.form.focus_field("person")
    press(line, Qt.Key.Key_Delete)
    dialog.form.commit_pending()
    type_text(dialog.rows[KEYS[0]].button(1), "5")
    assert dialog.rows[KEYS[0]].value() == 5
    assert "Noch nicht gespeichert" in dialog.form.field("person").problem_line.text()
    dialog.reject()
    assert dialog.isVisible()
    type_text(line, "Qualitätssicherung")
    dialog.form.commit_pending()
    assert desk.given(first, "Qualitätssicherung") == "5-----"
    assert desk.given(first, "Leitung Fertigung") == "333333"
    assert dialog.form.field("person").problem_line.text() == ""


def test_that_the_ranking_follows_the_worth_and_leads_to_the_verdict(desk: _Desk) -> None:
    low, high, none = desk.new("Niedrig"), desk.new("Hoch"), desk.new("Unbewertet")
    for person in ("A", "B", "C"):
        desk.rate(low, person, "222222")
        desk.rate(high, person, "444444")
    rows = desk.page.ranking.table.model.rows
    assert [(each.id, each.rank) for each in rows] == [(high, 1), (low, 2), (none, None)]
    assert rows[0].worth == pytest.approx(0.75)
    assert rows[2].unranked is not None
    assert "3 Personen haben bewertet" in desk.page.subtitle
    desk.page.ranking.table.opened.emit(rows[0])
    assert desk.bench.window.current_key == "feasibility"
    assert desk.bench.desk.use_case() == high


def test_that_a_forbidden_practice_has_no_place_in_the_ranking(desk: _Desk) -> None:
    use_case = desk.new("Stimmung am Band erkennen")
    desk.rate(use_case, "A", "555555")
    presenter = desk.bench.presenters["use_cases"]
    assert isinstance(presenter, UseCasesPresenter)
    found = desk.services.feasibility.judged(desk.company, use_case)
    assert found is not None
    forbidden = judged(vary(law=law_state("VERBOTEN")))
    presenter.take_verdicts(desk.company, [replace(found, verdict=forbidden)])
    (line,) = desk.page.ranking.table.model.rows
    assert (line.rank, line.worth, line.verdict.outcome) == (None, 1.0, 0)
    assert "Verbotene Praktik" in desk.page.ranking.table.cell_words(0, 1)


def test_that_verdicts_follow_beside_the_window(desk: _Desk, qtbot: QtBot) -> None:
    use_case = desk.new("Sichtprüfung", archetype=Archetype.VISUAL_INSPECTION)
    desk.rate(use_case, "A", "444444")
    qtbot.waitUntil(lambda: desk.page.list.table.model.rows[0].verdict.worked_out, timeout=20_000)
    assert desk.page.list.table.model.rows[0].verdict.outcome is None
    assert "noch nicht geprüft" in desk.page.list.table.cell_words(0, 4)


def drag_mark(canvas: QWidget, start: QPointF, end: QPointF, *, give_up: bool = False) -> None:
    def send(kind: QEvent.Type, place: QPointF, held: Qt.MouseButton) -> None:
        plain = Qt.KeyboardModifier.NoModifier
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        spot = QPointF(canvas.mapToGlobal(place))
        QApplication.sendEvent(canvas, QMouseEvent(kind, place, spot, button, held, plain))

    send(QEvent.Type.MouseButtonPress, start, LEFT)
    send(QEvent.Type.MouseMove, (start + end) / 2, LEFT)
    send(QEvent.Type.MouseMove, end, LEFT)
    canvas.grab()  # with the ring that follows the hand
    if give_up:
        press(canvas, Qt.Key.Key_Escape)
    send(QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton)


def test_that_dragging_rates_in_ones_own_name_as_one_step(desk: _Desk, qtbot: QtBot) -> None:
    use_case = desk.new("Sichtprüfung")
    desk.rate(use_case, "Produktion", "222222")
    desk.rate(use_case, "Beratung", "222222")
    matrix = desk.page.matrix

    def is_drawn() -> bool:
        drawn = matrix.figure.canvas() is not None and not matrix.figure.is_due()
        return drawn and not desk.bench.jobs.busy()

    qtbot.waitUntil(is_drawn, timeout=20_000)
    canvas = matrix.figure.canvas()
    assert canvas is not None
    canvas.grab()  # the layout of a drawing is made when it is painted
    dragging = matrix.dragging
    start, end = dragging.place_of(0.25, 0.25), dragging.place_of(0.25, 0.5)
    drag_mark(canvas, start, end, give_up=True)
    assert desk.given(use_case, "Beratung") == "222222"
    drag_mark(canvas, start, end)
    state = desk.portfolio.state(desk.company).use_cases[0]
    assert state.standing.benefit is not None
    assert state.standing.feasibility is not None
    assert state.standing.benefit.value == pytest.approx(0.5, abs=0.05)
    assert state.standing.feasibility.value == pytest.approx(0.25, abs=0.001)
    assert desk.given(use_case, "Produktion") == "222222"
    desk.bench.undo()
    assert desk.given(use_case, "Beratung") == "222222"


def test_that_the_weights_are_the_default_ones_and_marked_as_assumption(desk: _Desk) -> None:
    desk.new("Sichtprüfung")
    spoken = [meter.accessibleName() for meter in desk.page.weights.meters.values()]
    assert spoken[0] == "Wirtschaftlicher Nutzen: 29\u00a0%"
    assert len(spoken) == 6
    assert "Annahme" in desk.page.weights._note.text()


def test_that_the_matrix_is_hollow_until_there_is_a_verdict_and_rings_what_is_refused() -> None:
    def mark(title: str, **changes: object) -> Mark:
        values: dict[str, object] = {
            "id": new_id(0), "title": title, "benefit": 0.7, "benefit_spread": 0.1, "estimate": 0.6,
            "estimate_spread": 0.2, "judged": None, "refused": False, "money": None,
            "office": None,
        }  # fmt: skip
        return Mark(**{**values, **changes})  # type: ignore[arg-type]

    marks = (
        mark("geschätzt", estimate=0.3),
        mark("geprüft", judged=0.8, money=50_000.0, office=False),
        mark("abgelehnt", benefit=0.4, judged=0.1, refused=True, money=-9_000.0, office=True),
        mark("mit offenen Fragen abgelehnt", benefit=0.2, refused=True),
    )
    estimated, judged, refused, settled = points_of(marks)
    assert (estimated.feasibility, estimated.estimate, estimated.feasibility_spread) == (
        0.3, None, 0.2,
    )  # fmt: skip
    assert (judged.feasibility, judged.estimate, judged.weight) == (0.8, 0.6, 1.0)
    assert (refused.refused, refused.weight, refused.group) == (True, 0.0, "Büro")
    figure = draw_matrix(marks, PRINT, ChartSize.pixels(640, 480))
    fills = {
        tuple(line.get_xydata()[0]): line.get_markerfacecolor()  # type: ignore[index,arg-type]
        for line in figure.axes[0].lines
        if line.get_marker() == "o" and line.get_markerfacecolor() != "none"
    }
    assert fills[0.3, 0.7] == PRINT.card
    assert fills[0.6, 0.7] == PRINT.card
    assert fills[0.8, 0.7] != PRINT.card
    assert settled.is_estimated
    assert fills[0.6, 0.2] == PRINT.card
    rings = [each for each in figure.axes[0].lines if each.get_markeredgecolor() == PRINT.red]
    assert {(0.1, 0.4), (0.6, 0.2)} <= {tuple(each.get_xydata()[0]) for each in rings}  # type: ignore[index,arg-type]


def test_that_a_mark_knows_office_from_production(desk: _Desk, qtbot: QtBot) -> None:
    sales, _ = desk.services.processes.create(
        desk.company, name="Angebotserstellung", area=ProcessArea.SALES
    )
    desk.rate(desk.new("Angebote", process=sales), "A", "555555")
    assert list(desk.page.matrix._marks) == []
    assert not desk.page.matrix.waiting.isHidden()
    qtbot.waitUntil(lambda: bool(desk.page.matrix._marks), timeout=20_000)
    assert desk.page.matrix.waiting.isHidden()
    (mark,) = desk.page.matrix._marks
    assert (mark.office, mark.benefit, mark.benefit_spread) == (True, 1.0, None)


def test_that_without_a_company_the_page_says_so(desk: _Desk) -> None:
    desk.bench.desk.choose(None)
    assert not desk.page.nothing.isHidden()
    assert desk.page.list.isHidden()
    click(desk.page.empty.button)
    assert desk.bench.window.current_key == "companies"


def test_that_everything_on_the_page_has_a_name(desk: _Desk) -> None:
    desk.rate(desk.new("Sichtprüfung"), "A", "333333")
    assert unnamed_focusable(desk.page) == []
