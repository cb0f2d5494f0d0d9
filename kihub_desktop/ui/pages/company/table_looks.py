"""What a list of the company's page looks like, and the cells that all of them use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.texts import _, render
from kihub_desktop.ui.widgets.cells import Cell, Column, DotsCell, TextCell
from kihub_desktop.ui.widgets.empty_state import EmptyState


@dataclass(frozen=True)
class TableLook:
    """How the records of a kind are listed; `narrow` are the columns of a narrow card, if any.

    With `sums` the heading tells what the amounts of all lines come to.
    """

    title: str
    columns: tuple[Column[Any], ...]
    empty: Callable[[], EmptyState]
    narrow: tuple[Column[Any], ...] = ()
    sums: Callable[[str], str] | None = None


def noted(text: str, *, contested: bool) -> str:
    dispute = _("zwei Angaben – bitte entscheiden") if contested else ""
    return " · ".join(filter(None, (dispute, text)))


def spelled_out(said: Phrase | None) -> str:
    return render(said) if said else ""


def or_dash(text: str) -> Cell:
    return TextCell(text) if text else TextCell("–", muted=True)


def dots(level: int) -> Cell:
    if not level:
        return TextCell("–", muted=True)
    return DotsCell(level, 5, _("{n} von 5").format(n=level))


def spoken(name: str) -> Callable[[Any], Cell]:
    """A cell with the words of a line under this name."""
    return lambda line: or_dash(render(line.words.get(name, "")))
