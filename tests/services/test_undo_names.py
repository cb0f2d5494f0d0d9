"""Undo and redo say by name what they do, and who was there since."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.domain.records import Process
from kihub_desktop.services.records import RecordService
from kihub_desktop.services.team import TeamService
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry

TODAY = date(2026, 11, 23)


def _back(services: Services) -> list[str]:
    return [render(each.said) for each in services.undo.steps().back]


def _forward(services: Services) -> list[str]:
    return [render(each.said) for each in services.undo.steps().forward]


def test_that_steps_are_named_after_what_a_person_did(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    services.companies.save(company, 10**9, employees=Decimal(48))
    services.companies.save(company, 10**9, employees=Decimal(84), tags={"Logistik"})
    process, _ = services.processes.create(company, name="Rüstplanung")
    services.processes.save(company, process, 10**9, hours_per_year=Decimal("1450.5"))
    services.interviews.answer(company, Stage.T0, "D1.1", 0, TODAY, level=Level.THREE)
    services.processes.delete(company, process, 10**9)
    assert _back(services) == [
        "Prozess „Rüstplanung“ gelöscht",
        "Antwort „D1.1“: Stufe – → 3 – festgelegt und in einem Bereich gelebt",
        "Prozess „Rüstplanung“: Aufwand/Jahr – → 1.450,5\u00a0h",
        "Prozess „Rüstplanung“ angelegt",
        "Beschäftigte (VZÄ) 48 → 84 und 1 weitere Angabe",
        "Beschäftigte (VZÄ) – → 48",
        "Unternehmen „Muster GmbH“ angelegt",
    ]


def test_that_a_step_keeps_its_name_when_it_is_taken_back_and_repeated(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    services.processes.create(company, name="Rüstplanung")
    outcome = services.undo.undo()
    assert outcome.name is not None
    assert render(outcome.name.said) == "Prozess „Rüstplanung“ angelegt"
    assert _forward(services) == ["Prozess „Rüstplanung“ angelegt"]
    assert _back(services) == ["Unternehmen „Muster GmbH“ angelegt"]
    repeated = services.undo.redo()
    assert repeated.name == outcome.name
    assert _back(services)[0] == "Prozess „Rüstplanung“ angelegt"
    assert outcome.name.record is not None


def test_that_many_records_of_one_step_are_counted(
    services: Services, workspace: Workspace
) -> None:
    company, _ = services.companies.create("Muster GmbH")
    with writing_to(workspace) as work:
        for number in range(60):
            work.set(Process, company, workspace.new_id(), name=f"Prozess {number}")
    assert _back(services)[0] == "60 Prozesse angelegt"
    assert render(services.undo.undo().name.said) == "60 Prozesse angelegt"  # type: ignore[union-attr]


def test_that_who_changed_it_since_is_named_with_the_time(
    services: Services, workspace: Workspace, colleague: Workspace
) -> None:
    TeamService(colleague).sign("Beratung Nord", "Laptop 12")
    there = RecordService(colleague, Process)
    company, _ = services.companies.create("Muster GmbH")
    process, _ = services.processes.create(company, name="Rüsten")
    services.processes.save(company, process, 10**9, stops_per_year=Decimal(38))
    carry(workspace, colleague)
    there.save(company, process, there.of_company(company).as_of, stops_per_year=Decimal(41))
    carry(colleague, workspace)
    outcome = services.undo.undo()
    assert not outcome.changes
    (since,) = outcome.overtaken_by
    assert (render(since.field), render(since.who)) == ("Stillstände/Jahr", "Beratung Nord")
    assert since.written_ms > 0
