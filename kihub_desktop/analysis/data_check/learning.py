"""Can anything be learned at all? A gradient boosting baseline against the naive forecast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kihub_desktop.analysis.data_check.features import LearningTask, Split, Task
from kihub_desktop.analysis.data_check.skill import (
    Predictions,
    Skill,
    blocks_of,
    point,
    skill_of,
)
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
FOLDS = 5
SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)
FEWEST_ROWS, FEWEST_CASES = 60, 12
_REPEATS, _MOST_JUDGED, _MANY = 3, 3_000, 40
_STEPS = 3
_TWO_SIDED, _ONE_SIDED = 1.960, 1.645
CLEAR, ABOVE, NOTICEABLE = 0.10, 0.02, 0.10


class Learnable(StrEnum):
    """What the baseline says: `TOO_LITTLE` means that it could not be tried."""

    CLEARLY = "clearly"
    WEAKLY = "weakly"
    UNCERTAIN = "uncertain"
    NOT = "not"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True)
class CurvePoint:
    """The skill after training on so many rows."""

    rows: int
    skill: float


@dataclass(frozen=True)
class Learning:
    """What was tried and what came of it; skills as in `skill.Skill`.

    `doubled` is the skill to be expected of twice the rows (an extrapolation), `columns` the most
    useful ones with the skill that is lost without them. `last_value` is the skill of simply
    repeating the last known value (time-ordered amounts only).
    """

    task: Task
    split: Split
    group_column: str
    rows: int
    features: int
    verdict: Learnable
    skill: Skill | None = None
    curve: tuple[CurvePoint, ...] = ()
    doubled: float | None = None
    columns: tuple[tuple[str, float], ...] = ()
    classes: tuple[tuple[str, float], ...] = ()
    last_value: float | None = None


@dataclass(frozen=True, eq=False)
class _Fold:
    number: int
    train: Rows
    test: Rows
    curve: dict[float, float] = field(default_factory=dict)


def learn(given: LearningTask, seed: int = 1, progress: Progress = silent) -> Learning:
    """Tries a histogram gradient boosting with cross-validation as the data demand.

    Rows in time are tested on what comes later, groups are kept together. The same seed gives the
    same result. Cancelled from the progress.
    """
    if not _enough(given):
        return _without(given)
    import sklearn.ensemble  # noqa: F401 - the limit reaches only libraries that are loaded
    from threadpoolctl import threadpool_limits

    # Threads that wait for each other by spinning make a busy laptop many times slower.
    with threadpool_limits(1):
        return _tried(given, seed, progress)


def _tried(given: LearningTask, seed: int, progress: Progress) -> Learning:
    folds = list(_folds(given, seed))
    total = FOLDS + _STEPS
    parts: list[Predictions] = []
    models: list[tuple[_Fold, Any]] = []
    for done, fold in enumerate(folds):
        progress(done, total, phrase("Ein einfaches Modell wird geprüft"))
        model = _fitted(given, fold.train, seed)
        parts.append(_predictions(given, fold, model))
        models.append((fold, model))
    found = _joined(parts)
    skill = skill_of(found, seed)
    progress(FOLDS, total, phrase("Die Lernkurve wird geschätzt"))
    curve = _curve(given, folds[-1], models[-1][1], seed)
    progress(FOLDS + 2, total, phrase("Die nützlichsten Spalten werden gesucht"))
    return Learning(
        task=given.task,
        split=given.split,
        group_column=given.group_column,
        rows=given.y.size,
        features=given.x.shape[1],
        verdict=verdict_of(skill),
        skill=skill,
        curve=curve,
        doubled=_doubled(curve, skill),
        columns=_useful(given, models[-1], seed),
        classes=_classes(given),
        last_value=_last_value(given, found),
    )


def verdict_of(skill: Skill) -> Learnable:
    """Clearly above naive, above naive, perhaps, or not."""
    if not np.isfinite(skill.value):
        return Learnable.TOO_LITTLE
    if skill.low >= CLEAR:
        return Learnable.CLEARLY
    if skill.low > ABOVE:
        return Learnable.WEAKLY
    # One-sided: pure noise gets this far once in twenty times.
    promising = skill.value - skill.low < skill.value * _TWO_SIDED / _ONE_SIDED
    return Learnable.UNCERTAIN if promising and skill.value >= NOTICEABLE else Learnable.NOT


def _enough(given: LearningTask) -> bool:
    if given.y.size < FEWEST_ROWS or given.x.shape[1] == 0:
        return False
    if given.task is Task.AMOUNT:
        return bool(given.y.std() > 0)
    counts = np.bincount(given.y.astype(np.int64))
    return len(counts) > 1 and int(np.sort(counts)[-2]) >= FEWEST_CASES


def _without(given: LearningTask) -> Learning:
    return Learning(
        given.task, given.split, given.group_column, given.y.size, given.x.shape[1],
        Learnable.TOO_LITTLE, classes=_classes(given),
    )  # fmt: skip


def _classes(given: LearningTask) -> tuple[tuple[str, float], ...]:
    if given.task is Task.AMOUNT:
        return ()
    counts = np.bincount(given.y.astype(np.int64), minlength=len(given.labels))
    return tuple((n, float(c / given.y.size)) for n, c in zip(given.labels, counts, strict=True))


def _folds(given: LearningTask, seed: int) -> Iterator[_Fold]:
    from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold, TimeSeriesSplit

    rows = np.arange(given.y.size)
    codes = given.y.astype(np.int64) if given.task is Task.CLASSES else None
    if given.split is Split.TIME:
        gap = max(1, given.y.size // 100)
        splits = TimeSeriesSplit(n_splits=FOLDS, gap=gap).split(rows)
    elif given.groups is not None:
        count = min(FOLDS, len(np.unique(given.groups)))
        splits = GroupKFold(n_splits=count).split(rows, groups=given.groups)
    elif codes is not None:
        splits = StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(rows, codes)
    else:
        splits = KFold(FOLDS, shuffle=True, random_state=seed).split(rows)
    for number, (train, test) in enumerate(splits):
        yield _Fold(number, train, test)


def _model(given: LearningTask, rows: int, seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    options: dict[str, Any] = {
        "max_iter": 80,
        "learning_rate": 0.08,
        "max_leaf_nodes": 12,
        "min_samples_leaf": max(5, min(40, rows // 50)),
        "l2_regularization": 1.0,
        "early_stopping": False,
        "categorical_features": given.categorical if given.categorical.any() else None,
        "random_state": seed,
    }
    if given.task is Task.CLASSES:
        return HistGradientBoostingClassifier(**options)
    return HistGradientBoostingRegressor(loss="absolute_error", **options)


def _fitted(given: LearningTask, rows: Rows, seed: int) -> Any:
    y = given.y[rows]
    if given.task is Task.CLASSES:
        y = y.astype(np.int64)
        if len(np.unique(y)) < 2:
            return None  # the first rows in time hold one class only
    return _model(given, rows.size, seed).fit(given.x[rows], y)


def _predictions(given: LearningTask, fold: _Fold, model: Any) -> Predictions:
    truth = given.y[fold.test]
    blocks = blocks_of(given.y.size, given.groups)[fold.test]
    number = np.full(fold.test.size, fold.number, dtype=np.int64)
    if given.task is Task.AMOUNT:
        naive = np.full(fold.test.size, float(np.median(given.y[fold.train])))
        return Predictions(truth, model.predict(given.x[fold.test]), naive, number, blocks)
    chances = _chances(given, model, given.x[fold.test])
    return Predictions(truth, chances, np.zeros(fold.test.size), number, blocks)


def _chances(given: LearningTask, model: Any, x: Floats) -> Floats:
    """Chances of all classes (rows, classes), also of those that the training rows lacked."""
    chances = np.zeros((len(x), len(given.labels)))
    if model is not None:
        chances[:, model.classes_.astype(np.int64)] = model.predict_proba(x)
    return chances


def _joined(parts: list[Predictions]) -> Predictions:
    return Predictions(
        *(
            np.concatenate([getattr(each, name) for each in parts])
            for name in ("truth", "predicted", "naive", "fold", "blocks")
        )
    )


# -- how it grows, and what helps ---------------------------------------------------------------


def _curve(given: LearningTask, fold: _Fold, whole: Any, seed: int) -> tuple[CurvePoint, ...]:
    """Skill on the last fold after training on growing random parts of its training rows."""
    random = np.random.default_rng(seed)
    shuffled = random.permutation(fold.train)
    points = []
    for share in SHARES:
        rows = shuffled[: max(FEWEST_ROWS // 2, int(share * shuffled.size))]
        model = whole if share == 1.0 else _fitted(given, np.sort(rows), seed)
        value = point(_predictions(given, fold, model)) if model is not None else float("nan")
        if np.isfinite(value):
            points.append(CurvePoint(int(rows.size), value))
    return tuple(points)


def _doubled(curve: tuple[CurvePoint, ...], skill: Skill) -> float | None:
    """a + b·(2n)^(−1/2) fitted to the curve and laid through today's skill; never below it."""
    if len(curve) < 3:
        return None
    root = np.array([each.rows for each in curve], dtype=np.float64) ** -0.5
    slope, _level = np.polyfit(root, [each.skill for each in curve], 1)
    now, then = curve[-1].rows ** -0.5, (2 * curve[-1].rows) ** -0.5
    return float(min(1.0, skill.value + max(0.0, slope * (then - now))))


