"""Taking a template over: one step, never twice, and what was asked on the tour."""

from __future__ import annotations

from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.records import Company, DataSource, Process
from kihub_desktop.domain.visit_records import ItSystem, Observation, Task
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.pages.company.templates_desk import TemplateDesk
from tests.services.conftest import carry
from tests.services.golden_report import TODAY


@pytest.fixture
def company(services: Services) -> Company:
    return _company(services, services.companies.create("Muster GmbH")[0])


def _company(services: Services, identifier: UUID) -> Company:
    state = services.companies.state(identifier)
    assert state is not None
    return state.company


def _known(services: Services, company: Company) -> frozenset[UUID]:
    """The ids of everything that a template brings or its questions become."""
    kinds = (Process, ItSystem, DataSource, Observation, Task)
    return frozenset(
        each.id for kind in kinds for each in services.records(kind).of_company(company.id).records
    )


def _keys(desk: TemplateDesk, company: Company) -> list[str]:
    offer = desk.offer(company, frozenset())
    return [entry.key for group in offer.groups for entry in group.entries]


def _names(services: Services, company: Company) -> list[str | None]:
    return [each.name for each in services.processes.of_company(company.id).records]


def test_that_chosen_entries_come_as_one_step_in_their_order(
    services: Services, company: Company
) -> None:
    desk = TemplateDesk(services.templates)
    keys = _keys(desk, company)
    desk.take(company, keys)
    taken = [each.name for each in services.sources.of_company(company.id).records]
    assert taken == [
        each.text for each in desk.offer(company, _known(services, company)).groups[2].entries
    ]
    assert len(_names(services, company)) == 6
    services.undo.undo()
    assert _names(services, company) == []
    assert services.sources.of_company(company.id).records == ()


def test_that_entries_are_never_there_twice(services: Services, company: Company) -> None:
    desk = TemplateDesk(services.templates)
    first = _keys(desk, company)[:2]
    desk.take(company, first)
    assert not desk.take(company, first)
    desk.take(company, _keys(desk, company))
    names = _names(services, company)
    assert len(names) == len(set(names)) == 6
    assert all(
        e.taken
        for group in desk.offer(company, _known(services, company)).groups
        for e in group.entries
    )


def test_that_a_deleted_entry_can_be_taken_once_more(services: Services, company: Company) -> None:
    desk = TemplateDesk(services.templates)
    first = _keys(desk, company)[:1]
    desk.take(company, first)
    (process,) = services.processes.of_company(company.id).records
    services.processes.delete(company.id, process.id, 10**9)
    assert _names(services, company) == []
    desk.take(company, first)
    assert _names(services, company) == [process.name]


def test_that_two_laptops_with_the_same_template_have_one_list_and_no_conflict(
    services: Services, company: Company, colleague: Workspace
) -> None:
    carry(services.workspace, colleague)
    there = Services(colleague, lambda: TODAY)
    for each in (services, there):
        desk = TemplateDesk(each.templates)
        desk.take(company, _keys(desk, company))
    carry(colleague, services.workspace)
    assert len(_names(services, company)) == 6
    assert services.companies.contested(company.id) == {}


def test_that_answers_become_observations_and_tasks(services: Services, company: Company) -> None:
    desk = TemplateDesk(services.templates)
    first, second, third, *_rest = (
        line.key for line in desk.questions(company, _known(services, company))
    )
    before = len(desk.questions(company, _known(services, company)))
    desk.answer(company, first, "Rechnungen prüfen")
    desk.make_task(company, second)
    desk.tick_off(company, third)
    assert len(desk.questions(company, _known(services, company))) == before - 3
    (seen,) = services.records(Observation).of_company(company.id).records
    assert seen.text is not None
    assert seen.text.endswith("? Rechnungen prüfen")
    tasks = services.records(Task).of_company(company.id).records
    assert [bool(each.done) for each in tasks] == [False, True]
    services.undo.undo()
    assert third in {line.key for line in desk.questions(company, _known(services, company))}
