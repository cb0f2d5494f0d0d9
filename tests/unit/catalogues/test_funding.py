"""The funding programmes: evidenced, dated, complete, and refused by entry when broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.funding import current_funding, load_funding
from kihub_desktop.catalogues.places import Places
from kihub_desktop.domain.funding import Confidence, ProgrammeStatus
from kihub_desktop.paths import resources
from kihub_desktop.texts import render

OWN = resources() / "catalogues" / "funding.yaml"
CATALOGUE = current_funding()


def test_that_every_entry_has_a_source_and_a_day() -> None:
    for each in CATALOGUE.programmes:
        assert each.standing.sources, each.id
        assert date(2026, 1, 1) <= each.standing.checked_on <= CATALOGUE.stand, each.id
        assert all(source.checked_on and source.citation for source in CATALOGUE.cited(each))
        assert each.giver, each.id
        assert each.summary, each.id
    for rule in CATALOGUE.combinations:
        assert rule.sources, rule.key
    assert CATALOGUE.de_minimis.sources


def test_that_known_only_entries_are_never_called_well_evidenced() -> None:
    for each in CATALOGUE.programmes:
        if set(each.standing.sources) == {"eigene"}:
            assert each.standing.confidence in {Confidence.C, Confidence.K}, each.id


def test_that_what_is_unclear_says_what_has_to_be_asked() -> None:
    for each in CATALOGUE.programmes:
        if each.standing.status is ProgrammeStatus.UNCLEAR:
            assert each.standing.unclear, each.id


def test_that_what_ends_within_sixty_days_is_listed() -> None:
    found = CATALOGUE.expiring(date(2026, 11, 30), CATALOGUE.ends_soon_days)
    assert [each.id for each in found] == ["eu-eic", "de-bafa", "de-mdz", "de-zz"]


def test_that_the_areas_cover_both_states_and_every_zone_of_thueringen() -> None:
    districts = {each.ags for each in Places.load().districts}
    keys = [key for area in CATALOGUE.areas for key in area.ags if len(key) == 5]
    assert set(keys) <= districts
    zones = {key for area in CATALOGUE.areas if area.key.startswith("grw_") for key in area.ags}
    assert zones == {each for each in districts if each.startswith("16")}


def test_that_all_nine_combinations_are_there() -> None:
    assert [each.key for each in CATALOGUE.combinations] == [f"R{n}" for n in range(1, 10)]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("kind: funding", "kind: criteria", ""),
        ("  - id: sn-digid\n", "  - id: sn-digiz-trafo\n", "sn-digiz-trafo"),
        ("      sources: [s13]", "      sources: [s999]", "sn-innopraemie"),
        ("      sources: [s13]", "      sources: []", "sn-innopraemie"),
        ("areas: [jtf_leipzig]", "areas: [mars]", "sn-innopraemie-jtf"),
        ("programmes: [de-inqa, de-bafa]", "programmes: [de-inqa, de-nichts]", "R1"),
        ("{percent: 60}", "{percent: 160}", "sn-digiz-heran"),
        ("excluded: [consulting, own_staff", "excluded: [software, own_staff", "sn-digiz-heran"),
        ("status: offen", "status: vielleicht", "sn-digiz-heran"),
        ("line: costs.hardware", "line: costs.gold", "costs.gold"),
        ("unclear: Die Quellen widersprechen sich", "", "th-wbscheck"),
        ("checked_on: 2026-11-23\n      confidence", "confidence", "sn-digiz-heran"),
    ],
)
def test_that_a_broken_catalogue_is_refused_by_entry(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    text = OWN.read_text("utf-8")
    assert old in text
    broken = tmp_path / "funding.yaml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load_funding(broken)
    assert refused.value.problems[0].file == "funding.yaml"
    assert place in render(refused.value.problems[0].entry)
