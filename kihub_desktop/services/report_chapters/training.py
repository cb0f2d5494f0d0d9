"""„Weiterbildung und KI-Kompetenz“: plan and record of what people learn (Art. 4 AI Act)."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.training import LiteracyStatus, Proposal, Urgency
from kihub_desktop.catalogues.training import current_training
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import (
    Block,
    BulletList,
    Chapter,
    Heading,
    Paragraph,
    Text,
    strong,
    text,
)
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.tables import Shown, record_table
from kihub_desktop.services.training import TrainingState
from kihub_desktop.texts import _, day, render

_COLUMNS = (
    Shown("name", 2.4),
    Shown("group", 1.1),
    Shown("people", 0.8),
    Shown("due", 1),
    Shown("held_on", 1),
    Shown("trainer", 1.3),
    Shown("proof", 1.3),
)


def training_chapters(material: Material) -> Iterator[Chapter]:
    """Nothing for a company that has neither a plan nor a use case."""
    state = material.literacy
    if state is not None and (state.trainings or material.cases):
        yield Chapter(_("Weiterbildung und KI-Kompetenz"), tuple(_blocks(material, state)))


def _blocks(material: Material, state: TrainingState) -> Iterator[Block]:
    catalogue = current_training()
    norm = strong(_(catalogue.duty_norm) + ". ")
    yield Paragraph(text(norm, _(catalogue.duty)))
    plan = record_table(material, state.trainings, _COLUMNS)
    if plan is None:
        yield Paragraph(text(_("Ein Plan ist noch nicht vereinbart.")))
    else:
        yield Paragraph(text(_status(state.status)))
        yield plan
        yield from _contents(state)
    yield from _missing(state)
    yield Paragraph(text(_(catalogue.record_hint)), muted=True)


def _status(status: LiteracyStatus) -> str:
    said = _("{held} von {planned} Schulungen haben stattgefunden").format(
        held=status.held, planned=status.planned
    )
    if status.reached is not None and status.employees is not None:
        said = _("{said}; die Grundlagen haben {n} von {all} Personen").format(
            said=said, n=status.reached, all=status.employees
        )
    if status.overdue:
        said = _("{said}; überfällig: {names}").format(
            said=said, names=", ".join(each.name or "–" for each in status.overdue)
        )
    return said + "."


def _contents(state: TrainingState) -> Iterator[Block]:
    items = [
        text(strong(f"{each.name or '–'}: "), each.content)
        for each in state.trainings
        if each.content
    ]
    if items:
        yield Heading(_("Inhalte"))
        yield BulletList(tuple(items))


def _missing(state: TrainingState) -> Iterator[Block]:
    """What the use case asks for and the plan does not hold yet."""
    missing = [each for each in state.proposals if not state.is_planned(each)]
    if missing:
        yield Heading(_("Noch nicht im Plan"))
        yield BulletList(tuple(_item(each) for each in missing))


def _item(each: Proposal) -> Text:
    urgency = {
        Urgency.MANDATORY: _("Pflicht"),
        Urgency.TO_BE_SETTLED: _("zu klären"),
        Urgency.PROPOSED: _("Vorschlag"),
    }[each.urgency]
    said = _("{urgency}, {group}: {reason}; {form}; geprüft am {day}.").format(
        urgency=urgency,
        group=render(word(each.group)),
        reason=render(each.reason),
        form=_(each.offer.format),
        day=day(each.offer.checked_on),
    )
    return text(strong(_(each.offer.name) + " – "), said)
