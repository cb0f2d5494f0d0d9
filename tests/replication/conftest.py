"""Laptops that are closed when their test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.replication.laptops import Laptop


@pytest.fixture
def laptop() -> Iterator[Callable[[], Laptop]]:
    """Makes laptops, numbered from 0."""
    made: list[Laptop] = []

    def make() -> Laptop:
        made.append(Laptop(len(made)))
        return made[-1]

    yield make
    for each in made:
        each.close()
