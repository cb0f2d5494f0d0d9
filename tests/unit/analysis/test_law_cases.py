"""The 23 reference cases: class, impact assessment, works council, and what stays to clarify."""

from __future__ import annotations

import pytest

from kihub_desktop.analysis.law.check import check_law
from kihub_desktop.domain.law import Answer, LegalClass
from kihub_desktop.domain.law_result import LegalResult
from kihub_desktop.texts import render
from tests.unit.analysis.law_cases import CASES, ENGINE, TODAY, LawCase


def _checked(case: LawCase) -> LegalResult:
    return check_law(case.facts, ENGINE, TODAY)


def _involved(result: LegalResult, certain: str, doubtful: str) -> str:
    if result.item(certain) is Answer.YES:
        return "ja"
    return "prüfen" if result.item(doubtful) is Answer.YES else "nein"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_that_a_reference_case_comes_out_as_expected(case: LawCase) -> None:
    result = _checked(case)
    assert result.law_class in case.classes
    assert not result.class_is_open
    assert not result.light_is_open
    if case.impact != "–":
        assert _involved(result, "dsfa", "dsfa_pruefen") == case.impact
    if case.council != "–":
        assert _involved(result, "mitbestimmung", "mitbestimmung_pruefen") == case.council


def test_that_few_cases_stay_to_clarify_and_each_says_what() -> None:
    unclear = [
        result for case in CASES if (result := _checked(case)).law_class is LegalClass.TO_CLARIFY
    ]
    assert len(unclear) <= 3
    for result in unclear:
        assert result.missing is not None
        assert render(result.missing).endswith("?")


def _case(name: str) -> LegalResult:
    return _checked(next(case for case in CASES if case.id == name))


@pytest.mark.parametrize(
    ("name", "owed", "spared"),
    [
        ("T04", "art50_1_pflicht", "fria"),
        ("T05", "agg", "fria"),
        ("T05", "b3_auswahl", "b3_schicht"),
        ("T08", "b3_schicht", "b3_auswahl"),
        ("T10", "mvo_stelle", "anbieter_9"),
        ("T11", "anbieter_43_produkt", "anbieter_43"),
        ("T12", "betreiber_26_2", "fria"),
        ("T14", "fria", "betreiber_26_8"),
        ("T17", "d8_schwelle", "d8_dsfa"),
        ("T18", "anbieter_43", "anbieter_43_bio"),
        ("T23", "b3_qualifizierung", "b3_schicht"),
    ],
)
def test_that_a_reference_case_brings_its_duties_and_no_others(
    name: str, owed: str, spared: str
) -> None:
    duties = {each.id for each in _case(name).duties}
    assert owed in duties
    assert spared not in duties


def test_that_a_changed_purpose_makes_a_provider_of_a_deployer() -> None:
    roles = {each.key for each in _case("T18").roles if each.in_programme}
    assert roles == {"anbieter", "betreiber"}
    assert {each.key for each in _case("T04").roles if each.in_programme} == {
        "anbieter",
        "betreiber",
    }
