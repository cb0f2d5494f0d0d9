"""Which copies stay: properties over random histories, and the edges by example."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.store.thinning import (
    ALL_FOR,
    DAILY_FOR,
    WEEKLY_FOR,
    Cause,
    CopyName,
    Standing,
    copy_name,
    free_target,
    superfluous,
)

NOW = datetime(2026, 11, 30, 13, 29, tzinfo=UTC)


def standing(age: timedelta, cause: Cause = Cause.HOUR, *, sound: bool = True) -> Standing:
    return Standing(CopyName(NOW - age, cause), sound)


ages = st.integers(-3600, 200 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
standings = st.builds(
    standing, ages, st.sampled_from(Cause), sound=st.sampled_from([True, True, True, False])
)
histories = st.frozensets(standings, max_size=60)


@given(histories)
def test_that_the_newest_sound_copy_always_stays(copies: frozenset[Standing]) -> None:
    sound = [each for each in copies if each.sound]
    if sound:
        newest = max(each.name.moment for each in sound)
        left = copies - superfluous(copies, NOW)
        assert newest in {each.name.moment for each in left if each.sound}


@given(histories)
def test_that_young_copies_and_those_before_an_upgrade_stay(copies: frozenset[Standing]) -> None:
    gone = superfluous(copies, NOW)
    assert all(NOW - each.name.moment > ALL_FOR for each in gone)
    assert all(each.name.cause is not Cause.UPGRADE for each in gone)


@given(histories)
def test_that_every_day_and_every_week_keeps_one(copies: frozenset[Standing]) -> None:
    left = copies - superfluous(copies, NOW)
    for each in copies:
        age = NOW - each.name.moment
        if not each.sound or age > WEEKLY_FOR:
            continue
        close = [other for other in left if other.sound and other.name.moment >= each.name.moment]
        reach = timedelta(days=1) if age <= DAILY_FOR else timedelta(days=7)
        assert any(other.name.moment - each.name.moment < reach for other in close)


@given(histories)
def test_that_few_are_left_when_no_more_come(copies: frozenset[Standing]) -> None:
    left = copies - superfluous(copies, NOW)
    ordinary = [
        each
        for each in left
        if each.sound and each.name.cause is not Cause.UPGRADE and NOW - each.name.moment > ALL_FOR
    ]
    assert len(ordinary) <= 15 + 14 + 1


@given(histories)
def test_that_thinning_twice_changes_nothing(copies: frozenset[Standing]) -> None:
    left = copies - superfluous(copies, NOW)
    assert superfluous(left, NOW) == frozenset()


@given(histories, st.integers(0, 200 * 24))
def test_that_thinning_often_leaves_what_thinning_late_would(
    copies: frozenset[Standing], hours: int
) -> None:
    """Otherwise an earlier look could take the one copy that a later week would have kept."""
    later = NOW + timedelta(hours=hours)
    early = copies - superfluous(copies, NOW)
    assert early - superfluous(early, later) == copies - superfluous(copies, later)


def test_that_a_rule_without_the_newest_would_be_found() -> None:
    old = standing(WEEKLY_FOR + timedelta(days=1))
    assert superfluous([old], NOW) == frozenset()
    assert superfluous([old, standing(timedelta(0))], NOW) == {old}


def test_that_a_damaged_copy_never_stands_for_a_day() -> None:
    damaged = standing(timedelta(days=3), sound=False)
    whole = standing(timedelta(days=3, hours=1))
    young = standing(timedelta(0))
    assert superfluous([damaged, whole, young], NOW) == frozenset()
    ancient = standing(timedelta(days=20), sound=False)
    assert superfluous([ancient, whole, young], NOW) == {ancient}


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 1, 1)), st.sampled_from(Cause))  # noqa: DTZ001
def test_that_a_name_says_moment_and_cause(moment: datetime, cause: Cause) -> None:
    name = CopyName(moment.replace(microsecond=0, tzinfo=UTC), cause)
    assert copy_name(name.file_name) == name


@given(st.text())
def test_that_foreign_names_are_no_copies(text: str) -> None:
    assert copy_name(text) is None
    assert copy_name("2026-11-30T132900Z-" + text) in (None, copy_name(text))


@pytest.mark.parametrize("sign", list('<>:"/\\|?*'))
def test_that_names_suit_every_system(sign: str) -> None:
    for cause in Cause:
        assert sign not in CopyName(NOW, cause).file_name


def test_that_two_copies_of_one_second_do_not_meet(tmp_path: Path) -> None:
    first = free_target(tmp_path, NOW, Cause.START)
    first.touch()
    second = free_target(tmp_path, NOW, Cause.START)
    assert second != first
    assert copy_name(second.name) == CopyName(NOW + timedelta(seconds=1), Cause.START)
