"""What is odd in one column: gaps, constants, stuck sensors, outliers, stand-ins, jumps, drift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.columns import Column, ColumnKind, quantiles
from kihub_desktop.analysis.data_check.result import Finding, FindingKind, Severity
from kihub_desktop.analysis.data_check.timeline import Timeline, percent, stretch
from kihub_desktop.analysis.data_check.windows import (
    Jump,
    Windows,
    drift_of,
    jump_of,
    windows_of,
)
from kihub_desktop.domain.phrases import Amount, Phrase, phrase, plural_phrase

Floats = NDArray[np.float64]
_NOTED, _GRAVE = 0.05, 0.30
_LONG_RUN, _LONG_SHARE = 20, 0.005
_STUCK_RUN, _STUCK_SHARE = 40, 0.01
_FENCE = 6.0
_STAND_INS = (-9999.0, -999.0, -99.0, -1.0, 999.0, 9999.0, 99999.0, 999999.0, 65535.0, 32767.0)
_UNIT_FACTORS = (1000.0, 100.0, 10.0, 3.6, 25.4, 2.2046, 6.895, 0.4536)


@dataclass(frozen=True, eq=False)
class Looked:
    """A column along the time axis with what its windows say."""

    column: Column
    ordered: Floats
    ascending: Floats
    windows: Windows | None
    jump: Jump | None
    findings: tuple[Finding, ...]


def look_at(column: Column, line: Timeline) -> Looked:
    """Everything that is odd in one column; personal columns are looked at without values."""
    ordered = column.numbers[line.order] if column.numbers.size else column.numbers
    if column.kind is ColumnKind.EMPTY:
        empty = Finding(FindingKind.EMPTY, Severity.NOTE, (column.name,), phrase("leer"))
        return Looked(column, ordered, column.ascending, None, None, (empty,))
    found: list[Finding] = [*_missing(column, line), *_mixed(column)]
    if column.distinct <= 1:
        found.append(_constant(column))
        return Looked(column, ordered, column.ascending, None, None, tuple(found))
    if column.kind is not ColumnKind.NUMBER:
        return Looked(column, ordered, column.ascending, None, None, tuple(found))
    ascending, standing_in = column.ascending, _stand_in(column)
    if standing_in is not None:
        value, finding = standing_in
        found.append(finding)
        ordered = np.where(ordered == value, np.nan, ordered)
        ascending = ascending[ascending != value]
    found += _outliers(column, ascending)
    found += _stuck(column, ordered, line)
    windows = None if line.is_grouped or _counts_up(ordered) else windows_of(ordered)
    jump = jump_of(windows) if windows else None
    if jump is not None:
        found.append(_jump(column, jump, line))
    elif windows is not None:
        way = drift_of(windows)
        if way is not None:
            found.append(_drift(column, way))
    return Looked(column, ordered, ascending, windows, jump, tuple(found))


def _missing(column: Column, line: Timeline) -> Iterator[Finding]:
    share = column.missing_share
    if share == 0:
        return
    missing = column.missing[line.order]
    start, length = _longest_run(missing)
    long = length >= max(_LONG_RUN, _LONG_SHARE * missing.size)
    if long and length >= 0.3 * missing.sum() and share < 0.95:
        yield _gap(column, line, start, length)
        rest = (missing.sum() - length) / missing.size
        if rest < _NOTED:
            return
    if share >= _NOTED:
        yield Finding(
            FindingKind.MISSING,
            Severity.GRAVE if share >= _GRAVE else Severity.NOTE,
            (column.name,),
            phrase("{share} fehlen", share=percent(share)),
            phrase("Klären, ob der Wert nicht gemessen oder nur nicht gespeichert wurde."),
            share=share,
        )


def _gap(column: Column, line: Timeline, start: int, length: int) -> Finding:
    first, last = line.moment(start), line.moment(start + length - 1)
    share = length / line.order.size
    where = (
        stretch(first, last)
        if first and last
        else phrase("Zeile {a} bis {b}", a=Amount(start + 1), b=Amount(start + length))
    )
    return Finding(
        FindingKind.GAP,
        Severity.GRAVE if share > 0.02 else Severity.NOTE,
        (column.name,),
        phrase("Lücke {where}", where=where),
        phrase("Ursache der Lücke klären und festhalten, ob sie sich füllen lässt."),
        share=share,
        start=first,
        end=last,
    )


def _longest_run(flags: NDArray[np.bool_]) -> tuple[int, int]:
    """Start and length of the longest stretch of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    if starts.size == 0:
        return 0, 0
    longest = int(np.argmax(ends - starts))
    return int(starts[longest]), int(ends[longest] - starts[longest])


def _mixed(column: Column) -> Iterator[Finding]:
    if column.mixed > 0:
        yield Finding(
            FindingKind.MIXED,
            Severity.NOTE,
            (column.name,),
            phrase("{share} der Werte passen nicht zur Spalte", share=percent(column.mixed)),
            phrase("Texte in Zahlen- und Datumsspalten vor dem Ausgeben bereinigen."),
            share=column.mixed,
        )


def _constant(column: Column) -> Finding:
    return Finding(
        FindingKind.CONSTANT,
        Severity.NOTE,
        (column.name,),
        phrase("immer derselbe Wert"),
        phrase("Trägt nichts bei; prüfen, ob der Sensor angeschlossen ist."),
    )


