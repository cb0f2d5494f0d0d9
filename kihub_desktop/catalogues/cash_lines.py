"""Reads the library of usual cost and benefit lines."""

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
from kihub_desktop.domain.cash_lines import CashLineLibrary
from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.words import word

KIND = "cash_lines"
TRANSLATED = "title name label unit question told"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "groups": phrase("Gruppen"),
        "lines": phrase("Positionen"),
        "archetypes": phrase("Arten von Anwendungsfällen"),
        "side": phrase("Art"),
        "label": phrase("Position"),
        "unit": phrase("Einheit"),
        "first_year": phrase("Von Jahr"),
        "last_year": phrase("Bis Jahr"),
        "priced": phrase("Mit Preis je Einheit"),
        "question": phrase("Frage"),
        "basis": phrase("Grundlage"),
        "electricity_carbon": phrase("CO₂ je Kilowattstunde Strom"),
        "grams": phrase("Gramm"),
        "told": phrase("Aussage"),
    },
    items={
        "groups": lambda _item, index: phrase("Gruppe {n}", n=index + 1),
        "lines": lambda _item, index: phrase("Position {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
    },
)


def load_cash_lines(path: Path) -> CashLineLibrary:
    """The library in a catalogue file; CatalogueError names everything that is wrong."""
    library = validate(CashLineLibrary, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(library))
    return library


def current_cash_lines() -> CashLineLibrary:
    """The newest sound edition, read once."""
    return current(KIND, CashLineLibrary)


def _faults(library: CashLineLibrary) -> Iterator[Fault]:
    if library.kind != KIND:
        yield (
            entry(),
            phrase(
                "Dies ist kein Katalog der Kosten und Nutzen, sondern „{kind}“.", kind=library.kind
            ),
        )
    yield from repeated(each.key for each in library.sources)
    yield from repeated(group.key for group in library.groups)
    yield from repeated(line.key for group in library.groups for line in group.lines)
    known = {each.key for each in library.sources}
    yield from source_faults("electricity_carbon", library.electricity_carbon.sources, known)
    if library.electricity_carbon.grams <= 0:
        yield entry("electricity_carbon"), phrase("Der Faktor muss größer als 0 sein.")
    for group in library.groups:
        yield from source_faults(group.key, group.sources, known)
        if not group.lines:
            yield entry(group.key), phrase("Die Gruppe ist leer.")
        for line in group.lines:
            last = line.first_year if line.last_year is None else line.last_year
            if not 0 <= line.first_year <= last:
                yield entry(line.key), phrase("Das letzte Jahr liegt vor dem ersten.")
    yield from _missing(library)


def _missing(library: CashLineLibrary) -> Iterator[Fault]:
    covered = {archetype for group in library.groups for archetype in group.archetypes}
    for archetype in Archetype:
        if archetype is not Archetype.OTHER and archetype not in covered:
            yield (
                entry(),
                phrase("Für „{archetype}“ gibt es keine Positionen.", archetype=word(archetype)),
            )
