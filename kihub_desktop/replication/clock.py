"""Hybrid logical clock: for activity lists and the order of display, never for what survives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_COUNTER_BITS = 16
_COUNTER_MASK = (1 << _COUNTER_BITS) - 1
_LATEST_MS = 1 << 46  # the year 4199: later ones would soon exceed 63 bits
MAX_AHEAD_MS = 3_600_000
"""A foreign clock further ahead than this is not adopted (a laptop set to 2031)."""


@dataclass
class HybridClock:
    """Kulkarni et al. 2014, with a bound on what is adopted from others (sync.md 4.2).

    `wall` gives milliseconds since 1970; `last` is the highest value used or adopted so far.
    """

    wall: Callable[[], int]
    last: int = 0

    def tick(self) -> int:
        """A value greater than every one before it on this device."""
        now = min(max(self.wall(), 0), _LATEST_MS) << _COUNTER_BITS
        self.last = max(self.last + 1, now, 1)
        return self.last

    def adopt(self, foreign: int) -> None:
        """Follows a foreign value unless it lies more than an hour ahead of the own wall."""
        if foreign >> _COUNTER_BITS <= self.wall() + MAX_AHEAD_MS:
            self.last = max(self.last, foreign)


def milliseconds_of(clock: int) -> int:
    """The wall part of a clock value, in milliseconds since 1970."""
    return clock >> _COUNTER_BITS
