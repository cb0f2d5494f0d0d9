"""A scripted visit typed into the real window by key events."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, Qt, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.ui import draft_keeper, page_list
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench

if TYPE_CHECKING:
    from tests.store.typing_rounds import Step

__all__ = ["page_list", "work_in_window"]
_BREATH = 0.06
"""Seconds between two keys; a person is slower, the clock of the drafts is the real one."""


def work_in_window(
    services: Services,
    company: UUID,
    steps: Iterator[Step],
    tell: Callable[[str], None],
    *,
    rarely: bool,
) -> None:
    """Types until the process is killed; tells each key with its moment, and each saving."""
    qInstallMessageHandler(lambda *_told: None)
    if rarely:
        draft_keeper.EVERY_MS = 5000
    app = QApplication([])
    bench = Workbench(services, Appearance(app, "light"), Jobs())
    bench.open()
    bench.open_company(company)
    QApplication.processEvents()
    page = bench.window.page("company")
    assert isinstance(page, CompanyPage)
    for step in steps:
        if step.action == "note":
            _note(page, step, tell)
        elif step.action == "process":
            _process(page, step, tell)
        elif step.action == "answer":
            bench.desk.publish(
                services.interviews.answer(
                    company, Stage.T0, "D1.1", 1 << 40, services.today(), level=Level.TWO
                )
            )
        else:
            (bench.undo if step.action == "undo" else bench.redo)()
        tell("ack")


def _note(page: CompanyPage, step: Step, tell: Callable[[str], None]) -> None:
    page.reveal("field:note")
    form = page.master.form_with("note")
    assert form is not None
    area = form.field("note").editor.widget
    QTest.keyClick(area, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    _type(area, step.text, tell)
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _process(page: CompanyPage, step: Step, tell: Callable[[str], None]) -> None:
    page.ask_new("process")
    QApplication.processEvents()
    (dialog,) = [each for each in page.findChildren(RecordDialog) if each.isVisible()]
    line = dialog.form.field("name").editor.widget
    _type(line, step.text, tell)
    QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if dialog.isVisible():
        dialog.save()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _type(widget: QWidget, text: str, tell: Callable[[str], None]) -> None:
    for length, character in enumerate(text, 1):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(widget, event)
        tell(f"typed {time.monotonic() * 1000:.0f} {text[:length]}")
        select.select([], [], [], _BREATH)
        QApplication.processEvents()
