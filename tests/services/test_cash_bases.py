"""Lines that count a process or a pain point: taken over, kept linked, never changed silently."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from kihub_desktop.catalogues.cash_lines import current_cash_lines
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import CashBasis
from kihub_desktop.domain.records import CashLine
from kihub_desktop.domain.visit_records import PainPoint
from kihub_desktop.services.cash_bases import adopted, bases_of
from kihub_desktop.store.view import view_of
from kihub_desktop.texts import render


@pytest.fixture
def company(services: Services) -> UUID:
    return services.companies.create("Muster GmbH")[0]


@pytest.fixture
def process(services: Services, company: UUID) -> UUID:
    return services.processes.create(
        company,
        name="Instandhaltung",
        hours_per_year=Decimal(1200),
        stops_per_year=Decimal(30),
        hours_per_stop=Decimal("4.2"),
        cost_per_hour=Decimal(310),
        scrap_rate=Decimal(2),
        volume_per_year=Decimal(10_000),
    )[0]


@pytest.fixture
def use_case(services: Services, company: UUID, process: UUID) -> UUID:
    made = services.use_cases.create(company, title="Verschleiß")[0]
    service = services.business_cases
    (stops,) = [each for each in service.bases(company) if each.kind is CashBasis.STOPS]
    service.insert_bases(company, made, [stops])
    return made


def seen(*values: object) -> tuple[object, ...]:
    return values


def line(services: Services, company: UUID, use_case: UUID) -> CashLine:
    return services.business_cases.state(company, use_case).lines[0]


def change_process(services: Services, company: UUID, process: UUID, **values: object) -> None:
    services.processes.save(
        company, process, services.processes.of_company(company).as_of, **values
    )


@pytest.mark.usefixtures("process")
def test_that_a_process_offers_hours_stops_and_scrap(services: Services, company: UUID) -> None:
    found = {each.kind: each for each in services.business_cases.bases(company)}
    assert found[CashBasis.HOURS].quantity * (found[CashBasis.HOURS].price or 0) == 372_000
    assert seen(found[CashBasis.STOPS].quantity, found[CashBasis.STOPS].price) == (30, 1302)
    assert seen(found[CashBasis.SCRAP].quantity, found[CashBasis.SCRAP].price) == (200, None)


def test_that_electricity_counts_as_energy_and_as_carbon_with_its_source(
    services: Services, company: UUID
) -> None:
    made = services.use_cases.create(company, title="Lastgang")[0]
    services.processes.create(company, name="Härterei", electricity=Decimal(1_200_000))
    found = {each.kind: each for each in services.business_cases.bases(company)}
    assert found[CashBasis.ENERGY].quantity == 1_200_000
    grams = current_cash_lines().electricity_carbon.grams
    carbon = found[CashBasis.CARBON]
    assert carbon.quantity == 1_200_000 * grams / 1_000_000
    assert "Umweltbundesamt" in render(carbon.origin)
    services.business_cases.insert_bases(company, made, [carbon])
    (recorded,) = services.business_cases.state(company, made).lines
    assert "Umweltbundesamt" in (recorded.source or "")
    assert seen(recorded.likely, recorded.price_likely) == (None, None)


def test_that_a_process_without_numbers_offers_nothing(services: Services, company: UUID) -> None:
    services.processes.create(company, name="Einkauf", hours_per_stop=Decimal(2))
    with view_of(services.workspace) as view:
        assert bases_of(view, company) == ()


def test_that_the_price_is_taken_and_the_saving_stays_open(
    services: Services, company: UUID, use_case: UUID, process: UUID
) -> None:
    made = line(services, company, use_case)
    assert seen(made.process, made.basis) == (process, CashBasis.STOPS)
    assert seen(made.likely, made.price_likely) == (None, 1302)
    assert "Prozess „Instandhaltung“: heute 30" in (made.source or "")


def test_that_a_changed_process_is_told_and_changes_nothing_by_itself(
    services: Services, company: UUID, use_case: UUID, process: UUID
) -> None:
    service = services.business_cases
    made = line(services, company, use_case)
    assert service.basis_changes(company, service.state(company, use_case)) == ()
    service.save(company, made.id, 10**9, likely=Decimal(20), optimistic=Decimal(24))
    change_process(services, company, process, stops_per_year=Decimal(45))
    state = service.state(company, use_case)
    (told,) = service.basis_changes(company, state)
    assert "45" in render(told.basis.amounts)
    assert "30" in render(told.before)
    assert seen(state.lines[0].likely, state.lines[0].basis_quantity) == (20, 30)


@pytest.mark.parametrize(("adopt", "expected"), [(True, (30, 1550)), (False, (20, 1302))])
def test_that_the_answer_scales_the_line_or_leaves_it_and_is_asked_once(
    services: Services,
    company: UUID,
    use_case: UUID,
    process: UUID,
    adopt: bool,
    expected: tuple[int, int],
) -> None:
    service = services.business_cases
    service.save(company, line(services, company, use_case).id, 10**9, likely=Decimal(20))
    change_process(
        services, company, process, stops_per_year=Decimal(45), hours_per_stop=Decimal(5)
    )
    state = service.state(company, use_case)
    service.answer_basis(company, state, state.lines[0].id, adopt=adopt)
    after = service.state(company, use_case)
    assert seen(after.lines[0].likely, after.lines[0].price_likely) == expected
    assert after.lines[0].basis_quantity == 45
    assert service.basis_changes(company, after) == ()
    services.undo.undo()
    assert service.state(company, use_case).lines[0].likely == 20


def test_that_a_deleted_process_changes_nothing(
    services: Services, company: UUID, use_case: UUID, process: UUID
) -> None:
    services.processes.delete(company, process, services.processes.of_company(company).as_of)
    service = services.business_cases
    assert service.basis_changes(company, service.state(company, use_case)) == ()


def test_that_a_pain_point_counts_cases_by_their_cost(services: Services, company: UUID) -> None:
    pain, _ = services.records(PainPoint).create(
        company, name="Werkzeugbruch", cases_per_year=Decimal(12), cost_per_case=Decimal(800)
    )
    use_case, _ = services.use_cases.create(company, title="Verschleiß")
    service = services.business_cases
    service.insert_bases(company, use_case, service.bases(company))
    made = line(services, company, use_case)
    assert seen(made.pain_point, made.process, made.price_likely) == (pain, None, 800)
    (basis,) = service.bases(company)
    assert "likely" not in adopted(made, basis)
