"""Where resources and migrations lie: in a checkout, a wheel and a frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _root(name: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [
        Path(frozen) / name if frozen else None,
        _PACKAGE / f"_{name}",
        _PACKAGE.parent / name,
    ]
    for candidate in candidates:
        if candidate is not None and candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name!r} is missing from this installation")


def resources() -> Path:
    """The folder with catalogues, fonts, icons, themes, texts and report templates."""
    return _root("resources")


def migrations() -> Path:
    """The folder with the Alembic environments of laptop and hub."""
    return _root("database")
