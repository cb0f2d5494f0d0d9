"""Ranks the partners of the region for one use case, and says every reason."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from kihub_desktop.domain.choices import Archetype, Chamber, Sector
from kihub_desktop.domain.geography import Located, Precision, Spot
from kihub_desktop.domain.offers import (
    CONFIDENCE_WORDS,
    Confidence,
    Timeliness,
    timeliness,
    timeliness_phrase,
)
from kihub_desktop.domain.partners import Competence, Need, Partner, PartnerCatalogue
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, phrase
from kihub_desktop.domain.words import word

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG 1980)."""


class Fit(IntEnum):
    """How well competences meet a need; the smaller the better."""

    STRONG = 0  # core and something useful
    CORE = 1
    PARTIAL = 2  # only something useful
    NONE = 3


class Weight(StrEnum):
    """Whether a reason speaks for a partner, against it, or warns."""

    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"
    WARNING = "warning"


@dataclass(frozen=True)
class Reason:
    text: Phrase
    weight: Weight
    is_distance: bool = False


@dataclass(frozen=True)
class Wish:
    """What a partner is sought for; None and open values are told, never guessed."""

    archetype: Archetype | None = None
    sector: Sector | None = None
    place: Located | None = None
    district: str | None = None
    chamber: Chamber | None = None


@dataclass(frozen=True)
class Match:
    """One partner in its place; `distance` in km as the crow flies, None if unknown."""

    partner: Partner
    fit: Fit
    serves_sector: bool
    distance: float | None
    has_ended: bool
    reasons: tuple[Reason, ...]

    @property
    def is_suitable(self) -> bool:
        """Whether it is worth being asked at all."""
        return self.fit is not Fit.NONE and not self.has_ended


@dataclass(frozen=True)
class Matches:
    """`builders` can carry out the pilot, `companions` help around it; each the best first.

    `elsewhere` are companions that are responsible for another area. Nobody is left out.
    """

    need: Need
    builders: tuple[Match, ...]
    companions: tuple[Match, ...]
    elsewhere: tuple[Match, ...]

    def match(self, identifier: str | None) -> Match | None:
        """The match of a partner by its id."""
        everybody = (*self.builders, *self.companions, *self.elsewhere)
        return next((each for each in everybody if each.partner.id == identifier), None)


def great_circle_km(one: Spot, other: Spot) -> float:
    """Distance on the sphere in km by the haversine formula (Sinnott 1984, Sky & Telescope 68).

    Exact to about 0.5 % against the ellipsoid.
    """
    lat_one, lat_two = math.radians(one.lat), math.radians(other.lat)
    across = math.sin((lat_two - lat_one) / 2) ** 2
    along = math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    share = across + math.cos(lat_one) * math.cos(lat_two) * along
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, share)))


def match_partners(catalogue: PartnerCatalogue, wish: Wish, today: date) -> Matches:
    """Everybody of the catalogue in order.

    Order: not ended, competence, industry, distance, name. So competence beats distance, and of
    two that fit alike the nearer one comes first. Unknown distances come behind known ones.
    """
    need = catalogue.need_of(wish.archetype)
    matches = [_match(catalogue, need, each, wish, today) for each in catalogue.partners]
    builders = [each for each in matches if catalogue.builds(each.partner)]
    others = [each for each in matches if not catalogue.builds(each.partner)]
    here = [each for each in others if _is_responsible(each.partner, wish) is not False]
    elsewhere = [each for each in others if _is_responsible(each.partner, wish) is False]
    return Matches(
        need,
        tuple(sorted(builders, key=_builder_order)),
        tuple(sorted(here, key=lambda each: _companion_order(each, wish))),
        tuple(sorted(elsewhere, key=lambda each: _companion_order(each, wish))),
    )


def _match(
    catalogue: PartnerCatalogue, need: Need, partner: Partner, wish: Wish, today: date
) -> Match:
    fit = _fit(need, partner.competences)
    serves = wish.sector is None or not partner.sectors or wish.sector in partner.sectors
    distance = None if wish.place is None else great_circle_km(wish.place.spot, partner.spot)
    ended = timeliness(partner, today, catalogue.limits) is Timeliness.ENDED
    reasons = [_of_competence(catalogue, need, partner, fit)]
    reasons += _of_sector(partner, wish, serves=serves)
    reasons += _of_area(partner, wish)
    reasons.append(_of_distance(distance, wish))
    warning = timeliness_phrase(partner, today, catalogue.limits)
    if warning is not None:
        reasons.append(Reason(warning, Weight.AGAINST if ended else Weight.WARNING))
    if partner.confidence is Confidence.UNCONFIRMED:
        reasons.append(Reason(CONFIDENCE_WORDS[partner.confidence], Weight.WARNING))
    return Match(partner, fit, serves, distance, ended, tuple(reasons))