def _stand_in(column: Column) -> tuple[float, Finding] | None:
    """A number such as −999 that stands for „kein Wert“, far from all others."""
    present = column.ascending
    low, high = quantiles(present, (0.02, 0.98))
    room = max(high - low, abs(high), abs(low), 1e-9)
    for value in _STAND_INS:
        times = int(np.diff(np.searchsorted(present, (value, np.nextafter(value, np.inf))))[0])
        outside = value < low - room or value > high + room
        if times >= 3 and outside and times < 0.5 * present.size:
            share = times / column.missing.size
            said = Finding(
                FindingKind.SENTINEL,
                Severity.NOTE,
                (column.name,),
                phrase("{value} steht wohl für „kein Wert“", value=Amount(value)),
                phrase("Beim Ausgeben als leer kennzeichnen."),
                share=share,
            )
            return value, said
    return None


def _outliers(column: Column, present: Floats) -> Iterator[Finding]:
    if present.size < 50 or column.distinct < 20:
        return
    shaped = _more_even(present)
    low, middle, high = quantiles(shaped, (0.25, 0.5, 0.75))
    width = high - low
    if width <= 0:
        return
    first, last = middle - _FENCE * width, middle + _FENCE * width
    inside = np.searchsorted(shaped, last, "right") - np.searchsorted(shaped, first)
    count = int(shaped.size - inside)
    if 0 < count <= 0.02 * present.size:
        yield Finding(
            FindingKind.OUTLIER,
            Severity.NOTE,
            (column.name,),
            plural_phrase("{n} Ausreißer", "{n} Ausreißer", count),
            phrase("Einzeln ansehen: Messfehler oder seltenes Ereignis?"),
            share=count / present.size,
        )


def _more_even(values: Floats) -> Floats:
    """Sorted positive values with a long tail by their logarithm, so that a tail is no outlier."""
    if values[0] <= 0:
        return values
    low, middle, high = quantiles(values, (0.05, 0.5, 0.95))
    skewed = high - middle > 2.0 * (middle - low)
    return np.log(values) if skewed else values


def _stuck(column: Column, ordered: Floats, line: Timeline) -> Iterator[Finding]:
    """A sensor that usually moves and shows one value for a long time."""
    if column.distinct < 30 or column.distinct < 0.02 * column.filled:
        return
    same = np.diff(ordered) == 0
    start, length = _longest_run(same)
    runs = np.diff(np.flatnonzero(np.concatenate(([True], ~same, [True]))))
    usual = float(np.quantile(runs, 0.99)) if runs.size else 1.0
    if length + 1 < max(_STUCK_RUN, _STUCK_SHARE * ordered.size, 8 * usual):
        return
    first, last = line.moment(start), line.moment(start + length)
    where = stretch(first, last) if first and last else None
    yield Finding(
        FindingKind.STUCK,
        Severity.NOTE,
        (column.name,),
        phrase("steht still {where}", where=where) if where else phrase("steht lange still"),
        phrase("Prüfen, ob der Sensor in dieser Zeit ausgefallen war."),
        share=(length + 1) / ordered.size,
        start=first,
        end=last,
    )


def _counts_up(ordered: Floats) -> bool:
    """Counters and running numbers only ever grow; that is no drift."""
    present = ordered[~np.isnan(ordered)]
    if present.size < 10:
        return False
    moves = np.diff(present)
    return bool((moves >= 0).mean() > 0.995 or (moves <= 0).mean() > 0.995)


def _jump(column: Column, jump: Jump, line: Timeline) -> Finding:
    moment = line.moment(min(jump.place, line.order.size - 1))
    where: Phrase = (
        phrase("am {day}", day=f"{moment:%d.%m.%Y}")
        if moment
        else phrase("bei Zeile {row}", row=Amount(jump.place + 1))
    )
    if jump.factor is not None:
        return Finding(
            FindingKind.UNIT,
            Severity.GRAVE,
            (column.name,),
            phrase("Sprung {where}, Faktor {factor}", where=where, factor=_factor(jump.factor)),
            _unit_advice(jump.factor),
            start=moment,
        )
    return Finding(
        FindingKind.JUMP,
        Severity.NOTE,
        (column.name,),
        phrase("Sprung {where}", where=where),
        phrase("Klären, was sich geändert hat: Sensor, Werkzeug, Einstellung?"),
        start=moment,
    )


def _factor(factor: float) -> Amount:
    size = abs(factor) if abs(factor) >= 1 else 1 / abs(factor)
    return Amount(size, 1 if size < 100 else 0)


def _unit_advice(factor: float) -> Phrase:
    size = abs(factor) if abs(factor) >= 1 else 1 / abs(factor)
    if any(abs(size / known - 1) < 0.04 for known in _UNIT_FACTORS):
        return phrase("Das sieht nach einer anderen Einheit aus; vor dem Rechnen vereinheitlichen.")
    return phrase("Klären, ob Einheit, Messbereich oder Sensor gewechselt haben.")


def _drift(column: Column, way: float) -> Finding:
    return Finding(
        FindingKind.DRIFT,
        Severity.NOTE,
        (column.name,),
        phrase("steigt langsam an") if way > 0 else phrase("fällt langsam ab"),
        phrase("Prüfen, ob der Sensor driftet oder der Vorgang sich ändert."),
    )
