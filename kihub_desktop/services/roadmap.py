"""The plan of a company: what all sources propose, what people set on it, and how it moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from kihub_desktop.analysis.roadmap.order import circle
from kihub_desktop.analysis.roadmap.plan import moved, roadmap_of
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import Joined, Value, phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.roadmap import (
    Link,
    Noted,
    Proposal,
    Roadmap,
    Span,
    Step,
    StepKind,
    kind_of_key,
    step_key,
)
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.domain.roadmap_records import RoadmapLink, RoadmapStep
from kihub_desktop.services.roadmap_sources import Offered, StepSource, Values
from kihub_desktop.services.use_cases import VERDICT_KINDS
from kihub_desktop.store.unit_of_work import UnitOfWork, writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render

ROADMAP_KINDS = VERDICT_KINDS | {
    "company",
    "roadmap_step",
    "roadmap_link",
    "task",
    "visit",
    "pilot",
    "funding_choice",
    "training",
}
"""The kinds of records that the plan is made of."""


@dataclass(frozen=True)
class RoadmapState:
    """The plan of a company as it was read at `as_of`."""

    as_of: int
    company: Company
    roadmap: Roadmap


class RoadmapService:
    """Every method that writes is one transaction and one step of undo."""

    def __init__(
        self, workspace: Workspace, sources: Sequence[StepSource], today: Callable[[], date]
    ) -> None:
        self._workspace = workspace
        self._sources = tuple(sources)
        self._today = today

    def state(self, company: UUID) -> RoadmapState | None:
        """The plan, worked out from what is recorded now; None if the company is not there.

        May have to simulate a business case that is new: then it takes seconds.
        """
        with view_of(self._workspace) as view:
            found = view.get(Company, company, company)
            as_of = view.as_of
            steps = view.of_company(RoadmapStep, company)
            links = _links(view, company)
        if found is None:
            return None
        offered = [each.offered(company) for each in self._sources]
        proposals = _with_waits(offered)
        noted = _together(steps, [each for source in offered for each in source.noted])
        return RoadmapState(as_of, found, roadmap_of(proposals, noted, links, self._today()))

    # -- one step --------------------------------------------------------------------------

    def save(self, company: UUID, step: Step, as_of: int, **values: Any) -> Changes:
        """Saves what was changed on a step: fields of a RoadmapStep.

        Done without a day is done today; what is not done (any more) has no such day.
        """
        if "status" in values and "done_on" not in values:
            done = values["status"] is StepStatus.DONE
            values["done_on"] = (step.done_on or self._today()) if done else None
        with writing_to(self._workspace, as_of) as work:
            self._write(work, company, step, values)
        return work.changes

    def move(self, company: UUID, roadmap: Roadmap, key: str, wanted: Span, as_of: int) -> Changes:
        """Gives a step other days; what waits for it follows, fixed days stay where they are."""
        spans = moved(roadmap, key, wanted)
        return self._set_days(company, roadmap, spans, as_of)

    def agree(self, company: UUID, roadmap: Roadmap, as_of: int) -> Changes:
        """Records the days of every active step, so that the next visit sees what was promised."""
        spans = {
            step.key: span for step, span in roadmap.dated() if step.is_active and not step.is_noted
        }
        return self._set_days(company, roadmap, spans, as_of)

    def _set_days(
        self, company: UUID, roadmap: Roadmap, spans: Mapping[str, Span], as_of: int
    ) -> Changes:
        with writing_to(self._workspace, as_of) as work:
            for key, span in spans.items():
                step = roadmap.step(key)
                if step is not None:
                    days = {"start": span.start}
                    if not step.is_fixed or step.kind is StepKind.OWN:
                        days["end"] = span.end
                    self._write(work, company, step, days)
        return work.changes

    def _write(self, work: UnitOfWork, company: UUID, step: Step, values: Values) -> None:
        if step.kind is StepKind.OWN:
            work.set(RoadmapStep, company, UUID(step.key.partition(":")[2]), **values)
            return
        # First, so that undo leads to the plan and what falls away keeps its words.
        named = {"key": step.key, "title": render(step.title), "group": step.group}
        slot = _slot(company, step.key)
        work.set(RoadmapStep, company, slot, **named)
        for source in self._sources:
            values = source.take(work, company, step, values)
        work.set(RoadmapStep, company, slot, **values)

    # -- own steps -------------------------------------------------------------------------

    def add(self, company: UUID, title: str, **values: Any) -> tuple[str, Changes]:
        """A step of one's own; gives its key."""
        identifier = self._workspace.new_id()
        key = step_key(StepKind.OWN, identifier)
        with writing_to(self._workspace) as work:
            work.set(RoadmapStep, company, identifier, key=key, title=title, **values)
        return key, work.changes

    def forget(self, company: UUID, step: Step, as_of: int) -> Changes:
        """Deletes a step of one's own; a proposed step goes back to its proposal."""
        own = step.kind is StepKind.OWN
        identifier = UUID(step.key.partition(":")[2]) if own else _slot(company, step.key)
        with writing_to(self._workspace, as_of) as work:
            if not own:
                blank = dict.fromkeys(("owner", "end"))
                for source in self._sources:
                    source.take(work, company, step, blank)
            work.delete(RoadmapStep, company, identifier)
        return work.changes

    # -- dependencies ----------------------------------------------------------------------

    def link(self, company: UUID, roadmap: Roadmap, link: Link, as_of: int) -> Changes:
        """Lets a step wait for another; Refused BAD_INPUT if that would run in a circle."""
        waits = {each.key: each.after for each in roadmap.steps}
        way = circle(waits, link.before, link.after)
        if way:
            names: list[Value] = [_name(roadmap, key) for key in (link.after, *reversed(way[:-1]))]
            raise Refused(
                Reason.BAD_INPUT,
                phrase(
                    "Das liefe im Kreis: {way}. Lösen Sie zuerst eine dieser Abhängigkeiten.",
                    way=Joined((*names, _name(roadmap, link.after)), " → "),
                ),
            )
        return self._set_link(company, link, as_of, lifted=None)

    def unlink(self, company: UUID, link: Link, as_of: int) -> Changes:
        """Takes a dependency back, whether it was proposed or set."""
        return self._set_link(company, link, as_of, lifted=True)

    def _set_link(self, company: UUID, link: Link, as_of: int, *, lifted: bool | None) -> Changes:
        slot = slot_id("roadmap_link", company, link.before, link.after)
        with writing_to(self._workspace, as_of) as work:
            work.set(
                RoadmapLink,
                company,
                slot,
                before=link.before,
                after=link.after,
                lifted=lifted,
            )
        return work.changes


