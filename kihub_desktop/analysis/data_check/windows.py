"""A column along the rows in windows: medians, noise, and where the level jumps or drifts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST_WINDOWS = 192
FEWEST_WINDOWS = 24
_FEWEST_ROWS = 8
_MAD = 1.4826
_JUMP_RATIO = 8.0
_JUMP_NOISE = 2.0
_DRIFT_NOISE = 2.5
_DRIFT_ORDER = 0.9
_SMALL = 1e-12


@dataclass(frozen=True, eq=False)
class Windows:
    """`medians` and `noise` (w,) of w windows of `size` rows each; NaN where too little is there.

    `noise` is the robust deviation inside a window.
    """

    size: int
    medians: Floats
    noise: Floats

    @property
    def usual_noise(self) -> float:
        known = self.noise[~np.isnan(self.noise)]
        return float(np.median(known)) if known.size else 0.0


@dataclass(frozen=True)
class Jump:
    """The level changes once and for all at row `place`: before, after, and by which factor.

    `factor` is None where only the level moved; else the spread changed by the same factor.
    """

    window: int
    place: int
    before: float
    after: float
    factor: float | None


def windows_of(values: Floats) -> Windows | None:
    """Windows over values (n,) in the order of the rows; None for too few rows."""
    count = min(MOST_WINDOWS, values.size // _FEWEST_ROWS)
    if count < FEWEST_WINDOWS:
        return None
    size = values.size // count
    grid = values[: count * size].reshape(count, size)
    missing = np.isnan(grid)
    if not missing.any():
        medians = np.median(grid, axis=1)
        noise = np.median(np.abs(grid - medians[:, None]), axis=1)
        return Windows(size, medians, _MAD * noise)
    enough = (~missing).mean(axis=1) >= 0.3
    medians, noise = np.full(count, np.nan), np.full(count, np.nan)
    if enough.any():
        medians[enough] = np.nanmedian(grid[enough], axis=1)
        noise[enough] = _MAD * np.nanmedian(np.abs(grid[enough] - medians[enough][:, None]), axis=1)
    return Windows(size, medians, noise)


def jump_of(windows: Windows) -> Jump | None:
    """The one place at which the level changes far more than anywhere else; None if there is none.

    The step has to be at least twice the noise inside the windows, eight times what the level
    moves elsewhere over the same distance, and to happen within two windows.
    """
    known = np.flatnonzero(~np.isnan(windows.medians))
    medians = windows.medians[known]
    count = medians.size
    reach = max(4, count // 12)
    if count < FEWEST_WINDOWS:
        return None
    places = np.arange(reach, count - reach)
    levels = np.median(np.lib.stride_tricks.sliding_window_view(medians, reach), axis=1)
    steps = levels[places] - levels[places - reach]
    best = int(np.argmax(np.abs(steps)))
    place, step = int(places[best]), float(steps[best])
    far = np.abs(places - place) > 2 * reach
    elsewhere = np.median(np.abs(steps[far])) if far.sum() >= 4 else np.median(np.abs(steps))
    wobble = _MAD * float(np.median(np.abs(np.diff(medians))))
    floor = max(_MAD * float(elsewhere), wobble, _SMALL)
    if abs(step) < _JUMP_RATIO * floor or abs(step) < _JUMP_NOISE * windows.usual_noise:
        return None
    sharp = _sharpest(medians, place, reach)
    if abs(medians[min(count - 1, sharp + 1)] - medians[sharp - 2]) < 0.7 * abs(step):
        return None
    before, after = _levels(medians, sharp)
    if not _stays(medians, sharp, before, after):
        return None
    window = int(known[sharp])
    noise = windows.noise[known]
    factor = _factor(before, after, noise[:sharp], noise[sharp:])
    return Jump(window, window * windows.size, before, after, factor)


def _sharpest(medians: Floats, place: int, reach: int) -> int:
    around = np.arange(max(2, place - reach), min(medians.size - 1, place + reach))
    return int(around[np.argmax(np.abs(medians[around] - medians[around - 1]))])


def _levels(medians: Floats, place: int) -> tuple[float, float]:
    return float(np.median(medians[:place])), float(np.median(medians[place:]))


def _stays(medians: Floats, place: int, before: float, after: float) -> bool:
    """Whether both sides keep to their level, so that it is no pulse and no wave."""
    middle = (before + after) / 2
    above = medians > middle
    return bool(above[:place].mean() < 0.1 and above[place:].mean() > 0.9) or bool(
        above[:place].mean() > 0.9 and above[place:].mean() < 0.1
    )


def _factor(before: float, after: float, noise_before: Floats, noise_after: Floats) -> float | None:
    if before * after <= 0 or abs(before) < _SMALL:
        return None
    factor = after / before
    calm, later = float(np.nanmedian(noise_before)), float(np.nanmedian(noise_after))
    if calm < _SMALL or later < _SMALL or abs(np.log(factor)) < np.log(1.2):
        return None
    return factor if abs(np.log(later / calm / factor)) < np.log(1.35) else None


def drift_of(windows: Windows) -> float | None:
    """By how much the level has crept from the first to the last tenth; None if it has not.

    The order of the window medians has to follow the rows closely (Spearman 0.9), and the way to
    be at least 2.5 times the noise inside the windows.
    """
    medians = windows.medians[~np.isnan(windows.medians)]
    if medians.size < FEWEST_WINDOWS:
        return None
    ranks = np.argsort(np.argsort(medians))
    order = float(np.corrcoef(ranks, np.arange(medians.size))[0, 1])
    tenth = max(2, medians.size // 10)
    way = float(np.median(medians[-tenth:]) - np.median(medians[:tenth]))
    if abs(order) < _DRIFT_ORDER or abs(way) < _DRIFT_NOISE * max(windows.usual_noise, _SMALL):
        return None
    return way


def course_of(values: Floats, points: int = 96, *, mean: bool = False) -> tuple[float | None, ...]:
    """At most so many medians (or means) over values (n,) in their order; None where missing."""
    if values.size == 0:
        return ()
    count = min(points, values.size)
    size = values.size // count
    grid = values[: count * size].reshape(count, size)
    missing = np.isnan(grid)
    middle = np.nanmean if mean else np.nanmedian
    if not missing.any():
        return tuple(map(float, grid.mean(axis=1) if mean else np.median(grid, axis=1)))
    shown = (~missing).mean(axis=1) > 0.2
    medians = np.full(count, np.nan)
    if shown.any():
        medians[shown] = middle(grid[shown], axis=1)
    return tuple(None if np.isnan(each) else float(each) for each in medians)
