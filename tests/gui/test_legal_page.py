"""Law and security in the window, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import CheckAnswer
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.hands import settle
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.legal.page import LegalPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.company_desk import TODAY
from tests.gui.conftest import click, unnamed_focusable
from tests.gui.keyboard import Keyboard
from tests.services.conftest import workspace

__all__ = ["workspace"]
KEYS = {
    "ableitung": "1",
    "merkmale": "12345",
    "geltung": "0",
    "rollen": "2",
    "art5": "0",
    "zweckbereich": "0",
    "am_arbeitsplatz": "n",
    "produktakt": "keiner",
    "sicherheitszweck": "n",
    "art50": "0",
    "personenbezug": "n",
    "inhalte": "0",
    "betriebsrat": "n",
    "betroffene": "0",
    "nis2_sektor": "0",
    "produkt_digital": "4",
    "maschinen": "0",
}


class _Desk:
    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company = bench, company
        self.services = bench.services
        self.keyboard = Keyboard()

    @property
    def page(self) -> LegalPage:
        page = self.bench.window.page("legal")
        assert isinstance(page, LegalPage)
        return page

    def use_case(self) -> UUID:
        """A new use case, shown on the page."""
        use_case, changes = self.services.use_cases.create(self.company, title="Verschleiß")
        self.bench.desk.publish(changes)
        settle()
        return use_case

    def answered(self, use_case: UUID) -> dict[str, str]:
        check = self.services.legal.state(self.company, use_case)
        assert check is not None
        records = (each.record for each in check.states.values())
        return {each.fact or "": each.value for each in records if each and each.value}

    def asked(self, use_case: UUID) -> tuple[str, ...]:
        check = self.services.legal.state(self.company, use_case)
        assert check is not None
        return check.asked

    def focused(self) -> str:
        """The question in which the focus stands."""
        focus = self.bench.window.focusWidget()
        rows = self.page.questions.rows.rows
        return next(key for key, row in rows.items() if focus in row.stops())

    def secured(self) -> dict[str, CheckAnswer | None]:
        answers = self.services.it_security.state(self.company).answers
        return {key: each.answer for key, each in answers.items() if each.answer is not None}


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace, today=lambda: TODAY)
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    jobs = Jobs()
    bench = Workbench(services, appearance, jobs)
    bench.window.resize(1440, 900)
    bench.desk.choose(company)
    bench.window.go_to("legal")
    bench.window.show()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    yield _Desk(bench, company)
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_that_the_security_check_is_answered_by_letters(desk: _Desk) -> None:
    desk.page.security.fold.button.setFocus()
    desk.keyboard.press("Return")
    desk.bench.desk.go("legal", "security:O1")
    desk.keyboard.type("jnu")
    desk.keyboard.press("Return")
    desk.keyboard.type("e")
    yes, no, unknown, away = CheckAnswer
    assert desk.secured() == {"O1": yes, "O2": no, "O3": unknown, "O5": away}
    assert desk.page.security.parts is not None
    assert "Verhalten im Notfall" in desk.page.security.parts.result.musts.text()


def test_that_arrows_walk_and_delete_takes_an_answer_back(desk: _Desk) -> None:
    desk.bench.desk.go("legal", "security:B1")
    desk.keyboard.type("j")
    desk.keyboard.press("Up")
    desk.keyboard.press("Right")
    assert desk.secured() == {"B1": CheckAnswer.NO}
    desk.keyboard.press("Delete")
    assert desk.secured() == {}


def test_that_undo_leads_back_to_the_item(desk: _Desk) -> None:
    desk.bench.desk.go("legal", "security:B1")
    desk.keyboard.type("j")
    desk.bench.window.go_to("companies")
    desk.bench.undo()
    assert desk.bench.window.current_key == "legal"
    assert desk.secured() == {}


def test_that_every_control_has_a_name(desk: _Desk) -> None:
    desk.page.security.fold.open()
    assert unnamed_focusable(desk.page) == []


def test_that_questions_are_answered_by_keyboard_and_the_class_follows(desk: _Desk) -> None:
    use_case = desk.use_case()
    while asked := desk.asked(use_case):
        desk.keyboard.press("F8")
        row = desk.focused()
        assert row in asked
        desk.keyboard.type(KEYS[row])
        desk.keyboard.press("Return")
    said = desk.answered(use_case)
    assert said["ableitung"] == "gelernt"
    assert said["merkmale"] == "maschine,autonomie,ziele,ausgabe,einfluss"
    assert said["personenbezug"] == "nein"
    assert said["rollen"] == "betreiber"
    assert desk.page.outcome.name.text() == "Minimales Risiko"


def test_that_one_answer_that_stands_alone_takes_the_others_out(desk: _Desk) -> None:
    use_case = desk.use_case()
    desk.bench.desk.go("legal", f"law:{use_case}:zweckbereich")
    row = desk.page.questions.rows.rows["zweckbereich"]
    for button in (row.stops()[2], row.stops()[3], row.stops()[-2]):
        click(button)
    assert desk.answered(use_case) == {"zweckbereich": "keiner"}
    desk.keyboard.press("Delete")
    assert desk.answered(use_case) == {}


def test_that_a_long_list_is_chosen_by_typing(desk: _Desk) -> None:
    use_case = desk.use_case()
    desk.bench.desk.go("legal", f"law:{use_case}:produktakt")
    desk.keyboard.type("masch")
    assert desk.answered(use_case) == {}
    desk.keyboard.press("Return")
    assert desk.answered(use_case) == {"produktakt": "B21"}


def test_that_the_outcome_stands_on_top_in_a_narrow_window(desk: _Desk) -> None:
    desk.use_case()
    page = desk.page
    assert page.body.indexOf(page.outcome) < 0
    desk.bench.window.resize(1024, 640)
    settle()
    assert page.body.indexOf(page.outcome) == 1
    assert page.horizontalScrollBar().maximum() == 0
    desk.bench.window.resize(1440, 900)
    settle()
    assert page.body.indexOf(page.outcome) < 0
    assert page.horizontalScrollBar().maximum() == 0


def test_that_a_rule_and_an_open_point_lead_to_their_question(desk: _Desk) -> None:
    desk.use_case()
    table = desk.page.path.table
    line = next(each for each in table.model.rows if each.key.startswith("verbot"))
    table.opened.emit(line)
    focused = desk.bench.window.focusWidget()
    assert focused in desk.page.questions.rows.rows[line.question].stops()
