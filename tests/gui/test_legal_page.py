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
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.legal.page import LegalPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.company_desk import TODAY
from tests.gui.conftest import unnamed_focusable
from tests.gui.keyboard import Keyboard
from tests.services.conftest import workspace

__all__ = ["workspace"]


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
