"""SMAA of 100,000 samples, 12 use cases and 8 criteria against bare numpy and a pymcdm loop."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray
from pymcdm.methods import WSM

from kihub_desktop.analysis.ranking.smaa import Ratings, acceptability

SAMPLES, USE_CASES, CRITERIA = 100_000, 12, 8
LOOPED = 500
LEAST_FASTER, MOST_SLOWER = 50, 2
_ROUNDS = 5


def bare_numpy(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Drawing, weighing, sorting and counting of all samples at once: nothing else."""
    random = np.random.default_rng(1)
    weights = random.standard_exponential((SAMPLES, CRITERIA))
    weights /= weights.sum(axis=1, keepdims=True)
    order = np.argsort(-(weights @ values.T), axis=1)
    return np.stack(
        [np.bincount(order[:, place], minlength=USE_CASES) for place in range(USE_CASES)], axis=1
    )


def pymcdm_loop(values: NDArray[np.float64], samples: int) -> NDArray[np.float64]:
    """One call of the library per sample."""
    weights = np.random.default_rng(1).dirichlet(np.ones(CRITERIA), samples)
    method, types = WSM(), np.ones(CRITERIA)
    places = np.zeros((USE_CASES, USE_CASES))
    for row in weights:
        order = np.argsort(-method(values, row, types))
        places[order, np.arange(USE_CASES)] += 1
    return places


def measure() -> dict[str, float]:
    """Seconds: the best of some rounds; the loop's from 500 calls, times 200."""
    values = np.random.default_rng(7).random((USE_CASES, CRITERIA))
    certain = Ratings.certain(values)
    best = {"bare": float("inf"), "smaa": float("inf"), "loop": float("inf")}
    for _round in range(_ROUNDS):
        start = time.perf_counter()
        bare_numpy(values)
        bare = time.perf_counter()
        acceptability(certain, samples=SAMPLES)
        smaa = time.perf_counter()
        pymcdm_loop(values, LOOPED)
        end = time.perf_counter()
        for name, took in (
            ("bare", bare - start),
            ("smaa", smaa - bare),
            ("loop", (end - smaa) * SAMPLES / LOOPED),
        ):
            best[name] = min(best[name], took)
    return best


def lines() -> list[tuple[str, str, str]]:
    found = measure()
    return [
        ("SMAA / bare numpy", f"{found['smaa'] / found['bare']:.2f}x", f"aim <= {MOST_SLOWER}x"),
        (
            f"pymcdm loop (extrapolated from {LOOPED} calls) / SMAA",
            f"{found['loop'] / found['smaa']:.0f}x",
            f"aim >= {LEAST_FASTER}x",
        ),
        ("SMAA", f"{found['smaa'] * 1000:.0f} ms", ""),
    ]


if __name__ == "__main__":
    for name, figure, aim in lines():
        print(f"{name}: {figure} {aim}")
