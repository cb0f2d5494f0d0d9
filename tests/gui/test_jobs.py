"""Work beside the window: where it ends, how it stops, what survives."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kihub_desktop.domain.progress import Cancelled, Progress, Step
from kihub_desktop.ui.jobs import Jobs, collect_garbage_here


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    running = Jobs()
    yield running
    running.shut_down()


@pytest.fixture
def owner() -> QObject:
    return QObject()


def test_that_the_result_arrives_on_the_gui_thread(
    jobs: Jobs, owner: QObject, qtbot: QtBot
) -> None:
    heard: list[tuple[str, bool]] = []
    here = threading.current_thread()

    def work(progress: Progress) -> str:
        return threading.current_thread().name

    jobs.start(
        owner, work, done=lambda name: heard.append((name, threading.current_thread() is here))
    )
    qtbot.waitUntil(lambda: bool(heard))
    name, on_gui_thread = heard[0]
    assert name.startswith("job")
    assert on_gui_thread
    assert not jobs.busy()


def test_that_an_error_reaches_failed_and_the_log(
    jobs: Jobs, owner: QObject, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Exception] = []

    def work(progress: Progress) -> None:
        raise ValueError("Spalte fehlt")

    jobs.start(owner, work, done=lambda _result: None, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0]) == "Spalte fehlt"
    assert "Spalte fehlt" in caplog.text


def test_that_cancelled_work_stops_and_says_so(jobs: Jobs, owner: QObject, qtbot: QtBot) -> None:
    heard: list[str] = []
    started, stopped = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                started.set()
                progress(1, 2)
        except Cancelled:
            stopped.set()
            raise

    job = jobs.start(
        owner,
        work,
        done=lambda _result: heard.append("done"),
        failed=lambda _error: heard.append("failed"),
        cancelled=lambda: heard.append("cancelled"),
    )
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["cancelled"]
    assert stopped.is_set()


def test_that_progress_is_throttled_and_the_last_step_arrives(
    jobs: Jobs, owner: QObject, qtbot: QtBot
) -> None:
    steps: list[Step] = []
    ended: list[bool] = []

    def work(progress: Progress) -> None:
        for done in range(1, 5001):
            progress(done, 5000, "liest")

    jobs.start(owner, work, done=lambda _result: ended.append(True), progress=steps.append)
    qtbot.waitUntil(lambda: bool(ended))
    assert steps[0] == Step(1, 5000, "liest")
    assert steps[-1] == Step(5000, 5000, "liest")
    assert len(steps) < 50


def test_that_a_dead_owner_hears_nothing(jobs: Jobs, owner: QObject, qtbot: QtBot) -> None:
    import shiboken6

    heard: list[object] = []
    go = threading.Event()

    def work(progress: Progress) -> None:
        go.wait(5)

    jobs.start(owner, work, done=heard.append)
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert heard == []


def test_that_a_thousand_jobs_end_each_once(jobs: Jobs, owner: QObject, qtbot: QtBot) -> None:
    results: list[int] = []

    def doubled(number: int, progress: Progress) -> int:
        progress(number, 1000)
        return 2 * number

    for number in range(1000):
        jobs.start(owner, partial(doubled, number), done=results.append)
    qtbot.waitUntil(lambda: len(results) == 1000, timeout=20_000)
    assert sorted(results) == [2 * number for number in range(1000)]


def test_that_shutting_down_stops_what_runs(owner: QObject) -> None:
    jobs = Jobs()
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                progress(0, 0)
        finally:
            stopped.set()

    jobs.start(owner, work, done=lambda _result: None)
    for _ in range(5):
        jobs.start(owner, work, done=lambda _result: None)
    jobs.shut_down()
    assert not jobs.busy()


def test_that_garbage_is_collected_on_the_gui_thread_only(qtbot: QtBot) -> None:
    parent = QObject()
    try:
        timer = collect_garbage_here(parent, lambda: True)
        assert not gc.isenabled()
        assert timer.isActive()
        assert timer.interval() == 5000
    finally:
        gc.enable()


class _Knot:
    """Part of a cycle, which only the collector finds."""

    def __init__(self) -> None:
        self.me = self


def test_that_old_objects_are_looked_through_in_pauses_only(qtbot: QtBot) -> None:
    parent, resting = QObject(), [False]
    try:
        timer = collect_garbage_here(parent, lambda: resting[0])
        timer.timeout.emit()  # what lives now is left alone
        knot = _Knot()
        seen = weakref.ref(knot)
        for _ in range(3):  # grows old while somebody works
            timer.timeout.emit()
        del knot
        timer.timeout.emit()
        assert seen() is not None
        resting[0] = True
        timer.timeout.emit()
        assert seen() is None
    finally:
        gc.unfreeze()
        gc.enable()


_SURVIVAL = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPushButton
class Speaker(QObject):
    said = Signal(bool)
application = QApplication([])
speaker, button, heard = Speaker(), QPushButton(), []
speaker.said.connect(heard.append)
for number in range(200_000):
    speaker.said.emit(True)
    button.setEnabled(number % 2 == 0)
print(len(heard))
"""


def test_that_two_hundred_thousand_signals_do_not_end_the_process() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", _SURVIVAL],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "200000"), done.stderr
