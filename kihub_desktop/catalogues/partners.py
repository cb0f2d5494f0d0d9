"""Reads the regional partners and checks that every one can be matched and dated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
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
from kihub_desktop.catalogues.places import Places
from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.partners import Competence, Partner, PartnerCatalogue, PartnerKind
from kihub_desktop.domain.phrases import phrase

KIND = "partners"
TRANSLATED = "title distance_note label goal measure threshold stop inputs note"
"""The keys whose texts a reader sees, as the extraction of texts expects them.

Names of partners are proper names; competences and kinds have their words under `label`.
"""
_LATITUDES, _LONGITUDES = (50.0, 52.0), (9.5, 15.5)
NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "partners": phrase("Partner"),
        "competences": phrase("Kompetenzen"),
        "kinds": phrase("Arten"),
        "needs": phrase("Bedarf"),
        "pilots": phrase("Pilotvorschläge"),
        "archetype": phrase("Art des Vorhabens"),
        "town": phrase("Ort"),
        "lat": phrase("Breite"),
        "lon": phrase("Länge"),
        "sectors": phrase("Branchen"),
        "valid_until": phrase("gültig bis"),
        "confidence": phrase("Verlässlichkeit"),
        "status": phrase("Status"),
        "limits": phrase("Fristen"),
    },
    items={
        "needs": lambda _item, index: phrase("Bedarf {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
    },
)


def load_partners(path: Path) -> PartnerCatalogue:
    """The partners in a catalogue file; CatalogueError names everything that is wrong."""
    found = validate(PartnerCatalogue, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(found))
    return found


def current_partners() -> PartnerCatalogue:
    """The newest sound edition, read once."""
    return current(KIND, PartnerCatalogue)


def _faults(found: PartnerCatalogue) -> Iterator[Fault]:
    if found.kind != KIND:
        yield (
            entry(),
            phrase("Dies ist kein Katalog der Partner, sondern „{kind}“.", kind=found.kind),
        )
        return
    yield from repeated(each.key for each in found.sources)
    yield from repeated((*(p.id for p in found.partners), *(p.key for p in found.pilots)))
    yield from _once(Competence, (each.key for each in found.competences))
    yield from _once(PartnerKind, (each.key for each in found.kinds))
    yield from _once(Archetype, (each.archetype for each in found.needs))
    yield from _once(Archetype, (each.archetype for each in found.pilots))
    known = {each.key for each in found.sources}
    for each in found.partners:
        yield from source_faults(each.id, each.sources, known)
        yield from _partner_faults(each)
    for pilot in found.pilots:
        yield from source_faults(pilot.key, pilot.sources, known)
        if pilot.months < 1:
            yield entry(pilot.key), phrase("Die Dauer muss mindestens ein Monat sein.")


def _once(kind: type[StrEnum], keys: Iterable[StrEnum]) -> Iterator[Fault]:
    """Every member of a closed list stands exactly once, or nothing could be said of it."""
    counted = Counter(keys)
    for member in kind:
        if counted[member] != 1:
            yield (
                entry(),
                phrase(
                    "„{key}“ kommt {n}-mal vor; genau einmal muss es sein.",
                    key=str(member),
                    n=counted[member],
                ),
            )


def _partner_faults(each: Partner) -> Iterator[Fault]:
    if not each.competences:
        yield entry(each.id), phrase("Es ist keine Kompetenz genannt.")
    low, high = _LATITUDES
    west, east = _LONGITUDES
    if not (low <= each.lat <= high and west <= each.lon <= east):
        yield entry(each.id), phrase("Die Lage liegt außerhalb der Region.")
    keys = {district.ags for district in Places.load().districts}
    for region in each.regions:
        if not any(key.startswith(region) for key in keys):
            yield entry(each.id), phrase("Den Kreis „{key}“ gibt es nicht.", key=region)
