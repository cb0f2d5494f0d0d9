"""History names author, time, old and new value; the bin gives back what was deleted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.services.history import Deed
from kihub_desktop.services.team import TeamService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry

NOW = 10**9


def _told(services: Services, company, record, kind="process", field=""):  # type: ignore[no-untyped-def]
    found = services.history.of_record(company, kind, record, field)
    return [
        (render(each.label), render(each.before), render(each.after), each.deed)
        for each in found.lines
    ]


def test_that_a_field_tells_all_its_values(services: Services) -> None:
    services.team.sign("Beratung Süd", "Laptop 07")
    company, _ = services.companies.create("Muster GmbH")
    for number in (48, 84):
        services.companies.save(company, NOW, employees=Decimal(number), town=f"Ort {number}")
    assert _told(services, company, company, "company", "employees") == [
        ("Beschäftigte (VZÄ)", "48", "84", Deed.VALUE),
        ("Beschäftigte (VZÄ)", "–", "48", Deed.VALUE),
    ]
    told = _told(services, company, company, "company")
    assert told[-1] == ("Name", "–", "Muster GmbH", Deed.CREATED)
    line = services.history.of_record(company, "company", company, "employees").lines[0]
    assert (line.who, line.device, line.own, line.is_shown) == (
        "Beratung Süd",
        "Laptop 07",
        True,
        True,
    )


def test_that_an_earlier_value_comes_back_as_an_ordinary_change(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    for number in (48, 84):
        services.companies.save(company, NOW, employees=Decimal(number))
    found = services.history.of_record(company, "company", company, "employees")
    services.history.bring_back_value(found.key, found.lines[1])
    state = services.companies.state(company)
    assert state is not None
    assert state.company.employees == Decimal(48)
    name = services.undo.undo().name
    assert name is not None
    assert render(name.said) == "Beschäftigte (VZÄ) 84 → 48"
    lines = services.history.of_record(company, "company", company, "employees").lines
    assert [each.undone for each in lines] == [True, False, False, False]


def test_that_a_whole_record_comes_back_as_it_was(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    process, _ = services.processes.create(company, name="Rüsten", tags=frozenset({"Öl", "Montag"}))
    services.processes.save(company, process, NOW, name="Umrüsten", owner="Meister")
    services.processes.save(company, process, NOW, tags={"Öl"})
    then = services.history.of_record(company, "process", process).lines[-1]
    services.processes.delete(company, process, NOW)
    assert _told(services, company, process)[0][3] is Deed.DELETED
    key = RecordKey(str(company), f"process:{process}")
    with pytest.raises(Refused):
        services.history.bring_back_record(key, then.arrived)
    services.history.restore(key)
    services.history.bring_back_record(key, then.arrived)
    (record,) = services.processes.of_company(company).records
    assert (record.name, record.owner, record.tags) == ("Rüsten", None, frozenset({"Öl", "Montag"}))
    services.undo.undo()
    (record,) = services.processes.of_company(company).records
    assert (record.name, record.owner, record.tags) == ("Umrüsten", "Meister", frozenset({"Öl"}))
    services.undo.undo()
    assert services.processes.of_company(company).records == ()


def test_that_a_tag_comes_back_alone(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    services.companies.save(company, NOW, tags=frozenset({"Öl", "Montag"}))
    services.companies.save(company, NOW, tags={"Öl"})
    found = services.history.of_record(company, "company", company, "tags")
    line = next(each for each in found.lines if each.stored and each.field.endswith("Montag"))
    services.history.bring_back_value(found.key, line)
    state = services.companies.state(company)
    assert state is not None
    assert state.company.tags == {"Öl", "Montag"}


def test_that_values_of_others_are_told_with_their_names(
    services: Services, workspace: Workspace, colleague: Workspace
) -> None:
    TeamService(colleague).sign("Beratung Nord", "Laptop 12")
    there = Services(colleague)
    company, _ = services.companies.create("Muster GmbH")
    carry(workspace, colleague)
    services.companies.save(company, NOW, town="Plauen")
    there.companies.save(company, NOW, town="Oelsnitz")
    carry(colleague, workspace)
    lines = services.history.of_record(company, "company", company, "town").lines
    assert [(each.who, each.device, each.disputed) for each in lines] == [
        ("Beratung Nord", "Laptop 12", True),
        ("", "", True),
    ]
    latest = services.history.latest()
    assert (latest[0].who, render(latest[0].name.said)) == ("Beratung Nord", "Ort – → Oelsnitz")


def test_that_the_latest_changes_are_told_page_by_page(services: Services) -> None:
    first, _ = services.companies.create("Muster GmbH")
    other, _ = services.companies.create("Andere GmbH")
    for number in range(5):
        services.companies.save(first, NOW, employees=Decimal(number))
    page = services.history.latest(at_most=3)
    more = services.history.latest(before=page[-1].arrived, at_most=10)
    assert [render(each.name.said) for each in (*page, *more)] == [
        "Beschäftigte (VZÄ) 3 → 4",
        "Beschäftigte (VZÄ) 2 → 3",
        "Beschäftigte (VZÄ) 1 → 2",
        "Beschäftigte (VZÄ) 0 → 1",
        "Beschäftigte (VZÄ) – → 0",
        "Unternehmen „Andere GmbH“ angelegt",
        "Unternehmen „Muster GmbH“ angelegt",
    ]
    assert [each.company for each in services.history.latest(other)] == ["Andere GmbH"]


def test_that_the_bin_names_what_was_deleted_and_gives_it_back(services: Services) -> None:
    services.team.sign("Beratung Süd", "Laptop 07")
    company, _ = services.companies.create("Muster GmbH")
    process, _ = services.processes.create(company, name="Rüsten")
    services.processes.create(company, name="Prüfen")
    services.processes.delete(company, process, NOW)
    services.companies.delete(company, NOW)
    whole, single = services.recycle_bin.content()
    assert (render(whole.name), whole.comes_with, whole.who) == ("Muster GmbH", 1, "Beratung Süd")
    assert (render(single.kind), render(single.name)) == ("Prozess", "Rüsten")
    assert services.recycle_bin.content("ruesten") == (single,)
    changes = services.recycle_bin.restore([whole.key, single.key])
    assert changes.kinds == {"company", "process"}
    assert services.recycle_bin.content() == ()
    assert {each.name for each in services.processes.of_company(company).records} == {
        "Rüsten",
        "Prüfen",
    }
    name = services.undo.undo().name
    assert name is not None
    assert render(name.said) == "2 Einträge zurückgeholt"
    assert len(services.recycle_bin.content()) == 2
