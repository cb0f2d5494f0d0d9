"""The measures that close a gap of the readiness: one or two per indicator, and the loader."""

from __future__ import annotations

from collections.abc import Iterator
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
from kihub_desktop.catalogues.method import current_method
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.questionnaire import CitedSource

KIND = "measures"
TRANSLATED = "title text"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""


@dataclass(frozen=True)
class Measure:
    """A first step; `days` are usual person days (from, to), `who` a role of the method."""

    key: str
    indicator: str
    text: str
    who: str
    days: tuple[float, float]
    annahme: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Measures:
    """One edition of the measures; `stand` is the day its content was last checked."""

    kind: str
    edition: str
    stand: date
    title: str
    sources: tuple[CitedSource, ...]
    measures: tuple[Measure, ...]

    def of(self, indicator: str) -> tuple[Measure, ...]:
        """The measures for an indicator, in their order."""
        return tuple(each for each in self.measures if each.indicator == indicator)

    def texts(self) -> Iterator[str]:
        """All German sentences a reader sees, without the citations of the sources."""
        yield self.title
        yield from (each.text for each in self.measures)


NAMING = Naming(fields={**SHARED_FIELDS, "measures": phrase("Maßnahmen")})


def load_measures(path: Path) -> Measures:
    """The measures in a catalogue file; CatalogueError names everything that is wrong."""
    found = validate(Measures, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(found))
    return found


def current_measures() -> Measures:
    """The newest sound edition, read once."""
    return current(KIND, Measures)


def _faults(found: Measures) -> Iterator[Fault]:
    if found.kind != KIND:
        yield (
            entry(),
            phrase("Dies ist kein Katalog der Maßnahmen, sondern „{kind}“.", kind=found.kind),
        )
    yield from repeated(each.key for each in found.measures)
    method = current_method()
    known = {each.key for each in found.sources}
    indicators = {row.id for row in method.indicators}
    for each in found.measures:
        yield from source_faults(each.key, each.sources, known)
        if each.indicator not in indicators:
            yield (
                entry(each.key),
                phrase("Den Indikator „{key}“ gibt es nicht.", key=each.indicator),
            )
        if each.who not in method.roles:
            yield entry(each.key), phrase("Die Rolle „{key}“ gibt es nicht.", key=each.who)
        if not 0 < each.days[0] <= each.days[1]:
            yield entry(each.key), phrase("Die Personentage passen nicht zusammen.")
