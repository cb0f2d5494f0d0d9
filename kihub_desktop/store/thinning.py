"""Which local copies stay: many young ones, few old ones, and always the last sound one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

ALL_FOR = timedelta(hours=24)
DAILY_FOR = timedelta(days=14)
WEEKLY_FOR = timedelta(days=92)
_STAMP = "%Y-%m-%dT%H%M%SZ"
_STAMP_LENGTH = len("2026-11-30T132900Z")
ENDING = ".db"


class Cause(StrEnum):
    """Why a copy was made; the value is part of its file name."""

    START = "start"
    HOUR = "stunde"
    ASKED = "auf-Wunsch"
    UPGRADE = "vor-dem-Upgrade"


@dataclass(frozen=True)
class CopyName:
    """When a copy was made (UTC, whole seconds) and why, as its file name says."""

    moment: datetime
    cause: Cause

    @property
    def file_name(self) -> str:
        return f"{self.moment.strftime(_STAMP)}-{self.cause.value}{ENDING}"


def copy_name(file_name: str) -> CopyName | None:
    """What a file name says; None for a file that is no copy of ours."""
    stamp, dash, rest = (
        file_name[:_STAMP_LENGTH],
        file_name[_STAMP_LENGTH : _STAMP_LENGTH + 1],
        file_name[_STAMP_LENGTH + 1 :],
    )
    if dash != "-" or not rest.endswith(ENDING):
        return None
    try:
        moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        return CopyName(moment, Cause(rest.removesuffix(ENDING)))
    except ValueError:
        return None


def free_target(folder: Path, moment: datetime, cause: Cause) -> Path:
    """Where a copy of this moment goes; two of one second do not meet."""
    while (target := folder / CopyName(moment, cause).file_name).exists():
        moment += timedelta(seconds=1)
    return target


@dataclass(frozen=True)
class Standing:
    """A copy as the rule sees it; `sound` if it was checked and found whole."""

    name: CopyName
    sound: bool


def superfluous(copies: Collection[Standing], now: datetime) -> frozenset[Standing]:
    """The copies that may go.

    All of the last 24 hours stay, then the last one of each day for 14 days, then the last one of
    each week for three months. Copies made before an upgrade stay, and so does the newest sound
    one, whatever its age. A copy that is not sound stands for no day and no week; it stays while
    it is young, so that somebody can look at it.
    """
    sound = sorted(
        (each for each in copies if each.sound), key=lambda each: each.name.moment, reverse=True
    )
    kept = set(sound[:1])
    taken: set[tuple[object, ...]] = set()
    for each in sound:
        place = _place(each.name.moment, now)
        if place is not None and (place == _YOUNG or place not in taken):
            taken.add(place)
            kept.add(each)
    kept.update(each for each in copies if _stays_anyway(each, now))
    return frozenset(copies) - kept


_YOUNG = ("young",)


def _place(moment: datetime, now: datetime) -> tuple[object, ...] | None:
    """The day or week a copy stands for; None beyond the last week that is kept."""
    age = now - moment
    if age <= ALL_FOR:  # a clock that was put back makes copies of the future: they are young
        return _YOUNG
    if age <= DAILY_FOR:
        return ("day", moment.date())
    if age <= WEEKLY_FOR:
        return ("week", *moment.isocalendar()[:2])
    return None


def _stays_anyway(copy: Standing, now: datetime) -> bool:
    if copy.name.cause is Cause.UPGRADE:
        return True
    return not copy.sound and now - copy.name.moment <= DAILY_FOR
