"""„Nächste Schritte“: one plan from the conditions of all use cases, by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kihub_desktop.analysis.verdict.conditions import Condition, ConditionKind
from kihub_desktop.analysis.verdict.views import Step
from kihub_desktop.domain.visit_records import Task
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
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.recorded import NOTHING
from kihub_desktop.services.report_chapters.tables import Shown, record_table
from kihub_desktop.services.report_chapters.verdict import agreed, capital
from kihub_desktop.services.templates import TOUR_TAG
from kihub_desktop.texts import _, day, render

_DUTY_ROLE = "DS"


@dataclass(frozen=True)
class _Task:
    """A condition with its first step, or a legal duty.

    What several use cases need stands once, by the earliest date.
    """

    due: date
    words: str
    step: str
    who: str
    until: str
    cases: tuple[str, ...]


def roadmap_chapter(material: Material) -> Chapter:
    return Chapter(_("Nächste Schritte"), tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    if material.company.next_step:
        yield Paragraph(text(strong(_("Vereinbart: ")), material.company.next_step))
    yield from _agreed(material)
    tasks = _tasks(material)
    if tasks:
        yield _table(tasks)
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


def _agreed(material: Material) -> Iterator[Block]:
    """What was decided and who does what, as it was recorded in the room."""
    decisions = record_table(
        material,
        material.on_site.decisions,
        (Shown("text", 3), Shown("decided_on", 1), Shown("decided_by", 1.2), Shown("note", 1.5)),
    )
    if decisions is not None:
        yield Heading(_("Beschlüsse"))
        yield decisions
    agreed_on = [each for each in material.on_site.tasks if not _only_asked(each)]
    open_first = sorted(agreed_on, key=lambda each: (bool(each.done), each.due or date.max))
    tasks = record_table(
        material,
        open_first,
        (Shown("text", 3), Shown("owner", 1.2), Shown("due", 1), Shown("done", 0.8)),
    )
    if tasks is not None:
        yield Heading(_("Aufgaben"))
        yield tasks
        yield Heading(_("Aus den Urteilen"))


def _only_asked(task: Task) -> bool:
    """A question of the tour that was ticked off; nobody ever had to do anything for it."""
    asked = TOUR_TAG in task.tags
    return asked and bool(task.done) and task.owner is None and task.due is None


def _tasks(material: Material) -> tuple[_Task, ...]:
    found: dict[str, _Task] = {}
    for case in material.ranked():
        conditions = [_task(material, case, each) for each in case.verdict.conditions]
        duties = [_duty(material, case, each) for each in _duties(case)]
        for task in (*conditions, *duties):
            known = found.get(task.words)
            if known is not None:
                earlier = min(known, task, key=lambda each: each.due)
                found[task.words] = replace(earlier, cases=(*known.cases, *task.cases))
            else:
                found[task.words] = task
    return tuple(sorted(found.values(), key=lambda task: task.due))


def _task(material: Material, case: CaseMaterial, each: Condition) -> _Task:
    who, until = agreed(material, case, each)
    settled = case.state.conditions.get(each.family)
    due = (settled.due if settled else None) or each.due
    step = "" if each.kind == ConditionKind.SUPPLEMENT else render(each.step)
    return _Task(due, capital(render(each.text)), step, who, until, (case.verdict.name,))


def _duties(case: CaseMaterial) -> list[Step]:
    """The legal duties among the steps of a verdict."""
    verdict = case.verdict
    others = {each.code for each in verdict.conditions}
    others |= {each.indicator for each in verdict.recommendations}
    return [step for step in verdict.steps if step.role == _DUTY_ROLE and step.code not in others]


def _duty(material: Material, case: CaseMaterial, step: Step) -> _Task:
    who = _(material.method.roles[step.role])
    until = NOTHING if step.due is None else day(step.due)
    words = capital(render(step.text))
    return _Task(step.due or date.max, words, "", who, until, (case.verdict.name,))


def _table(tasks: tuple[_Task, ...]) -> Table:
    columns = (
        Column(_("Bis"), share=1),
        Column(_("Schritt"), share=3),
        Column(_("Wer"), share=1.3),
        Column(_("Anwendungsfall"), share=1.8),
    )
    rows = tuple(
        row(Cell(task.until, strong=True), _step(task), task.who, ", ".join(task.cases))
        for task in tasks
    )
    return Table(columns, rows)


def _step(task: _Task) -> str:
    if task.step in {"", task.words}:
        return task.words
    return f"{task.words}. {capital(task.step)}."


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
