"""„Nächste Schritte“: the one plan as chart and table, what was decided, what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kihub_desktop.analysis.verdict.views import Step as VerdictStep
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.roadmap import Roadmap, Step
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import (
    Block,
    BulletList,
    Cell,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Signatures,
    Table,
    Text,
    row,
    strong,
    text,
)
from kihub_desktop.services.report_chapters.cover import publisher
from kihub_desktop.services.report_chapters.figures import roadmap_figure
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.recorded import NOTHING
from kihub_desktop.services.report_chapters.tables import Shown, record_table
from kihub_desktop.services.report_chapters.verdict import capital
from kihub_desktop.texts import _, day, render

_DUTY_ROLE = "DS"


def roadmap_chapter(material: Material) -> Chapter:
    return Chapter(_("Nächste Schritte"), tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    if material.company.next_step:
        yield Paragraph(text(strong(_("Vereinbart: ")), material.company.next_step))
    decisions = record_table(
        material,
        material.on_site.decisions,
        (Shown("text", 3), Shown("decided_on", 1), Shown("decided_by", 1.2), Shown("note", 1.5)),
    )
    if decisions is not None:
        yield Heading(_("Beschlüsse"))
        yield decisions
    if material.roadmap is not None:
        yield from _plan(material.roadmap, material.today)
    yield from _free_steps(material)
    yield from _questions(material)
    if not material.cases:
        yield Paragraph(
            text(_("Zuerst werden Anwendungsfälle gesammelt und mit der Gruppe bewertet."))
        )
    place = material.company.town
    held = day(material.today)
    where = f"{place}, {held}" if place else held
    yield Signatures(
        (
            _("{where} – für das Unternehmen").format(where=where),
            _("für den {publisher}").format(publisher=publisher()),
        )
    )


# -- the plan ------------------------------------------------------------------------------------


def _plan(roadmap: Roadmap, today: date) -> Iterator[Block]:
    steps = [each for each in roadmap.steps if not each.is_gone]
    if steps:
        yield Heading(_("Fahrplan"))
        yield roadmap_figure(roadmap)
        yield _table(sorted(steps, key=_due), today)
        yield Paragraph(
            text(
                _(
                    "Gerechnet wird in Kalendertagen. „Vorschlag“ heißt: Noch niemand hat den "
                    "Termin zugesagt."
                )
            )
        )
    gone = [each for each in roadmap.steps if each.is_gone]
    if gone:
        yield Heading(_("Nicht mehr nötig"))
        yield BulletList(tuple(text(_gone(each)) for each in gone))


def _due(step: Step) -> tuple[date, str]:
    return (step.span.end if step.span else date.max, step.key)


def _table(steps: list[Step], today: date) -> Table:
    columns = (
        Column(_("Bis"), share=1),
        Column(_("Schritt"), share=3),
        Column(_("Wer"), share=1.2),
        Column(_("Status"), share=1.1),
        Column(_("Anwendungsfall"), share=1.6),
    )
    rows = tuple(
        row(
            Cell(day(step.span.end) if step.span else NOTHING, strong=True),
            _words(step),
            render(step.owner) or NOTHING,
            _status(step, today),
            ", ".join(step.cases) or NOTHING,
        )
        for step in steps
    )
    return Table(columns, rows)


def _words(step: Step) -> str:
    """The step with how it begins and why its day may not hold."""
    parts = [capital(render(step.title)), _detail(step.title, step.detail)]
    if step.conflict is not None:
        parts.append(render(step.conflict))
    return " ".join(
        each if each.endswith((".", "?", "!")) else f"{each}." for each in parts if each
    )


def _detail(title: Value, detail: Value) -> str:
    said = render(detail)
    return "" if said == render(title) else capital(said)


def _status(step: Step, today: date) -> str:
    if step.status is StepStatus.DONE and step.done_on is not None:
        return _("erledigt am {day}").format(day=day(step.done_on))
    if step.is_overdue(today):
        return _("überfällig")
    said = render(word(step.status))
    if step.is_active and step.is_fixed:
        return _("{status}, feste Frist").format(status=said)
    if step.is_active and not step.is_noted:
        return _("Vorschlag")
    return said


def _gone(step: Step) -> str:
    said = [capital(render(step.title)), render(step.owner)]
    if step.promised is not None:
        said.append(_("zugesagt bis {day}").format(day=day(step.promised)))
    if step.done_on is not None:
        said.append(_("erledigt am {day}").format(day=day(step.done_on)))
    return ", ".join(each for each in said if each)


# -- what is not in it ---------------------------------------------------------------------------


def _duties(case: CaseMaterial) -> list[VerdictStep]:
    """The legal duties among the steps of a verdict."""
    verdict = case.verdict
    others = {each.code for each in verdict.conditions}
    others |= {each.indicator for each in verdict.recommendations}
    return [step for step in verdict.steps if step.role == _DUTY_ROLE and step.code not in others]


def _free_steps(material: Material) -> Iterator[Block]:
    """What follows where no condition is open: pilot, funding, partners."""
    items: list[Text] = []
    for case in material.ranked():
        if case.verdict.outcome is None or case.verdict.conditions:
            continue
        duties = _duties(case)
        steps = [
            render(step.text)
            for step in case.verdict.steps
            if step.due is None and step not in duties
        ]
        if steps:
            items.append(text(strong(f"{case.verdict.name}: "), ", ".join(steps)))
    if items:
        yield Heading(_("Ohne offene Auflage"))
        yield BulletList(tuple(items))


def _questions(material: Material) -> Iterator[Block]:
    items = [
        text(
            strong(f"{case.verdict.name}: "),
            ", ".join(render(question.text) for question in case.verdict.questions),
        )
        for case in material.ranked()
        if case.verdict.questions
    ]
    if items:
        yield Heading(_("Noch zu klären"))
        yield BulletList(tuple(items))
