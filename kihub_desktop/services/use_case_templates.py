"""Makes a use case from a template: its words, what is to be found out, lines without amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kihub_desktop.domain.cash_lines import CashLineLibrary, CashLineTemplate
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Archetype, Sector
from kihub_desktop.domain.fields import Record
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.positions import next_position
from kihub_desktop.domain.records import CashLine, Company, DataSource, Process, UseCase
from kihub_desktop.domain.spelling import fold, found_in, words_of
from kihub_desktop.domain.use_case_templates import (
    TypicalSource,
    UseCaseTemplate,
    UseCaseTemplates,
)
from kihub_desktop.domain.visit_records import PainPoint, Task
from kihub_desktop.domain.words import word
from kihub_desktop.services.business_cases import usual_line
from kihub_desktop.services.cash_bases import Basis, bases_of, counted
from kihub_desktop.store.unit_of_work import UnitOfWork, writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render

TEMPLATE_TAG = "Vorlage"


@dataclass(frozen=True)
class Surroundings:
    """What a company has captured that a template could be about."""

    sector: Sector | None
    processes: tuple[Process, ...]
    sources: tuple[DataSource, ...]
    bases: tuple[Basis, ...]
    pains: tuple[PainPoint, ...]

    def fitting(self, wanted: TypicalSource) -> tuple[str, ...]:
        """The names of captured sources of the same kind; whether they fit, people decide."""
        return tuple(each.name or "" for each in self.sources if each.kind is wanted.kind)

    def likely_process(self, template: UseCaseTemplate) -> UUID | None:
        """The captured process in an area of the template, if there is just one."""
        found = [each.id for each in self.processes if each.area in template.areas]
        return found[0] if len(found) == 1 else None

    def bases_for(self, process: UUID | None) -> tuple[Basis, ...]:
        """What the process and its pain points say of today, a year."""
        if process is None:
            return ()
        records = {process, *(each.id for each in self.pains if each.process == process)}
        return tuple(each for each in self.bases if each.record in records)


@dataclass(frozen=True)
class PlannedLine:
    """A line of the library as it will be recorded; `basis` is what it counts of today."""

    line: CashLineTemplate
    basis: Basis | None = None


@dataclass(frozen=True)
class Adoption:
    """Everything that is filled when a template is adopted, in words of the language in use."""

    title: str
    archetype: Archetype
    description: str
    questions: tuple[str, ...]
    lines: tuple[PlannedLine, ...]


class UseCaseTemplateService:
    def __init__(
        self,
        workspace: Workspace,
        templates: UseCaseTemplates,
        library: CashLineLibrary,
        usual_horizon: int,
    ) -> None:
        self._workspace = workspace
        self._library = library
        self._usual_horizon = usual_horizon
        self.templates = templates

    def found(self, query: str) -> tuple[UseCaseTemplate, ...]:
        """The templates whose title or problem holds every word of a query, by title first."""
        words = words_of(query)
        titled, told = [], []
        for each in self.templates.templates:
            title = fold(render(phrase(each.title)))
            if found_in(words, title):
                titled.append(each)
            elif found_in(words, f"{title} {fold(render(phrase(each.problem)))}"):
                told.append(each)
        return (*titled, *told)

    def surroundings(self, company: UUID) -> Surroundings:
        with view_of(self._workspace) as view:
            return _surroundings(view, company)

    def plan(
        self, template: UseCaseTemplate, around: Surroundings, process: UUID | None
    ) -> Adoption:
        """What adopting the template would fill; the same that `adopt` records."""
        bases = around.bases_for(process)
        return Adoption(
            title=render(phrase(template.title)),
            archetype=template.archetype,
            description=render(description_of(template)),
            questions=tuple(render(_question(each)) for each in template.typical_data),
            lines=tuple(_planned(self._lines(template), bases)),
        )

    def proposals(self, use_case: UseCase) -> Mapping[str, int]:
        """What the template of a use case would rate, by criterion; these are no ratings."""
        template = self.templates.template(use_case.template)
        return {} if template is None else {r.criterion: r.value for r in template.ratings}

    def adopt(
        self, company: UUID, template: UseCaseTemplate, process: UUID | None = None
    ) -> tuple[UUID, Changes]:
        """A new use case with everything the template fills, as one step of undo.

        No amount is filled, no data source claimed and nothing rated: typical data become open
        tasks, lines carry no number but what the captured process itself says.
        """
        use_case = self._workspace.new_id()
        with writing_to(self._workspace) as work:
            plan = self.plan(template, _surroundings(work.view, company), process)
            values: dict[str, Any] = {
                "title": plan.title,
                "archetype": plan.archetype,
                "description": plan.description,
                "template": template.key,
                "template_edition": self.templates.edition,
            }
            if process is not None:
                values["process"] = process
            _put(work, UseCase, company, [(use_case, values)])
            _put(work, Task, company, list(_tasks(plan, template, use_case)))
            _put(work, CashLine, company, list(self._cash_lines(plan, use_case)))
        return use_case, work.changes

    def _lines(self, template: UseCaseTemplate) -> Iterator[CashLineTemplate]:
        for key in template.lines:
            line = self._library.line(key)
            if line is not None:
                yield line

    def _cash_lines(self, plan: Adoption, use_case: UUID) -> Iterator[tuple[UUID, dict[str, Any]]]:
        source = render(phrase("Vorlage „{title}“, Werte sind zu erheben", title=plan.title))
        for each in plan.lines:
            values = usual_line(each.line, use_case, self._usual_horizon)
            values["source"] = source
            if each.basis is not None:
                values.update(counted(each.basis))
            yield slot_id("template_line", use_case, each.line.key), values


def description_of(template: UseCaseTemplate) -> Value:
    """Problem, approach, lever and prerequisites as paragraphs."""
    prerequisites = Joined(tuple(phrase(each) for each in template.prerequisites), "; ")
    return Joined(
        (
            phrase(template.problem),
            phrase("Lösungsansatz: {text}", text=phrase(template.method)),
            phrase("Nutzen: {text}", text=phrase(template.lever)),
            phrase("Voraussetzungen: {text}", text=prerequisites),
        ),
        "\n",
    )


def wanted_words(source: TypicalSource) -> Value:
    """Kind, history and amount of typical data in one line."""
    parts: list[Value] = [word(source.kind)]
    if source.months:
        parts.append(plural_phrase("mindestens {n} Monat", "mindestens {n} Monate", source.months))
    if source.amount:
        parts.append(phrase(source.amount))
    return Joined(tuple(parts))


def _question(source: TypicalSource) -> Phrase:
    return phrase(
        "Daten klären: {name} ({wanted}). Gibt es sie, und wer gibt sie heraus?",
        name=phrase(source.name),
        wanted=wanted_words(source),
    )


def _planned(lines: Iterator[CashLineTemplate], bases: Sequence[Basis]) -> Iterator[PlannedLine]:
    """Each basis serves one line, so that nothing of today is counted twice."""
    free = list(bases)
    for line in lines:
        basis = next((each for each in free if each.kind is line.basis), None)
        if basis is not None:
            free.remove(basis)
        yield PlannedLine(line, basis)


def _tasks(
    plan: Adoption, template: UseCaseTemplate, use_case: UUID
) -> Iterator[tuple[UUID, dict[str, Any]]]:
    for source, text in zip(template.typical_data, plan.questions, strict=True):
        values = {"text": text, "use_case": use_case, "tags": frozenset({TEMPLATE_TAG})}
        yield slot_id("template_task", use_case, source.name), values


def _put(
    work: UnitOfWork,
    record_type: type[Record],
    company: UUID,
    rows: Sequence[tuple[UUID, dict[str, Any]]],
) -> None:
    """New records behind the last ones."""
    known = work.view.of_company(record_type, company)
    last = max((getattr(each, "position", None) or "" for each in known), default=None)
    for identifier, values in rows:
        last = next_position((last,))
        work.set(record_type, company, identifier, **values, position=last)


def _surroundings(view: View, company: UUID) -> Surroundings:
    found = view.get(Company, company, company)
    return Surroundings(
        sector=found.sector if found else None,
        processes=view.of_company(Process, company),
        sources=view.of_company(DataSource, company),
        bases=bases_of(view, company),
        pains=view.of_company(PainPoint, company),
    )
