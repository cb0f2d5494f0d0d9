"""Writes dates as iCalendar (RFC 5545): all-day events that a second import brings up to date."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from kihub_desktop.reports.saving import replacing

PRODUCT = "-//KI-HUB Sachsen-Thueringen//Werkbank//DE"
_LONGEST = 75  # octets in a line, without its end (RFC 5545, 3.1)
_UNFIT = frozenset({"Cc", "Cs"})
_END = "\r\n"
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class EntryStatus(StrEnum):
    """The states of an event (RFC 5545, 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class CalendarEntry:
    """An event of whole days, from the first to the last one.

    `uid` is the same in every export of the same thing. `alarm_days` before the first day a
    reminder appears (0: none).
    """

    uid: str
    title: str
    start: date
    end: date
    description: str = ""
    category: str = ""
    status: EntryStatus = EntryStatus.CONFIRMED
    alarm_days: int = 0


def calendar_text(name: str, entries: Iterable[CalendarEntry], now: datetime) -> str:
    """The calendar as text with its line ends; `now` is an aware moment."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for entry in entries:
        lines += _event(entry, now)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + _END for line in lines)


def write_ical(name: str, entries: Iterable[CalendarEntry], now: datetime, target: Path) -> None:
    """Writes the calendar; ReportError if it cannot. What stood there stays until it is whole."""
    with replacing(target) as part:
        part.write_bytes(calendar_text(name, entries, now).encode("utf-8"))


def _event(entry: CalendarEntry, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    # Grows with every export, so that a calendar takes the newer one.
    yield f"SEQUENCE:{max(0, int((now - _EPOCH).total_seconds()) // 60)}"
    yield f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.end + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.title)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    if entry.category:
        yield f"CATEGORIES:{escaped(entry.category)}"
    yield f"STATUS:{entry.status.value}"
    yield "TRANSP:TRANSPARENT"
    if entry.alarm_days and entry.status is not EntryStatus.CANCELLED:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(entry.title)}"
        yield f"TRIGGER:-P{entry.alarm_days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11); control characters have no place in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    clean = "".join(
        each for each in lines if each == "\n" or unicodedata.category(each) not in _UNFIT
    )
    for sign in ("\\", ";", ","):
        clean = clean.replace(sign, "\\" + sign)
    return clean.replace("\n", "\\n")


def folded(line: str) -> str:
    """The line in parts of at most 75 octets; no character is ever torn."""
    parts: list[str] = []
    part, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > _LONGEST:
            parts.append(part)
            part, size = " ", 1
        part += character
        size += octets
    return _END.join([*parts, part])
