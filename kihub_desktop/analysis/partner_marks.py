"""What the map of partners shows: the company, the choice, and who else there is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from kihub_desktop.analysis.partners import Fit, Match, Matches
from kihub_desktop.domain.geography import Located, Spot


class MarkKind(IntEnum):
    """What a mark stands for, the most important first."""

    HOME = 0
    CHOSEN = 1
    SUITABLE = 2
    OTHER = 3


@dataclass(frozen=True)
class MapMark:
    """One place; marks of the same `town` share one label. `distance` in km from the company."""

    town: str
    spot: Spot
    kind: MarkKind
    distance: float | None = None


def map_marks(matches: Matches, home: Located | None, chosen: str | None) -> tuple[MapMark, ...]:
    """The company first, then everybody who can build the pilot, in the order of the matches.

    Companions are shown only if one of them is chosen.
    """
    found = [] if home is None else [MapMark(home.name, home.spot, MarkKind.HOME)]
    found += [_mark(each, chosen) for each in matches.builders]
    picked = matches.match(chosen)
    if picked is not None and picked not in matches.builders:
        found.append(_mark(picked, chosen))
    return tuple(found)


def _mark(match: Match, chosen: str | None) -> MapMark:
    partner = match.partner
    if partner.id == chosen:
        kind = MarkKind.CHOSEN
    elif match.is_suitable and match.fit <= Fit.CORE and match.serves_sector:
        kind = MarkKind.SUITABLE
    else:
        kind = MarkKind.OTHER
    return MapMark(partner.town, partner.spot, kind, match.distance)
