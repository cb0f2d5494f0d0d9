"""Which kinds of key slots a folder has: a glance for the first window, without cryptography."""

from __future__ import annotations

import json
from pathlib import Path

_MAX_FILE = 1_000_000


def slot_kinds(folder: Path) -> frozenset[str]:
    """Kinds named in `keys.json`; none if it cannot be read (opening will say why)."""
    try:
        path = folder / "keys.json"
        if path.stat().st_size > _MAX_FILE:
            return frozenset()
        slots = json.loads(path.read_text("utf-8"))["slots"]
        return frozenset(str(slot["kind"]) for slot in slots)
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()
