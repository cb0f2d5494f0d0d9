"""Monte Carlo of 20 lines and 100,000 draws against bare numpy doing the same arithmetic."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from kihub_desktop.analysis.economics.assessment import assess
from kihub_desktop.analysis.economics.case import BusinessCase, CashLine, Side, ThreePoint
from kihub_desktop.analysis.economics.estimates import pert_shape
from kihub_desktop.analysis.economics.simulation import simulate

LIMIT = 1.5
_ROUNDS = 7
_LINES, _DRAWS, _YEARS, _RATE = 20, 100_000, 5, 0.08


def twenty_lines() -> BusinessCase:
    lines = (
        CashLine(
            id=f"line{i}",
            label=f"line{i}",
            side=Side.COST if i % 2 else Side.BENEFIT,
            first_year=i % 3,
            last_year=_YEARS,
            quantity=ThreePoint(10, 20 + i / 3, 40),
        )
        for i in range(_LINES)
    )
    return BusinessCase(tuple(lines), _YEARS, _RATE, draws=_DRAWS)


def with_drivers(case: BusinessCase) -> BusinessCase:
    """The same lines, all following one of two drivers."""
    return replace(
        case,
        lines=tuple(
            replace(line, driver=f"driver{i % 2}", coupling=0.5)
            for i, line in enumerate(case.lines)
        ),
    )


def bare_numpy(case: BusinessCase) -> float:
    """`rng.beta` per line, scaled, discounted, summed: nothing else."""
    random = np.random.Generator(np.random.PCG64(case.seed))
    factors = (1 + case.discount_rate) ** -np.arange(case.horizon_years + 1.0)
    total = np.zeros(case.draws)
    for line in case.lines:
        alpha, beta = pert_shape(line.quantity)
        values = random.beta(alpha, beta, case.draws)
        values = values * (line.quantity.high - line.quantity.low) + line.quantity.low
        total += values * (line.side.sign * factors[line.first_year :].sum())
    return float(total.mean())


def ratios() -> dict[str, float]:
    """Best time of each way over the best time of bare numpy, measured in turn."""
    case = twenty_lines()
    coupled = with_drivers(case)
    ways: dict[str, Callable[[], object]] = {
        "bare": lambda: bare_numpy(case),
        "simulate": lambda: simulate(case),
        "simulate with drivers": lambda: simulate(coupled),
        "assess": lambda: assess(case, least_stake=1000),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(_ROUNDS):
        for name, run in ways.items():
            start = time.perf_counter()
            run()
            best[name] = min(best[name], time.perf_counter() - start)
    return {name: best[name] / best["bare"] for name in ways if name != "bare"}


if __name__ == "__main__":
    for name, ratio in ratios().items():
        print(f"{name}: {ratio:.2f} x bare numpy")
