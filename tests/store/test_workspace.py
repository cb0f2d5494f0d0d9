"""The workspace folder: opening, refusing, guarding, copying, upgrading."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError

from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.domain.records import Company, Process
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.check import check_log
from kihub_desktop.replication.registry import Registry, product_registry
from kihub_desktop.replication.tables import fold_metadata, log_metadata, typed_tables
from kihub_desktop.store import engine as database
from kihub_desktop.store.local_tables import local_metadata
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace, create_workspace, open_workspace
from tests.store.conftest import PASSPHRASE


def add_company(workspace: Workspace, name: str = "Vogtland Präzision GmbH") -> UUID:
    company = workspace.new_id()
    with writing_to(workspace) as work:
        work.set(Company, company, company, name=name, employees=Decimal("84.0"))
    return company


def reopen(workspace: Workspace, passphrase: str = PASSPHRASE) -> Workspace:
    workspace.close()
    return open_workspace(workspace.folder, passphrase, workspace.around)


def test_that_a_company_is_there_after_reopening(workspace: Workspace) -> None:
    company = add_company(workspace)
    with reopen(workspace) as again, view_of(again) as view:
        found = view.get(Company, company, company)
        assert found is not None
        assert (found.name, found.employees) == ("Vogtland Präzision GmbH", Decimal(84))
        assert again.device == workspace.device


def test_that_nothing_readable_lies_on_disk(workspace: Workspace) -> None:
    add_company(workspace, "Klartextsuche Ölmühle KG")
    for path in workspace.folder.rglob("*"):
        if path.is_file():
            assert b"Klartextsuche" not in path.read_bytes(), path.name


def test_that_a_wrong_passphrase_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Refused) as caught:
        reopen(workspace, "falsches Kennwort")
    assert caught.value.reason is Reason.WRONG_PASSPHRASE


def test_that_a_second_process_is_told(workspace: Workspace) -> None:
    with pytest.raises(Refused) as caught:
        open_workspace(workspace.folder, PASSPHRASE, workspace.around)
    assert caught.value.reason is Reason.IN_USE


def test_that_a_damaged_database_is_refused(workspace: Workspace) -> None:
    add_company(workspace)
    workspace.close()
    data = workspace.folder / "data.db"
    content = bytearray(data.read_bytes())
    content[20:4000] = bytes(3980)
    data.write_bytes(content)
    with pytest.raises(Refused) as caught:
        open_workspace(workspace.folder, PASSPHRASE, workspace.around)
    assert caught.value.reason is Reason.DAMAGED
    assert data.read_bytes() == bytes(content)


def test_that_a_newer_workspace_is_refused_untouched(workspace: Workspace) -> None:
    add_company(workspace)
    workspace.close()
    keys = workspace.folder / "keys.json"
    content = json.loads(keys.read_text("utf-8"))
    content["needs"] = "9999"
    keys.write_text(json.dumps(content), "utf-8")
    before = {path.name: path.read_bytes() for path in workspace.folder.glob("*.*")}
    with pytest.raises(Refused) as caught:
        open_workspace(workspace.folder, PASSPHRASE, workspace.around)
    assert caught.value.reason is Reason.TOO_NEW
    assert {path.name: path.read_bytes() for path in workspace.folder.glob("*.*")} == before


def test_that_a_weak_passphrase_and_an_existing_folder_are_refused(
    tmp_path: Path, workspace: Workspace
) -> None:
    with pytest.raises(Refused) as weak:
        create_workspace(tmp_path / "Neu.kihub", "kurz", workspace.around)
    assert weak.value.reason is Reason.WEAK_PASSPHRASE
    with pytest.raises(Refused) as exists:
        create_workspace(workspace.folder, PASSPHRASE, workspace.around)
    assert exists.value.reason is Reason.EXISTS


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE t_company SET f_name = 'anders'",
        "DELETE FROM value",
        "REPLACE INTO t_company (company, id) VALUES ('a', 'b')",
        "INSERT INTO dead VALUES ('a', 'b', 'c', 'd', 1, 1)",
        "DELETE FROM op",
        "UPDATE op SET hub_n = 1",
    ],
)
def test_that_the_tripwire_refuses_writes_beside_the_log(
    workspace: Workspace, statement: str
) -> None:
    add_company(workspace)
    with workspace.reading() as connection, pytest.raises(IntegrityError, match="operation log"):
        connection.exec_driver_sql(statement)


def test_that_every_guard_is_in_place(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        assert list(database.missing_guards(connection, workspace.registry)) == []


def test_that_a_copy_restored_or_cloned_continues_as_a_new_device(
    workspace: Workspace, tmp_path: Path
) -> None:
    add_company(workspace)
    workspace.close()
    old = tmp_path / "Alt.kihub"
    shutil.copytree(workspace.folder, old)
    with open_workspace(workspace.folder, PASSPHRASE, workspace.around) as again:
        assert again.device == workspace.device
        add_company(again)
    with open_workspace(old, PASSPHRASE, workspace.around) as restored:
        assert restored.device != workspace.device
        add_company(restored)
        with restored.reading() as connection:
            assert check_log(connection, restored.registry).clean


def test_that_migrations_give_the_tables_of_the_code(workspace: Workspace) -> None:
    with workspace.reading() as connection:
        known: Any = [
            log_metadata,
            local_metadata,
            fold_metadata,
            typed_tables(workspace.registry)[0],
        ]
        context = MigrationContext.configure(
            connection, opts={"include_name": _is_table_of_ours, "compare_type": False}
        )
        assert compare_metadata(context, known) == []


def _is_table_of_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The full-text search keeps its words in tables of its own making."""
    return kind != "table" or not (name or "").startswith("search_text")


