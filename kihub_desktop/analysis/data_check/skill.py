"""How much better than the naive forecast: skill with an interval, from predictions out of fold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Fold = NDArray[np.int64]
RESAMPLES = 300
_BLOCKS = 40
_STUDENT = {2: 12.71, 3: 4.30, 4: 3.18, 5: 2.78}
"""97.5 % of Student's t for so many folds: few folds say little about their spread."""


@dataclass(frozen=True)
class Skill:
    """1 − error / error of the naive forecast, with a 95 % interval; 0 is no better than naive.

    Amounts: mean absolute error against the median of the training rows. Classes: 1 − AUC
    against 0.5, mean over classes and folds.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Predictions:
    """Rows that were predicted by a model that had not seen them: truth, prediction, naive one.

    `predicted` is (n,) for amounts and (n, classes) for classes; `fold` (n,) says by which.
    """

    truth: Floats
    predicted: Floats
    naive: Floats
    fold: Fold
    blocks: Fold

    def taken(self, rows: NDArray[np.intp]) -> Predictions:
        return Predictions(
            self.truth[rows], self.predicted[rows], self.naive[rows],
            self.fold[rows], self.blocks[rows],
        )  # fmt: skip


def skill_of(found: Predictions, seed: int) -> Skill:
    """The skill, and an interval from resampled blocks of rows widened by the folds' spread."""
    value = point(found)
    random = np.random.default_rng(seed)
    names, places = np.unique(found.blocks, return_inverse=True)
    members = [np.flatnonzero(places == each) for each in range(names.size)]
    drawn = []
    for _round in range(RESAMPLES):
        chosen = random.integers(0, names.size, names.size)
        again = point(found.taken(np.concatenate([members[each] for each in chosen])))
        if np.isfinite(again):
            drawn.append(again)
    resampled = float(np.std(drawn)) if drawn else 0.0
    folds = [point(found.taken(np.flatnonzero(found.fold == each))) for each in _folds(found)]
    known = [each for each in folds if np.isfinite(each)]
    between = float(np.std(known, ddof=1) / np.sqrt(len(known))) if len(known) > 1 else 0.0
    width = float(np.hypot(1.96 * resampled, _STUDENT.get(len(known), 1.96) * between))
    return Skill(value, value - width, min(1.0, value + width))


def blocks_of(count: int, groups: NDArray[np.int64] | None) -> Fold:
    """Which rows are resampled together: neighbours in order, or groups."""
    if groups is not None:
        return groups.astype(np.int64)
    return (np.arange(count) * min(_BLOCKS, count) // max(1, count)).astype(np.int64)


def point(found: Predictions) -> float:
    """The skill of these predictions; NaN where it cannot be said."""
    if found.predicted.ndim == 1:
        naive = float(np.abs(found.truth - found.naive).sum())
        error = float(np.abs(found.truth - found.predicted).sum())
        return 1 - error / naive if naive > 0 else float("nan")
    scores, weights = [], []
    for fold in _folds(found):
        rows = found.fold == fold
        area = mean_auc(found.truth[rows], found.predicted[rows])
        if np.isfinite(area):
            scores.append(2 * area - 1)
            weights.append(int(rows.sum()))
    return float(np.average(scores, weights=weights)) if scores else float("nan")


def _folds(found: Predictions) -> list[int]:
    return [int(each) for each in np.unique(found.fold)]


def mean_auc(truth: Floats, chances: Floats) -> float:
    """The area under the curve, each class against the rest, averaged; NaN for a single class."""
    areas = []
    classes = range(chances.shape[1]) if chances.shape[1] > 2 else (1,)
    for each in classes:
        area = auc(truth == each, chances[:, each])
        if np.isfinite(area):
            areas.append(area)
    return float(np.mean(areas)) if areas else float("nan")


def auc(positive: NDArray[np.bool_], scores: Floats) -> float:
    """Mann-Whitney: the chance that a positive row is ranked above a negative one."""
    count = int(positive.sum())
    if count in {0, positive.size}:
        return float("nan")
    order = np.argsort(scores, kind="stable")
    sorted_scores = scores[order]
    edges = np.flatnonzero(np.diff(sorted_scores)) + 1
    starts = np.concatenate(([0], edges))
    ends = np.concatenate((edges, [scores.size]))
    mean_rank = (starts + ends + 1) / 2
    ranks = np.empty(scores.size)
    ranks[order] = np.repeat(mean_rank, ends - starts)
    total = float(ranks[positive].sum()) - count * (count + 1) / 2
    return total / (count * (positive.size - count))
