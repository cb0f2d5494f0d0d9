"""How the staff pages word sectors, states and instants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kihub_desktop.domain.choices import Sector
from kihub_desktop.texts import SHOWN_ZONE, _, day
from kihub_hub.overview import DeviceState


def sector_name(sector: Sector) -> str:
    names = {
        Sector.MACHINERY: _("Maschinenbau"),
        Sector.AUTOMOTIVE: _("Automobil"),
        Sector.LOGISTICS: _("Logistik"),
        Sector.ENERGY: _("Energie"),
        Sector.HEALTH: _("Gesundheit"),
        Sector.OTHER: _("Sonstige"),
    }
    return names[sector]


def state_name(state: DeviceState) -> str:
    names = {
        DeviceState.REVOKED: _("gesperrt"),
        DeviceState.NEVER: _("noch nie"),
        DeviceState.BEHIND: _("unterbrochen"),
        DeviceState.OVERDUE: _("überfällig"),
        DeviceState.COMPLETE: _("vollständig"),
    }
    return names[state]


def when(milliseconds: int | None, now: int) -> str:
    """`heute 10:38`, `gestern 18:02`, `vor 6 Tagen`, or the day; a dash for never."""
    if milliseconds is None:
        return "–"
    then, today = _local(milliseconds), _local(now).date()
    if then.date() == today:
        return _("heute {time}").format(time=f"{then:%H:%M}")
    if then.date() == today - timedelta(days=1):
        return _("gestern {time}").format(time=f"{then:%H:%M}")
    days = (today - then.date()).days
    if 1 < days < 7:
        return _("vor {n} Tagen").format(n=days)
    return day(then.date())


def clock(milliseconds: int) -> str:
    """The minute of an instant."""
    return f"{_local(milliseconds):%H:%M}"


def _local(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(SHOWN_ZONE)
