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
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from tests.gui.company_desk import Desk, desk, workspace
from tests.gui.conftest import click, press, type_text, unnamed_focusable

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


def enter(page: EconomicsPage, text: str, *, leave: bool = True) -> None:
    """Types the name of a new line into the list."""
    grid = page.lines.grid
    grid.begin_new()
    QApplication.processEvents()
    grid.editing.begin()
    editor = grid.editing.editor
    assert editor is not None
    type_text(editor.widget, text)
    if leave:
        press(editor.widget, Qt.Key.Key_Return)


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


def test_that_lines_are_typed_pasted_and_copied_in_the_list(
    desk: Desk, use_case: UUID, page: EconomicsPage
) -> None:
    grid = page.lines.grid
    enter(page, "Integration")
    (line,) = lines(desk, use_case)
    assert (line.label, line.use_case) == ("Integration", use_case)
    grid.cell_committed.emit(line.id, "likely", "58.000", grid.model.state.as_of)
    grid.cell_committed.emit(line.id, "side", "Kosten", grid.model.state.as_of)
    grid.cell_committed.emit(line.id, "optimistic", "viel", grid.model.state.as_of)
    (line,) = lines(desk, use_case)
    assert (line.likely, line.side, line.optimistic) == (Decimal(58_000), Side.COST, None)
    assert grid.model.rows[0].cells["optimistic"].problem is not None
    table = "Vermiedene Stillstände\tNutzen\t1\t5\t12\t22\t30\tFälle/Jahr\t\t2.600\n"
    grid.rows_pasted.emit(table + table.replace("22", "23"), (), "label")
    grid.paste_confirmed.emit()
    found = lines(desk, use_case)
    assert [each.likely for each in found[1:]] == [Decimal(22), Decimal(23)]
    assert {each.use_case for each in found} == {use_case}
    assert found[1].price_likely == Decimal(2600)
    desk.bench.undo()
    assert len(lines(desk, use_case)) == 1
    grid.duplicate_requested.emit(line.id)
    assert [each.label for each in lines(desk, use_case)] == ["Integration", "Integration (2)"]
    grid.delete_requested.emit([each.id for each in lines(desk, use_case)])
    assert lines(desk, use_case) == ()
    assert unnamed_focusable(page) == []


def test_that_another_use_case_shows_its_own_lines_and_what_was_typed_stays_with_the_first(
    desk: Desk, use_case: UUID, page: EconomicsPage
) -> None:
    other, _ = desk.services.use_cases.create(desk.company, title="Sichtprüfung")
    grid = page.lines.grid
    enter(page, "Kamera", leave=False)
    page.choice.use_case_picked.emit(other)
    assert [line.label for line in lines(desk, use_case)] == ["Kamera"]
    assert lines(desk, other) == ()
    assert [row.record for row in grid.model.state.rows] == []
    enter(page, "Licht")
    assert [line.label for line in lines(desk, other)] == ["Licht"]


def test_that_the_whole_form_opens_from_a_line(desk: Desk, use_case: UUID) -> None:
    calculable(desk, use_case)
    desk.bench.desk.choose_use_case(use_case)
    desk.bench.window.go_to("economics")
    page = desk.bench.window.page("economics")
    assert isinstance(page, EconomicsPage)
    page.lines.grid.open_requested.emit(lines(desk, use_case)[0].id, "label")
    dialog = page.findChild(RecordDialog)
    assert dialog is not None
    assert "Stillstände" in dialog.form.field("label").editor.text()
    dialog.reject()
