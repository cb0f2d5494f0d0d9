"""Adopting a template: one step, nothing invented, nothing rated, wholly undone and redone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import pytest

from kihub_desktop.analysis.economics.result import Incomplete
from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, CashBasis, ProcessArea, Side, SourceKind
from kihub_desktop.domain.records import CashLine, DataSource, Finding, Rating, SourceLink
from kihub_desktop.domain.use_case_templates import UseCaseTemplate
from kihub_desktop.domain.visit_records import PainPoint, Task
from kihub_desktop.services.portfolio import PortfolioService
from kihub_desktop.services.use_case_templates import TEMPLATE_TAG
from kihub_desktop.texts import TEXTS

_AMOUNTS = tuple(
    prefix + name for prefix in ("", "price_") for name in ("pessimistic", "likely", "optimistic")
)


@pytest.fixture
def company(services: Services) -> UUID:
    return services.companies.create("Muster GmbH")[0]


@pytest.fixture(autouse=True)
def _german_again() -> Iterator[None]:
    yield
    TEXTS.use("de")


def _template(services: Services, key: str) -> UseCaseTemplate:
    found = services.use_case_templates.templates.template(key)
    assert found is not None
    return found


def _tasks(services: Services, company: UUID) -> tuple[Task, ...]:
    return services.records(Task).of_company(company).records


def _lines(services: Services, company: UUID) -> tuple[CashLine, ...]:
    return services.records(CashLine).of_company(company).records


def test_that_adopting_fills_what_the_plan_says(services: Services, company: UUID) -> None:
    service, template = services.use_case_templates, _template(services, "mb1")
    plan = service.plan(template, service.surroundings(company), None)
    identifier, _changes = service.adopt(company, template)
    found = services.use_cases.get(company, identifier)
    assert found is not None
    assert (found.title, found.archetype) == (plan.title, Archetype.PREDICTIVE_MAINTENANCE)
    assert found.description == plan.description
    assert template.problem in plan.description
    assert (found.template, found.template_edition) == ("mb1", service.templates.edition)
    assert tuple(each.text for each in _tasks(services, company)) == plan.questions
    assert {each.use_case for each in _tasks(services, company)} == {identifier}
    assert all(each.tags == {TEMPLATE_TAG} for each in _tasks(services, company))
    recorded = [each.label for each in _lines(services, company)]
    assert recorded == [each.line.label for each in plan.lines]


@pytest.mark.parametrize("key", ["mb1", "ge1", "qu7"])
def test_that_nothing_is_claimed_rated_or_priced(
    services: Services, company: UUID, key: str
) -> None:
    template = _template(services, key)
    identifier, _changes = services.use_case_templates.adopt(company, template)
    for line in _lines(services, company):
        assert [getattr(line, name) for name in _AMOUNTS] == [None] * 6
        assert line.unit
        assert template.title in (line.source or "")
    for kind in (Rating, SourceLink, Finding, DataSource):
        assert services.records(kind).of_company(company).records == ()
    (rated,) = PortfolioService(services.workspace, current_criteria()).state(company).use_cases
    assert (rated.persons, rated.standing.worth) == (0, None)
    state = services.business_cases.state(company, identifier)
    assert isinstance(services.business_cases.assessment(state), Incomplete)


def test_that_adopting_is_one_step_wholly_undone_and_redone(
    services: Services, company: UUID
) -> None:
    def everything() -> tuple[object, ...]:
        return (
            services.use_cases.of_company(company).records,
            _tasks(services, company),
            _lines(services, company),
        )

    services.use_case_templates.adopt(company, _template(services, "lo4"))
    filled = everything()
    services.undo.undo()
    assert everything() == ((), (), ())
    services.undo.redo()
    assert everything() == filled


def test_that_a_captured_process_gives_its_price_and_never_a_saving(
    services: Services, company: UUID
) -> None:
    process, _ = services.processes.create(
        company,
        name="Instandhaltung BAZ",
        area=ProcessArea.MAINTENANCE,
        stops_per_year=Decimal(38),
        hours_per_stop=Decimal(4),
        cost_per_hour=Decimal(95),
    )
    services.records(PainPoint).create(
        company,
        name="Notdienst",
        process=process,
        cases_per_year=Decimal(12),
        cost_per_case=Decimal(400),
    )
    template = _template(services, "mb1")
    around = services.use_case_templates.surroundings(company)
    assert around.likely_process(template) == process
    identifier, _changes = services.use_case_templates.adopt(company, template, process)
    linked = services.use_cases.get(company, identifier)
    assert linked is not None
    assert linked.process == process
    by_basis = {each.basis: each for each in _lines(services, company) if each.basis}
    assert set(by_basis) == {CashBasis.STOPS, CashBasis.CASES}
    stops = by_basis[CashBasis.STOPS]
    assert (stops.process, stops.price_likely, stops.likely) == (process, Decimal(380), None)
    assert (stops.basis_quantity, stops.side) == (Decimal(38), Side.BENEFIT)
    assert len(_lines(services, company)) == len(template.lines)


def test_that_captured_sources_of_the_same_kind_are_named_and_not_linked(
    services: Services, company: UUID
) -> None:
    services.sources.create(company, name="MES-Export", kind=SourceKind.TABLE)
    around = services.use_case_templates.surroundings(company)
    wanted = {each.kind: around.fitting(each) for each in _template(services, "mb1").typical_data}
    assert wanted == {SourceKind.TIME_SERIES: (), SourceKind.TABLE: ("MES-Export",)}


def test_that_two_processes_in_the_area_leave_the_choice_open(
    services: Services, company: UUID
) -> None:
    for name in ("Dreherei", "Fräserei"):
        services.processes.create(company, name=name, area=ProcessArea.PRODUCTION)
    around = services.use_case_templates.surroundings(company)
    assert around.likely_process(_template(services, "mb1")) is None


def test_that_adopting_twice_makes_two_use_cases(services: Services, company: UUID) -> None:
    template = _template(services, "qu1")
    for _time in range(2):
        services.use_case_templates.adopt(company, template)
    assert len(services.use_cases.of_company(company).records) == 2
    assert len(_tasks(services, company)) == 2 * len(template.typical_data)


def test_that_words_are_those_of_the_language_in_use(services: Services, company: UUID) -> None:
    TEXTS.use("en")
    services.use_case_templates.adopt(company, _template(services, "mb1"))
    (found,) = services.use_cases.of_company(company).records
    assert found.title == "Predictive maintenance of own equipment"
    assert all("Is it" in (each.text or "") for each in _tasks(services, company))
