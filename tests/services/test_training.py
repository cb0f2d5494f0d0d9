"""The plan for AI literacy as records: taken, typed, held, undone, on two laptops."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kihub_desktop.analysis.training import Occurrence, Urgency
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import TargetGroup, TrainingGroup
from kihub_desktop.domain.training_records import Training
from kihub_desktop.services.training import training_id
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry
from tests.services.golden_report import TODAY


@pytest.fixture
def company(services: Services) -> UUID:
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    state = services.companies.state(company)
    assert state is not None
    services.companies.save(company, state.as_of, employees=Decimal(84), works_council=True)
    return company


def _take(services: Services, company: UUID, groups: Collection[TrainingGroup]) -> None:
    state = services.training.state(company)
    wanted = [
        (
            each.key,
            {
                "name": each.offer.name,
                "group": each.group,
                "people": each.people,
                "due": each.due,
                "content": each.offer.content,
                "offer": each.offer.id,
            },
        )
        for each in state.proposals
        if each.group in groups
    ]
    services.training.take(company, wanted)


def test_that_a_plan_is_taken_held_and_undone(services: Services, company: UUID) -> None:
    _take(services, company, {TrainingGroup.ALL, TrainingGroup.SPECIALIST})
    state = services.training.state(company)
    assert [each.group for each in state.trainings] == [
        TrainingGroup.ALL,
        TrainingGroup.SPECIALIST,
    ]
    basic = state.trainings[0]
    assert basic == Training(
        id=training_id(company, "t21:all"),
        company=company,
        name="KI-Grundlagen für alle",
        group=TrainingGroup.ALL,
        people=84,
        due=date(2026, 12, 21),
        content=basic.content,
        offer="t21",
        edition="2026-11",
        position=basic.position,
    )
    assert state.status.planned == 2
    services.training.save(
        company, basic.id, state.as_of, held_on=TODAY, trainer="Beratung Süd", proof="Liste"
    )
    held = services.training.state(company).status
    assert (held.held, held.reached, held.employees) == (1, 84, 84)
    services.undo.undo()
    services.undo.undo()
    assert services.training.state(company).trainings == ()


def test_that_nothing_is_taken_twice_and_what_was_deleted_comes_back(
    services: Services, company: UUID
) -> None:
    _take(services, company, {TrainingGroup.ALL})
    _take(services, company, {TrainingGroup.ALL})
    state = services.training.state(company)
    assert len(state.trainings) == 1
    services.training.delete(company, state.trainings[0].id, state.as_of)
    assert services.training.state(company).trainings == ()
    _take(services, company, {TrainingGroup.ALL})
    assert len(services.training.state(company).trainings) == 1


def test_that_two_laptops_take_the_same_unit_once(
    workspace: Workspace, colleague: Workspace, services: Services, company: UUID
) -> None:
    carry(workspace, colleague)
    there = Services(colleague, lambda: TODAY)
    _take(services, company, {TrainingGroup.ALL})
    _take(there, company, {TrainingGroup.ALL})
    carry(colleague, workspace)
    assert len(services.training.state(company).trainings) == 1
    assert services.conflicts.all() == ()


def test_that_personal_data_make_the_council_mandatory(services: Services, company: UUID) -> None:
    def urgency() -> Urgency | None:
        found = {each.group: each.urgency for each in services.training.state(company).proposals}
        return found.get(TrainingGroup.WORKS_COUNCIL)

    assert urgency() is Urgency.TO_BE_SETTLED  # nobody has said anything yet
    source, _ = services.sources.create(company, name="Werkerkennung", personal_data=True)
    assert services.training.state(company).need.personal is Occurrence.YES
    assert urgency() is Urgency.MANDATORY
    as_of = services.sources.of_company(company).as_of
    services.sources.save(company, source, as_of, personal_data=False)
    assert urgency() is None


def test_that_apprentices_on_site_are_thought_of(services: Services, company: UUID) -> None:
    services.contacts.create(company, name="Ausbildung", target_group=TargetGroup.APPRENTICE)
    groups = {each.group for each in services.training.state(company).proposals}
    assert TrainingGroup.APPRENTICE in groups


def test_that_history_and_search_know_a_training(services: Services, company: UUID) -> None:
    _take(services, company, {TrainingGroup.ALL})
    assert "KI-Grundlagen für alle" in render(services.undo.steps().back[0].said)
    key = training_id(company, "t21:all")
    told = services.history.of_record(company, "training", key, "offer")
    assert [render(each.after) for each in told.lines] == ["KI-Grundlagen für alle"]
