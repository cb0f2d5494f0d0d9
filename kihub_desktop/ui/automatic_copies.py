"""Lets local copies be made beside the work; only a failure is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.texts import _, render
from kihub_desktop.ui.widgets.message_banner import Message

if TYPE_CHECKING:
    from kihub_desktop.services.copies import CopyService
    from kihub_desktop.store.copies import LocalCopy
    from kihub_desktop.ui.desk import Desk
    from kihub_desktop.ui.jobs import Jobs

LOOK_MS = 300_000
"""How often it looks whether an hour of work has passed."""


class AutomaticCopies(QObject):
    """At the start, and after each hour of work. `make_service` is called in the thread."""

    def __init__(
        self, parent: QObject, jobs: Jobs, desk: Desk, make_service: Callable[[], CopyService]
    ) -> None:
        super().__init__(parent)
        self._jobs, self._desk, self._service = jobs, desk, make_service
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._run(lambda progress: self._service().at_start(progress))
        self._timer.start()

    def look(self) -> None:
        """Makes a copy if it is time for one."""
        self._run(lambda progress: self._service().after_an_hour(progress))

    def stop(self) -> None:
        self._timer.stop()

    def _run(self, work: Callable[[Progress], LocalCopy | None]) -> None:
        self._jobs.start(self, work, done=lambda _copy: None, failed=self._tell)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, Refused) and error.reason is Reason.IN_USE:
            return  # one is being made already
        title = _("Die automatische Kopie ist nicht gelungen.")
        if isinstance(error, Refused):
            words, details = render(error.message), error.detail
        else:
            words, details = (
                _("Alles Erfasste ist gespeichert."),
                f"{type(error).__name__}: {error}",
            )
        self._desk.message_posted.emit(Message(title, safe=words, details=details))
