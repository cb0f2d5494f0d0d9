"""Whatever the search finds, Enter leads to it: one record of every kind that is searched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Barrier, Level, PictureKind, Stage
from kihub_desktop.domain.fields import kind_named
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.records import UseCase
from kihub_desktop.domain.searching import SHELVES, searched_fields
from kihub_desktop.domain.visit_records import Obstacle
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.pages.company.sections import FINDINGS
from kihub_desktop.ui.pages.readiness.page import ReadinessPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.history_dialog import HistoryDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import press, type_text
from tests.services.conftest import workspace

__all__ = ["workspace"]
CONTROL = Qt.KeyboardModifier.ControlModifier
WORD = "Zwetschgenkern"
LISTED = sorted(
    set(SHELVES)
    - {"company", "obstacle", "picture", "answer", "use_case"}
    - {"finding", "condition", "business_case", "cash_line", "funding_choice"}
)
OF_A_USE_CASE = {
    "use_case": "use_cases",
    "finding": "findings",
    "condition": "feasibility",
    "business_case": "economics",
    "cash_line": "economics",
    "funding_choice": "funding",
}


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Workbench]:
    bench = Workbench(Services(workspace), appearance, Jobs())
    bench.window.resize(1440, 900)
    bench.open()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    QApplication.processEvents()
    yield bench
    qtbot.waitUntil(lambda: not bench.jobs.busy(), timeout=20_000)
    bench.jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def company(bench: Workbench) -> UUID:
    company, _changes = bench.services.companies.create("Müller Straßenbau GmbH")
    bench.services.companies.create("Andere KG")
    return company


def record(bench: Workbench, company: UUID, kind: str, /, **values: object) -> UUID:
    """A record of a kind with the word in its first text."""
    known = kind_named(kind)
    assert known is not None
    texts = [each for each in searched_fields(kind) if each.rule.choices is None]
    text = next((each.name for each in texts if each.is_title), texts[0].name)
    written: dict[str, Any] = {text: WORD} | values
    new, _changes = bench.services.records(known.record_type).create(company, **written)
    return new


def find(bench: Workbench, qtbot: QtBot) -> None:
    """Asks for the word and takes the first result."""
    press(bench.window, Qt.Key.Key_K, CONTROL)
    box = bench.window.header.search
    type_text(box, WORD)
    view = box.results.view
    qtbot.waitUntil(
        lambda: view.model().rowCount() == 2 and not bench.searching._jobs.busy(), timeout=5_000
    )
    press(box, Qt.Key.Key_Return)
    QApplication.processEvents()


def focused(bench: Workbench) -> QWidget:
    """What has the focus in the window; the list of results has just closed over it."""
    widget = bench.window.focusWidget()
    assert widget is not None
    return widget


def company_page(bench: Workbench) -> CompanyPage:
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    return page


@pytest.mark.parametrize("kind", LISTED)
def test_that_a_listed_record_is_current_in_its_list(
    bench: Workbench, company: UUID, qtbot: QtBot, kind: str
) -> None:
    new = record(bench, company, kind)
    find(bench, qtbot)
    assert (bench.window.current_key, bench.desk.company()) == ("company", company)
    grid = company_page(bench).cards[kind].grid
    current = grid.current()
    assert current is not None
    assert current[0] == new
    assert grid.isVisible()
    assert grid.isAncestorOf(focused(bench))


@pytest.mark.parametrize("kind", OF_A_USE_CASE)
def test_that_what_belongs_to_a_use_case_leads_to_its_page(
    bench: Workbench, company: UUID, qtbot: QtBot, kind: str
) -> None:
    ideas = bench.services.records(UseCase)
    ideas.create(company, title="Ein anderer")
    title = WORD if kind == "use_case" else "Federbruch vorhersagen"
    use_case, _changes = ideas.create(company, title=title)
    if kind == "finding":
        record(bench, company, kind, use_case=use_case, key="data.volume", note=WORD)
    elif kind != "use_case":
        record(bench, company, kind, use_case=use_case)
    find(bench, qtbot)
    assert bench.window.current_key == OF_A_USE_CASE[kind]
    assert bench.desk.use_case() == use_case


def test_that_a_company_is_opened(bench: Workbench, company: UUID, qtbot: QtBot) -> None:
    bench.services.companies.save(company, 0, next_step=WORD)
    find(bench, qtbot)
    assert (bench.window.current_key, bench.desk.company()) == ("company", company)


def test_that_an_obstacle_has_the_focus(bench: Workbench, company: UUID, qtbot: QtBot) -> None:
    barrier = next(iter(Barrier))
    with writing_to(bench.services.workspace) as work:
        slot = slot_id("obstacle", company, barrier.value)
        work.set(Obstacle, company, slot, barrier=barrier, note=WORD)
    find(bench, qtbot)
    card = company_page(bench).stack.obstacles
    assert card is not None
    assert card.rows[barrier].isAncestorOf(focused(bench))


def test_that_a_picture_is_current_among_the_pictures(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    record(bench, company, "picture", kind=PictureKind.PHOTO, caption="ein anderes")
    picture = record(bench, company, "picture", kind=PictureKind.PHOTO)
    bench.open_company(company)
    company_page(bench).show_section(FINDINGS)
    find(bench, qtbot)
    grid = company_page(bench).stack.pictures.grid
    assert grid.current_key() == str(picture)
    assert focused(bench) is grid


def test_that_an_answer_is_shown_with_its_question(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    bench.services.interviews.answer(
        company, Stage.T0, "D2.3", 0, bench.services.today(), level=Level("2"), note=WORD
    )
    find(bench, qtbot)
    page = bench.window.page("readiness")
    assert isinstance(page, ReadinessPage)
    assert bench.window.current_key == "readiness"
    editor = page.question.texts.field("note").editor
    assert editor.text() == WORD


def test_that_strg_h_in_a_list_opens_the_history_of_the_row(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    record(bench, company, "process")
    find(bench, qtbot)
    press(focused(bench), Qt.Key.Key_H, CONTROL)
    QApplication.processEvents()
    (dialog,) = bench.window.findChildren(HistoryDialog)
    assert dialog.isVisible()
    assert WORD in dialog.windowTitle() + "".join(
        each.text() for each in dialog.findChildren(QLabel)
    )
    dialog.close()
