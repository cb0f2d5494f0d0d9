"""Step 7 in the real window: what will be in the report, and its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Level, Stage
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import TEXTS
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.report.page import ReportPage
from kihub_desktop.ui.pages.report.state import FileKind
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import workspace
from tests.services.golden_report import TODAY

__all__ = ["workspace"]
_PATIENCE = 30_000


class _Desk:
    """The window on its page for one company."""

    def __init__(self, bench: Workbench, company: UUID, qtbot: QtBot) -> None:
        self.bench, self.company, self._qtbot = bench, company, qtbot
        self.services = bench.services

    @property
    def page(self) -> ReportPage:
        page = self.bench.window.page("report")
        assert isinstance(page, ReportPage)
        return page

    def wait(self, until: Callable[[], bool] | None = None) -> None:
        """Until the work beside the window is done."""
        holds = until or (lambda: not self.bench.jobs.busy())
        self._qtbot.waitUntil(holds, timeout=_PATIENCE)

    def dialog(self) -> QFileDialog:
        QApplication.processEvents()
        (dialog,) = [each for each in self.page.findChildren(QFileDialog) if each.isVisible()]
        return dialog

    def save_as(self, target: Path) -> None:
        """Names the file in the dialog and confirms it."""
        dialog = self.dialog()
        line = dialog.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.clear()
        type_text(line, str(target))
        dialog.accept()

    def words(self) -> str:
        shown = [each for each in self.page.findChildren(QLabel) if each.isVisible()]
        return "\n".join(each.text() for each in shown)


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Workbench]:
    jobs = Jobs()
    bench = Workbench(Services(workspace, today=lambda: TODAY), appearance, jobs)
    bench.window.resize(1440, 900)
    yield bench
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()  # now, so that the next look is not applied to old windows
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(bench: Workbench, qtbot: QtBot) -> _Desk:
    company, _ = bench.services.companies.create("Göltzschtal Präzision GmbH")
    bench.desk.choose(company)
    bench.window.go_to("report")
    bench.window.show()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    desk = _Desk(bench, company, qtbot)
    desk.wait(lambda: desk.page.chapters.jumps() != [])
    return desk


def test_that_the_page_lists_what_is_missing_and_leads_there(desk: _Desk) -> None:
    assert unnamed_focusable(desk.page) == []
    names = [button.accessibleName() for button in desk.page.chapters.jumps()]
    assert "Ergänzen: 42 von 42 Fragen sind offen" in names
    at = names.index("Ergänzen: 42 von 42 Fragen sind offen")
    click(desk.page.chapters.jumps()[at])
    assert desk.bench.window.current_key == "readiness"


def test_that_an_answer_elsewhere_is_counted_when_the_page_is_shown_again(desk: _Desk) -> None:
    desk.bench.window.go_to("company")
    changes = desk.services.interviews.answer(
        desk.company, Stage.T0, "D1.1", 0, TODAY, level=Level.TWO
    )
    desk.bench.desk.publish(changes)
    desk.bench.window.go_to("report")
    desk.wait(lambda: "41 von 42 Fragen sind offen" in desk.words())


def test_that_a_key_asks_for_a_place_and_writes_the_pdf(
    desk: _Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(desk.bench.window.isActiveWindow)
    press(desk.bench.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    proposed = Path(desk.dialog().selectedFiles()[0]).name
    assert proposed == "Machbarkeitsbericht Göltzschtal Präzision GmbH 2026-11-23.pdf"
    target = tmp_path / "Bericht.pdf"
    desk.save_as(target)
    assert not desk.page.pdf.isEnabled()
    assert not desk.page.xlsx.isEnabled()
    desk.wait()
    assert desk.page.result.isVisible()
    assert "Der Bericht ist fertig" in desk.words()
    assert str(target) in desk.words()
    assert desk.page.pdf.isEnabled()
    assert "Göltzschtal" in PdfReader(target).pages[0].extract_text()
    assert unnamed_focusable(desk.page) == []


def test_that_the_button_writes_the_workbook(desk: _Desk, tmp_path: Path) -> None:
    click(desk.page.xlsx)
    target = tmp_path / "Daten.xlsx"
    desk.save_as(target)
    desk.wait()
    assert openpyxl.load_workbook(target)["Unternehmen"]["A2"].value == (
        "Göltzschtal Präzision GmbH"
    )


def test_that_a_dialog_that_is_closed_writes_nothing(desk: _Desk) -> None:
    click(desk.page.pdf)
    desk.dialog().reject()
    QApplication.processEvents()
    assert not desk.bench.jobs.busy()
    assert desk.page.pdf.isEnabled()


def test_that_a_failure_is_told_on_the_page_and_can_be_closed(
    desk: _Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    desk.page.target_chosen.emit(FileKind.XLSX, tmp_path / "weg" / "Daten.xlsx")
    desk.wait()
    banner = desk.page.banner
    assert banner is not None
    assert banner.isVisible()
    assert "Den Ordner für „Daten.xlsx“ gibt es nicht mehr." in desk.words()
    assert "An den Angaben hat sich nichts geändert." in desk.words()
    click(banner.close_button)
    desk.bench.desk.publish(desk.services.processes.create(desk.company, name="Rüsten")[1])
    desk.wait()
    assert banner.isHidden()


def test_that_work_can_be_stopped_and_leaves_no_file(desk: _Desk, tmp_path: Path) -> None:
    desk.page.target_chosen.emit(FileKind.PDF, tmp_path / "Bericht.pdf")
    desk.page.progress.cancel_requested.emit()
    desk.wait()
    assert list(tmp_path.glob("*.pdf")) == []
    assert desk.page.pdf.isEnabled()
    assert desk.page.progress.isHidden()
    assert desk.page.banner is None


class _Opener(QObject):
    """Stands for the system's programs."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_that_file_and_folder_can_be_opened(desk: _Desk, tmp_path: Path) -> None:
    target = tmp_path / "Daten.xlsx"
    desk.page.target_chosen.emit(FileKind.XLSX, target)
    desk.wait()
    opener = _Opener()
    # The stub asks for bytes, the binding for text.
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]
    try:
        click(desk.page.result.open)
        click(desk.page.result.folder)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.opened == [str(target), str(tmp_path)]


def test_that_another_company_starts_without_the_file_of_the_first(
    desk: _Desk, tmp_path: Path
) -> None:
    desk.page.target_chosen.emit(FileKind.XLSX, tmp_path / "Daten.xlsx")
    desk.wait()
    other, _ = desk.services.companies.create("Muster AG")
    desk.bench.desk.choose(other)
    desk.wait(lambda: "Muster AG" in desk.words())
    assert desk.page.result.isHidden()
    assert "Göltzschtal Präzision GmbH" not in desk.words()


def test_that_the_page_asks_for_a_company_first(bench: Workbench, qtbot: QtBot) -> None:
    bench.window.go_to("report")
    bench.window.show()
    qtbot.waitExposed(bench.window)
    page = bench.window.page("report")
    assert isinstance(page, ReportPage)
    assert page.empty.isVisible()
    assert not page.pdf.isEnabled()
    assert unnamed_focusable(page) == []
    click(page.empty.button)
    assert bench.window.current_key == "companies"


def test_that_the_page_is_whole_in_a_small_window_and_in_english(desk: _Desk) -> None:
    TEXTS.use("en")
    desk.bench.window.resize(1024, 640)
    desk.bench.window.rebuild()
    desk.wait(lambda: desk.page.chapters.jumps() != [])
    QApplication.processEvents()
    assert desk.page.horizontalScrollBar().maximum() == 0
