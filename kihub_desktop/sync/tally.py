"""The tally of one exchange: what was sent, what came in, and where it met own changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.reading import contested_records, shown

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from kihub_desktop.replication.intake import Intake
    from kihub_desktop.replication.outbox import Outgoing
    from kihub_desktop.replication.registry import Registry


@dataclass
class Tally:
    """Counts while an exchange goes on. `own` are the records with own unsent changes."""

    own: set[tuple[str, str]] = field(default_factory=set)
    sent: int = 0
    received: int = 0
    merged: int = 0
    conflicts: int = 0
    set_aside: int = 0
    done: int = 0
    total: int = 0
    _kinds: set[str] = field(default_factory=set)
    _spaces: set[str] = field(default_factory=set)
    _touched: Counter[tuple[str, str]] = field(default_factory=Counter)

    def note_sent(self, operations: list[Outgoing]) -> None:
        """What the hub has acknowledged; the list of companies shows how much still waits."""
        self.sent += len(operations)
        if operations:
            self._kinds.add("company")
            self._spaces.update(operation.space for operation in operations)

    def note_received(self, intake: Intake) -> None:
        self.received += len(intake.fresh)
        for each in intake.fresh:
            space = str(each.operation.space)
            self._kinds.add(each.operation.record_kind)
            self._spaces.add(space)
            self._touched[space, each.operation.record] += 1

    def settle(self, connection: Connection, registry: Registry) -> None:
        """Counts conflicts and silent merges, once everything has been folded."""
        contested = set(contested_records(connection, registry))
        hit = [RecordKey(*record) for record in self._touched if RecordKey(*record) in contested]
        self.conflicts = sum(len(shown(connection, registry, key).contested) for key in hit)
        self.merged = sum(
            count
            for record, count in self._touched.items()
            if record in self.own and RecordKey(*record) not in contested
        )

    @property
    def percent(self) -> int | None:
        return min(99, 100 * self.done // self.total) if self.total else None

    @property
    def changes(self) -> Changes:
        if not self._kinds:
            return Changes.none()
        companies = frozenset(UUID(space) for space in self._spaces)
        return Changes(frozenset(self._kinds), companies, Origin.SYNC)
