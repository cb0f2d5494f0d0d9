"""What staff see: companies and devices, read from the folded tables at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from kihub_desktop.domain.choices import Sector
from kihub_desktop.domain.identity import TEAM
from kihub_desktop.replication.clock import MAX_AHEAD_MS, milliseconds_of
from kihub_desktop.replication.registry import Registry
from kihub_desktop.replication.tables import sql
from kihub_hub.devices import KnownDevice, all_devices
from kihub_hub.epochs import top_number

OVERDUE_MS = 7 * 24 * 3_600_000


@dataclass(frozen=True)
class CompanyLine:
    """A company in the list.

    `answered` counts interview answers, `contested` fields that wait for a decision in all
    records; `changed_ms` is None where the clock of the device was ahead of the hub's.
    """

    id: str
    name: str
    town: str
    sector: Sector | None
    employees: Decimal | None
    answered: int
    use_cases: int
    contested: int
    changed_ms: int | None
    device: str

    def matches(self, search: str) -> bool:
        """Whether name or place contain every word of the search."""
        place = f"{self.name} {self.town}".casefold()
        return all(word in place for word in search.casefold().split())


class DeviceState(StrEnum):
    REVOKED = "revoked"
    NEVER = "never"
    BEHIND = "behind"
    OVERDUE = "overdue"
    COMPLETE = "complete"


@dataclass(frozen=True)
class DeviceLine:
    """A device in the list; `behind` counts changes it has not fetched yet."""

    device: KnownDevice
    state: DeviceState
    behind: int
    operations: int
    set_aside: int


_COMPANIES = (
    "SELECT c.id, c.f_name, c.f_town, c.f_sector, c.f_employees,"
    " (SELECT count(*) FROM t_answer a WHERE a.company = c.company AND a.exists_now = 1"
    "   AND a.f_level IS NOT NULL),"
    " (SELECT count(*) FROM t_use_case u WHERE u.company = c.company AND u.exists_now = 1)"
    " FROM t_company c WHERE c.exists_now = 1 AND c.company = c.id"
)


def companies(connection: Connection, registry: Registry, now: int) -> tuple[CompanyLine, ...]:
    """All companies by name."""
    contested, last = _contested(connection, registry), _last_changes(connection)
    names = device_names(connection)
    lines = [
        _company(row, contested, last, names, now) for row in connection.exec_driver_sql(_COMPANIES)
    ]
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.id)))


def count_companies(connection: Connection) -> int:
    found = connection.exec_driver_sql(
        "SELECT count(*) FROM t_company WHERE exists_now = 1 AND company = id"
    )
    return int(found.scalar() or 0)


def _company(
    row: Sequence[Any],
    contested: dict[str, int],
    last: dict[str, tuple[int, str]],
    names: dict[str, str],
    now: int,
) -> CompanyLine:
    clock, device = last.get(row[0], (0, ""))
    changed = milliseconds_of(clock)
    return CompanyLine(
        id=row[0],
        name=row[1] or "",
        town=row[2] or "",
        sector=Sector(row[3]) if row[3] in set(Sector) else None,
        employees=_decimal(row[4]),
        answered=row[5],
        use_cases=row[6],
        contested=contested.get(row[0], 0),
        changed_ms=changed if 0 < changed <= now + MAX_AHEAD_MS else None,
        device=names.get(device, device[:8]),
    )


def _contested(connection: Connection, registry: Registry) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind in registry.rules:
        rows = connection.exec_driver_sql(
            f"SELECT company, sum(contested) FROM t_{kind}"  # noqa: S608  kinds of the domain
            " WHERE contested > 0 GROUP BY company"
        )
        for company, count in rows:
            counts[company] = counts.get(company, 0) + int(count)
    return counts


def _last_changes(connection: Connection) -> dict[str, tuple[int, str]]:
    rows = connection.exec_driver_sql(
        "SELECT op.space, op.clock, op.device FROM op JOIN"
        " (SELECT space, max(arrived) AS last FROM op GROUP BY space) latest"
        " ON op.arrived = latest.last"
    )
    return {space: (int(clock), device) for space, clock, device in rows}


def device_names(connection: Connection) -> dict[str, str]:
    """Names by device id: the staff's where they know the device, else what it calls itself."""
    rows = connection.exec_driver_sql(
        sql(connection, "SELECT id, f_name FROM t_device WHERE company = ? AND f_name IS NOT NULL"),
        (str(TEAM),),
    )
    names = {row[0]: row[1] for row in rows}
    names.update({device.id: device.name for device in all_devices(connection)})
    return names


def devices(connection: Connection, now: int) -> tuple[DeviceLine, ...]:
    """All enrolled devices with the state of their last exchange."""
    top = top_number(connection)
    written = _counts(connection, "SELECT device, count(*) FROM op GROUP BY device")
    aside = _counts(connection, "SELECT device, count(*) FROM quarantine GROUP BY device")
    return tuple(
        DeviceLine(
            device=device,
            state=_state(device, top, now),
            behind=max(top - device.pulled_number, 0),
            operations=written.get(device.id, 0),
            set_aside=aside.get(device.id, 0),
        )
        for device in all_devices(connection)
    )


def set_aside_count(connection: Connection) -> int:
    """How many operations wait in the quarantine."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM quarantine").scalar() or 0)


def _state(device: KnownDevice, top: int, now: int) -> DeviceState:
    if device.revoked is not None:
        return DeviceState.REVOKED
    last = device.last_exchange
    if last is None:
        return DeviceState.NEVER
    if now - last > OVERDUE_MS:
        return DeviceState.OVERDUE
    unread = device.pulled is None or device.pulled < (device.pushed or 0)
    return DeviceState.BEHIND if unread or device.pulled_number > top else DeviceState.COMPLETE


def _counts(connection: Connection, statement: str) -> dict[str, int]:
    return {row[0]: int(row[1]) for row in connection.exec_driver_sql(statement)}


def _decimal(stored: str | None) -> Decimal | None:
    try:
        return None if stored is None else Decimal(stored)
    except InvalidOperation:
        return None
