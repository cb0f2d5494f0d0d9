"""One start of a window in a process of its own; prints milliseconds since the parent's mark.

`bare` shows an empty Qt window; `unlock` the application until its first window is painted;
`list` goes on through a real unlocking until the list of companies is painted.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget


def say(what: str) -> None:
    started = float(os.environ["KIHUB_BENCH_START"])
    sys.stdout.write(f"{what} {(time.monotonic() - started) * 1000:.1f}\n")
    sys.stdout.flush()


def finish(app: QApplication, what: str) -> None:
    say(what)
    app.exit(0)


class FirstPaint(QObject):
    """Calls back at the first turn of the event loop after a widget was painted."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        self._seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = True
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)


def bare(app: QApplication) -> None:
    window = QWidget()
    window.resize(600, 480)
    FirstPaint(window, lambda: finish(app, "bare"))
    window.show()
    app.exec()


def real(app: QApplication, folder: Path, passphrase: str, *, go_on: bool) -> None:
    from kihub_desktop.app import Application

    application = Application(app, folder / "settings.toml", folder)

    def painted() -> None:
        say("unlock")
        if not go_on:
            app.exit(0)
            return
        application.unlock.unlock_requested.emit(folder / "Bench.kihub", passphrase)
        wait.start(1)

    def look() -> None:
        bench = application.workbench
        page = bench.window.page("companies") if bench is not None else None
        if page is not None:
            wait.stop()
            FirstPaint(page, lambda: finish(app, "list"))

    wait = QTimer()
    wait.timeout.connect(look)
    FirstPaint(application.unlock, painted)
    application.start()
    app.exec()
    application.jobs.shut_down()


if __name__ == "__main__":
    qt = QApplication([])
    if sys.argv[1] == "bare":
        bare(qt)
    else:
        real(qt, Path(sys.argv[2]), sys.argv[3], go_on=sys.argv[1] == "list")
