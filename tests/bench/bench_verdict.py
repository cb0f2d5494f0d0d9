"""All verdicts of the sample firm anew after one answer, against one bare judgement."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer
from kihub_desktop.analysis.verdict.inputs import UseCaseInput
from kihub_desktop.analysis.verdict.judge import judge
from kihub_desktop.analysis.verdict.outcome import Engine
from kihub_desktop.analysis.verdict.scale import Archetype
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level, Stage
from tests.services.golden_report import TODAY, firm, sample_services

ROUNDS = 200
QUESTION = "D5.2"


def measure() -> dict[str, float]:
    """Milliseconds: reading anew after a save, readiness and all verdicts; gaps; one judgement.

    `processor` is the time without waiting for other programs.

    Between two rounds one answer changes that all use cases read. The simulations of the five
    business cases are taken over, because none of their inputs changed.
    """
    with tempfile.TemporaryDirectory() as name:
        services = sample_services(Path(name))
        with services.workspace:
            company = firm(services)
            services.feasibility.all_judged(company)  # the simulations, once
            engine = Engine(services.feasibility.method)
            whole, work, gaps, bare = [], [], [], []
            for place in range(ROUNDS):
                _answer(services, company, place)
                begin = time.process_time()
                whole.append(_timed(lambda: _whole(services, company)))
                work.append((time.process_time() - begin) * 1000)
                gaps.append(_timed(lambda: services.feasibility.gaps(company)))
                bare.append(_timed(partial(judge, _full(place), engine, TODAY)))
            cases = len(services.feasibility.all_judged(company))
    return {
        "cases": cases,
        "median": statistics.median(whole),
        "p99": statistics.quantiles(whole, n=100)[98],
        "processor": statistics.median(work),
        "gaps": statistics.median(gaps),
        "bare": statistics.median(bare),
    }


def _answer(services: Services, company: UUID, place: int) -> None:
    as_of = services.feasibility.readiness(company).as_of
    stage = services.feasibility.readiness(company).stage
    level = Level(str(2 + place % 3))
    services.interviews.answer(company, stage or Stage.T0, QUESTION, as_of, TODAY, level=level)


def _whole(services: Services, company: UUID) -> None:
    services.feasibility.readiness(company)
    services.feasibility.all_judged(company)


def _full(place: int) -> UseCaseInput:
    levels = {
        f"D{dimension}.{index}": IndicatorAnswer(float(2 + place % 3))
        for dimension in range(1, 8)
        for index in range(1, 7)
    }
    return UseCaseInput("bare", "Bare", Archetype.PREDICTIVE_MAINTENANCE, levels)


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000
