"""The findings of a use case in the real window: typing, targets, sources, votes, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, DataReadiness, Evidence, Level, SourceRole
from kihub_desktop.domain.records import Finding
from kihub_desktop.services.use_cases import UseCaseState
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import TEXTS
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.findings.page import FindingsPage
from kihub_desktop.ui.pages.findings.rows import FindingRow
from kihub_desktop.ui.pages.findings.spellings import NOTE, VALUE
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.editors import ChoiceEditor, LineEditor
from kihub_desktop.ui.widgets.form import FieldBox
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import carry, colleague, workspace

__all__ = ["colleague", "workspace"]
TODAY = date(2026, 11, 23)


class _Desk:
    """The window on the page for one use case of predictive maintenance."""

    def __init__(self, bench: Workbench, company: UUID, use_case: UUID) -> None:
        self.bench, self.company, self.use_case = bench, company, use_case
        self.services = bench.services

    @property
    def page(self) -> FindingsPage:
        page = self.bench.window.page("findings")
        assert isinstance(page, FindingsPage)
        return page

    def state(self, use_case: UUID | None = None) -> UseCaseState:
        found = self.services.use_cases.state(self.company, use_case or self.use_case)
        assert found is not None
        return found

    def finding(self, key: str) -> Finding:
        return self.state().findings[key]

    def row(self, key: str) -> FindingRow:
        return next(card.rows[key] for card in self.page.groups.values() if key in card.rows)

    def box(self, key: str) -> FieldBox:
        return self.row(key).value.field(VALUE)

    def line(self, key: str) -> QLineEdit:
        editor = self.box(key).editor
        assert isinstance(editor, LineEditor)
        return editor.line

    def type(self, key: str, text: str) -> None:
        """Types into a field of a number and leaves it."""
        self.page.reveal("finding", key)
        self.line(key).selectAll()
        type_text(self.line(key), text)
        self.page.choice.setFocus()

    def choose(self, key: str, answer: str) -> None:
        editor = self.box(key).editor
        assert isinstance(editor, ChoiceEditor)
        editor.box.setCurrentIndex(editor.box.findData(answer))
        editor.box.activated.emit(editor.box.currentIndex())

    def new(self, title: str, archetype: Archetype) -> UUID:
        use_case, changes = self.services.use_cases.create(
            self.company, title=title, archetype=archetype
        )
        self.bench.desk.publish(changes)
        return use_case


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace, today=lambda: TODAY)
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    use_case, _ = services.use_cases.create(
        company, title="Werkzeugverschleiß vorhersagen", archetype=Archetype.PREDICTIVE_MAINTENANCE
    )
    jobs = Jobs()
    bench = Workbench(services, appearance, jobs)
    bench.window.resize(1440, 900)
    bench.desk.choose(company)
    bench.window.go_to("findings")
    bench.window.show()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    yield _Desk(bench, company, use_case)
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    # Otherwise the next theme would polish hundreds of widgets that nobody sees.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _focused(window: QWidget) -> QWidget:
    QApplication.processEvents()
    found = window.focusWidget()
    assert found is not None
    return found


def test_that_the_questions_are_those_of_the_kind_of_use_case(desk: _Desk) -> None:
    keys = set(desk.page.groups["D"].rows)
    assert keys == {"label", "volume.failures", "volume.months", "rights"}
    other = desk.new("Sichtprüfung", Archetype.VISUAL_INSPECTION)
    desk.bench.desk.choose_use_case(other)
    assert "volume.images_per_fault" in desk.page.groups["D"].rows
    assert "volume.failures" not in desk.page.groups["D"].rows
    assert desk.page.choice.key() == str(other)


def test_that_a_number_is_saved_when_its_field_is_left(desk: _Desk) -> None:
    desk.type("volume.failures", "1.450")
    assert desk.finding("volume.failures").value == "1450"
    desk.type("volume.months", "2 Jahre")
    assert desk.finding("volume.months").value == "24"
    assert desk.line("volume.months").text() == "24"


def test_that_a_wrong_number_is_told_beside_the_field_and_kept_as_typed(desk: _Desk) -> None:
    desk.type("volume.failures", "12,5")
    assert "volume.failures" not in desk.state().findings
    assert desk.line("volume.failures").text() == "12,5"
    assert "ganze Zahl" in desk.box("volume.failures").problem_line.text()
    desk.type("volume.failures", "-3")
    assert desk.box("volume.failures").problem_line.text() == "Bitte eine Zahl ab 0 eintragen."
    desk.type("volume.failures", "12")
    assert desk.finding("volume.failures").value == "12"
    assert desk.box("volume.failures").problem_line.text() == ""


def test_that_a_wrong_text_survives_another_language_and_escape_gives_it_up(desk: _Desk) -> None:
    desk.type("volume.failures", "viele")
    desk.bench.window.switch_language()
    QApplication.processEvents()
    assert TEXTS.language == "en"
    assert desk.line("volume.failures").text() == "viele"
    press(desk.line("volume.failures"), Qt.Key.Key_Escape)
    assert desk.line("volume.failures").text() == ""


def test_that_a_chosen_level_shows_its_anchor_and_is_no_longer_open(desk: _Desk) -> None:
    row = desk.row("owner")
    assert row.pill.text() == "noch offen"
    before = desk.page.subtitle
    desk.choose("owner", "3")
    assert desk.finding("owner").value == "3"
    assert row.sentence.text() == "Die Person hat einen schriftlichen Auftrag für das Vorhaben."
    assert row.pill.isHidden()
    assert desk.page.subtitle != before
    desk.choose("owner", "")
    assert desk.finding("owner").value is None
    assert row.pill.text() == "noch offen"


def test_that_without_a_safety_function_nobody_waits_for_the_way_back(desk: _Desk) -> None:
    assert not desk.row("fallback").pill.isHidden()
    desk.page.reveal("finding", "safety_function")
    QApplication.processEvents()
    type_text(_focused(desk.bench.window), "n")
    assert desk.finding("safety_function").value == "nein"
    assert desk.row("fallback").pill.isHidden()


def test_that_evidence_and_note_are_saved_with_the_finding(desk: _Desk) -> None:
    row = desk.row("rights")
    row.evidence._group.button(2).click()
    assert desk.finding("rights").evidence is Evidence.SEEN
    assert row.note.isHidden()
    click(row.add_note)
    area = row.note.field(NOTE).editor.focus_widgets()[0]
    type_text(area, "Vertrag liegt vor")
    desk.page.choice.setFocus()
    assert desk.finding("rights").note == "Vertrag liegt vor"
    assert not row.note.isHidden()


def test_that_an_optional_finding_says_which_answer_holds_instead(desk: _Desk) -> None:
    row = desk.row("capacity")
    assert row.pill.isHidden()
    assert row.stand_in.text() == "Sonst gilt D5.2 im Interview; dort ist sie offen."
    asked: list[tuple[str, str]] = []
    desk.bench.desk.go_requested.connect(lambda page, target: asked.append((page, target)))
    click(row.jump)
    assert asked == [("readiness", "D5.2")]


def test_that_a_target_leads_to_its_row_in_another_use_case(desk: _Desk, qtbot: QtBot) -> None:
    other = desk.new("Lastspitzen glätten", Archetype.ENERGY)
    desk.bench.window.go_to("companies")
    desk.bench.desk.go("findings", f"finding:{other}:owner")
    assert desk.bench.window.current_key == "findings"
    assert desk.page.choice.key() == str(other)
    assert _focused(desk.bench.window) is desk.box("owner").editor.widget
    qtbot.waitUntil(lambda: not desk.row("owner").visibleRegion().isEmpty())


def test_that_a_target_leads_there_even_if_nothing_has_to_be_read_anew(desk: _Desk) -> None:
    desk.bench.desk.go("findings", f"votes:{desk.use_case}")
    assert _focused(desk.bench.window) in desk.page.votes.digits.buttons()
    desk.bench.window.go_to("companies")
    desk.bench.desk.go("findings", f"source:{desk.use_case}:")
    assert desk.page.sources.isAncestorOf(_focused(desk.bench.window))


def test_that_the_next_open_one_is_a_key_away_and_they_end_where_they_began(desk: _Desk) -> None:
    page = desk.page
    page.choice.setFocus()
    first = desk.box("label").editor.widget
    press(page.choice, Qt.Key.Key_F8)
    assert _focused(desk.bench.window) is first
    seen = {first}
    for _step in range(20):
        press(_focused(desk.bench.window), Qt.Key.Key_F8)
        seen.add(_focused(desk.bench.window))
    places = len(list(page._open_places()))
    assert len(seen) == places


def test_that_a_source_is_linked_graded_and_unlinked_and_undo_brings_it_back(desk: _Desk) -> None:
    source, changes = desk.services.sources.create(desk.company, name="Spindel-Sensorik")
    desk.bench.desk.publish(changes)
    page = desk.page
    page.sources.choice.setCurrentIndex(0)
    page.sources.choice.activated.emit(0)
    (link,) = desk.state().links
    assert (link.source, link.role) == (source, SourceRole.NECESSARY)
    block = page.sources.blocks[source]
    assert "8" in block.pill.text()
    for name, key in (("readiness", "B2"), ("accuracy", "4"), ("timeliness", "nr")):
        editor = block.form.field(name).editor
        editor.set_text(key)
        editor.picked.emit()
    block.evidence._group.button(3).click()
    (link,) = desk.state().links
    assert (link.readiness, link.accuracy) == (DataReadiness.B2, Level.FOUR)
    assert (link.timeliness, link.evidence) == (Level.NOT_RELEVANT, Evidence.DOCUMENT)
    assert "5" in block.pill.text()
    click(block.unlink)
    assert desk.state().links == ()
    assert source not in page.sources.blocks
    desk.bench.undo()
    (link,) = desk.state().links
    assert link.accuracy is Level.FOUR


def test_that_digits_record_one_vote_after_the_other(desk: _Desk) -> None:
    votes = desk.page.votes
    desk.page.reveal("votes", "")
    for digit in "543":
        type_text(_focused(desk.bench.window), digit)
    recorded = {each.participant: each.value for each in desk.state().votes}
    assert recorded == {"Teilnehmende 1": 5, "Teilnehmende 2": 4, "Teilnehmende 3": 3}
    assert votes.summary.text() == "3 Stimmen, Mittel 4,0, niedrigste 3, höchste 5."
    votes.table.choose(votes.table.model.rows[0].id)
    press(votes.table.view, Qt.Key.Key_Return)
    type_text(_focused(desk.bench.window), "0")
    recorded = {each.participant: each.value for each in desk.state().votes}
    assert recorded["Teilnehmende 1"] == 0
    assert len(recorded) == 3
    votes.table.choose(votes.table.model.rows[0].id)
    press(votes.table.view, Qt.Key.Key_Delete)
    assert len(desk.state().votes) == 2
    assert "gerechnet wird ab 3" in votes.summary.text()


def test_that_a_reload_leaves_the_field_in_use_alone_and_undo_takes_the_last_change(
    desk: _Desk,
) -> None:
    desk.type("volume.failures", "20")
    desk.page.reveal("finding", "volume.failures")
    desk.line("volume.failures").selectAll()
    type_text(desk.line("volume.failures"), "3")
    desk.choose("owner", "2")
    assert desk.line("volume.failures").text() == "3"
    assert desk.finding("volume.failures").value == "20"
    desk.page.choice.setFocus()
    assert desk.finding("volume.failures").value == "3"
    desk.bench.undo()
    assert desk.finding("volume.failures").value == "20"


def test_that_typing_over_what_a_colleague_changed_meanwhile_is_a_conflict_not_a_loss(
    desk: _Desk, colleague: Workspace
) -> None:
    desk.type("volume.failures", "20")
    carry(desk.services.workspace, colleague)
    theirs = Services(colleague, today=lambda: TODAY)
    there = theirs.use_cases.state(desk.company, desk.use_case)
    assert there is not None
    changes = theirs.use_cases.set_finding(
        desk.company, desk.use_case, "volume.failures", there.as_of, value="25"
    )
    desk.page.reveal("finding", "volume.failures")
    desk.line("volume.failures").selectAll()
    type_text(desk.line("volume.failures"), "30")
    carry(colleague, desk.services.workspace)
    desk.bench.desk.publish(changes)
    assert desk.line("volume.failures").text() == "30"
    desk.page.choice.setFocus()
    contested = desk.services.companies.contested(desk.company)
    assert any("value" in names for names in contested.values())


def test_that_what_was_typed_belongs_to_the_use_case_that_was_on_screen(desk: _Desk) -> None:
    other = desk.new("Spindel überwachen", Archetype.PREDICTIVE_MAINTENANCE)
    desk.page.reveal("finding", "volume.failures")
    type_text(desk.line("volume.failures"), "17")
    desk.page.use_case_chosen.emit(other)
    assert desk.finding("volume.failures").value == "17"
    assert desk.line("volume.failures").text() == ""
    assert "volume.failures" not in desk.state(other).findings


def test_that_a_page_without_a_use_case_says_what_is_missing(desk: _Desk) -> None:
    company, _ = desk.services.companies.create("Leer GmbH")
    desk.bench.desk.choose(company)
    assert not desk.page.nothing.isHidden()
    assert "Anwendungsfall" in desk.page.reason.text()
    click(desk.page.empty.button)
    assert desk.bench.window.current_key == "use_cases"


def test_that_everything_on_the_page_has_a_name(desk: _Desk) -> None:
    source, _ = desk.services.sources.create(desk.company, name="Spindel-Sensorik")
    state = desk.state()
    desk.bench.desk.publish(
        desk.services.use_cases.link_source(
            desk.company, desk.use_case, source, state.as_of, role=SourceRole.USEFUL
        )
    )
    assert unnamed_focusable(desk.page) == []
