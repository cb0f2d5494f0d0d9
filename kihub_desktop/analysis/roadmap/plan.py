"""Merges what is proposed with what people set, and gives every step its days.

Days are calendar days: neither weekends nor public holidays are left out. Pure: the same input
gives the same plan, and nothing that people set is ever lost by computing anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from kihub_desktop.analysis.roadmap.order import dependencies, dependents, in_order
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.roadmap import (
    ACTIVE,
    GROUP_OF,
    Link,
    Noted,
    Proposal,
    Roadmap,
    Span,
    Step,
    StepKind,
    kind_of_key,
)
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus

_DAY = timedelta(days=1)
_OWN_DAYS = 7
_GROUPS = {group: place for place, group in enumerate(StepGroup)}


def roadmap_of(
    proposals: Iterable[Proposal], noted: Iterable[Noted], links: Iterable[Link], today: date
) -> Roadmap:
    """The plan at `today`.

    A step of one's own is a proposal of its author. What nobody proposes any more but people had
    set something on stays as a step that is no longer needed; it holds nothing up.
    """
    offered = {each.key: each for each in proposals}
    known = {each.key: each for each in noted}
    for key, each in known.items():
        if key not in offered and kind_of_key(key) is StepKind.OWN:
            offered[key] = Proposal(key, each.title, _OWN_DAYS)
    waits = dependencies(offered, {key: each.after for key, each in offered.items()}, links)
    order, cut = in_order(waits)
    dropped = {(each.before, each.after) for each in cut}
    made: dict[str, Step] = {}
    for key in order:
        after = tuple(each for each in waits[key] if (each, key) not in dropped)
        made[key] = _step(offered[key], known.get(key, Noted(key)), (after, made), today)
    gone = [_gone(each) for key, each in known.items() if key not in offered]
    return Roadmap(today, tuple(sorted((*made.values(), *gone), key=_place)), cut)


def moved(roadmap: Roadmap, key: str, wanted: Span) -> dict[str, Span]:
    """The days to record when a step gets other days: its own and those of what follows it.

    It never begins before what it waits for has ended. A fixed last day stays where it is; then
    only the first day moves. What waits for the step and has days set by people moves by as many
    days and keeps its length; fixed steps stay. Empty for a step that is not there or is done.
    """
    steps = {each.key: each for each in roadmap.steps}
    step = steps.get(key)
    if step is None or step.span is None or not step.is_active:
        return {}
    found = {key: _allowed(step, wanted, earliest(step, steps, roadmap.today))}
    by = (found[key].end - step.span.end).days
    if not by:
        return found
    after = {each.key: each.after for each in roadmap.steps}
    order, _cut = in_order(after)
    for each in dependents(order, after, key):
        follower = steps[each]
        if follower.span is None or not follower.is_noted or not follower.is_active:
            continue
        if follower.is_fixed:
            continue
        ends = {other: replace(steps[other], span=span) for other, span in found.items()}
        first = earliest(follower, {**steps, **ends}, roadmap.today)
        found[each] = _not_before(follower.span.shifted(by), first)
    return found


def earliest(step: Step, steps: Mapping[str, Step], today: date) -> date | None:
    """The day after everything has ended that the step waits for; None if it waits for nothing."""
    ends = [end for key in step.after if (end := _holds_until(steps[key], today)) is not None]
    return max(ends) + _DAY if ends else None


def _allowed(step: Step, wanted: Span, first: date | None) -> Span:
    if step.is_fixed and step.span is not None:
        start = max(wanted.start, first) if first else wanted.start
        return Span(min(start, step.span.end), step.span.end)
    ordered = Span(wanted.start, max(wanted.start, wanted.end))
    return _not_before(ordered, first)


def _not_before(span: Span, first: date | None) -> Span:
    if first is None or first <= span.start:
        return span
    return span.shifted((first - span.start).days)


def _holds_until(step: Step, today: date) -> date | None:
    """Until when a step holds up what waits for it; None if it does not."""
    if step.span is None or step.is_gone or step.status is StepStatus.DROPPED:
        return None
    if step.status is StepStatus.DONE:
        return step.done_on or step.span.end
    return max(step.span.end, today)


Before = tuple[tuple[str, ...], Mapping[str, Step]]


def _step(offer: Proposal, said: Noted, before: Before, today: date) -> Step:
    after, made = before
    kind = kind_of_key(offer.key)
    deadline = offer.deadline or (said.end if said.fixed else None)
    status = said.status or StepStatus.OPEN
    step = Step(
        key=offer.key,
        kind=kind,
        group=(said.group if kind is StepKind.OWN else None) or GROUP_OF[kind],
        title=offer.title,
        detail=offer.detail,
        owner=said.owner or offer.owner,
        is_owner_noted=bool(said.owner),
        span=None,
        is_noted=said.start is not None or said.end is not None,
        is_fixed=deadline is not None,
        promised=deadline or said.end,
        after=after,
        status=status,
        done_on=said.done_on,
        note=said.note,
        origin=offer.origin,
        cases=offer.cases,
    )
    first = earliest(step, made, today)
    if status is StepStatus.DONE:
        return replace(step, span=_done(offer, said, deadline, today))
    if deadline is not None:
        span, conflict = _fixed(offer, said, deadline, (first, today))
        return replace(step, span=span, conflict=conflict if status in ACTIVE else None)
    wished = _wished(offer, said, first, today)
    span = _not_before(wished, first)
    return replace(step, span=span, is_pushed=step.is_noted and span != wished)


def _done(offer: Proposal, said: Noted, deadline: date | None, today: date) -> Span:
    """What is done ends on the day it was done, and nothing moves it."""
    end = said.done_on or said.end or deadline or today
    start = said.start or end - (offer.days - 1) * _DAY
    return Span(min(start, end), end)


def _fixed(
    offer: Proposal, said: Noted, deadline: date, days: tuple[date | None, date]
) -> tuple[Span, Phrase | None]:
    """Ends on the fixed day; `conflict` if what it waits for leaves too little time for it."""
    first, today = days
    length = offer.days if said.start is None else (deadline - said.start).days + 1
    start = said.start or deadline - (offer.days - 1) * _DAY
    ready = (first or start) + (max(1, length) - 1) * _DAY
    conflict = None
    if first is not None and ready > deadline >= today:
        conflict = phrase(
            "Die Frist {deadline} liegt vor dem frühesten Ende {ready}.",
            deadline=deadline,
            ready=ready,
        )
    if first is not None and first <= deadline:
        start = max(start, first)
    return Span(min(start, deadline), deadline), conflict


def _wished(offer: Proposal, said: Noted, first: date | None, today: date) -> Span:
    """The days people set, else those proposed, before what it waits for is looked at."""
    length = (max(1, offer.days) - 1) * _DAY
    if said.end is not None:
        if said.start is not None:
            return Span(min(said.start, said.end), said.end)
        # Only the end is promised: the work before it may be shortened to keep it.
        start = said.end - length
        if first is not None and start < first <= said.end:
            start = first
        return Span(start, said.end)
    if said.start is not None:
        return Span(said.start, said.start + length)
    start = max(today, offer.start or today)
    if offer.due is None:
        return Span(start, start + length)
    if first is not None and first > start:
        return Span(first, max(offer.due, first + length))
    return Span(start, max(start, offer.due))


def _gone(said: Noted) -> Step:
    """A step that nobody proposes any more, with all that people had set on it."""
    kind = kind_of_key(said.key)
    ends = (said.start or said.end, said.done_on or said.end or said.start)
    span = Span(min(ends[0], ends[1]), ends[1]) if ends[0] and ends[1] else None
    return Step(
        key=said.key,
        kind=kind,
        group=said.group or GROUP_OF[kind],
        title=said.title or said.key,
        detail="",
        owner=said.owner,
        is_owner_noted=bool(said.owner),
        span=span,
        is_noted=span is not None,
        is_fixed=False,
        promised=said.end,
        after=(),
        status=said.status or StepStatus.OPEN,
        done_on=said.done_on,
        note=said.note,
        origin=said.origin,
        is_gone=True,
    )


def _place(step: Step) -> tuple[bool, int, date, date, str]:
    span = step.span or Span(date.max, date.max)
    return step.is_gone, _GROUPS[step.group], span.start, span.end, step.key
