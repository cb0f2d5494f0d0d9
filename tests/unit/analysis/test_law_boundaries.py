"""Where a rule begins and where it ends: one case on either side of every limit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from kihub_desktop.analysis.law.check import check_law
from kihub_desktop.domain.law import Answer, LegalClass
from kihub_desktop.domain.law_result import LegalResult
from tests.unit.analysis.law_cases import AI, ENGINE, NO, TODAY, UNKNOWN, YES, facts

HIGH, MINIMAL, CLARIFY = LegalClass.HIGH_RISK_III, LegalClass.MINIMAL, LegalClass.TO_CLARIFY
FORBIDDEN = LegalClass.FORBIDDEN


def checked(today: date = TODAY, **answers: Any) -> LegalResult:
    return check_law(facts(**answers), ENGINE, today)


def area(name: str, **answers: Any) -> dict[str, Any]:
    """A purpose in an area of Annex III that influences the decision."""
    return {"zweckbereich": {name}, "materiell": YES, **answers}


ANNEX_III: Mapping[str, tuple[dict[str, Any], dict[str, Any], LegalClass]] = {
    "1a": (
        area("biometrie", biometrie={"fern"}),
        area("biometrie", biometrie={"verifikation"}),
        MINIMAL,
    ),
    "1b": (
        area("biometrie", biometrie={"kategorisierung"}),
        area("biometrie", biometrie={"keine"}),
        MINIMAL,
    ),
    "1c": (
        area("biometrie", biometrie={"emotion"}),
        area("biometrie", biometrie={"emotion"}, ort_arbeit_bildung=YES),
        FORBIDDEN,
    ),
    "2": (
        area("krit_infra", krit_infra="sicherheit"),
        area("krit_infra", krit_infra="cyber"),
        MINIMAL,
    ),
    **{
        f"3{letter}": (
            area("bildung", bildung={purpose}, bildung_einrichtung=YES),
            area("bildung", bildung={purpose}),
            CLARIFY,
        )
        for letter, purpose in zip(
            "abcd", ("zugang", "bewertung", "einstufung", "aufsicht"), strict=True
        )
    },
    "4a": (
        area("beschaeftigung", beschaeftigung={"bewerbungen"}),
        area("beschaeftigung", beschaeftigung={"textarbeit"}),
        MINIMAL,
    ),
    "4b": (
        area("beschaeftigung", beschaeftigung={"aufgaben"}),
        area("beschaeftigung", beschaeftigung={"schicht"}),
        CLARIFY,
    ),
    "5a": (area("leistungen", behoerde=YES), area("leistungen"), MINIMAL),
    "5b": (area("kredit", kredit={"personen"}), area("kredit", kredit={"betrug"}), MINIMAL),
    "5c": (
        area("versicherung", versicherung="leben_kranken"),
        area("versicherung", versicherung="andere"),
        MINIMAL,
    ),
    "5d": (area("notruf", notruf="notfall"), area("notruf", notruf="termine"), MINIMAL),
    **{
        f"6{letter}": (
            area("strafverfolgung", strafverfolgung={purpose}, behoerde=YES),
            area("strafverfolgung", strafverfolgung={purpose}),
            MINIMAL,
        )
        for letter, purpose in zip(
            "abcde", ("opfer", "luegendetektor", "beweise", "rueckfall", "profile"), strict=True
        )
    },
    **{
        f"7{letter}": (
            area("migration", migration={purpose}, behoerde=YES),
            area("migration", migration={purpose}),
            MINIMAL,
        )
        for letter, purpose in zip("abc", ("luegendetektor", "risiko", "antraege"), strict=True)
    },
    "7d": (
        area("migration", migration={"erkennung"}, behoerde=YES),
        area("migration", migration={"dokumente"}, behoerde=YES),
        MINIMAL,
    ),
    "8a": (area("justiz", justiz="gericht"), area("justiz", justiz="unternehmen"), MINIMAL),
    "8b": (area("wahlen", wahlen="beeinflussung"), area("wahlen", wahlen="organisation"), MINIMAL),
}


@pytest.mark.parametrize("item", ANNEX_III)
def test_that_an_item_of_annex_iii_begins_and_ends_where_it_says(item: str) -> None:
    inside, outside, other = ANNEX_III[item]
    result = checked(**inside)
    assert result.law_class is HIGH
    holding = [step.rule for step in result.path if step.law_class is HIGH and step.truth == "ja"]
    assert holding == [f"A4_{item}"]
    assert checked(**outside).law_class is other


def test_that_every_item_of_annex_iii_has_its_boundary() -> None:
    rules = {rule.id for rule in ENGINE.catalogue.rules if rule.law_class is HIGH}
    assert rules == {f"A4_{item}" for item in ANNEX_III}
    assert len(ANNEX_III) == 25


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"art6_3": {"eng"}}, LegalClass.EXEMPTED),
        ({"art6_3": {"verbessert"}}, LegalClass.EXEMPTED),
        ({"art6_3": {"muster"}}, LegalClass.EXEMPTED),
        ({"art6_3": {"vorbereitend"}}, LegalClass.EXEMPTED),
        ({"art6_3": {"keine"}}, HIGH),
        ({"art6_3": {"eng"}, "materiell": YES}, HIGH),
        ({"art6_3": {"eng"}, "profiling": YES}, HIGH),
    ],
)
def test_that_the_exception_needs_all_its_conditions(
    answers: dict[str, Any], expected: LegalClass
) -> None:
    given: dict[str, Any] = {"zweckbereich": {"kredit"}, "kredit": {"personen"}, **answers}
    result = checked(**given)
    assert result.law_class is expected
    registered = [duty for duty in result.duties if duty.id == "ausnahme_register"]
    assert bool(registered) == (expected is LegalClass.EXEMPTED)
    assert ("U1" in {each.id for each in result.uncertainties}) == bool(registered)


ARTICLE_5: Mapping[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    "a": ({"art5_schaden": YES}, {"art5_schaden": NO}),
    "b": ({"art5_schaden": YES}, {"art5_schaden": NO}),
    "c": ({"art5_nachteil": YES}, {"art5_nachteil": NO}),
    "d": ({"art5_allein": YES}, {"art5_allein": NO}),
    "e": ({}, None),
    "f": ({}, {"emotion_med_sicher": YES}),
    "g": ({}, {"art5_g_ausnahme": YES}),
    "h": ({"art5_h_zweck": YES}, {"art5_h_zweck": YES, "art5_h_genehmigt": YES}),
    "ba": ({"art5_zweck": YES}, {"art5_zweck": NO}),
    "bb": ({"art5_zweck": YES}, {"art5_zweck": NO}),
}


@pytest.mark.parametrize("item", ARTICLE_5)
def test_that_a_prohibition_holds_without_its_exception_and_falls_with_it(item: str) -> None:
    hit, spared = ARTICLE_5[item]
    result = checked(art5={item}, **hit)
    assert result.law_class is FORBIDDEN
    assert [
        step.rule for step in result.path if step.law_class is FORBIDDEN and step.truth == "ja"
    ] == [f"A3_{item}"]
    assert "f_art5" in {fine.id for fine in result.fines}
    if spared is not None:
        assert checked(art5={item}, **spared).law_class is not FORBIDDEN


def test_that_remote_identification_without_law_enforcement_is_high_risk_not_forbidden() -> None:
    assert checked(art5={"h"}, materiell=YES).law_class is HIGH


@pytest.mark.parametrize("day", [date(2025, 2, 1), date(2026, 12, 1), date(2026, 12, 2)])
def test_that_only_the_new_prohibitions_depend_on_the_day(day: date) -> None:
    assert checked(day, art5={"e"}).law_class is FORBIDDEN
    expected = FORBIDDEN if day >= date(2026, 12, 2) else MINIMAL
    assert checked(day, art5={"ba"}, art5_zweck=YES).law_class is expected


@pytest.mark.parametrize("missing", ["maschine", "autonomie", "ziele", "ausgabe", "einfluss"])
def test_that_every_necessary_element_is_one(missing: str) -> None:
    assert checked(merkmale=AI - {missing}).law_class is LegalClass.NO_AI
    assert checked(merkmale=AI | {"anpassung"}).law_class is MINIMAL


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"ableitung": "regeln"}, LegalClass.NO_AI),
        ({"ableitung": "grenzfall"}, CLARIFY),
        ({"ableitung": "wissen"}, MINIMAL),
        ({"geltung": {"militaer"}}, LegalClass.OUT_OF_SCOPE),
        ({"geltung": {"forschung"}}, LegalClass.OUT_OF_SCOPE),
        ({"geltung": {"vor_markt"}}, LegalClass.OUT_OF_SCOPE),
        ({"geltung": {"vor_markt"}, "realtest": YES}, MINIMAL),
        ({"geltung": {"privat"}}, LegalClass.OUT_OF_SCOPE),
        ({"geltung": {"ausserhalb_eu"}}, LegalClass.OUT_OF_SCOPE),
        ({"geltung": {"opensource"}}, LegalClass.OUT_OF_SCOPE),
        ({"geltung": {"opensource"}, "art5": {"e"}}, FORBIDDEN),
        ({"geltung": {"opensource"}, "art50": {"interaktion"}}, LegalClass.TRANSPARENCY),
        ({"geltung": {"opensource"}, **area("kredit", kredit={"personen"})}, HIGH),
    ],
)
def test_that_definition_and_scope_have_their_limits(
    answers: dict[str, Any], expected: LegalClass
) -> None:
    assert checked(**answers).law_class is expected


PRODUCT: dict[str, Any] = {"ausfall_gefaehrdet": YES, "drittpruefung": YES}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"produktakt": "A4", **PRODUCT}, LegalClass.HIGH_RISK_I_A),
        ({"produktakt": "A4", **PRODUCT, "drittpruefung": NO}, MINIMAL),
        ({"produktakt": "A4", **PRODUCT, "ausfall_gefaehrdet": NO}, MINIMAL),
        (
            {"produktakt": "A4", "drittpruefung": YES, "sicherheitszweck": YES},
            LegalClass.HIGH_RISK_I_A,
        ),
        (
            {"produktakt": "A4", "drittpruefung": YES, "sicherheitszweck": YES, "nur_komfort": YES},
            MINIMAL,
        ),
        ({"produktakt": "A4", **PRODUCT, "nur_komfort": YES}, LegalClass.HIGH_RISK_I_A),
        ({"produktakt": "A6", **PRODUCT}, LegalClass.HIGH_RISK_I_A),
        ({"produktakt": "A6", **PRODUCT, "nur_funk": YES}, MINIMAL),
        ({"produktakt": "A11", "ki_ist_produkt": YES, "mdr_klasse": "klasse_i"}, MINIMAL),
        (
            {"produktakt": "A11", "ki_ist_produkt": YES, "mdr_klasse": "klasse_i_plus"},
            LegalClass.HIGH_RISK_I_A,
        ),
        ({"produktakt": "A12", "ki_ist_produkt": YES, "mdr_klasse": "ivd_a"}, MINIMAL),
        (
            {"produktakt": "A12", "ki_ist_produkt": YES, "mdr_klasse": "ab_ivd_b"},
            LegalClass.HIGH_RISK_I_A,
        ),
        ({"produktakt": "B18", **PRODUCT}, LegalClass.HIGH_RISK_I_B),
        (
            {"produktakt": "B21", "ausfall_gefaehrdet": YES, "lernt_im_betrieb": YES},
            LegalClass.HIGH_RISK_I_B,
        ),
        ({"produktakt": "B21", **PRODUCT}, LegalClass.HIGH_RISK_I_B),
        ({"produktakt": "B21", "ausfall_gefaehrdet": YES}, CLARIFY),
        ({"produktakt": "B21"}, MINIMAL),
    ],
)
def test_that_annex_i_needs_a_safety_component_and_a_third_party(
    answers: dict[str, Any], expected: LegalClass
) -> None:
    assert checked(**answers).law_class is expected


def test_that_a_learning_safety_function_needs_a_notified_body_from_2027() -> None:
    result = checked(produktakt="B21", ausfall_gefaehrdet=YES, lernt_im_betrieb=YES)
    assert result.item("mvo_drittpruefung") is Answer.YES
    duty = next(each for each in result.duties if each.id == "mvo_stelle")
    assert (duty.applies_from, duty.in_force) == (date(2027, 1, 20), False)


@pytest.mark.parametrize(
    ("answers", "paragraphs"),
    [
        ({"art50": {"interaktion"}}, {"1", "5"}),
        ({"art50": {"interaktion"}, "art50_offensichtlich": YES}, set()),
        ({"art50": {"erzeugt"}}, {"2", "5"}),
        ({"art50": {"erzeugt"}, "art50_standard": YES}, set()),
        ({"art50": {"deepfake"}}, {"2", "4a", "5"}),
        ({"art50": {"oeffentlich"}}, {"4b", "5"}),
        ({"art50": {"oeffentlich"}, "art50_redaktion": YES}, set()),
        ({"zweckbereich": {"biometrie"}, "biometrie": {"emotion"}}, {"3", "5"}),
    ],
)
def test_that_transparency_has_its_exceptions(
    answers: dict[str, Any], paragraphs: set[str]
) -> None:
    owed = {duty.id for duty in checked(**answers).duties if duty.code == "art50"}
    assert owed == {f"art50_{each}_pflicht" for each in paragraphs}


@pytest.mark.parametrize(
    ("before", "expected"),
    [(YES, date(2026, 12, 2)), (NO, date(2026, 8, 2)), (UNKNOWN, date(2026, 8, 2))],
)
def test_that_older_systems_had_time_to_mark_and_doubt_takes_the_earlier_day(
    before: Answer, expected: date
) -> None:
    result = checked(art50={"erzeugt"}, vor_august_2026=before)
    duty = next(each for each in result.duties if each.id == "art50_2_pflicht")
    assert duty.applies_from == expected


def roles(result: LegalResult) -> set[str]:
    return {role.key for role in result.roles if role.in_programme and role.truth is Answer.YES}


@pytest.mark.parametrize("change", ["name", "wesentlich", "zweck"])
def test_that_changing_a_high_risk_system_makes_a_provider(change: str) -> None:
    used = {"rollen": {"betreiber"}, **area("kredit", kredit={"personen"})}
    assert roles(checked(**used)) == {"betreiber"}
    assert roles(checked(**used, zweckaenderung={change})) == {"betreiber", "anbieter"}
    harmless = checked(rollen={"betreiber"}, zweckaenderung={change})
    assert roles(harmless) == {"betreiber"}


def test_that_whoever_sells_the_product_is_provider_of_its_ai() -> None:
    assert roles(checked(produktakt="A4", rollen={"hersteller"}, **PRODUCT)) == {"anbieter"}


@pytest.mark.parametrize(
    ("answers", "owed"),
    [
        (area("kredit", kredit={"personen"}), True),
        (area("versicherung", versicherung="leben_kranken"), True),
        (area("beschaeftigung", beschaeftigung={"bewerbungen"}), False),
        (area("beschaeftigung", beschaeftigung={"bewerbungen"}, oeffentlich=YES), True),
        (area("krit_infra", krit_infra="sicherheit", oeffentlich=YES), False),
        (area("kredit", kredit={"personen"}, rollen={"anbieter"}), False),
    ],
)
def test_that_the_fundamental_rights_assessment_has_its_addressees(
    answers: dict[str, Any], owed: bool
) -> None:
    assert ("fria" in {duty.id for duty in checked(**answers).duties}) is owed
