"""Decides which templates a company is offered, and adopts the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from kihub_desktop.catalogues.criteria import Criteria
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Sector
from kihub_desktop.domain.phrases import Joined, Phrase, phrase, plural_phrase
from kihub_desktop.domain.spelling import fold, found_in, words_of
from kihub_desktop.domain.use_case_templates import UseCaseTemplate
from kihub_desktop.domain.words import word
from kihub_desktop.services.use_case_templates import Surroundings, UseCaseTemplateService
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.use_cases.template_preview import Previewing, TemplatePreview
from kihub_desktop.ui.widgets.fields import Option

EVERY = "every"


@dataclass(frozen=True)
class TemplateLine:
    key: str
    title: str
    note: str


@dataclass(frozen=True)
class TemplateGroup:
    title: str
    lines: tuple[TemplateLine, ...]


@dataclass(frozen=True)
class TemplateChoice:
    """The dialog; `chosen` is the key of the template that the preview shows, "" for none."""

    sectors: tuple[Option, ...]
    sector: str
    groups: tuple[TemplateGroup, ...]
    chosen: str
    processes: tuple[Option, ...]
    process: str
    preview: TemplatePreview | None


class TemplateView(Protocol):
    def show_state(self, state: TemplateChoice) -> None: ...


@dataclass(frozen=True)
class TemplateDesk:
    """What the presenter asks of its surroundings; `adopted` leads to the new use case."""

    company: UUID
    publish: Callable[[Changes], None]
    adopted: Callable[[UUID, Phrase], None]


class TemplateChoicePresenter:
    """The company's own sector comes first; a search looks through all of them."""

    def __init__(
        self,
        view: TemplateView,
        service: UseCaseTemplateService,
        criteria: Criteria,
        desk: TemplateDesk,
    ) -> None:
        self._view = view
        self._service = service
        self._desk = desk
        self._around: Surroundings = service.surroundings(desk.company)
        self._previewing = Previewing(service.templates, criteria, self._around)
        self._folded: Mapping[str, str] = {
            each.key: fold(" ".join(_searched(each))) for each in service.templates.templates
        }
        self._query: tuple[str, ...] = ()
        self._sector = EVERY
        self._chosen = ""
        self._process: UUID | None = None

    def begin(self, key: str = "") -> None:
        """Shows the dialog, with a template in hand if one is named."""
        self._choose(key or next((each.key for each in self._found()), ""))
        self._show()

    def search(self, query: str) -> None:
        self._query = words_of(query)
        self._keep_or_first()
        self._show()

    def narrow(self, sector: str) -> None:
        """Only the templates of one sector, or all of them."""
        self._sector = sector
        self._keep_or_first()
        self._show()

    def choose(self, key: str) -> None:
        """Shows what a template would fill."""
        if key != self._chosen:
            self._choose(key)
            self._show()

    def relate(self, process: str) -> None:
        """The captured process the use case is about; "" for none."""
        self._process = UUID(process) if process else None
        self._show()

    def adopt(self) -> bool:
        """Makes the use case as one step; False if no template is chosen."""
        template = self._service.templates.template(self._chosen)
        if template is None:
            return False
        created, changes = self._service.adopt(self._desk.company, template, self._process)
        self._desk.publish(changes)
        told = phrase(
            "„{title}“ ist angelegt, mit {tasks} und {lines}.",
            title=phrase(template.title),
            tasks=plural_phrase("{n} Aufgabe", "{n} Aufgaben", len(template.typical_data)),
            lines=plural_phrase("{n} Position", "{n} Positionen", len(template.lines)),
        )
        self._desk.adopted(created, told)
        return True

    # -- what is shown -------------------------------------------------------------------------

    def _choose(self, key: str) -> None:
        self._chosen = key
        template = self._service.templates.template(key)
        self._process = None if template is None else self._around.likely_process(template)

    def _keep_or_first(self) -> None:
        found = [each.key for each in self._found()]
        if self._chosen not in found:
            self._choose(found[0] if found else "")

    def _found(self) -> Iterator[UseCaseTemplate]:
        for each in self._service.templates.ordered(self._around.sector):
            in_sector = self._sector in {EVERY, each.sector.value}
            if in_sector and found_in(self._query, self._folded[each.key]):
                yield each

    def _show(self) -> None:
        template = self._service.templates.template(self._chosen)
        self._view.show_state(
            TemplateChoice(
                sectors=tuple(self._sectors()),
                sector=self._sector,
                groups=self._groups(),
                chosen=self._chosen,
                processes=self._processes(),
                process=str(self._process or ""),
                preview=None if template is None else self._preview(template),
            )
        )

    def _sectors(self) -> Iterator[Option]:
        yield Option(EVERY, _("Alle Branchen"))
        own = self._around.sector
        for each in sorted(Sector, key=lambda sector: sector is not own):
            yield Option(each.value, _sector_name(each))

    def _groups(self) -> tuple[TemplateGroup, ...]:
        groups: dict[Sector, list[TemplateLine]] = {}
        for each in self._found():
            warned = (phrase("Warnvorlage"),) if each.warning else ()
            note = render(Joined((word(each.archetype), *warned), " · "))
            line = TemplateLine(each.key, render(phrase(each.title)), note)
            groups.setdefault(each.sector, []).append(line)
        return tuple(
            TemplateGroup(_sector_name(sector), tuple(lines)) for sector, lines in groups.items()
        )

    def _processes(self) -> tuple[Option, ...]:
        names = ((each.id, each.name or _("(ohne Namen)")) for each in self._around.processes)
        return (
            Option("", _("noch offen")),
            *(Option(str(identifier), name) for identifier, name in names),
        )

    def _preview(self, template: UseCaseTemplate) -> TemplatePreview:
        plan = self._service.plan(template, self._around, self._process)
        return self._previewing.preview(template, plan)


def _searched(template: UseCaseTemplate) -> Iterator[str]:
    """All that is seen of a template, in the language in use."""
    yield template.key
    yield _sector_name(template.sector)
    yield render(word(template.archetype))
    for text in template.texts():
        yield render(phrase(text))


def _sector_name(sector: Sector) -> str:
    return _("Branchenübergreifend") if sector is Sector.OTHER else render(word(sector))
