"""What a defect leaves behind for whoever is asked for help: places and kinds, never values.

The message of an exception may hold what somebody typed, so it is not written down.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

_LOG = logging.getLogger(__name__)
_LARGEST = 200_000
_KEPT = 3
_DEEPEST = 40


def trace_of(error: BaseException) -> str:
    """Kind and places of an error and of what led to it, one place per line."""
    return "\n".join(line for each in _chain(error) for line in _lines(each))


def keep_traces(folder: Path) -> None:
    """Writes defects to a small rotating file, also those that nobody catches."""
    with suppress(OSError):  # without a place for it the program runs all the same
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "werkbank.log", maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8"
        )
        handler.setLevel(logging.ERROR)
        handler.setFormatter(_Valueless("%(asctime)s %(name)s: %(message)s"))
        logging.getLogger("kihub_desktop").addHandler(handler)
    sys.excepthook = _note


def _note(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    _LOG.error("nobody caught\n%s", trace_of(error))


class _Valueless(logging.Formatter):
    """Prints a traceback by its places alone."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)
        own.exc_text = None  # another handler may have left the words of the error here
        return super().format(own)

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        error = ei[1] if isinstance(ei, tuple) else None
        return trace_of(error) if isinstance(error, BaseException) else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _lines(error: BaseException) -> Iterator[str]:
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__, limit=-_DEEPEST):
        yield f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
