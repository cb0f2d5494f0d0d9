"""What puts steps into the plan: conditions, measures, pilots and the tasks of a visit.

A source of its own needs the two methods of `StepSource` and is given to the RoadmapService.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from kihub_desktop.analysis.verdict import conditions as verdict
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.catalogues.measures import current_measures
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.method import Method
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.records import BusinessCase, Condition
from kihub_desktop.domain.roadmap import (
    Link,
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
_DUTY_WEEKS = 4  # an assumption; a duty that begins later has its own day
_DUTY_ROLE = "DS"
_PILOT_WEEKS = 12  # an assumption, until the business case says how long it takes
Values: TypeAlias = Mapping[str, Any]
"""Field names of a RoadmapStep with their values."""


@dataclass(frozen=True)
class Offered:
    """The proposals of a source, what its own records say of who and when, and what others'
    steps have to wait for."""

    proposals: tuple[Proposal, ...] = ()
    noted: tuple[Noted, ...] = ()
    waits: tuple[Link, ...] = ()


class StepSource(Protocol):
    """Where steps come from."""

    def offered(self, company: UUID) -> Offered:
        """What the source puts forward now."""

    def take(self, work: UnitOfWork, company: UUID, step: Step, values: Values) -> Values:
        """Writes what belongs into the source's own records; gives back what does not."""


class VerdictSource:
    """Conditions and pilots of every use case that is not out of the question, and measures."""

    def __init__(
        self, workspace: Workspace, feasibility: FeasibilityService, today: Callable[[], date]
    ) -> None:
        self._workspace = workspace
        self._feasibility = feasibility
        self._today = today

    def offered(self, company: UUID) -> Offered:
        method = self._feasibility.method
        judged = self._feasibility.all_judged(company)
        alive = [each for each in judged if each.verdict.outcome is not Outcome.INFEASIBLE]
        found = _joined(_conditions(alive, method))
        taken = {each.key for each in found}
        with view_of(self._workspace) as view:
            months = {e.use_case: e.pilot_months for e in view.of_company(BusinessCase, company)}
            sketches = {each.use_case: each for each in view.of_company(PilotSketch, company)}
        pilots = [
            _pilot(each, method, sketches.get(each.use_case.id), months.get(each.use_case.id))
            for each in alive
        ]
        duties = _joined(_duties(alive, self._today()))
        measures = self._measures(company, taken)
        return Offered(
            (*found, *measures, *duties, *(each for each in pilots if each is not None)),
            tuple(_agreed(judged, method)),
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
        ends = [end for end in (before.deadline, each.deadline) if end is not None]
        both = (*before.origin.use_cases, *each.origin.use_cases)
        known[each.key] = replace(
            before,
            days=max(before.days, each.days),
            due=min(dues, default=None),
            deadline=min(ends, default=None),
            origin=replace(before.origin, use_cases=tuple(dict.fromkeys(both))),
            cases=tuple(dict.fromkeys((*before.cases, *each.cases))),
        )
    return tuple(known.values())


def _pilot(
    judged: Judged, method: Method, sketch: PilotSketch | None, months: int | None
) -> Proposal | None:
    """The pilot of a use case that is planned; it waits for that use case's conditions."""
    use_case = judged.use_case
    if sketch is None and not (use_case.pilot or use_case.planned_start):
        return None
    length = (sketch.months if sketch else None) or months
    after = [
        condition_key(use_case.id, found.family, method)
        for found in judged.verdict.conditions
        if found.kind is not verdict.ConditionKind.KNOCKOUT
    ]
    return Proposal(
        key=step_key(StepKind.PILOT, use_case.id),
        title=phrase("Pilot „{name}“", name=use_case.title or "–"),
        days=length * _MONTH if length else _PILOT_WEEKS * _WEEK,
        detail=(sketch.goal if sketch else None) or use_case.pilot or "",
        owner=(sketch.lead if sketch else None) or "",
        start=(sketch.starts_on if sketch else None) or use_case.planned_start,
        after=tuple(dict.fromkeys(after)),
        origin=Origin("feasibility", "", (use_case.id,)),
        cases=(use_case.title or "–",),
    )


def _duties(judged: Iterable[Judged], today: date) -> Iterator[Proposal]:
    """The legal duties of the verdicts; one that begins later has to be met by its day.

    What is in force already has no day left to wait for: it is due like a condition.
    """
    for each in judged:
        said = each.verdict
        known = {found.code for found in said.conditions}
        known |= {found.indicator for found in said.recommendations}
        known |= {found.key for found in said.questions}
        for step in said.steps:
            if step.role != _DUTY_ROLE or step.code in known:
                continue
            later = step.due is not None and step.due > today
            since: Value = phrase("gilt seit {day}", day=step.due) if step.due else ""
            yield Proposal(
                key=step_key(StepKind.DUTY, step.code),
                title=step.text,
                days=_DUTY_WEEKS * _WEEK,
                detail="" if later else since,
                deadline=step.due if later else None,
                origin=Origin("legal", "", (each.use_case.id,)),
                cases=(each.use_case.title or "–",),
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
