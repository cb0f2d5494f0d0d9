"""What a built program checks about itself: that everything it carries can be used."""

from __future__ import annotations

import sys
import tempfile
import traceback
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QApplication


def check(app: QApplication) -> int:
    """Opens a new workspace, shows a page in both themes, draws a chart; 0 if all of it works."""
    from kihub_desktop.composition import Services
    from kihub_desktop.store.workspace import Surroundings, create_workspace
    from kihub_desktop.ui import theme
    from kihub_desktop.ui.jobs import Jobs
    from kihub_desktop.ui.theme import Appearance
    from kihub_desktop.ui.workbench import Workbench

    def give_up(kind: type[BaseException], error: BaseException, trace: object) -> None:
        # A slot that raises must end a check, not leave an empty window running.
        traceback.print_exception(kind, error, None)
        del trace
        app.exit(1)
        sys.exit(1)

    sys.excepthook = give_up
    theme.load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        around = Surroundings(anchors=Path(folder) / "anchors")
        workspace = create_workspace(Path(folder) / "Prüfung.kihub", "nur für die Prüfung", around)
        services = Services(workspace, lambda: date(2026, 11, 23))
        company, _changes = services.companies.create("Prüfling GmbH")
        jobs = Jobs()
        bench = Workbench(services, Appearance(app, "light"), jobs)
        bench.open()
        bench.open_company(company)
        app.processEvents()
        _draw()
        jobs.shut_down()
        bench.close()
    print("ok")  # noqa: T201  the answer of the check
    return 0


def _draw() -> None:
    from kihub_desktop.charts.canvas import ChartSize, to_png
    from kihub_desktop.charts.colours import PRINT
    from kihub_desktop.charts.readiness_radar import readiness_radar

    labels = [f"{number}" for number in range(7)]
    to_png(readiness_radar([2.0] * 7, [3.0] * 7, labels, PRINT, ChartSize.pixels(300, 300)))
