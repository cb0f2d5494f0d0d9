"""What a card says of partners, as data without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from kihub_desktop.analysis.partner_marks import MapMark, map_marks
from kihub_desktop.analysis.partners import Match, Reason, Weight
from kihub_desktop.domain.offers import CONFIDENCE_WORDS
from kihub_desktop.domain.partners import PartnerCatalogue
from kihub_desktop.domain.phrases import Amount, Joined, Value, phrase
from kihub_desktop.services.partners import PilotState
from kihub_desktop.ui.tones import Tone

_TONES = {
    Weight.FOR: Tone.GOOD,
    Weight.NEUTRAL: Tone.NEUTRAL,
    Weight.AGAINST: Tone.BAD,
    Weight.WARNING: Tone.WARN,
}
BEST = 4


@dataclass(frozen=True)
class PartnerLine:
    """One partner; `origin` says where the entry comes from and how far it can be trusted."""

    id: str
    name: str
    place: Value
    reasons: tuple[tuple[Value, Tone], ...]
    origin: Value
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class PartnersView:
    """The map, the chosen partner in front of the best ones, and everybody else by group."""

    marks: tuple[MapMark, ...]
    lines: tuple[PartnerLine, ...]
    builders: tuple[PartnerLine, ...]
    companions: tuple[PartnerLine, ...]
    elsewhere: tuple[PartnerLine, ...]
    note: Value
    foreign: str = ""
    """The name of a chosen partner that the catalogue does not know."""


def partners_view(state: PilotState, catalogue: PartnerCatalogue) -> PartnersView:
    """In the language in use; every reason of every partner is kept."""
    chosen = state.sketch.partner
    builders = tuple(_line(catalogue, each, chosen) for each in state.matches.builders)
    companions = tuple(_line(catalogue, each, chosen) for each in state.matches.companions)
    elsewhere = tuple(_line(catalogue, each, chosen) for each in state.matches.elsewhere)
    picked = [each for each in (*builders, *companions, *elsewhere) if each.is_chosen]
    best = [each for each in builders if not each.is_chosen][: BEST - len(picked)]
    known = state.chosen is not None
    return PartnersView(
        marks=map_marks(state.matches, state.place, chosen),
        lines=(*picked, *best),
        builders=builders,
        companions=companions,
        elsewhere=elsewhere,
        note=Joined(
            (phrase(catalogue.distance_note), phrase("Stand {day}", day=catalogue.stand)), " · "
        ),
        foreign=(chosen or "") if not known else "",
    )


def _line(catalogue: PartnerCatalogue, match: Match, chosen: str | None) -> PartnerLine:
    partner = match.partner
    kind = next(phrase(each.label) for each in catalogue.kinds if each.key is partner.kind)
    place: list[Value] = [partner.town]
    if match.distance is not None:
        place.append(Amount(match.distance, 0, "km"))
    return PartnerLine(
        id=partner.id,
        name=partner.name,
        place=Joined((*place, kind), " · "),
        reasons=tuple((each.text, _TONES[each.weight]) for each in _told(match)),
        origin=_origin(catalogue, match),
        url=partner.url,
        is_chosen=partner.id == chosen,
    )


def _told(match: Match) -> tuple[Reason, ...]:
    """The note of the entry stands behind its reasons, a known distance beside its town."""
    told = [each for each in match.reasons if match.distance is None or not each.is_distance]
    if match.partner.note:
        told.append(Reason(phrase(match.partner.note), Weight.NEUTRAL))
    return tuple(told)


def _origin(catalogue: PartnerCatalogue, match: Match) -> Value:
    partner = match.partner
    cited = {each.key: each.citation for each in catalogue.sources}
    return Joined(
        (
            Joined(tuple(cited[each] for each in partner.sources), "; "),
            phrase("geprüft am {day}", day=partner.checked_on),
            CONFIDENCE_WORDS[partner.confidence],
        ),
        " · ",
    )
