"""The hybrid clock: always later than before on its device, and never led away by others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.replication.clock import MAX_AHEAD_MS, HybridClock, milliseconds_of
from kihub_desktop.replication.operation import MAX_NUMBER
from tests.replication.laptops import NOON
from tests.replication.runs import SWIFT

WALLS = st.one_of(st.integers(-(2**40), 2**50), st.integers(NOON - 10_000, NOON + 10_000))
EVENTS = st.lists(st.tuples(WALLS, st.none() | st.integers(1, MAX_NUMBER - 1)), max_size=30)


@SWIFT
@given(EVENTS)
def test_that_every_tick_is_later_than_the_one_before(
    events: list[tuple[int, int | None]],
) -> None:
    now = [NOON]
    clock, last = HybridClock(lambda: now[0]), 0
    for wall, foreign in events:
        now[0] = wall
        if foreign is not None:
            clock.adopt(foreign)
        tick = clock.tick()
        assert last < tick < MAX_NUMBER
        last = tick


@SWIFT
@given(st.integers(0, 2**46), st.integers(1, MAX_NUMBER - 1))
def test_that_a_clock_more_than_an_hour_ahead_is_not_followed(wall: int, foreign: int) -> None:
    clock = HybridClock(lambda: wall)
    own = clock.tick()
    clock.adopt(foreign)
    tick = clock.tick()
    if milliseconds_of(foreign) > wall + MAX_AHEAD_MS:
        assert tick == own + 1
    else:
        assert tick == max(own, foreign) + 1


def test_that_a_near_clock_is_followed_and_a_far_one_is_not() -> None:
    clock = HybridClock(lambda: NOON)
    clock.adopt(NOON + MAX_AHEAD_MS << 16)
    assert milliseconds_of(clock.tick()) == NOON + MAX_AHEAD_MS
    clock.adopt(NOON + MAX_AHEAD_MS + 1 << 16)
    assert milliseconds_of(clock.tick()) == NOON + MAX_AHEAD_MS


def test_that_a_standing_clock_counts() -> None:
    clock = HybridClock(lambda: NOON)
    ticks = [clock.tick() for _ in range(100)]
    assert ticks == list(range(NOON << 16, (NOON << 16) + 100))
    assert {milliseconds_of(tick) for tick in ticks} == {NOON}
