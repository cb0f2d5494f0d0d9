"""Strg+K in the real window: typing finds every kind of record and Enter leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.domain.records import Contact, Process
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import press, type_text
from tests.services.conftest import workspace

__all__ = ["workspace"]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Workbench]:
    bench = Workbench(Services(workspace), appearance, Jobs())
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


@pytest.fixture
def company(bench: Workbench) -> UUID:
    services = bench.services
    company, _changes = services.companies.create("Müller Straßenbau GmbH")
    services.records(Process).create(company, name="Sichtprüfung", note="mit der Lupe")
    services.records(Contact).create(company, name="Jörg Weiß", phone="0371 12345")
    services.interviews.answer(
        company, Stage.T0, "D2.3", 0, services.today(), level=Level("2"), note="Lageplan fehlt"
    )
    return company


def lines(bench: Workbench) -> list[str]:
    """What the list of results says, headings included."""
    model = bench.window.header.search.results.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def search(bench: Workbench, qtbot: QtBot, query: str, wanted: str) -> None:
    press(bench.window, Qt.Key.Key_K, CONTROL)
    type_text(bench.window.header.search, query)
    qtbot.waitUntil(lambda: wanted in lines(bench) and "Zuletzt" not in lines(bench), timeout=5_000)


def press_enter(bench: Workbench) -> None:
    press(bench.window.header.search, Qt.Key.Key_Return)


def test_that_enter_leads_to_the_very_record(bench: Workbench, company: UUID, qtbot: QtBot) -> None:
    seen: list[tuple[str, str]] = []
    bench.desk.go_requested.connect(lambda page, target: seen.append((page, target)))
    search(bench, qtbot, "pruefung mueller", "Sichtprüfung")
    assert lines(bench)[0] == "Prozesse"
    press_enter(bench)
    (process,) = bench.services.records(Process).of_company(company).records
    assert seen == [("company", f"process:{process.id}")]
    assert bench.desk.company() == company
    assert bench.window.current_key == "company"


def test_that_an_answer_is_found_by_its_note_and_shown_in_the_interview(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    seen: list[tuple[str, str]] = []
    bench.desk.go_requested.connect(lambda page, target: seen.append((page, target)))
    search(bench, qtbot, "lageplan", "Antworten")
    assert lines(bench)[1].startswith("D2.3 ")
    press_enter(bench)
    assert seen == [("readiness", "D2.3")]


def test_that_a_name_and_enter_in_one_go_open_what_the_name_finds(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    press(bench.window, Qt.Key.Key_K, CONTROL)
    type_text(bench.window.header.search, "straßenb")
    press_enter(bench)
    qtbot.waitUntil(lambda: bench.desk.company() == company, timeout=5_000)


def test_that_the_note_says_where_the_words_stand(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    search(bench, qtbot, "lupe", "Sichtprüfung")
    view = bench.window.header.search.results.view
    spoken = view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Sichtprüfung · Notiz: mit der Lupe · Müller Straßenbau GmbH"


def test_that_an_empty_search_shows_what_was_worked_on_last(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    other, _changes = bench.services.companies.create("Andere KG")
    bench.open_company(company)
    bench.open_company(other)
    bench.window.activateWindow()
    QApplication.processEvents()
    press(bench.window, Qt.Key.Key_K, CONTROL)
    wanted = ["Zuletzt", "Andere KG", "Müller Straßenbau GmbH"]
    qtbot.waitUntil(lambda: lines(bench)[:3] == wanted, timeout=5_000)
    assert "Jörg Weiß" in lines(bench)
    press(bench.window.header.search, Qt.Key.Key_Down)
    press_enter(bench)
    assert bench.desk.company() == company


def test_that_pages_and_commands_are_found_and_done(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    search(bench, qtbot, "hell dunkel", "Hell oder dunkel")
    toggled: list[object] = []
    bench.window._appearance.changed.connect(toggled.append)
    press_enter(bench)
    assert toggled
    search(bench, qtbot, "bericht", "Bericht")
    press_enter(bench)
    assert bench.window.current_key == "report"


def test_that_only_the_latest_question_is_answered(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    answers: list[str] = []
    ask: Callable[[str], None] = bench.searching.ask
    press(bench.window, Qt.Key.Key_K, CONTROL)
    type_text(bench.window.header.search, "weiss")
    for query in ("lupe", "lageplan", "jörg"):
        ask(query)
    qtbot.waitUntil(lambda: "Jörg Weiß" in lines(bench), timeout=5_000)
    bench.window.header.search.results.view.model().modelReset.connect(
        lambda: answers.extend(lines(bench))
    )
    qtbot.waitUntil(lambda: not bench.searching._jobs.busy(), timeout=5_000)
    assert "Sichtprüfung" not in answers


def test_that_the_index_is_brought_up_beside_the_window(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    bench.searching.start()
    qtbot.waitUntil(lambda: bench.services.search.behind() == 0, timeout=10_000)
