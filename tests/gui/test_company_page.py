"""Step 1 in the real window: typing, places, records by keyboard, undo, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kihub_desktop.composition import Services
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.pages.company.kinds import RECORD_ROWS
from kihub_desktop.ui.pages.company.sections import SECTIONS
from kihub_desktop.ui.widgets.editors import Suggestions
from tests.gui.company_desk import CONTROL, TODAY, Desk, desk, focus, line_of, workspace
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import carry, colleague

__all__ = ["colleague", "desk", "workspace"]


def test_that_money_in_millions_is_saved_and_shown_in_full(desk: Desk) -> None:
    desk.enter("turnover", "12,4 Mio")
    assert desk.recorded().turnover == Decimal(12_400_000)
    assert desk.line("turnover").text() == "12.400.000"


def test_that_a_wrong_text_stays_with_one_sentence_and_survives_leaving(desk: Desk) -> None:
    desk.enter("turnover", "12,4 Mio")
    desk.enter("turnover", "viel")
    box = desk.box("turnover")
    assert box.problem_line.isVisible()
    assert "„viel“ ist keine Zahl" in box.problem_line.text()
    assert desk.recorded().turnover == Decimal(12_400_000)
    desk.bench.window.go_to("companies")
    desk.bench.window.go_to("company")
    assert (desk.line("turnover").text(), box.problem_line.isVisible()) == ("viel", True)


def test_that_a_wrong_text_survives_another_company_and_a_rebuilt_window(desk: Desk) -> None:
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


def test_that_typing_that_was_not_left_is_saved_on_the_way_out(desk: Desk) -> None:
    desk.page.reveal("field:street")
    type_text(desk.line("street"), "Gewerbering 7")
    desk.bench.window.go_to("companies")
    assert desk.recorded().street == "Gewerbering 7"


def test_that_a_postcode_fills_town_and_district(desk: Desk) -> None:
    desk.enter("postcode", "08523")
    assert (desk.recorded().town, desk.recorded().district) == ("Plauen", "14523")
    assert desk.line("town").text() == "Plauen"
    assert desk.line("district").text() == "Vogtlandkreis (14523)"
    assert not desk.page.master.question.isVisible()


def test_that_an_ambiguous_postcode_offers_its_districts(desk: Desk) -> None:
    desk.enter("postcode", "07919")
    assert desk.recorded().district is None
    buttons = desk.page.master.question.buttons()
    assert [button.text() for button in buttons] == ["Saale-Orla-Kreis", "Vogtlandkreis"]
    buttons[1].setFocus()
    press(buttons[1], Qt.Key.Key_Space)
    assert desk.recorded().district == "14523"
    assert not desk.page.master.question.isVisible()


def test_that_an_industry_is_chosen_from_what_a_word_finds(desk: Desk) -> None:
    desk.page.reveal("field:industry")
    line = desk.line("industry")
    type_text(line, "eisengieß")
    offered = line.findChild(Suggestions)
    assert offered is not None
    assert offered.is_open()
    offered.pick(0)
    assert desk.recorded().industry == "2008/24.51"
    assert line.text().startswith("24.51 ")


def test_that_the_class_of_size_follows_what_is_typed(desk: Desk) -> None:
    size = desk.page.master.size_line
    assert size.pill.text() == "Noch offen"
    desk.enter("employees", "84")
    desk.enter("turnover", "12,4 Mio")
    flag = desk.box("autonomous").editor.focus_widgets()[0]
    click(flag)
    assert size.pill.text() == "Mittleres Unternehmen"
    assert size.reason.text().startswith("84 Beschäftigte (unter 250)")


def test_that_a_process_is_recorded_by_keyboard_alone(desk: Desk) -> None:
    desk.page.reveal("field:name")
    press(desk.line("name"), Qt.Key.Key_N, CONTROL)
    dialog = desk.dialog()
    assert dialog.windowTitle() == "Neuer Prozess"
    assert focus() is dialog.form.field("name").editor.widget
    type_text(focus(), "Rüstplanung")
    press(focus(), Qt.Key.Key_Tab)
    press(focus(), Qt.Key.Key_Down)
    dialog.form.focus_field("hours_per_year")
    type_text(focus(), "1.450 h")
    press(focus(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    (process,) = desk.services.processes.of_company(desk.company).records
    assert (process.name, process.hours_per_year) == ("Rüstplanung", Decimal(1450))
    assert process.area is not None
    card = desk.page.cards["process"]
    assert card.grid.current() == (process.id, "name")
    assert desk.bench.window.focusWidget() is card.grid.view


def test_that_wrong_texts_keep_a_dialog_open_and_stay_in_their_fields(desk: Desk) -> None:
    desk.page.ask_new("data_source")
    dialog = desk.dialog()
    type_text(focus(), "Prüfprotokolle")
    dialog.form.focus_field("history_months")
    type_text(focus(), "lange")
    press(focus(), Qt.Key.Key_Return, CONTROL)
    assert dialog.isVisible()
    box = dialog.form.field("history_months")
    assert box.problem_line.isVisible()
    assert box.has_focus()
    assert line_of(box).text() == "lange"
    assert desk.services.sources.of_company(desk.company).records == ()
    line_of(box).selectAll()
    type_text(line_of(box), "6 Jahre")
    press(line_of(box), Qt.Key.Key_Return)
    (source,) = desk.services.sources.of_company(desk.company).records
    assert (source.name, source.history_months) == ("Prüfprotokolle", Decimal(72))


def test_that_escape_cancels_but_never_drops_typing_at_once(desk: Desk) -> None:
    desk.page.ask_new("contact")
    dialog = desk.dialog()
    type_text(focus(), "Leitung Fertigung")
    press(focus(), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "Noch nicht gespeichert" in dialog.warning.text()
    press(focus(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    desk.page.ask_new("contact")
    untouched = desk.dialog()
    press(focus(), Qt.Key.Key_Escape)
    assert not untouched.isVisible()
    assert desk.services.contacts.of_company(desk.company).records == ()


def test_that_undo_jumps_back_and_shows_the_old_value(desk: Desk) -> None:
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


def test_that_a_reload_never_touches_the_field_in_hand(desk: Desk) -> None:
    desk.page.reveal("field:town")
    type_text(desk.line("town"), "Plau")
    state = desk.services.companies.state(desk.company)
    assert state is not None
    desk.bench.desk.publish(
        desk.services.companies.save(desk.company, state.as_of, town="Zwickau", street="Ring 1")
    )
    assert desk.line("town").text() == "Plau"
    assert desk.line("street").text() == "Ring 1"


def test_that_a_disputed_field_leads_to_the_decision(desk: Desk, colleague: Workspace) -> None:
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


def test_that_an_open_point_leads_into_its_field_or_record(desk: Desk) -> None:
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
    assert desk.page.cards["data_source"].grid.current() == (source, "name")


def test_that_the_page_teaches_when_no_company_is_chosen(desk: Desk) -> None:
    desk.bench.desk.choose(None)
    assert desk.page.nothing.isVisible()
    assert not desk.page.columns.isVisible()
    click(desk.page.empty.button)
    assert desk.bench.window.current_key == "companies"


def test_that_everything_on_page_and_dialog_has_a_name(desk: Desk) -> None:
    desk.enter("postcode", "07919")
    assert unnamed_focusable(desk.page) == []
    for section in SECTIONS:
        desk.page.show_section(section)
        assert unnamed_focusable(desk.page) == []
    for kind in RECORD_ROWS:
        desk.page.ask_new(kind)
        dialog = desk.dialog()
        assert unnamed_focusable(dialog) == []
        dialog.leave()


def test_that_nothing_is_wider_than_the_smallest_window(
    desk: Desk, process_events: Callable[[], None]
) -> None:
    desk.services.processes.create(desk.company, name="Instandhaltung BAZ 1–6")
    desk.bench.window.resize(1024, 640)
    desk.bench.desk.choose(None)
    desk.bench.desk.choose(desk.company)
    process_events()
    assert not desk.page.horizontalScrollBar().isVisible()
    assert len(desk.page.cards["process"].grid.model.columns) == 4
    desk.page.ask_new("process")
    process_events()
    dialog = desk.dialog()
    assert dialog.height() <= 640
    assert dialog.area.horizontalScrollBar().maximum() == 0
    dialog.leave()