def test_that_a_new_field_refolds_and_leaves_a_copy(workspace: Workspace) -> None:
    company = add_company(workspace)
    workspace.close()
    registry = product_registry()
    grown = {**registry.rules["company"], "slogan": _rule_of("Leitspruch")}
    newer = Registry({**registry.rules, "company": grown}, registry.types)
    with open_workspace(workspace.folder, PASSPHRASE, workspace.around, newer) as opened:
        assert len(list(opened.copies.glob("*.db"))) == 1
        with view_of(opened) as view:
            found = view.get(Company, company, company)
            assert found is not None
            assert found.name == "Vogtland Präzision GmbH"
        with opened.reading() as connection:
            assert check_log(connection, newer).clean


def _rule_of(label: str) -> FieldRule:
    return FieldRule(label, Holds.TEXT)


def test_that_unchanged_values_are_not_written_again(workspace: Workspace) -> None:
    company = add_company(workspace)
    with writing_to(workspace) as work:
        work.set(Company, company, company, employees=Decimal("84.00"))
    assert not work.changes


def test_that_an_unfit_value_writes_nothing(workspace: Workspace) -> None:
    company = add_company(workspace)

    def write_both() -> None:
        with writing_to(workspace) as work:
            work.set(Process, company, workspace.new_id(), name="Rüsten")
            work.set(Company, company, company, employees=Decimal("NaN"))

    with pytest.raises(Refused) as caught:
        write_both()
    assert caught.value.reason is Reason.UNFIT_VALUE
    with view_of(workspace) as view:
        assert view.of_company(Process, company) == ()


def test_that_a_foreign_connection_can_read_but_not_write(workspace: Workspace) -> None:
    add_company(workspace)
    raw = database.open_engine(workspace.folder / "data.db", b"\0" * 32)
    with pytest.raises(Refused) as caught, database.reading(raw) as connection:
        connection.exec_driver_sql("SELECT count(*) FROM op")
    assert caught.value.reason is Reason.DAMAGED
    raw.dispose()
    assert sqlcipher.sqlite_version_info >= (3, 51, 3)  # older ones can corrupt the WAL


def test_that_an_error_names_no_value_that_was_typed(workspace: Workspace) -> None:
    with workspace.reading() as connection, pytest.raises(IntegrityError) as caught:
        connection.exec_driver_sql("INSERT INTO dead (space) VALUES (?)", ("Geheimnis Müller",))
    assert "Geheimnis" not in str(caught.value)