def _with_waits(offered: Sequence[Offered]) -> list[Proposal]:
    """All proposals, each with what other sources say that it waits for."""
    waits: dict[str, list[str]] = {}
    for source in offered:
        for link in source.waits:
            waits.setdefault(link.after, []).append(link.before)
    return [
        replace(each, after=(*each.after, *waits.get(each.key, ())))
        for source in offered
        for each in source.proposals
    ]


def _slot(company: UUID, key: str) -> UUID:
    return slot_id("roadmap_step", company, key)


def _name(roadmap: Roadmap, key: str) -> Value:
    step = roadmap.step(key)
    return phrase("„{name}“", name=step.title if step else key)


def _links(view: View, company: UUID) -> tuple[Link, ...]:
    return tuple(
        Link(each.before, each.after, bool(each.lifted))
        for each in view.of_company(RoadmapLink, company)
        if each.before and each.after
    )


def _together(steps: Sequence[RoadmapStep], own: Sequence[Noted]) -> list[Noted]:
    """What the plan and what the sources' own records say of the same step."""
    known = {each.key: each for each in own}
    for each in steps:
        key = each.key or step_key(StepKind.OWN, each.id)
        before = known.get(key, Noted(key))
        known[key] = replace(
            before,
            title=each.title or before.title,
            group=each.group,
            owner=before.owner or each.owner or "",
            start=each.start,
            end=before.end or each.end,
            fixed=bool(each.fixed),
            status=each.status if _counts(before, each) else before.status,
            done_on=before.done_on or each.done_on,
            note=each.note or "",
        )
    return list(known.values())


def _counts(before: Noted, step: RoadmapStep) -> bool:
    """What is done in the source's own record is done, and a task is done nowhere else."""
    if before.status is StepStatus.DONE:
        return False
    kind = kind_of_key(before.key)
    return kind not in {StepKind.TASK, StepKind.TRAINING} or step.status is not StepStatus.DONE
