"""Copies that are made beside the work: at the start, after an hour, silent unless they fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kihub_desktop.services.companies import CompanyService
from kihub_desktop.services.copies import CopyService
from kihub_desktop.store.thinning import Cause
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace
from kihub_desktop.ui.automatic_copies import AutomaticCopies
from kihub_desktop.ui.desk import Desk
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.widgets.message_banner import Message
from tests.store.conftest import CHEAP, PASSPHRASE
from tests.store.test_copies import Clock


class Scene:
    """A workspace with a clock, a desk that collects messages, and the copies beside it."""

    def __init__(self, workspace: Workspace, clock: Clock, jobs: Jobs) -> None:
        self.workspace, self.clock, self.jobs = workspace, clock, jobs
        self.service = CopyService(workspace)
        self.desk = Desk()
        self.messages: list[Message] = []
        self.desk.message_posted.connect(self.messages.append)
        self.copies = AutomaticCopies(self.desk, jobs, self.desk, lambda: self.service)

    def record(self, name: str) -> None:
        CompanyService(self.workspace).create(name)

    def causes(self) -> list[Cause]:
        return [copy.cause for copy in self.service.all()]


@pytest.fixture
def scene(tmp_path: Path, qapp: object) -> Iterator[Scene]:
    clock = Clock()
    around = Surroundings(tmp_path / "anchors", now=clock, key_cost=CHEAP)
    jobs = Jobs()
    with create_workspace(tmp_path / "Werk.kihub", PASSPHRASE, around) as workspace:
        made = Scene(workspace, clock, jobs)
        yield made
        made.copies.stop()
        jobs.shut_down()


def test_that_start_and_hour_of_work_leave_copies_without_a_word(
    scene: Scene, qtbot: QtBot
) -> None:
    scene.record("Vogtland Präzision GmbH")
    scene.copies.start()
    qtbot.waitUntil(lambda: scene.causes() == [Cause.START])
    scene.record("Göltzschtal Guss KG")
    scene.copies.look()
    qtbot.waitUntil(lambda: not scene.jobs.busy())
    assert scene.causes() == [Cause.START]
    scene.clock.pass_by(timedelta(hours=1))
    scene.copies.look()
    qtbot.waitUntil(lambda: scene.causes() == [Cause.HOUR, Cause.START])
    assert scene.messages == []


def test_that_a_failure_is_told_with_what_is_safe(scene: Scene, qtbot: QtBot) -> None:
    scene.record("Vogtland Präzision GmbH")
    scene.workspace.copies.rmdir()
    scene.workspace.copies.write_bytes(b"kein Ordner")
    scene.copies.start()
    qtbot.waitUntil(lambda: bool(scene.messages))
    assert scene.messages[0].what == "Die automatische Kopie ist nicht gelungen."
    assert "lässt sich nicht schreiben" in scene.messages[0].safe
