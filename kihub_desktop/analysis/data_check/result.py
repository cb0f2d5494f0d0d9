"""What the quick test finds, as data; no value of a column that looks personal is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kihub_desktop.analysis.data_check.columns import ColumnKind
from kihub_desktop.domain.choices import DataReadiness
from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.domain.samples import SampleOrigin


class FindingKind(StrEnum):
    GAP = "gap"
    MISSING = "missing"
    MISSING_TOGETHER = "missing_together"
    EMPTY = "empty"
    CONSTANT = "constant"
    STUCK = "stuck"
    OUTLIER = "outlier"
    SENTINEL = "sentinel"
    JUMP = "jump"
    UNIT = "unit"
    SWAP = "swap"
    DRIFT = "drift"
    MIXED = "mixed"
    PERSONAL = "personal"
    REDUNDANT = "redundant"
    DUPLICATE_ROWS = "duplicate_rows"
    TIME_GAP = "time_gap"
    TIME_TWICE = "time_twice"
    TIME_UNSORTED = "time_unsorted"
    TIME_IRREGULAR = "time_irregular"
    KEY = "key"
    LEAK = "leak"
    IMBALANCE = "imbalance"
    SHORT = "short"


class Severity(StrEnum):
    """How much a finding matters: `FACT` says something, the others ask for something."""

    FACT = "fact"
    NOTE = "note"
    GRAVE = "grave"


@dataclass(frozen=True)
class Finding:
    """One thing that is odd; `text` is short enough for a pill, `advice` says what to do.

    `share` is the part of rows concerned (0–1), `start` and `end` the stretch in time.
    """

    kind: FindingKind
    severity: Severity
    columns: tuple[str, ...]
    text: Phrase
    advice: Phrase | None = None
    share: float | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True)
class Spread:
    """The middle and the ends of a numeric column, in its own unit."""

    minimum: float
    p05: float
    median: float
    p95: float
    maximum: float
    mean: float
    deviation: float


@dataclass(frozen=True)
class ColumnProfile:
    """One column; `course` are at most 96 medians (shares of a flag) in order, None where missing.

    `words` are the most frequent labels with their shares; both are empty for a column that is
    masked because it looks personal.
    """

    name: str
    kind: ColumnKind
    unit: str
    missing_share: float
    distinct: int
    spread: Spread | None
    course: tuple[float | None, ...]
    words: tuple[tuple[str, float], ...]
    masked: bool
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Severity | None:
        order = list(Severity)
        found = [each.severity for each in self.findings if each.severity is not Severity.FACT]
        return max(found, key=order.index, default=None)


@dataclass(frozen=True)
class TimeAxis:
    """The column that orders the rows; `step` is the usual distance in seconds."""

    column: str
    start: datetime
    end: datetime
    step: float
    was_sorted: bool
    gaps: tuple[tuple[datetime, datetime], ...]

    @property
    def months(self) -> float:
        return (self.end - self.start).total_seconds() / 86_400 / 30.4375


class Quality(StrEnum):
    """Eight characteristics on site, after ISO/IEC 25012 and ISO/IEC 5259-2."""

    COMPLETENESS = "completeness"
    ACCURACY = "accuracy"
    CONSISTENCY = "consistency"
    TIMELINESS = "timeliness"
    ACCESSIBILITY = "accessibility"
    TRACEABILITY = "traceability"
    REPRESENTATIVENESS = "representativeness"
    LABELS = "labels"


@dataclass(frozen=True)
class Grade:
    """0–100, None where the sample cannot tell; `reasons` are what it was lowered for."""

    quality: Quality
    points: float | None
    reasons: tuple[Phrase, ...] = ()

    @property
    def level(self) -> int | None:
        """The grade 0–5 that the verdict takes; half points round up."""
        return None if self.points is None else int(self.points / 20 + 0.5)


@dataclass(frozen=True)
class TableProfile:
    """All that was found in a sample without asking for a target.

    `columns` stand the conspicuous ones first; a stored profile may hold fewer than
    `columns_total`.
    """

    origin: SampleOrigin
    rows: int
    time: TimeAxis | None
    columns: tuple[ColumnProfile, ...]
    findings: tuple[Finding, ...]
    grades: tuple[Grade, ...]
    readiness: DataReadiness
    seconds: float = 0.0
    columns_total: int = 0

    @property
    def personal(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.columns if each.masked)

    def all_findings(self) -> tuple[Finding, ...]:
        """Those of the table and of every column, each once."""
        found = [*self.findings, *(f for column in self.columns for f in column.findings)]
        return tuple(dict.fromkeys(found))

    def column(self, name: str) -> ColumnProfile:
        """LookupError if there is no such column."""
        for each in self.columns:
            if each.name == name:
                return each
        raise LookupError(name)