def _useful(
    given: LearningTask, last: tuple[_Fold, Any], seed: int
) -> tuple[tuple[str, float], ...]:
    """The columns whose shuffling costs most skill on the last fold, at most eight."""
    fold, model = last
    if model is None:
        return ()
    random = np.random.default_rng(seed)
    test = fold.test[:: max(1, fold.test.size // _MOST_JUDGED)]
    whole = _Fold(fold.number, fold.train, test)
    before = point(_predictions(given, whole, model))
    lost: list[tuple[str, float]] = []
    x = given.x[test]
    for place, name in enumerate(given.names):
        falls = []
        for _repeat in range(_REPEATS if len(given.names) <= _MANY else 1):
            shuffled = x.copy()
            shuffled[:, place] = random.permutation(shuffled[:, place])
            falls.append(before - _skill_on(given, whole, model, shuffled))
        lost.append((name, float(np.mean(falls))))
    helping = [each for each in lost if each[1] > 0.005]
    return tuple(sorted(helping, key=lambda each: -each[1])[:8])


def _skill_on(given: LearningTask, fold: _Fold, model: Any, x: Floats) -> float:
    truth = given.y[fold.test]
    number = np.zeros(fold.test.size, dtype=np.int64)
    if given.task is Task.AMOUNT:
        naive = np.full(fold.test.size, float(np.median(given.y[fold.train])))
        return point(Predictions(truth, model.predict(x), naive, number, number))
    chances = _chances(given, model, x)
    return point(Predictions(truth, chances, np.zeros(truth.size), number, number))


def _last_value(given: LearningTask, found: Predictions) -> float | None:
    """How far repeating the value of the row before gets, measured like the model."""
    if given.split is not Split.TIME or given.task is not Task.AMOUNT:
        return None
    repeated = np.concatenate(([found.truth[0]], found.truth[:-1]))
    return point(Predictions(found.truth, repeated, found.naive, found.fold, found.blocks))
