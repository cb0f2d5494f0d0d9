"""Loading each catalogue, warm and in a process of its own, against the aim of 150 ms.

In time of the processor: other programs of the machine do not count.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from kihub_desktop.catalogues.editions import Shelf
from kihub_desktop.catalogues.entries import forget_documents
from kihub_desktop.catalogues.freshness import all_entries
from kihub_desktop.catalogues.kinds import KINDS
from kihub_desktop.paths import resources

AIM_MS = 150
ROUNDS = 7
_COLD = """
import json, sys, time
from kihub_desktop.catalogues.editions import current, shelf
begin = time.process_time()
import kihub_desktop.catalogues.loading
imported = time.process_time()
shelf().current(sys.argv[1])
print(json.dumps([(imported - begin) * 1000, (time.process_time() - imported) * 1000]))
"""


def measure() -> dict[str, float]:
    """Milliseconds by kind, read and checked again in this process; `all` is one after another.

    `libraries` and `cold` are of a fresh process: the imports, then the law.
    `ageing` is the list of what ends soon or is stale over all kinds.
    """
    here = [
        each.kind for each in KINDS if (resources() / "catalogues" / f"{each.kind}.yaml").exists()
    ]
    found = {kind: _median(partial(_read, kind)) for kind in here}
    found["all"] = _median(lambda: [shelf.current(kind) for shelf in [_shelf()] for kind in here])
    found["ageing"] = _median(_ageing)
    cold = [_cold("law") for _round in range(3)]
    found["libraries"] = statistics.median(each[0] for each in cold)
    found["cold"] = statistics.median(each[1] for each in cold)
    return found


def _ageing() -> None:
    forget_documents()
    all_entries()


def _read(kind: str) -> None:
    _shelf().current(kind)


def _shelf() -> Shelf:
    return Shelf(resources() / "catalogues")


def _cold(kind: str) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _COLD, kind], capture_output=True, text=True, check=True
    )
    libraries, reading = json.loads(done.stdout)
    return libraries, reading


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        begin = time.process_time()
        work()
        taken.append((time.process_time() - begin) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:12} {value:7.1f} ms  {value / AIM_MS:5.2f} x aim")
