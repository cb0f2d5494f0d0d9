"""Files carried to another disk and back: hashed on the way, flushed, and read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

PIECE = 1_048_576


def carry(source: Path, target: Path, told: Callable[[int], None]) -> str:
    """Copies a file and flushes it; returns the SHA-256 of what was read. OSError.

    `told` hears how many bytes each piece has; what it raises ends the work.
    """
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        while piece := reading.read(PIECE):
            digest.update(piece)
            writing.write(piece)
            told(len(piece))
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest()


def hash_of(path: Path, told: Callable[[int], None]) -> str:
    """The SHA-256 of a file as it lies on the disk, not in the system's memory where possible."""
    digest = hashlib.sha256()
    with path.open("rb") as reading:
        advise = getattr(os, "posix_fadvise", None)
        if advise is not None:  # elsewhere the system decides what it still remembers
            advise(reading.fileno(), 0, 0, getattr(os, "POSIX_FADV_DONTNEED", 4))
        while piece := reading.read(PIECE):
            digest.update(piece)
            told(len(piece))
    return digest.hexdigest()
