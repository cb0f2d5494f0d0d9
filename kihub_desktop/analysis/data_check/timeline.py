"""The time axis of a table: which column, how regular, where something is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.columns import Column, ColumnKind
from kihub_desktop.analysis.data_check.result import Finding, FindingKind, Severity, TimeAxis
from kihub_desktop.domain.phrases import Amount, Phrase, phrase, plural_phrase

Order = NDArray[np.intp]
_MOST_GAPS = 20
_GAP_STEPS = 5
_IRREGULAR = 0.2
_FILLED = 0.9
_DAY = 86_400
_MOST_GROUPS = 200


@dataclass(frozen=True, eq=False)
class Timeline:
    """The axis, if there is one, and the order of the rows along it (n,).

    Rows without an axis that stand group by group (`is_grouped`) have no course: the next group
    is no jump.

    `moments` (n,) are seconds since 1970 in that order, empty without an axis. `edges` are the
    places between which rows of different blocks meet.
    """

    axis: TimeAxis | None
    order: Order
    moments: NDArray[np.float64]
    findings: tuple[Finding, ...] = ()
    is_grouped: bool = False

    def moment(self, place: int) -> datetime | None:
        if self.moments.size == 0 or np.isnan(self.moments[place]):
            return None
        return moment_of(float(self.moments[place]))


def moment_of(seconds: float) -> datetime:
    """Clock time as the file writes it; zones are not known."""
    return datetime.fromtimestamp(round(seconds), UTC).replace(tzinfo=None)


def timeline_of(
    columns: Sequence[Column], block: NDArray[np.int32], hidden: frozenset[str] = frozenset()
) -> Timeline:
    """The axis: the filled time column that is closest to sorted, the first of equal ones.

    `hidden` columns (birth dates) are none: their ends would be shown.
    """
    rows = block.size
    candidates = [
        each
        for each in columns
        if each.kind is ColumnKind.TIME
        and each.name not in hidden
        and each.filled >= _FILLED * rows
        and each.distinct > 2
    ]
    if not candidates:
        grouped = any(_in_groups(each) for each in columns)
        return Timeline(None, np.arange(rows), np.empty(0), is_grouped=grouped)
    chosen = max(candidates, key=_sortedness)
    order = np.argsort(chosen.numbers, kind="stable")  # missing moments come last
    moments = chosen.numbers[order]
    known = moments[~np.isnan(moments)]
    distances = np.diff(known)
    inside = np.diff(block[order][: known.size]) == 0
    steps = distances[inside & (distances > 0)]
    step = float(np.median(steps)) if steps.size else 0.0
    gaps = tuple(_gaps(known, distances, inside, step))
    axis = TimeAxis(
        column=chosen.name,
        start=moment_of(float(known[0])),
        end=moment_of(float(known[-1])),
        step=step,
        was_sorted=bool((np.diff(_present(chosen)) >= 0).all()),
        gaps=tuple((moment_of(a), moment_of(b)) for a, b in gaps[:_MOST_GAPS]),
    )
    findings = tuple(_findings(axis, gaps, distances, inside, known))
    return Timeline(axis, order, moments, findings)


def _in_groups(column: Column) -> bool:
    """Whether equal values of a column with few of them stand together."""
    if column.kind not in {ColumnKind.CATEGORY, ColumnKind.FLAG, ColumnKind.NUMBER}:
        return False
    present = _present(column)
    if not 3 <= column.distinct <= min(_MOST_GROUPS, present.size // 4):
        return False
    return int(np.count_nonzero(np.diff(present))) < 1.5 * column.distinct


def _present(column: Column) -> NDArray[np.float64]:
    return column.numbers[~column.missing]


def _sortedness(column: Column) -> float:
    present = _present(column)
    rising = float((np.diff(present) >= 0).mean())
    return rising + min(1.0, column.distinct / present.size)


def _gaps(
    known: NDArray[np.float64],
    distances: NDArray[np.float64],
    inside: NDArray[np.bool_],
    step: float,
) -> Iterator[tuple[float, float]]:
    """Stretches without rows, the longest first: far beyond the usual distance and its tail."""
    if step <= 0:
        return
    usual = np.quantile(distances[inside], 0.98) if inside.any() else step
    limit = max(_GAP_STEPS * step, 2.5 * float(usual))
    places = np.flatnonzero((distances > limit) & inside)
    for place in sorted(places, key=lambda each: -distances[each]):
        yield float(known[place]), float(known[place + 1])


def _findings(
    axis: TimeAxis,
    gaps: tuple[tuple[float, float], ...],
    distances: NDArray[np.float64],
    inside: NDArray[np.bool_],
    known: NDArray[np.float64],
) -> Iterator[Finding]:
    name = (axis.column,)
    length = max(1.0, float(known[-1] - known[0]))
    if gaps:
        lost = sum(end - start - axis.step for start, end in gaps) / length
        first, last = moment_of(gaps[0][0]), moment_of(gaps[0][1])
        yield Finding(
            FindingKind.TIME_GAP,
            Severity.GRAVE if lost > 0.05 else Severity.NOTE,
            name,
            plural_phrase(
                "{n} Lücke in der Zeit, die längste {stretch}",
                "{n} Lücken in der Zeit, die längste {stretch}",
                len(gaps),
                stretch=stretch(first, last),
            ),
            phrase("Klären, warum in dieser Zeit nichts aufgezeichnet wurde."),
            share=lost,
            start=first,
            end=last,
        )
    twice = float((distances == 0).sum()) / known.size
    if twice > 0.001 and axis.step > 0 and twice < 0.5:
        yield Finding(
            FindingKind.TIME_TWICE,
            Severity.NOTE,
            name,
            phrase("{share} der Zeitpunkte kommen mehrfach vor", share=percent(twice)),
            phrase("Prüfen, ob Zeilen doppelt ausgegeben wurden oder eine Kennung fehlt."),
            share=twice,
        )
    if not axis.was_sorted:
        yield Finding(
            FindingKind.TIME_UNSORTED, Severity.FACT, name, phrase("nicht nach der Zeit geordnet")
        )
    uneven = _unevenness(distances[inside & (distances > 0)], axis.step)
    if uneven > _IRREGULAR:
        yield Finding(
            FindingKind.TIME_IRREGULAR,
            Severity.FACT,
            name,
            phrase("unregelmäßige Abstände, meist {step}", step=duration(axis.step)),
            share=uneven,
        )


def _unevenness(steps: NDArray[np.float64], step: float) -> float:
    return float((np.abs(steps - step) > 0.1 * step).mean()) if steps.size and step else 0.0


def stretch(start: datetime, end: datetime) -> Phrase:
    """„03.–19.03.2026“, with clock times if it lies within two days."""
    if (end - start).total_seconds() < 2 * _DAY:
        return phrase("{start} bis {end}", start=f"{start:%d.%m.%Y %H:%M}", end=f"{end:%H:%M}")
    if (start.year, start.month) == (end.year, end.month):
        return phrase("{start}–{end}", start=f"{start:%d.}", end=f"{end:%d.%m.%Y}")
    return phrase("{start} bis {end}", start=f"{start:%d.%m.%Y}", end=f"{end:%d.%m.%Y}")


def duration(seconds: float) -> Amount:
    """A distance in the unit in which it is said."""
    for limit, divisor, unit in ((120, 1, "s"), (7_200, 60, "min"), (2 * _DAY, 3_600, "h")):
        if seconds < limit:
            return Amount(seconds / divisor, 0 if seconds >= divisor else 1, unit)
    return Amount(seconds / _DAY, 0, "Tage")


def percent(share: float) -> Amount:
    """A share with as many digits as it needs not to read like nothing."""
    return Amount(100 * share, 0 if share >= 0.1 else 1 if share >= 0.01 else 2, "%")
