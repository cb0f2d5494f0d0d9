"""How much room a workspace takes on disk."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def size_of(folder: Path) -> int:
    """Bytes of all files below the folder; what vanishes while counting counts nothing."""
    total = 0
    for place, _folders, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                total += (Path(place) / name).stat().st_size
    return total
