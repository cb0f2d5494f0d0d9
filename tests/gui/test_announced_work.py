"""Work that a strip announces: it stays for all of it and stops all of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.domain.progress import Progress
from kihub_desktop.ui.announced_work import AnnouncedWork
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from tests.gui.conftest import click


class _Page(QWidget):
    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.strip = ProgressStrip(self)
        self.work = AnnouncedWork(self, self.strip, jobs)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[_Page]:
    jobs = Jobs()
    made = _Page(jobs)
    qtbot.addWidget(made)
    made.show()
    yield made
    jobs.shut_down()


def test_that_the_strip_stays_until_the_last_work_is_over(page: _Page, qtbot: QtBot) -> None:
    gates = [threading.Event(), threading.Event()]
    ended: list[str] = []

    def work(gate: threading.Event, name: str) -> str:
        gate.wait(10)
        return name

    page.work.start("rechnet", lambda _progress: work(gates[0], "erste"), ended.append)
    page.work.start("rechnet", lambda _progress: work(gates[1], "zweite"), ended.append)
    qtbot.waitUntil(page.strip.isVisible)
    gates[0].set()
    qtbot.waitUntil(lambda: ended == ["erste"])
    assert page.strip.isVisible()
    gates[1].set()
    qtbot.waitUntil(lambda: ended == ["erste", "zweite"])
    assert not page.strip.isVisible()


def test_that_its_button_stops_everything_that_is_running(page: _Page, qtbot: QtBot) -> None:
    asked = threading.Event()
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        while True:  # ends with Cancelled
            progress(0, 0)
            asked.wait(0.01)

    for _turn in range(2):
        page.work.start("rechnet", work, lambda _result: None, None, lambda: stopped.append(True))
    qtbot.waitUntil(page.strip.isVisible)
    click(page.strip.cancel)
    qtbot.waitUntil(lambda: len(stopped) == 2)
    assert not page.strip.isVisible()
