"""The calendar file by the letter of RFC 5545, read back by a strict reader."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.reports.saving import ReportError
from kihub_desktop.reports.to_ical import CalendarEntry, EntryStatus, calendar_text, write_ical

NOW = datetime(2026, 11, 30, 9, 15, tzinfo=UTC)
_NAME = re.compile(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*\Z")
_ESCAPE = {"n": "\n", "N": "\n", ";": ";", ",": ",", "\\": "\\"}
Properties = list[tuple[str, str]]


def _lines(text: str) -> list[str]:
    """Unfolds; refuses bare line ends, long lines and what does not end as it should."""
    assert text.endswith("\r\n")
    raw = text[:-2].split("\r\n")
    assert not any("\n" in each or "\r" in each for each in raw)
    assert all(len(each.encode("utf-8")) <= 75 for each in raw)
    found: list[str] = []
    for each in raw:
        if each.startswith(" "):
            found[-1] += each[1:]
        else:
            found.append(each)
    return found


def _text(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda found: _ESCAPE[found[1]], value)


def events(text: str) -> tuple[list[Properties], list[Properties]]:
    """The events of a calendar and their reminders as properties, blocks strictly nested."""
    stack: list[str] = []
    found: dict[str, list[Properties]] = {"VCALENDAR": [], "VEVENT": [], "VALARM": []}
    for line in _lines(text):
        name, sign, value = line.partition(":")
        assert sign
        assert _NAME.match(name), name
        if name == "BEGIN":
            stack.append(value)
            found[value].append([])
        elif name == "END":
            assert stack.pop() == value
        else:
            found[stack[-1]][-1].append((name, value))
    assert not stack
    assert len(found["VCALENDAR"]) == 1
    for properties in found["VEVENT"]:
        names = [name for name, _value in properties]
        assert names.count("UID") == names.count("DTSTAMP") == names.count("SUMMARY") == 1
    return found["VEVENT"], found["VALARM"]


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=200)
ENTRIES = st.builds(
    CalendarEntry,
    st.uuids().map(lambda each: f"{each}@werkbank"),
    TEXTS,
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.just(date(2040, 6, 1)),
    st.lists(TEXTS, max_size=3).map("\n".join),
    TEXTS,
    st.sampled_from(EntryStatus),
    st.integers(0, 30),
)


@given(TEXTS, st.lists(ENTRIES, max_size=3))
def test_that_what_is_written_is_read_back(name: str, entries: list[CalendarEntry]) -> None:
    found, alarms = events(calendar_text(name, entries, NOW))
    for entry, properties in zip(entries, found, strict=True):
        read = dict(properties)
        assert read["UID"] == entry.uid
        assert _text(read["SUMMARY"]) == entry.title
        assert _text(read.get("DESCRIPTION", "")) == entry.description
        assert read["DTSTART;VALUE=DATE"] == f"{entry.start:%Y%m%d}"
        assert read["DTEND;VALUE=DATE"] == f"{entry.end + timedelta(1):%Y%m%d}"
        assert read["DTSTAMP"] == "20261130T091500Z"
    wanted = [e for e in entries if e.alarm_days and e.status is not EntryStatus.CANCELLED]
    assert [dict(each)["TRIGGER"] for each in alarms] == [f"-P{e.alarm_days}D" for e in wanted]


def test_that_umlauts_are_never_torn_at_the_fold() -> None:
    entry = CalendarEntry("a@b", "ä" * 90 + "ß€😀" * 20, date(2026, 12, 1), date(2026, 12, 1))
    text = calendar_text("Fahrplan", [entry], NOW)
    assert len([line for line in text.split("\r\n") if line.startswith(" ")]) >= 3
    assert _text(dict(events(text)[0][0])["SUMMARY"]) == entry.title


def test_that_signs_with_a_meaning_and_control_characters_do_no_harm() -> None:
    title = "a;b,c\\d\x00\x1b\tEND:VEVENT\r\nBEGIN:VALARM"
    text = calendar_text("x", [CalendarEntry("a@b", title, NOW.date(), NOW.date())], NOW)
    found, alarms = events(text)
    assert _text(dict(found[0])["SUMMARY"]) == "a;b,c\\d END:VEVENT\nBEGIN:VALARM"
    assert alarms == []


def test_that_a_later_export_is_newer_and_the_same_events() -> None:
    entry = CalendarEntry("a@b", "Schritt", date(2026, 12, 1), date(2026, 12, 3))
    first, later = (
        dict(events(calendar_text("x", [entry], moment))[0][0])
        for moment in (NOW, NOW + timedelta(minutes=5))
    )
    assert first["UID"] == later["UID"]
    assert int(first["SEQUENCE"]) < int(later["SEQUENCE"])


def test_that_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError):
        write_ical("x", [], NOW, tmp_path / "weg" / "plan.ics")
