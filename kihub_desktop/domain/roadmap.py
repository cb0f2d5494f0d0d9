"""One plan: what is proposed, what people set on it, and the steps that come of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from kihub_desktop.domain.phrases import Phrase, Value
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus


class StepKind(StrEnum):
    """What a step comes from; the first part of its key."""

    CONDITION = "condition"
    MEASURE = "measure"
    DUTY = "duty"
    PILOT = "pilot"
    FUNDING = "funding"
    TRAINING = "training"
    TASK = "task"
    OWN = "own"


GROUP_OF = {
    StepKind.CONDITION: StepGroup.CONDITION,
    StepKind.MEASURE: StepGroup.MEASURE,
    StepKind.DUTY: StepGroup.LAW,
    StepKind.PILOT: StepGroup.PILOT,
    StepKind.FUNDING: StepGroup.FUNDING,
    StepKind.TRAINING: StepGroup.TRAINING,
    StepKind.TASK: StepGroup.TASK,
    StepKind.OWN: StepGroup.TASK,
}
ACTIVE = frozenset({StepStatus.OPEN, StepStatus.RUNNING})


def step_key(kind: StepKind, *parts: UUID | str) -> str:
    """The key of a step, the same on every laptop and after every recomputation."""
    return ":".join((kind.value, *(str(part) for part in parts)))


def kind_of_key(key: str) -> StepKind:
    """What the step of a key comes from; an unknown source counts as one's own."""
    name = key.partition(":")[0]
    return next((kind for kind in StepKind if kind.value == name), StepKind.OWN)


@dataclass(frozen=True)
class Origin:
    """Where a step comes from: a page, what to show there, and the use cases it serves."""

    page: str = ""
    target: str = ""
    use_cases: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Span:
    """From the first to the last day, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def shifted(self, days: int) -> Span:
        return Span(self.start + timedelta(days), self.end + timedelta(days))


@dataclass(frozen=True)
class Proposal:
    """A step that a source puts forward.

    `days` is its usual length in calendar days. `start` and `due` are wishes that may move,
    `deadline` is fixed by law or by a programme and never moves. `after` names the keys it waits
    for; a key that nobody proposes is no obstacle. `cases` names the use cases it serves.
    """

    key: str
    title: Value
    days: int
    detail: Value = ""
    owner: Value = ""
    start: date | None = None
    due: date | None = None
    deadline: date | None = None
    after: tuple[str, ...] = ()
    origin: Origin = Origin()
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Noted:
    """What people set on a step; `title` is what it was called then, `origin` where it was."""

    key: str
    title: Value = ""
    group: StepGroup | None = None
    owner: str = ""
    start: date | None = None
    end: date | None = None
    fixed: bool = False
    status: StepStatus | None = None
    done_on: date | None = None
    note: str = ""
    origin: Origin = Origin()


@dataclass(frozen=True)
class Link:
    """`after` waits for `before`; `lifted` takes a proposed dependency back."""

    before: str
    after: str
    lifted: bool = False


@dataclass(frozen=True)
class Step:
    """A step of the plan with its days.

    `span` is None for one that nobody needs any more and that never had days. `promised` is the
    last day as people set it, even if what it waits for has pushed `span` on. `conflict` says
    why a fixed day cannot be kept.
    """

    key: str
    kind: StepKind
    group: StepGroup
    title: Value
    detail: Value
    owner: Value
    is_owner_noted: bool
    span: Span | None
    is_noted: bool
    is_fixed: bool
    promised: date | None
    after: tuple[str, ...]
    status: StepStatus
    done_on: date | None
    note: str
    origin: Origin
    cases: tuple[str, ...] = ()
    is_gone: bool = False
    is_pushed: bool = False
    conflict: Phrase | None = None

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE and not self.is_gone

    def is_overdue(self, today: date) -> bool:
        """Its promised or fixed day has passed and it is not done."""
        return self.is_active and self.promised is not None and self.promised < today


@dataclass(frozen=True)
class Roadmap:
    """The steps at `today`, by group and start; `cut` are dependencies that ran in a circle."""

    today: date
    steps: tuple[Step, ...] = ()
    cut: tuple[Link, ...] = ()

    def step(self, key: str) -> Step | None:
        return next((each for each in self.steps if each.key == key), None)

    def dated(self) -> Iterator[tuple[Step, Span]]:
        """The steps that have days."""
        return ((each, each.span) for each in self.steps if each.span is not None)

    def coming(self, days: int) -> tuple[Step, ...]:
        """The active steps whose last day lies in the next days or has passed, by that day."""
        limit = self.today + timedelta(days)
        found = [
            (span.end, each.key, each)
            for each, span in self.dated()
            if each.is_active and span.end <= limit
        ]
        return tuple(each for _end, _key, each in sorted(found, key=lambda entry: entry[:2]))
