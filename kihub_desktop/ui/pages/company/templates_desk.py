"""What the page offers of a sector's template, and what was asked on the tour."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.catalogues.templates import current_templates
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Value, phrase, plural_phrase
from kihub_desktop.domain.records import Company, DataSource, Process
from kihub_desktop.domain.templates import (
    ProcessTemplate,
    SectorTemplate,
    SourceTemplate,
    SystemTemplate,
)
from kihub_desktop.domain.visit_records import ItSystem
from kihub_desktop.domain.words import word
from kihub_desktop.services.templates import TemplateEntry, TemplateService, template_slot
from kihub_desktop.texts import render


@dataclass(frozen=True)
class OfferEntry:
    """One entry of the template; `taken` if the company has it already."""

    key: str
    text: str
    note: str
    taken: bool


@dataclass(frozen=True)
class OfferGroup:
    title: Value
    entries: tuple[OfferEntry, ...]


@dataclass(frozen=True)
class TemplateOffer:
    """A template to choose from: its sector, what it holds in one sentence, and the entries."""

    sector: Value
    sentence: Value
    groups: tuple[OfferGroup, ...]


@dataclass(frozen=True)
class QuestionLine:
    """A question for the tour that nobody has answered or ticked off yet."""

    key: str
    question: str


class TemplateDesk:
    """Words the entries in the language in use; what is taken over stays in these words."""

    def __init__(self, service: TemplateService) -> None:
        self._service = service

    def offer(self, company: Company, known: Container[UUID]) -> TemplateOffer:
        """The template of the company's sector; `known` are the ids of what the company has."""
        template = current_templates().of(company.sector)
        taken = {
            each.key for each in template.entries if template_slot(company.id, each.key) in known
        }
        return TemplateOffer(
            word(template.sector), _sentence(template), tuple(_groups(template, taken))
        )

    def take(self, company: Company, keys: Collection[str]) -> Changes:
        """Records the chosen entries as one step."""
        entries = _entries(current_templates().of(company.sector))
        return self._service.take(company.id, [each for each in entries if each.key in keys])

    def questions(self, company: Company, known: Container[UUID]) -> tuple[QuestionLine, ...]:
        """What is still to be asked; `known` are the ids of observations and tasks."""
        return tuple(
            QuestionLine(each.key, render(phrase(each.question)))
            for each in current_templates().of(company.sector).questions
            if template_slot(company.id, each.key) not in known
        )

    def answer(self, company: Company, key: str, text: str) -> Changes:
        """The answer with its question as an observation."""
        return self._service.answer(company.id, key, f"{self._question(company, key)} {text}")

    def make_task(self, company: Company, key: str) -> Changes:
        return self._service.make_task(company.id, key, self._question(company, key))

    def tick_off(self, company: Company, key: str) -> Changes:
        return self._service.tick_off(company.id, key, self._question(company, key))

    def _question(self, company: Company, key: str) -> str:
        asked = current_templates().of(company.sector).questions
        return next(render(phrase(each.question)) for each in asked if each.key == key)


def _entries(template: SectorTemplate) -> Iterator[TemplateEntry]:
    for each in template.entries:
        name = render(phrase(each.name))
        if isinstance(each, ProcessTemplate):
            problem = render(phrase(each.problem))
            values = {"name": name, "area": each.area, "problem": problem}
            yield TemplateEntry(each.key, Process, values)
        elif isinstance(each, SystemTemplate):
            yield TemplateEntry(each.key, ItSystem, {"name": name, "kind": each.kind})
        else:
            system = render(phrase(each.system))
            values = {"name": name, "kind": each.kind, "system": system}
            yield TemplateEntry(each.key, DataSource, values)


def _groups(template: SectorTemplate, taken: Collection[str]) -> Iterator[OfferGroup]:
    for title, entries in (
        (phrase("Prozesse"), template.processes),
        (phrase("IT- und OT-Systeme"), template.systems),
        (phrase("Datenquellen"), template.data_sources),
    ):
        yield OfferGroup(
            title,
            tuple(
                OfferEntry(each.key, render(phrase(each.name)), _note(each), each.key in taken)
                for each in entries
            ),
        )


def _note(each: ProcessTemplate | SystemTemplate | SourceTemplate) -> str:
    if isinstance(each, ProcessTemplate):
        return f"{render(word(each.area))} · {render(phrase(each.problem))}"
    if isinstance(each, SystemTemplate):
        return render(word(each.kind))
    return f"{render(word(each.kind))} · {render(phrase(each.system))}"


def _sentence(template: SectorTemplate) -> Value:
    return phrase(
        "{processes}, {systems}, {sources} und {questions} für den Rundgang",
        processes=plural_phrase("{n} Prozess", "{n} Prozesse", len(template.processes)),
        systems=plural_phrase("{n} System", "{n} Systeme", len(template.systems)),
        sources=plural_phrase("{n} Datenquelle", "{n} Datenquellen", len(template.data_sources)),
        questions=plural_phrase("{n} Frage", "{n} Fragen", len(template.questions)),
    )
