"""Companies: the list of all, the master data of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.records import Company
from kihub_desktop.replication.reading import contested_records, shown
from kihub_desktop.store.company_rows import MASTER_FIELDS, CompanyRow, company_rows
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

__all__ = ["MASTER_FIELDS", "CompanyRow", "CompanyService", "CompanyState", "filled_fields"]


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
            return tuple(sorted(company_rows(view), key=lambda row: -row.changed_ms))

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
