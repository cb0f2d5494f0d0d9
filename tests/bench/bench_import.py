"""Importing a company list while somebody types: how long the typing waits."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

from kihub_desktop.imports.company_plan import Choices
from kihub_desktop.imports.company_rows import drafts, guessed, known_headings
from kihub_desktop.imports.foreign_tables import read_table
from kihub_desktop.imports.layout import layout_of
from kihub_desktop.imports.limits import Watch
from kihub_desktop.services.companies import CompanyService
from kihub_desktop.services.company_import import CompanyImport
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace

ROWS = 1_000
TODAY = date(2026, 11, 23)
PAUSE_SECONDS = 0.02
_HEAD = "Firma;PLZ;Ort;Strasse;Umsatz (T€);Mitarbeiter;WZ;Website;Ansprechpartner;E-Mail\n"


def lines() -> list[tuple[str, str]]:
    """Reading, planning, writing and taking back, with a field saved beside it all the time."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        around = Surroundings(Path(name) / "anchors", key_cost=Argon2Cost(1, 64, 1))
        folder = Path(name) / "Bench.kihub"
        with create_workspace(folder, "nur für die Messung", around) as workspace:
            return _measure(workspace)


def _measure(workspace: Workspace) -> list[tuple[str, str]]:
    imports = CompanyImport(workspace, lambda: TODAY)
    content = (_HEAD + "".join(map(_row, range(ROWS)))).encode("cp1252")
    begin = time.perf_counter()
    known = known_headings()
    layout = layout_of(read_table(content, "liste.csv", Watch()), known)
    read = drafts(layout, guessed(layout, known), imports.reader())
    planned = imports.plan(read, Choices())
    previewed = time.perf_counter() - begin
    alone = _Typist(workspace)
    for _ in range(100):
        alone.save()
    typist = _Typist(workspace)
    begin = time.perf_counter()
    with typist:
        outcome = imports.apply(planned)
    written = time.perf_counter() - begin
    begin = time.perf_counter()
    imports.take_back(outcome.transaction)
    back = time.perf_counter() - begin
    return [
        (f"{ROWS} rows read and previewed", f"{previewed:.1f} s"),
        (f"{ROWS} companies with contacts written", f"{written:.1f} s"),
        ("all of it taken back", f"{back:.1f} s"),
        ("saving a field alone, median / p99", alone.figures()),
        ("saving a field meanwhile, median / p99", typist.figures()),
    ]


def _row(n: int) -> str:
    return (
        f"Betrieb {n} GmbH;08523;Plauen;Weg {n};1.234,5;{n};28.41;www.b{n}.de;"
        f"Person {n};p{n}@betrieb.de\n"
    )


class _Typist:
    """Saves one field of one company again and again."""

    def __init__(self, workspace: Workspace) -> None:
        self._companies = CompanyService(workspace)
        self._company, _ = self._companies.create("Von Hand")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._type)
        self.took: list[float] = []

    def save(self) -> None:
        state = self._companies.state(self._company)
        if state is None:
            raise LookupError("company")
        begin = time.perf_counter()
        self._companies.save(self._company, state.as_of, note=f"Zeile {len(self.took)}")
        self.took.append((time.perf_counter() - begin) * 1000)

    def figures(self) -> str:
        p99 = statistics.quantiles(self.took, n=100)[98]
        return f"{statistics.median(self.took):.1f} / {p99:.1f} ms"

    def _type(self) -> None:
        while not self._stop.wait(PAUSE_SECONDS):
            self.save()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
