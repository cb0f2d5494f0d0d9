"""Reading records: one moment of the workspace, handed out as frozen dataclasses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from kihub_desktop.domain.fields import AnyRecord, FieldRule, Holds, Record, kind_of, rules_of
from kihub_desktop.replication.canonical import UnfitValue, read
from kihub_desktop.replication.driver import fetch
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.log import last_arrival
from kihub_desktop.replication.tables import TYPED_PREFIX
from kihub_desktop.store.workspace import Workspace


def record_key(company: UUID, cls: type[Record], identifier: UUID) -> RecordKey:
    """The key of a record in the log."""
    return RecordKey(str(company), f"{kind_of(cls).name}:{identifier}")


class View:
    """What the workspace holds at arrival `as_of`; valid inside its `with` block."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.as_of = last_arrival(connection)

    def get(self, cls: type[AnyRecord], company: UUID, identifier: UUID) -> AnyRecord | None:
        """The record, or None if it does not exist (or no longer)."""
        found = self._select(cls, "company = ? AND id = ?", (str(company), str(identifier)))
        return found[0] if found else None

    def of_company(
        self, cls: type[AnyRecord], company: UUID, **where: UUID | str
    ) -> tuple[AnyRecord, ...]:
        """All records of a kind in a company, in their order; `where` compares fields."""
        conditions = "company = ?" + "".join(f" AND f_{_known(cls, name)} = ?" for name in where)
        values = [str(company), *(str(value) for value in where.values())]
        return self._select(cls, conditions, values)

    def everywhere(self, cls: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """All records of a kind in all companies."""
        return self._select(cls, "1 = 1", ())

    def changed(self, cls: type[Record], company: UUID, identifier: UUID) -> int:
        """The arrival number of the record's last operation (0: never written)."""
        found = self.connection.exec_driver_sql(
            f"SELECT changed FROM {_table(cls)} WHERE company = ? AND id = ?",
            (str(company), str(identifier)),
        )
        return int(found.scalar() or 0)

    def _select(
        self, cls: type[AnyRecord], conditions: str, values: Sequence[str]
    ) -> tuple[AnyRecord, ...]:
        order = "f_position, id" if "position" in rules_of(cls) else "id"
        rows = fetch(
            self.connection,
            f"SELECT {_columns(cls)} FROM {_table(cls)}"
            f" WHERE exists_now = 1 AND {conditions} ORDER BY {order}",
            values,
        )
        return tuple(_record(cls, row) for row in rows)


@contextmanager
def view_of(workspace: Workspace) -> Iterator[View]:
    """A view of the workspace at this moment."""
    with workspace.reading() as connection:
        yield View(connection)


def _columns(cls: type[Record]) -> str:
    return ", ".join(["company", "id", *(f"f_{name}" for name in rules_of(cls))])


def _table(cls: type[Record]) -> str:
    return TYPED_PREFIX + kind_of(cls).name


def _known(cls: type[Record], name: str) -> str:
    if name not in rules_of(cls):
        raise LookupError(f"{cls.__name__} has no recorded field {name!r}")
    return name


def _record(cls: type[AnyRecord], row: Any) -> AnyRecord:
    values = {
        name: _value(rule, stored)
        for (name, rule), stored in zip(rules_of(cls).items(), row[2:], strict=True)
    }
    return cls(id=UUID(row[1]), company=UUID(row[0]), **values)


def _value(rule: FieldRule, stored: Any) -> Any:
    if rule.holds is Holds.TAGS:
        return frozenset(json.loads(stored)) if stored else frozenset()
    if stored is None:
        return None
    try:
        return read(rule, stored)
    except UnfitValue:
        return None
