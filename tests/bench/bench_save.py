"""Saving one answer against one bare 4 KiB fdatasync on the same disk, in turns."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.services.interviews import InterviewService
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.workspace import Surroundings, create_workspace

ROUNDS = 2_000
TODAY = date(2026, 11, 23)


def measure() -> dict[str, float]:
    """Median and p99 in microseconds of a save through the service, and of a bare sync."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        around = Surroundings(folder / "anchors", key_cost=Argon2Cost(1, 64, 1))
        with create_workspace(folder / "Bench.kihub", "nur für die Messung", around) as workspace:
            company, _changes = CompanyService(workspace).create("Muster GmbH")
            interviews = InterviewService(workspace, "2026-11")
            handle = os.open(folder / "bare", os.O_CREAT | os.O_WRONLY)
            saves, syncs = _in_turns(interviews, company, handle)
            os.close(handle)
    return {
        "save median": statistics.median(saves),
        "save p99": statistics.quantiles(saves, n=100)[98],
        "fdatasync median": statistics.median(syncs),
        "fdatasync p99": statistics.quantiles(syncs, n=100)[98],
    }


def _in_turns(
    interviews: InterviewService, company: object, handle: int
) -> tuple[list[float], list[float]]:
    saves, syncs, block = [], [], os.urandom(4096)
    as_of = 0
    for place in range(ROUNDS):
        question = f"D{place % 7 + 1}.{place % 6 + 1}"
        level = Level(str(place % 5))
        begin = time.perf_counter()
        interviews.answer(company, Stage.T0, question, as_of, TODAY, level=level)  # type: ignore[arg-type]
        saves.append((time.perf_counter() - begin) * 1e6)
        begin = time.perf_counter()
        os.pwrite(handle, block, 4096 * (place % 64))
        os.fdatasync(handle)
        syncs.append((time.perf_counter() - begin) * 1e6)
    return saves[100:], syncs[100:]
