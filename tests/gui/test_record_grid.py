"""A list that is edited in its cells: typed, walked through, reloaded; nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import ProcessArea
from kihub_desktop.domain.records import DataSource
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.record_columns import GridColumn, GridSpec, Look
from kihub_desktop.ui.widgets.cells import DotsCell, words
from kihub_desktop.ui.widgets.fields import Option
from tests.gui.conftest import press, unnamed_focusable
from tests.gui.record_table import (
    ALT,
    CONTROL,
    DOWN,
    ENTER,
    ESC,
    SHIFT,
    TAB,
    TODAY,
    Table,
    shown_table,
    table,
)
from tests.services.conftest import carry, colleague, workspace

__all__ = ["colleague", "table", "workspace"]


def test_that_rows_are_entered_by_keyboard_alone(table: Table) -> None:
    table.grid.begin_new()
    table.keys("Rüstplanung", TAB, "q", TAB, "1.450 h", TAB, "Erfahrungswissen", TAB, "3", ENTER)
    table.keys("Sichtprüfung", TAB, TAB, "3.200,5", TAB, "Ermüdung, 2,1 % Schlupf", TAB, "5", ENTER)
    first, second = table.records()
    assert (first.name, first.area) == ("Rüstplanung", ProcessArea.QUALITY)
    assert (first.hours_per_year, first.problem, first.pain) == (
        Decimal(1450),
        "Erfahrungswissen",
        3,
    )
    assert (second.name, second.hours_per_year, second.pain) == (
        "Sichtprüfung",
        Decimal("3200.5"),
        5,
    )
    assert second.area is None
    new = table.grid.model.state.new.key
    assert table.grid.current() == (new, "name")


def test_that_a_record_exists_as_soon_as_its_first_cell_is_left(table: Table) -> None:
    table.grid.begin_new()
    table.keys("Härten", TAB)
    (process,) = table.records()
    assert process.name == "Härten"
    assert table.grid.current() == (process.id, "area")
    table.keys(ENTER)
    assert table.grid.editing.editor is not None


def test_that_enter_goes_down_in_its_column(table: Table) -> None:
    first, second = table.add(name="Drehen"), table.add(name="Fräsen")
    table.grid.choose(first, "hours_per_year")
    table.keys("900", ENTER)
    assert table.grid.current() == (second, "hours_per_year")
    assert table.shown("hours_per_year") == ["900\u00a0h", "–"]


def test_that_tab_walks_over_row_ends_and_back(table: Table) -> None:
    first, second = table.add(name="Drehen"), table.add(name="Fräsen")
    table.grid.choose(first, "pain")
    table.grid.view.walks = True
    table.keys(TAB)
    assert table.grid.current() == (second, "name")
    press(table.grid.view, Qt.Key.Key_Backtab, SHIFT)
    assert table.grid.current() == (first, "pain")


def test_that_a_wrong_text_is_kept_told_and_mended(table: Table) -> None:
    key = table.add(name="Drehen", hours_per_year=Decimal(900))
    table.grid.choose(key, "hours_per_year")
    table.keys("viel", TAB)
    assert table.records()[0].hours_per_year == Decimal(900)
    assert table.shown("hours_per_year") == ["viel"]
    assert "Drehen, Aufwand/Jahr: „viel“ ist keine Zahl" in table.grid.notice.problem.text()
    table.grid.choose(key, "hours_per_year")
    assert table.grid.notice.problem.text().startswith("„viel“ ist keine Zahl")
    table.keys(ENTER)
    assert table.line.text() == "viel"
    table.line.selectAll()
    table.keys("1,5 Tsd", ENTER)
    assert table.grid.notice.problem.isHidden()
    assert table.kept.of(key) == {}


def test_that_escape_restores_the_cell_and_gives_a_wrong_text_up(table: Table) -> None:
    key = table.add(name="Drehen", hours_per_year=Decimal(900))
    table.grid.choose(key, "hours_per_year")
    table.keys("77", ESC)
    assert table.shown("hours_per_year") == ["900\u00a0h"]
    table.keys("viel", ENTER)
    table.grid.choose(key, "hours_per_year")
    table.keys(ESC)
    assert table.shown("hours_per_year") == ["900\u00a0h"]
    assert table.kept.of(key) == {}


def test_that_a_wrong_text_in_the_empty_row_goes_with_the_record(table: Table) -> None:
    table.grid.begin_new()
    table.grid.editing.go_to(0, table.grid.model.column_of("hours_per_year"))
    table.keys("viel", ENTER)
    assert table.records() == ()
    assert table.grid.model.state.new.cells["hours_per_year"].text == "viel"
    table.grid.begin_new()
    table.keys("Drehen", ENTER)
    (process,) = table.records()
    assert table.kept.of(process.id)["hours_per_year"].text == "viel"
    assert table.grid.model.state.new.cells["hours_per_year"].problem is None


def test_that_a_reload_never_touches_the_cell_in_hand(table: Table) -> None:
    key = table.add(name="Drehen", hours_per_year=Decimal(900))
    table.grid.choose(key, "hours_per_year")
    table.keys("12")
    line = table.line
    table.add(name="Fräsen")
    assert table.line is line
    assert line.text() == "12"
    assert line.hasFocus()
    table.keys("00", ENTER)
    assert table.records()[0].hours_per_year == Decimal(1200)


def test_that_the_value_of_somebody_else_is_not_overwritten_unseen(
    table: Table, colleague: Workspace
) -> None:
    key = table.add(name="Drehen", hours_per_year=Decimal(900))
    carry(table.services.workspace, colleague)
    theirs = Services(colleague, today=lambda: TODAY).processes
    table.grid.choose(key, "hours_per_year")
    table.keys("1000")
    theirs.save(table.company, key, 10**9, hours_per_year=Decimal(1100))
    carry(colleague, table.services.workspace)
    table.rows.refresh()
    table.keys(ENTER)
    cell = table.grid.model.state.rows[0].cells["hours_per_year"]
    assert cell.contested
    table.grid.choose(key, "hours_per_year")
    button = table.grid.notice.decide
    assert button.isVisible()
    asked: list[tuple[UUID, str]] = []
    table.grid.decision_requested.connect(lambda record, name: asked.append((record, name)))
    button.click()
    assert asked == [(key, "hours_per_year")]


def test_that_typing_into_a_record_that_others_delete_brings_it_back(table: Table) -> None:
    key = table.add(name="Drehen")
    table.grid.choose(key, "problem")
    table.keys("Werkzeug bricht")
    as_of = table.services.processes.of_company(table.company).as_of
    table.publish(table.services.processes.delete(table.company, key, as_of))
    (process,) = table.records()
    assert process.problem == "Werkzeug bricht"


def test_that_typing_still_belongs_to_the_company_that_was_shown(table: Table) -> None:
    key = table.add(name="Drehen")
    first = table.company
    table.grid.choose(key, "problem")
    table.keys("Werkzeug bricht")
    table.company, _ = table.services.companies.create("Muster AG")
    table.rows.refresh()
    (process,) = table.services.processes.of_company(first).records
    assert process.problem == "Werkzeug bricht"
    assert table.records() == ()


def test_that_leaving_an_open_cell_by_mouse_commits_it(table: Table) -> None:
    key = table.add(name="Drehen")
    table.grid.choose(key, "problem")
    table.keys("Werkzeug bricht")
    table.behind.setFocus()
    assert table.records()[0].problem == "Werkzeug bricht"


def test_that_choices_are_found_by_first_letters_and_by_arrow(table: Table) -> None:
    key = table.add(name="Drehen")
    table.grid.choose(key, "area")
    table.keys("vert", TAB)
    assert table.records()[0].area is ProcessArea.SALES
    table.grid.choose(key, "area")
    table.keys(Qt.Key.Key_F2)
    editor = table.grid.editing.editor
    assert editor is not None
    table.keys(Qt.Key.Key_Backspace, DOWN, DOWN, ENTER)
    assert table.records()[0].area is list(ProcessArea)[1]
    table.grid.choose(key, "area")
    table.keys(Qt.Key.Key_Backspace, ENTER)
    assert table.records()[0].area is None


def test_that_dots_and_computed_cells_follow_what_is_typed(table: Table) -> None:
    key = table.add(name="Drehen", cost_per_hour=Decimal(50))
    table.grid.choose(key, "hours_per_year")
    table.keys("200", TAB, TAB, "5", ENTER)
    row = table.grid.model.state.rows[0]
    assert row.cells["pain"].cell == DotsCell(5, 5, "5 von 5")
    assert words(row.cells["yearly"].cell) == "10000 €"


def test_that_tab_passes_through_until_somebody_works_in_the_list(table: Table) -> None:
    table.add(name="Drehen")
    table.before.setFocus(Qt.FocusReason.TabFocusReason)
    table.keys(TAB)
    assert table.grid.view.hasFocus()
    assert table.grid.view.currentIndex().isValid()
    table.keys(TAB)
    assert table.behind.hasFocus()


def test_that_all_has_a_name_and_cells_say_their_column(table: Table) -> None:
    key = table.add(name="Drehen")
    assert unnamed_focusable(table.window) == []
    table.grid.choose(key, "hours_per_year")
    table.keys("viel")
    assert table.line.accessibleName() == "Aufwand/Jahr, Drehen"
    table.keys(ENTER)
    table.grid.choose(key, "hours_per_year")
    index = table.grid.view.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Aufwand/Jahr: viel"
    assert "keine Zahl" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_that_an_open_cell_tells_its_text_for_the_next_start(table: Table) -> None:
    key = table.add(name="Drehen", problem="Werkzeug")
    table.grid.choose(key, "problem")
    assert list(table.grid.open_texts()) == []
    table.keys("Werkzeug bricht")
    (told,) = table.grid.open_texts()
    assert (told.company, told.kind, told.record, told.field) == (
        table.company,
        "process",
        key,
        "problem",
    )
    assert (told.text, told.before) == ("Werkzeug bricht", "Werkzeug")
    table.keys(ENTER)
    assert list(table.grid.open_texts()) == []


def test_that_a_double_click_edits_and_a_click_elsewhere_commits(table: Table) -> None:
    key = table.add(name="Drehen", problem="Werkzeug")
    other = table.add(name="Fräsen")
    view, model = table.grid.view, table.grid.model
    column = model.column_of("problem")
    place = view.visualRect(model.index(model.place_of(key), column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.line.text() == "Werkzeug"
    table.keys("Bruch")
    place = view.visualRect(model.index(model.place_of(other), column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.records()[0].problem == "Bruch"
    assert table.grid.current() == (other, "problem")
    assert table.grid.editing.editor is None


def test_that_undo_takes_typing_back_first_and_then_asks_the_window(table: Table) -> None:
    key = table.add(name="Drehen", problem="Werkzeug")
    table.grid.choose(key, "problem")
    table.keys(Qt.Key.Key_F2)
    table.line.end(False)
    table.keys(" bricht")
    press(table.line, Qt.Key.Key_Z, CONTROL)
    assert table.line.text() == "Werkzeug"
    assert table.window.undone == 0
    press(table.line, Qt.Key.Key_Z, CONTROL)
    assert table.grid.editing.editor is None
    assert table.window.undone == 1
    press(table.grid.view, Qt.Key.Key_Z, CONTROL)
    assert table.window.undone == 2


def test_that_a_yes_or_no_is_one_key(workspace: Workspace, qtbot: QtBot) -> None:
    columns = (GridColumn("name"), GridColumn("personal_data", look=Look.PILL), GridColumn("note"))
    table = shown_table(Table(workspace, GridSpec(DataSource, "Quellen", columns)), qtbot)
    table.grid.begin_new()
    table.keys("Prüfprotokolle", TAB, "j", TAB, "liegt im Ordner „QS“", ENTER)
    (source,) = table.services.sources.of_company(table.company).records
    assert (source.personal_data, source.note) == (True, "liegt im Ordner „QS“")
    table.grid.choose(source.id, "personal_data")
    for letter, value in (("n", False), ("u", None), ("y", True)):
        table.keys(letter)
        (source,) = table.services.sources.of_company(table.company).records
        assert source.personal_data is value
        assert table.grid.editing.editor is None


def test_that_a_record_of_another_kind_is_linked_by_its_name(
    workspace: Workspace, qtbot: QtBot
) -> None:
    links: list[Option] = []
    columns = (GridColumn("name"), GridColumn("process", links=lambda: links))
    table = shown_table(Table(workspace, GridSpec(DataSource, "Quellen", columns)), qtbot)
    process, _ = table.services.processes.create(table.company, name="Härten")
    links.append(Option(str(process), "Härten"))
    table.grid.begin_new()
    table.keys("Ofenkurven", TAB, "härt", ENTER)
    (source,) = table.services.sources.of_company(table.company).records
    assert source.process == process
    assert table.shown("process") == ["Härten"]
    table.grid.choose(source.id, "process")
    table.keys("Drehen", ENTER)
    assert "„Drehen“ steht nicht zur Auswahl" in table.grid.notice.problem.text()
    links.append(Option(str(UUID(int=7)), "Drehen"))
    assert table.kept.of(source.id)["process"].text == "Drehen"


def test_that_a_long_text_takes_several_lines(workspace: Workspace, qtbot: QtBot) -> None:
    columns = (GridColumn("name"), GridColumn("note", wrap=True))
    table = shown_table(Table(workspace, GridSpec(DataSource, "Quellen", columns)), qtbot)
    table.grid.begin_new()
    table.keys("Ofenkurven", TAB, "erste Zeile")
    editor = table.grid.editing.editor
    assert editor is not None
    press(editor.widget, ENTER, ALT)
    table.keys("zweite Zeile", ENTER)
    (source,) = table.services.sources.of_company(table.company).records
    assert source.note == "erste Zeile\nzweite Zeile"
