"""From days to places on the chart and back, and the lines of its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kihub_desktop.domain.roadmap import Span
from kihub_desktop.ui.pages.roadmap.state import Zoom

_WEEK = timedelta(days=7)
_DAY_WIDTH = {Zoom.WEEKS: 6.6, Zoom.MONTHS: 2.3}
_SHORTEST = {Zoom.WEEKS: 140, Zoom.MONTHS: 360}
_MONTHS = 12


@dataclass(frozen=True)
class TimeScale:
    """`first` is a Monday; `day` is the width of a day in pixels."""

    first: date
    days: int
    day: float

    @classmethod
    def of(cls, spans: Iterable[Span], today: date, zoom: Zoom, unit: float) -> TimeScale:
        """Room for every step and today, with a week before; `unit` are pixels of the screen."""
        found = tuple(spans)
        earliest = min((each.start for each in found), default=today)
        latest = max((each.end for each in found), default=today)
        first = min(earliest, today)
        first -= timedelta(days=first.weekday())
        days = max((max(latest, today) - first).days + 14, _SHORTEST[zoom])
        return cls(first, days, _DAY_WIDTH[zoom] * unit)

    @property
    def width(self) -> float:
        return self.days * self.day

    def x(self, day: date) -> float:
        """The left edge of a day."""
        return (day - self.first).days * self.day

    def span(self, span: Span) -> tuple[float, float]:
        """Left edge and width of a bar."""
        return self.x(span.start), max(self.day, span.days * self.day)

    def moved(self, pixels: float) -> int:
        """How many days a way on the screen is."""
        return round(pixels / self.day)

    def weeks(self) -> Iterator[date]:
        """The Mondays."""
        return (self.first + _WEEK * n for n in range(self.days // 7 + 1))

    def months(self) -> Iterator[date]:
        """The first days of months, the first one where the chart begins."""
        yield self.first
        last = self.first + timedelta(days=self.days)
        month = self.first
        while True:
            years, rest = divmod(month.month, _MONTHS)
            month = date(month.year + years, rest + 1, 1)
            if month > last:
                return
            yield month
