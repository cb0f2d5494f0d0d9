"""Industries are found by number or word, and a code keeps its edition."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kihub_desktop.catalogues.industries import (
    EDITIONS,
    Industries,
    counterparts,
    industry,
    label_of,
)

WZ_2008 = Industries.load()
WZ_2025 = Industries.load("2025")


def test_that_both_editions_are_complete() -> None:
    counts = {
        each.edition: [sum(entry.level == level for entry in each.entries) for level in range(1, 6)]
        for each in (WZ_2008, WZ_2025)
    }
    assert counts == {"2008": [21, 88, 272, 615, 839], "2025": [22, 87, 287, 651, 983]}


@pytest.mark.parametrize("query", ["28.41", "2841", " 28.41 ", "28 41"])
def test_that_a_number_is_found_as_people_write_it(query: str) -> None:
    assert [entry.code for entry in WZ_2008.search(query)] == ["28.41", "28.41.0"]


def test_that_the_beginning_of_a_number_finds_the_widest_entries_first() -> None:
    assert [entry.code for entry in WZ_2008.search("28")][:3] == ["28", "28.1", "28.2"]
    assert WZ_2008.search("9999") == ()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("werkzeugmasch", "28.4"),
        ("WERKZEUGMASCHINEN metall", "28.41"),
        ("getraenke", "11"),
        ("Getränke", "11"),
        ("giesserei", "24.5"),
        ("gießerei", "24.5"),
        ("software", "58.2"),
        ("öl", "01.26"),
    ],
)
def test_that_a_word_is_found_in_any_spelling(query: str, code: str) -> None:
    assert code in [entry.code for entry in WZ_2008.search(query, limit=60)]


def test_that_the_best_and_widest_entries_come_first() -> None:
    codes = [entry.code for entry in WZ_2008.search("maschinen", limit=500)]
    assert codes[0] == "28"  # Maschinenbau
    assert codes.index("28.1") < codes.index("28.4")  # … Maschinen before Werkzeugmaschinen
    assert WZ_2008.search("c")[0].title == "Verarbeitendes Gewerbe"
    assert len(WZ_2008.search("herstellung", limit=7)) == 7


@pytest.mark.parametrize("query", ["", "  ", "-", "zauberei", "."])
def test_that_nothing_is_found_for_nonsense(query: str) -> None:
    assert WZ_2008.search(query) == ()


def test_that_a_stored_key_keeps_the_edition() -> None:
    found = WZ_2008.find("2841")
    assert found is not None
    assert found.key == "2008/28.41"
    assert industry(found.key) == found
    assert label_of(found.key) == (
        "28.41 Herstellung von Werkzeugmaschinen für die Metallbearbeitung (WZ 2008)"
    )


def test_that_the_same_letter_means_different_sections_by_edition() -> None:
    assert label_of("2008/K") != label_of("2025/K")


@pytest.mark.parametrize("key", ["28.41", "", "2003/28.41", "2008/", "2008/99.99", "C", "2008"])
def test_that_a_key_without_known_edition_and_code_is_unknown(key: str) -> None:
    assert industry(key) is None
    assert label_of(key) is None


def test_that_an_unknown_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="1993"):
        Industries.load("1993")


def test_that_every_key_of_every_edition_leads_back_to_its_entry() -> None:
    for edition in EDITIONS:
        entries = Industries.load(edition).entries
        assert [industry(entry.key) for entry in entries] == list(entries)


def test_that_importing_the_module_does_not_read_the_tables() -> None:
    program = (
        "import sys, kihub_desktop.catalogues.industries, kihub_desktop.catalogues.places;"
        "sys.exit('wz_code' in sys.modules or 'PySide6' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("2008/28.41", ["28.41"]),
        ("2008/62.01", ["62.10"]),
        ("2025/62.10", ["62.01"]),
        ("2008/99.99", []),
        ("irgendwas", []),
    ],
)
def test_that_the_other_edition_names_the_same_activity(key: str, codes: list[str]) -> None:
    found = counterparts(key)
    assert [each.code for each in found][:1] == codes[:1]
    assert all(each.edition != key[:4] for each in found)


@pytest.mark.parametrize("edition", ["2008", "2025"])
def test_that_counterparts_are_never_finer_than_what_was_asked(edition: str) -> None:
    for entry in Industries.load(edition).entries[::40]:
        assert all(each.level <= entry.level for each in counterparts(entry.key))
