"""Postcodes lead to towns and districts, and nothing ambiguous is decided silently."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kihub_desktop.catalogues.places import Places
from kihub_desktop.paths import resources

PLACES = Places.load()


def _labels(postcode: str, town: str | None = None) -> list[str]:
    return [district.label for district in PLACES.districts_of(postcode, town)]


def test_that_all_districts_of_both_states_are_there_once() -> None:
    keys = [district.ags for district in PLACES.districts]
    assert len(keys) == len(set(keys)) == 35
    assert sum(key.startswith("14") for key in keys) == 13
    assert sum(key.startswith("16") for key in keys) == 22


def test_that_no_two_districts_read_alike() -> None:
    assert len({district.label for district in PLACES.districts}) == 35


@pytest.mark.parametrize(
    ("ags", "label"),
    [
        ("14713", "Leipzig, Stadt"),
        ("14729", "Leipzig, Landkreis"),
        ("14523", "Vogtlandkreis"),
        ("14524", "Zwickau, Landkreis"),
        ("16070", "Ilm-Kreis"),
        ("16055", "Weimar, Stadt"),
        ("16071", "Weimarer Land, Landkreis"),
        ("16063", "Wartburgkreis"),
        ("16056", "Wartburgkreis"),
    ],
)
def test_that_a_key_has_its_label(ags: str, label: str) -> None:
    district = PLACES.district(ags)
    assert district is not None
    assert district.label == label


def test_that_the_old_key_of_eisenach_leads_to_the_key_of_today() -> None:
    district = PLACES.district("16056")
    assert district is not None
    assert district.ags == "16063"
    assert _labels("99817") == ["Wartburgkreis"]


@pytest.mark.parametrize("ags", ["", "11000", "1471", "Leipzig"])
def test_that_an_unknown_key_is_no_district(ags: str) -> None:
    assert PLACES.district(ags) is None


@pytest.mark.parametrize("postcode", ["01067", " 01067 ", "D-01067", "1067"])
def test_that_a_postcode_is_understood_as_people_write_it(postcode: str) -> None:
    assert _labels(postcode) == ["Dresden, Stadt"]
    assert "Dresden" in [town.name for town in PLACES.towns_of(postcode)]


@pytest.mark.parametrize("postcode", ["", "abc", "10115", "999999"])
def test_that_a_foreign_postcode_leads_nowhere(postcode: str) -> None:
    assert PLACES.towns_of(postcode) == ()
    assert PLACES.districts_of(postcode) == ()


def test_that_an_ambiguous_postcode_offers_the_choice() -> None:
    assert sorted(_labels("07919")) == ["Saale-Orla-Kreis", "Vogtlandkreis"]
    ambiguous = {town.postcode for town in PLACES.towns if len(_labels(town.postcode)) > 1}
    assert len(ambiguous) == 14


def test_that_the_town_settles_an_ambiguous_postcode() -> None:
    assert _labels("07919", "Mühltroff") == ["Vogtlandkreis"]
    assert _labels("07919", "MUEHLTROFF") == ["Vogtlandkreis"]
    assert len(_labels("07919", "Atlantis")) == 2


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("goerlitz", "Görlitz"),
        ("GÖRLITZ", "Görlitz"),
        ("leipzig", "Leipzig"),
        ("plauen", "Plauen"),
        ("eisena", "Eisenach"),
        ("08523", "Plauen"),
        ("chemnitz", "Chemnitz"),
    ],
)
def test_that_a_town_is_found_first(query: str, name: str) -> None:
    assert PLACES.search(query)[0].name == name


def test_that_parts_of_a_name_are_found() -> None:
    assert "Schmiedefeld am Rennsteig" in [town.name for town in PLACES.search("rennsteig")]
    assert "Schmiedefeld am Rennsteig" in [town.name for town in PLACES.search("schmied renn")]
    assert PLACES.search("atlantis") == ()
    assert PLACES.search(" ") == ()
    assert len(PLACES.search("dresden", limit=5)) == 5


def test_that_every_town_lies_in_a_known_district() -> None:
    assert {town.district for town in PLACES.towns} == set(PLACES.districts)


def test_that_the_origin_of_the_places_is_named() -> None:
    text = (resources() / "places" / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert "GeoNames" in text
    assert "Destatis" in text
    assert text.count("creativecommons.org/licenses/by/4.0") == 2


def _fastest(action: object, repeats: int) -> float:
    best = 1.0
    for _ in range(repeats):
        start = time.perf_counter()
        action()  # type: ignore[operator]
        best = min(best, time.perf_counter() - start)
    return best


def test_that_places_load_and_answer_quickly() -> None:
    folder: Path = resources() / "places"
    assert _fastest(lambda: Places.load(folder), 3) < 0.15
    assert Places.load() is PLACES
    assert _fastest(lambda: PLACES.districts_of("07919", "Mühltroff"), 20) < 0.001
    assert _fastest(lambda: PLACES.district("16056"), 20) < 0.001
    assert _fastest(lambda: PLACES.search("mühl"), 20) < 0.005
