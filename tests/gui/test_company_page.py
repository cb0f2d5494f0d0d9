"""Step 1 in the real window: typing, places, records by keyboard, undo, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.records import Company
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.editors import LineEditor, Suggestions
from kihub_desktop.ui.widgets.form import FieldBox
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import carry, colleague, workspace

__all__ = ["colleague", "workspace"]
TODAY = date(2026, 11, 23)
CONTROL = Qt.KeyboardModifier.ControlModifier


class _Desk:
    """The window on its page for one company, and what is recorded of it."""

    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company = bench, company
        self.services = bench.services

    @property
    def page(self) -> CompanyPage:
        page = self.bench.window.page("company")
        assert isinstance(page, CompanyPage)
        return page

    def recorded(self) -> Company:
        state = self.services.companies.state(self.company)
        assert state is not None
        return state.company

    def box(self, name: str) -> FieldBox:
        form = self.page.master.form_with(name)
        assert form is not None
        return form.field(name)

    def line(self, name: str) -> QLineEdit:
        return _line(self.box(name))

    def enter(self, name: str, text: str) -> None:
        """Types into a field and leaves it with Tab."""
        line = self.line(name)
        self.page.reveal(f"field:{name}")
        line.selectAll()
        type_text(line, text)
        other = "founded" if name != "founded" else "street"
        self.page.reveal(f"field:{other}")

    def dialog(self) -> RecordDialog:
        """The dialog that is open, once it has the focus."""
        QApplication.processEvents()
        (dialog,) = [each for each in self.page.findChildren(RecordDialog) if each.isVisible()]
        return dialog


def _line(box: FieldBox) -> QLineEdit:
    assert isinstance(box.editor, LineEditor)
    return box.editor.line


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    bench = Workbench(Services(workspace, today=lambda: TODAY), appearance, Jobs())
    company, _ = bench.services.companies.create("Göltzschtal Präzision GmbH")
    bench.window.resize(1440, 900)
    bench.open_company(company)
    bench.window.show()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    yield _Desk(bench, company)
    bench.window.close()
    bench.window.deleteLater()  # now, so that the next look is not applied to old windows
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_that_money_in_millions_is_saved_and_shown_in_full(desk: _Desk) -> None:
    desk.enter("turnover", "12,4 Mio")
    assert desk.recorded().turnover == Decimal(12_400_000)
    assert desk.line("turnover").text() == "12.400.000"


def test_that_a_wrong_text_stays_with_one_sentence_and_survives_leaving(desk: _Desk) -> None:
    desk.enter("turnover", "12,4 Mio")
    desk.enter("turnover", "viel")
    box = desk.box("turnover")
    assert box.problem_line.isVisible()
    assert "„viel“ ist keine Zahl" in box.problem_line.text()
    assert desk.recorded().turnover == Decimal(12_400_000)
    desk.bench.window.go_to("companies")
    desk.bench.window.go_to("company")
    assert (desk.line("turnover").text(), box.problem_line.isVisible()) == ("viel", True)


def test_that_a_wrong_text_survives_another_company_and_a_rebuilt_window(desk: _Desk) -> None:
    desk.enter("turnover", "viel")
    other, _ = desk.services.companies.create("Muster AG")
    desk.bench.open_company(other)
    assert desk.line("turnover").text() == ""
    assert not desk.box("turnover").problem_line.isVisible()
    desk.bench.open_company(desk.company)
    assert desk.line("turnover").text() == "viel"
    assert desk.line("name").text() == "Göltzschtal Präzision GmbH"
    desk.bench.window.rebuild()
    QApplication.processEvents()  # the new page is shown by an event
    assert desk.line("turnover").text() == "viel"
    assert desk.box("turnover").problem_line.isVisible()
    desk.page.reveal("field:turnover")
    press(desk.line("turnover"), Qt.Key.Key_Escape)
    assert desk.line("turnover").text() == ""
    assert desk.bench.kept.of(desk.company) == {}


def test_that_typing_that_was_not_left_is_saved_on_the_way_out(desk: _Desk) -> None:
    desk.page.reveal("field:street")
    type_text(desk.line("street"), "Gewerbering 7")
    desk.bench.window.go_to("companies")
    assert desk.recorded().street == "Gewerbering 7"


def test_that_a_postcode_fills_town_and_district(desk: _Desk) -> None:
    desk.enter("postcode", "08523")
    assert (desk.recorded().town, desk.recorded().district) == ("Plauen", "14523")
    assert desk.line("town").text() == "Plauen"
    assert desk.line("district").text() == "Vogtlandkreis (14523)"
    assert not desk.page.master.question.isVisible()


def test_that_an_ambiguous_postcode_offers_its_districts(desk: _Desk) -> None:
    desk.enter("postcode", "07919")
    assert desk.recorded().district is None
    buttons = desk.page.master.question.buttons()
    assert [button.text() for button in buttons] == ["Saale-Orla-Kreis", "Vogtlandkreis"]
    buttons[1].setFocus()
    press(buttons[1], Qt.Key.Key_Space)
    assert desk.recorded().district == "14523"
    assert not desk.page.master.question.isVisible()


def test_that_an_industry_is_chosen_from_what_a_word_finds(desk: _Desk) -> None:
    desk.page.reveal("field:industry")
    line = desk.line("industry")
    type_text(line, "eisengieß")
    offered = line.findChild(Suggestions)
    assert offered is not None
    assert offered.is_open()
    offered.pick(0)
    assert desk.recorded().industry == "2008/24.51"
    assert line.text().startswith("24.51 ")


def test_that_the_class_of_size_follows_what_is_typed(desk: _Desk) -> None:
    size = desk.page.master.size_line
    assert size.pill.text() == "Noch offen"
    desk.enter("employees", "84")
    desk.enter("turnover", "12,4 Mio")
    flag = desk.box("autonomous").editor.focus_widgets()[0]
    click(flag)
    assert size.pill.text() == "Mittleres Unternehmen"
    assert size.reason.text().startswith("84 Beschäftigte (unter 250)")


def test_that_a_process_is_recorded_by_keyboard_alone(desk: _Desk) -> None:
    desk.page.reveal("field:name")
    press(desk.line("name"), Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog()
    assert dialog.windowTitle() == "Neuer Prozess"
    assert _focus() is dialog.form.field("name").editor.widget
    type_text(_focus(), "Rüstplanung")
    press(_focus(), Qt.Key.Key_Tab)
    press(_focus(), Qt.Key.Key_Down)
    dialog.form.focus_field("hours_per_year")
    type_text(_focus(), "1.450 h")
    press(_focus(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    (process,) = desk.services.processes.of_company(desk.company).records
    assert (process.name, process.hours_per_year) == ("Rüstplanung", Decimal(1450))
    assert process.area is not None
    card = desk.page.cards["process"]
    assert card.table.current() is not None
    assert desk.bench.window.focusWidget() is card.table.view


def test_that_wrong_texts_keep_a_dialog_open_and_stay_in_their_fields(desk: _Desk) -> None:
    desk.page.ask_new("data_source")
    dialog = desk.dialog()
    type_text(_focus(), "Prüfprotokolle")
    dialog.form.focus_field("history_months")
    type_text(_focus(), "lange")
    press(_focus(), Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    box = dialog.form.field("history_months")
    assert box.problem_line.isVisible()
    assert box.has_focus()
    assert _line(box).text() == "lange"
    assert desk.services.sources.of_company(desk.company).records == ()
    _line(box).selectAll()
    type_text(_line(box), "6 Jahre")
    press(_line(box), Qt.Key.Key_Return)
    (source,) = desk.services.sources.of_company(desk.company).records
    assert (source.name, source.history_months) == ("Prüfprotokolle", Decimal(72))


def test_that_escape_cancels_but_never_drops_typing_at_once(desk: _Desk) -> None:
    desk.page.ask_new("contact")
    dialog = desk.dialog()
    type_text(_focus(), "Leitung Fertigung")
    press(_focus(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "Noch nicht gespeichert" in dialog.warning.text()
    press(_focus(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    desk.page.ask_new("contact")
    untouched = desk.dialog()
    press(_focus(), Qt.Key.Key_Escape)
    assert not untouched.isVisible()
    assert desk.services.contacts.of_company(desk.company).records == ()


def test_that_enter_edits_delete_deletes_and_undo_brings_back(desk: _Desk) -> None:
    _, changes = desk.services.processes.create(desk.company, name="Prüfen", problem="Ermüdung")
    desk.bench.desk.publish(changes)
    table = desk.page.cards["process"].table
    table.view.setFocus()
    table.view.selectRow(0)
    press(table.view, Qt.Key.Key_Return)
    dialog = desk.dialog()
    line = _line(dialog.form.field("name"))
    assert line.text() == "Prüfen"
    line.selectAll()
    type_text(line, "Sichtprüfung")
    press(line, Qt.Key.Key_Return)
    (process,) = desk.services.processes.of_company(desk.company).records
    assert (process.name, process.problem) == ("Sichtprüfung", "Ermüdung")
    press(table.view, Qt.Key.Key_Delete)
    assert len(table.model.rows) == 0
    press(desk.page, Qt.Key.Key_Z, CONTROL)
    current = desk.page.cards["process"].table.model.rows
    assert [row.name for row in current] == ["Sichtprüfung"]


def test_that_undo_jumps_back_and_shows_the_old_value(desk: _Desk) -> None:
    desk.enter("town", "Plauen")
    desk.enter("town", "Reichenbach")
    other, _ = desk.services.companies.create("Muster AG")
    desk.services.undo.undo()  # the creation of the other company is not what is looked at
    desk.bench.desk.choose(other)
    desk.bench.window.go_to("companies")
    press(desk.bench.window, Qt.Key.Key_Z, CONTROL)
    assert desk.bench.window.current_key == "company"
    assert desk.bench.desk.company() == desk.company
    assert desk.line("town").text() == "Plauen"


def test_that_a_reload_never_touches_the_field_in_hand(desk: _Desk) -> None:
    desk.page.reveal("field:town")
    type_text(desk.line("town"), "Plau")
    state = desk.services.companies.state(desk.company)
    assert state is not None
    desk.bench.desk.publish(
        desk.services.companies.save(desk.company, state.as_of, town="Zwickau", street="Ring 1")
    )
    assert desk.line("town").text() == "Plau"
    assert desk.line("street").text() == "Ring 1"


def test_that_a_disputed_field_leads_to_the_decision(desk: _Desk, colleague: Workspace) -> None:
    carry(desk.services.workspace, colleague)
    theirs = Services(colleague, today=lambda: TODAY).companies
    theirs.save(desk.company, 10**9, street="Ring 2")
    desk.enter("street", "Ring 1")
    carry(colleague, desk.services.workspace)
    desk.bench.window.go_to("companies")
    desk.bench.desk.choose(None)
    desk.bench.open_company(desk.company)
    asked: list[str] = []
    desk.bench.desk.go_requested.connect(lambda page, _target: asked.append(page))
    form = desk.page.master.form_with("street")
    assert form is not None
    button = form.dispute("street")
    assert button is not None
    assert button.isVisible()
    assert button.text() == "zwei Angaben – bitte entscheiden"
    click(button)
    assert asked == ["sync"]


def test_that_an_open_point_leads_into_its_field_or_record(desk: _Desk) -> None:
    source, changes = desk.services.sources.create(desk.company, name="Prüfprotokolle")
    desk.bench.desk.publish(changes)
    QApplication.processEvents()  # new links are shown by an event
    links = {link.text(): link for link in desk.page.open_card.links()}
    click(links["Gründungsjahr"])
    assert desk.box("founded").has_focus()
    click(links["Datenquelle „Prüfprotokolle“: personenbezogene Daten ja/nein?"])
    dialog = desk.dialog()
    assert dialog.form.field("personal_data").has_focus()
    dialog.leave()
    desk.bench.window.go_to("companies")
    desk.bench.desk.go("company", f"data_source:{source}")
    current = desk.page.cards["data_source"].table.current()
    assert current is not None
    assert current.name == "Prüfprotokolle"


def test_that_the_page_teaches_when_no_company_is_chosen(desk: _Desk) -> None:
    desk.bench.desk.choose(None)
    assert desk.page.nothing.isVisible()
    assert not desk.page.columns.isVisible()
    click(desk.page.empty.button)
    assert desk.bench.window.current_key == "companies"


def test_that_everything_on_page_and_dialog_has_a_name(desk: _Desk) -> None:
    desk.enter("postcode", "07919")
    assert unnamed_focusable(desk.page) == []
    for kind in ("contact", "process", "data_source"):
        desk.page.ask_new(kind)
        dialog = desk.dialog()
        assert unnamed_focusable(dialog) == []
        dialog.leave()


def test_that_nothing_is_wider_than_the_smallest_window(
    desk: _Desk, process_events: Callable[[], None]
) -> None:
    desk.services.processes.create(desk.company, name="Instandhaltung BAZ 1–6")
    desk.bench.window.resize(1024, 640)
    desk.bench.desk.choose(None)
    desk.bench.desk.choose(desk.company)
    process_events()
    assert not desk.page.horizontalScrollBar().isVisible()
    assert len(desk.page.cards["process"].table.model.columns) == 4
    desk.page.ask_new("process")
    process_events()
    dialog = desk.dialog()
    assert dialog.height() <= 640
    assert dialog.area.horizontalScrollBar().maximum() == 0
    dialog.leave()
