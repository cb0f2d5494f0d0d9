"""Runs a quick test in a process of its own: foreign files cannot harm the window."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.quick_test_sample import LARGEST_SAMPLE, PackedSample
from kihub_desktop.services.quick_test_worker import Wanted, work

if TYPE_CHECKING:
    from kihub_desktop.analysis.data_check.check import DataCheck

LONGEST = 900.0
"""Seconds after which a test is given up."""
_LISTEN = 0.1
_LARGEST = 4_000_000
_GRACE = 3.0


@dataclass(frozen=True)
class QuickTested:
    """The result as data and as the text that a record keeps; `peak` in bytes, 0 if unknown."""

    found: DataCheck
    text: str
    seconds: float
    peak: int


def run_quick_test(
    wanted: Wanted, progress: Progress = silent, longest: float = LONGEST
) -> QuickTested:
    """Reads, profiles and judges a file beside this process, which never holds its rows.

    Refused BAD_INPUT with one sentence whatever the file does, also when it kills the child.
    Cancelled from the progress ends the child at once.
    """
    began = time.monotonic()
    with _beside(wanted) as channel:
        answer = _listened(channel, progress, began + longest)
    return _tested(answer, time.monotonic() - began)


def run_packing(
    wanted: Wanted, progress: Progress = silent, longest: float = LONGEST
) -> PackedSample:
    """Packs the rows of a file beside this process, which keeps them as bytes it never reads.

    Fails like `run_quick_test`.
    """
    with _beside(replace(wanted, attach=True)) as channel:
        answer = _listened(channel, progress, time.monotonic() + longest)
        if "refused" in answer:
            _tested(answer, 0)
        try:
            told = {name: int(value) for name, value in answer["sample"].items()}
            return PackedSample(channel.recv_bytes(LARGEST_SAMPLE), **told)
        except (EOFError, OSError, KeyError, TypeError, ValueError, AttributeError) as fault:
            raise _bad(_DIED, type(fault).__name__) from None


@contextmanager
def _beside(wanted: Wanted) -> Iterator[Connection]:
    """What the child says; it is gone when this ends."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(there, wanted.spelled()), daemon=True)
    child.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        _ended(child)


def _listened(channel: Connection, progress: Progress, end: float) -> Mapping[str, Any]:
    """The answer of the child; its steps go to the progress, which is asked all the time."""
    from kihub_desktop.services.quick_test_text import UnfitResult, read_phrase

    step: tuple[int, int] = (0, 0)
    doing = phrase("Die Datei wird gelesen")
    while True:
        progress(*step, doing)
        if time.monotonic() > end:
            raise _bad(phrase("Die Prüfung dauert zu lange; bitte einen kürzeren Zeitraum."))
        try:
            if not channel.poll(_LISTEN):
                continue
            message = json.loads(channel.recv_bytes(_LARGEST))
        except (EOFError, OSError) as fault:
            raise _bad(_DIED, type(fault).__name__) from None
        if "step" not in message:
            return dict(message)
        step = (int(message["step"][0]), int(message["step"][1]))
        try:
            doing = read_phrase(message["doing"]) if message["doing"] else doing
        except UnfitResult:
            continue


def _tested(answer: Mapping[str, Any], seconds: float) -> QuickTested:
    from kihub_desktop.services.quick_test_text import UnfitResult, read, read_phrase

    try:
        if "refused" in answer:
            raise _bad(read_phrase(answer["refused"]), str(answer.get("detail", ""))[:200])
        text = str(answer["found"])
        return QuickTested(read(text), text, seconds, int(answer.get("peak", 0)))
    except (UnfitResult, KeyError) as fault:
        raise _bad(_DIED, type(fault).__name__) from None


def _ended(child: BaseProcess) -> None:
    """The child is gone when this returns."""
    child.join(0.5)
    if child.is_alive():
        child.terminate()
        child.join(_GRACE)
    if child.is_alive():
        child.kill()
        child.join()
    child.close()


def _bad(message: Any, detail: str = "") -> Refused:
    return Refused(Reason.BAD_INPUT, message, detail)


_DIED = phrase(
    "Die Prüfung wurde unerwartet beendet, vielleicht reicht der Arbeitsspeicher nicht; Ihre Daten "
    "sind unverändert."
)
