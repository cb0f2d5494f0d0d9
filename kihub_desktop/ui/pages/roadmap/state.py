"""What the page of the plan shows, as data without Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kihub_desktop.domain.phrases import Phrase, Value
from kihub_desktop.domain.roadmap import Span
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus
from kihub_desktop.ui.record_state import GridState
from kihub_desktop.ui.widgets.fields import Option


class Zoom(StrEnum):
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Bar:
    """One line of the chart; `span` is None for a step that never had days.

    `said` is all that a tooltip and a screen reader say of it.
    """

    key: str
    group: StepGroup
    group_word: str
    title: str
    said: str
    span: Span | None
    status: StepStatus
    is_noted: bool = False
    is_fixed: bool = False
    is_overdue: bool = False
    is_tight: bool = False
    is_gone: bool = False
    after: tuple[str, ...] = ()

    @property
    def can_move(self) -> bool:
        return self.span is not None and not self.is_gone and self.status in _MOVABLE

    @property
    def signs(self) -> str:
        """What stands before the title, so that no colour is needed to read it."""
        if self.status is StepStatus.DONE:
            return "✓ "
        if self.status is StepStatus.DROPPED or self.is_gone:
            return "– "
        return "! " if self.is_overdue or self.is_tight else ""


_MOVABLE = frozenset({StepStatus.OPEN, StepStatus.RUNNING})


@dataclass(frozen=True)
class StepNote:
    """What the strip below the chart says of the step in hand.

    `jump` is the word on the button that leads to its source ("" if there is none).
    """

    key: str
    title: str
    lines: tuple[str, ...]
    warning: str
    jump: str
    is_own: bool
    is_active: bool
    is_gone: bool
    has_set: bool


@dataclass(frozen=True)
class Filters:
    """What is chosen ("" for all), and what can be."""

    group: str = ""
    owner: str = ""
    status: str = ""
    groups: tuple[Option, ...] = ()
    owners: tuple[Option, ...] = ()
    statuses: tuple[Option, ...] = ()


@dataclass(frozen=True)
class RoadmapPageState:
    """`bars` and `grid` show the same steps. `is_due` while verdicts are being worked out."""

    today: date
    has_company: bool = False
    is_due: bool = False
    heading: Value = ""
    bars: tuple[Bar, ...] = ()
    grid: GridState = field(default_factory=GridState)
    filters: Filters = field(default_factory=Filters)
    note: StepNote | None = None
    is_empty: bool = False
    can_agree: bool = False
    cut: Phrase | None = None
