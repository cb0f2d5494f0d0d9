"""Reads the templates of the sectors and checks that every sector has one."""

from __future__ import annotations

from collections import Counter
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
from kihub_desktop.domain.choices import Sector
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.templates import SectorTemplate, Templates
from kihub_desktop.domain.words import word

KIND = "templates"
TRANSLATED = "title name problem system question"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "sectors": phrase("Branchen"),
        "sector": phrase("Branche"),
        "processes": phrase("Prozesse"),
        "systems": phrase("Systeme"),
        "data_sources": phrase("Datenquellen"),
        "questions": phrase("Fragen"),
        "area": phrase("Bereich"),
        "problem": phrase("Problem"),
        "system": phrase("System"),
    },
    items={
        "sectors": lambda _item, index: phrase("Branche {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
    },
)


def load_templates(path: Path) -> Templates:
    """The templates in a catalogue file; CatalogueError names everything that is wrong."""
    templates = validate(Templates, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(templates))
    return templates


def current_templates() -> Templates:
    """The newest sound edition, read once."""
    return current(KIND, Templates)


def _faults(templates: Templates) -> Iterator[Fault]:
    if templates.kind != KIND:
        yield (
            entry(),
            phrase("Dies ist kein Katalog der Vorlagen, sondern „{kind}“.", kind=templates.kind),
        )
    yield from repeated(each.key for each in templates.sources)
    yield from repeated(key for sector in templates.sectors for key in _keys(sector))
    counted = Counter(each.sector for each in templates.sectors)
    for sector in Sector:
        if counted[sector] != 1:
            yield (
                entry(),
                phrase(
                    "Für „{sector}“ gibt es {n} Vorlagen; eine muss es sein.",
                    sector=word(sector),
                    n=counted[sector],
                ),
            )
    known = {each.key for each in templates.sources}
    for template in templates.sectors:
        yield from source_faults(template.key, template.sources, known)
        if not (template.entries and template.questions):
            yield entry(template.key), phrase("Die Vorlage ist leer.")


def _keys(template: SectorTemplate) -> Iterator[str]:
    yield template.key
    for each in (*template.entries, *template.questions):
        yield each.key
