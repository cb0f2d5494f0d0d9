"""The plan: order, days, what moves with what, and that nothing people set is ever lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.roadmap import plan
from kihub_desktop.analysis.roadmap.order import circle, in_order
from kihub_desktop.analysis.roadmap.plan import earliest, moved, roadmap_of
from kihub_desktop.domain.roadmap import Link, Noted, Proposal, Roadmap, Span, Step
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus

TODAY = date(2026, 11, 30)
KEYS = [f"measure:m{n}" for n in range(7)]


def _day(n: int) -> date:
    return TODAY + timedelta(days=n)


DAYS = st.integers(-60, 200).map(_day)
LENGTHS = st.integers(1, 60)


@st.composite
def proposals(draw: st.DrawFn) -> tuple[Proposal, ...]:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    return tuple(
        Proposal(
            key,
            key,
            draw(LENGTHS),
            start=draw(st.none() | DAYS),
            due=draw(st.none() | DAYS),
            deadline=draw(st.none() | st.none() | DAYS),
            after=tuple(draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=3))),
        )
        for key in keys
    )


@st.composite
def notes(draw: st.DrawFn) -> tuple[Noted, ...]:
    keys = draw(st.lists(st.sampled_from([*KEYS, "own:1", "task:2"]), unique=True, max_size=6))
    return tuple(
        Noted(
            key,
            title=f"Titel {key}",
            owner=draw(st.sampled_from(["", "QS"])),
            start=draw(st.none() | DAYS),
            end=draw(st.none() | DAYS),
            fixed=draw(st.booleans()) and key.startswith("own"),
            status=draw(st.none() | st.sampled_from(list(StepStatus))),
            done_on=draw(st.none() | DAYS),
        )
        for key in keys
    )


LINKS = st.lists(
    st.builds(Link, st.sampled_from(KEYS), st.sampled_from(KEYS), st.booleans()), max_size=8
).map(tuple)
PLANS = st.builds(roadmap_of, proposals(), notes(), LINKS, st.just(TODAY))


def _steps(roadmap: Roadmap) -> dict[str, Step]:
    return {each.key: each for each in roadmap.steps}


def _too_early(roadmap: Roadmap) -> list[str]:
    """The movable steps that begin before what they wait for has ended."""
    steps, found = _steps(roadmap), []
    for step in roadmap.steps:
        first = earliest(step, steps, TODAY)
        if step.span is None or first is None or step.is_fixed or step.status is StepStatus.DONE:
            continue
        if step.span.start < first:
            found.append(step.key)
    return found


@given(PLANS)
@settings(max_examples=300)
def test_that_no_step_begins_before_what_it_waits_for_has_ended(roadmap: Roadmap) -> None:
    assert not _too_early(roadmap)


def test_that_a_schedule_without_the_wait_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_not_before", lambda span, _first: span)
    first, second = (Proposal(KEYS[0], "", 10), Proposal(KEYS[1], "", 5, after=(KEYS[0],)))
    assert _too_early(roadmap_of((first, second), (), (), TODAY)) == [KEYS[1]]


@given(proposals(), notes(), LINKS)
@settings(max_examples=200)
def test_that_nothing_people_set_is_lost_and_computing_anew_changes_nothing(
    offered: tuple[Proposal, ...], noted: tuple[Noted, ...], links: tuple[Link, ...]
) -> None:
    roadmap = roadmap_of(offered, noted, links, TODAY)
    assert roadmap == roadmap_of(offered, noted, links, TODAY)
    steps = _steps(roadmap)
    for said in noted:
        step = steps[said.key]
        assert (step.status, step.done_on) == (said.status or StepStatus.OPEN, said.done_on)
        assert not said.owner or step.owner == said.owner
    assert {each.key for each in offered} <= steps.keys()


@given(proposals(), notes(), LINKS)
@settings(max_examples=200)
def test_that_days_once_recorded_are_the_days_of_the_plan(
    offered: tuple[Proposal, ...], noted: tuple[Noted, ...], links: tuple[Link, ...]
) -> None:
    roadmap = roadmap_of(offered, noted, links, TODAY)
    known = {each.key: each for each in noted}
    for step, span in roadmap.dated():
        if step.is_active and not step.is_fixed:
            said = known.get(step.key, Noted(step.key))
            known[step.key] = replace(said, start=span.start, end=span.end)
    again = _steps(roadmap_of(offered, known.values(), links, TODAY))
    for step, span in roadmap.dated():
        if step.is_active and not step.is_fixed:
            assert again[step.key].span == span


@given(PLANS, st.data())
@settings(max_examples=300)
def test_that_moving_keeps_lengths_and_fixed_last_days(
    roadmap: Roadmap, data: st.DataObject
) -> None:
    steps = _steps(roadmap)
    key = data.draw(st.sampled_from(sorted(steps)))
    span = steps[key].span
    if span is None:
        return
    found = moved(roadmap, key, span.shifted(data.draw(st.integers(-90, 90))))
    for each, new in found.items():
        old = steps[each].span
        assert old is not None
        assert steps[each].is_active
        if steps[each].is_fixed:
            assert new.end == old.end
        else:
            assert new.days == old.days


@given(proposals(), notes(), LINKS, st.data())
@settings(max_examples=200)
def test_that_after_a_move_no_step_is_too_early_and_no_deadline_has_moved(
    offered: tuple[Proposal, ...],
    noted: tuple[Noted, ...],
    links: tuple[Link, ...],
    data: st.DataObject,
) -> None:
    before = roadmap_of(offered, noted, links, TODAY)
    key = data.draw(st.sampled_from(sorted(each.key for each in before.steps)))
    span = _steps(before)[key].span
    wanted = (span or Span(TODAY, TODAY)).shifted(data.draw(st.integers(-90, 90)))
    known = {each.key: each for each in noted}
    for each, new in moved(before, key, wanted).items():
        known[each] = replace(known.get(each, Noted(each)), start=new.start, end=new.end)
    after = roadmap_of(offered, known.values(), links, TODAY)
    assert not _too_early(after)
    for offer in offered:
        step = _steps(after)[offer.key]
        if offer.deadline and step.is_active and step.span:
            assert step.span.end == offer.deadline


def _pair() -> tuple[Proposal, Proposal]:
    return Proposal(KEYS[0], "A", 10), Proposal(KEYS[1], "B", 5, after=(KEYS[0],))


def _agreed(roadmap: Roadmap) -> tuple[Noted, ...]:
    return tuple(Noted(s.key, start=p.start, end=p.end) for s, p in roadmap.dated())


def test_that_what_waits_follows_by_as_many_days_there_and_back() -> None:
    offered = _pair()
    noted = _agreed(roadmap_of(offered, (), (), TODAY))
    roadmap = roadmap_of(offered, noted, (), TODAY)
    span = Span(_day(0), _day(9))
    later = moved(roadmap, KEYS[0], span.shifted(7))
    assert later == {KEYS[0]: span.shifted(7), KEYS[1]: Span(_day(17), _day(21))}
    assert moved(roadmap, KEYS[0], Span(_day(0), _day(12)))[KEYS[1]] == Span(_day(13), _day(17))


def test_that_a_step_stops_at_the_end_of_what_it_waits_for() -> None:
    roadmap = roadmap_of(_pair(), (), (), TODAY)
    assert moved(roadmap, KEYS[1], Span(_day(2), _day(6))) == {KEYS[1]: Span(_day(10), _day(14))}


def test_that_a_deadline_too_early_is_told_and_kept() -> None:
    first, second = _pair()
    tight = replace(second, deadline=_day(12))
    step = roadmap_of((first, tight), (), (), TODAY).step(KEYS[1])
    assert step is not None
    assert step.span == Span(_day(10), _day(12))
    assert step.conflict is not None
    assert dict(step.conflict.values) == {"deadline": _day(12), "ready": _day(14)}
    roomy = roadmap_of((first, replace(second, deadline=_day(20))), (), (), TODAY).step(KEYS[1])
    assert roomy is not None
    assert roomy.conflict is None


def test_that_what_nobody_proposes_any_more_stays_with_what_was_set() -> None:
    said = Noted(
        "condition:D3.6", "Verantwortung benennen", StepGroup.CONDITION, "QS", end=_day(-3)
    )
    step = roadmap_of((), (said, Noted("own:1", "Eigener")), (), TODAY).step("condition:D3.6")
    assert step is not None
    assert (step.is_gone, step.is_active, step.owner) == (True, False, "QS")
    assert step.title == "Verantwortung benennen"


def test_that_an_unkept_promise_is_overdue_and_holds_up_what_waits() -> None:
    roadmap = roadmap_of(_pair(), (Noted(KEYS[0], end=_day(-5)),), (), TODAY)
    late, waiting = roadmap.step(KEYS[0]), roadmap.step(KEYS[1])
    assert late is not None
    assert waiting is not None
    assert waiting.span is not None
    assert late.is_overdue(TODAY)
    assert waiting.span.start == _day(1)
    done = Noted(KEYS[0], end=_day(-5), status=StepStatus.DONE, done_on=_day(-6))
    finished = roadmap_of(_pair(), (done,), (), TODAY).step(KEYS[1])
    assert finished is not None
    assert finished.span is not None
    assert finished.span.start == TODAY


def test_that_a_circle_is_named_and_the_same_link_is_left_out_everywhere() -> None:
    after = {"a": ("b",), "b": ("c",), "c": ()}
    assert circle(after, "a", "c") == ("a", "b", "c")
    assert circle(after, "c", "a") == ()
    order, cut = in_order({"c": ("a",), "a": ("b",), "b": ("c",)})
    assert (order, cut) == in_order({"a": ("b",), "b": ("c",), "c": ("a",)})
    assert len(cut) == 1
    assert set(order) == {"a", "b", "c"}


def test_that_days_are_calendar_days() -> None:
    step = roadmap_of((Proposal(KEYS[0], "", 7),), (), (), TODAY).step(KEYS[0])
    assert step is not None
    assert step.span == Span(TODAY, TODAY + timedelta(days=6))
