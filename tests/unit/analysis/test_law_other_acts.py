"""The laws beside the AI Act: one case on either side of every limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kihub_desktop.analysis.law.check import check_law
from kihub_desktop.domain.law import Answer
from kihub_desktop.domain.law_result import LegalResult
from tests.unit.analysis.law_cases import ENGINE, NO, TODAY, UNKNOWN, YES, facts


def checked(**answers: Any) -> LegalResult:
    return check_law(facts(**answers), ENGINE, TODAY)


# The impact assessment: 35(3), the list, two of nine indicators; one is to be checked.
def impact(**answers: Any) -> str:
    result = checked(**{"personenbezug": YES, "ableitung": "regeln", **answers})
    if result.item("dsfa") is Answer.YES:
        return "ja"
    return "prüfen" if result.item("dsfa_pruefen") is Answer.YES else "nein"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "nein"),
        ({"personenbezug": NO, "dsk_liste": {"nr11"}}, "nein"),
        ({"ableitung": "gelernt"}, "prüfen"),
        ({"betroffene": {"beschaeftigte"}}, "prüfen"),
        ({"ableitung": "gelernt", "betroffene": {"beschaeftigte"}}, "ja"),
        ({"ableitung": "gelernt", "betroffene": {"nur_anmeldung"}}, "prüfen"),
        ({"wp248": {"umfang"}}, "prüfen"),
        ({"wp248": {"umfang", "abgleich"}}, "ja"),
        ({"wp248": {"hinderung", "ueberwachung"}}, "ja"),
        ({"wp248": {"oeffentlich"}}, "ja"),
        ({"wp248": {"bewertung"}, "vollautomatisch": YES}, "ja"),
        ({"inhalte": {"besondere"}}, "prüfen"),
        ({"inhalte": {"besondere"}, "wp248": {"umfang"}}, "ja"),
        *(({"dsk_liste": {f"nr{n}"}}, "ja") for n in (1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17)),
    ],
)
def test_that_the_impact_assessment_follows_its_rule(
    answers: dict[str, Any], expected: str
) -> None:
    assert impact(**answers) == expected


def test_that_a_data_protection_officer_comes_with_the_impact_assessment() -> None:
    owed = {duty.id for duty in checked(personenbezug=YES, dsk_liste={"nr5"}).duties}
    assert {"d8_dsfa", "d11_dsb"} <= owed


RED_LINES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"rechtsgrundlage": NO}, {"rechtsgrundlage": YES}, "dsgvo_rechtsgrundlage"),
    (
        {"inhalte": {"besondere"}},
        {"inhalte": {"besondere"}, "art9_ausnahme": YES},
        "dsgvo_rechtsgrundlage",
    ),
    ({"vollautomatisch": YES}, {"vollautomatisch": YES, "art22_ausnahme": YES}, "dsgvo_art22"),
    ({"verarbeitung_wo": "eu", "avv": NO}, {"verarbeitung_wo": "intern", "avv": NO}, "dsgvo_avv"),
    (
        {"verarbeitung_wo": "drittland", "garantie": NO},
        {"verarbeitung_wo": "eu", "garantie": NO},
        "dsgvo_drittland",
    ),
]


@pytest.mark.parametrize(("wrong", "right", "item"), RED_LINES)
def test_that_data_protection_has_red_lines_only_for_personal_data(
    wrong: dict[str, Any], right: dict[str, Any], item: str
) -> None:
    found = checked(personenbezug=YES, **wrong)
    assert found.item(item) is Answer.YES
    assert found.light == "ROT"
    assert checked(personenbezug=YES, **right).item(item) is Answer.NO
    assert checked(personenbezug=NO, **wrong).item(item) is Answer.NO


# NIS-2: employees, or turnover together with the balance sheet; annex 1 or 2.
def nis2(sector: str, staff: int, turnover: int = 0, balance: int = 0) -> str:
    result = checked(
        nis2_sektor={sector},
        mitarbeitende=Decimal(staff),
        umsatz=Decimal(turnover),
        bilanz=Decimal(balance),
    )
    held = {step.rule for step in result.path if step.truth is Answer.YES}
    return "besonders" if "S1" in held else "wichtig" if "S2" in held else "nein"


@pytest.mark.parametrize(
    ("sector", "figures", "expected"),
    [
        ("energie", (250,), "besonders"),
        ("energie", (249,), "wichtig"),
        ("energie", (50,), "wichtig"),
        ("energie", (49,), "nein"),
        ("energie", (49, 10_000_001, 10_000_001), "wichtig"),
        ("energie", (49, 10_000_000, 10_000_001), "nein"),
        ("energie", (49, 10_000_001, 10_000_000), "nein"),
        ("energie", (49, 50_000_001, 43_000_001), "besonders"),
        ("energie", (49, 50_000_000, 43_000_001), "wichtig"),
        ("energie", (49, 50_000_001, 43_000_000), "wichtig"),
        ("verarbeitend", (250,), "wichtig"),
        ("verarbeitend", (50,), "wichtig"),
        ("verarbeitend", (49,), "nein"),
        ("kritis", (3,), "besonders"),
        ("vertrauen_q", (3,), "besonders"),
        ("vertrauen", (300,), "wichtig"),
        ("telekom", (50,), "besonders"),
        ("telekom", (49,), "wichtig"),
        ("keiner", (900,), "nein"),
    ],
)
def test_that_the_size_rule_of_the_bsig_has_its_thresholds(
    sector: str, figures: tuple[int, ...], expected: str
) -> None:
    assert nis2(sector, *figures) == expected


def test_that_staff_alone_can_settle_the_size_and_an_open_figure_is_asked() -> None:
    known = {**facts(nis2_sektor={"energie"}), "umsatz": UNKNOWN, "bilanz": UNKNOWN}
    sure = check_law({**known, "mitarbeitende": Decimal(250)}, ENGINE, TODAY)
    assert not sure.open_questions
    open_ = check_law({**known, "mitarbeitende": Decimal(120)}, ENGINE, TODAY)
    assert [each.fact for each in open_.open_questions] == ["umsatz", "bilanz"]


@pytest.mark.parametrize(
    ("answers", "item", "expected"),
    [
        ({"betriebsrat": NO, "erkennbar": "direkt"}, "mitbestimmung", Answer.NO),
        ({"erkennbar": "direkt"}, "mitbestimmung", Answer.YES),
        ({"erkennbar": "mittelbar"}, "mitbestimmung_pruefen", Answer.YES),
        ({"br_themen": {"qualifizierung"}}, "mitbestimmung", Answer.YES),
        ({"produkt_digital": "produkt"}, "cra", Answer.YES),
        ({"produkt_digital": "cloud"}, "cra", Answer.NO),
        ({"produkt_digital": "ausgenommen"}, "cra", Answer.NO),
        ({"maschinen": {"nachruestung"}, "neue_gefaehrdung": YES}, "mvo", Answer.YES),
        ({"maschinen": {"nachruestung"}}, "mvo", Answer.NO),
        ({"maschinen": {"vernetzt"}, "maschinendaten_vertrag": NO}, "dataact", Answer.YES),
        ({"maschinen": {"vernetzt"}}, "dataact", Answer.NO),
        (
            {"inhalte": {"geheimnis"}, "verarbeitung_wo": "eu", "vertraulichkeit": NO},
            "geheimnis",
            Answer.YES,
        ),
        ({"inhalte": {"geheimnis"}, "vertraulichkeit": NO}, "geheimnis", Answer.NO),
    ],
)
def test_that_works_council_and_product_law_begin_where_they_say(
    answers: dict[str, Any], item: str, expected: Answer
) -> None:
    assert checked(**answers).item(item) is expected


@pytest.mark.parametrize("answers", [{"produkt_digital": "cloud"}, {"produkt_digital": "produkt"}])
def test_that_software_on_the_market_meets_the_new_liability(answers: dict[str, Any]) -> None:
    duty = next(each for each in checked(**answers).duties if each.id == "produkthaftung")
    assert duty.applies_from == date(2026, 12, 9)
