"""Reads the law catalogue and checks that it is whole: facts, rules, duties, dates, fines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kihub_desktop.catalogues.editions import current
from kihub_desktop.catalogues.errors import CatalogueProblem, entry, refuse
from kihub_desktop.catalogues.faults import SHARED_FIELDS, refuse_faults
from kihub_desktop.catalogues.law_conditions import Unreadable, as_mapping, read_condition
from kihub_desktop.catalogues.law_faults import law_faults
from kihub_desktop.catalogues.loading import Naming, read_document, validate
from kihub_desktop.domain.law import LawCatalogue
from kihub_desktop.domain.phrases import phrase

TRANSLATED = "title wording notice name short question help label text otherwise clarify norm"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
_CONDITIONS = ("when", "lower_if")

NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "wording": phrase("Fassung"),
        "notice": phrase("Hinweis"),
        "stale_after_months": phrase("veraltet nach Monaten"),
        "sections": phrase("Abschnitte"),
        "section": phrase("Abschnitt"),
        "classes": phrase("Klassen"),
        "law_class": phrase("Klasse"),
        "items": phrase("offene Punkte"),
        "light": phrase("Ampel"),
        "dates": phrase("Termine"),
        "date": phrase("Termin"),
        "day": phrase("Tag"),
        "roles": phrase("Rollen"),
        "role": phrase("Rolle"),
        "facts": phrase("Fragen"),
        "short": phrase("Kurzname"),
        "help": phrase("Hilfe"),
        "options": phrase("Auswahl"),
        "label": phrase("Text"),
        "text": phrase("Text"),
        "norm": phrase("Norm"),
        "scope": phrase("gilt für"),
        "known_from": phrase("bekannt aus"),
        "definitions": phrase("Begriffe"),
        "when": phrase("Bedingung"),
        "lower_if": phrase("Bedingung für den niedrigeren Betrag"),
        "rules": phrase("Regeln"),
        "duties": phrase("Pflichten"),
        "fines": phrase("Bußgelder"),
        "amount": phrase("Betrag"),
        "percent": phrase("Prozent"),
        "uncertainties": phrase("Unsicherheiten"),
        "valid_until": phrase("gültig bis"),
        "confidence": phrase("Verlässlichkeit"),
    },
    items={
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
        "dates": lambda _item, index: phrase("Termin {n}", n=index + 1),
    },
)


def load_law(path: Path, translated: Callable[[str], bool] | None = None) -> LawCatalogue:
    """The law in a catalogue file; CatalogueError names everything that is wrong.

    With `translated` every sentence a reader sees also needs its English.
    """
    document = read_document(path)
    problems: list[CatalogueProblem] = []
    _read_conditions(document, path.name, problems)
    refuse(problems)
    catalogue = validate(LawCatalogue, document, path.name, NAMING)
    refuse_faults(path.name, law_faults(catalogue))
    if translated is not None:
        refuse(_untranslated(catalogue, path.name, translated))
    return catalogue


def current_law() -> LawCatalogue:
    """The newest sound edition, read once."""
    return current("law", LawCatalogue)


def _read_conditions(document: dict[str, Any], file: str, problems: list[CatalogueProblem]) -> None:
    """Puts the trees in place of what is written; the schema then checks everything else."""
    facts = document.get("facts")
    rows = facts if isinstance(facts, list) else []
    known = {str(row.get("id")) for row in rows if isinstance(row, dict)}
    for group in document.values():
        for row in group if isinstance(group, list) else []:
            if isinstance(row, dict):
                _read_row(row, known, file, problems)


def _read_row(
    row: dict[str, Any], facts: set[str], file: str, problems: list[CatalogueProblem]
) -> None:
    dates = row.get("dates")
    inner = dates if isinstance(dates, list) else []
    for place in (row, *(each for each in inner if isinstance(each, dict))):
        for key in _CONDITIONS:
            if key not in place:
                continue
            try:
                place[key] = as_mapping(read_condition(place[key], facts))
            except Unreadable as fault:
                name = row.get("id", row.get("key"))
                where = entry(str(name), NAMING.fields[key]) if name else entry()
                problems.append(CatalogueProblem(file, where, fault.reason))
                place[key] = {"op": "all"}


def _untranslated(
    catalogue: LawCatalogue, file: str, translated: Callable[[str], bool]
) -> Iterator[CatalogueProblem]:
    for text in dict.fromkeys(catalogue.texts()):
        if not translated(text):
            reason = phrase("Der englische Text fehlt.")
            yield CatalogueProblem(file, entry(text[:60]), reason)
