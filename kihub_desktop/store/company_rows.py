"""The list of all companies, read straight from SQL as narrow frozen rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from kihub_desktop.domain.choices import Sector
from kihub_desktop.replication.clock import milliseconds_of
from kihub_desktop.replication.driver import fetch
from kihub_desktop.store.view import View

MASTER_FIELDS = (
    "name",
    "legal_form",
    "founded",
    "sector",
    "industry",
    "postcode",
    "town",
    "district",
    "employees",
    "turnover",
    "balance_sheet",
    "autonomous",
)
"""The master data that the analyses and the report need."""


@dataclass(frozen=True)
class CompanyRow:
    """A line of the start page. `answered` counts a question once, however often it was asked;
    `changed_ms` is the clock of the last change in the company, `waiting` counts operations
    that no hub has, `contested` fields that wait for a decision."""

    id: UUID
    name: str
    town: str
    sector: Sector | None
    employees: Decimal | None
    next_step: str
    filled: int
    answered: int
    use_cases: int
    changed_ms: int
    waiting: int
    contested: int
    tags: frozenset[str] = frozenset()


_FILLED = " + ".join(f"(c.f_{name} IS NOT NULL)" for name in MASTER_FIELDS)
_ROWS = (
    "SELECT c.id, c.f_name, c.f_town, c.f_sector, c.f_employees, c.f_next_step, " + _FILLED + ","
    " (SELECT count(DISTINCT a.f_question) FROM t_answer a"
    "   WHERE a.company = c.company AND a.exists_now = 1 AND a.f_level IS NOT NULL),"
    " (SELECT count(*) FROM t_use_case u WHERE u.company = c.company AND u.exists_now = 1),"
    " (SELECT clock FROM op WHERE op.space = c.company ORDER BY arrived DESC LIMIT 1),"
    " (SELECT count(*) FROM op WHERE op.space = c.company AND hub_n IS NULL),"
    " c.contested, c.f_tags"
    " FROM t_company c WHERE c.exists_now = 1"
)
_ONE = " AND c.company = ? AND c.id = ?"
_THESE = " AND c.company IN (SELECT value FROM json_each(?))"
_LATEST = " ORDER BY c.changed DESC LIMIT ?"


def company_rows(view: View, company: UUID | None = None) -> list[CompanyRow]:
    """All companies that exist (or one of them), in no particular order."""
    if company is None:
        return _rows(view, _ROWS, ())
    return _rows(view, _ROWS + _ONE, (str(company), str(company)))


def rows_of(view: View, companies: Iterable[str]) -> list[CompanyRow]:
    """Those of these companies that exist."""
    return _rows(view, _ROWS + _THESE, (json.dumps(sorted(companies)),))


def latest_rows(view: View, at_most: int) -> list[CompanyRow]:
    """The companies whose master data were changed last: a list's first screen, at once."""
    return _rows(view, _ROWS + _LATEST, (at_most,))


def count_companies(view: View) -> int:
    return int(fetch(view.connection, "SELECT count(*) FROM t_company WHERE exists_now = 1")[0][0])


def companies_touched(view: View, since: int) -> set[str]:
    """The companies with operations that arrived after `since`."""
    rows = fetch(view.connection, "SELECT DISTINCT space FROM op WHERE arrived > ?", (since,))
    return {space for (space,) in rows}


def waiting_by_company(view: View) -> dict[UUID, int]:
    """How many operations no hub has, of companies that have any."""
    rows = fetch(
        view.connection, "SELECT space, count(*) FROM op WHERE hub_n IS NULL GROUP BY space"
    )
    return {UUID(space): int(count) for space, count in rows}


@dataclass(frozen=True)
class Appointment:
    """A visit on some day: where and when it begins, as it was written."""

    company: UUID
    day: str
    place: str
    starts_at: str


def appointments(view: View, first: date, last: date) -> list[Appointment]:
    """The visits from `first` to `last`, in their order."""
    rows = fetch(
        view.connection,
        "SELECT company, f_held_on, f_place, f_starts_at FROM t_visit"
        " WHERE exists_now = 1 AND f_held_on BETWEEN ? AND ? ORDER BY f_held_on, f_starts_at",
        (first.isoformat(), last.isoformat()),
    )
    return [Appointment(UUID(c), day, place or "", at or "") for c, day, place, at in rows]


def companies_with_tasks(view: View, until: date) -> set[UUID]:
    """The companies with a task that is due by then and not done."""
    rows = fetch(
        view.connection,
        "SELECT DISTINCT company FROM t_task WHERE exists_now = 1 AND f_due <= ?"
        " AND coalesce(f_done, 0) = 0",
        (until.isoformat(),),
    )
    return {UUID(company) for (company,) in rows}


def _rows(view: View, statement: str, values: tuple[object, ...]) -> list[CompanyRow]:
    return [
        CompanyRow(
            id=UUID(row[0]),
            name=row[1] or "",
            town=row[2] or "",
            sector=_sector(row[3]),
            employees=_decimal(row[4]),
            next_step=row[5] or "",
            filled=row[6],
            answered=row[7],
            use_cases=row[8],
            changed_ms=milliseconds_of(row[9] or 0),
            waiting=row[10],
            contested=row[11],
            tags=frozenset(json.loads(row[12])) if row[12] else frozenset(),
        )
        for row in fetch(view.connection, statement, values)
    ]


def _sector(stored: str | None) -> Sector | None:
    return Sector(stored) if stored in set(Sector) else None


def _decimal(stored: str | None) -> Decimal | None:
    try:
        return None if stored is None else Decimal(stored)
    except InvalidOperation:
        return None
