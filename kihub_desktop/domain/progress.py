"""How long work says where it is, and how it is asked to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kihub_desktop.domain.phrases import Value


class Cancelled(Exception):
    """Raised by a progress call when the work is to stop."""


@dataclass(frozen=True)
class Step:
    """Where the work is: `done` of `total` (total 0: unknown) and what it is doing."""

    done: int
    total: int
    doing: Value = ""


class Progress(Protocol):
    """Called by long work now and then; raises `Cancelled` when it is to stop."""

    def __call__(self, done: int, total: int, doing: Value = "") -> None: ...


def silent(done: int, total: int, doing: Value = "") -> None:
    """The progress of work that nobody watches."""
