"""Target and features for the baseline, rows along the time axis, and how they are to be split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.columns import Column, ColumnKind
from kihub_desktop.analysis.data_check.timeline import Timeline

if TYPE_CHECKING:
    from pandas import DataFrame

Floats = NDArray[np.float64]
Groups = NDArray[np.int64]
MOST_ROWS = 20_000
MOST_FEATURES = 200
MOST_CLASSES = 20
_MOST_GROUPS_SHARE = 0.5
_PURE = 0.98


class Task(StrEnum):
    """What is to be predicted: an amount, or which of several classes."""

    AMOUNT = "amount"
    CLASSES = "classes"


class Split(StrEnum):
    """How training and test are kept apart, as the data demand."""

    TIME = "time"
    GROUPS = "groups"
    RANDOM = "random"


@dataclass(frozen=True, eq=False)
class LearningTask:
    """Rows (n,) to learn from: `x` (n, m) with NaN where missing, `y` (n,) amounts or codes.

    `categorical` (m,) marks columns of codes; `groups` (n,) keep rows of one batch together.
    """

    names: tuple[str, ...]
    x: Floats
    y: Floats
    categorical: NDArray[np.bool_]
    task: Task
    labels: tuple[str, ...]
    split: Split
    groups: Groups | None
    group_column: str = ""
    labelled_share: float = 1.0


def task_of(column: Column) -> Task | None:
    """What a column can be as a target; None if nothing can be predicted from it."""
    if column.kind in {ColumnKind.FLAG, ColumnKind.CATEGORY}:
        return Task.CLASSES if 2 <= column.distinct <= MOST_CLASSES else None
    if column.kind is not ColumnKind.NUMBER or column.distinct < 2:
        return None
    return Task.CLASSES if column.distinct <= 3 else Task.AMOUNT


def learning_task(
    frame: DataFrame,
    columns: Sequence[Column],
    line: Timeline,
    target: Column,
    excluded: frozenset[str],
    group: str = "",
) -> LearningTask:
    """Features and target of the labelled rows, in the order of the time axis if there is one.

    More than 20,000 rows are thinned evenly. Texts, keys and `excluded` columns are left out.
    """
    task = task_of(target)
    if task is None:
        raise ValueError(f"{target.name} is no target")
    order = line.order[~target.missing[line.order]]
    rows = order[:: max(1, -(-order.size // MOST_ROWS))]
    used = [each for each in columns if _is_feature(each, target, excluded)][:MOST_FEATURES]
    parts = [each.numbers[rows] for each in used]
    names = [each.name for each in used]
    coded = [each.kind in {ColumnKind.CATEGORY, ColumnKind.FLAG} for each in used]
    for name, values in _clock(columns, line, rows):
        names.append(name)
        parts.append(values)
        coded.append(False)
    y, labels = _target(target, rows, task)
    found = _groups(frame, columns, rows, y, task, group) if line.axis is None or group else None
    split = Split.TIME if line.axis is not None and not group else Split.RANDOM
    return LearningTask(
        names=tuple(names),
        x=np.column_stack(parts) if parts else np.empty((rows.size, 0)),
        y=y,
        categorical=np.array(coded, dtype=bool),
        task=task,
        labels=labels,
        split=Split.GROUPS if found is not None else split,
        groups=None if found is None else found[1],
        group_column="" if found is None else found[0],
        labelled_share=1 - target.missing_share,
    )


def _is_feature(column: Column, target: Column, excluded: frozenset[str]) -> bool:
    if column.name == target.name or column.name in excluded or column.distinct < 2:
        return False
    if column.kind not in {ColumnKind.NUMBER, ColumnKind.CATEGORY, ColumnKind.FLAG}:
        return False
    whole = column.kind is ColumnKind.NUMBER and bool(
        (column.present == np.round(column.present)).all()
    )
    is_key = whole and column.distinct == column.filled and column.filled > 50
    return not is_key and column.missing_share < 0.98


def _clock(
    columns: Sequence[Column], line: Timeline, rows: NDArray[np.intp]
) -> Iterator[tuple[str, Floats]]:
    """Hour and weekday of the axis: what shifts and weeks explain."""
    if line.axis is None:
        return
    axis = next(each for each in columns if each.name == line.axis.column)
    seconds = axis.numbers[rows]
    if line.axis.step < 43_200:
        yield "Uhrzeit", np.floor(np.mod(seconds, 86_400) / 3_600)
    if (line.axis.end - line.axis.start).days >= 14:
        yield "Wochentag", np.mod(np.floor(seconds / 86_400) + 3, 7)


def _target(target: Column, rows: NDArray[np.intp], task: Task) -> tuple[Floats, tuple[str, ...]]:
    y = target.numbers[rows]
    if task is Task.AMOUNT:
        return y, ()
    classes, codes = np.unique(y, return_inverse=True)
    labels = tuple(target.labels[int(each)] if target.labels else f"{each:g}" for each in classes)
    return codes.astype(np.float64), labels


def _groups(
    frame: DataFrame,
    columns: Sequence[Column],
    rows: NDArray[np.intp],
    y: Floats,
    task: Task,
    wanted: str,
) -> tuple[str, Groups] | None:
    """Rows that belong together: the named column, else one within which the target is the same."""
    for place, column in enumerate(columns):
        if wanted and column.name != wanted:
            continue
        if not wanted and not 5 <= column.distinct <= _MOST_GROUPS_SHARE * rows.size:
            continue
        if not wanted and column.kind not in {ColumnKind.TEXT, ColumnKind.CATEGORY}:
            continue
        codes = _codes(frame.iloc[:, place])[rows]
        if wanted or _same_within(codes, y, task):
            return column.name, codes
    return None


def _codes(series: Any) -> Groups:
    import pandas as pd

    codes: Groups = pd.factorize(series)[0].astype(np.int64)
    return codes


def _same_within(codes: Groups, y: Floats, task: Task) -> bool:
    """Whether rows of a group share their target, beyond what chance would bring."""
    sizes = np.bincount(codes[codes >= 0])
    if sizes.size < 5 or np.median(sizes) < 2:
        return False
    if task is Task.CLASSES:
        pure = _purity(codes, y.astype(np.int64))
        most = np.bincount(y.astype(np.int64)).max() / y.size
        return pure >= _PURE and most < 0.9
    sums = np.bincount(codes[codes >= 0], y[codes >= 0])
    means = sums / np.maximum(1, sizes)
    within = np.mean((y[codes >= 0] - means[codes[codes >= 0]]) ** 2)
    return bool(within < 0.02 * max(y.var(), 1e-300))


def _purity(codes: Groups, y: NDArray[np.int64]) -> float:
    known = codes >= 0
    table = np.zeros((codes.max() + 1, y.max() + 1))
    np.add.at(table, (codes[known], y[known]), 1)
    return float(table.max(axis=1).sum() / known.sum())
