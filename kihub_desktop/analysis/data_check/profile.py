"""The profile of a sample: columns, time axis, findings, grades."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.column_faults import Looked, look_at
from kihub_desktop.analysis.data_check.columns import Column, ColumnKind, columns_of, quantiles
from kihub_desktop.analysis.data_check.grades import Seen, grades_of, readiness_of
from kihub_desktop.analysis.data_check.personal import personal_finding, personal_reason
from kihub_desktop.analysis.data_check.result import (
    ColumnProfile,
    Finding,
    FindingKind,
    Severity,
    Spread,
    TableProfile,
)
from kihub_desktop.analysis.data_check.table_faults import (
    keys,
    missing_together,
    repeated_rows,
    swaps,
    twins,
)
from kihub_desktop.analysis.data_check.timeline import Timeline, timeline_of
from kihub_desktop.analysis.data_check.windows import course_of
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.samples import SampleOrigin

if TYPE_CHECKING:
    from pandas import DataFrame

_FEWEST_ROWS = 30
_MOST_WORDS = 8
_COURSED = {ColumnKind.NUMBER, ColumnKind.FLAG}
_WITHOUT_VALUES = {FindingKind.MISSING, FindingKind.GAP, FindingKind.EMPTY, FindingKind.MIXED}


@dataclass(frozen=True, eq=False)
class Profiled:
    """The profile with the typed columns behind it, for whoever goes on with them."""

    profile: TableProfile
    columns: tuple[Column, ...]
    line: Timeline


def profile_of(
    frame: DataFrame,
    block: NDArray[np.int32],
    origin: SampleOrigin,
    today: date,
    progress: Progress = silent,
) -> Profiled:
    """Profiles a frame (rows × columns); `block` (rows,) tells stretches apart.

    Needs no target and keeps no value of a column that looks personal. Rows are taken along the
    time axis if there is one. Cancelled from the progress.
    """
    progress(1, 4, phrase("Spalten werden erkannt"))
    columns = columns_of(frame, origin.units)
    reasons = {
        each.name: personal_reason(each, frame.iloc[:, place]) for place, each in enumerate(columns)
    }
    hidden = frozenset(name for name, reason in reasons.items() if reason is not None)
    line = timeline_of(columns, block, hidden)
    progress(2, 4, phrase("Auffälligkeiten werden gesucht"))
    looked = [look_at(each, line) for each in columns]
    swapped = tuple(swaps(looked, line))
    across = tuple(_across(frame, columns, line, origin, swapped))
    progress(3, 4, phrase("Noten werden vergeben"))
    shown = tuple(_shown(each, reasons[each.column.name], swapped) for each in looked)
    findings = [*across, *(f for column in shown for f in column.findings)]
    grades = grades_of(Seen(origin, columns, findings, line.axis, today))
    profile = TableProfile(
        origin=origin,
        rows=len(frame),
        time=line.axis,
        columns=tuple(sorted(shown, key=_conspicuous)),
        columns_total=len(shown),
        findings=across,
        grades=grades,
        readiness=readiness_of(findings, grades),
    )
    return Profiled(profile, columns, line)


def _across(
    frame: DataFrame,
    columns: Sequence[Column],
    line: Timeline,
    origin: SampleOrigin,
    swapped: tuple[Finding, ...],
) -> list[Finding]:
    found = [*line.findings, *swapped]
    if origin.rows_total < _FEWEST_ROWS:
        found.append(
            Finding(
                FindingKind.SHORT,
                Severity.GRAVE,
                (),
                phrase("nur {n} Zeilen", n=Amount(origin.rows_total)),
                phrase("Für ein Urteil über die Daten mindestens einige Hundert Zeilen ausgeben."),
            )
        )
    found += repeated_rows(columns, _text_codes(frame, columns))
    found += missing_together(columns)
    found += twins(columns)
    found += keys(columns)
    return found


def _text_codes(frame: DataFrame, columns: Sequence[Column]) -> NDArray[np.int64] | None:
    """Numbers for the texts, so that rows can be compared; None without text columns."""
    import pandas as pd

    texts = [place for place, each in enumerate(columns) if each.kind is ColumnKind.TEXT]
    rows = len(frame)
    if not texts or any(each.distinct == rows for each in columns):
        return None
    codes: list[Any] = [pd.factorize(frame.iloc[:, place])[0] for place in texts]
    return np.column_stack(codes)


def _shown(looked: Looked, reason: Phrase | None, swapped: tuple[Finding, ...]) -> ColumnProfile:
    column = looked.column
    masked = reason is not None
    exchanged = any(column.name in each.columns for each in swapped)
    own = [
        each
        for each in looked.findings
        if not (exchanged and each.kind in {FindingKind.JUMP, FindingKind.UNIT})
    ]
    if reason is not None:
        telling_nothing = [each for each in own if each.kind in _WITHOUT_VALUES]
        own = [personal_finding(column, reason), *telling_nothing]
    return ColumnProfile(
        name=column.name,
        kind=column.kind,
        unit=column.unit,
        missing_share=column.missing_share,
        distinct=column.distinct,
        spread=None if masked or column.kind is not ColumnKind.NUMBER else _spread(looked),
        course=() if masked or column.kind not in _COURSED else _course(looked),
        words=() if masked else _words(column),
        masked=masked,
        findings=tuple(own),
    )


def _course(looked: Looked) -> tuple[float | None, ...]:
    """Medians of an amount, shares of a flag: its median would hardly ever move."""
    return course_of(looked.ordered, mean=looked.column.kind is ColumnKind.FLAG)


def _spread(looked: Looked) -> Spread | None:
    present = looked.ascending
    if present.size == 0:
        return None
    low, middle, high = quantiles(present, (0.05, 0.5, 0.95))
    return Spread(
        float(present[0]), low, middle, high, float(present[-1]),
        float(present.mean()), float(present.std()),
    )  # fmt: skip


def _words(column: Column) -> tuple[tuple[str, float], ...]:
    if column.kind not in {ColumnKind.CATEGORY, ColumnKind.FLAG} or not column.filled:
        return ()
    codes = column.present.astype(np.int64)
    counts = np.bincount(codes, minlength=len(column.labels))
    order = np.argsort(-counts, kind="stable")[:_MOST_WORDS]
    return tuple((column.labels[each], float(counts[each] / codes.size)) for each in order)


def _conspicuous(column: ColumnProfile) -> tuple[int, int]:
    """Grave ones first, then noted ones, then the rest in their own order."""
    order = {Severity.GRAVE: 0, Severity.NOTE: 1, None: 2}
    return order.get(column.worst, 2), -len(column.findings)
