"""Industries, places and districts: understood, completed, asked for when they are open."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from kihub_desktop.catalogues.spellings import located, split_place
from kihub_desktop.domain.records import Company
from kihub_desktop.ui.pages.company.spellings import (
    company_spellings,
    district_question,
    suggest_districts,
    suggest_industries,
    suggest_places,
)

ID = UUID(int=7)
SPELLINGS = company_spellings(lambda: date(2026, 11, 23))


def _company(**values: str | None) -> Company:
    return Company(id=ID, company=ID, **values)  # type: ignore[arg-type]


def test_that_an_industry_is_found_by_number_or_word_and_shown_with_its_title() -> None:
    by_word = [option.label for option in suggest_industries("eisengieß")]
    assert by_word[0].startswith("24.51 ")
    assert suggest_industries("28.4")[0].label.startswith("28.4 ")
    read, show = SPELLINGS["industry"].read, SPELLINGS["industry"].show
    for typed in ("28.41", "2841", by_word[0].replace("24.51", "28.41"), "2008/28.41"):
        assert read(typed).value == "2008/28.41"
    assert show("2008/28.41").startswith("28.41 Herstellung")
    assert show("2025/28.41").endswith("(WZ 2025)")
    assert show("etwas anderes") == "etwas anderes"


def test_that_words_for_no_or_several_industries_are_a_problem() -> None:
    read = SPELLINGS["industry"].read
    assert read("Herstellung").problem is not None
    assert read("qqqq").problem is not None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("08523", ("08523", "")),
        ("D-08523 Plauen", ("08523", "Plauen")),
        ("1067 Dresden", ("01067", "Dresden")),
        ("Plauen", ("", "Plauen")),
        ("085233", ("", "085233")),
    ],
)
def test_that_postcode_and_town_are_told_apart(typed: str, expected: tuple[str, str]) -> None:
    assert split_place(typed) == expected


def test_that_a_postcode_of_another_length_is_a_problem() -> None:
    read = SPELLINGS["postcode"].read
    assert read("085233").problem is not None
    assert read("Nirgendwo").problem is not None
    assert read("08523").value == "08523"


def test_that_a_postcode_fills_town_and_district() -> None:
    assert located(_company(), "postcode", "08523") == {
        "postcode": "08523",
        "town": "Plauen",
        "district": "14523",
    }
    assert "08523 Plauen" in [option.key for option in suggest_places("plauen")]


def test_that_an_ambiguous_postcode_leaves_the_district_open_and_asks() -> None:
    changes = located(_company(), "postcode", "07919")
    assert "district" not in changes
    question = district_question(_company(**changes))
    assert question is not None
    assert [option.label for option in question.options] == ["Saale-Orla-Kreis", "Vogtlandkreis"]
    assert SPELLINGS["district"].read(question.options[1].key).value == "14523"
    assert district_question(_company(postcode="07919", district="14523")) is None


def test_that_a_new_postcode_empties_a_district_that_no_longer_fits() -> None:
    before = _company(postcode="08523", town="Plauen", district="14523")
    assert located(before, "postcode", "10115") == {"postcode": "10115", "district": None}
    assert located(before, "postcode", None)["district"] is None
    written = _company(postcode="10115", district="Berlin-Mitte")
    assert "district" not in located(written, "postcode", "10117")


def test_that_a_town_of_ones_own_is_not_overwritten() -> None:
    before = _company(postcode="08523", town="Plauen-Haselbrunn")
    assert "town" not in located(before, "postcode", "08525")


def test_that_a_district_is_found_by_name_or_key_and_others_stay_text() -> None:
    read, show = SPELLINGS["district"].read, SPELLINGS["district"].show
    assert read("Vogtland").value == "14523"
    assert read("14523").value == "14523"
    assert read("Leipzig").problem is not None
    assert read("Leipzig, Stadt (14713)").value == "14713"
    assert read("Landkreis Hof").value == "Landkreis Hof"
    assert show("14523") == "Vogtlandkreis (14523)"
    assert show("Landkreis Hof") == "Landkreis Hof"
    assert len(suggest_districts("leipzig")) == 2
