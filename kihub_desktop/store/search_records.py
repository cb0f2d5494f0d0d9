"""The records as the search reads them, straight from the typed tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from kihub_desktop.domain.searching import (
    SHELVES,
    body_words,
    padded,
    searched_fields,
    title_words,
)
from kihub_desktop.domain.spelling import words_of
from kihub_desktop.replication.driver import fetch
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.tables import TYPED_PREFIX

_SHELF_BITS = 48
"""Arrival numbers stay below 2^48: the number of an entry orders by shelf, then by change."""

_LOOKED_BACK = 200
"""Operations among which the records changed last are looked for."""


@dataclass(frozen=True)
class Entry:
    """A record as it is searched: folded words of title, other fields and company's name.

    `id` orders the entries of a shelf by their last change and changes with it.
    """

    id: int
    key: RecordKey
    title: str
    body: str
    context: str

    @property
    def own(self) -> str:
        """The words of the record itself."""
        return self.title + self.body

    @property
    def whole(self) -> str:
        return self.title + self.body + self.context


def shelf_range(shelf: int) -> tuple[int, int]:
    """The lowest and highest number an entry of the shelf can have."""
    return shelf << _SHELF_BITS, ((shelf + 1) << _SHELF_BITS) - 1


def shelf_of(number: int) -> int:
    """The shelf of an entry by its number."""
    return number >> _SHELF_BITS


def entries_of(connection: Connection, keys: Iterable[RecordKey]) -> dict[RecordKey, Entry]:
    """The entries of these records, as far as they exist and say something.

    A record of a company that does not exist (or not yet) is not searched.
    """
    by_kind: dict[str, list[RecordKey]] = {}
    for key in keys:
        by_kind.setdefault(key.record.partition(":")[0], []).append(key)
    names = company_names(connection, {key.space for found in by_kind.values() for key in found})
    found: dict[RecordKey, Entry] = {}
    for kind, asked in by_kind.items():
        if kind in SHELVES:
            pairs = json.dumps([[key.space, key.record.partition(":")[2]] for key in asked])
            rows = fetch(connection, _select(kind, one_by_one=True), (pairs,))
            found.update(_entries(kind, rows, names))
    return found


def entries_of_company(connection: Connection, company: str) -> dict[RecordKey, Entry]:
    """The entries of all records of a company; none if it does not exist."""
    names = company_names(connection, [company])
    found: dict[RecordKey, Entry] = {}
    for kind in SHELVES:
        rows = fetch(connection, _select(kind, one_by_one=False), (company,))
        found.update(_entries(kind, rows, names))
    return found


def company_names(connection: Connection, companies: Iterable[str]) -> dict[str, str]:
    """The folded names of those companies that exist, by id."""
    rows = fetch(
        connection,
        "SELECT t.company, t.f_name FROM json_each(?) AS asked"
        " CROSS JOIN t_company AS t ON t.company = asked.value AND t.id = asked.value"
        " WHERE t.exists_now = 1",
        (json.dumps(list(companies)),),
    )
    return {company: padded(words_of(name or "")) for company, name in rows}


@lru_cache(maxsize=64)
def _select(kind: str, *, one_by_one: bool) -> str:
    columns = [f"t.f_{each.name}" for each in searched_fields(kind)]
    something = " OR ".join(f"{column} IS NOT NULL" for column in columns)
    source = f"{TYPED_PREFIX}{kind} AS t"
    if one_by_one:
        source = (
            f"json_each(?) AS asked CROSS JOIN {source}"
            " ON t.company = asked.value ->> 0 AND t.id = asked.value ->> 1 WHERE TRUE"
        )
    else:
        source += " WHERE t.company = ?"
    return (
        f"SELECT t.company, t.id, t.changed, {', '.join(columns)} FROM {source}"
        f" AND t.exists_now = 1 AND ({something})"
    )


def _entries(
    kind: str, rows: Sequence[tuple[Any, ...]], names: dict[str, str]
) -> Iterator[tuple[RecordKey, Entry]]:
    fields = [each.name for each in searched_fields(kind)]
    for company, identifier, changed, *values in rows:
        if company not in names:
            continue
        stored = dict(zip(fields, values, strict=True))
        key = RecordKey(company, f"{kind}:{identifier}")
        context = "" if kind == "company" else names[company]
        entry = Entry(
            id=SHELVES[kind] << _SHELF_BITS | int(changed),
            key=key,
            title=title_words(kind, stored),
            body=body_words(kind, stored),
            context=context,
        )
        if entry.own:
            yield key, entry


def latest_records(connection: Connection, at_most: int) -> list[RecordKey]:
    """The searched records changed last, without the companies themselves."""
    rows = fetch(
        connection,
        "SELECT space, record FROM op ORDER BY arrived DESC LIMIT ?",
        (_LOOKED_BACK,),
    )
    keys = dict.fromkeys(RecordKey(space, record) for space, record in rows)
    searched = [key for key in keys if not key.record.startswith("company:")]
    present = entries_of(connection, searched)
    return [key for key in searched if key in present][:at_most]
