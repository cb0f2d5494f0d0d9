"""Files that appear whole or not at all, and the error a writer ends with."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from kihub_desktop.domain.phrases import Phrase, phrase


class ReportError(Exception):
    """A report or sheet could not be written; `reason` is the sentence to show."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.message)
        self.reason = reason


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yields a path beside `target` that takes its place if the block ends well.

    Whatever stood at `target` stays untouched until then. OSError becomes ReportError.
    """
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        yield part
        _flush(part)
        part.replace(target)
    except OSError as error:
        raise ReportError(_reason(error, target)) from error
    finally:
        part.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """The bytes reach the disk before the name does, so that a power cut leaves no torn file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _reason(error: OSError, target: Path) -> Phrase:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return phrase("Auf dem Datenträger ist kein Platz mehr für „{name}“.", name=target.name)
    if isinstance(error, PermissionError):
        return phrase(
            "„{name}“ lässt sich nicht schreiben: "
            "Die Datei ist in einem anderen Programm geöffnet oder der Ordner ist geschützt.",
            name=target.name,
        )
    if isinstance(error, FileNotFoundError):
        return phrase("Den Ordner für „{name}“ gibt es nicht mehr.", name=target.name)
    return phrase("„{name}“ lässt sich nicht schreiben.", name=target.name)
