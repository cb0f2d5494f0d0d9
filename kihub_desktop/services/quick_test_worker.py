"""The child process of a quick test: reads a foreign table, answers once in JSON, and ends.

Nothing here is loaded before the threads of the numeric libraries are counted.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.refusals import Reason, Refused

MEMORY = 1_500_000_000
"""Bytes of data that the child may hold where the system offers a limit."""
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
_TOO_LARGE = phrase("Die Datei ist zu groß für diesen Rechner.")


@dataclass(frozen=True)
class Wanted:
    """What is to be tested: a file, a table of it, and the question put to it.

    With `attach` the answer is followed by the rows themselves, packed.
    """

    path: Path
    today: date
    table: str = ""
    target: str = ""
    excluded: tuple[str, ...] = ()
    group: str = ""
    seed: int = 1
    attach: bool = False

    def spelled(self) -> str:
        return json.dumps(asdict(self), default=str)

    @classmethod
    def read(cls, text: str) -> Wanted:
        given: dict[str, Any] = json.loads(text)
        return cls(
            **{
                **given,
                "path": Path(given["path"]),
                "today": date.fromisoformat(given["today"]),
                "excluded": tuple(given["excluded"]),
            }
        )


def work(channel: Connection, wanted: str) -> None:
    """The whole life of the child; it prints nothing and raises nothing."""
    for name in _THREADS:
        os.environ[name] = "1"
    warnings.simplefilter("ignore")  # their texts may quote the table
    _limit_memory()
    with suppress(OSError):  # nobody listens any more
        _answered(channel, Wanted.read(wanted))
        channel.close()


def _answered(channel: Connection, wanted: Wanted) -> None:
    """The answer, and behind it the rows if they are asked for."""
    if not wanted.attach:
        channel.send_bytes(json.dumps(_guarded(lambda: _tested(channel, wanted))).encode())
        return
    rows: list[bytes] = []
    told = _guarded(lambda: _sampled(channel, wanted, rows))
    channel.send_bytes(json.dumps(told).encode())
    for each in rows:
        channel.send_bytes(each)


def _guarded(make: Callable[[], Mapping[str, object]]) -> Mapping[str, object]:
    """What is made, or why it cannot be, in a sentence that quotes nothing."""
    try:
        made = make()
    except Refused as refusal:
        return _refused(refusal.message, refusal.detail)
    except MemoryError:
        return _refused(_TOO_LARGE, "MemoryError")
    except OSError:
        return _refused(phrase("Die Datei ist nicht lesbar."), "OSError")
    except Exception as fault:
        # Whatever a library stumbled over; its words may hold values of the table.
        return _refused(
            phrase("Die Tabelle lässt sich nicht prüfen; bitte anders ausgeben lassen."),
            f"{type(fault).__name__} in {_place(fault)}",
        )
    return {**made, "peak": _peak()}


def _sampled(channel: Connection, wanted: Wanted, rows: list[bytes]) -> Mapping[str, object]:
    """What the packed rows hold; they themselves go to `rows`."""
    from kihub_desktop.analysis.data_check.check import check
    from kihub_desktop.imports.frames import Reading, read_sample
    from kihub_desktop.services.quick_test_sample import packed

    progress = _telling(channel)
    sample = read_sample(wanted.path, Reading(wanted.table, progress=progress))
    found = check(sample.frame, sample.block, sample.origin, wanted.today, None, progress)
    made = packed(sample.frame, found.profile)
    rows.append(made.content)
    told = {name: value for name, value in vars(made).items() if name != "content"}
    return {"sample": told}


def _telling(channel: Connection) -> Progress:
    def progress(done: int, total: int, doing: Value = "") -> None:
        said = asdict(doing) if isinstance(doing, Phrase) else None
        channel.send_bytes(json.dumps({"step": [done, total], "doing": said}).encode())

    return progress


def _tested(channel: Connection, wanted: Wanted) -> Mapping[str, object]:
    from kihub_desktop.analysis.data_check.check import Question, check
    from kihub_desktop.imports.frames import Reading, read_sample
    from kihub_desktop.services.quick_test_text import written

    progress = _telling(channel)
    sample = read_sample(wanted.path, Reading(wanted.table, progress=progress))
    question = Question(wanted.target, wanted.excluded, wanted.group, wanted.seed)
    try:
        found = check(sample.frame, sample.block, sample.origin, wanted.today, question, progress)
    except LookupError as fault:
        if str(fault.args[:1]).find(wanted.target) < 0 or not wanted.target:
            raise
        unknown = phrase("Die Spalte „{name}“ gibt es nicht.", name=wanted.target[:80])
        raise Refused(Reason.BAD_INPUT, unknown) from fault
    return {"found": written(found)}


def _refused(message: Phrase, detail: str) -> Mapping[str, object]:
    return {"refused": asdict(message), "detail": detail[:200], "peak": _peak()}


def _place(fault: Exception) -> str:
    """The last line of our own or a library's code, without any value."""
    trace, place = fault.__traceback__, "?"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def _peak() -> int:
    """The most bytes held at once; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
