"""Undo list, history, latest changes and recycle bin in a small and in a large workspace."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.open_text import OpenText
from tests.bench import scale_workspace

SIZES = (20, 400)
ROUNDS = 40


def lines(sizes: tuple[int, int] = SIZES) -> list[tuple[str, str]]:
    """Per list the median in the large workspace, and its growth from the small one."""
    small, large = (_measure(size) for size in sizes)
    growth = large["operations"] / small["operations"]
    return [
        ("operations in the large workspace", f"{large['operations']:,.0f} ({growth:.0f}x)"),
        *(
            (name, f"{large[name]:.2f} ms, {large[name] / small[name]:.1f}x")
            for name in small
            if name != "operations"
        ),
    ]


def _measure(companies: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        target = scale_workspace.build(Path(name), companies)
        with scale_workspace.reopened(target) as workspace:
            services = Services(workspace, lambda: date(2026, 11, 23))
            with workspace.reading() as connection:
                count = connection.exec_driver_sql("SELECT count(*) FROM op").scalar()
            chosen = [row.id for row in services.companies.rows()]
            _work(services, chosen)
            return {"operations": float(count or 0), **_times(services, chosen)}


def _work(services: Services, companies: list[UUID]) -> None:
    """A morning: changes to be undone, and some records that are deleted."""
    for place, company in enumerate(companies[:20]):
        services.companies.save(company, 1 << 40, town=f"Ort {place}")
        found = services.processes.of_company(company)
        if found.records:
            services.processes.delete(company, found.records[0].id, found.as_of)


def _times(services: Services, companies: list[UUID]) -> dict[str, float]:
    chance = random.Random(1)
    some = chance.choice(companies)
    text = OpenText(some, "company", some, "note", "Störung an Öfen und Kränen")
    return {
        "names of the last ten steps": _median(services.undo.steps),
        "latest 50 changes of all": _median(services.history.latest),
        "latest 50 changes of one company": _median(lambda: services.history.latest(some)),
        "history of one company's master data": _median(
            lambda: services.history.of_record(some, "company", some)
        ),
        "recycle bin": _median(services.recycle_bin.content),
        "undo and redo of one step": _median(lambda: (services.undo.undo(), services.undo.redo())),
        "one draft written": _median(
            lambda: services.drafts.write([_typed(text, chance.random())])
        ),
    }


def _typed(text: OpenText, more: float) -> OpenText:
    return OpenText(text.company, text.kind, text.record, text.field, f"{text.text} {more}")


def _median(work: Callable[[], object]) -> float:
    """Milliseconds; the median of some rounds after a first one."""
    work()
    spent = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    for title, figure in lines():
        print(f"{title:<50}{figure}")
