"""Partners are ranked as documented, and every reason is said."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kihub_desktop.analysis.partners import (
    EARTH_RADIUS_KM,
    Fit,
    Match,
    Weight,
    Wish,
    great_circle_km,
    match_partners,
)
from kihub_desktop.catalogues.partners import current_partners
from kihub_desktop.catalogues.places import Places
from kihub_desktop.domain.choices import Archetype, Chamber, Sector
from kihub_desktop.domain.geography import Located, Precision, Spot
from kihub_desktop.domain.partners import Competence, Partner
from kihub_desktop.texts import render

TODAY = date(2026, 11, 30)
CATALOGUE = current_partners()
PLAUEN = Places.load().locate("08523", "Plauen", "14523")
TOOL_WEAR = Wish(
    Archetype.PREDICTIVE_MAINTENANCE, Sector.MACHINERY, PLAUEN, "14523", Chamber.IHK_CHEMNITZ
)
SPOTS = st.builds(Spot, st.floats(-89, 89), st.floats(-179, 179))
IN_REGION = st.builds(Spot, st.floats(50.2, 51.6), st.floats(10.0, 15.0))
WISHES = st.builds(
    Wish,
    st.sampled_from((None, *Archetype)),
    st.sampled_from((None, *Sector)),
    st.one_of(
        st.none(),
        st.builds(Located, IN_REGION, st.sampled_from(Precision), st.just("Ort")),
    ),
    st.sampled_from((None, "14523", "16054", "14713")),
    st.sampled_from((None, *Chamber)),
)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (Spot(0, 0), Spot(0, 1), 111.195),  # one degree of the equator
        (Spot(0, 0), Spot(0, 180), 20015.115),  # half around
        (Spot(90, 0), Spot(-90, 77), 20015.115),  # pole to pole, whatever the longitude
        (Spot(50.9, 12.0), Spot(50.9, 12.0), 0.0),
    ],
)
def test_that_known_distances_come_out(one: Spot, other: Spot, km: float) -> None:
    assert great_circle_km(one, other) == pytest.approx(km, abs=0.01)


def test_that_berlin_and_munich_are_504_km_apart() -> None:
    found = great_circle_km(Spot(52.52, 13.405), Spot(48.1374, 11.5755))
    assert found == pytest.approx(504, abs=1)


@given(SPOTS, SPOTS)
def test_that_the_angle_between_two_vectors_gives_the_same(one: Spot, other: Spot) -> None:
    first, second = _vector(one), _vector(other)
    crossed = np.linalg.norm(np.cross(first, second))
    angle = math.atan2(float(crossed), float(first @ second))
    assert great_circle_km(one, other) == pytest.approx(EARTH_RADIUS_KM * angle, abs=1e-3)


def _vector(spot: Spot) -> NDArray[np.float64]:
    lat, lon = math.radians(spot.lat), math.radians(spot.lon)
    flat = math.cos(lat)
    return np.array([flat * math.cos(lon), flat * math.sin(lon), math.sin(lat)])


@given(SPOTS, SPOTS, SPOTS)
def test_that_the_distance_is_a_distance(one: Spot, other: Spot, third: Spot) -> None:
    there = great_circle_km(one, other)
    assert there == pytest.approx(great_circle_km(other, one), abs=1e-6)
    assert 0 <= there <= 3.1416 * EARTH_RADIUS_KM
    assert there <= great_circle_km(one, third) + great_circle_km(third, other) + 1e-6


def test_that_the_example_of_plauen_finds_time_series_near_by() -> None:
    found = match_partners(CATALOGUE, TOOL_WEAR, TODAY)
    names = [each.partner.name for each in found.builders[:4]]
    assert names[0] == "Fraunhofer IWU"
    assert "TU Ilmenau" in names
    first = found.builders[0]
    assert first.distance == pytest.approx(66, abs=4)
    said = [render(each.text) for each in first.reasons]
    assert "kann Zeitreihen und Sensordaten, dazu Produktion" in said
    assert "kennt die Branche Maschinen- und Anlagenbau" in said
    assert any("km Luftlinie, ungefähr" in each for each in said)


def test_that_the_own_chamber_stands_first_among_companions() -> None:
    found = match_partners(CATALOGUE, TOOL_WEAR, TODAY)
    assert found.companions[0].partner.chamber is Chamber.IHK_CHEMNITZ
    assert {each.partner.name for each in found.elsewhere} >= {
        "IHK Erfurt",
        "Thüringer Aufbaubank (TAB) mit bm|t",
    }


def test_that_a_district_without_chamber_still_finds_both() -> None:
    found = match_partners(CATALOGUE, replace(TOOL_WEAR, chamber=None), TODAY)
    chambers = [each.partner.chamber for each in found.companions if each.partner.chamber]
    assert set(chambers) == {Chamber.IHK_CHEMNITZ, Chamber.HWK_CHEMNITZ}


@given(WISHES)
def test_that_nobody_is_left_out_and_everybody_has_reasons(wish: Wish) -> None:
    found = match_partners(CATALOGUE, wish, TODAY)
    everybody = [*found.builders, *found.companions, *found.elsewhere]
    assert sorted(each.partner.id for each in everybody) == sorted(
        each.id for each in CATALOGUE.partners
    )
    assert all(each.reasons for each in everybody)
    for each in everybody:
        if each.has_ended or each.fit is Fit.NONE:
            assert any(reason.weight is Weight.AGAINST for reason in each.reasons)
        assert (each.distance is None) == (wish.place is None)


def _rank(each: Match) -> tuple[bool, int, bool]:
    return each.has_ended, each.fit, not each.serves_sector


@given(WISHES)
def test_that_competence_beats_industry_beats_distance(wish: Wish) -> None:
    builders = match_partners(CATALOGUE, wish, TODAY).builders
    for better, worse in itertools.pairwise(builders):
        assert _rank(better) <= _rank(worse)
        if _rank(better) == _rank(worse) and wish.place is not None:
            assert (better.distance or 0.0) <= (worse.distance or 0.0)


@given(IN_REGION, IN_REGION, IN_REGION)
def test_that_the_nearer_of_two_equals_comes_first(home: Spot, one: Spot, other: Spot) -> None:
    model = CATALOGUE.partners[0]
    twins = tuple(
        replace(model, id=name, name=name, lat=spot.lat, lon=spot.lon)
        for name, spot in (("a", one), ("b", other))
    )
    place = Located(home, Precision.TOWN, "Ort")
    found = match_partners(replace(CATALOGUE, partners=twins), Wish(place=place), TODAY)
    distances = [each.distance or 0.0 for each in found.builders]
    assert distances == sorted(distances)


def _near_and_far(near: Partner, far: Partner) -> list[str]:
    place = Located(Spot(50.5, 12.1), Precision.POSTCODE, "Ort")
    wish = Wish(Archetype.PREDICTIVE_MAINTENANCE, Sector.MACHINERY, place)
    pair = replace(CATALOGUE, partners=(near, far))
    return [each.partner.id for each in match_partners(pair, wish, TODAY).builders]


def test_that_a_far_expert_comes_before_a_neighbour_without_the_competence() -> None:
    model = replace(CATALOGUE.partners[0], sectors=(), status=CATALOGUE.partners[1].status)
    near = replace(model, id="near", lat=50.5, lon=12.1, competences=(Competence.LANGUAGE,))
    far = replace(model, id="far", lat=51.4, lon=14.9, competences=(Competence.TIME_SERIES,))
    assert _near_and_far(near, far) == ["far", "near"]
    assert _near_and_far(replace(near, competences=far.competences), far) == ["near", "far"]


def test_that_what_has_ended_comes_last_and_says_so() -> None:
    found = match_partners(CATALOGUE, TOOL_WEAR, date(2027, 1, 1))
    ended = [each for each in found.builders if each.has_ended]
    assert [each.partner.id for each in found.builders[-len(ended) :]] == [
        each.partner.id for each in ended
    ]
    assert {each.partner.id for each in ended} == {"p31", "p32", "p33"}
    assert all(
        "beendet am 31.12.2026" in [render(reason.text) for reason in each.reasons]
        for each in ended
    )
    assert not any(each.is_suitable for each in ended)


def test_that_an_unknown_place_is_told_instead_of_guessed() -> None:
    found = match_partners(CATALOGUE, replace(TOOL_WEAR, place=None), TODAY)
    said = [render(each.text) for each in found.builders[0].reasons]
    assert any(each.startswith("Entfernung unbekannt") for each in said)
