"""The hub's two databases: alike in shape and in content."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.check import check_log
from kihub_desktop.replication.operation import NO_PREVIOUS, Dot, FieldWrite, chain_hash
from kihub_desktop.replication.registry import Registry, product_registry
from kihub_desktop.replication.tables import fold_metadata, log_metadata, typed_tables
from kihub_hub.devices import KnownDevice
from kihub_hub.pushing import receive_batch
from kihub_hub.storage import Storage, open_storage, sqlite_url
from kihub_hub.tables import hub_metadata
from tests.hub.direct import operation
from tests.hub.postgres import Postgres
from tests.hub.stations import NOON

DEVICES = tuple(f"0000000{n}-0000-4000-8000-000000000000" for n in range(3))
COURIER = KnownDevice("c0000000-0000-4000-8000-000000000000", "", "", b"", 0, None, None, None, 0)


def test_that_migrations_give_the_tables_of_the_code(database: str) -> None:
    with open_storage(database) as storage, storage.reading() as connection:
        known: Any = [
            log_metadata,
            hub_metadata,
            fold_metadata,
            typed_tables(storage.registry)[0],
        ]
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, known) == []


def test_that_a_new_field_refolds_the_log(database: str) -> None:
    body = operation(DEVICES[0], 1, NO_PREVIOUS, {"slogan": FieldWrite("Immer weiter")}).encode()
    with open_storage(database) as storage, storage.writing() as connection:
        receive_batch(connection, storage.registry, COURIER, [body], [], NOON)
    registry = product_registry()
    grown = {**registry.rules["company"], "slogan": FieldRule("Leitspruch", Holds.TEXT)}
    newer = Registry({**registry.rules, "company": grown}, registry.types)
    with open_storage(database, newer) as storage, storage.reading() as connection:
        assert check_log(connection, newer).clean
        found = connection.exec_driver_sql("SELECT f_slogan FROM t_company").scalar()
        assert found == "Immer weiter"


def test_that_a_newer_database_is_left_alone(database: str) -> None:
    with open_storage(database) as storage, storage.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refused) as caught:
        open_storage(database)
    assert caught.value.reason is Reason.TOO_NEW


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("unsinn", Reason.BAD_INPUT),
        ("mysql://a/b", Reason.BAD_INPUT),
        ("sqlite://", Reason.BAD_INPUT),
        ("sqlite:////proc/gibtesnicht/hub.db", Reason.NOT_WRITABLE),
        ("postgresql+psycopg://nobody@127.0.0.1:1/x", Reason.NOT_WRITABLE),
    ],
)
def test_that_an_unfit_database_is_refused(url: str, reason: Reason) -> None:
    with pytest.raises(Refused) as caught:
        open_storage(url)
    assert caught.value.reason is reason


@pytest.fixture(scope="module")
def both(
    empty_file: Path,
    empty_database: str,
    server: Postgres,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Storage, Storage]]:
    folder = tmp_path_factory.mktemp("both")
    shutil.copy(empty_file, folder / "hub.db")
    name = server.fresh(empty_database)
    with open_storage(sqlite_url(folder)) as one, open_storage(server.url(name)) as other:
        yield one, other
    server.drop(name)


FIELDS = (
    "name",
    "town",
    "employees",
    "founded",
    "autonomous",
    "sector",
    "_deleted",
    "tags=Öl",
    "x",
)
VALUES = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=6)
    | st.sampled_from(["machinery", "12.5", "NaN", "2026-11-23", '{"a":[1]}', "\0", "1e40"])
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.dictionaries(st.sampled_from(FIELDS), st.tuples(VALUES, st.integers(0, 6)), min_size=1),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES, dice=st.randoms(use_true_random=False))
def test_that_both_databases_reach_the_same_state(
    both: tuple[Storage, Storage], changes: list[Any], dice: Any
) -> None:
    bodies = written(changes)
    dice.shuffle(bodies)
    contents = []
    for storage in both:
        with storage.writing() as connection:
            for table in ("op", "quarantine", "value", "dead", "t_company"):
                connection.exec_driver_sql(f"DELETE FROM {table}")
            connection.exec_driver_sql("UPDATE counter SET n = 0")
            for start in range(0, len(bodies), 3):
                batch = bodies[start : start + 3]
                receive_batch(connection, storage.registry, COURIER, batch, [], NOON)
        with storage.reading() as connection:
            assert check_log(connection, storage.registry).clean
            contents.append(
                {
                    table: sorted(
                        (
                            tuple(row)
                            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
                        ),
                        key=repr,
                    )
                    for table in ("op", "value", "dead", "t_company")
                }
            )
    assert contents[0] == contents[1]
    assert len(contents[0]["op"]) == len(bodies)


def written(changes: list[Any]) -> list[bytes]:
    """The operations of three devices; each change overwrites some of the earlier ones."""
    tips = dict.fromkeys(DEVICES, (0, NO_PREVIOUS))
    dots: list[Dot] = []
    bodies: list[bytes] = []
    for index, fields in changes:
        device = DEVICES[index]
        seq, previous = tips[device]
        writes = {
            name: FieldWrite(value, tuple(sorted(set(dots[-seen:] if seen else []))))
            for name, (value, seen) in fields.items()
        }
        body = operation(device, seq + 1, previous, writes).encode()
        tips[device] = (seq + 1, chain_hash(previous, body))
        dots.append(Dot(device, seq + 1))
        bodies.append(body)
    return bodies


def test_that_the_hub_needs_neither_qt_nor_the_encrypted_store() -> None:
    program = (
        "import sys, kihub_hub.app, kihub_hub.cli, kihub_hub.server;"
        "print([name for name in ('PySide6', 'shiboken6', 'sqlcipher3', 'kihub_desktop.store',"
        " 'kihub_desktop.ui', 'kihub_desktop.sync', 'numpy', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
