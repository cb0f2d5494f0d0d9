"""Loads an edition of the readiness questionnaire and checks what a schema cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kihub_desktop.catalogues.editions import current
from kihub_desktop.catalogues.errors import CatalogueProblem, entry, refuse
from kihub_desktop.catalogues.faults import (
    SHARED_FIELDS,
    Fault,
    refuse_faults,
    repeated,
    source_faults,
)
from kihub_desktop.catalogues.loading import Naming, read_document, validate
from kihub_desktop.domain.phrases import Joined, Phrase, phrase
from kihub_desktop.domain.questionnaire import LEVELS, Question, Questionnaire

KIND = "readiness"


def _level_name(item: object, index: int) -> Phrase:
    level = item.get("level") if isinstance(item, Mapping) else None
    return phrase("Stufe {n}", n=level if isinstance(level, int) else index)


NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "dimensions": phrase("Dimensionen"),
        "short_name": phrase("Kurzname"),
        "questions": phrase("Fragen"),
        "indicator": phrase("Indikator"),
        "follow_ups": phrase("Nachfragen"),
        "levels": phrase("Stufen"),
        "level": phrase("Stufe"),
        "evidence_hint": phrase("Hinweis auf Belege"),
    },
    items={
        "levels": _level_name,
        "follow_ups": lambda _item, index: phrase("Nachfrage {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
        "dimensions": lambda _item, index: phrase("Dimension {n}", n=index + 1),
        "questions": lambda _item, index: phrase("Frage {n}", n=index + 1),
    },
)


def load_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire in a catalogue file; CatalogueError names everything that is wrong."""
    questionnaire = validate(Questionnaire, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(questionnaire))
    return questionnaire


def current_questionnaire() -> Questionnaire:
    """The newest sound edition, read once."""
    return current(KIND, Questionnaire)


def check_translations(
    questionnaire: Questionnaire,
    translate: Callable[[str], str | None],
    file: str = "readiness.yaml",
) -> None:
    """CatalogueError names every text that `translate` does not know.

    Unknown means nothing, a blank, or (gettext's way) the German sentence itself.
    """
    refuse(
        CatalogueProblem(file, where, phrase("Die Übersetzung fehlt: „{text}“", text=text))
        for where, text in _placed_texts(questionnaire)
        if (translate(text) or "").strip() in {"", text}
    )


def _placed_texts(questionnaire: Questionnaire) -> Iterator[tuple[Joined, str]]:
    yield entry(), questionnaire.title
    for dimension in questionnaire.dimensions:
        yield entry(dimension.id), dimension.name
        yield entry(dimension.id), dimension.short_name
        for question in dimension.questions:
            for text in question.texts():
                yield entry(question.id), text


def _faults(questionnaire: Questionnaire) -> Iterator[Fault]:
    if questionnaire.kind != KIND:
        reason = phrase(
            "Dies ist kein Fragenkatalog zum Reifegrad, sondern „{kind}“.", kind=questionnaire.kind
        )
        yield entry(), reason
    yield from repeated(source.key for source in questionnaire.sources)
    yield from repeated(dimension.id for dimension in questionnaire.dimensions)
    yield from repeated(question.id for question in questionnaire.questions)
    for dimension in questionnaire.dimensions:
        yield from _weight_faults(dimension.id, dimension.weight)
        for question in dimension.questions:
            if question.dimension_id != dimension.id:
                yield (
                    entry(question.id),
                    phrase(
                        "Die Frage gehört nicht zur Dimension {dimension}.", dimension=dimension.id
                    ),
                )
    known = {source.key for source in questionnaire.sources}
    for question in questionnaire.questions:
        yield from _weight_faults(question.id, question.weight)
        yield from _level_faults(question)
        yield from source_faults(question.id, question.sources, known)


def _weight_faults(name: str, weight: float) -> Iterator[Fault]:
    if not weight > 0:
        yield entry(name), phrase("Das Gewicht muss größer als null sein.")


def _level_faults(question: Question) -> Iterator[Fault]:
    given = [item.level for item in question.levels]
    for level in LEVELS:
        if level not in given:
            where = entry(question.id, phrase("Stufe {n}", n=level))
            yield where, phrase("Die Stufe fehlt.")
    if sorted(set(given)) == list(LEVELS) and given != list(LEVELS):
        yield entry(question.id), phrase("Die Stufen stehen nicht je einmal in der Folge 0 bis 5.")
    for level in sorted(set(given) - set(LEVELS)):
        where = entry(question.id, phrase("Stufe {n}", n=level))
        yield where, phrase("Es gibt nur die Stufen 0 bis 5.")
