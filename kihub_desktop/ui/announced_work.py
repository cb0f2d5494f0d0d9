"""Long work of a page that its progress strip announces and can stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Progress
from kihub_desktop.ui.jobs import Job, Jobs
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip

Result = TypeVar("Result")


class AnnouncedWork:
    """The strip stays for as long as anything is running, and stops all of it."""

    def __init__(self, page: QWidget, strip: ProgressStrip, jobs: Jobs) -> None:
        self._page, self._strip, self._jobs = page, strip, jobs
        self._running: list[Job] = []
        strip.cancel_requested.connect(self._cancel)

    def start(
        self,
        doing: Value,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> None:
        """Like `Jobs.start`, with the page as owner."""

        def ended(tell: Callable[..., object] | None) -> Callable[..., None]:
            def end(*result: object) -> None:
                self._running.remove(job)
                if not self._running:
                    self._strip.finish()
                if tell is not None:
                    tell(*result)

            return end

        self._strip.start(doing)
        job = self._jobs.start(
            self._page,
            work,
            done=ended(done),
            failed=ended(failed),
            progress=self._strip.show_step,
            cancelled=ended(cancelled),
        )
        self._running.append(job)

    def _cancel(self) -> None:
        for job in self._running:
            job.cancel()
