"""The brake: how often somebody may try, remembered by the running process."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

_MAX_KEYS = 10_000


class Brake:
    """At most `limit` counted events per key within `window_ms` milliseconds."""

    def __init__(self, limit: int, window_ms: int, now: Callable[[], int]) -> None:
        self._limit = limit
        self._window_ms = window_ms
        self._now = now
        self._events: dict[str, deque[int]] = {}
        self._lock = threading.Lock()

    def holds(self, key: str) -> bool:
        """Whether the key has used up its tries for now."""
        with self._lock:
            return len(self._recent(key)) >= self._limit

    def count(self, key: str) -> None:
        with self._lock:
            if len(self._events) > _MAX_KEYS:
                self._events.clear()  # many addresses at once: forget rather than grow
            self._recent(key).append(self._now())

    def _recent(self, key: str) -> deque[int]:
        events = self._events.setdefault(key, deque())
        while events and events[0] <= self._now() - self._window_ms:
            events.popleft()
        return events
