"""Columns that give the target away: known only afterwards, or the target in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.columns import Column, ColumnKind
from kihub_desktop.analysis.data_check.features import Task, task_of
from kihub_desktop.analysis.data_check.result import Finding, FindingKind, Severity
from kihub_desktop.analysis.data_check.skill import auc
from kihub_desktop.domain.phrases import phrase

Floats = NDArray[np.float64]
_BINS = 40
_LOOKED_AT = 20_000
_TELLING_AUC, _TELLING_SHARE = 0.985, 0.97
_FEWEST = 40


def leaks(columns: Sequence[Column], target: Column) -> Iterator[Finding]:
    """Columns that alone predict the target almost perfectly on rows not used for it."""
    task = task_of(target)
    if task is None:
        return
    step = max(1, target.numbers.size // _LOOKED_AT)
    y = target.numbers[::step]
    for column in columns:
        if column.name == target.name or column.numbers.size == 0 or column.distinct < 2:
            continue
        if column.kind is ColumnKind.TIME:
            continue
        if _telling(column.numbers[::step], y, task, column.kind):
            yield Finding(
                FindingKind.LEAK,
                Severity.GRAVE,
                (column.name,),
                phrase("verrät das Ziel"),
                phrase(
                    "Prüfen, ob der Wert erst nach dem Ereignis bekannt ist; wenn ja, darf das "
                    "Modell ihn nicht sehen."
                ),
            )


def _telling(x: Floats, y: Floats, task: Task, kind: ColumnKind) -> bool:
    known = ~np.isnan(x) & ~np.isnan(y)
    if known.sum() < _FEWEST or known.mean() < 0.2:
        return False
    x, y = x[known], y[known]
    bins = _binned(x, kind)
    half = np.arange(x.size) % 2 == 0
    if task is Task.AMOUNT:
        predicted = _means(bins[half], y[half], bins)
        rest = np.square(y - predicted)[~half].mean()
        return bool(rest < (1 - _TELLING_SHARE) * np.var(y[~half]) and np.unique(bins).size > 2)
    areas = []
    for each in np.unique(y)[:20]:
        positive = y == each
        chances = _means(bins[half], positive[half].astype(np.float64), bins)
        areas.append(auc(positive[~half], chances[~half]))
    found = [each for each in areas if np.isfinite(each)]
    return bool(found) and float(np.mean(found)) >= _TELLING_AUC


def _binned(x: Floats, kind: ColumnKind) -> NDArray[np.int64]:
    if kind is not ColumnKind.NUMBER or np.unique(x[:2_000]).size <= _BINS:
        return np.unique(x, return_inverse=True)[1].astype(np.int64)
    edges = np.unique(np.quantile(x, np.linspace(0, 1, _BINS + 1)[1:-1]))
    return np.searchsorted(edges, x).astype(np.int64)


def _means(bins: NDArray[np.int64], y: Floats, wanted: NDArray[np.int64]) -> Floats:
    """The mean of the target in each bin, at the wanted bins; the overall mean in empty ones."""
    size = int(max(bins.max(), wanted.max())) + 1
    counts = np.bincount(bins, minlength=size)
    sums = np.bincount(bins, y, minlength=size)
    means = np.where(counts > 0, sums / np.maximum(1, counts), y.mean())
    found: Floats = means[wanted]
    return found
