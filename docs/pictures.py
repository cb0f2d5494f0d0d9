"""Takes the pictures of README and handbook from the program: `python -m docs.pictures`."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from kihub_desktop.composition import Services
from kihub_desktop.services.sample import load_sample
from kihub_desktop.store.workspace import Surroundings, create_workspace
from kihub_desktop.ui import theme
from kihub_desktop.ui.hands import settle, wait_until
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.language import QtTexts
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.tour import Tour
from kihub_desktop.ui.unlock import UnlockWindow
from kihub_desktop.ui.workbench import Workbench

HERE = Path(__file__).parent
README, HANDBOOK = HERE / "images", HERE / "handbuch" / "bilder"
TODAY = date(2026, 11, 23)
LARGEST = 250_000
COLOURS = (256, 128, 64)
CHARTS_MS = 500


def save(widget: QWidget, target: Path) -> None:
    """As PNG with a palette, in the most colours that stay below the largest size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    full = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    target.parent.mkdir(parents=True, exist_ok=True)
    for colours in COLOURS:
        full.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size < LARGEST:
            return
    raise ValueError(f"{target.name} is too large")


def let_charts_be_drawn() -> None:
    """A chart is drawn a moment after it is seen."""
    loop = QEventLoop()
    QTimer.singleShot(CHARTS_MS, loop.quit)
    loop.exec()
    settle()


def take_first_window() -> None:
    """The form for a new workspace, as it meets a new user."""
    window = UnlockWindow([], Path("Dokumente") / "KI-HUB Werkbank")
    window.resize(640, 620)
    window.create_form.author.setText("Beratung Süd")
    window.show()
    settle()
    save(window, HANDBOOK / "anlegen.png")
    window.close()


def take_pages(app: QApplication, folder: Path) -> None:
    """Every page with the sample workshop, in German; the verdict also in English."""
    qt_texts = QtTexts(app)
    qt_texts.use("de")
    workspace = create_workspace(
        folder / "Beratungen.kihub", "nur für die Bilder", Surroundings(folder / "devices")
    )
    services = Services(workspace, lambda: TODAY)
    services.team.sign("Beratung Süd", "Laptop 07")
    company = load_sample(workspace, TODAY)[0]
    bench = Workbench(services, Appearance(app, "light"), Jobs())
    bench.window.language_chosen.connect(qt_texts.use)
    bench.window.resize(1440, 900)
    bench.open()
    bench.desk.choose(company)
    tour = Tour(bench)

    def show(key: str) -> None:
        tour.page(key)
        wait_until(lambda: not bench.jobs.busy(), f"{key} is worked out")
        let_charts_be_drawn()

    for key in tour.pages():
        show(key)
        save(bench.window, HANDBOOK / f"{key}.png")
    bench.window.switch_language()
    show("feasibility")
    save(bench.window, README / "feasibility.png")
    bench.jobs.shut_down()
    bench.close()


def main() -> int:
    app = QApplication([])
    theme.load_fonts()
    theme.apply(app, theme.load_theme("light"))
    take_first_window()
    with tempfile.TemporaryDirectory() as folder:
        take_pages(app, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
