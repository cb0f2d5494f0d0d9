"""100,000 × 20 as CSV: the profile against bare reading, and against a peer if there is one."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kihub_desktop.analysis.data_check.profile import profile_of
from kihub_desktop.imports.frames import read_sample

ROWS, COLUMNS = 100_000, 20
ROUNDS = 3
_TODAY = date(2026, 11, 23)
PEERS = Path(__file__).parents[2] / "build" / "peers" / "bin" / "python"
_PEER = """
import sys, time
import pandas as pd
from ydata_profiling import ProfileReport
began = time.process_time()
report = ProfileReport(pd.read_csv(sys.argv[1]), minimal=True, progress_bar=False)
report.get_description()
described = time.process_time() - began
report.to_html()
print(described, time.process_time() - began)
"""


def measure() -> dict[str, float]:
    """CPU seconds of reading, of reading and profiling, and of the peer if it is installed.

    The work is done by one thread; its own time does not depend on what else the machine does.
    `make peers` installs the peer beside the product, whose pandas is too new for it.
    """
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "spindel.csv"
        _table().to_csv(path, index=False)
        reading, profiling = _in_turn(lambda: pd.read_csv(path), lambda: _profile(path))
        found = {"read": reading, "profile": profiling}
        if PEERS.exists():
            done = subprocess.run(
                [PEERS, "-c", _PEER, path], capture_output=True, text=True, check=True
            )
            described, reported = done.stdout.splitlines()[-1].split()
            found |= {"peer described": float(described), "peer reported": float(reported)}
        return found


def _table() -> pd.DataFrame:
    """A time, sixteen sensors, a category, a flag and a text."""
    random = np.random.default_rng(1)
    parts: dict[str, Any] = {"zeit": pd.date_range("2024-01-01", periods=ROWS, freq="5min")}
    for number in range(COLUMNS - 4):
        parts[f"sensor_{number} [mm]"] = random.normal(100, 5, ROWS).round(3)
    parts["programm"] = random.choice(["P-100", "P-210", "P-315"], ROWS)
    parts["ausfall"] = random.choice(["ja", "nein"], ROWS, p=[0.02, 0.98])
    parts["auftrag"] = [f"A-{number // 40:06}" for number in range(ROWS)]
    return pd.DataFrame(parts)


def _profile(path: Path) -> None:
    sample = read_sample(path)
    profile_of(sample.frame, sample.block, sample.origin, _TODAY)


def _in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Medians of both, round by round, so that a busy machine slows both alike."""
    pairs = [(_seconds(one), _seconds(other)) for _round in range(ROUNDS)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
