"""Moments as people say them: „heute 09:31“, „gestern 16:12“, „19.11., 17:05“."""

from __future__ import annotations

from datetime import date, datetime

from kihub_desktop.texts import TEXTS, _, day


def moment_text(moment: datetime, today: date) -> str:
    """A moment in words that are true on this day."""
    distance = (today - moment.date()).days
    if distance == 0:
        return _("heute {time}").format(time=f"{moment:%H:%M}")
    if distance == 1:
        return _("gestern {time}").format(time=f"{moment:%H:%M}")
    return date_text(moment, today)


def date_text(moment: datetime, today: date) -> str:
    """Day and minute; another year than this one is named."""
    shown = day(moment.date()) if moment.year != today.year else _short(moment.date())
    return f"{shown}, {moment:%H:%M}"


def _short(shown: date) -> str:
    if TEXTS.language == "de":
        return f"{shown.day:02d}.{shown.month:02d}."
    from babel.dates import format_date

    return format_date(shown, "d MMM", locale="en")
