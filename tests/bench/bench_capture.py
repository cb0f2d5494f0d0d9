"""The first hour of a visit by keyboard, and how long the page takes behind a committed field."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication

from kihub_desktop.composition import Services
from kihub_desktop.domain.records import DataSource, Process
from kihub_desktop.domain.visit_records import ItSystem, Machine, Observation, PainPoint, Task
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Surroundings, create_workspace
from kihub_desktop.ui import theme
from kihub_desktop.ui.hands import settle
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.capture_script import SCRIPT
from tests.gui.keyboard import Keyboard

TODAY = date(2026, 11, 23)
ROUNDS = 60
KINDS = (Process, DataSource, ItSystem, Machine, PainPoint, Observation, Task)
RECORDS = 203


def measure() -> dict[str, float]:
    """Inputs and keystrokes of the script; milliseconds of a commit until the page shows it."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    appearance = Appearance(app, "light")
    theme.apply(app, theme.load_theme("light"))
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        around = Surroundings(folder / "anchors", key_cost=Argon2Cost(1, 64, 1))
        with create_workspace(folder / "Bench.kihub", "nur für die Messung", around) as workspace:
            bench = Workbench(Services(workspace, today=lambda: TODAY), appearance, Jobs())
            bench.window.resize(1440, 900)
            bench.open()
            found = {**_typed(bench), **_reloaded(bench)}
            bench.window.close()
            bench.window.deleteLater()
            settle()
    return found


def _typed(bench: Workbench) -> dict[str, float]:
    bench.window.activateWindow()
    settle()
    keyboard = Keyboard()
    for step in SCRIPT:
        keyboard.do(step)
    return {"inputs": keyboard.inputs, "keystrokes": keyboard.keystrokes}


def _reloaded(bench: Workbench) -> dict[str, float]:
    """Commits of a master field and of a cell in a company with some 200 records."""
    company, _changes = bench.services.companies.create("Muster GmbH")
    first = _fill(bench.services, company)
    bench.open_company(company)
    settle()
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    rows = page.cards["process"].rows
    assert rows is not None
    known = rows
    fields = _times(lambda n: page.field_committed.emit("street", f"Ring {n}"))
    cells = _times(lambda n: known.commit(first, "problem", f"Problem {n}", known.read.as_of))
    return {
        "field median": statistics.median(fields),
        "field p95": statistics.quantiles(fields, n=20)[18],
        "cell median": statistics.median(cells),
        "cell p95": statistics.quantiles(cells, n=20)[18],
    }


def _times(act: Callable[[int], None]) -> list[float]:
    taken = []
    for turn in range(ROUNDS):
        begin = time.perf_counter()
        act(turn)
        QApplication.processEvents()
        taken.append((time.perf_counter() - begin) * 1e3)
    return taken


def _fill(services: Services, company: UUID) -> UUID:
    """Some 200 records of seven kinds; returns the first process."""
    first = services.workspace.new_id()
    with writing_to(services.workspace) as work:
        for place in range(RECORDS):
            kind = KINDS[place % len(KINDS)]
            text = f"Eintrag {place} mit einem üblichen Namen"
            identifier = first if place == 0 else services.workspace.new_id()
            values = {"text": text} if kind in {Observation, Task} else {"name": text}
            work.set(kind, company, identifier, **values, position=f"{place + 1:08x}")
    return first
