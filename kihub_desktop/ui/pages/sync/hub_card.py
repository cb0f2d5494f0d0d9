"""What the card at the foot of the rail says; cheap enough for the first picture of the window."""

from __future__ import annotations

from datetime import date, datetime

from kihub_desktop.composition import Services
from kihub_desktop.domain.identity import TEAM
from kihub_desktop.texts import SHOWN_ZONE, _, ngettext
from kihub_desktop.ui.moments import date_text
from kihub_desktop.ui.page_entry import Connection


def hub_connection(services: Services, today: date) -> Connection:
    """Whether this device is enrolled, how the last exchange ended, what waits and for whom.

    Reads link, runs and outbox by themselves: the exchange brings the whole wire with it.
    """
    from kihub_desktop.replication.outbox import count_waiting
    from kihub_desktop.sync.link import read_link
    from kihub_desktop.sync.runs import RunOutcome, read_runs

    link = read_link(services.workspace)
    with services.workspace.reading() as connection:
        waiting, _companies = count_waiting(connection, str(TEAM))
        runs = read_runs(connection)
    complete = next((run for run in runs if run.outcome is RunOutcome.COMPLETE), None)
    parts = [] if link is None or complete is None else [_last(complete.started, today)]
    parts += _open(waiting, services.conflicts.count())
    note = "\n".join(parts)
    if link is None:
        return Connection(False, _("Nicht angemeldet"), note)
    if not runs:
        return Connection(False, _("Noch nicht abgeglichen"), note)
    if runs[0] is not complete:
        return Connection(False, _("Abgleich unterbrochen"), note)
    return Connection(True, _("Abgeglichen"), note)


def _last(moment: datetime, today: date) -> str:
    shown = date_text(moment.astimezone(SHOWN_ZONE), today)
    return _("zuletzt {moment}").format(moment=shown)


def _open(waiting: int, conflicts: int) -> list[str]:
    parts: list[str] = []
    if waiting:
        parts.append(ngettext("{n} Änderung wartet", "{n} Änderungen warten", waiting))
    if conflicts:
        parts.append(ngettext("{n} bitte entscheiden", "{n} bitte entscheiden", conflicts))
    return parts
