"""A window that takes in a folder of photos while somebody types; prints what it measured.

Longest stall of the event loop (a timer of 5 ms that comes late), times until thumbnails are
seen and until everything is stored, and the largest memory of the process.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from kihub_desktop.composition import Services
from kihub_desktop.services.sample import load_sample
from kihub_desktop.store.keys import Argon2Cost
from kihub_desktop.store.workspace import Surroundings, create_workspace
from kihub_desktop.ui import theme
from kihub_desktop.ui.hands import settle, wait_until
from kihub_desktop.ui.jobs import Jobs, collect_garbage_here
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.picture_intakes import intakes_of
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench

TODAY = date(2026, 11, 23)
WORDS = "Beim Rüsten geht die meiste Zeit verloren. "
TICK, KEY = 5, 60


class Watch(QObject):
    """Beats in the event loop, types into a field, and notes how late the loop comes."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self.worst = 0.0
        self.late: list[float] = []
        self.typed = 0
        self._line = line
        self._last = time.perf_counter()
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._on_beat)
        self._keys = QTimer(self)
        self._keys.timeout.connect(self._type)

    def start(self) -> None:
        self.worst, self.late, self._last = 0.0, [], time.perf_counter()
        self._beat.start(TICK)
        self._keys.start(KEY)

    def stop(self) -> None:
        self._beat.stop()
        self._keys.stop()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        stall = (now - self._last) * 1000 - TICK
        self._last = now
        self.late.append(stall)
        self.worst = max(self.worst, stall)

    def _type(self) -> None:
        sign = WORDS[self.typed % len(WORDS)]
        self.typed += 1
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
            QCoreApplication.sendEvent(self._line, event)


def open_bench(app: QApplication, folder: Path) -> Workbench:
    around = Surroundings(folder / "devices", key_cost=Argon2Cost(1, 64, 1))
    workspace = create_workspace(folder / "Bench.kihub", "nur für die Messung", around)
    services = Services(workspace, lambda: TODAY)
    company = load_sample(workspace, TODAY)[0]
    bench = Workbench(services, Appearance(app, "light"), Jobs())
    bench.window.resize(1440, 900)
    bench.open_company(company)
    bench.window.show()
    settle()
    wait_until(lambda: not bench.jobs.busy(), "the page is read")
    return bench


def field_of(page: CompanyPage) -> QLineEdit:
    form = page.stack.master.form_with("street")
    assert form is not None
    line = form.field("street").editor.widget
    assert isinstance(line, QLineEdit)
    return line


def run(app: QApplication, photos: Path, folder: Path) -> None:
    bench = open_bench(app, folder)
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    company = bench.desk.company()
    intakes, files = intakes_of(bench), sorted(photos.iterdir())
    line = field_of(page)
    line.setFocus()
    watch = Watch(line)
    watch.start()
    say("idle stall", _rest(watch))
    before = _memory()
    watch.start()
    seen: list[float] = []
    begun = time.perf_counter()
    intakes.changed.connect(
        lambda: seen.extend(
            [time.perf_counter() - begun]
            * (sum(each.preview is not None for each in intakes.coming(company)) - len(seen))
        )
    )
    page.stack.pictures.files_given.emit(files)
    wait_for(lambda: intakes.step() is None)
    total = time.perf_counter() - begun
    watch.stop()
    stored = len(bench.services.pictures.of_company(company).records) if company else 0
    late = sorted(watch.late)
    for name, value in (
        ("pictures", float(stored)),
        ("total", total),
        ("last preview", seen[-1] if seen else 0.0),
        ("first preview", seen[0] if seen else 0.0),
        ("worst stall", watch.worst),
        ("stall p99.9", late[int(len(late) * 0.999)]),
        ("stalls over 50", float(sum(each > 50 for each in late))),
        ("keys", float(watch.typed)),
        ("memory before", before),
        ("memory", _memory()),
    ):
        say(name, value)
    bench.jobs.shut_down()
    bench.close()


def _rest(watch: Watch) -> float:
    end = time.perf_counter() + 2
    wait_for(lambda: time.perf_counter() > end)
    return watch.worst


def wait_for(condition: object) -> None:
    assert callable(condition)
    while not condition():
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _memory() -> float:
    """The largest memory so far, in megabytes."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    words = status.read_text("utf-8").split()
    return int(words[words.index("VmHWM:") + 1]) / 1024


def say(name: str, value: float) -> None:
    sys.stdout.write(f"{name.replace(' ', '_')} {value:.3f}\n")
    sys.stdout.flush()


def main() -> None:
    app = QApplication([])
    theme.load_fonts()
    collect_garbage_here(app, lambda: False)
    run(app, Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
