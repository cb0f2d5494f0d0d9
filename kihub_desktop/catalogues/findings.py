"""Loads an edition of the findings of use cases and checks what a schema cannot say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
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
from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.findings import NO, YES, FindingKind, FindingQuestion, FindingsCatalogue
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.questionnaire import LEVELS

KIND = "findings"
TRANSLATED = "title name question meaning unit sentence"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
_MEASURED = (FindingKind.WHOLE, FindingKind.DECIMAL)


def _option_name(item: object, index: int) -> Phrase:
    answer = item.get("answer") if isinstance(item, Mapping) else None
    if isinstance(answer, str):
        return phrase("Antwort „{answer}“", answer=answer)
    return phrase("Antwort {n}", n=index + 1)


NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "findings": phrase("Angaben"),
        "applies_to": phrase("gilt für"),
        "required": phrase("notwendig"),
        "replaces": phrase("ersetzt"),
        "unit": phrase("Einheit"),
        "least": phrase("kleinster Wert"),
        "most": phrase("größter Wert"),
        "options": phrase("Antworten"),
        "answer": phrase("Antwort"),
        "number": phrase("Zahl"),
    },
    items={
        "options": _option_name,
        "findings": lambda _item, index: phrase("Angabe {n}", n=index + 1),
        "groups": lambda _item, index: phrase("Gruppe {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
    },
)


def load_findings(path: Path) -> FindingsCatalogue:
    """The findings in a catalogue file; CatalogueError names everything that is wrong."""
    catalogue = validate(FindingsCatalogue, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(catalogue))
    return catalogue


def current_findings() -> FindingsCatalogue:
    """The newest sound edition, read once."""
    return current(KIND, FindingsCatalogue)


def _faults(catalogue: FindingsCatalogue) -> Iterator[Fault]:
    if catalogue.kind != KIND:
        yield (
            entry(),
            phrase(
                "Dies ist kein Katalog der Angaben zum Anwendungsfall, sondern „{kind}“.",
                kind=catalogue.kind,
            ),
        )
    yield from repeated(each.key for each in catalogue.sources)
    yield from repeated(each.key for each in catalogue.groups)
    yield from repeated(each.id for each in catalogue.findings)
    yield from _shared_keys(catalogue)
    sources = {each.key for each in catalogue.sources}
    groups = {each.key for each in catalogue.groups}
    for question in catalogue.findings:
        yield from _reference_faults(question, sources, groups)
        yield from _option_faults(question)
        yield from _number_faults(question)


def _shared_keys(catalogue: FindingsCatalogue) -> Iterator[Fault]:
    for archetype in Archetype:
        for key, times in Counter(each.key for each in catalogue.of(archetype)).items():
            if times > 1:
                yield (
                    entry(key),
                    phrase(
                        "Für {archetype} wird das {n}-mal gefragt.", archetype=archetype, n=times
                    ),
                )


def _reference_faults(
    question: FindingQuestion, sources: set[str], groups: set[str]
) -> Iterator[Fault]:
    where = entry(question.id)
    if question.group not in groups:
        yield where, phrase("Die Gruppe „{key}“ ist nicht verzeichnet.", key=question.group)
    if not question.applies_to:
        yield where, phrase("Die Angabe gilt für keine Art von Vorhaben.")
    if question.required and question.replaces:
        yield where, phrase("Was eine Antwort im Interview ersetzt, ist nicht notwendig.")
    yield from source_faults(question.id, question.sources, sources)


def _option_faults(question: FindingQuestion) -> Iterator[Fault]:
    where = entry(question.id)
    answers = [each.answer for each in question.options]
    numbers = [each.number for each in question.options]
    if question.kind in _MEASURED:
        if answers:
            yield where, phrase("Eine Zahl hat keine Antworten zur Auswahl.")
        return
    for answer, times in Counter(answers).items():
        if times > 1:
            yield (
                entry(question.id, phrase("Antwort „{answer}“", answer=answer)),
                phrase("Die Antwort steht doppelt."),
            )
    if question.kind is FindingKind.LEVEL and answers != [str(level) for level in LEVELS]:
        yield where, phrase("Die Stufen stehen nicht je einmal in der Folge 0 bis 5.")
    if question.kind is FindingKind.FLAG and sorted(answers) != sorted((YES, NO)):
        yield where, phrase("Zur Auswahl stehen nicht „ja“ und „nein“.")
    if question.kind is FindingKind.CHOICE and len(answers) < 2:
        yield where, phrase("Es stehen weniger als zwei Antworten zur Auswahl.")
    yield from _rule_faults(question, numbers)


def _rule_faults(question: FindingQuestion, numbers: list[int]) -> Iterator[Fault]:
    where = entry(question.id)
    if len(set(numbers)) < len(numbers):
        yield where, phrase("Zwei Antworten haben dieselbe Zahl.")
    for option in question.options:
        if question.kind is FindingKind.LEVEL and option.answer != str(option.number):
            yield where, phrase("Stufe und Zahl weichen voneinander ab.")


def _number_faults(question: FindingQuestion) -> Iterator[Fault]:
    where = entry(question.id)
    if question.kind in _MEASURED:
        if not question.unit:
            yield where, phrase("Die Einheit fehlt.")
        if question.most is not None and question.most <= question.least:
            yield where, phrase("Der größte Wert liegt nicht über dem kleinsten.")
    elif question.unit:
        yield where, phrase("Nur eine Zahl hat eine Einheit.")
