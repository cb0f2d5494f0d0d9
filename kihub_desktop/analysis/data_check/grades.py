"""Eight grades of quality and the data readiness that a sample shows.

Points start at 100 and are lowered by what was found; each lowering names its reason. The scale is
a convention of this method, not of the standards; they name the characteristics (ISO/IEC 25012,
ISO/IEC 5259-2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kihub_desktop.analysis.data_check.columns import Column, ColumnKind
from kihub_desktop.analysis.data_check.result import (
    Finding,
    FindingKind,
    Grade,
    Quality,
    Severity,
    TimeAxis,
)
from kihub_desktop.domain.choices import DataReadiness
from kihub_desktop.domain.phrases import Amount, Phrase, phrase
from kihub_desktop.domain.samples import SampleOrigin, TableFormat

_WRONG = {
    FindingKind.OUTLIER: 6,
    FindingKind.SENTINEL: 8,
    FindingKind.STUCK: 10,
    FindingKind.JUMP: 10,
    FindingKind.DRIFT: 10,
    FindingKind.UNIT: 25,
    FindingKind.SWAP: 30,
}
_INCONSISTENT = {
    FindingKind.UNIT: 25,
    FindingKind.SWAP: 25,
    FindingKind.MIXED: 12,
    FindingKind.DUPLICATE_ROWS: 20,
    FindingKind.TIME_TWICE: 12,
}
_CRYPTIC = 3
_FRESH_DAYS, _STALE_DAYS = 45, 730


@dataclass(frozen=True)
class Seen:
    """What the grades are made of."""

    origin: SampleOrigin
    columns: Sequence[Column]
    findings: Sequence[Finding]
    time: TimeAxis | None
    today: date
    readiness_hint: bool = False


def grades_of(seen: Seen) -> tuple[Grade, ...]:
    """The grades in the order of the method; that of the labels is open without a target."""
    return (
        _completeness(seen),
        _lowered(Quality.ACCURACY, seen, _WRONG),
        _lowered(Quality.CONSISTENCY, seen, _INCONSISTENT),
        _timeliness(seen),
        _accessibility(seen),
        _traceability(seen),
        _representativeness(seen),
        Grade(Quality.LABELS, None, (phrase("Noch keine Zielgröße gewählt."),)),
    )


def _points(value: float) -> float:
    return float(min(100.0, max(0.0, value)))


def _completeness(seen: Seen) -> Grade:
    share = float(np.mean([each.missing_share for each in seen.columns]))
    lost = sum(f.share or 0 for f in seen.findings if f.kind is FindingKind.TIME_GAP)
    reasons = tuple(
        f.text for f in seen.findings if f.kind in {FindingKind.TIME_GAP, FindingKind.GAP}
    )[:3]
    if share:
        reasons = (
            phrase("{share} der Zellen sind leer", share=Amount(100 * share, 1, "%")),
            *reasons,
        )
    # A tenth missing is felt, a half is hardly of use.
    return Grade(Quality.COMPLETENESS, _points(100 - 160 * (share + lost)), reasons)


def _lowered(quality: Quality, seen: Seen, weights: dict[FindingKind, int]) -> Grade:
    """Each kind of finding counts fully once, further columns a quarter."""
    by_kind: dict[FindingKind, list[Finding]] = {}
    for each in seen.findings:
        if each.kind in weights:
            by_kind.setdefault(each.kind, []).append(each)
    lost = sum(weights[kind] * (1 + 0.25 * (len(found) - 1)) for kind, found in by_kind.items())
    reasons = tuple(found[0].text for found in by_kind.values())
    return Grade(quality, _points(100 - lost), reasons)


def _timeliness(seen: Seen) -> Grade:
    if seen.time is None:
        return Grade(Quality.TIMELINESS, None, (phrase("Keine Zeitspalte erkannt."),))
    age = (seen.today - seen.time.end.date()).days
    reason = phrase("letzter Eintrag vor {n} Tagen", n=Amount(max(0, age)))
    fading = (age - _FRESH_DAYS) / (_STALE_DAYS - _FRESH_DAYS)
    return Grade(
        Quality.TIMELINESS, _points(100 - 80 * max(0.0, fading)), (reason,) if age > 7 else ()
    )


def _accessibility(seen: Seen) -> Grade:
    """That a file could be read counts; what had to be mended on the way lowers it."""
    reasons: list[Phrase] = list(seen.origin.remarks)
    points = 95.0 if seen.origin.format is not TableFormat.XLSX else 85.0
    points -= 10 * len(seen.origin.remarks)
    return Grade(Quality.ACCESSIBILITY, _points(points), tuple(reasons[:3]))


def _traceability(seen: Seen) -> Grade:
    """Names that say something, units, a moment or a key for every row."""
    names = [each.name for each in seen.columns]
    cryptic = [name for name in names if len(name) < _CRYPTIC or name.startswith("Spalte ")]
    numeric = [each for each in seen.columns if each.kind is ColumnKind.NUMBER]
    unitless = [each.name for each in numeric if not each.unit]
    keyed = seen.time is not None or any(f.kind is FindingKind.KEY for f in seen.findings)
    points = 100 - 40 * len(cryptic) / len(names)
    reasons = []
    if cryptic:
        reasons.append(phrase("{n} Spalten ohne sprechenden Namen", n=Amount(len(cryptic))))
    if numeric:
        points -= 30 * len(unitless) / len(numeric)
        if unitless:
            reasons.append(phrase("{n} Zahlenspalten ohne Einheit", n=Amount(len(unitless))))
    if not keyed:
        points -= 30
        reasons.append(phrase("weder Zeitstempel noch Kennung je Zeile"))
    return Grade(Quality.TRACEABILITY, _points(points), tuple(reasons))


def _representativeness(seen: Seen) -> Grade:
    rows = seen.origin.rows_total
    points, reasons = 100.0, []
    if rows < 1_000:
        points -= 30 if rows >= 200 else 60
        reasons.append(phrase("nur {n} Zeilen", n=Amount(rows)))
    if seen.time is not None and seen.time.months < 12:
        points -= 25 * (1 - seen.time.months / 12)
        reasons.append(
            phrase("nur {months} Monate, kein volles Jahr", months=Amount(seen.time.months, 1))
        )
    drifting = [f for f in seen.findings if f.kind in {FindingKind.DRIFT, FindingKind.JUMP}]
    points -= 8 * min(3, len(drifting))
    reasons += [each.text for each in drifting[:1]]
    return Grade(Quality.REPRESENTATIVENESS, _points(points), tuple(reasons))


def readiness_of(findings: Iterable[Finding], grades: Sequence[Grade]) -> DataReadiness:
    """The level a sample shows on its own (Lawrence 2017), at best B1: band A needs a question.

    B3 while something grave is unexplained, B2 while something is to be noted, B1 if nothing is.
    """
    found = [each.severity for each in findings if each.kind is not FindingKind.PERSONAL]
    points = [each.points for each in grades if each.points is not None]
    if min(points, default=0) < 20:
        return DataReadiness.B4
    if Severity.GRAVE in found:
        return DataReadiness.B3
    return DataReadiness.B2 if Severity.NOTE in found else DataReadiness.B1
