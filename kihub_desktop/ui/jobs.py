"""Long work beside the window: plain functions in threads, results on the GUI thread."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled, Progress, Step

Result = TypeVar("Result")
_LOG = logging.getLogger(__name__)
_STEP_SECONDS = 0.1
_GARBAGE_MS = 5000


class Job:
    """A running piece of work. `cancel` asks it to stop at its next progress call."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self.ended = False

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()


class _Reporter:
    """The progress handed to the work: stops it, and lets one step through per 100 ms."""

    def __init__(self, job: Job, tell: Callable[[Step], None]) -> None:
        self._job, self._tell = job, tell
        self._last = float("-inf")

    def __call__(self, done: int, total: int, doing: Value = "") -> None:
        if self._job.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= _STEP_SECONDS or (total and done >= total):
            self._last = now
            self._tell(Step(done, total, doing))


class Jobs(QObject):
    """Starts work. No QObject leaves the GUI thread; a dead owner hears nothing any more."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job")
        self._running: set[Job] = set()
        self._shut = False
        self._posted.connect(self._run_here, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        owner: QObject,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object] | None = None,
        progress: Callable[[Step], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Runs `work(progress)` in a thread; exactly one of the three ends is called.

        All callbacks run on the GUI thread, and only while `owner` lives.
        """
        job = Job()
        if self._shut:  # the end of the last work may ask for more
            job.ended = True
            return job
        self._running.add(job)
        outcome = _Outcome(owner, done, failed, cancelled)
        tell = partial(self._tell, owner, progress) if progress else _nothing
        self._pool.submit(self._work, job, work, _Reporter(job, tell), outcome)
        return job

    def busy(self) -> bool:
        return bool(self._running)

    def shut_down(self) -> None:
        """Cancels all work and waits for it; call before the workspace closes."""
        self._shut = True
        for job in list(self._running):
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _work(
        self, job: Job, work: Callable[[Progress], Any], report: Progress, outcome: _Outcome
    ) -> None:
        try:
            ending = outcome.done_with(work(report))
        except Cancelled:
            ending = outcome.on_cancelled
        except Exception as error:
            _LOG.exception("a job failed")
            ending = outcome.failed_with(error)
        self._posted.emit(partial(self._end, job, outcome, ending))

    def _end(self, job: Job, outcome: _Outcome, ending: Callable[[], object]) -> None:
        job.ended = True
        self._running.discard(job)
        if isValid(outcome.owner):
            ending()

    def _tell(self, owner: QObject, progress: Callable[[Step], object], step: Step) -> None:
        self._posted.emit(partial(_if_alive, owner, partial(progress, step)))

    def _run_here(self, call: Callable[[], object]) -> None:
        call()


class _Outcome:
    """Who hears how the work ended."""

    def __init__(
        self,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None,
        cancelled: Callable[[], object] | None,
    ) -> None:
        self.owner = owner
        self._done, self._failed, self._cancelled = done, failed, cancelled

    def done_with(self, result: object) -> Callable[[], object]:
        return partial(self._done, result)

    def failed_with(self, error: Exception) -> Callable[[], object]:
        # The traceback holds the frames of the thread, and through them whatever they used.
        error.__traceback__ = None
        return partial(self._failed, error) if self._failed else _silence

    def on_cancelled(self) -> None:
        if self._cancelled:
            self._cancelled()


def _if_alive(owner: QObject, call: Callable[[], object]) -> None:
    if isValid(owner):
        call()


def _nothing(_step: Step) -> None:
    """Nobody watches."""


def _silence() -> None:
    """Nobody asked to hear about errors; the log has it."""


def collect_garbage_here(parent: QObject, at_rest: Callable[[], bool]) -> QTimer:
    """Turns the cyclic collector off and runs it from a timer of the GUI thread.

    Otherwise a worker thread may collect a dead widget, and Qt objects must not die there.
    `at_rest` says whether no hand is at work just now.
    """
    gc.disable()
    timer = QTimer(parent)
    timer.setInterval(_GARBAGE_MS)
    collecting = _Collecting(at_rest)
    # Qt holds the method of a plain object weakly; without the closure nobody would keep it.
    timer.timeout.connect(lambda: collecting.collect())  # noqa: PLW0108
    timer.start()
    return timer


class _Collecting:
    """Looks through what is new; through everything once in each pause of work.

    What lives at the first time is never looked through: modules, classes and the first page are
    some hundred thousand objects. Ten thousand companies are as many again, and walking them
    every five seconds would stop a scrolling hand for a tenth of a second.
    """

    def __init__(self, at_rest: Callable[[], bool]) -> None:
        self._at_rest = at_rest
        self._first = True
        self._rested = False

    def collect(self) -> None:
        if self._first:
            self._first = False
            gc.freeze()
        elif not self._at_rest():
            self._rested = False
            gc.collect(1)
        elif not self._rested:
            self._rested = True
            gc.collect()
