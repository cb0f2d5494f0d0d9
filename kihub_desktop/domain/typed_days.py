"""Days as people in a hurry type them: „18.11.“, „18. Nov 26“, „2026-11-18“, „gestern“."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.spelling import fold
from kihub_desktop.domain.typed_numbers import excerpt, refused

_RELATIVE = {
    "vorgestern": -2, "gestern": -1, "yesterday": -1, "heute": 0, "today": 0, "morgen": 1,
    "tomorrow": 1, "uebermorgen": 2,
}  # fmt: skip
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_NUMBERED = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})(?:\. ?{_YEAR}?)?"),
    re.compile(rf"(?P<day>[0-9]{{1,2}})-(?P<month>[0-9]{{1,2}})-{_YEAR}"),
)
_NAMED = (
    re.compile(rf"(?P<day>[0-9]{{1,2}})\.? ?(?P<name>[a-z]{{3,}})\.?,? ?{_YEAR}?"),
    re.compile(r"(?P<name>[a-z]{3,})\.? (?P<day>[0-9]{1,2})(?:, ?(?P<year>[0-9]{4}))?"),
)
_SLASHED = re.compile(rf"(?P<one>[0-9]{{1,2}})/(?P<two>[0-9]{{1,2}})(?:/{_YEAR})?")
_MONTHS = (
    ("januar", "january", "jaenner"), ("februar", "february"), ("maerz", "march", "mrz"),
    ("april",), ("mai", "may"), ("juni", "june"), ("juli", "july"), ("august",), ("september",),
    ("oktober", "october"), ("november",), ("dezember", "december"),
)  # fmt: skip
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_LEAST_YEAR = 1000
_LEAP_CYCLE = 8  # years between two 29ths of February, at most


@dataclass(frozen=True)
class TypedDay:
    """What somebody typed into the field of a day, and why it is none."""

    text: str = ""
    day: date | None = None
    problem: Phrase | None = None

    @classmethod
    def read(cls, text: str, today: date) -> TypedDay:
        """A day, nothing, or the reason why it is neither."""
        if not text.strip():
            return cls(text)
        try:
            return cls(text, read_day(text, today))
        except Refused as refused:
            return cls(text, problem=refused.message)

    def shown(self, known: date | None, word: Callable[[date], str]) -> str:
        """What stands in the field: the text as long as it is wrong, else the day on record."""
        if self.problem is not None:
            return self.text
        return word(known) if known else ""


def read_day(text: str, today: date) -> date:
    """The day a text means; Refused with one sentence if there is none or more than one.

    Without a year, or with two digits of it, the day nearest to `today` is meant.
    """
    typed = " ".join(fold(text).split())
    if typed in _RELATIVE:
        return _shifted(today, _RELATIVE[typed])
    slashed = _SLASHED.fullmatch(typed)
    if slashed is not None:
        return _either(text, slashed, today)
    day, month, year = _parts(text, typed)
    return _only(text, _days(day, month, year, today))


def day_text(value: date, language: str) -> str:
    """18.11.2026 or 18 Nov 2026; `read_day` reads both back."""
    if language == "de":
        return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
    return f"{value.day} {_SHORT_MONTHS[value.month - 1]} {value.year:04d}"


def _shifted(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError as fault:
        raise refused(phrase("So weit reicht der Kalender nicht.")) from fault


def _parts(text: str, typed: str) -> tuple[int, int, str | None]:
    for pattern in _NUMBERED:
        found = pattern.fullmatch(typed)
        if found is not None:
            return int(found["day"]), int(found["month"]), found["year"]
    for pattern in _NAMED:
        found = pattern.fullmatch(typed)
        month = None if found is None else _month(found["name"])
        if found is not None and month is not None:
            return int(found["day"]), month, found["year"]
    raise refused(
        phrase(
            "„{text}“ ist kein Tag; verstanden wird zum Beispiel 18.11., 18.11.26 oder heute.",
            text=excerpt(text),
        )
    )


def _month(name: str) -> int | None:
    for number, names in enumerate(_MONTHS, start=1):
        if any(each.startswith(name) for each in names):
            return number
    return None


def _either(text: str, slashed: re.Match[str], today: date) -> date:
    """With slashes both orders are in use, so a day that could be two is asked about."""
    one, two, year = int(slashed["one"]), int(slashed["two"]), slashed["year"]
    readings = {*_days(one, two, year, today), *_days(two, one, year, today)}
    if len(readings) > 1:
        first, second = sorted(readings)
        raise refused(phrase("Ist {first} oder {second} gemeint?", first=first, second=second))
    return _only(text, tuple(readings))


def _only(text: str, days: tuple[date, ...]) -> date:
    if not days:
        raise refused(phrase("Den Tag „{text}“ gibt es nicht.", text=excerpt(text)))
    return days[0]


def _days(day: int, month: int, year: str | None, today: date) -> tuple[date, ...]:
    """The day in the year that is meant; empty if that year has no such day."""
    if year is not None and len(year) == 4:
        years = [int(year)]
    elif year is not None:
        century = today.year // 100 * 100
        years = [century + shift + int(year) for shift in (-100, 0, 100)]
    else:
        years = list(range(today.year - _LEAP_CYCLE, today.year + _LEAP_CYCLE + 1))
    existing = [_day(each, month, day) for each in years]
    found = [each for each in existing if each is not None]
    return (min(found, key=lambda each: abs(each - today)),) if found else ()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _LEAST_YEAR else None
    except ValueError:
        return None
