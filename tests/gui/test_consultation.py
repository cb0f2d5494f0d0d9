"""One consultation by keyboard and mouse: from a new company to the hub."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from kihub_desktop.composition import Services
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.demo import HubProcess, hub_process
from kihub_desktop.ui.hands import bring_forward, click, fill, press, settle, type_text, wait_until
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.feasibility.page import FeasibilityPage
from kihub_desktop.ui.pages.report.page import ReportPage
from kihub_desktop.ui.pages.sync.page import SyncPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.tour import Tour
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import press as press_key
from tests.services.conftest import workspace

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)
CONTROL = Qt.KeyboardModifier.ControlModifier
NAME = "Oelsnitzer Federn & Söhne GmbH"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    with hub_process(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance) -> Iterator[Workbench]:
    services = Services(workspace, lambda: TODAY)
    services.team.sign("Beratung Süd", "Laptop 07")
    made = Workbench(services, appearance, Jobs())
    made.window.resize(1440, 900)
    made.open()
    settle()
    yield made
    made.jobs.shut_down()
    made.close()
    made.window.deleteLater()


def test_that_a_consultation_goes_from_the_visit_to_the_hub_by_keyboard_and_mouse(
    bench: Workbench, hub: HubProcess, tmp_path: Path
) -> None:
    tour = Tour(bench)
    company = tour.new_company(NAME)
    tour.fill_master({"founded": "1994", "employees": "46", "turnover": "6,2 Mio"})
    assert_captured(bench, company)

    go_to_step(bench, Qt.Key.Key_2)
    assert bench.window.current_key == "readiness"
    tour.answer(["2", "3", "1", "2", "2", "3", "1", "2", "2", "1"])
    assert_answered(bench, company)

    go_to_step(bench, Qt.Key.Key_3)
    assert bench.window.current_key == "use_cases"
    tour.new_use_case("Federbruch vorhersagen")
    go_to_step(bench, Qt.Key.Key_4)
    assert_judged(bench)

    go_to_step(bench, Qt.Key.Key_7)
    report = write_report(bench, tmp_path / "bericht.pdf")
    assert report.read_bytes().startswith(b"%PDF")

    exchange_with(bench, hub)
    assert bench.services.exchange.status().waiting == 0
    assert NAME in hub_companies(hub)


def go_to_step(bench: Workbench, digit: Qt.Key) -> None:
    """Strg and the number of the step."""
    bring_forward(bench.window)
    press_key(bench.window, digit, CONTROL)
    settle()


def assert_captured(bench: Workbench, company: UUID) -> None:
    state = bench.services.companies.state(company)
    assert state is not None
    found = state.company
    assert (found.name, found.founded) == (NAME, 1994)
    assert (found.employees, found.turnover) == (Decimal(46), Decimal(6_200_000))


def assert_answered(bench: Workbench, company: UUID) -> None:
    row = bench.services.companies.row(company)
    assert row is not None
    assert row.answered == 10


def assert_judged(bench: Workbench) -> None:
    assert bench.window.current_key == "feasibility"
    page = bench.window.page("feasibility")
    assert isinstance(page, FeasibilityPage)
    settle()
    assert "Noch nicht geprüft" in page.verdict.outcome.text()
    assert "Federbruch vorhersagen" in page.choice.currentText()
    assert len(page.pillars.cards) == 5


def write_report(bench: Workbench, target: Path) -> Path:
    page = bench.window.page("report")
    assert isinstance(page, ReportPage)
    wait_until(lambda: not bench.jobs.busy(), "the outline is read")
    click(page.pdf)
    dialog = page.findChild(QFileDialog, "saveReport")
    assert dialog is not None
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    type_text(str(target), line)
    press("Return", line)
    wait_until(target.exists, "the report is on disk")
    wait_until(lambda: not bench.jobs.busy(), "the report is finished")
    return target


def exchange_with(bench: Workbench, hub: HubProcess) -> None:
    """The card at the foot of the rail, address and code by keyboard, then the button."""
    code = hub.run("enrol", "--name", "Laptop 07").split(":")[1].split()[0]
    bench.window.hub_requested.emit()
    page = bench.window.page("sync")
    assert isinstance(page, SyncPage)
    settle()
    for name, text in (("url", hub.url), ("code", code)):
        fill(page.enrolment.form.field(name).editor.widget, text)
    click(page.enrolment.button)
    wait_until(lambda: bench.services.exchange.status().enrolled, "the device is enrolled")
    wait_until(lambda: not bench.jobs.busy(), "nothing is under way")
    if bench.services.exchange.status().waiting:
        click(page.button)
        wait_until(lambda: bench.services.exchange.status().waiting == 0, "all is sent")
    wait_until(lambda: not bench.jobs.busy(), "the exchange has ended")


def hub_companies(hub: HubProcess) -> str:
    from kihub_desktop.ui.demo import staff_export

    return staff_export(hub).decode("utf-8-sig")


def test_that_every_page_names_all_its_controls(bench: Workbench) -> None:
    from kihub_desktop.services.sample import load_sample
    from tests.gui.conftest import unnamed_focusable

    bench.desk.choose(load_sample(bench.services.workspace, TODAY)[0])
    tour = Tour(bench)
    for key in tour.pages():
        page: QWidget = tour.page(key)
        wait_until(lambda: not bench.jobs.busy(), key)
        assert unnamed_focusable(page) == [], key
