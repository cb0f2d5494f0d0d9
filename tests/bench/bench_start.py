"""Start of the program against an empty Qt window, and to the list of companies."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from kihub_desktop.services.sample import load_sample
from kihub_desktop.store.workspace import Surroundings, create_workspace

PASSPHRASE = "nur für die Messung gut"
ROUNDS = 7


def measure() -> dict[str, float]:
    """Milliseconds from process start: bare Qt window, unlock window, company list (medians).

    The list includes opening with the full cost of Argon2id; its aim is 1,000 ms without the
    time a person types.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        around = Surroundings(folder / "KI-HUB Werkbank" / "devices")
        with create_workspace(folder / "Bench.kihub", PASSPHRASE, around) as workspace:
            load_sample(workspace, date(2026, 11, 23))
        return {
            "bare window": _median("bare", "bare", folder),
            "unlock window": _median("unlock", "unlock", folder),
            "company list": _median("list", "list", folder),
        }


def _median(mode: str, line: str, folder: Path) -> float:
    return statistics.median(_once(mode, line, folder) for _ in range(ROUNDS))


def _once(mode: str, line: str, folder: Path) -> float:
    own = {"KIHUB_BENCH_START": str(time.monotonic()), "XDG_DATA_HOME": str(folder)}
    environment = {**os.environ, **own}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.starting", mode, str(folder), PASSPHRASE],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    found = [text.split() for text in done.stdout.splitlines()]
    return next(float(value) for name, value in found if name == line)
