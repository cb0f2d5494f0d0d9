"""Search, opening, saving and scrolling with 100 and with 10,000 companies, and the growth.

Every figure is given as wall time and as processor time of the measuring thread: on a machine
with other work the first says what the neighbours did.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from kihub_desktop.composition import Services
from kihub_desktop.services.search import SearchService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui import theme
from kihub_desktop.ui.jobs import Jobs, collect_garbage_here
from kihub_desktop.ui.pages.companies.page import CompaniesPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.bench.scale_workspace import borrowed, confirm_all_but, reopened, words_in

SMALL, LARGE = 100, 10_000
QUERIES = (
    *words_in(
        """qs er öl it erp weiß weiss müller mueller köhler prüfung pruefung sichtprüfung straße
        strasse größe gmbh wartung kühl fehl ung plan lager 0371 037112 instandhaltung ölprüfung
        kamera zzzz"""
    ),
    "müller gmbh",
    "mueller prüfung",
    "qs prüfung",
    "köhler wartung plauen",
    "jörg weiß",
    "jena maschine",
    "müller 17",
    "lager kontrolle fehlt",
)
_ROUNDS, _OPENED, _SAVES, _STEPS = 5, 30, 400, 300
_WAITING = 200
"""Operations that no hub has: a workspace of that size has been exchanged before."""
Figures = dict[str, float]
Took = tuple[float, float]
"""Milliseconds on the wall and of this thread's processor time."""


def measure(sizes: Sequence[int] = (SMALL, LARGE)) -> dict[int, Figures]:
    """Milliseconds by size. The workspaces are built once and kept; a copy is measured."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    found: dict[int, Figures] = {}
    with tempfile.TemporaryDirectory() as place:
        for size in sizes:
            begin = time.perf_counter()
            folder = borrowed(size, Path(place) / str(size))
            built = time.perf_counter() - begin
            with reopened(folder) as workspace:
                confirm_all_but(workspace, _WAITING)
                found[size] = {"building or copying s": built, **measure_one(app, workspace)}
    return found


def measure_one(app: QApplication, workspace: Workspace) -> Figures:
    services = Services(workspace)
    figures = {"companies": float(len(services.companies.rows())), "rows s": 0.0}
    wall, _cpu = _took(services.companies.rows)
    figures["rows s"] = wall / 1000
    figures |= indexing(services.search)
    searched = [_took(partial(services.search.find, q)) for _ in range(_ROUNDS) for q in QUERIES]
    figures |= _spread("search", searched)
    with window(app, services) as bench:
        figures |= scrolling(app, bench)
        figures |= opening(app, bench)
    figures |= saving(services)
    return figures


def indexing(search: SearchService) -> Figures:
    begin = time.perf_counter()
    while search.catch_up():
        pass
    return {"indexing s": time.perf_counter() - begin}


@contextmanager
def window(app: QApplication, services: Services) -> Iterator[Workbench]:
    """The workbench with its list complete and nothing running beside it."""
    theme.load_fonts()
    garbage = collect_garbage_here(app, lambda: False)  # as in the program, with a hand at work
    bench = Workbench(services, Appearance(app, "light"), Jobs())
    bench.window.resize(1440, 900)
    bench.open()
    settle(app, bench, len(services.companies.rows()))
    yield bench
    bench.jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    app.processEvents()
    garbage.stop()


def settle(app: QApplication, bench: Workbench, companies: int) -> None:
    page = the_list(bench)
    while len(page.table.model.rows) < companies or bench.jobs.busy():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def the_list(bench: Workbench) -> CompaniesPage:
    page = bench.window.page("companies")
    assert isinstance(page, CompaniesPage)
    return page


def scrolling(app: QApplication, bench: Workbench) -> Figures:
    """The longest turn of the event loop while the list is dragged from top to bottom."""
    bar = the_list(bench).table.view.verticalScrollBar()

    def drag(step: int) -> None:
        bar.setValue(bar.maximum() * step // _STEPS)
        app.processEvents()

    gaps = [_took(partial(drag, step)) for step in range(_STEPS + 1)]
    bar.setValue(0)
    figures: Figures = {}
    for place, kind in enumerate(("", " cpu")):
        times = [gap[place] for gap in gaps]
        figures |= {f"scroll longest{kind}": max(times)}
        figures |= {f"scroll median{kind}": statistics.median(times)}
        figures |= {f"scroll over 50{kind}": float(sum(time > 50 for time in times))}
    return figures


def opening(app: QApplication, bench: Workbench) -> Figures:
    """From Enter in the list to the page painted; the page itself is built before."""
    rows = bench.services.companies.rows()
    chosen = [rows[len(rows) * place // (_OPENED + 1)].id for place in range(_OPENED + 1)]
    bench.open_company(chosen[0])
    app.processEvents()
    times = []
    for company in chosen[1:]:
        bench.window.go_to("companies")
        app.processEvents()
        times.append(_took(partial(shown, app, bench, company)))
    return _spread("open", times)


def shown(app: QApplication, bench: Workbench, company: UUID) -> None:
    bench.open_company(company)
    bench.window.repaint()
    app.processEvents()


def saving(services: Services) -> Figures:
    company = services.companies.rows()[0].id
    times = []
    for number in range(_SAVES):
        state = services.companies.state(company)
        assert state is not None
        save = partial(services.companies.save, company, state.as_of, next_step=f"S {number}")
        times.append(_took(save))
    return _spread("save", times)


def _took(work: Callable[[], object]) -> Took:
    begin, used = time.perf_counter(), time.thread_time()
    work()
    return (time.perf_counter() - begin) * 1000, (time.thread_time() - used) * 1000


def _spread(name: str, times: Sequence[Took]) -> Figures:
    figures: Figures = {}
    for place, kind in enumerate(("", " cpu")):
        cuts = statistics.quantiles([took[place] for took in times], n=100)
        for cut in (50, 95, 99):
            figures[f"{name} p{cut}{kind}"] = cuts[cut - 1]
    return figures


AIMS = {
    "search p95": "aim <= 30 ms",
    "open p95": "aim <= 100 ms",
    "scroll longest": "aim <= 50 ms",
    "save p99": "aim <= 10 ms",
}


def lines(sizes: tuple[int, int] = (SMALL, LARGE)) -> list[tuple[str, str, str]]:
    """Every figure at both sizes with the growth between them."""
    found = measure(sizes)
    small, large = (found[size] for size in sizes)
    return [
        (
            name,
            f"{small[name]:.1f} / {large[name]:.1f} ({large[name] / max(small[name], 0.1):.1f}x)",
            AIMS.get(name, ""),
        )
        for name in large
    ]


if __name__ == "__main__":
    for name, figure, aim in lines((SMALL, int(sys.argv[1]) if len(sys.argv) > 1 else LARGE)):
        print(f"{name:<24}{figure:>32}   {aim}")
