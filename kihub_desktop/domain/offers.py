"""What funding, partners and training have in common: an offer has a source, a date and an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from kihub_desktop.domain.phrases import Phrase, phrase


class Confidence(StrEnum):
    """How well an entry is supported."""

    OFFICIAL = "A"
    SECONDARY = "B"
    OLD = "C"
    UNCONFIRMED = "K"


class OfferStatus(StrEnum):
    OPEN = "offen"
    CALL = "call"
    PAUSED = "pausiert"
    ENDED = "beendet"
    UNCLEAR = "unklar"


class Timeliness(StrEnum):
    """What the calendar says of an entry."""

    CURRENT = "current"
    ENDING = "ending"
    STALE = "stale"
    ENDED = "ended"


@dataclass(frozen=True)
class AgeLimits:
    """From how many days on an entry nears its end or counts as long unchecked."""

    ending_days: int
    stale_days: int


class DatedOffer(Protocol):
    @property
    def status(self) -> OfferStatus: ...

    @property
    def checked_on(self) -> date: ...

    @property
    def valid_until(self) -> date | None: ...


def timeliness(offer: DatedOffer, today: date, limits: AgeLimits) -> Timeliness:
    """An end counts more than an old check: what is over cannot become current by checking."""
    until = offer.valid_until
    if offer.status is OfferStatus.ENDED or (until is not None and until < today):
        return Timeliness.ENDED
    if until is not None and until <= today + timedelta(days=limits.ending_days):
        return Timeliness.ENDING
    if today - offer.checked_on > timedelta(days=limits.stale_days):
        return Timeliness.STALE
    return Timeliness.CURRENT


def timeliness_phrase(offer: DatedOffer, today: date, limits: AgeLimits) -> Phrase | None:
    """The warning beside an entry; None while there is nothing to warn of."""
    found = timeliness(offer, today, limits)
    if found is Timeliness.ENDED:
        until = offer.valid_until
        return phrase("beendet") if until is None else phrase("beendet am {day}", day=until)
    if found is Timeliness.ENDING and offer.valid_until is not None:
        return phrase("endet am {day}", day=offer.valid_until)
    if offer.status is OfferStatus.UNCLEAR:
        return phrase("Stand unklar, vor der Ansprache prüfen")
    if offer.status is OfferStatus.PAUSED:
        return phrase("pausiert")
    if found is Timeliness.STALE:
        return phrase("zuletzt geprüft am {day}, bitte erneut prüfen", day=offer.checked_on)
    return None


CONFIDENCE_WORDS = {
    Confidence.OFFICIAL: phrase("amtlich belegt"),
    Confidence.SECONDARY: phrase("aus zweiter Hand belegt"),
    Confidence.OLD: phrase("älterer oder schwacher Beleg"),
    Confidence.UNCONFIRMED: phrase("nicht belegt, vor der Ansprache prüfen"),
}
