"""The exchange in the real window: enrolment, a real hub, conflicts by keyboard."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.records import Process
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.sync.exchange import ExchangeService
from kihub_desktop.sync.hub_client import HubClient
from kihub_desktop.sync.link import Link, adopt_link
from kihub_desktop.texts import TEXTS
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.companies.page import CompaniesPage
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.pages.sync.page import SyncPage
from kihub_desktop.ui.pages.sync.presenter import KINDS
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.editors import LineEditor
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench
from kihub_hub.storage import open_storage, sqlite_url
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.hub.stations import Clock, Station
from tests.services.conftest import carry, colleague, workspace

__all__ = ["colleague", "workspace"]
TODAY = date(2026, 11, 23)
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens there
WAIT_MS = 20_000


class _Desk:
    """The window on the page of the exchange."""

    def __init__(self, bench: Workbench, qtbot: QtBot) -> None:
        self.bench, self.services, self._qtbot = bench, bench.services, qtbot

    @property
    def page(self) -> SyncPage:
        page = self.bench.window.page("sync")
        assert isinstance(page, SyncPage)
        return page

    def line(self, name: str) -> QLineEdit:
        editor = self.page.enrolment.form.field(name).editor
        assert isinstance(editor, LineEditor)
        return editor.line

    def enter(self, name: str, text: str) -> None:
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        type_text(line, text)

    def problem(self, name: str) -> str:
        return self.page.enrolment.form.field(name).problem_line.text()

    def until_done(self) -> None:
        self._qtbot.waitUntil(lambda: not self.bench.jobs.busy(), timeout=WAIT_MS)

    def card(self) -> tuple[str, list[str]]:
        shown = self.bench.window.rail.hub.connection
        return shown.title, shown.note.splitlines()

    def reload(self) -> None:
        """Comes back to the page after something was written behind it."""
        self.bench.desk.bus.publish(Changes(KINDS, frozenset(), Origin.SYNC))
        self.bench.window.go_to("companies")
        self.bench.window.go_to("sync")
        QApplication.processEvents()


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace, today=lambda: TODAY)
    services.team.sign("Beratung Süd", "Laptop 07")
    bench = Workbench(services, appearance, Jobs())
    bench.window.resize(1440, 900)
    bench.open()
    bench.window.go_to("sync")
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    QApplication.processEvents()
    yield _Desk(bench, qtbot)
    bench.jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """A real hub on a free port of this machine."""
    database = sqlite_url(tmp_path)
    open_storage(database).close()
    running = Station(database, Clock())
    yield running
    running.stop()


class _Gate:
    """Lets the line to the hub be slow: it opens when the test says so."""

    def __init__(self) -> None:
        self.asked, self.open = threading.Event(), threading.Event()

    def __call__(self, url: str) -> HubClient:
        self.asked.set()
        assert self.open.wait(WAIT_MS / 1000)
        return HubClient(url)


def _exchange_slowly(desk: _Desk, station: Station) -> _Gate:
    """Begins an exchange that waits for the gate."""
    gate, services = _Gate(), desk.services
    services.exchange.enrol(station.url, station.code(), "Laptop 07")
    services.__dict__["exchange"] = ExchangeService(services.workspace, gate)
    desk.reload()
    click(desk.page.button)
    return gate


def _link(workspace: Workspace, url: str = NOWHERE) -> None:
    adopt_link(workspace, Link(url, "hub", workspace.device, "Laptop 07", "e1"))


def _process(services: Services, **values: object) -> tuple[UUID, UUID]:
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    process, _ = services.processes.create(company, name="Instandhaltung", **values)
    return company, process


def _disagree(
    desk: _Desk, colleague: Workspace, **values: tuple[object, object]
) -> tuple[UUID, UUID]:
    """Both laptops change the same fields of a process; this one knows."""
    own = desk.services.workspace
    _link(own)
    company, process = _process(desk.services, stops_per_year=Decimal(35))
    carry(own, colleague)
    Services(colleague).team.sign("Beratung Nord", "Laptop 12")
    for place, each in enumerate((own, colleague)):
        service = RecordService(each, Process)
        as_of = service.of_company(company).as_of
        written = {name: pair[place] for name, pair in values.items()}
        service.save(company, process, as_of, **written)
    carry(colleague, own)
    desk.reload()
    return company, process


def _recorded(desk: _Desk, company: UUID) -> Process:
    (found,) = desk.services.processes.of_company(company).records
    return found


def test_that_a_laptop_is_enrolled_by_keyboard_and_exchanges(desk: _Desk, station: Station) -> None:
    _process(desk.services)
    desk.reload()
    assert desk.page.enrolment.isVisible()
    assert desk.card()[0] == "Nicht angemeldet"
    desk.enter("url", station.url)
    desk.enter("code", "ABCDE-12345")
    press(desk.line("code"), Qt.Key.Key_Return)
    desk.until_done()
    assert desk.problem("code").startswith("Der Code passt nicht")
    assert desk.problem("url") == ""
    assert desk.line("code").text() == "ABCDE-12345"
    desk.enter("code", station.code())
    press(desk.line("code"), Qt.Key.Key_Return)
    desk.until_done()
    assert not desk.page.enrolment.isVisible()
    assert desk.services.exchange.status().url == station.url
    assert desk.card()[0] == "Noch nicht abgeglichen"
    press(desk.bench.window, Qt.Key.Key_A, CONTROL_SHIFT)
    desk.until_done()
    (line,) = desk.page.history.model.rows
    assert line.is_complete
    assert (desk.page.waiting.value(), desk.page.button.isEnabled()) == ("0", True)
    assert desk.card()[0] == "Abgeglichen"
    assert desk.page.subtitle.startswith("Letzter Abgleich")
    assert station.count("op") > 0


def test_that_what_a_colleague_sent_appears_and_is_decided_here(
    desk: _Desk, station: Station, colleague: Workspace
) -> None:
    others = Services(colleague)
    others.exchange.enrol(station.url, station.code("Laptop 12"), "Laptop 12")
    desk.services.exchange.enrol(station.url, station.code(), "Laptop 07")
    company, process = _process(desk.services, stops_per_year=Decimal(35))
    desk.services.exchange.run()
    others.exchange.run()
    as_of = others.processes.of_company(company).as_of
    others.processes.save(company, process, as_of, stops_per_year=Decimal(41))
    others.exchange.run()
    as_of = desk.services.processes.of_company(company).as_of
    desk.services.processes.save(company, process, as_of, stops_per_year=Decimal(38))
    desk.reload()
    click(desk.page.button)
    desk.until_done()
    assert desk.page.open.value() == "1"
    assert [tile.value() for tile in desk.page.conflict.versions] == ["38", "41"]
    assert "1 bitte entscheiden" in desk.card()[1]
    click(desk.page.conflict.versions[1].button)
    assert _recorded(desk, company).stops_per_year == Decimal(41)
    click(desk.page.button)
    desk.until_done()
    others.exchange.run()
    assert others.conflicts.count() == 0


def test_that_an_unreachable_hub_is_told_and_tried_again(desk: _Desk) -> None:
    _process(desk.services)
    _link(desk.services.workspace)
    desk.reload()
    click(desk.page.button)
    desk.until_done()
    banner = desk.page.banner
    assert banner.isVisible()
    assert banner.what.text() == "Der Hub ist nicht erreichbar."
    assert banner.safe.text().startswith("Alles bleibt auf diesem Laptop gespeichert")
    assert desk.card()[0] == "Abgleich unterbrochen"
    click(banner.action)
    desk.until_done()
    assert [line.is_complete for line in desk.page.history.model.rows] == [False, False]
    click(desk.page.banner.close_button)
    desk.reload()
    assert not banner.isVisible()


def test_that_typing_goes_on_and_the_language_changes_while_it_runs(
    desk: _Desk, station: Station, qtbot: QtBot
) -> None:
    company, _ = _process(desk.services)
    gate = _exchange_slowly(desk, station)
    assert gate.asked.wait(10)
    assert not desk.page.button.isEnabled()
    qtbot.waitUntil(desk.page.progress.isVisible, timeout=WAIT_MS)
    state = desk.services.companies.state(company)
    assert state is not None
    desk.services.companies.save(company, state.as_of, town="Plauen")
    desk.bench.window.switch_language()
    QApplication.processEvents()
    assert not desk.page.button.isEnabled()
    gate.open.set()
    desk.until_done()
    QApplication.processEvents()
    assert desk.page.button.isEnabled()
    assert [line.is_complete for line in desk.page.history.model.rows] == [True]
    assert TEXTS.language == "en"


def test_that_an_exchange_can_be_stopped(desk: _Desk, station: Station, qtbot: QtBot) -> None:
    _process(desk.services)
    gate = _exchange_slowly(desk, station)
    qtbot.waitUntil(desk.page.progress.isVisible, timeout=WAIT_MS)
    click(desk.page.progress.cancel)
    gate.open.set()
    desk.until_done()
    (line,) = desk.page.history.model.rows
    assert not line.is_complete
    assert not desk.page.progress.isVisible()
    assert not desk.page.banner.isVisible()
    assert desk.page.waiting.value() != "0"


def test_that_the_button_leads_an_unknown_device_to_its_first_empty_field(desk: _Desk) -> None:
    desk.line("device").setFocus()
    click(desk.page.button)
    assert QApplication.focusWidget() is desk.line("url")
    assert desk.line("device").text() == "Laptop 07"
    type_text(desk.line("url"), "hub.region.example")
    desk.bench.window.switch_language()
    QApplication.processEvents()
    assert desk.line("url").text() == "hub.region.example"


def test_that_conflicts_are_decided_by_keyboard_alone(desk: _Desk, colleague: Workspace) -> None:
    company, _ = _disagree(
        desk,
        colleague,
        stops_per_year=(Decimal(38), Decimal(41)),
        pain=(3, 5),
        problem=("dauert", "fällt aus"),
    )
    card = desk.page.conflict
    assert QApplication.focusWidget() is card
    seen = []
    for _step in range(3):
        seen.append(card.versions[0].value())
        press(card, Qt.Key.Key_Right)
    assert sorted(seen) == ["3", "38", "dauert"]
    press(card, Qt.Key.Key_Left)
    assert card.versions[0].value() == seen[2]
    press(card, Qt.Key.Key_Right)
    press(card, Qt.Key.Key_1)
    assert QApplication.focusWidget() is card
    press(card, Qt.Key.Key_9)  # there is no ninth version
    assert desk.page.open.value() == "2"
    press(card, Qt.Key.Key_2)
    press(card, Qt.Key.Key_2)
    assert desk.page.open.value() == "0"
    assert not card.versions
    found = _recorded(desk, company)
    decided = {str(value) for value in (found.pain, found.stops_per_year, found.problem)}
    assert decided & {"3", "38", "dauert"} == {seen[0]}


def test_that_a_decision_is_undone_with_one_key(desk: _Desk, colleague: Workspace) -> None:
    company, _ = _disagree(desk, colleague, stops_per_year=(Decimal(38), Decimal(41)))
    before = _recorded(desk, company).stops_per_year
    other = 0 if before == Decimal(41) else 1
    click(desk.page.conflict.versions[other].button)
    assert _recorded(desk, company).stops_per_year != before
    press(desk.bench.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _recorded(desk, company).stops_per_year == before


def test_that_arrow_keys_lead_on_from_a_button_too(desk: _Desk, colleague: Workspace) -> None:
    _disagree(desk, colleague, stops_per_year=(Decimal(38), Decimal(41)), pain=(3, 5))
    card = desk.page.conflict
    first = card.versions[0].value()
    card.versions[0].button.setFocus()
    press(card.versions[0].button, Qt.Key.Key_Right)
    assert card.versions[0].value() != first
    assert QApplication.focusWidget() is card
    QApplication.processEvents()  # new widgets are shown by an event
    press(card, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.versions[0].button


def test_that_a_long_value_scrolls_and_is_whole(desk: _Desk, colleague: Workspace) -> None:
    long = "Aus dem Schichtbuch gezählt. " * 40
    _disagree(desk, colleague, note=(long.strip(), "x" * 300))
    for tile, text in zip(desk.page.conflict.versions, (long.strip(), "x" * 300), strict=True):
        assert isinstance(tile.value_view, QPlainTextEdit)
        assert tile.value() == tile.value_view.toolTip() == text
        assert tile.value_view.height() < 220
        assert tile.value_view.isReadOnly()
    assert desk.page.horizontalScrollBar().maximum() == 0


def test_that_the_record_opens_at_the_field_in_question(desk: _Desk, colleague: Workspace) -> None:
    company, _ = _disagree(desk, colleague, stops_per_year=(Decimal(38), Decimal(41)))
    click(desk.page.conflict.open)
    QApplication.processEvents()
    assert desk.bench.window.current_key == "company"
    assert desk.bench.desk.company() == company
    page = desk.bench.window.page("company")
    assert isinstance(page, CompanyPage)
    assert [each.isVisible() for each in page.findChildren(RecordDialog)] == [True]


def test_that_the_tile_of_what_waits_leads_to_the_companies(desk: _Desk) -> None:
    _process(desk.services)
    desk.reload()
    click(desk.page.waiting)
    assert desk.bench.window.current_key == "companies"
    page = desk.bench.window.page("companies")
    assert isinstance(page, CompaniesPage)
    assert [line.name for line in page.table.model.rows] == ["Göltzschtal Präzision GmbH"]


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
@pytest.mark.parametrize("language", ["de", "en"])
def test_that_everything_has_a_name_and_nothing_is_cut(
    desk: _Desk, colleague: Workspace, size: tuple[int, int], language: str
) -> None:
    if language == "en":
        desk.bench.window.switch_language()
    _disagree(desk, colleague, stops_per_year=(Decimal(38), Decimal(41)), pain=(3, 5))
    desk.bench.window.resize(*size)
    QApplication.processEvents()
    assert unnamed_focusable(desk.page) == []
    assert desk.page.horizontalScrollBar().maximum() == 0
    assert desk.page.conflict.before is not None
    tiles: list[QWidget] = [*desk.page.conflict.versions, desk.page.conflict.before]
    pairs = combinations([tile.geometry() for tile in tiles], 2)
    assert not any(one.intersects(other) for one, other in pairs)
