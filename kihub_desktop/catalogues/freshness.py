"""Which entries end soon, have ended, or were last checked too long ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from kihub_desktop.catalogues.editions import Shelf, shelf
from kihub_desktop.catalogues.entries import CatalogueEntry, document_of, entries_of
from kihub_desktop.catalogues.kinds import KINDS

SOON_DAYS = 60
STALE_MONTHS = 6
ENDED = "beendet"
"""The status of an entry whose end is said already."""


class Ageing(Protocol):
    """What grows old: the day it was checked, the last day it holds, how it stands."""

    @property
    def checked_on(self) -> date | None: ...

    @property
    def valid_until(self) -> date | None: ...

    @property
    def status(self) -> str: ...


@dataclass(frozen=True)
class Freshness:
    """The entries of some catalogues by what is to be done about them."""

    expiring: tuple[CatalogueEntry, ...]
    expired: tuple[CatalogueEntry, ...]
    stale: tuple[CatalogueEntry, ...]

    def __bool__(self) -> bool:
        return bool(self.expiring or self.expired or self.stale)


def all_entries(on: Shelf | None = None) -> tuple[CatalogueEntry, ...]:
    """The entries of every kind in the edition that is in use."""
    chosen = on or shelf()
    return tuple(
        entry
        for kind in KINDS
        if chosen.editions(kind.kind)
        for entry in entries_of(kind, document_of(chosen.current_edition(kind.kind).path))
    )


def expiring(
    today: date, days: int = SOON_DAYS, among: Iterable[CatalogueEntry] | None = None
) -> tuple[CatalogueEntry, ...]:
    """The entries whose last day is today or within `days`, the nearest first."""
    last = today + timedelta(days=days)
    found = [
        each
        for each in (all_entries() if among is None else among)
        if each.valid_until and today <= each.valid_until <= last and each.status != ENDED
    ]
    return tuple(sorted(found, key=lambda each: (each.valid_until or today, each.kind, each.key)))


def expired(
    today: date, among: Iterable[CatalogueEntry] | None = None
) -> tuple[CatalogueEntry, ...]:
    """The entries whose last day has passed without their status saying so."""
    return tuple(
        each for each in (all_entries() if among is None else among) if is_past(each, today)
    )


def stale(
    today: date, months: int = STALE_MONTHS, among: Iterable[CatalogueEntry] | None = None
) -> tuple[CatalogueEntry, ...]:
    """The entries last checked more than `months` ago, and those without a day."""
    return tuple(
        each
        for each in (all_entries() if among is None else among)
        if is_stale(each, today, months)
    )


def freshness(today: date, among: Iterable[CatalogueEntry] | None = None) -> Freshness:
    """All three at once, with one reading of the files."""
    found = tuple(all_entries() if among is None else among)
    return Freshness(
        expiring(today, among=found), expired(today, among=found), stale(today, among=found)
    )


def is_past(entry: Ageing, today: date) -> bool:
    """Whether its last day is over and its status does not say so."""
    ends = entry.valid_until
    return ends is not None and ends < today and entry.status != ENDED


def is_stale(entry: Ageing, today: date, months: int = STALE_MONTHS) -> bool:
    """Whether nobody has checked it for so many months; an unknown day counts as too old."""
    return entry.checked_on is None or entry.checked_on < months_before(today, months)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    month = day.year * 12 + day.month - 1 - months
    year, number = month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, number, last)
        except ValueError:
            continue
    raise ValueError(day)
