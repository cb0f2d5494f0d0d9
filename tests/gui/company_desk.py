"""The window on step 1 for one company, as several tests drive it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.records import Company
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.editors import LineEditor
from kihub_desktop.ui.widgets.form import FieldBox
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import type_text
from tests.services.conftest import workspace

__all__ = ["workspace"]
TODAY = date(2026, 11, 23)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """The window on its page for one company, and what is recorded of it."""

    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company = bench, company
        self.services = bench.services

    @property
    def page(self) -> CompanyPage:
        page = self.bench.window.page("company")
        assert isinstance(page, CompanyPage)
        return page

    def recorded(self) -> Company:
        state = self.services.companies.state(self.company)
        assert state is not None
        return state.company

    def box(self, name: str) -> FieldBox:
        form = self.page.master.form_with(name)
        assert form is not None
        return form.field(name)

    def line(self, name: str) -> QLineEdit:
        return line_of(self.box(name))

    def enter(self, name: str, text: str) -> None:
        """Types into a field and leaves it with Tab."""
        line = self.line(name)
        self.page.reveal(f"field:{name}")
        line.selectAll()
        type_text(line, text)
        other = "founded" if name != "founded" else "street"
        self.page.reveal(f"field:{other}")

    def dialog(self) -> RecordDialog:
        """The dialog that is open, once it has the focus."""
        QApplication.processEvents()
        (dialog,) = [each for each in self.page.findChildren(RecordDialog) if each.isVisible()]
        return dialog


def line_of(box: FieldBox) -> QLineEdit:
    assert isinstance(box.editor, LineEditor)
    return box.editor.line


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Desk]:
    bench = Workbench(Services(workspace, today=lambda: TODAY), appearance, Jobs())
    company, _ = bench.services.companies.create("Göltzschtal Präzision GmbH")
    bench.window.resize(1440, 900)
    bench.open_company(company)
    bench.window.show()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    yield Desk(bench, company)
    bench.window.close()
    bench.window.deleteLater()  # now, so that the next look is not applied to old windows
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused
