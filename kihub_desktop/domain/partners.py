"""Who in the region can build or accompany a pilot, and what a pilot usually looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kihub_desktop.domain.choices import Archetype, Chamber, Sector
from kihub_desktop.domain.geography import Spot
from kihub_desktop.domain.offers import AgeLimits, Confidence, OfferStatus
from kihub_desktop.domain.questionnaire import CitedSource


class Competence(StrEnum):
    VISION = "vision"
    LANGUAGE = "nlp"
    TIME_SERIES = "ts"
    ROBOTICS = "robotics"
    EDGE = "edge"
    TRUST = "ds"
    ENERGY = "energy"
    LOGISTICS = "logistics"
    HEALTH = "health"
    PRODUCTION = "production"
    COMPUTING = "hpc"
    STARTUP = "startup"
    FUNDING = "funding"
    NETWORK = "network"
    TRAINING = "training"


class PartnerKind(StrEnum):
    UNIVERSITY = "university"
    APPLIED_UNIVERSITY = "applied_university"
    RESEARCH = "research"
    TRANSFER = "transfer"
    HUB = "hub"
    STARTUP_SUPPORT = "startup_support"
    PUBLIC_BODY = "public_body"
    CLUSTER = "cluster"
    CHAMBER = "chamber"


@dataclass(frozen=True)
class CompetenceName:
    key: Competence
    label: str


@dataclass(frozen=True)
class KindName:
    """`builds`: whether partners of this kind can carry out a pilot themselves."""

    key: PartnerKind
    label: str
    builds: bool


@dataclass(frozen=True)
class Need:
    """What an archetype asks of a partner: one of `core`; `useful` makes the fit better."""

    archetype: Archetype
    core: tuple[Competence, ...]
    useful: tuple[Competence, ...]


@dataclass(frozen=True)
class PilotProposal:
    """What a pilot of an archetype usually aims at: a start for the talk, never a finding."""

    key: str
    archetype: Archetype
    goal: str
    measure: str
    threshold: str
    stop: str
    months: int
    inputs: str
    annahme: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Partner:
    """One address. Without `sectors` it serves all; `regions` are beginnings of district keys
    it is responsible for (none: everywhere); the position is that of its town or campus."""

    id: str
    name: str
    kind: PartnerKind
    town: str
    lat: float
    lon: float
    competences: tuple[Competence, ...]
    sources: tuple[str, ...]
    checked_on: date
    confidence: Confidence
    status: OfferStatus
    sectors: tuple[Sector, ...] = ()
    regions: tuple[str, ...] = ()
    chamber: Chamber | None = None
    valid_until: date | None = None
    url: str = ""
    note: str = ""

    @property
    def spot(self) -> Spot:
        return Spot(self.lat, self.lon)

    def is_responsible(self, ags: str | None) -> bool | None:
        """Whether a district belongs to its area; None if there is an area and no district."""
        if not self.regions:
            return True
        if not ags:
            return None
        return any(ags.startswith(each) for each in self.regions)


@dataclass(frozen=True)
class PartnerCatalogue:
    """One edition; ids stay the same over editions, because pilots name them."""

    kind: str
    edition: str
    stand: date
    title: str
    distance_note: str
    limits: AgeLimits
    sources: tuple[CitedSource, ...]
    competences: tuple[CompetenceName, ...]
    kinds: tuple[KindName, ...]
    needs: tuple[Need, ...]
    pilots: tuple[PilotProposal, ...]
    partners: tuple[Partner, ...]

    def partner(self, identifier: str | None) -> Partner | None:
        """None for an id that this edition does not know."""
        return next((each for each in self.partners if each.id == identifier), None)

    def competence_name(self, key: Competence) -> str:
        return next(each.label for each in self.competences if each.key is key)

    def kind_name(self, key: PartnerKind) -> str:
        return next(each.label for each in self.kinds if each.key is key)

    def builds(self, partner: Partner) -> bool:
        return next(each.builds for each in self.kinds if each.key is partner.kind)

    def need_of(self, archetype: Archetype | None) -> Need:
        """What is asked; of an open archetype the general entry."""
        wanted = archetype or Archetype.OTHER
        return next(each for each in self.needs if each.archetype is wanted)

    def pilot_of(self, archetype: Archetype | None) -> PilotProposal:
        wanted = archetype or Archetype.OTHER
        return next(each for each in self.pilots if each.archetype is wanted)

    def texts(self) -> Iterator[str]:
        """All German texts that a reader sees, without names of partners and citations."""
        yield from (self.title, self.distance_note)
        yield from (each.label for each in self.competences)
        yield from (each.label for each in self.kinds)
        for each in self.pilots:
            yield from (each.goal, each.measure, each.threshold, each.stop, each.inputs)
        yield from (each.note for each in self.partners if each.note)
