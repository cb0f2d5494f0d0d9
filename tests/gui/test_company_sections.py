"""The sections of step 1: lists edited in place, links, obstacles, templates, keys."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from kihub_desktop.domain.choices import Barrier, ProcessArea
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.visit_records import Machine, Obstacle, Task
from kihub_desktop.ui.pages.company.template_card import TemplateDialog
from tests.gui.company_desk import CONTROL, Desk, desk, focus, line_of, workspace
from tests.gui.conftest import press, type_text, unnamed_focusable

__all__ = ["desk", "workspace"]


def test_that_typing_edits_a_cell_delete_deletes_and_undo_brings_back(desk: Desk) -> None:
    _, changes = desk.services.processes.create(desk.company, name="Prüfen", problem="Ermüdung")
    desk.bench.desk.publish(changes)
    grid = desk.page.cards["process"].grid
    grid.view.setFocus()
    press(grid.view, Qt.Key.Key_Return)
    line = focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == "Prüfen"
    line.selectAll()
    type_text(line, "Sichtprüfung")
    press(line, Qt.Key.Key_Return)
    (process,) = desk.services.processes.of_company(desk.company).records
    assert (process.name, process.problem) == ("Sichtprüfung", "Ermüdung")
    grid.choose(process.id)
    press(grid.view, Qt.Key.Key_Delete)
    assert desk.page.cards["process"].names() == ()
    press(desk.page, Qt.Key.Key_Z, CONTROL)
    assert desk.page.cards["process"].names() == ("Sichtprüfung",)


def test_that_typing_into_the_empty_row_makes_a_record(desk: Desk) -> None:
    grid = desk.page.cards["process"].grid
    grid.view.setFocus()
    press(grid.view, Qt.Key.Key_N, CONTROL)
    for text in ("Rüstplanung", "Plan", "900"):
        type_text(focus(), text[:1])
        type_text(focus(), text[1:])
        press(focus(), Qt.Key.Key_Tab)
    (process,) = desk.services.processes.of_company(desk.company).records
    assert (process.name, process.hours_per_year) == ("Rüstplanung", Decimal(900))
    assert process.area is ProcessArea.PLANNING


def test_that_the_whole_form_opens_from_a_cell(desk: Desk) -> None:
    _, changes = desk.services.processes.create(desk.company, name="Prüfen")
    desk.bench.desk.publish(changes)
    grid = desk.page.cards["process"].grid
    grid.view.setFocus()
    press(grid.view, Qt.Key.Key_Return, CONTROL)
    dialog = desk.dialog()
    line = line_of(dialog.form.field("decision_point"))
    type_text(line, "Meister, je Los")
    press(line, Qt.Key.Key_Return)
    (process,) = desk.services.processes.of_company(desk.company).records
    assert process.decision_point == "Meister, je Los"


def test_that_links_between_records_are_chosen_by_name(desk: Desk) -> None:
    process, changes = desk.services.processes.create(desk.company, name="Instandhaltung BAZ")
    desk.bench.desk.publish(changes)
    desk.page.ask_new("machine")
    dialog = desk.dialog()
    type_text(line_of(dialog.form.field("name")), "BAZ 1–6")
    dialog.form.focus_field("process")
    type_text(focus(), "inst")
    press(focus(), Qt.Key.Key_Return, CONTROL)
    (machine,) = desk.services.records(Machine).of_company(desk.company).records
    assert machine.process == process
    assert desk.page.bar.section() == "works"
    desk.page.ask_edit("machine", machine.id)
    assert line_of(desk.dialog().form.field("process")).text() == "Instandhaltung BAZ"


def test_that_sections_are_switched_by_keys_and_remembered_by_company(desk: Desk) -> None:
    press(desk.line("name"), Qt.Key.Key_PageDown, CONTROL)
    assert desk.page.bar.section() == "works"
    press(desk.page, Qt.Key.Key_PageUp, CONTROL)
    press(desk.page, Qt.Key.Key_PageUp, CONTROL)
    assert desk.page.bar.section() == "visit"
    other, _ = desk.services.companies.create("Muster AG")
    desk.bench.open_company(other)
    assert desk.page.bar.section() == "overview"
    desk.bench.open_company(desk.company)
    assert desk.page.bar.section() == "visit"


def test_that_a_target_of_any_kind_switches_the_section(desk: Desk) -> None:
    machine, _ = desk.services.records(Machine).create(desk.company, name="BAZ 3")
    task, changes = desk.services.records(Task).create(desk.company, text="Export besorgen")
    desk.bench.desk.publish(changes)
    desk.bench.window.go_to("companies")
    desk.bench.desk.go("company", f"task:{task}")
    assert desk.page.bar.section() == "visit"
    assert desk.page.cards["task"].grid.current() == (task, "text")
    desk.bench.desk.go("company", f"machine:{machine}:maker")
    assert desk.page.bar.section() == "works"
    assert desk.dialog().form.field("maker").has_focus()
    desk.dialog().leave()
    desk.page.reveal(f"obstacle:{slot_id('obstacle', desk.company, Barrier.STAFF)}")
    assert desk.page.bar.section() == "findings"


def test_that_the_space_bar_ticks_a_task_off(desk: Desk) -> None:
    task, changes = desk.services.records(Task).create(desk.company, text="Export besorgen")
    desk.bench.desk.publish(changes)
    desk.page.reveal(f"task:{task}")
    view = desk.page.cards["task"].grid.view
    for done in (True, False):
        press(view, Qt.Key.Key_Space)
        (found,) = desk.services.records(Task).of_company(desk.company).records
        assert found.done is done


def test_that_a_weight_says_that_an_obstacle_applies(desk: Desk) -> None:
    desk.page.show_section("findings")
    card = desk.page.stack.obstacles
    assert card is not None
    card.focus_first()
    press(focus(), Qt.Key.Key_4)
    press(focus(), Qt.Key.Key_Down)
    type_text(focus(), "n")
    said = desk.services.records(Obstacle).of_company(desk.company).records
    answers = {each.barrier: (each.applies, each.severity) for each in said}
    assert answers == {Barrier.LEGAL_UNCERTAINTY: (True, 4), Barrier.KNOW_HOW: (False, None)}


def test_that_a_wrong_vat_number_is_kept_and_told(desk: Desk) -> None:
    desk.page.reveal("field:vat_id")
    type_text(desk.line("vat_id"), "de 136 695 975")
    press(desk.line("vat_id"), Qt.Key.Key_Return)
    assert desk.recorded().vat_id == "DE136695975"
    assert "Prüfziffer" in desk.page.master.remarks.text()
    desk.line("vat_id").selectAll()
    type_text(desk.line("vat_id"), "DE136695976")
    press(desk.line("vat_id"), Qt.Key.Key_Return)
    assert desk.page.master.remarks.text() == ""


def test_that_the_newer_classification_offers_its_name_for_the_industry(desk: Desk) -> None:
    desk.page.reveal("field:industry")
    type_text(desk.line("industry"), "62.01")
    desk.page.reveal("field:industry_2025")
    (button,) = desk.page.master.newer.buttons()
    assert button.text().startswith("62.10 ")
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    assert desk.recorded().industry_2025 == "2025/62.10"
    assert desk.page.master.newer.buttons() == []


def test_that_a_template_is_chosen_by_keyboard_and_undone_in_one_step(desk: Desk) -> None:
    assert desk.page.stack.template.isVisible()
    press(desk.line("name"), Qt.Key.Key_V, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    (dialog,) = [each for each in desk.page.findChildren(TemplateDialog) if each.isVisible()]
    before = len(dialog.keys())
    assert unnamed_focusable(dialog) == []
    press(dialog.list, Qt.Key.Key_Space)
    assert len(dialog.keys()) == before - 1
    press(dialog.list, Qt.Key.Key_Return)
    assert len(desk.page.cards["process"].names()) == 5
    assert not desk.page.stack.template.isVisible()
    press(desk.page, Qt.Key.Key_Z, CONTROL)
    assert desk.page.cards["process"].names() == ()
