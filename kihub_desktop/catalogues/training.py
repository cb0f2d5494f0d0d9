"""Reads the training offers and checks that every group finds one."""

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
from kihub_desktop.domain.choices import Archetype, TrainingGroup
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.training import TrainingCatalogue
from kihub_desktop.domain.words import word

KIND = "training"
TRANSLATED = "title duty duty_norm record_hint council_norm name format cost content note"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "offers": phrase("Angebote"),
        "touched": phrase("Betroffene Gruppen"),
        "archetype": phrase("Art des Vorhabens"),
        "format": phrase("Form"),
        "cost": phrase("Kosten"),
        "content": phrase("Inhalt"),
        "provider": phrase("Anbieter"),
        "valid_until": phrase("gültig bis"),
        "confidence": phrase("Verlässlichkeit"),
        "status": phrase("Status"),
        "limits": phrase("Fristen"),
    },
    items={
        "touched": lambda _item, index: phrase("Betroffene Gruppen {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
    },
)


def load_training(path: Path) -> TrainingCatalogue:
    """The offers in a catalogue file; CatalogueError names everything that is wrong."""
    found = validate(TrainingCatalogue, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(found))
    return found


def current_training() -> TrainingCatalogue:
    """The newest sound edition, read once."""
    return current(KIND, TrainingCatalogue)


def _faults(found: TrainingCatalogue) -> Iterator[Fault]:
    if found.kind != KIND:
        yield (
            entry(),
            phrase("Dies ist kein Katalog der Weiterbildung, sondern „{kind}“.", kind=found.kind),
        )
        return
    yield from repeated(each.key for each in found.sources)
    yield from repeated(each.id for each in found.offers)
    known = {each.key for each in found.sources}
    for each in found.offers:
        yield from source_faults(each.id, each.sources, known)
        if not each.groups:
            yield entry(each.id), phrase("Es ist keine Zielgruppe genannt.")
        if each.due_days < 1:
            yield entry(each.id), phrase("Die Frist muss mindestens ein Tag sein.")
    yield from _coverage_faults(found)


def _coverage_faults(found: TrainingCatalogue) -> Iterator[Fault]:
    basics = [each for each in found.offers if each.basic]
    if len(basics) != 1 or TrainingGroup.ALL not in basics[0].groups:
        yield entry(), phrase("Genau ein Angebot muss die Grundlage für alle sein.")
    offered = {group for each in found.offers for group in each.groups}
    for group in TrainingGroup:
        if group not in offered:
            yield (
                entry(),
                phrase("Für die Zielgruppe „{group}“ fehlt ein Angebot.", group=word(group)),
            )
    counted = Counter(each.archetype for each in found.touched)
    for archetype in Archetype:
        if counted[archetype] != 1:
            yield (
                entry(),
                phrase(
                    "„{key}“ kommt {n}-mal vor; genau einmal muss es sein.",
                    key=str(archetype),
                    n=counted[archetype],
                ),
            )
