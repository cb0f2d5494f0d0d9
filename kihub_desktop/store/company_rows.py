"""The list of all companies, read straight from SQL as narrow frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from uuid import UUID

from kihub_desktop.domain.choices import Sector
from kihub_desktop.replication.clock import milliseconds_of
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


_FILLED = " + ".join(f"(c.f_{name} IS NOT NULL)" for name in MASTER_FIELDS)
_ROWS = (
    "SELECT c.id, c.f_name, c.f_town, c.f_sector, c.f_employees, c.f_next_step, " + _FILLED + ","
    " (SELECT count(DISTINCT a.f_question) FROM t_answer a"
    "   WHERE a.company = c.company AND a.exists_now = 1 AND a.f_level IS NOT NULL),"
    " (SELECT count(*) FROM t_use_case u WHERE u.company = c.company AND u.exists_now = 1),"
    " (SELECT clock FROM op WHERE op.space = c.company ORDER BY arrived DESC LIMIT 1),"
    " (SELECT count(*) FROM op WHERE op.space = c.company AND hub_n IS NULL),"
    " c.contested"
    " FROM t_company c WHERE c.exists_now = 1 AND (? = '' OR c.company = ?)"
)


def company_rows(view: View, company: UUID | None = None) -> list[CompanyRow]:
    """All companies that exist (or one of them), in no particular order."""
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
        )
        for row in view.connection.exec_driver_sql(
            _ROWS, ("", "") if company is None else (str(company), str(company))
        )
    ]


def _sector(stored: str | None) -> Sector | None:
    return Sector(stored) if stored in set(Sector) else None


def _decimal(stored: str | None) -> Decimal | None:
    try:
        return None if stored is None else Decimal(stored)
    except InvalidOperation:
        return None
