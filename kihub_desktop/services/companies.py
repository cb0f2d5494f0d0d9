"""Companies: the list of all, the master data of one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.records import Company
from kihub_desktop.replication.reading import contested_records, shown
from kihub_desktop.store.company_rows import (
    MASTER_FIELDS,
    Appointment,
    CompanyRow,
    appointments,
    companies_touched,
    companies_with_tasks,
    company_rows,
    count_companies,
    latest_rows,
    rows_of,
    waiting_by_company,
)
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

__all__ = ["MASTER_FIELDS", "CompanyRow", "CompanyService", "CompanyState", "Week", "filled_fields"]


@dataclass(frozen=True)
class CompanyState:
    """One company as it was read at `as_of`."""

    as_of: int
    company: Company
    filled: int


@dataclass(frozen=True)
class Week:
    """The visits of a week in their order, and the companies with tasks that are due."""

    visits: tuple[Appointment, ...] = ()
    tasks_in: frozenset[UUID] = frozenset()

    @property
    def companies(self) -> frozenset[UUID]:
        return self.tasks_in | {visit.company for visit in self.visits}

    def today(self, today: date) -> tuple[Appointment, ...]:
        return tuple(visit for visit in self.visits if visit.day == today.isoformat())


class CompanyService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._rows: dict[UUID, CompanyRow] = {}
        self._read_to: int | None = None
        self._one_at_a_time = threading.Lock()

    def rows(self) -> tuple[CompanyRow, ...]:
        """All companies, the latest change first; read once, then only what has changed."""
        with self._one_at_a_time, view_of(self._workspace) as view:
            if self._read_to is None:
                self._rows = {row.id: row for row in company_rows(view)}
            elif self._read_to != view.as_of:
                touched = companies_touched(view, self._read_to)
                for company in touched:
                    self._rows.pop(UUID(company), None)
                self._rows.update((row.id, row) for row in rows_of(view, touched))
            self._read_to = view.as_of
            waiting = waiting_by_company(view)  # the hub's answers change it without operations
            for row in list(self._rows.values()):
                if row.waiting != waiting.get(row.id, 0):
                    self._rows[row.id] = replace(row, waiting=waiting.get(row.id, 0))
            return tuple(sorted(self._rows.values(), key=lambda row: -row.changed_ms))

    def first_rows(self, at_most: int) -> tuple[CompanyRow, ...] | None:
        """The first screen of a list that is too long to be read at once; None if it is not."""
        if self._read_to is not None:
            return None
        with view_of(self._workspace) as view:
            if count_companies(view) <= at_most:
                return None
            return tuple(latest_rows(view, at_most))

    def week(self, today: date) -> Week:
        """What this week brings, Monday to Sunday: visits, and tasks that are due by then."""
        monday = today - timedelta(days=today.weekday())
        sunday = monday + timedelta(days=6)
        with view_of(self._workspace) as view:
            visits = tuple(appointments(view, monday, sunday))
            tasks = frozenset(companies_with_tasks(view, sunday))
        return Week(visits, tasks)

    def row(self, company: UUID) -> CompanyRow | None:
        """The line of one company; None if it does not exist."""
        with view_of(self._workspace) as view:
            return next(iter(company_rows(view, company)), None)

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
