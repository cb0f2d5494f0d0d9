"""Writing and asking in a real workspace, for the tests of the search."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from kihub_desktop.domain.fields import Record
from kihub_desktop.domain.records import Company
from kihub_desktop.store.search_index import SearchIndex
from kihub_desktop.store.search_query import Found, find
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.workspace import Workspace

ALL = 1_000
Values = dict[str, Any]


def write(
    workspace: Workspace, cls: type[Record], company: UUID, identifier: UUID, **values: Any
) -> UUID:
    with writing_to(workspace) as work:
        work.set(cls, company, identifier, **values)
    return identifier


def company_named(workspace: Workspace, name: str, **values: Any) -> UUID:
    company = workspace.new_id()
    return write(workspace, Company, company, company, name=name, **values)


def add(workspace: Workspace, cls: type[Record], company: UUID, **values: Any) -> UUID:
    return write(workspace, cls, company, workspace.new_id(), **values)


def up_to_date(workspace: Workspace, index: SearchIndex | None = None) -> SearchIndex:
    index = index or SearchIndex(workspace)
    while index.catch_up():
        pass
    return index


def ask(workspace: Workspace, index: SearchIndex, query: str) -> Found:
    with workspace.reading() as connection:
        return find(connection, index, query, ALL)


def keys(found: Found) -> set[str]:
    return {key.record for each in found.shelves.values() for key in each}
