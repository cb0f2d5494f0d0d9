"""The legal check of the 23 reference cases, and loading the law catalogue."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

from kihub_desktop.analysis.law.check import check_law
from kihub_desktop.analysis.law.engine import LawEngine
from kihub_desktop.analysis.law.questions import next_questions
from kihub_desktop.catalogues.law import load_law
from kihub_desktop.paths import resources
from tests.unit.analysis.law_cases import CASES, TODAY

ROUNDS = 20
OWN = resources() / "catalogues" / "law.yaml"


def measure() -> dict[str, float]:
    """Milliseconds of processor time, medians: a known and an unknown case, questions, loading.

    Nothing here waits for a disk or another thread, so the processor's time is the whole time on a
    machine that is not busy otherwise.

    `bare` is working out all conditions alone, without wording any result.
    """
    engine = LawEngine(load_law(OWN))
    known = [case.facts for case in CASES] * ROUNDS
    return {
        "check": statistics.median(
            _timed(partial(check_law, facts, engine, TODAY)) for facts in known
        ),
        "bare": statistics.median(_timed(partial(engine.truths, facts, TODAY)) for facts in known),
        "unknown": _median(lambda: check_law({}, engine, TODAY)),
        "questions": _median(lambda: next_questions({}, engine, TODAY)),
        "load": _median(lambda: LawEngine(load_law(OWN))),
    }


def _median(step: Callable[[], object]) -> float:
    return statistics.median(_timed(step) for _ in range(ROUNDS))


def _timed(step: Callable[[], object]) -> float:
    begin = time.process_time()
    step()
    return (time.process_time() - begin) * 1000
