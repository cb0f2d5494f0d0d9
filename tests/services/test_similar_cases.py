"""Similar cases of other companies: explained, judged as of today, and kept out of everything."""

from __future__ import annotations

import json
from uuid import UUID

from kihub_desktop.analysis.economics.result import EconomicsResult
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, Sector
from kihub_desktop.domain.records import Company, UseCase
from kihub_desktop.reports.plain import as_plain
from tests.services.golden_report import firm


def _company(services: Services, name: str, sector: Sector = Sector.MACHINERY) -> UUID:
    company, _ = services.companies.create(name)
    services.companies.save(company, 10**9, sector=sector)
    return company


def _adopt(services: Services, company: UUID, key: str) -> UUID:
    template = services.use_case_templates.templates.template(key)
    assert template is not None
    return services.use_case_templates.adopt(company, template)[0]


def _arrived(services: Services) -> int:
    with services.workspace.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM op").scalar() or 0)


def test_that_the_same_template_comes_first_and_own_cases_never(services: Services) -> None:
    here, there = _company(services, "Hier GmbH"), _company(services, "Dort GmbH")
    own = _adopt(services, here, "mb1")
    _adopt(services, here, "mb1")
    kind, _ = services.use_cases.create(
        there, title="Spindel überwachen", archetype=Archetype.PREDICTIVE_MAINTENANCE
    )
    same = _adopt(services, there, "mb1")
    _adopt(services, there, "qu3")
    found = services.similar_cases.similar(here, own)
    assert [each.use_case for each in found] == [same, kind]
    assert found[0].similarity.template
    assert (found[1].similarity.template, found[1].similarity.archetype) == (False, True)
    assert found[0].judged.verdict.outcome is None


def test_that_no_case_of_a_company_in_the_recycle_bin_is_named(services: Services) -> None:
    here, there = _company(services, "Hier GmbH"), _company(services, "Dort GmbH")
    own = _adopt(services, here, "lo1")
    _adopt(services, there, "lo1")
    services.records(Company).delete(there, there, 10**9)
    assert services.similar_cases.similar(here, own) == ()


def test_that_a_case_that_is_gone_has_no_similar_ones(services: Services) -> None:
    here = _company(services, "Hier GmbH")
    own = _adopt(services, here, "lo1")
    services.use_cases.delete(here, own, 10**9)
    assert services.similar_cases.similar(here, own) == ()


def test_that_the_verdict_comes_with_its_money_and_conditions_and_leaks_nowhere(
    sample: Services,
) -> None:
    known = firm(sample)
    case = next(
        each
        for each in sample.feasibility.all_judged(known)
        if isinstance(each.economics, EconomicsResult) and each.verdict.open_conditions
    )
    archetype = case.use_case.archetype
    here = _company(sample, "Geheimer Nachbar GmbH")
    own, _ = sample.use_cases.create(here, title=case.use_case.title, archetype=archetype)
    before = _arrived(sample)
    found = {each.use_case: each for each in sample.similar_cases.similar(here, own)}
    same = found[case.use_case.id]
    assert same.company == known
    assert same.judged.verdict == case.verdict
    assert _arrived(sample) == before

    reports = [
        json.dumps(as_plain(sample.reports.content(company), str, lambda _svg: ""))
        for company in (known, here)
    ]
    assert "Geheimer Nachbar" not in reports[0]
    assert same.company_name not in reports[1]
    assert sample.records(UseCase).of_company(here).records[0].id == own
