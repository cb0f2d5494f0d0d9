"""The log on a real database: what two devices write, receive, overwrite and delete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, create_engine

from kihub_desktop.replication.canonical import Canonical
from kihub_desktop.replication.check import check_log, rebuild
from kihub_desktop.replication.clock import HybridClock
from kihub_desktop.replication.fold import RecordKey, Shown, deletion_mark
from kihub_desktop.replication.intake import Incoming, Intake, Refusal, receive
from kihub_desktop.replication.inverse import Inverse, invert
from kihub_desktop.replication.log import Authorship, RecordWrite, append, last_arrival
from kihub_desktop.replication.operation import DELETED, FieldWrite, decode
from kihub_desktop.replication.reading import heads, history, shown, shown_dots
from kihub_desktop.replication.registry import Registry, product_registry
from kihub_desktop.replication.tables import create_folded, create_log

SPACE = UUID("0193a000-0000-7000-8000-000000000001")
COMPANY = RecordKey(str(SPACE), f"company:{SPACE}")


@dataclass
class Laptop:
    connection: Connection
    registry: Registry = field(default_factory=product_registry)
    device: str = field(default_factory=lambda: str(uuid4()))
    author: UUID = field(default_factory=uuid4)
    now: int = 1_700_000_000_000
    inversions: dict[UUID, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = HybridClock(lambda: self.now)
        create_log(self.connection)
        create_folded(self.connection, self.registry)

    def write(self, as_of: int | None = None, /, **values: Canonical) -> UUID:
        seen = shown_dots(
            self.connection,
            COMPANY,
            last_arrival(self.connection) if as_of is None else as_of,
            self.device,
        )
        fields = {name: FieldWrite(value, seen.get(name, ())) for name, value in values.items()}
        return self.commit(fields)

    def delete(self) -> UUID:
        live = heads(self.connection, COMPANY)
        mark = deletion_mark(dot for found in live.values() for dot in found)
        return self.commit({DELETED: FieldWrite(mark, tuple(live.get(DELETED, {})))})

    def commit(self, fields: dict[str, FieldWrite]) -> UUID:
        transaction = uuid4()
        authorship = Authorship(self.device, self.author, transaction)
        writes = [RecordWrite(SPACE, COMPANY.record, fields)]
        append(self.connection, self.registry, self.clock, authorship, writes)
        return transaction

    def undo(self, transaction: UUID) -> Inverse:
        inverse = invert(self.connection, transaction, self.device, self.inversions)
        if inverse.writes:
            authorship = Authorship(self.device, self.author, uuid4())
            self.inversions[authorship.transaction] = transaction
            append(self.connection, self.registry, self.clock, authorship, inverse.writes)
        return inverse

    def bodies(self) -> list[bytes]:
        rows = self.connection.exec_driver_sql("SELECT body FROM op ORDER BY arrived")
        return [bytes(body) for (body,) in rows]

    def take(self, bodies: list[bytes]) -> Intake:
        return receive(self.connection, self.registry, [Incoming(body) for body in bodies])

    def shown(self) -> Shown:
        return shown(self.connection, self.registry, COMPANY)


@pytest.fixture
def laptops() -> Iterator[tuple[Laptop, Laptop]]:
    engines = [create_engine("sqlite://"), create_engine("sqlite://")]
    connections = [engine.connect() for engine in engines]
    yield Laptop(connections[0]), Laptop(connections[1])
    for connection, engine in zip(connections, engines, strict=True):
        connection.close()
        engine.dispose()


def test_that_different_fields_merge_silently(laptops: tuple[Laptop, Laptop]) -> None:
    here, there = laptops
    here.write(name="Vogtland Präzision GmbH")
    there.take(here.bodies())
    here.write(town="Plauen")
    there.write(employees="84")
    here.take(there.bodies())
    there.take(here.bodies())
    assert here.shown() == there.shown()
    assert here.shown().contested == frozenset()
    assert here.shown().values == {
        "name": "Vogtland Präzision GmbH",
        "town": "Plauen",
        "employees": "84",
    }


def test_that_the_same_field_keeps_both_values_until_somebody_decides(
    laptops: tuple[Laptop, Laptop],
) -> None:
    here, there = laptops
    here.write(employees="84")
    there.write(employees="48")
    here.take(there.bodies())
    there.take(here.bodies())
    assert here.shown().contested == there.shown().contested == {"employees"}
    here.write(employees="84")
    there.take(here.bodies())
    assert here.shown() == there.shown()
    assert not there.shown().contested
    assert there.shown().values["employees"] == "84"


def test_that_a_form_opened_before_the_pull_makes_a_conflict_not_a_loss(
    laptops: tuple[Laptop, Laptop],
) -> None:
    here, there = laptops
    here.write(employees="35")
    there.take(here.bodies())
    opened = last_arrival(here.connection)
    there.write(employees="41")
    here.take(there.bodies())
    here.write(opened, employees="38")
    live = heads(here.connection, COMPANY)["employees"]
    assert {head.value for head in live.values()} == {'"38"', '"41"'}


def test_that_order_and_duplicates_do_not_matter(laptops: tuple[Laptop, Laptop]) -> None:
    here, there = laptops
    for number in range(6):
        here.write(employees=str(number))
    bodies = here.bodies()
    there.take(bodies[::-1])
    again = there.take(bodies)
    assert len(again.duplicates) == 6
    assert not again.fresh
    assert there.shown() == here.shown()
    assert check_log(there.connection, there.registry).clean


def test_that_a_deletion_loses_to_a_change_its_author_had_not_seen(
    laptops: tuple[Laptop, Laptop],
) -> None:
    here, there = laptops
    here.write(name="Muster GmbH")
    there.take(here.bodies())
    here.delete()
    there.write(town="Jena")
    here.take(there.bodies())
    there.take(here.bodies())
    assert here.shown() == there.shown()
    assert here.shown().exists
    assert DELETED in here.shown().contested
    here.delete()
    there.take(here.bodies())
    assert not there.shown().exists


def test_that_undo_restores_and_redo_repeats(laptops: tuple[Laptop, Laptop]) -> None:
    here, _ = laptops
    created = here.write(name="Muster GmbH")
    changed = here.write(name="Muster & Söhne GmbH")
    assert here.undo(changed).overtaken == ()
    assert here.shown().values["name"] == "Muster GmbH"
    assert here.undo(created).overtaken == ()
    assert not here.shown().exists
    restored = next(reversed(here.inversions))
    here.undo(restored)
    assert here.shown().exists
    assert here.shown().values["name"] == "Muster GmbH"


def test_that_undo_of_a_creation_deletes(laptops: tuple[Laptop, Laptop]) -> None:
    here, _ = laptops
    created = here.write(name="Muster GmbH")
    here.undo(created)
    assert not here.shown().exists


def test_that_undo_stops_where_somebody_else_has_written(laptops: tuple[Laptop, Laptop]) -> None:
    here, there = laptops
    here.write(employees="35")
    mine = here.write(employees="38")
    there.take(here.bodies())
    there.write(employees="41")
    here.take(there.bodies())
    inverse = here.undo(mine)
    assert inverse.writes == ()
    assert inverse.overtaken[0].authors == (there.author,)
    assert here.shown().values["employees"] == "41"


def test_that_two_bodies_under_one_dot_are_set_aside(laptops: tuple[Laptop, Laptop]) -> None:
    here, there = laptops
    here.write(employees="35")
    twin = Laptop(there.connection, device=here.device, author=here.author)
    twin.write(employees="36")
    outcome = twin.take(here.bodies())
    assert [reason for _, reason in outcome.refused] == [Refusal.FORK]
    kept = there.connection.exec_driver_sql("SELECT count(*) FROM quarantine").scalar()
    assert kept == 1


def test_that_an_operation_out_of_its_chain_is_set_aside(laptops: tuple[Laptop, Laptop]) -> None:
    here, there = laptops
    here.write(employees="35")
    here.write(employees="36")
    first, second = here.bodies()
    forged = second.replace(decode(second).previous.hex().encode(), b"00" * 32)
    assert there.take([first, forged]).refused == [(forged, Refusal.FORK)]
    assert there.take([b"\xff", b"{}", b'{"f":2}']).fresh == []


def test_that_history_names_every_value(laptops: tuple[Laptop, Laptop]) -> None:
    here, _ = laptops
    here.write(employees="35")
    here.write(employees="38")
    past = history(here.connection, COMPANY, "employees")
    assert [(entry.value, entry.gone is None) for entry in past] == [("38", True), ("35", False)]
    assert past[0].author == here.author


def test_that_a_damaged_table_is_found_and_rebuilt(laptops: tuple[Laptop, Laptop]) -> None:
    here, there = laptops
    here.write(employees="35", name="Muster GmbH")
    here.write(employees="38")
    there.take(here.bodies()[::-1])
    there.connection.exec_driver_sql("UPDATE t_company SET f_employees = '99'")
    assert check_log(there.connection, there.registry).differing_tables == ["t_company"]
    rebuild(there.connection, there.registry)
    assert check_log(there.connection, there.registry).clean
    assert there.shown() == here.shown()


def test_that_a_broken_chain_is_found(laptops: tuple[Laptop, Laptop]) -> None:
    here, _ = laptops
    here.write(employees="35")
    here.write(employees="38")
    here.connection.exec_driver_sql(
        """UPDATE op SET body = CAST(replace(body, '"38"', '"39"') AS BLOB)"""
    )
    assert len(check_log(here.connection, here.registry).broken_chains) == 1
