"""What a consultant does, on real workspaces."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kihub_desktop.domain.changes import Origin
from kihub_desktop.domain.choices import DataReadiness, Evidence, Level, Stage
from kihub_desktop.domain.records import Contact, DataSource, Process
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.services.conflicts import ConflictService
from kihub_desktop.services.interviews import InterviewService
from kihub_desktop.services.records import RecordService
from kihub_desktop.services.team import TeamService
from kihub_desktop.services.undo import UndoService
from kihub_desktop.services.use_cases import UseCaseService
from kihub_desktop.store.workspace import Workspace
from tests.services.conftest import carry

TODAY = date(2026, 11, 23)


def test_that_a_company_appears_in_the_list_with_its_figures(workspace: Workspace) -> None:
    companies = CompanyService(workspace)
    company, changes = companies.create("Göltzschtal Präzision GmbH")
    assert changes.companies == {company}
    state = companies.state(company)
    assert state is not None
    companies.save(company, state.as_of, employees=Decimal(84), town="Plauen")
    InterviewService(workspace, "2026-11").answer(
        company, Stage.T0, "D1.1", state.as_of, TODAY, level=Level.THREE
    )
    (row,) = companies.rows()
    assert (row.name, row.town, row.employees) == (
        "Göltzschtal Präzision GmbH",
        "Plauen",
        Decimal(84),
    )
    assert (row.filled, row.answered, row.waiting, row.contested) == (3, 1, 4, 0)


def test_that_a_question_asked_at_two_times_counts_once(workspace: Workspace) -> None:
    companies, interviews = CompanyService(workspace), InterviewService(workspace, "2026-11")
    company, _ = companies.create("Muster GmbH")
    for stage, question in ((Stage.T0, "D1.1"), (Stage.T1, "D1.1"), (Stage.T1, "D1.2")):
        state = companies.state(company)
        assert state is not None
        interviews.answer(company, stage, question, state.as_of, TODAY, level=Level.THREE)
    (row,) = companies.rows()
    assert row.answered == 2


def test_that_records_keep_their_order_and_can_be_copied(workspace: Workspace) -> None:
    company, _ = CompanyService(workspace).create("Muster GmbH")
    processes = RecordService(workspace, Process)
    first, _ = processes.create(company, name="Rüsten", hours_per_year=Decimal(900))
    processes.create(company, name="Prüfen")
    processes.duplicate(company, first)
    names = [each.name for each in processes.of_company(company).records]
    assert names == ["Rüsten", "Rüsten", "Prüfen"]
    assert processes.of_company(company).records[1].hours_per_year == Decimal(900)
    with pytest.raises(Refused) as caught:
        processes.duplicate(company, company)
    assert caught.value.reason is Reason.UNKNOWN_RECORD


def test_that_the_first_answer_opens_the_assessment(workspace: Workspace) -> None:
    company, _ = CompanyService(workspace).create("Muster GmbH")
    interviews = InterviewService(workspace, "2026-11")
    assert interviews.state(company, Stage.T0).assessment is None
    interviews.answer(company, Stage.T0, "D3.1", 0, TODAY, level=Level.TWO, evidence=Evidence.SEEN)
    state = interviews.state(company, Stage.T0)
    assert state.assessment is not None
    assert (state.assessment.edition, state.assessment.held_on) == ("2026-11", TODAY)
    assert state.answers["D3.1"].evidence is Evidence.SEEN
    assert interviews.stages(company) == (Stage.T0,)


def test_that_a_use_case_collects_what_belongs_to_it(workspace: Workspace) -> None:
    company, _ = CompanyService(workspace).create("Muster GmbH")
    sources = RecordService(workspace, DataSource)
    source, _ = sources.create(company, name="Prüfprotokolle")
    use_cases = UseCaseService(workspace)
    use_case, _ = use_cases.create(company, title="Verschleiß vorhersagen")
    use_cases.set_finding(company, use_case, "market_trl", 0, value="8")
    use_cases.link_source(company, use_case, source, 0, readiness=DataReadiness.B1)
    use_cases.rate(company, use_case, "value", "Leitung Fertigung", 0, 4)
    use_cases.settle_condition(company, use_case, "DA1", 0, owner="IT")
    state = use_cases.state(company, use_case)
    assert state is not None
    assert state.findings["market_trl"].value == "8"
    assert state.links[0].readiness is DataReadiness.B1
    assert state.sources[source].name == "Prüfprotokolle"
    assert state.ratings[0].value == 4
    assert state.conditions["DA1"].owner == "IT"
    use_cases.unlink_source(company, use_case, source, state.as_of)
    again = use_cases.state(company, use_case)
    assert again is not None
    assert again.links == ()


def test_that_undo_and_redo_walk_through_pages_and_restarts(workspace: Workspace) -> None:
    companies, contacts = CompanyService(workspace), RecordService(workspace, Contact)
    company, _ = companies.create("Muster GmbH")
    contact, _ = contacts.create(company, role="Geschäftsführung")
    state = contacts.of_company(company)
    contacts.save(company, contact, state.as_of, email="gf@firma.example")
    undo = UndoService(workspace)
    assert undo.undo().changes.origin is Origin.UNDO
    assert contacts.of_company(company).records[0].email is None
    undo.undo()
    assert contacts.of_company(company).records == ()
    assert UndoService(workspace).available() == (True, True)
    undo.redo()
    undo.redo()
    assert contacts.of_company(company).records[0].email == "gf@firma.example"
    assert undo.redo().nothing_left
    undo.undo()
    contacts.create(company, role="Leitung IT")
    assert undo.available() == (True, False)


def test_that_a_conflict_names_both_people_and_ends_with_a_decision(
    workspace: Workspace, colleague: Workspace
) -> None:
    TeamService(workspace).sign("Beratung Süd", "Laptop 07")
    TeamService(colleague).sign("Beratung Nord", "Laptop 12")
    here, there = RecordService(workspace, Process), RecordService(colleague, Process)
    company, _ = CompanyService(workspace).create("Göltzschtal Präzision GmbH")
    process, _ = here.create(company, name="Instandhaltung", stops_per_year=Decimal(35))
    carry(workspace, colleague)
    here.save(company, process, here.of_company(company).as_of, stops_per_year=Decimal(38))
    there.save(company, process, there.of_company(company).as_of, stops_per_year=Decimal(41))
    carry(workspace, colleague)
    carry(colleague, workspace)
    (mine,), (theirs,) = ConflictService(workspace).all(), ConflictService(colleague).all()
    assert [version.value for version in mine.versions] == [Decimal(38), Decimal(41)]
    assert [version.value for version in theirs.versions] == [Decimal(41), Decimal(38)]
    assert mine.before is not None
    assert mine.before.value == Decimal(35)
    assert (mine.company_name, mine.record_name) == (
        "Göltzschtal Präzision GmbH",
        "Instandhaltung",
    )
    assert [(v.device, v.author) for v in mine.versions] == [
        ("Laptop 07", "Beratung Süd"),
        ("Laptop 12", "Beratung Nord"),
    ]
    assert CompanyService(workspace).rows()[0].waiting > 0
    ConflictService(workspace).keep(mine, mine.versions[1])
    carry(workspace, colleague)
    assert ConflictService(colleague).count() == ConflictService(workspace).count() == 0
    assert there.of_company(company).records[0].stops_per_year == Decimal(41)


def test_that_deleted_here_and_changed_there_waits_for_a_decision(
    workspace: Workspace, colleague: Workspace
) -> None:
    here, there = RecordService(workspace, Process), RecordService(colleague, Process)
    company, _ = CompanyService(workspace).create("Muster GmbH")
    process, _ = here.create(company, name="Rüsten")
    carry(workspace, colleague)
    here.delete(company, process, here.of_company(company).as_of)
    there.save(company, process, there.of_company(company).as_of, problem="Erfahrungswissen")
    carry(colleague, workspace)
    conflicts = ConflictService(workspace)
    (conflict,) = conflicts.all()
    assert conflict.is_deletion
    assert here.of_company(company).records[0].problem == "Erfahrungswissen"
    conflicts.keep(conflict, conflict.versions[0])
    assert here.of_company(company).records == ()
    assert conflicts.count() == 0
