"""Enrolment and exchange, one at a time, for as long as the workspace is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.sync.exchange import ExchangeOutcome, Interrupted

EXCHANGE = "exchange"
"""The kind of change that says: what is known about the hub is another than before."""
HUB_CHANGED = Changes(frozenset({EXCHANGE}), frozenset(), Origin.SYNC)

Start = Callable[
    [Callable[[Progress], object], Callable[[object], None], Callable[[Exception], None]], None
]


@dataclass(frozen=True)
class Surroundings:
    """Who runs long work (`start(work, done, failed)`) and who hears of changes.

    `publish` hears of records that were touched, `tell` of everything else that is new.
    """

    start: Start
    publish: Callable[[Changes], None]
    tell: Callable[[Changes], None]


class Exchanging:
    """Outlives pages: an exchange goes on while they are rebuilt in another language."""

    def __init__(self, services: Services, around: Surroundings) -> None:
        self._services = services
        self._around = around
        self.is_running = False
        self.trouble: Exception | None = None
        self.refusal: Exception | None = None

    def exchange(self) -> None:
        """Sends and receives, unless something is under way already."""
        if self._begin():
            work = _telling(self._services.exchange.run)
            self._around.start(work, self._on_exchanged, self._on_failed)

    def enrol(self, url: str, code: str, device: str) -> None:
        """Enrols this device; why not stands in `refusal`."""
        if self._begin():
            enrol = self._services.exchange.enrol
            work = _telling(lambda _progress: enrol(url, code, device))
            self._around.start(work, self._on_enrolled, self._on_refused)

    def _begin(self) -> bool:
        if self.is_running:
            return False
        self.is_running = True
        self.trouble = self.refusal = None
        self._around.tell(HUB_CHANGED)
        return True

    def _end(self, changes: Changes) -> None:
        self.is_running = False
        self._around.publish(changes)
        self._around.tell(HUB_CHANGED)

    def _on_exchanged(self, result: object) -> None:
        if isinstance(result, Refused):
            self._on_failed(result)
        else:
            self._end(result.changes if isinstance(result, ExchangeOutcome) else Changes.none())

    def _on_failed(self, error: Exception) -> None:
        self.trouble = error
        self._end(error.outcome.changes if isinstance(error, Interrupted) else Changes.none())

    def _on_enrolled(self, result: object) -> None:
        if isinstance(result, Refused):
            self._on_refused(result)
        else:
            self._end(self._sign())

    def _sign(self) -> Changes:
        """Colleagues read this name beside every version that was written here."""
        name, signature = (
            self._services.exchange.status().device_name,
            self._services.team.signature(),
        )
        if not name or name == signature.device:
            return Changes.none()
        try:
            return self._services.team.sign(signature.author, name)
        except Refused as refusal:  # the device is enrolled; only its name is still the old one
            self.trouble = refusal
            return Changes.none()

    def _on_refused(self, error: Exception) -> None:
        self.refusal = error
        self._end(Changes.none())


def _telling(work: Callable[[Progress], object]) -> Callable[[Progress], object]:
    """The same work with a refusal as its result: to be refused is no fault of the program."""

    def told(progress: Progress) -> object:
        try:
            return work(progress)
        except Refused as refusal:
            # The traceback holds the frames of the thread, and through them whatever they used.
            return refusal.with_traceback(None)

    return told
