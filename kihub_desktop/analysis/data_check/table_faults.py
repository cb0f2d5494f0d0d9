"""What is odd across columns: swapped sensors, twins, rows twice, values missing together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.column_faults import Looked
from kihub_desktop.analysis.data_check.columns import Column, ColumnKind
from kihub_desktop.analysis.data_check.result import Finding, FindingKind, Severity
from kihub_desktop.analysis.data_check.timeline import Timeline, percent
from kihub_desktop.domain.phrases import Joined, phrase, plural_phrase

_MOST_COMPARED = 200
_SAMPLE = 4_000
_ALIKE = 0.99995
_TOGETHER = 0.01
_TELLING = 3
"""With fewer columns equal rows are no surprise, however many values there are."""


def swaps(looked: Sequence[Looked], line: Timeline) -> Iterator[Finding]:
    """Two columns that change at the same place, each to the level the other had."""
    jumping = [each for each in looked if each.jump is not None]
    for one, other in combinations(jumping[:_MOST_COMPARED], 2):
        a, b = one.jump, other.jump
        if a is None or b is None or abs(a.window - b.window) > 2:
            continue
        room = 0.3 * min(abs(a.after - a.before), abs(b.after - b.before))
        if abs(a.after - b.before) > room or abs(b.after - a.before) > room:
            continue
        moment = line.moment(min(a.place, line.order.size - 1))
        where = f"{moment:%d.%m.%Y}" if moment else str(a.place + 1)
        yield Finding(
            FindingKind.SWAP,
            Severity.GRAVE,
            (one.column.name, other.column.name),
            phrase(
                "„{one}“ und „{other}“ scheinen ab {where} vertauscht",
                one=one.column.name,
                other=other.column.name,
                where=where,
            ),
            phrase("Verdrahtung oder Zuordnung der Sensoren prüfen."),
            start=moment,
        )


def twins(columns: Sequence[Column]) -> Iterator[Finding]:
    """Numeric columns that say the same: one of them is enough."""
    numeric = [
        each
        for each in columns
        if each.kind is ColumnKind.NUMBER and each.distinct > 10 and each.missing_share < 0.5
    ][:_MOST_COMPARED]
    if len(numeric) < 2:
        return
    step = max(1, numeric[0].numbers.size // _SAMPLE)
    grid = np.array([each.numbers[::step] for each in numeric])
    usable = ~np.isnan(grid).any(axis=0)
    if usable.sum() < 30:
        return
    part = grid[:, usable]
    moving = part.std(axis=1) > 0
    with np.errstate(invalid="ignore", divide="ignore"):
        alike = np.abs(np.corrcoef(part))
    told: set[int] = set()
    for one, other in combinations(range(len(numeric)), 2):
        if other in told or not (moving[one] and moving[other]) or alike[one, other] < _ALIKE:
            continue
        told.add(other)
        yield Finding(
            FindingKind.REDUNDANT,
            Severity.FACT,
            (numeric[other].name, numeric[one].name),
            phrase("sagt dasselbe wie „{name}“", name=numeric[one].name),
        )


def repeated_rows(columns: Sequence[Column], texts: NDArray[np.int64] | None) -> Iterator[Finding]:
    """Rows that stand there more than once in every column."""
    rows = columns[0].missing.size
    if any(each.distinct == rows for each in columns):
        return
    parts = [each.numbers for each in columns if each.numbers.size]
    grid = np.column_stack([*parts, *([texts] if texts is not None else [])])
    grid = np.where(np.isnan(grid), -1.2345e300, grid)
    packed = np.ascontiguousarray(grid).view(f"V{grid.shape[1] * grid.itemsize}").ravel()
    twice = rows - np.unique(packed).size
    share = twice / rows
    # A table of few categories repeats itself by nature.
    if share < 0.001 or _poor(columns, rows):
        return
    yield Finding(
        FindingKind.DUPLICATE_ROWS,
        Severity.NOTE if share < 0.05 else Severity.GRAVE,
        (),
        plural_phrase(
            "{n} Zeile steht mehrfach da ({share})",
            "{n} Zeilen stehen mehrfach da ({share})",
            twice,
            share=percent(share),
        ),
        phrase("Doppelte Zeilen vor dem Lernen entfernen."),
        share=share,
    )


def _poor(columns: Sequence[Column], rows: int) -> bool:
    """Whether the columns together have so few values that equal rows are to be expected."""
    if len(columns) < _TELLING:
        return True
    kinds = sum(np.log(max(1, each.distinct)) for each in columns)
    return bool(kinds < np.log(max(2, rows)) + 3)


def missing_together(columns: Sequence[Column]) -> Iterator[Finding]:
    """Groups of columns whose values are missing in the same rows."""
    groups: dict[bytes, list[str]] = {}
    for each in columns:
        if _TOGETHER <= each.missing_share < 1:
            groups.setdefault(np.packbits(each.missing).tobytes(), []).append(each.name)
    shares = {each.name: each.missing_share for each in columns}
    for names in groups.values():
        if len(names) > 1:
            yield Finding(
                FindingKind.MISSING_TOGETHER,
                Severity.FACT,
                tuple(names),
                phrase(
                    "{names} fehlen stets gemeinsam ({share})",
                    names=Joined(tuple(names[:6])),
                    share=percent(shares[names[0]]),
                ),
                phrase("Wahrscheinlich eine gemeinsame Quelle; dort nach der Ursache suchen."),
                share=shares[names[0]],
            )


def keys(columns: Sequence[Column]) -> Iterator[Finding]:
    """Columns that name each row: candidates for a key."""
    rows = columns[0].missing.size
    for each in columns:
        whole = each.kind is ColumnKind.NUMBER and bool(
            (each.present == np.round(each.present)).all()
        )
        if each.filled == rows == each.distinct and (each.kind is ColumnKind.TEXT or whole):
            yield Finding(
                FindingKind.KEY,
                Severity.FACT,
                (each.name,),
                phrase("eindeutig je Zeile, taugt als Schlüssel"),
            )
