"""What a built program checks about itself: that everything it carries can be used."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
import warnings
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from kihub_desktop.composition import Services
    from kihub_desktop.ui.jobs import Jobs
    from kihub_desktop.ui.workbench import Workbench

_LOG = logging.getLogger(__name__)
_TODAY = date(2026, 11, 23)
_PATIENCE = 30.0
_DRAWN_AFTER_MS = 100


class Faults(logging.Handler):
    """Collects what went wrong where nobody would notice: in slots, jobs and libraries."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(self.format(record))


def check(app: QApplication) -> int:
    """Tries everything once in a temporary workspace; prints `ok` and returns 0 if all works."""
    faults = Faults()
    logging.getLogger().addHandler(faults)
    sys.excepthook = _note
    warnings.simplefilter("error")  # a library that misses a part of itself only warns
    try:
        _try_everything(app)
    except Exception:
        _LOG.exception("the check ended early")
    for fault in faults.found:
        print(fault, file=sys.stderr)  # noqa: T201  the reason of the failure
    print("failed" if faults.found else "ok")  # noqa: T201  the answer of the check
    return 1 if faults.found else 0


def _note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    # What a slot raises would otherwise be printed and forgotten.
    _LOG.error("a slot failed", exc_info=(kind, error, trace))


def _try_everything(app: QApplication) -> None:
    from kihub_desktop.composition import Services
    from kihub_desktop.services.sample import load_sample
    from kihub_desktop.store.workspace import Surroundings, create_workspace

    _try_lookups()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        around = Surroundings(anchors=folder / "anchors")
        with create_workspace(folder / "Prüfung.kihub", "nur für die Prüfung", around) as opened:
            services = Services(opened, lambda: _TODAY)
            _largest, small, *_others = load_sample(opened, _TODAY)
            _try_reports(services, small, folder)
            _try_foreign_files(services, small, folder)
            _try_window(app, services, small)


def _try_lookups() -> None:
    """What is read from packages and resources only when somebody asks."""
    from kihub_desktop.catalogues.industries import EDITIONS, Industries
    from kihub_desktop.catalogues.places import Places
    from kihub_desktop.sync.hub_client import HubClient

    HubClient("https://hub.invalid").close()  # the certificates of the system, no connection
    if not Places.load().towns or not all(Industries.load(each).entries for each in EDITIONS):
        raise LookupError("places or industries are empty")


def _try_reports(services: Services, company: UUID, folder: Path) -> None:
    from kihub_desktop.charts.canvas import ChartSize, to_png
    from kihub_desktop.charts.colours import PRINT
    from kihub_desktop.charts.readiness_radar import readiness_radar

    services.reports.write_pdf(company, folder / "report.pdf")
    services.reports.write_xlsx(company, folder / "report.xlsx")
    labels = [str(number) for number in range(1, 8)]
    size = ChartSize.pixels(300, 300)
    picture = to_png(readiness_radar([2.0] * 7, [3.0] * 7, labels, PRINT, size))
    pdf, sheets = (folder / "report.pdf").read_bytes(), (folder / "report.xlsx").read_bytes()
    if not (pdf.startswith(b"%PDF") and sheets.startswith(b"PK") and picture[1:4] == b"PNG"):
        raise ValueError("a report or picture is not what it should be")


def _try_foreign_files(services: Services, company: UUID, folder: Path) -> None:
    """What reads tables and pictures, the quick test's own process, and the key ring's names."""
    from keyring.backends import fail
    from PIL import Image, features

    from kihub_desktop.imports.foreign_tables import read_table
    from kihub_desktop.imports.limits import Watch
    from kihub_desktop.services.data_checks import FileChoice
    from kihub_desktop.services.picture_intake import PicturePlace, sources_of

    sheets = (folder / "report.xlsx").read_bytes()
    lines = "".join(f"{n};{n % 7},5;{'ja' if n % 7 > 3 else 'nein'}\n" for n in range(400))
    (folder / "werte.csv").write_text("nr;wert;gut\n" + lines, "utf-8")
    tested = services.data_checks.test(FileChoice(folder / "werte.csv", target="gut"))
    Image.new("RGB", (640, 480), "teal").save(folder / "foto.jpg")
    services.pictures.intake(PicturePlace(company), sources_of((folder / "foto.jpg",))).run()
    stored = services.pictures.of_company(company).records
    rows = read_table(sheets, "report.xlsx", Watch()).rows
    if not (rows and stored and tested.found.learning and features.check("jpg") and fail.__name__):
        raise ValueError("a foreign file was not read as it should be")


def _try_window(app: QApplication, services: Services, company: UUID) -> None:
    """All pages in both languages and both themes, with what they work out beside the window."""
    from kihub_desktop.texts import TEXTS
    from kihub_desktop.ui.jobs import Jobs
    from kihub_desktop.ui.language import QtTexts
    from kihub_desktop.ui.theme import Appearance
    from kihub_desktop.ui.workbench import Workbench

    appearance, jobs = Appearance(app, "light"), Jobs()
    qt_texts = QtTexts(app)
    qt_texts.use(TEXTS.language)
    bench = Workbench(services, appearance, jobs)
    bench.window.language_chosen.connect(qt_texts.use)
    bench.open()
    bench.desk.choose(company)
    if app.translate("QPlatformTheme", "Cancel") != "Abbrechen":
        raise LookupError("Qt's own German texts are missing")
    for change in (_nothing, appearance.toggle, bench.window.switch_language):
        change()
        _show_all_pages(bench)
    jobs.shut_down()
    bench.close()


def _nothing() -> None:
    """The first round: as it opens."""


def _show_all_pages(bench: Workbench) -> None:
    from kihub_desktop.ui import page_list

    for entry in page_list.entries(bench):
        if entry.build is not None:
            bench.window.go_to(entry.key)
            _come_to_rest(bench.jobs)


def _come_to_rest(jobs: Jobs) -> None:
    """Lets charts be drawn and work beside the window end."""
    loop, look = QEventLoop(), QTimer()
    deadline = time.monotonic() + _PATIENCE

    def leave_when_done() -> None:
        if not jobs.busy():
            loop.quit()
        elif time.monotonic() > deadline:
            loop.exit(1)

    look.timeout.connect(leave_when_done)
    look.start(_DRAWN_AFTER_MS)
    if loop.exec() != 0:
        raise TimeoutError("the work beside the window does not end")