def _fit(need: Need, offered: Sequence[Competence]) -> Fit:
    if not need.core:
        return Fit.PARTIAL  # an open need is met by everybody alike
    core = any(each in offered for each in need.core)
    useful = any(each in offered for each in need.useful)
    if core:
        return Fit.STRONG if useful else Fit.CORE
    return Fit.PARTIAL if useful else Fit.NONE


def _builder_order(each: Match) -> tuple[bool, int, bool, float, str]:
    return each.has_ended, each.fit, not each.serves_sector, _far(each), each.partner.name


def _companion_order(each: Match, wish: Wish) -> tuple[bool, bool, bool, float, str]:
    own = wish.chamber is not None and each.partner.chamber is wish.chamber
    return each.has_ended, not own, not each.serves_sector, _far(each), each.partner.name


def _far(each: Match) -> float:
    return math.inf if each.distance is None else each.distance


def _is_responsible(partner: Partner, wish: Wish) -> bool | None:
    """A chamber that is recorded settles it, whatever the district says."""
    if partner.chamber is not None and wish.chamber is partner.chamber:
        return True
    return partner.is_responsible(wish.district)


# -- reasons ---------------------------------------------------------------------------------


def _of_competence(catalogue: PartnerCatalogue, need: Need, partner: Partner, fit: Fit) -> Reason:
    names = {each.key: phrase(each.label) for each in catalogue.competences}
    if not need.core:
        offered = Joined(tuple(names[each] for each in partner.competences))
        return Reason(phrase("bietet {offered}", offered=offered), Weight.NEUTRAL)
    core = Joined(tuple(names[each] for each in need.core if each in partner.competences))
    useful = Joined(tuple(names[each] for each in need.useful if each in partner.competences))
    if fit is Fit.STRONG:
        text = phrase("kann {core}, dazu {useful}", core=core, useful=useful)
        return Reason(text, Weight.FOR)
    if fit is Fit.CORE:
        return Reason(phrase("kann {core}", core=core), Weight.FOR)
    wanted = Joined(tuple(names[each] for each in need.core))
    if fit is Fit.PARTIAL:
        text = phrase("hilft mit {useful}, es fehlt {core}", useful=useful, core=wanted)
        return Reason(text, Weight.NEUTRAL)
    return Reason(phrase("{core} ist nicht genannt", core=wanted), Weight.AGAINST)


def _of_sector(partner: Partner, wish: Wish, *, serves: bool) -> list[Reason]:
    if wish.sector is None:
        return []
    if not partner.sectors:
        return [Reason(phrase("offen für alle Branchen"), Weight.NEUTRAL)]
    name = word(wish.sector)
    if serves:
        return [Reason(phrase("kennt die Branche {sector}", sector=name), Weight.FOR)]
    return [Reason(phrase("nennt die Branche {sector} nicht", sector=name), Weight.AGAINST)]


def _of_area(partner: Partner, wish: Wish) -> list[Reason]:
    if not partner.regions:
        return []
    found = _is_responsible(partner, wish)
    if found is None:
        return [Reason(phrase("Zuständigkeit offen: Landkreis fehlt"), Weight.NEUTRAL)]
    if found:
        return [Reason(phrase("für den Landkreis zuständig"), Weight.FOR)]
    return [Reason(phrase("für einen anderen Landkreis zuständig"), Weight.AGAINST)]


def _of_distance(distance: float | None, wish: Wish) -> Reason:
    if distance is None or wish.place is None:
        text = phrase("Entfernung unbekannt: PLZ, Ort oder Landkreis des Unternehmens fehlt")
        return Reason(text, Weight.NEUTRAL, is_distance=True)
    far = Amount(distance, 0, "km")
    if wish.place.precision is Precision.DISTRICT:
        text = phrase("{far} Luftlinie, ungefähr, ab der Mitte des Landkreises", far=far)
    else:
        text = phrase("{far} Luftlinie, ungefähr", far=far)
    return Reason(text, Weight.NEUTRAL, is_distance=True)
