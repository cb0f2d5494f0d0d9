"""Long writing in short slices, so that nobody who types waits."""

from __future__ import annotations

import threading

_SLICE_SECONDS = 0.010
"""Of one slice before its commit, which takes a few more; nothing may hold the lock over 20 ms."""

_BREATH = 0.001  # the lock is not fair: without a pause the next slice would always win
_PAUSE = threading.Event()  # never set


class Pace:
    """How much fits into a slice, learnt from the last one."""

    def __init__(self, first: int = 4, most: int = 60) -> None:
        self.size = first
        self._most = most

    def took(self, seconds: float) -> None:
        """What the last slice took; then lets others in."""
        if seconds > _SLICE_SECONDS:
            self.size = max(1, int(self.size * _SLICE_SECONDS / seconds))
        elif seconds < _SLICE_SECONDS / 2:
            self.size = min(self._most, self.size + 2)
        _PAUSE.wait(_BREATH)
