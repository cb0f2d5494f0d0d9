"""Reads the catalogue of the EU Digital Maturity Assessment and checks that it is whole."""

from __future__ import annotations

from collections.abc import Iterator
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
from kihub_desktop.domain.dma import DmaCatalogue, item_id
from kihub_desktop.domain.phrases import phrase

KIND = "dma"
TRANSLATED = "title notice name short_name text hint effect"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
TOP = 100

NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "dimensions": phrase("Dimensionen"),
        "questions": phrase("Fragen"),
        "items": phrase("Zeilen"),
        "profiles": phrase("Wertungen"),
        "bands": phrase("Bänder"),
    }
)


def load_dma(path: Path) -> DmaCatalogue:
    """The instrument in a catalogue file; CatalogueError names everything that is wrong."""
    catalogue = validate(DmaCatalogue, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(catalogue))
    return catalogue


def current_dma() -> DmaCatalogue:
    """The newest sound edition, read once."""
    return current(KIND, DmaCatalogue)


def _faults(catalogue: DmaCatalogue) -> Iterator[Fault]:
    if catalogue.kind != KIND:
        yield (
            entry(),
            phrase("Dies ist kein Katalog der EU-DMA, sondern „{kind}“.", kind=catalogue.kind),
        )
    yield from repeated(each.key for each in catalogue.sources)
    yield from repeated(each.key for each in catalogue.profiles)
    yield from repeated(each.key for each in catalogue.dimensions)
    yield from repeated(each.key for each in catalogue.questions)
    yield from repeated(item_id(question, item) for question, item in catalogue.items())
    ends = [band.upto for band in catalogue.bands]
    if ends != sorted(set(ends)) or not ends or ends[-1] != TOP:
        yield entry(), phrase("Die Bänder steigen nicht bis 100.")
    known = {each.key for each in catalogue.sources}
    for profile in catalogue.profiles:
        yield from source_faults(profile.key, profile.sources, known)
        if profile.data_items not in (7, 8):
            yield entry(profile.key), phrase("Geteilt wird durch sieben oder acht.")
    if not catalogue.profiles:
        yield entry(), phrase("Es ist keine Wertung genannt.")
