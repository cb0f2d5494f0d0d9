"""A consultation driven through the real pages: captured, interviewed, judged, reported, shared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kihub_desktop.ui.hands import click, fill, press, settle, type_text, wait_until
from kihub_desktop.ui.pages.companies.page import CompaniesPage
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.pages.readiness.page import ReadinessPage
from kihub_desktop.ui.pages.use_cases.page import UseCasesPage
from kihub_desktop.ui.widgets.figure_view import FigureView
from kihub_desktop.ui.widgets.record_dialog import RecordDialog
from kihub_desktop.ui.workbench import Workbench


class Tour:
    """Walks one window as a consultant does; every step goes through keys and clicks."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def page(self, key: str) -> QWidget:
        """Goes to a page and waits until it is shown."""
        self._bench.window.go_to(key)
        settle()
        page = self._bench.window.page(key)
        if page is None:
            raise LookupError(key)
        return page

    def new_company(self, name: str) -> UUID:
        """The button, a name, Enter; returns the company that is then in hand."""
        page = self.page("companies")
        assert isinstance(page, CompaniesPage)
        click(page.new_button)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        line = dialog.findChild(QLineEdit)
        assert line is not None
        type_text(name, line)
        press("Return", line)
        wait_until(lambda: self._bench.desk.company() is not None, "a company is chosen")
        company = self._bench.desk.company()
        assert company is not None
        return company

    def fill_master(self, texts: dict[str, str]) -> None:
        """Types master data, field by field."""
        page = self.page("company")
        assert isinstance(page, CompanyPage)
        for name, text in texts.items():
            form = page.master.form_with(name)
            assert form is not None
            fill(form.field(name).editor.widget, text)

    def answer(self, keys: Sequence[str]) -> None:
        """Answers question after question with one key and Enter."""
        page = self.page("readiness")
        assert isinstance(page, ReadinessPage)
        page.question.levels.setFocus()
        settle()
        for key in keys:
            press(key, page)
            press("Return", page)

    def new_use_case(self, title: str) -> None:
        """A new use case by its dialog."""
        page = self.page("use_cases")
        assert isinstance(page, UseCasesPage)
        page.ask_new()
        settle()
        dialog = self.dialog()
        fill(dialog.form.field("title").editor.widget, title)
        click(dialog.save_button)

    def dialog(self) -> RecordDialog:
        """The record dialog that is open."""
        dialog = self._bench.window.findChild(RecordDialog, "recordDialog")
        if dialog is None:
            raise LookupError("recordDialog")
        return dialog

    def pages(self) -> tuple[str, ...]:
        """The keys of all pages that exist, in the order of the rail."""
        from kihub_desktop.ui import page_list

        return tuple(entry.key for entry in page_list.entries(self._bench) if entry.build)

    def picture(self, key: str, target: Path) -> Path:
        """A page as it is on screen, once nothing is being worked out any more."""
        self.page(key)
        wait_until(lambda: not self._bench.jobs.busy(), f"{key} is worked out")
        charts = self._bench.window.findChildren(FigureView)
        wait_until(lambda: not any(chart.is_due() for chart in charts), f"{key} is drawn")
        settle()
        target.parent.mkdir(parents=True, exist_ok=True)
        if not self._bench.window.grab().save(str(target)):
            raise OSError(f"the picture {target} could not be written")
        return target
