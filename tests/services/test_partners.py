"""Partners and the sketch of a pilot as records: slot, proposals, undo, history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, Sector, SourceRole
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.partners import PilotState, pilot_id
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry
from tests.services.golden_report import TODAY


@pytest.fixture
def company(services: Services) -> UUID:
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    state = services.companies.state(company)
    assert state is not None
    services.companies.save(
        company,
        state.as_of,
        sector=Sector.MACHINERY,
        postcode="08523",
        town="Plauen",
        district="14523",
        employees=Decimal(84),
    )
    return company


@pytest.fixture
def use_case(services: Services, company: UUID) -> UUID:
    process, _ = services.processes.create(
        company, name="Instandhaltung", owner="Leitung Fertigung", stops_per_year=Decimal(38)
    )
    made, _ = services.use_cases.create(
        company,
        title="Werkzeugverschleiß vorhersagen",
        archetype=Archetype.PREDICTIVE_MAINTENANCE,
        process=process,
        planned_start=date(2027, 2, 1),
    )
    return made


def _state(services: Services, company: UUID, use_case: UUID) -> PilotState:
    state = services.partners.state(company, use_case)
    assert state is not None
    return state


def test_that_proposals_rest_on_what_is_recorded(
    services: Services, company: UUID, use_case: UUID
) -> None:
    source, _ = services.sources.create(
        company, name="Spindel-Sensorik", history_months=Decimal(14)
    )
    state = services.use_cases.state(company, use_case)
    assert state is not None
    services.use_cases.link_source(
        company, use_case, source, state.as_of, role=SourceRole.NECESSARY
    )
    money = services.business_cases.state(company, use_case)
    services.business_cases.set_frame(company, use_case, money.as_of, pilot_months=3)
    found = _state(services, company, use_case)
    said = {name: render(value) for name, value in found.proposals.items()}
    assert said["baseline"] == "38 Stillstände im Jahr"
    assert said["lead"] == "Leitung Fertigung"
    assert said["inputs"] == "Spindel-Sensorik (14 Monate)"
    assert found.proposals["months"] == 3
    assert found.proposals["starts_on"] == date(2027, 2, 1)
    assert found.proposals["partner"] == "p18"
    assert not found.is_begun
    assert found.sketch.goal is None  # a proposal is not a record


def test_that_the_sketch_is_kept_and_undone(
    services: Services, company: UUID, use_case: UUID
) -> None:
    state = _state(services, company, use_case)
    services.partners.save(
        company, use_case, state.as_of, goal="Ausfall einplanen", partner="p18", months=4
    )
    kept = _state(services, company, use_case)
    assert kept.sketch == PilotSketch(
        id=pilot_id(use_case),
        company=company,
        use_case=use_case,
        goal="Ausfall einplanen",
        partner="p18",
        months=4,
    )
    assert kept.chosen is not None
    assert kept.chosen.partner.name == "Fraunhofer IWU"
    step = services.undo.steps().back[0]
    assert "Werkzeugverschleiß vorhersagen" in render(step.said)
    services.undo.undo()
    assert not _state(services, company, use_case).is_begun
    told = services.history.of_record(company, "pilot", pilot_id(use_case), "partner")
    assert "Fraunhofer IWU" in [render(each.after) for each in told.lines]


def test_that_a_partner_outside_the_catalogue_stays_as_it_is_written(
    services: Services, company: UUID, use_case: UUID
) -> None:
    as_of = _state(services, company, use_case).as_of
    services.partners.save(company, use_case, as_of, partner="Ingenieurbüro im Nachbarort")
    kept = _state(services, company, use_case)
    assert kept.chosen is None
    assert kept.sketch.partner == "Ingenieurbüro im Nachbarort"


def test_that_a_sketch_needs_its_use_case(services: Services, company: UUID) -> None:
    missing = UUID(int=7)
    assert services.partners.state(company, missing) is None
    with pytest.raises(Refused) as caught:
        services.partners.save(company, missing, 0, goal="ohne Boden")
    assert caught.value.reason is Reason.UNKNOWN_RECORD


def test_that_a_stale_form_makes_a_visible_conflict(
    workspace: Workspace, colleague: Workspace, services: Services, company: UUID, use_case: UUID
) -> None:
    carry(workspace, colleague)
    there = Services(colleague, lambda: TODAY)
    for laptop, goal in ((services, "hier"), (there, "dort")):
        seen = _state(laptop, company, use_case).as_of
        laptop.partners.save(company, use_case, seen, goal=goal)
    carry(colleague, workspace)
    assert [(each.kind, each.field) for each in services.conflicts.all()] == [("pilot", "goal")]
