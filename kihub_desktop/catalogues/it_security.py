"""Reads the catalogue of the IT security quick check and checks that it is whole."""

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
from kihub_desktop.catalogues.method import current_method
from kihub_desktop.domain.it_security import SecurityCatalogue, SecurityQuestion
from kihub_desktop.domain.phrases import phrase

KIND = "it_security"
TRANSLATED = "title notice name question meaning text"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
TOP = 100

NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "notice": phrase("Hinweis"),
        "bands": phrase("Bänder"),
        "areas": phrase("Bereiche"),
        "area": phrase("Bereich"),
        "questions": phrase("Fragen"),
        "measure": phrase("Maßnahme"),
        "text": phrase("Text"),
        "who": phrase("Rolle"),
        "days": phrase("Personentage"),
        "must": phrase("Muss"),
        "deduction": phrase("Abzug"),
        "optional": phrase("darf entfallen"),
        "least": phrase("kleinster Wert"),
    }
)


def load_it_security(path: Path) -> SecurityCatalogue:
    """The check in a catalogue file; CatalogueError names everything that is wrong."""
    catalogue = validate(SecurityCatalogue, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(catalogue))
    return catalogue


def current_it_security() -> SecurityCatalogue:
    """The newest sound edition, read once."""
    return current(KIND, SecurityCatalogue)


def _faults(catalogue: SecurityCatalogue) -> Iterator[Fault]:
    if catalogue.kind != KIND:
        yield (
            entry(),
            phrase(
                "Dies ist kein Katalog der IT-Sicherheitsprüfung, sondern „{kind}“.",
                kind=catalogue.kind,
            ),
        )
    yield from repeated(each.key for each in catalogue.sources)
    yield from repeated(each.key for each in catalogue.areas)
    yield from repeated(each.key for each in catalogue.questions)
    starts = [band.least for band in catalogue.bands]
    if not starts or starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] > TOP:
        yield entry(), phrase("Die Bänder steigen nicht von 0 an.")
    known = {each.key for each in catalogue.sources}
    for area in catalogue.areas:
        if not catalogue.of(area.key):
            yield entry(area.key), phrase("Der Bereich hat keine Frage.")
    for each in catalogue.questions:
        yield from source_faults(each.key, each.sources, known)
        yield from _question_faults(each, {area.key for area in catalogue.areas})


def _question_faults(question: SecurityQuestion, areas: set[str]) -> Iterator[Fault]:
    where, measure = entry(question.key), question.measure
    if question.area not in areas:
        yield where, phrase("Den Bereich „{key}“ gibt es nicht.", key=question.area)
    if question.weight <= 0:
        yield where, phrase("Das Gewicht ist nicht größer als 0.")
    if question.must != (question.deduction > 0):
        yield where, phrase("Ein Abzug gehört zu einer Muss-Frage und nur zu ihr.")
    if question.must and question.optional:
        yield where, phrase("Eine Muss-Frage darf nicht entfallen.")
    if measure.who not in current_method().roles:
        yield where, phrase("Die Rolle „{key}“ gibt es nicht.", key=measure.who)
    if not 0 < measure.days[0] <= measure.days[1]:
        yield where, phrase("Die Personentage passen nicht zusammen.")
