"""The page of the business case: usual lines, scenarios side by side, figures that open."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kihub_desktop.catalogues.cash_lines import current_cash_lines
from kihub_desktop.domain.choices import Archetype, Coupling, FundingStatus, PriceBasis, Side
from kihub_desktop.domain.records import CashLine
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.economics.page import EconomicsPage
from kihub_desktop.ui.widgets.pick_dialog import PickDialog
from tests.gui.company_desk import Desk, desk, workspace
from tests.gui.conftest import click, press, unnamed_focusable

__all__ = ["desk", "workspace"]


@pytest.fixture
def use_case(desk: Desk) -> UUID:
    made, _ = desk.services.use_cases.create(
        desk.company, title="Werkzeugverschleiß", archetype=Archetype.PREDICTIVE_MAINTENANCE
    )
    return made


@pytest.fixture
def page(desk: Desk, use_case: UUID) -> EconomicsPage:
    desk.bench.desk.choose_use_case(use_case)
    desk.bench.window.go_to("economics")
    found = desk.bench.window.page("economics")
    assert isinstance(found, EconomicsPage)
    return found


def lines(desk: Desk, use_case: UUID) -> tuple[CashLine, ...]:
    return desk.services.business_cases.state(desk.company, use_case).lines


def calculable(desk: Desk, use_case: UUID) -> None:
    service = desk.services.business_cases
    values = {"driver": "Auslastung", "coupling": Coupling.MEDIUM}
    service.add_line(
        desk.company,
        use_case,
        Side.BENEFIT,
        label="Vermiedene Stillstände",
        unit="Fälle/Jahr",
        first_year=1,
        last_year=5,
        pessimistic=Decimal(12),
        likely=Decimal(22),
        optimistic=Decimal(30),
        price_likely=Decimal(2600),
        **values,
    )
    service.add_line(
        desk.company,
        use_case,
        Side.COST,
        label="Integration",
        first_year=0,
        last_year=0,
        pessimistic=Decimal(78_000),
        likely=Decimal(58_000),
        optimistic=Decimal(49_000),
        **values,
    )
    service.set_frame(
        desk.company,
        use_case,
        0,
        funding=FundingStatus.FITTING,
        grant=Decimal(20_000),
        prices=PriceBasis.TODAY,
        inflation=Decimal(2),
        pilot_cost=Decimal(8_000),
        pilot_months=6,
    )


def test_that_usual_lines_come_without_numbers_and_as_one_step(
    desk: Desk, use_case: UUID, page: EconomicsPage
) -> None:
    click(page.lines.add_usual)
    dialog = page.findChild(PickDialog)
    assert dialog is not None
    assert not dialog.take_button.isEnabled()
    assert unnamed_focusable(dialog) == []
    first = current_cash_lines().ordered(Archetype.PREDICTIVE_MAINTENANCE)[0]
    for _row in range(2):
        press(dialog.list, Qt.Key.Key_Space)
        press(dialog.list, Qt.Key.Key_Down)
    assert dialog.keys() == tuple(line.key for line in first.lines[:2])
    click(dialog.take_button)
    found = lines(desk, use_case)
    assert [line.label for line in found] == [line.label for line in first.lines[:2]]
    assert all(line.likely is None and line.price_likely is None for line in found)
    assert {(line.first_year, line.last_year) for line in found} == {(1, 5)}
    desk.bench.undo()
    assert lines(desk, use_case) == ()


def test_that_scenarios_stand_side_by_side_and_every_figure_opens(
    desk: Desk, use_case: UUID, qtbot: QtBot
) -> None:
    calculable(desk, use_case)
    desk.bench.desk.choose_use_case(use_case)
    desk.bench.window.go_to("economics")
    page = desk.bench.window.page("economics")
    assert isinstance(page, EconomicsPage)
    qtbot.waitUntil(page.comparison.isVisible, timeout=20_000)
    rows = page.comparison.table.model.rows
    assert all(render(row.granted) != "–" for row in rows)
    for row in rows:
        page.comparison.asked.emit(row.node)
        current = page.origin.currentItem()
        assert current is not None
        assert current.isExpanded()
    assert "trägt sich ab" in page.comparison.limits.text()
    assert "8.000" in page.comparison.pilot.text()
    assert "Auslastung" in page.lines.remarks.property("text")
    assert unnamed_focusable(page) == []
    click(page.tiles.tiles[1])
    QApplication.processEvents()
    current = page.origin.currentItem()
    assert current is not None
    assert current.text(0) == "Chance auf Gewinn"


def test_that_a_process_is_picked_and_its_change_is_asked_about(
    desk: Desk, use_case: UUID, page: EconomicsPage
) -> None:
    services = desk.services
    process, _ = services.processes.create(
        desk.company, name="Instandhaltung", stops_per_year=Decimal(30)
    )
    click(page.lines.add_captured)
    dialog = page.findChild(PickDialog)
    assert dialog is not None
    press(dialog.list, Qt.Key.Key_Space)
    click(dialog.take_button)
    (made,) = lines(desk, use_case)
    assert made.process == process
    service = services.business_cases
    service.save(desk.company, made.id, 10**9, likely=Decimal(20))
    as_of = services.processes.of_company(desk.company).as_of
    changes = services.processes.save(desk.company, process, as_of, stops_per_year=Decimal(45))
    desk.bench.desk.publish(changes)
    strip = page.lines.changed
    assert strip.isVisible()
    assert unnamed_focusable(strip) == []
    take, _keep = strip.findChildren(QPushButton)
    click(take)
    assert lines(desk, use_case)[0].likely == 30
    assert not strip.isVisible()
