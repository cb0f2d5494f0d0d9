"""Works out readiness and verdicts of the listed companies beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kihub_desktop.domain.progress import Progress
from kihub_desktop.services.companies import CompanyRow, Week
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.companies.page import CompaniesPage
from kihub_desktop.ui.pages.companies.presenter import CompaniesPresenter


class WorkingOut(QObject):
    """One job at a time; the list is on screen before the first figure is known."""

    def __init__(self, page: CompaniesPage, presenter: CompaniesPresenter, jobs: Jobs) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._jobs = jobs
        self._running = False
        self._reading = False

    def load(self) -> None:
        """Shows the list; a long one first in part, while the rest is read beside the window."""
        if self._presenter.load():
            self._start()
        elif not self._reading:
            self._reading = True
            self._jobs.start(
                self,
                lambda _progress: self._presenter.read(),
                done=self._on_read,
                failed=self._on_unread,
            )

    def see(self, companies: object) -> None:
        """Works out what has come on screen."""
        if isinstance(companies, tuple):
            self._presenter.see(companies)
            self._start()

    def _on_read(self, found: tuple[tuple[CompanyRow, ...], Week]) -> None:
        self._reading = False
        self._presenter.take(found)
        self._start()

    def _on_unread(self, _error: Exception) -> None:
        self._reading = False

    def _start(self) -> None:
        missing = self._presenter.missing_summaries()
        if self._running or not missing:
            return
        self._running = True
        presenter = self._presenter

        def work_out(progress: Progress) -> None:
            for done, company in enumerate(missing):
                progress(done, len(missing))
                presenter.work_out(company)

        self._jobs.start(self, work_out, done=self._on_done, failed=self._on_failed)

    def _on_done(self, _result: object) -> None:
        self._running = False
        self._presenter.refresh()
        self._start()  # what changed meanwhile

    def _on_failed(self, _error: Exception) -> None:
        self._running = False
