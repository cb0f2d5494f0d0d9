"""The page of the pilot: proposals taken over by key, partners with reasons, the plan as a grid."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.domain.choices import Archetype, Sector, TrainingGroup
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.texts import TEXTS, render
from kihub_desktop.ui.pages.funding.page import FundingPage
from kihub_desktop.ui.pages.pilot.page import PilotPage
from kihub_desktop.ui.pages.pilot.partners_dialog import PartnersDialog
from kihub_desktop.ui.regional.partner_card import PartnerCard
from kihub_desktop.ui.regional.training_card import TrainingCard
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from tests.gui.company_desk import CONTROL, TODAY, Desk, desk, focus, line_of, workspace
from tests.gui.conftest import click, press, type_text, unnamed_focusable

__all__ = ["desk", "workspace"]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def use_case(desk: Desk) -> UUID:
    state = desk.services.companies.state(desk.company)
    assert state is not None
    desk.services.companies.save(
        desk.company,
        state.as_of,
        sector=Sector.MACHINERY,
        postcode="08523",
        town="Plauen",
        district="14523",
        employees=Decimal(84),
        works_council=True,
    )
    made, _ = desk.services.use_cases.create(
        desk.company,
        title="Werkzeugverschleiß vorhersagen",
        archetype=Archetype.PREDICTIVE_MAINTENANCE,
    )
    return made


@pytest.fixture
def page(desk: Desk, use_case: UUID, qtbot: QtBot) -> PilotPage:
    desk.bench.desk.choose_use_case(use_case)
    desk.bench.window.go_to("pilot")
    found = pilot_page(desk)
    qtbot.waitUntil(found.isVisible)
    desk.bench.window.activateWindow()
    qtbot.waitUntil(desk.bench.window.isActiveWindow)
    return found


def pilot_page(desk: Desk) -> PilotPage:
    found = desk.bench.window.page("pilot")
    assert isinstance(found, PilotPage)
    return found


def focus_on(page: PilotPage, name: str) -> QWidget:
    """The editor of a field of the sketch, with the keyboard."""
    page.sketch.form.focus_field(name)
    QApplication.processEvents()
    return focus()


def sketch(desk: Desk, use_case: UUID) -> PilotSketch:
    state = desk.services.partners.state(desk.company, use_case)
    assert state is not None
    return state.sketch


def test_that_proposals_are_marked_and_recorded_only_when_taken_over(
    desk: Desk, use_case: UUID, page: PilotPage
) -> None:
    strip = page.sketch.proposals
    assert strip.isVisible()
    assert strip.mark.text() == "Vorschlag"
    assert sketch(desk, use_case).goal is None
    shown = len(strip.rows)
    strip.rows[0][1].click()
    assert sketch(desk, use_case).goal is not None
    assert len(strip.rows) == shown - 1
    in_hand = focus_on(page, "goal")
    press(in_hand, Qt.Key.Key_V, CONTROL | SHIFT)
    taken = sketch(desk, use_case)
    assert (taken.partner, taken.months) == ("p18", 5)
    assert not strip.isVisible()
    press(in_hand, Qt.Key.Key_Z, CONTROL)  # all of them in one step
    assert sketch(desk, use_case).partner is None
    assert sketch(desk, use_case).goal is not None


def test_that_what_is_typed_is_kept_and_a_wrong_number_stays(
    desk: Desk, use_case: UUID, page: PilotPage
) -> None:
    form = page.sketch.form
    type_text(focus_on(page, "months"), "vier")
    focus_on(page, "lead")
    line = line_of(form.field("months"))
    assert sketch(desk, use_case).months is None
    assert line.text() == "vier"
    focus_on(page, "months")
    line.selectAll()
    type_text(line, "4")
    focus_on(page, "lead")
    assert sketch(desk, use_case).months == 4


def test_that_a_partner_is_named_by_keyboard(desk: Desk, use_case: UUID, page: PilotPage) -> None:
    for typed, stored in (("TU Ilmenau", "p12"), ("Büro im Ort", "Büro im Ort")):
        line = focus_on(page, "partner")
        assert isinstance(line, QLineEdit)
        line.selectAll()
        type_text(line, typed)
        focus_on(page, "lead")
        assert sketch(desk, use_case).partner == stored
    assert page.partners.foreign.text() == "Gewählt: Büro im Ort"


def test_that_a_partner_is_chosen_with_its_reasons_and_let_go(
    desk: Desk, use_case: UUID, page: PilotPage
) -> None:
    row = page.partners.rows[0]
    assert row.name.text() == "Fraunhofer IWU"
    assert "kann Zeitreihen und Sensordaten" in row.reasons.text()
    assert not row.origin.isVisible()
    row.source.click()
    assert "geprüft am" in row.origin.text()
    assert row.origin.isVisible()
    row.choose.click()
    assert sketch(desk, use_case).partner == "p18"
    assert page.partners.rows[0].choose.text() == "✓ gewählt"
    page.partners.rows[0].choose.click()
    assert sketch(desk, use_case).partner is None


def test_that_everybody_is_listed_and_typing_narrows(
    desk: Desk, use_case: UUID, page: PilotPage, qtbot: QtBot
) -> None:
    press(focus_on(page, "goal"), Qt.Key.Key_P, CONTROL | SHIFT)
    (dialog,) = page.findChildren(PartnersDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert len(dialog.rows) == len(desk.services.partners.catalogue.partners)
    assert all(row.reasons.text() for _said, row in dialog.rows)
    assert unnamed_focusable(dialog) == []
    type_text(dialog.search, "STFI")
    left = [row for _said, row in dialog.rows if not row.isHidden()]
    assert [row.name.text() for row in left] == ["Sächsisches Textilforschungsinstitut (STFI)"]
    left[0].choose.click()
    assert sketch(desk, use_case).partner == "p29"


def test_that_the_plan_is_taken_typed_in_its_cells_and_held(
    desk: Desk, use_case: UUID, page: PilotPage
) -> None:
    page.plan.take_all.click()
    state = desk.services.training.state(desk.company, use_case)
    assert state.trainings[0].group is TrainingGroup.ALL
    assert len(state.trainings) == len(state.proposals)
    assert not page.plan.take_all.isVisible()
    grid = page.plan.grid
    grid.choose(state.trainings[0].id)
    page.plan.grid.cell_committed.emit(
        state.trainings[0].id, "held_on", "23.11.2026", grid.model.state.as_of
    )
    status = desk.services.training.state(desk.company).status
    assert (status.held, status.reached) == (1, 84)
    assert "84 von 84" in page.plan.status.text()
    grid.open_requested.emit(state.trainings[0].id, "proof")
    (dialog,) = page.findChildren(RecordDialog)
    QApplication.processEvents()
    type_text(line_of(dialog.form.field("proof")), "Liste")
    press(dialog, Qt.Key.Key_Return, CONTROL)
    assert desk.services.training.state(desk.company).trainings[0].proof == "Liste"


def test_that_a_new_training_is_typed_by_keyboard(desk: Desk, page: PilotPage) -> None:
    page.reveal("plan")
    QApplication.processEvents()
    press(focus(), Qt.Key.Key_N, CONTROL)
    QApplication.processEvents()
    for letter in "Schweißen mit KI":
        type_text(focus(), letter)
    press(focus(), Qt.Key.Key_Return)
    names = [each.name for each in desk.services.training.state(desk.company).trainings]
    assert names == ["Schweißen mit KI"]


def test_that_every_control_has_a_name_and_english_holds(desk: Desk, page: PilotPage) -> None:
    assert unnamed_focusable(page) == []
    desk.bench.window.switch_language()
    assert TEXTS.language == "en"
    again = pilot_page(desk)
    assert again.sketch.proposals.mark.text() == "Proposal"
    assert "skilled in" in again.partners.rows[0].reasons.text()


def test_that_a_company_without_use_case_still_has_its_plan(desk: Desk) -> None:
    desk.bench.window.go_to("pilot")
    page = pilot_page(desk)
    assert not page.columns.isVisible()
    assert page.empty.isVisible()
    assert page.plan.isVisible()


def test_that_the_funding_page_shows_partners_and_training(desk: Desk, use_case: UUID) -> None:
    desk.bench.window.go_to("funding")
    page = desk.bench.window.page("funding")
    assert isinstance(page, FundingPage)
    (partners,) = page.findChildren(PartnerCard)
    (training,) = page.findChildren(TrainingCard)
    assert partners.rows[0].name.text() == "Fraunhofer IWU"
    assert training.proposals.rows[0].name.text() == "KI-Grundlagen für alle"
    click(training.plan)
    assert desk.bench.window.current_key == "pilot"


def test_that_the_rail_says_what_the_plan_lacks(desk: Desk, use_case: UUID) -> None:
    def told() -> list[str]:
        desk.bench.needs.count()
        return [render(each.text) for each in desk.bench.needs.needs["pilot"]]

    assert told() == ["Noch kein Plan zur KI-Kompetenz"]
    made, _ = desk.services.training.create(
        desk.company, name="Grundlagen", due=TODAY - timedelta(days=3)
    )
    assert told() == ["„Grundlagen“ ist überfällig seit 20.11.2026"]
    as_of = desk.services.training.of_company(desk.company).as_of
    desk.services.training.save(desk.company, made, as_of, held_on=TODAY)
    assert told() == []
