"""Faults that any catalogue may have, whatever it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set

from kihub_desktop.catalogues.errors import CatalogueProblem, entry, refuse
from kihub_desktop.domain.phrases import Joined, Phrase, phrase

Fault = tuple[Joined, Phrase]
SHARED_FIELDS = {
    "id": phrase("Kennung"),
    "key": phrase("Kennung"),
    "kind": phrase("Art"),
    "edition": phrase("Ausgabe"),
    "stand": phrase("Stand"),
    "title": phrase("Titel"),
    "sources": phrase("Quellen"),
    "citation": phrase("Fundstelle"),
    "url": phrase("Adresse"),
    "checked_on": phrase("geprüft am"),
    "name": phrase("Name"),
    "weight": phrase("Gewicht"),
    "annahme": phrase("Annahme"),
    "groups": phrase("Gruppen"),
    "group": phrase("Gruppe"),
    "question": phrase("Frage"),
    "meaning": phrase("Erläuterung"),
    "sentence": phrase("Ankersatz"),
}
"""How keys are called that several catalogues have."""


def refuse_faults(file: str, faults: Iterable[Fault]) -> None:
    """CatalogueError with all faults, if there is any."""
    refuse(CatalogueProblem(file, where, reason) for where, reason in faults)


def repeated(names: Iterable[str]) -> Iterator[Fault]:
    """Ids must be unique: a message and a record find an entry by them."""
    for name, times in Counter(names).items():
        if times > 1:
            yield entry(name), phrase("Die Kennung ist {n}-mal vergeben.", n=times)


def source_faults(name: str, cited: tuple[str, ...], known: Set[str]) -> Iterator[Fault]:
    """An entry cites at least one source, and only such as the catalogue lists."""
    if not cited:
        yield entry(name), phrase("Es ist keine Quelle genannt.")
    for key in cited:
        if key not in known:
            yield entry(name), phrase("Die Quelle „{key}“ ist nicht verzeichnet.", key=key)
