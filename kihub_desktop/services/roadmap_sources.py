"""What puts steps into the plan: conditions, measures, pilots and the tasks of a visit.

A source of its own needs the two methods of `StepSource` and is given to the RoadmapService.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from kihub_desktop.analysis.verdict import conditions as verdict
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.catalogues.measures import current_measures
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.method import Method
from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.records import BusinessCase, Condition
from kihub_desktop.domain.roadmap import (
    Noted,
    Origin,
    Proposal,
    Step,
    StepKind,
    step_key,
)
from kihub_desktop.domain.roadmap_choices import StepStatus
from kihub_desktop.domain.visit_records import Task
from kihub_desktop.services.feasibility import FeasibilityService, Judged
from kihub_desktop.services.templates import TOUR_TAG
from kihub_desktop.store.unit_of_work import UnitOfWork
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

_MEASURES = 5  # more than the gaps that matter most would bury the plan
_WEEK, _MONTH = 7, 30
_PILOT_WEEKS = 12  # an assumption, until the business case says how long it takes
Values: TypeAlias = Mapping[str, Any]
"""Field names of a RoadmapStep with their values."""


@dataclass(frozen=True)
class Offered:
    """The proposals of a source, and what its own records say of who and when."""

    proposals: tuple[Proposal, ...] = ()
    noted: tuple[Noted, ...] = ()


class StepSource(Protocol):
    """Where steps come from."""

    def offered(self, company: UUID) -> Offered:
        """What the source puts forward now."""

    def take(self, work: UnitOfWork, company: UUID, step: Step, values: Values) -> Values:
        """Writes what belongs into the source's own records; gives back what does not."""


class VerdictSource:
    """Conditions and pilots of every use case that is not out of the question, and measures."""

    def __init__(self, workspace: Workspace, feasibility: FeasibilityService) -> None:
        self._workspace = workspace
        self._feasibility = feasibility

    def offered(self, company: UUID) -> Offered:
        method = self._feasibility.method
        judged = self._feasibility.all_judged(company)
        alive = [each for each in judged if each.verdict.outcome is not Outcome.INFEASIBLE]
        found = _joined(_conditions(alive, method))
        taken = {each.key for each in found}
        with view_of(self._workspace) as view:
            months: dict[UUID | None, int | None] = {
                each.use_case: each.pilot_months
                for each in view.of_company(BusinessCase, company)
                if each.use_case
            }
        pilots = tuple(_pilots(alive, method, months))
        return Offered(
            (*found, *self._measures(company, taken), *pilots), tuple(_agreed(judged, method))
        )

    def _measures(self, company: UUID, taken: set[str]) -> Iterator[Proposal]:
        """First steps for the gaps that matter most, unless a condition asks for the same."""
        method = self._feasibility.method
        count = 0
        for gap in self._feasibility.gaps(company):
            row = method.indicator(gap.indicator)
            if step_key(StepKind.CONDITION, row.id) in taken:
                continue
            for each in current_measures().of(gap.indicator)[:1]:
                count += 1
                yield Proposal(
                    key=step_key(StepKind.MEASURE, each.key),
                    title=Phrase(each.text),
                    days=max(1, row.weeks) * _WEEK,
                    detail=phrase("{indicator} {name}", indicator=row.id, name=Phrase(row.name)),
                    owner=Phrase(method.roles[each.who]),
                    origin=Origin("readiness", gap.indicator),
                )
            if count >= _MEASURES:
                return

    def take(self, work: UnitOfWork, company: UUID, step: Step, values: Values) -> Values:
        """Who and until when of a condition stand in its own records, one per use case."""
        names = {"owner": "owner", "end": "due"}
        if step.kind is not StepKind.CONDITION or not step.origin.use_cases:
            return values
        own = {names[name]: value for name, value in values.items() if name in names}
        family = step.key.rpartition(":")[2]
        for use_case in step.origin.use_cases if own else ():
            slot = slot_id("condition", use_case, family)
            work.set(Condition, company, slot, use_case=use_case, family=family, **own)
        return {name: value for name, value in values.items() if name not in names}


