"""What the page of the EU-DMA shows, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kihub_desktop.domain.choices import Stage
from kihub_desktop.domain.dma import AnswerType
from kihub_desktop.domain.phrases import Phrase

if TYPE_CHECKING:  # the analysis loads with the first result, not with the page
    from kihub_desktop.analysis.explanation import Node


@dataclass(frozen=True)
class DmaLine:
    """How far a question is; `dimension` is its short name."""

    key: str
    dimension: str
    answered: int
    rows: int
    is_current: bool


@dataclass(frozen=True)
class DmaRow:
    """One row of the question; `suggestion` says what the capture speaks for."""

    key: str
    text: str
    value: int | None
    suggestion: Phrase | None = None


@dataclass(frozen=True)
class DmaQuestionState:
    """The question on screen; `score` is 0–10 and None while a row is open."""

    key: str
    number: int
    total: int
    dimension: str
    text: str
    hint: str
    type: AnswerType
    rows: tuple[DmaRow, ...]
    score: Phrase


@dataclass(frozen=True)
class DmaAxis:
    """Points 0–100; None while the dimension is open."""

    label: str
    points: float | None


@dataclass(frozen=True)
class DmaChangeLine:
    """A dimension or the total at two stages; `difference` is None if one of them is open."""

    label: Phrase
    before: float | None
    after: float | None
    difference: float | None


@dataclass(frozen=True)
class DmaPageState:
    """`question` is None while no company is chosen."""

    question: DmaQuestionState | None
    stage: Stage
    stages: tuple[tuple[Stage, Phrase], ...]
    edition: str = ""
    notice: str = ""
    day: str = ""
    day_problem: Phrase | None = None
    lines: tuple[DmaLine, ...] = ()
    axes: tuple[DmaAxis, ...] = ()
    total: Phrase | None = None
    band: Phrase | None = None
    profiles: tuple[tuple[str, str], ...] = ()
    profile: str = ""
    effect: str = ""
    readings: tuple[Phrase, ...] = ()
    tree: Node | None = None
    others: tuple[tuple[Stage, Phrase], ...] = ()
    other: Stage | None = None
    compared_with: Phrase | None = None
    changes: tuple[DmaChangeLine, ...] = ()
    suggestions: int = 0
    foreign: int = 0
    exported: Phrase | None = None
    failed: bool = False
