"""What is wrong with a catalogue, said with file, entry and reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kihub_desktop.domain.phrases import Joined, Phrase, Value


@dataclass(frozen=True)
class CatalogueProblem:
    """One fault: `entry` reads like „D3.2 › Stufe 4“; without parts it means the whole file.

    `line` counts from 1 where the place is a line of the text, else it is 0.
    """

    file: str
    entry: Joined
    reason: Phrase
    line: int = 0

    def worded(self) -> Joined:
        """The fault in one line, to be rendered in the reader's language."""
        parts: tuple[Value, ...] = (self.file, self.entry, self.reason)
        return Joined(tuple(part for part in parts if part != entry()), ": ")


class CatalogueError(Exception):
    """A catalogue that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[CatalogueProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{item.file}: {item.reason.message}" for item in self.problems))


def entry(*parts: Value) -> Joined:
    """The place in a catalogue, from the outside inwards."""
    return Joined(parts, " › ")


def refuse(problems: Iterable[CatalogueProblem]) -> None:
    """CatalogueError if there is any problem."""
    found = tuple(problems)
    if found:
        raise CatalogueError(found)
