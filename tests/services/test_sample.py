"""The sample workshop: it loads through the log, and its figures agree with each other."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from kihub_desktop.analysis.economics.result import EconomicsResult
from kihub_desktop.analysis.readiness import Readiness, assess_readiness
from kihub_desktop.analysis.readiness_inputs import ReadinessInput
from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.catalogues.findings import current_findings
from kihub_desktop.catalogues.industries import industry
from kihub_desktop.catalogues.method import current_method
from kihub_desktop.catalogues.places import Places
from kihub_desktop.domain.choices import Archetype, FundingStatus, Level, Stage
from kihub_desktop.domain.fields import Holds, Record, rules_of
from kihub_desktop.domain.records import CashLine, Company, Process, UseCase
from kihub_desktop.replication.check import check_log
from kihub_desktop.services.business_cases import BusinessCaseService
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.services.feasibility_inputs import indicator_answers
from kihub_desktop.services.interviews import InterviewService
from kihub_desktop.services.sample import load_sample, read_sample, sample_companies, sample_path
from kihub_desktop.services.sample_file import SampleRecords
from kihub_desktop.services.undo import UndoService
from kihub_desktop.services.use_cases import UseCaseService
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace
from tests.services.conftest import carry

TODAY = date(2026, 11, 23)
WEAR = "Werkzeugverschleiß vorhersagen"


@cache
def sample() -> tuple[SampleRecords, ...]:
    return read_sample(sample_path(), TODAY)


def process_named(name: str) -> Process:
    return next(each for each in sample()[0].process if each.name == name)


def line_named(label: str) -> CashLine:
    return next(each for each in sample()[0].cash_line if each.label == label)


def use_case_titled(title: str) -> UseCase:
    return next(each for each in sample()[0].use_case if each.title == title)


def readiness_of(workspace: Workspace, company: Company, stage: Stage) -> Readiness:
    answers = InterviewService(workspace, "2026-11").state(company.id, stage).answers
    return assess_readiness(ReadinessInput(indicator_answers(answers)), current_method())


# In a workspace


def test_that_the_sample_loads_with_a_clean_log_and_nothing_to_undo(workspace: Workspace) -> None:
    ids = load_sample(workspace, TODAY)
    rows = CompanyService(workspace).rows()
    assert {row.id for row in rows} == set(ids)
    assert {row.name for row in rows} == set(sample_companies())
    assert rows[0].id == ids[0], "the company of the workshop was changed last"
    assert all(row.next_step and row.town and row.sector for row in rows)
    assert UndoService(workspace).available() == (False, False)
    with workspace.reading() as connection:
        assert check_log(connection, workspace.registry).clean


def test_that_every_company_is_one_transaction(workspace: Workspace) -> None:
    ids = load_sample(workspace, TODAY)
    with workspace.reading() as connection:
        found = connection.exec_driver_sql("SELECT DISTINCT txn, space FROM op").all()
    assert Counter(space for _txn, space in found) == {str(each): 1 for each in ids}


def test_that_what_was_written_is_read_back(workspace: Workspace) -> None:
    load_sample(workspace, TODAY)
    with view_of(workspace) as view:
        for records in sample():
            for record in records.all():
                assert view.get(type(record), record.company, record.id) == record


def test_that_loading_twice_or_on_two_laptops_changes_and_contests_nothing(
    workspace: Workspace, colleague: Workspace
) -> None:
    first = load_sample(workspace, TODAY)
    count = "SELECT count(*) FROM op"
    with workspace.reading() as connection:
        before = connection.exec_driver_sql(count).scalar()
    assert load_sample(workspace, TODAY) == first
    with workspace.reading() as connection:
        assert connection.exec_driver_sql(count).scalar() == before
    assert load_sample(colleague, TODAY) == first
    carry(workspace, colleague)
    assert all(row.contested == 0 for row in CompanyService(colleague).rows())


def test_that_days_follow_the_given_day() -> None:
    later = read_sample(sample_path(), TODAY + timedelta(days=30))[0]
    assert sample()[0].assessment[0].held_on == TODAY - timedelta(days=5)
    assert later.assessment[0].held_on == TODAY + timedelta(days=25)
    assert use_case_titled(WEAR).planned_start == TODAY + timedelta(days=90)


# What is in it


def test_that_the_workshop_has_the_parts_of_a_consultation() -> None:
    records = sample()[0]
    company = records.company[0]
    assert (company.name, company.employees) == ("Göltzschtal Präzision GmbH", Decimal(84))
    assert (company.turnover, company.balance_sheet) == (Decimal(12_400_000), Decimal(8_900_000))
    assert (company.industry, company.postcode, company.district) == (
        "2008/28.41",
        "08523",
        "14523",
    )
    parts = ("contact", "process", "data_source", "assessment", "answer", "use_case", "cash_line")
    assert [len(getattr(records, name)) for name in parts] == [2, 5, 4, 1, 42, 5, 8]
    assert len(records.rating) == 5 * 3 * len(current_criteria().usual)
    assert len(sample()) == 6


def test_that_all_42_questions_are_answered_with_evidence_and_a_note() -> None:
    answers = sample()[0].answer
    assert [each.question for each in answers] == [row.id for row in current_method().indicators]
    assert all(each.level and each.evidence and len(each.note or "") > 25 for each in answers)
    (left_out,) = [each for each in answers if each.level is Level.NOT_RELEVANT]
    assert left_out.reason
    assert len({each.note for each in answers}) == len(answers)


def test_that_the_profile_is_middling_and_weak_in_its_own_records(workspace: Workspace) -> None:
    load_sample(workspace, TODAY)
    found = readiness_of(workspace, sample()[0].company[0], Stage.T0)
    assert found.total == pytest.approx(2.7, abs=0.05)
    points = {score.dimension.name: score.point for score in found.dimensions}
    assert min(points, key=lambda name: points[name] or 0.0) == "Daten"
    foundry = sample()[1].company[0]
    before = readiness_of(workspace, foundry, Stage.T0).total
    after = readiness_of(workspace, foundry, Stage.T1).total
    assert before is not None
    assert after is not None
    assert after - before > 0.4
    assert readiness_of(workspace, sample()[5].company[0], Stage.T0).total is None


def test_that_archetypes_and_findings_fit() -> None:
    records = sample()[0]
    assert [each.archetype for each in records.use_case] == [
        Archetype.PREDICTIVE_MAINTENANCE,
        Archetype.VISUAL_INSPECTION,
        Archetype.LANGUAGE_ASSISTANT,
        Archetype.OPTIMISATION,
        Archetype.ENERGY,
    ]
    asked = {each.key for each in current_findings().of(Archetype.PREDICTIVE_MAINTENANCE)}
    wear = use_case_titled(WEAR)
    assert {each.key for each in records.finding if each.use_case == wear.id} == asked
    assert all(each.note and each.evidence for each in records.finding)
    for use_case in records.use_case[1:]:
        given = sum(each.use_case == use_case.id for each in records.finding)
        assert 0 < given < len(asked), use_case.title


def test_that_every_reference_resolves() -> None:
    for records in sample():
        known = {record.id for record in records.all()}
        assert len(known) == sum(1 for _ in records.all()), "an id is used twice"
        for record in records.all():
            assert record.company == records.company[0].id
            for name, rule in rules_of(type(record)).items():
                if rule.holds is Holds.LINK and getattr(record, name) is not None:
                    assert getattr(record, name) in known, (record, name)


def test_that_industries_postcodes_towns_and_districts_fit() -> None:
    places = Places.load()
    for records in sample():
        company = records.company[0]
        assert industry(company.industry or "") is not None, company.name
        found = places.districts_of(company.postcode or "", company.town)
        assert [district.ags for district in found] == [company.district], company.name
        assert company.town in {town.name for town in places.towns_of(company.postcode or "")}


# Figures agree


def test_that_stops_cost_in_the_business_case_what_they_cost_in_the_process() -> None:
    process, line = process_named("Instandhaltung BAZ 1–6"), line_named("Vermiedene Stillstände")
    assert process.stops_per_year is not None
    assert process.hours_per_stop is not None
    assert process.cost_per_hour is not None
    per_stop = process.hours_per_stop * process.cost_per_hour
    assert line.price_likely == per_stop == 1302
    assert line.process == process.id
    assert line.optimistic is not None
    assert line.optimistic <= process.stops_per_year
    assert process.stops_per_year * per_stop == 49476
    assert "49.476" in (process.note or "")


def test_that_hours_of_own_work_follow_from_the_interview() -> None:
    (answer,) = [each for each in sample()[0].answer if each.question == "D5.2"]
    assert "zwölf Wochen" in (answer.note or "")
    assert "vier Stunden" in (answer.note or "")
    assert line_named("Eigene Arbeitszeit und Schulung").likely == 3 * 4 * 12 + 6 * 6


def test_that_notes_of_processes_name_their_product() -> None:
    for name in ("Sichtprüfung Drehteile", "Angebotserstellung", "Rüstplanung"):
        process = process_named(name)
        assert process.hours_per_year is not None
        assert process.cost_per_hour is not None
        product = f"{process.hours_per_year * process.cost_per_hour:,.0f}".replace(",", ".")
        assert product in (process.note or ""), name


def test_that_history_of_the_sensors_is_the_volume_of_the_finding() -> None:
    records = sample()[0]
    values = {each.key: each.value for each in records.finding if each.note}
    sensors = next(each for each in records.data_source if "Spindel" in (each.name or ""))
    wear = use_case_titled(WEAR)
    months = [e.value for e in records.finding if e.key == "volume.months"]
    assert months[0] == str(sensors.history_months) == "14"
    assert values["volume.failures"] == "38"
    assert {each.use_case for each in records.vote} == {wear.id}
    votes = [each.value or 0 for each in records.vote]
    (answer,) = [each for each in records.answer if each.question == "D6.6"]
    assert f"{sum(votes) / len(votes):.1f}".replace(".", ",") in (answer.note or "")


def test_that_three_points_are_in_order() -> None:
    for line in sample()[0].cash_line:
        for part in ("", "price_"):
            low, likely, high = (
                getattr(line, part + name) for name in ("pessimistic", "likely", "optimistic")
            )
            if likely is not None:
                assert min(low, high) <= likely <= max(low, high), line.label
        assert line.source, line.label


def test_that_the_business_case_pays_with_some_risk(workspace: Workspace) -> None:
    ids = load_sample(workspace, TODAY)
    service = BusinessCaseService(workspace, current_method().economy, lambda: TODAY)
    wear = use_case_titled(WEAR)
    state = service.state(ids[0], wear.id)
    assert state.funding is FundingStatus.FITTING
    result = service.assessment(state)
    assert isinstance(result, EconomicsResult)
    figures = result.without_grant.figures
    assert 0.85 < figures.p < 0.99
    assert 0 < figures.p10 < 30_000 < figures.p50 < figures.p90 < 130_000
    assert 90_000 < figures.investment < 110_000
    assert 2 < figures.payback < 4
    use_case = UseCaseService(workspace).state(ids[0], wear.id)
    assert use_case is not None
    assert len(use_case.votes) == 9
    assert all(link.readiness for link in use_case.links)


# Words


def texts_of(record: Record) -> list[str]:
    rules = rules_of(type(record))
    held = (Holds.TEXT, Holds.LONG_TEXT)
    return [
        getattr(record, name)
        for name, rule in rules.items()
        if rule.holds in held and isinstance(getattr(record, name), str)
    ]


def test_that_texts_are_german_without_traces_of_typing() -> None:
    texts = [text for records in sample() for record in records.all() for text in texts_of(record)]
    assert sum(bool(re.search("[äöüß]", text)) for text in texts) > 60
    for text in texts:
        assert text == text.strip(), text
        assert not re.search(r"\s\s|\n|\b(fuer|ueber|waere|koennen|pruef|Geschaefts)", text), text


def test_that_people_are_named_by_role_and_mail_ends_on_an_example_domain() -> None:
    for records in sample():
        for contact in records.contact:
            assert re.match(r"(Geschäftsführung|Leitung \w+)$", contact.name or ""), contact.name
            assert (contact.email or "").endswith(".example")
        assert (records.company[0].website or ".example").endswith(".example")
