"""The criteria by which a group ranks its use cases: weights, anchors, and the loader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kihub_desktop.catalogues.editions import current
from kihub_desktop.catalogues.errors import entry
from kihub_desktop.catalogues.faults import (
    SHARED_FIELDS,
    Fault,
    refuse_faults,
    repeated,
    source_faults,
)
from kihub_desktop.catalogues.loading import Naming, read_document, validate
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.questionnaire import CitedSource

KIND = "criteria"
TRANSLATED = "title name question sentence"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
ANCHORED = (1, 3, 5)
WHOLE_WEIGHT = 100.0


@dataclass(frozen=True)
class Anchor:
    """What a rating stands for; ratings run from 1 to 5 and are anchored at 1, 3 and 5."""

    rating: int
    sentence: str


@dataclass(frozen=True)
class CriteriaGroup:
    """An axis of the matrix: benefit or (estimated) feasibility."""

    key: str
    name: str


@dataclass(frozen=True)
class Criterion:
    """One criterion; `weight` in percent is the default that a group may change.

    Optional criteria start with weight 0. `annahme` marks a weight that is our own assumption.
    """

    key: str
    group: str
    name: str
    question: str
    weight: float
    optional: bool
    annahme: bool
    anchors: tuple[Anchor, ...]
    sources: tuple[str, ...]

    def texts(self) -> Iterator[str]:
        """All German sentences that a reader sees."""
        yield from (self.name, self.question)
        for anchor in self.anchors:
            yield anchor.sentence


@dataclass(frozen=True)
class Criteria:
    """One edition of the criteria; `stand` is the day its content was last checked."""

    kind: str
    edition: str
    stand: date
    title: str
    sources: tuple[CitedSource, ...]
    groups: tuple[CriteriaGroup, ...]
    criteria: tuple[Criterion, ...]

    @property
    def usual(self) -> tuple[Criterion, ...]:
        """The criteria that every group starts with."""
        return tuple(each for each in self.criteria if not each.optional)

    def criterion(self, key: str) -> Criterion:
        """The criterion with this key; KeyError if the edition has none."""
        for each in self.criteria:
            if each.key == key:
                return each
        raise KeyError(key)

    def texts(self) -> Iterator[str]:
        """All German sentences a reader sees, without the citations of the sources."""
        yield self.title
        for group in self.groups:
            yield group.name
        for each in self.criteria:
            yield from each.texts()


def _anchor_name(item: object, index: int) -> Phrase:
    rating = item.get("rating") if isinstance(item, Mapping) else None
    return phrase("Bewertung {n}", n=rating if isinstance(rating, int) else index + 1)


NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "criteria": phrase("Kriterien"),
        "optional": phrase("wahlfrei"),
        "anchors": phrase("Anker"),
        "rating": phrase("Bewertung"),
    },
    items={
        "anchors": _anchor_name,
        "criteria": lambda _item, index: phrase("Kriterium {n}", n=index + 1),
        "groups": lambda _item, index: phrase("Gruppe {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
    },
)


def load_criteria(path: Path) -> Criteria:
    """The criteria in a catalogue file; CatalogueError names everything that is wrong."""
    criteria = validate(Criteria, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(criteria))
    return criteria


def current_criteria() -> Criteria:
    """The newest sound edition, read once."""
    return current(KIND, Criteria)


def _faults(criteria: Criteria) -> Iterator[Fault]:
    if criteria.kind != KIND:
        yield (
            entry(),
            phrase("Dies ist kein Katalog der Kriterien, sondern „{kind}“.", kind=criteria.kind),
        )
    yield from repeated(each.key for each in criteria.sources)
    yield from repeated(each.key for each in criteria.groups)
    yield from repeated(each.key for each in criteria.criteria)
    if abs(sum(each.weight for each in criteria.usual) - WHOLE_WEIGHT) > 1e-9:
        yield entry(), phrase("Die Gewichte der üblichen Kriterien ergeben zusammen nicht 100.")
    sources = {each.key for each in criteria.sources}
    groups = {each.key for each in criteria.groups}
    for criterion in criteria.criteria:
        yield from _criterion_faults(criterion, sources, groups)


def _criterion_faults(criterion: Criterion, sources: set[str], groups: set[str]) -> Iterator[Fault]:
    where = entry(criterion.key)
    if criterion.group not in groups:
        yield where, phrase("Die Gruppe „{key}“ ist nicht verzeichnet.", key=criterion.group)
    if criterion.weight < 0 or (criterion.weight == 0) != criterion.optional:
        yield where, phrase("Nur wahlfreie Kriterien haben das Gewicht 0.")
    if tuple(each.rating for each in criterion.anchors) != ANCHORED:
        yield where, phrase("Anker stehen bei den Bewertungen 1, 3 und 5.")
    yield from source_faults(criterion.key, criterion.sources, sources)
