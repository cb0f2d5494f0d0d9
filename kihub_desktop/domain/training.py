"""Training by target group, and what an archetype asks people to learn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kihub_desktop.domain.choices import Archetype, TrainingGroup
from kihub_desktop.domain.offers import AgeLimits, Confidence, OfferStatus
from kihub_desktop.domain.questionnaire import CitedSource


@dataclass(frozen=True)
class Touched:
    """Whose work a use case of this archetype changes."""

    archetype: Archetype
    groups: tuple[TrainingGroup, ...]


@dataclass(frozen=True)
class TrainingOffer:
    """One offer. `archetypes` names those it is made for (none: any); `due_days` is how soon
    it should be over once it is planned; `basic` marks the unit that everybody gets."""

    id: str
    name: str
    provider: str
    groups: tuple[TrainingGroup, ...]
    format: str
    cost: str
    content: str
    due_days: int
    sources: tuple[str, ...]
    checked_on: date
    confidence: Confidence
    status: OfferStatus
    archetypes: tuple[Archetype, ...] = ()
    basic: bool = False
    valid_until: date | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class TrainingCatalogue:
    """One edition; ids stay the same over editions, because plans name them."""

    kind: str
    edition: str
    stand: date
    title: str
    duty: str
    duty_norm: str
    record_hint: str
    council_norm: str
    limits: AgeLimits
    sources: tuple[CitedSource, ...]
    touched: tuple[Touched, ...]
    offers: tuple[TrainingOffer, ...]

    def offer(self, identifier: str | None) -> TrainingOffer | None:
        """None for an id that this edition does not know."""
        return next((each for each in self.offers if each.id == identifier), None)

    def basic(self) -> TrainingOffer:
        """The unit that everybody gets."""
        return next(each for each in self.offers if each.basic)

    def touched_by(self, archetype: Archetype | None) -> tuple[TrainingGroup, ...]:
        wanted = archetype or Archetype.OTHER
        return next(each.groups for each in self.touched if each.archetype is wanted)

    def texts(self) -> Iterator[str]:
        """All German texts that a reader sees, without providers and citations."""
        yield from (self.title, self.duty, self.duty_norm, self.record_hint, self.council_norm)
        for each in self.offers:
            yield from (each.name, each.format, each.cost, each.content)
            if each.note:
                yield each.note
