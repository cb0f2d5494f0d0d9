"""One plan from all sources: kept across visits, moved in one step, never silently shorter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level
from kihub_desktop.domain.funding_choices import FundingStep
from kihub_desktop.domain.records import Condition
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.roadmap import Link, Roadmap, Span, Step, StepKind, step_key
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus
from kihub_desktop.domain.visit_records import Task
from kihub_desktop.services.roadmap import RoadmapState
from kihub_desktop.services.roadmap_calendar import RoadmapCalendar
from kihub_desktop.services.sample import load_sample
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import carry
from tests.services.golden_report import TODAY, firm
from tests.unit.reports.test_to_ical import events


@pytest.fixture
def planned(workspace: Workspace) -> tuple[Services, UUID]:
    load_sample(workspace, TODAY)
    services = Services(workspace, lambda: TODAY)
    return services, firm(services)


def _state(services: Services, company: UUID) -> RoadmapState:
    found = services.roadmap.state(company)
    assert found is not None
    return found


def _step(roadmap: Roadmap, key: str) -> Step:
    found = roadmap.step(key)
    assert found is not None
    return found


def _first(roadmap: Roadmap, kind: StepKind) -> Step:
    return next(each for each in roadmap.steps if each.kind is kind)


def _span(step: Step) -> Span:
    assert step.span is not None
    return step.span


def test_that_conditions_measures_pilots_and_tasks_make_one_plan(
    planned: tuple[Services, UUID],
) -> None:
    services, company = planned
    roadmap = _state(services, company).roadmap
    kinds = {each.kind for each in roadmap.steps}
    assert {StepKind.CONDITION, StepKind.MEASURE, StepKind.PILOT, StepKind.TASK} <= kinds
    shared = _step(roadmap, "condition:D3.6")
    assert len(shared.cases) > 1
    pilot = _first(roadmap, StepKind.PILOT)
    assert "condition:D3.6" in pilot.after
    ends = [_span(_step(roadmap, key)).end for key in pilot.after]
    assert _span(pilot).start > max(ends)


def test_that_moving_takes_what_follows_along_and_one_undo_brings_all_back(
    planned: tuple[Services, UUID],
) -> None:
    services, company = planned
    before = _state(services, company)
    services.roadmap.agree(company, before.roadmap, before.as_of)
    agreed = _state(services, company)
    pilot = _first(agreed.roadmap, StepKind.PILOT)
    last = max(pilot.after, key=lambda key: _span(_step(agreed.roadmap, key)).end)
    span = _span(_step(agreed.roadmap, last))
    services.roadmap.move(company, agreed.roadmap, last, span.shifted(14), agreed.as_of)
    after = _state(services, company).roadmap
    assert _span(_step(after, last)) == span.shifted(14)
    assert _span(_step(after, pilot.key)) == _span(pilot).shifted(14)
    services.undo.undo()
    assert _state(services, company).roadmap == agreed.roadmap


def test_that_who_and_when_of_a_condition_stand_where_the_verdict_reads_them(
    planned: tuple[Services, UUID],
) -> None:
    services, company = planned
    state = _state(services, company)
    step = _step(state.roadmap, "condition:D3.6")
    services.roadmap.save(company, step, state.as_of, owner="IT-Leitung", end=date(2027, 2, 1))
    recorded = services.records(Condition).of_company(company).records
    assert {each.use_case for each in recorded} == set(step.origin.use_cases)
    assert {(each.owner, each.due) for each in recorded} == {("IT-Leitung", date(2027, 2, 1))}
    again = _step(_state(services, company).roadmap, step.key)
    assert (again.owner, again.promised) == ("IT-Leitung", date(2027, 2, 1))


def test_that_a_condition_that_is_met_stays_as_no_longer_needed(
    planned: tuple[Services, UUID],
) -> None:
    services, company = planned
    state = _state(services, company)
    step = _step(state.roadmap, "condition:D3.6")
    services.roadmap.save(company, step, state.as_of, owner="IT-Leitung", note="zugesagt")
    stage = services.interviews.stages(company)[-1]
    as_of = services.interviews.state(company, stage).as_of
    services.interviews.answer(company, stage, "D3.6", as_of, TODAY, level=Level.FIVE)
    gone = _step(_state(services, company).roadmap, step.key)
    assert gone.is_gone
    assert (gone.owner, gone.note) == ("IT-Leitung", "zugesagt")
    assert render(gone.title) == render(step.title)
    services.undo.undo()
    assert not _step(_state(services, company).roadmap, step.key).is_gone


def test_that_the_second_visit_sees_what_was_promised_done_and_overdue(
    planned: tuple[Services, UUID], workspace: Workspace
) -> None:
    services, company = planned
    state = _state(services, company)
    services.roadmap.agree(company, state.roadmap, state.as_of)
    state = _state(services, company)
    done = _step(state.roadmap, "condition:D3.6")
    services.roadmap.save(company, done, state.as_of, status=StepStatus.DONE)
    later = TODAY + timedelta(days=120)
    second = Services(workspace, lambda: later)
    roadmap = _state(second, company).roadmap
    assert _step(roadmap, done.key).done_on == TODAY
    assert not _step(roadmap, done.key).is_overdue(later)
    late = [each for each in roadmap.steps if each.is_overdue(later)]
    assert late
    promised = {each.key: each.promised for each in _state(services, company).roadmap.steps}
    assert all(each.promised == promised[each.key] for each in late)


def test_that_a_task_ticked_off_is_done_in_the_plan_and_back(
    planned: tuple[Services, UUID],
) -> None:
    services, company = planned
    state = _state(services, company)
    step = next(e for e in state.roadmap.steps if e.kind is StepKind.TASK and e.is_active)
    services.roadmap.save(company, step, state.as_of, status=StepStatus.DONE)
    task = services.records(Task).get(company, UUID(step.key.partition(":")[2]))
    assert task is not None
    assert task.done
    services.records(Task).save(
        company, task.id, services.records(Task).of_company(company).as_of, done=None
    )
    assert _step(_state(services, company).roadmap, step.key).status is StepStatus.OPEN


def test_that_own_steps_wait_move_and_go(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    first, _ = services.roadmap.add(company, "Server bestellen", group=StepGroup.MEASURE)
    second, _ = services.roadmap.add(company, "Server einbauen")
    state = _state(services, company)
    services.roadmap.link(company, state.roadmap, Link(first, second), state.as_of)
    state = _state(services, company)
    assert _span(_step(state.roadmap, second)).start > _span(_step(state.roadmap, first)).end
    with pytest.raises(Refused) as refused:
        services.roadmap.link(company, state.roadmap, Link(second, first), state.as_of)
    assert "Server bestellen" in render(refused.value.message)
    services.roadmap.unlink(company, Link(first, second), state.as_of)
    assert _step(_state(services, company).roadmap, second).after == ()
    state = _state(services, company)
    services.roadmap.forget(company, _step(state.roadmap, first), state.as_of)
    assert _state(services, company).roadmap.step(first) is None


def test_that_two_laptops_set_the_same_step(
    planned: tuple[Services, UUID], workspace: Workspace, colleague: Workspace
) -> None:
    services, company = planned
    carry(workspace, colleague)
    there = Services(colleague, lambda: TODAY)
    for side, status in ((services, StepStatus.RUNNING), (there, None)):
        state = _state(side, company)
        step = _step(state.roadmap, "condition:D3.6")
        values = {"status": status} if status else {"note": "Angebot liegt vor"}
        side.roadmap.save(company, step, state.as_of, **values)
    carry(colleague, workspace)
    both = _step(_state(services, company).roadmap, "condition:D3.6")
    assert (both.status, both.note) == (StepStatus.RUNNING, "Angebot liegt vor")
    assert not services.conflicts.all()


def test_that_the_calendar_names_every_step_alike_and_takes_back_what_fell_away(
    planned: tuple[Services, UUID], tmp_path: Path
) -> None:
    services, company = planned
    calendar = RoadmapCalendar(services.roadmap, lambda: datetime(2026, 11, 30, tzinfo=UTC))
    calendar.write(company, tmp_path / "eins.ics")
    state = _state(services, company)
    step = _step(state.roadmap, "condition:D3.6")
    services.roadmap.save(company, step, state.as_of, status=StepStatus.DROPPED, owner="QS")
    own, _ = services.roadmap.add(
        company, "Antrag abgeben", end=date(2026, 12, 31), fixed=True, group=StepGroup.FUNDING
    )
    calendar.write(company, tmp_path / "zwei.ics")
    first, second = (
        {dict(each)["UID"]: dict(each) for each in events(path.read_bytes().decode("utf-8"))[0]}
        for path in (tmp_path / "eins.ics", tmp_path / "zwei.ics")
    )
    assert first.keys() < second.keys()
    changed = [uid for uid in first if first[uid]["STATUS"] != second[uid]["STATUS"]]
    assert [second[uid]["STATUS"] for uid in changed] == ["CANCELLED"]
    assert "Wer: QS" in second[changed[0]]["DESCRIPTION"]
    before, after = (
        len(events(path.read_bytes().decode("utf-8"))[1])
        for path in (tmp_path / "eins.ics", tmp_path / "zwei.ics")
    )
    assert after == before + 1
    assert _step(_state(services, company).roadmap, own).is_fixed
    assert calendar.file_name(company).endswith(".ics")


def test_that_an_application_has_its_deadline_and_the_pilot_waits_for_it(
    planned: tuple[Services, UUID],
) -> None:
    services, company = planned
    pilot = _first(_state(services, company).roadmap, StepKind.PILOT)
    (use_case,) = pilot.origin.use_cases
    programmes = services.funding.catalogue.programmes
    dated = next(
        each
        for each in programmes
        if each.before_order and any(day > TODAY for day in each.standing.deadlines)
    )
    services.funding.choose(company, use_case, (dated.id,), _state(services, company).as_of)
    key = step_key(StepKind.FUNDING, use_case, dated.id)
    step = _step(_state(services, company).roadmap, key)
    assert step.is_fixed
    assert _span(step).end > TODAY
    assert step.key in _step(_state(services, company).roadmap, pilot.key).after
    state = _state(services, company)
    later = _span(step).shifted(30)
    services.roadmap.move(company, state.roadmap, step.key, later, state.as_of)
    assert _span(_step(_state(services, company).roadmap, step.key)).end == _span(step).end
    services.funding.settle(
        company, use_case, dated.id, _state(services, company).as_of, step=FundingStep.APPLIED
    )
    assert _step(_state(services, company).roadmap, step.key).status is StepStatus.DONE


def test_that_a_training_is_planned_and_done_in_one_place(
    planned: tuple[Services, UUID],
) -> None:
    services, company = planned
    made, _ = services.training.create(company, name="KI-Grundlagen", due=date(2027, 1, 15))
    key = step_key(StepKind.TRAINING, made)
    state = _state(services, company)
    assert _step(state.roadmap, key).promised == date(2027, 1, 15)
    services.roadmap.save(
        company, _step(state.roadmap, key), state.as_of, status=StepStatus.DONE, owner="Beratung"
    )
    training = services.training.get(company, made)
    assert training is not None
    assert (training.held_on, training.trainer) == (TODAY, "Beratung")
    assert _step(_state(services, company).roadmap, key).done_on == TODAY
    state = _state(services, company)
    services.roadmap.save(company, _step(state.roadmap, key), state.as_of, status=StepStatus.OPEN)
    assert _step(_state(services, company).roadmap, key).is_active


def test_that_a_duty_that_begins_later_has_its_day_and_one_in_force_is_due_soon(
    planned: tuple[Services, UUID],
) -> None:
    services, company = planned
    duties = [
        each for each in _state(services, company).roadmap.steps if each.kind is StepKind.DUTY
    ]
    for each in duties:
        assert each.group is StepGroup.LAW
        assert each.is_fixed == (each.promised is not None)
        assert not each.is_overdue(TODAY)
