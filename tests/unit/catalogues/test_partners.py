"""The regional partners: each one dated, cited, placed; broken editions refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.partners import current_partners, load_partners
from kihub_desktop.catalogues.places import Places
from kihub_desktop.domain.choices import Archetype, Chamber
from kihub_desktop.domain.geography import Precision
from kihub_desktop.domain.offers import Confidence, Timeliness, timeliness
from kihub_desktop.domain.partners import Partner
from kihub_desktop.paths import resources

SHIPPED = resources() / "catalogues" / "partners.yaml"
TODAY = date(2026, 11, 30)
PARTNERS = current_partners().partners


@pytest.mark.parametrize("partner", PARTNERS, ids=lambda each: each.id)
def test_that_every_partner_has_source_date_place_and_competence(partner: Partner) -> None:
    assert partner.sources
    assert date(2026, 1, 1) < partner.checked_on <= TODAY
    assert partner.competences
    assert partner.town
    found = Places.load().locate(None, partner.town)
    if found is not None:  # the approximate position lies in or beside its town
        assert abs(found.spot.lat - partner.lat) < 0.15
        assert abs(found.spot.lon - partner.lon) < 0.2


def test_that_nothing_unconfirmed_looks_confirmed() -> None:
    own = {each.id for each in PARTNERS if each.sources == ("eigene",)}
    assert own == {each.id for each in PARTNERS if each.confidence is Confidence.UNCONFIRMED} - {
        "p33"
    }


def test_that_every_chamber_stands_alone_and_every_district_has_both() -> None:
    chambers = [each for each in PARTNERS if each.chamber is not None]
    assert {each.chamber for each in chambers} == set(Chamber) - {Chamber.OTHER, Chamber.NONE}
    for district in Places.load().districts:
        named = {str(c.chamber)[:3] for c in chambers if c.is_responsible(district.ags)}
        assert named == {"ihk", "hwk"}, district.name


def test_that_the_centres_end_with_the_year() -> None:
    catalogue = current_partners()
    centre = catalogue.partner("p31")
    assert centre is not None
    assert timeliness(centre, TODAY, catalogue.limits) is Timeliness.ENDING
    assert timeliness(centre, date(2027, 1, 1), catalogue.limits) is Timeliness.ENDED
    research = catalogue.partner("p18")
    assert research is not None
    assert timeliness(research, date(2027, 6, 1), catalogue.limits) is Timeliness.STALE


@pytest.mark.parametrize("archetype", list(Archetype))
def test_that_every_archetype_has_a_pilot_with_a_threshold(archetype: Archetype) -> None:
    pilot = current_partners().pilot_of(archetype)
    assert pilot.archetype is archetype
    assert pilot.annahme
    assert all((pilot.goal, pilot.measure, pilot.threshold, pilot.stop, pilot.inputs))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: partners", "kind: measures", "kein Katalog der Partner"),
        ("id: p02", "id: p01", "-mal vergeben"),
        ("sources: [scads]", "sources: [fremde]", "nicht verzeichnet"),
        ("competences: [vision]", "competences: []", "keine Kompetenz"),
        ("lat: 51.35", "lat: 48.10", "außerhalb der Region"),
        ('regions: ["14"]', 'regions: ["09"]', "gibt es nicht"),
        ("confidence: C", "confidence: D", "ungültig"),
        ("archetype: FC", "archetype: PM", "genau einmal"),
        ("checked_on: 2026-11-23", "checked_on: neulich", "Datum"),
    ],
)
def test_that_a_broken_catalogue_is_refused_with_its_fault(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "partners.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_partners(broken)
    assert said in str(caught.value)


def test_that_a_place_is_found_by_what_is_known_of_it() -> None:
    places = Places.load()
    by_code = places.locate("08523", "Plauen", "14523")
    assert by_code is not None
    assert by_code.precision is Precision.POSTCODE
    assert abs(by_code.spot.lat - 50.49) < 0.05
    assert abs(by_code.spot.lon - 12.13) < 0.05
    by_town = places.locate(None, "plauen")
    assert by_town is not None
    assert by_town.precision is Precision.TOWN
    by_district = places.locate(None, None, "14523")
    assert by_district is not None
    assert by_district.precision is Precision.DISTRICT
    assert places.locate("10115", "Atlantis", None) is None
    assert places.locate(None, None, None) is None
