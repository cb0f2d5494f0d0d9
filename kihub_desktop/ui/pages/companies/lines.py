"""Lines of a long list that are made when they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")
Line = TypeVar("Line")


class Lines(Sequence[Line], Generic[Row, Line]):
    """Reads like a tuple of lines; ten thousand of them cost nothing until they are shown."""

    def __init__(self, rows: Sequence[Row], make: Callable[[Row], Line]) -> None:
        self.rows = rows
        self._make = make
        self._made: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, place: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        place = range(len(self))[place]
        if place not in self._made:
            self._made[place] = self._make(self.rows[place])
        return self._made[place]

    def __iter__(self) -> Iterator[Line]:
        return (self[place] for place in range(len(self)))

    def forget(self) -> None:
        """What a line says has changed; the rows are the same."""
        self._made.clear()
