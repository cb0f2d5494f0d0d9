"""What the window knows of a page before it is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class PageEntry:
    """One place to go to.

    `step` puts it into the numbered rail, `parent` below another entry. Without `build` the
    entry is a heading that leads to its first child. `in_rail=False` hides it from the rail
    (reached from elsewhere).
    """

    key: str
    title: str
    build: Callable[[], QWidget] | None = None
    step: int | None = None
    parent: str | None = None
    icon: str = "overview"
    in_rail: bool = True


@dataclass(frozen=True)
class StepState:
    """How far a step is, in a few characters (92 %, 36/42), and whether it is done."""

    text: str = ""
    complete: bool = False


@dataclass(frozen=True)
class Connection:
    """What the card at the foot of the rail says about the hub."""

    online: bool
    title: str
    note: str