class TaskSource:
    """What was agreed in the room: the tasks of the visits."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def offered(self, company: UUID) -> Offered:
        with view_of(self._workspace) as view:
            tasks = [each for each in view.of_company(Task, company) if not only_asked(each)]
        return Offered(
            tuple(
                Proposal(
                    key=step_key(StepKind.TASK, each.id),
                    title=each.text or phrase("(ohne Namen)"),
                    days=_WEEK,
                    origin=Origin("company", f"task:{each.id}"),
                )
                for each in tasks
            ),
            tuple(
                Noted(
                    step_key(StepKind.TASK, each.id),
                    owner=each.owner or "",
                    end=each.due,
                    status=StepStatus.DONE if each.done else None,
                )
                for each in tasks
            ),
        )

    def take(self, work: UnitOfWork, company: UUID, step: Step, values: Values) -> Values:
        """Owner, last day and whether it is done stand in the task; the rest in the plan."""
        if step.kind is not StepKind.TASK:
            return values
        names = {"owner": "owner", "end": "due", "title": "text"}
        own = {names[name]: value for name, value in values.items() if name in names}
        if "status" in values:
            own["done"] = True if values["status"] is StepStatus.DONE else None
        if own:
            work.set(Task, company, UUID(step.key.partition(":")[2]), **own)
        return {name: value for name, value in values.items() if name not in names}


def only_asked(task: Task) -> bool:
    """A question of the tour that was ticked off; nobody ever had to do anything for it."""
    asked = TOUR_TAG in task.tags
    return asked and bool(task.done) and task.owner is None and task.due is None


def condition_key(use_case: UUID, family: str, method: Method) -> str:
    """What the interview asks of the whole company is one step for all its use cases."""
    if any(row.id == family for row in method.indicators):
        return step_key(StepKind.CONDITION, family)
    return step_key(StepKind.CONDITION, use_case, family)


def _conditions(judged: Iterable[Judged], method: Method) -> Iterator[Proposal]:
    for each in judged:
        for found in each.verdict.conditions:
            if found.kind is not verdict.ConditionKind.KNOCKOUT:
                yield _condition(each, found, method)


def _condition(judged: Judged, found: verdict.Condition, method: Method) -> Proposal:
    use_case = judged.use_case
    answer = found.answer_ids[0] if found.answer_ids else f"pillar:{found.pillar.value}"
    return Proposal(
        key=condition_key(use_case.id, found.family, method),
        title=found.text,
        days=max(1, found.weeks) * _WEEK,
        detail=found.step if found.step != found.text else found.why,
        owner=found.role_name,
        due=found.due,
        origin=Origin("feasibility", answer, (use_case.id,)),
        cases=(use_case.title or "–",),
    )


def _joined(found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """What several use cases need stands once, by the earliest date."""
    known: dict[str, Proposal] = {}
    for each in found:
        before = known.get(each.key)
        if before is None:
            known[each.key] = each
            continue
        dues = [due for due in (before.due, each.due) if due is not None]
        both = (*before.origin.use_cases, *each.origin.use_cases)
        known[each.key] = replace(
            before,
            days=max(before.days, each.days),
            due=min(dues, default=None),
            origin=replace(before.origin, use_cases=tuple(dict.fromkeys(both))),
            cases=tuple(dict.fromkeys((*before.cases, *each.cases))),
        )
    return tuple(known.values())


def _pilots(
    judged: Iterable[Judged], method: Method, months: Mapping[UUID | None, int | None]
) -> Iterator[Proposal]:
    """The pilot of every use case that is planned; it waits for that use case's conditions."""
    for each in judged:
        use_case = each.use_case
        if not (use_case.pilot or use_case.planned_start):
            continue
        length = months.get(use_case.id)
        after = [
            condition_key(use_case.id, found.family, method)
            for found in each.verdict.conditions
            if found.kind is not verdict.ConditionKind.KNOCKOUT
        ]
        yield Proposal(
            key=step_key(StepKind.PILOT, use_case.id),
            title=phrase("Pilot „{name}“", name=use_case.title or "–"),
            days=length * _MONTH if length else _PILOT_WEEKS * _WEEK,
            detail=use_case.pilot or "",
            start=use_case.planned_start,
            after=tuple(dict.fromkeys(after)),
            origin=Origin("feasibility", "", (use_case.id,)),
            cases=(use_case.title or "–",),
        )


def _agreed(judged: Iterable[Judged], method: Method) -> Iterator[Noted]:
    """What was agreed on conditions, whether they still stand or not."""
    found: dict[str, Noted] = {}
    for each in judged:
        for family, said in each.agreed.items():
            if not said.owner and said.due is None:
                continue
            key = condition_key(each.use_case.id, family, method)
            origin = Origin("feasibility", "", (each.use_case.id,))
            known = found.get(key, Noted(key, _about(family, method), origin=origin))
            ends = [end for end in (known.end, said.due) if end is not None]
            uses = tuple(dict.fromkeys((*known.origin.use_cases, each.use_case.id)))
            found[key] = replace(
                known,
                owner=known.owner or said.owner or "",
                end=min(ends, default=None),
                origin=replace(origin, use_cases=uses),
            )
    yield from found.values()


def _about(family: str, method: Method) -> Value:
    """What a family asks for, in words without values."""
    for row in method.indicators:
        if row.id == family:
            return Phrase(row.text)
    entry = method.conditions.get("RA1" if family == "RA" else family)
    if entry is None:
        return family
    return Phrase(entry.step if "{" in entry.text else entry.text)
