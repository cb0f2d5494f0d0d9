"""Copies, looks and bundles beside the work: how long they take, how long somebody waits."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.records import Process
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace

RECORDS = 10_000
SOME = 1_000
_WORDS = "nur für die Messung"


def measure() -> dict[str, float]:
    """Seconds of a copy, a look and an import; milliseconds that a save waits beside each (p99)
    and alone; sizes in megabytes."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        with (
            _workspace(folder, "Eins") as here,
            _workspace(folder, "Zwei") as there,
        ):
            return _measure(folder, Services(here), Services(there))


def _measure(folder: Path, here: Services, there: Services) -> dict[str, float]:
    company, _changes = here.companies.create("Muster GmbH")
    _fill(here.workspace, company, RECORDS, "Öse " * 20)
    found: dict[str, float] = {"alone p99": _p99(_saves(here, _nothing))}
    copies = here.copies
    begin = time.perf_counter()
    waits = _saves(here, copies.make)
    found["copy"], found["beside copy p99"] = time.perf_counter() - begin, _p99(waits)
    copy = copies.all()[0]
    found["megabytes"] = copy.size / 1e6
    _fill(here.workspace, company, SOME, "anders")
    begin = time.perf_counter()
    look = here.comparing.differences(copy.path)
    found["look"] = time.perf_counter() - begin
    records = look.companies[0].records[:SOME] if look.companies else ()
    waits = _saves(here, lambda: here.comparing.take_over(look, records))
    found["beside bringing back p99"], found["beside bringing back max"] = _p99(waits), max(waits)
    path = folder / "Muster.kihub-paket"
    here.bundles.export(company, path, _WORDS)
    there.companies.create("Andere GmbH")
    begin = time.perf_counter()
    staged = there.bundles.look(path, _WORDS)
    found["look at bundle"] = time.perf_counter() - begin
    begin = time.perf_counter()
    waits = _saves(there, lambda: there.bundles.take_in(staged))
    found["import"] = time.perf_counter() - begin
    found["beside import p99"], found["beside import max"] = _p99(waits), max(waits)
    return found


@contextmanager
def _workspace(folder: Path, name: str) -> Iterator[Workspace]:
    around = Surroundings(folder / f"anchors {name}", key_cost=Argon2Cost(1, 64, 1))
    with create_workspace(folder / f"{name}.kihub", _WORDS, around) as workspace:
        yield workspace


def _fill(workspace: Workspace, company: UUID, count: int, note: str) -> None:
    for start in range(0, count, 500):
        with writing_to(workspace) as work:
            for number in range(start, min(start + 500, count)):
                work.set(Process, company, workspace.new_id(), name=f"P {number}", note=note)


def _saves(services: Services, work: Callable[[], object]) -> list[float]:
    """Milliseconds of each save while the work goes on in a thread."""
    company = services.companies.rows()[0].id
    worker = threading.Thread(target=work)
    waits: list[float] = []
    worker.start()
    while worker.is_alive():
        begin = time.perf_counter()
        with writing_to(services.workspace) as work_unit:
            work_unit.set(Process, company, services.workspace.new_id(), name="Eingabe")
        waits.append((time.perf_counter() - begin) * 1e3)
        worker.join(0.01)
    return waits


def _nothing() -> None:
    threading.Event().wait(1.0)


def _p99(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[98] if len(waits) > 1 else waits[0]
