"""Drops of pictures that are being stored, for as long as the window is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.progress import Step
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.services.picture_intake import IntakeOutcome, PictureIntake
from kihub_desktop.ui.jobs import Job
from kihub_desktop.ui.picture_messages import interrupted_message, outcome_message
from kihub_desktop.ui.widgets.message_banner import Message

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

_TELL_MS, _PUBLISH_MS = 1000, 4000
"""How often the card is drawn anew, and how often everybody else reads again."""


@dataclass
class _Running:
    intake: PictureIntake
    job: Job | None = None
    step: Step = field(default_factory=lambda: Step(0, 0))
    previews: dict[int, bytes] = field(default_factory=dict)
    stored: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Coming:
    """A picture that is still to be stored: a key of its own, its name, a preview if there is."""

    key: str
    name: str
    preview: bytes | None


class PictureIntakes(QObject):
    """One after the other; belongs to the workbench, so that a rebuilt page stops nothing.

    `changed` tells of previews and progress, `stored` of new records as well; `outcome` carries
    what became of a drop, `refused` why it could not be.
    """

    changed = Signal()
    stored = Signal()
    outcome = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._waiting: list[_Running] = []
        self._changes = Changes.none()
        self._told = 0
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TELL_MS)
        self._telling.timeout.connect(self._tell)
        self._publishing = QTimer(self)
        self._publishing.setSingleShot(True)
        self._publishing.setInterval(_PUBLISH_MS)
        self._publishing.timeout.connect(self._publish)

    def start(self, intake: PictureIntake) -> None:
        """Begins now, or when the drops before are through."""
        self._waiting.append(_Running(intake))
        if len(self._waiting) == 1:
            self._begin()
        self.changed.emit()

    def coming(self, company: UUID | None) -> tuple[Coming, ...]:
        """What a company still waits for."""
        return tuple(
            Coming(f"{each.intake.key}:{number}", source.name, each.previews.get(number))
            for each in self._waiting
            if each.intake.place.company == company
            for number, source in enumerate(each.intake.sources)
            if number not in each.stored
        )

    def step(self) -> Step | None:
        """Where the work is; None if there is none."""
        return self._waiting[0].step if self._waiting else None

    def cancel(self) -> None:
        """Ends all drops; what is stored stays."""
        for each in self._waiting[1:]:
            each.intake.forget()
        del self._waiting[1:]
        if self._waiting and (job := self._waiting[0].job) is not None:
            job.cancel()

    def _begin(self) -> None:
        running = self._waiting[0]
        running.job = self._bench.jobs.start(
            self,
            running.intake.run,
            self._on_done,
            failed=self._on_failed,
            progress=self._on_step,
            cancelled=self._on_cancelled,
        )

    def _on_step(self, step: Step) -> None:
        running = self._waiting[0]
        running.step = step
        self._hear(running)
        if not self._telling.isActive():
            self._telling.start()

    def _hear(self, running: _Running) -> None:
        news = running.intake.news()
        running.previews.update(news.previews)
        running.stored |= news.stored
        if news.changes:
            self._changes = self._changes | news.changes
            if not self._publishing.isActive():
                self._publishing.start()

    def _tell(self) -> None:
        """The card draws anew once a second: drawing costs what typing needs."""
        stored = sum(len(each.stored) for each in self._waiting)
        changed, self._told = stored != self._told, stored
        (self.stored if changed else self.changed).emit()

    def _publish(self) -> None:
        changes, self._changes = self._changes, Changes.none()
        self._bench.desk.publish(changes)

    def _on_done(self, outcome: IntakeOutcome) -> None:
        self._end()
        self.outcome.emit(outcome)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Refused):
            self.refused.emit(error)

    def _on_cancelled(self) -> None:
        self._waiting[0].intake.forget()
        self._end()

    def _end(self) -> None:
        self._hear(self._waiting[0])
        del self._waiting[0]
        self._publishing.stop()
        self._publish()
        if self._waiting:
            self._begin()
        self.changed.emit()


def intakes_of(bench: Workbench) -> PictureIntakes:
    """The drops of a window; made when the first card is."""
    found = bench.findChild(PictureIntakes)
    if isinstance(found, PictureIntakes):
        return found
    made = PictureIntakes(bench)
    made.outcome.connect(partial(_tell, bench, outcome_message))
    made.refused.connect(bench.tell)
    _tell(bench, interrupted_message, bench.services.pictures.interrupted())
    bench.jobs.start(made, lambda _progress: bench.services.pictures.sweep(), lambda _found: None)
    return made


def _tell(bench: Workbench, worded: Callable[..., Message | None], what: object) -> None:
    message = worded(what)
    if message is not None:
        bench.window.show_message(message)
