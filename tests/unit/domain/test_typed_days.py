"""Days are understood without a year, and never silently in two ways."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.parsing import Parsed, parse, shown
from kihub_desktop.domain.records import Assessment
from kihub_desktop.texts import render

TODAY = date(2026, 11, 23)
DAY = rules_of(Assessment)["held_on"]


def _problem(text: str) -> str:
    problem = parse(DAY, text, TODAY).problem
    assert problem is not None
    return render(problem)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18.11.", date(2026, 11, 18)),
        ("18.11", date(2026, 11, 18)),
        ("2.1.", date(2027, 1, 2)),
        ("1.6.", date(2026, 6, 1)),
        ("29.2.", date(2028, 2, 29)),
        ("18.11.26", date(2026, 11, 18)),
        ("18.11.99", date(1999, 11, 18)),
        ("18.11.2026", date(2026, 11, 18)),
        ("18. 11. 2026", date(2026, 11, 18)),
        ("18-11-2026", date(2026, 11, 18)),
        ("2026-11-18", date(2026, 11, 18)),
        ("2026-1-8", date(2026, 1, 8)),
        ("18. November", date(2026, 11, 18)),
        ("18. Nov. 26", date(2026, 11, 18)),
        ("18 Nov 2026", date(2026, 11, 18)),
        ("Nov 18, 2026", date(2026, 11, 18)),
        ("3. März", date(2027, 3, 3)),
        ("3. MAERZ 2026", date(2026, 3, 3)),
        ("3. Mrz", date(2027, 3, 3)),
        ("1. Mai 2026", date(2026, 5, 1)),
        ("12 Dec 2026", date(2026, 12, 12)),
        ("18/11/2026", date(2026, 11, 18)),
        ("11/18/2026", date(2026, 11, 18)),
        ("5/5/26", date(2026, 5, 5)),
        ("heute", TODAY),
        ("Heute ", TODAY),
        ("gestern", date(2026, 11, 22)),
        ("vorgestern", date(2026, 11, 21)),
        ("morgen", date(2026, 11, 24)),
        ("übermorgen", date(2026, 11, 25)),
        ("today", TODAY),
    ],
)
def test_that_a_day_is_understood(text: str, day: date) -> None:
    assert parse(DAY, text, TODAY) == Parsed(day)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.02.2026", "Den Tag „31.02.2026“ gibt es nicht."),
        ("29.2.2027", "Den Tag „29.2.2027“ gibt es nicht."),
        ("0.5.", "Den Tag „0.5.“ gibt es nicht."),
        ("18.13.", "Den Tag „18.13.“ gibt es nicht."),
        ("18.11.0026", "Den Tag „18.11.0026“ gibt es nicht."),
        ("99/99", "Den Tag „99/99“ gibt es nicht."),
        ("5/6/2026", "Ist 06.05.2026 oder 05.06.2026 gemeint?"),
        (
            "bald",
            "„bald“ ist kein Tag; verstanden wird zum Beispiel 18.11., 18.11.26 oder heute.",
        ),
    ],
)
def test_that_a_doubtful_day_is_told(text: str, sentence: str) -> None:
    assert _problem(text) == sentence


@pytest.mark.parametrize("text", ["2026", "11.2026", "18.11.126", "3. Foo", "18", "٣.٤.", "KW 47"])
def test_that_what_is_no_day_is_refused(text: str) -> None:
    assert "ist kein Tag" in _problem(text)


def test_that_the_calendar_ends_without_an_error() -> None:
    assert parse(DAY, "morgen", date.max).value is None
    assert parse(DAY, "31.12.", date.max).value == date.max
    assert parse(DAY, "1.1.", date.min).problem is not None


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(), st.sampled_from(["de", "en"]))
def test_that_what_is_shown_reads_back(day: date, today: date, language: str) -> None:
    assert parse(DAY, shown(DAY, day, language), today, language) == Parsed(day)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_that_a_day_without_year_is_at_most_half_a_year_away(day: date, today: date) -> None:
    found = parse(DAY, f"{day.day}.{day.month}.", today).value
    assert isinstance(found, date)
    assert (found.day, found.month) == (day.day, day.month)
    assert abs((found - today).days) <= (183 if (day.day, day.month) != (29, 2) else 4 * 366)


@given(st.dates(date(1977, 1, 1), date(2075, 1, 1)))
def test_that_two_digits_of_a_year_mean_the_nearest_century(day: date) -> None:
    assert parse(DAY, f"{day:%d.%m.%y}", TODAY).value == day
