"""Whole rows of a list: pasted, copied, duplicated, deleted, moved and sorted."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from kihub_desktop.domain.choices import ProcessArea
from kihub_desktop.domain.records import Process
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.workspace import Workspace
from tests.gui.conftest import press
from tests.gui.record_table import ALT, CONTROL, DOWN, ENTER, ESC, SHIFT, Table, table
from tests.services.conftest import carry, colleague, workspace

__all__ = ["colleague", "table", "workspace"]


def paste(table: Table, text: str) -> None:
    QApplication.clipboard().setText(text)
    press(table.grid.view, Qt.Key.Key_V, CONTROL)


def copied(table: Table) -> str:
    press(table.grid.view, Qt.Key.Key_C, CONTROL)
    return QApplication.clipboard().text()


def order(table: Table) -> list[str | None]:
    return [each.name for each in table.records()]


def three(table: Table) -> tuple[UUID, UUID, UUID]:
    first, second, third = (table.add(name=name) for name in ("Drehen", "Fräsen", "Härten"))
    return first, second, third


def undo(table: Table) -> None:
    table.publish(table.services.undo.undo().changes)


def test_that_fifty_rows_from_a_spreadsheet_are_one_step(table: Table) -> None:
    rows = [f'Ablauf {n}\tQS\t{n}.200,5\t\t"Zeile eins\nZeile „zwei“"\t3' for n in range(1, 51)]
    table.grid.begin_new()
    paste(table, "\r\n".join(rows) + "\r\n")
    assert table.grid.strip.isVisible()
    assert "50 Zeilen einfügen" in table.grid.strip.said.text()
    assert table.records() == ()
    table.keys(ENTER)
    records = table.records()
    assert len(records) == 50
    assert [each.name for each in records[:2]] == ["Ablauf 1", "Ablauf 2"]
    assert records[49].hours_per_year == Decimal("50200.5")
    assert records[0].problem == "Zeile eins Zeile „zwei“"
    assert (records[0].area, records[0].pain) == (ProcessArea.QUALITY, 3)
    assert table.grid.view.hasFocus()
    assert "Strg+Z nimmt sie alle zurück" in table.grid.notice.note.text()
    undo(table)
    assert table.records() == ()


def test_that_headings_say_where_columns_go_and_the_rest_goes_into_the_note(table: Table) -> None:
    three(table)
    table.grid.begin_new()
    paste(table, "Aufwand/Jahr\tProzess\tHalle\n900 h\tSägen\tH3\n1,2 Tsd\tBohren\tH4")
    assert "2 Zeilen einfügen" in table.grid.strip.said.text()
    assert "1 Spalte kommt in die Notiz" in table.grid.strip.said.text()
    table.keys(ENTER)
    saw, drill = table.records()[3:]
    assert (saw.name, saw.hours_per_year, saw.note) == ("Sägen", Decimal(900), "Halle: H3")
    assert (drill.name, drill.hours_per_year, drill.note) == ("Bohren", Decimal(1200), "Halle: H4")


def test_that_pasted_rows_change_records_from_the_current_one_on(table: Table) -> None:
    _first, second, _third = three(table)
    table.grid.choose(second, "hours_per_year")
    paste(table, "100\n200\n300")
    assert "2 ändern Einträge" in table.grid.strip.said.text()
    table.keys(ENTER)
    assert [each.hours_per_year for each in table.records()] == [None, 100, 200, 300]
    undo(table)
    assert [each.hours_per_year for each in table.records()] == [None, None, None]


def test_that_unclear_cells_stay_as_they_were_typed(table: Table) -> None:
    table.grid.begin_new()
    paste(table, "Sägen\tHalle 3\tviel\nBohren\tQS\t900")
    assert "2 Zellen unklar" in table.grid.strip.said.text()
    table.keys(ENTER)
    saw, drill = table.records()
    assert (saw.name, saw.area, saw.hours_per_year) == ("Sägen", None, None)
    kept = table.kept.of(saw.id)
    assert {name: each.text for name, each in kept.items()} == {
        "area": "Halle 3",
        "hours_per_year": "viel",
    }
    assert table.shown("hours_per_year") == ["viel", "900\u00a0h"]
    assert drill.hours_per_year == 900


def test_that_escape_leaves_a_paste(table: Table) -> None:
    table.grid.begin_new()
    paste(table, "Sägen\nBohren")
    table.keys(ESC)
    assert not table.grid.strip.isVisible()
    assert table.records() == ()
    assert table.grid.view.hasFocus()


def test_that_one_cell_is_pasted_like_a_typed_one(table: Table) -> None:
    key = table.add(name="Drehen")
    table.grid.choose(key, "hours_per_year")
    paste(table, "1.450 h\r\n")
    assert table.records()[0].hours_per_year == Decimal(1450)
    assert table.grid.current() == (key, "hours_per_year")


def test_that_a_paste_never_reaches_another_company(table: Table) -> None:
    table.grid.begin_new()
    paste(table, "Sägen\nBohren")
    table.company, _ = table.services.companies.create("Muster AG")
    table.rows.refresh()
    assert not table.grid.strip.isVisible()
    table.grid.paste_confirmed.emit()
    assert table.records() == ()


def test_that_copied_rows_are_cells_and_never_formulas(table: Table) -> None:
    table.add(name="=SUMME(A1)", hours_per_year=Decimal(-3200), problem='5" Rohr')
    table.add(name="Fräsen", area=ProcessArea.QUALITY)
    table.grid.view.selectAll()
    assert copied(table) == ('\'=SUMME(A1)\t\t-3.200\t–\t"5"" Rohr"\t\nFräsen\tQS\t\t–\t\t')


def test_that_what_was_copied_can_be_pasted_again(table: Table) -> None:
    table.add(name="=SUMME(A1)", hours_per_year=Decimal(3200), problem='5" Rohr', pain=3)
    table.add(name="Fräsen", area=ProcessArea.QUALITY)
    table.grid.view.selectAll()
    text = copied(table)
    table.grid.begin_new()
    paste(table, text)
    table.keys(ENTER)
    first, second, third, fourth = table.records()
    for one, other in ((first, third), (second, fourth)):
        assert (one.name, one.area, one.hours_per_year, one.problem, one.pain) == (
            other.name,
            other.area,
            other.hours_per_year,
            other.problem,
            other.pain,
        )


def test_that_a_copy_stands_behind_its_original_under_a_name_of_its_own(table: Table) -> None:
    first, _second, _third = three(table)
    table.grid.choose(first, "problem")
    press(table.grid.view, Qt.Key.Key_D, CONTROL)
    assert order(table) == ["Drehen", "Drehen (2)", "Fräsen", "Härten"]
    assert table.grid.current() == (table.records()[1].id, "name")
    press(table.grid.view, Qt.Key.Key_D, CONTROL)
    assert order(table) == ["Drehen", "Drehen (2)", "Drehen (3)", "Fräsen", "Härten"]


def test_that_several_rows_are_deleted_at_once_and_come_back(table: Table) -> None:
    first, _second, _third = three(table)
    table.grid.choose(first)
    press(table.grid.view, DOWN, SHIFT)
    assert len(table.grid.selected()) == 2
    press(table.grid.view, Qt.Key.Key_Delete)
    assert order(table) == ["Härten"]
    assert "2 Einträge gelöscht – Strg+Z holt sie zurück" in table.grid.notice.note.text()
    undo(table)
    assert order(table) == ["Drehen", "Fräsen", "Härten"]


def test_that_rows_move_up_and_down_by_key(table: Table) -> None:
    first, _second, third = three(table)
    table.grid.choose(third)
    press(table.grid.view, Qt.Key.Key_Up, ALT)
    assert order(table) == ["Drehen", "Härten", "Fräsen"]
    assert table.grid.current() == (third, "name")
    press(table.grid.view, Qt.Key.Key_Up, ALT)
    press(table.grid.view, Qt.Key.Key_Up, ALT)
    assert order(table) == ["Härten", "Drehen", "Fräsen"]
    table.grid.choose(first)
    press(table.grid.view, Qt.Key.Key_Down, ALT)
    press(table.grid.view, Qt.Key.Key_Down, ALT)
    assert order(table) == ["Härten", "Fräsen", "Drehen"]


def drag(table: Table, source: int, target: int) -> None:
    """From the middle of a row to just below the top of another one."""
    view = table.grid.view
    start = view.visualRect(table.grid.model.index(source, 0)).center()
    area = view.visualRect(table.grid.model.index(target, 0))
    end = area.topLeft() + (start - start)
    end.setX(start.x())
    end.setY(area.top() + 2)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, place, button, held in (
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        there = QPointF(view.viewport().mapToGlobal(place))
        event = QMouseEvent(
            kind, QPointF(place), there, button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view.viewport(), event)


def test_that_rows_are_moved_by_drag(table: Table) -> None:
    three(table)
    drag(table, 2, 0)
    assert order(table) == ["Härten", "Drehen", "Fräsen"]
    drag(table, 0, 3)
    assert order(table) == ["Drehen", "Fräsen", "Härten"]
    drag(table, 1, 1)
    assert order(table) == ["Drehen", "Fräsen", "Härten"]


def test_that_several_rows_are_dragged_together(table: Table) -> None:
    first, _second, _third = three(table)
    table.grid.choose(first)
    press(table.grid.view, DOWN, SHIFT)
    drag(table, 0, 3)
    assert order(table) == ["Härten", "Drehen", "Fräsen"]


def test_that_two_laptops_move_without_a_question(table: Table, colleague: Workspace) -> None:
    first, second, third = three(table)
    carry(table.services.workspace, colleague)
    theirs = RecordService(colleague, Process)
    theirs.move(table.company, (third,), first)
    table.rows.move((second,), first)
    carry(colleague, table.services.workspace)
    carry(table.services.workspace, colleague)
    table.rows.refresh()
    ours = order(table)
    assert sorted(filter(None, ours)) == ["Drehen", "Fräsen", "Härten"]
    assert ours[2] == "Drehen"
    assert [each.name for each in theirs.of_company(table.company).records] == ours
    assert table.services.companies.contested(table.company) == {}


def test_that_sorting_changes_nothing_stored_and_no_row_runs_away(table: Table) -> None:
    table.add(name="Drehen", hours_per_year=Decimal(30))
    middle = table.add(name="Fräsen", hours_per_year=Decimal(20))
    table.add(name="Härten", hours_per_year=Decimal(10))
    press(table.grid.view, Qt.Key.Key_3, ALT)
    assert table.shown("name") == ["Drehen", "Fräsen", "Härten"]
    rows = [row.label for row in table.grid.model.rows[:-1]]
    assert rows == ["Härten", "Fräsen", "Drehen"]
    table.grid.choose(middle, "hours_per_year")
    table.keys("99", ENTER)
    assert [row.label for row in table.grid.model.rows[:-1]] == rows
    press(table.grid.view, Qt.Key.Key_Up, ALT)
    assert "Sortiert lässt sich nichts verschieben" in table.grid.notice.note.text()
    assert order(table) == ["Drehen", "Fräsen", "Härten"]
    press(table.grid.view, Qt.Key.Key_3, ALT)
    press(table.grid.view, Qt.Key.Key_3, ALT)
    assert [row.label for row in table.grid.model.rows[:-1]] == ["Drehen", "Fräsen", "Härten"]


def test_that_the_whole_form_and_the_history_are_asked_for(table: Table) -> None:
    key = table.add(name="Drehen")
    asked: list[tuple[str, UUID, str]] = []
    table.grid.open_requested.connect(lambda record, name: asked.append(("form", record, name)))
    table.grid.history_requested.connect(lambda r, name: asked.append(("history", r, name)))
    table.grid.choose(key, "problem")
    press(table.grid.view, ENTER, CONTROL)
    press(table.grid.view, Qt.Key.Key_H, CONTROL)
    assert asked == [("form", key, "problem"), ("history", key, "problem")]
