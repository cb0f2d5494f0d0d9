"""Push and pull of 10,000 operations on loopback, against bare inserts of the same bytes."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from kihub_desktop.store.workspace import wall_milliseconds
from kihub_hub.devices import issue_code
from kihub_hub.hub import open_hub
from kihub_hub.storage import sqlite_url
from tests.hub.stations import Clock, Laptop

OPERATIONS = 10_000
_ROUNDS = 15


def measure() -> dict[str, float]:
    """Operations per second, milliseconds of small exchanges, ratios to bare SQLite inserts.

    The hub is a process of its own with SQLite, both sides write durably, both workspaces are
    encrypted, and every chain head is signed.
    """
    with tempfile.TemporaryDirectory() as place, serving(Path(place)) as url:
        folder = Path(place)
        here, there = (enrolled(folder, url, name) for name in ("Laptop 01", "Laptop 02"))
        with here.workspace, there.workspace:
            company, _ = here.companies.create("Muster GmbH")
            here.sync()
            there.sync()
            here.write_many(company, OPERATIONS)
            rows = [(*key, body) for key, (body, _) in here.log().items()]
            bare = seconds(lambda: insert_bare(folder / "bare.db", rows))
            push, pull = seconds(here.sync), seconds(there.sync)
            assert len(there.log()) == OPERATIONS + 1
            idle = statistics.median(seconds(here.sync) for _ in range(_ROUNDS))
            small = statistics.median(edit_and_push(here, company, n) for n in range(_ROUNDS))
    return {
        "push operations/s": OPERATIONS / push,
        "pull operations/s": OPERATIONS / pull,
        "push / bare insert": push / bare,
        "pull / bare insert": pull / bare,
        "no-change exchange ms": 1000 * idle,
        "one edit ms": 1000 * small,
    }


def lines() -> list[tuple[str, str]]:
    """The figures in words."""
    found = measure()
    return [
        ("push, durable on both sides", f"{found['push operations/s']:,.0f} ops/s"),
        ("pull and fold", f"{found['pull operations/s']:,.0f} ops/s"),
        ("push / bare SQLite insert of the same bytes", f"{found['push / bare insert']:.1f}x"),
        ("pull / bare SQLite insert of the same bytes", f"{found['pull / bare insert']:.1f}x"),
        ("exchange without news", f"{found['no-change exchange ms']:.1f} ms"),
        ("one edit, saved and acknowledged", f"{found['one edit ms']:.1f} ms"),
    ]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A hub in a process of its own; gives its URL."""
    command = [sys.executable, "-m", "kihub_hub.cli", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--data", str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().rpartition(" ")[2].strip()
        process.terminate()


def enrolled(folder: Path, url: str, name: str) -> Laptop:
    laptop = Laptop.new(folder, name, Clock(wall_milliseconds()))
    with open_hub(sqlite_url(folder)) as hub, hub.storage.writing() as connection:
        code = issue_code(connection, hub.conditions.hasher, name, hub.now())
    laptop.exchange.enrol(url, code, name)
    return laptop


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def edit_and_push(laptop: Laptop, company: UUID, number: int) -> float:
    def edit() -> None:
        laptop.save(company, next_step=f"Schritt {number}")
        laptop.sync()

    return seconds(edit)


def insert_bare(path: Path, rows: Sequence[tuple[object, ...]]) -> None:
    """What nobody can beat: the same rows into one table with one key, in one transaction."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE op (s, d, n, body, PRIMARY KEY (s, d, n))")
        connection.executemany("INSERT INTO op VALUES (?, ?, ?, ?)", rows)
    connection.close()


if __name__ == "__main__":
    for name, figure in lines():
        print(f"{name:<50}{figure:>16}")
