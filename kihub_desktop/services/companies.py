"""Companies: the list of all, the master data of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Sector
from kihub_desktop.domain.records import Company
from kihub_desktop.replication.clock import milliseconds_of
from kihub_desktop.replication.reading import contested_records, shown
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

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
    """A line of the start page. `changed_ms` is the clock of the last change in the company,
    `waiting` counts operations that no hub has, `contested` fields that wait for a decision."""

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


@dataclass(frozen=True)
class CompanyState:
    """One company as it was read at `as_of`."""

    as_of: int
    company: Company
    filled: int


class CompanyService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def rows(self) -> tuple[CompanyRow, ...]:
        """All companies, the latest change first."""
        with view_of(self._workspace) as view:
            return tuple(sorted(_rows(view), key=lambda row: -row.changed_ms))

    def state(self, company: UUID) -> CompanyState | None:
        with view_of(self._workspace) as view:
            found = view.get(Company, company, company)
            if found is None:
                return None
            return CompanyState(view.as_of, found, filled_fields(found))

    def contested(self, company: UUID) -> Mapping[UUID, frozenset[str]]:
        """By record of the company, the fields with several values that wait for a decision."""
        registry = self._workspace.registry
        with self._workspace.reading() as connection:
            return {
                UUID(key.record.partition(":")[2]): shown(connection, registry, key).contested
                for key in contested_records(connection, registry, str(company))
            }

    def create(self, name: str) -> tuple[UUID, Changes]:
        company = self._workspace.new_id()
        with writing_to(self._workspace) as work:
            work.set(Company, company, company, name=name)
        return company, work.changes

    def save(self, company: UUID, as_of: int, **values: Any) -> Changes:
        with writing_to(self._workspace, as_of) as work:
            work.set(Company, company, company, **values)
        return work.changes

    def delete(self, company: UUID, as_of: int) -> Changes:
        with writing_to(self._workspace, as_of) as work:
            work.delete(Company, company, company)
        return work.changes


def filled_fields(company: Company) -> int:
    """How many of the master fields are known."""
    return sum(getattr(company, name) is not None for name in MASTER_FIELDS)


_FILLED = " + ".join(f"(c.f_{name} IS NOT NULL)" for name in MASTER_FIELDS)
_ROWS = (
    "SELECT c.id, c.f_name, c.f_town, c.f_sector, c.f_employees, c.f_next_step, "  # noqa: S608
    + _FILLED
    + ","
    " (SELECT count(*) FROM t_answer a WHERE a.company = c.company AND a.exists_now = 1"
    "   AND a.f_level IS NOT NULL),"
    " (SELECT count(*) FROM t_use_case u WHERE u.company = c.company AND u.exists_now = 1),"
    " (SELECT clock FROM op WHERE op.space = c.company ORDER BY arrived DESC LIMIT 1),"
    " (SELECT count(*) FROM op WHERE op.space = c.company AND hub_n IS NULL),"
    " c.contested"
    " FROM t_company c WHERE c.exists_now = 1"
)


def _rows(view: View) -> list[CompanyRow]:
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
        for row in view.connection.exec_driver_sql(_ROWS)
    ]


def _sector(stored: str | None) -> Sector | None:
    return Sector(stored) if stored in set(Sector) else None


def _decimal(stored: str | None) -> Decimal | None:
    try:
        return None if stored is None else Decimal(stored)
    except InvalidOperation:
        return None
