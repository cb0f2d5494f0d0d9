"""What differs between a copy and the present, and taking it over without losing anything."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.records import Company, Process
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.check import check_log
from kihub_desktop.replication.intake import Incoming, receive
from kihub_desktop.services.conflicts import ConflictService
from kihub_desktop.services.undo import UndoService
from kihub_desktop.store.comparison import Comparison, Fate, compare
from kihub_desktop.store.copies import make_copy
from kihub_desktop.store.taking_over import take_over
from kihub_desktop.store.thinning import Cause
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Surroundings, Workspace, create_workspace, open_workspace
from tests.migrations.written import FOLDER, written_content
from tests.store.conftest import CHEAP, PASSPHRASE
from tests.store.test_copies import COMPANY, NOW, add, add_much

PROCESS = UUID("0193a000-0000-7000-8000-0000000000a1")
OTHER = UUID("0193a000-0000-7000-8000-0000000000a2")


def copy_of(workspace: Workspace) -> Path:
    return make_copy(workspace, Cause.ASKED, NOW).path


def records(workspace: Workspace) -> dict[str, dict[str, Any]]:
    with workspace.reading() as connection:
        found = written_content(connection, workspace.registry)["records"]
    return {
        record: {name: value for name, value in fields.items() if value is not False}
        for record, fields in found.items()
    }


def said(comparison: Comparison) -> set[tuple[str, Fate, str, object, object]]:
    return {
        (each.key.record.partition(":")[0], each.fate, field.field, field.then, field.now)
        for each in comparison.records
        for field in each.fields
    }


def write(workspace: Workspace, identifier: UUID = PROCESS, **values: object) -> None:
    with writing_to(workspace) as work:
        work.set(Process, COMPANY, identifier, **values)


def test_that_a_fresh_copy_differs_in_nothing(workspace: Workspace) -> None:
    add(workspace)
    assert compare(workspace, copy_of(workspace)).records == ()


@pytest.fixture
def changed(workspace: Workspace) -> tuple[Workspace, Path, object]:
    """Since the copy one record was changed, one deleted, one added; and what it was before."""
    add(workspace, "Vogtland Präzision GmbH")
    write(workspace, name="Rüsten", hours_per_year=Decimal(120))
    before = records(workspace)
    copy = copy_of(workspace)
    add(workspace, "Vogtland Präzision KG")
    write(workspace, hours_per_year=Decimal(90), problem="Wartezeit")
    with writing_to(workspace) as work:
        work.delete(Process, COMPANY, PROCESS)
    write(workspace, OTHER, name="Prüfen")
    return workspace, copy, before


def test_that_changed_deleted_and_new_records_are_told_apart(
    changed: tuple[Workspace, Path, object],
) -> None:
    workspace, copy, _before = changed
    comparison = compare(workspace, copy)
    assert said(comparison) == {
        ("company", Fate.CHANGED, "name", "Vogtland Präzision GmbH", "Vogtland Präzision KG"),
        ("process", Fate.DELETED, "name", "Rüsten", None),
        ("process", Fate.DELETED, "hours_per_year", "120", None),
        ("process", Fate.DELETED, "problem", None, None),
        ("process", Fate.NEW, "name", None, "Prüfen"),
    }
    assert {each.author for each in comparison.records} == {workspace.author}
    assert all(each.written_ms > 1_600_000_000_000 for each in comparison.records)
    assert comparison.companies == {str(COMPANY): "Vogtland Präzision KG"}


def test_that_taking_all_over_gives_the_old_records_and_can_be_undone(
    changed: tuple[Workspace, Path, object],
) -> None:
    workspace, copy, before = changed
    present = records(workspace)
    comparison = compare(workspace, copy)
    assert take_over(workspace, comparison.records, comparison.as_of)
    assert records(workspace) == before
    undo = UndoService(workspace)
    undo.undo()
    undo.undo()  # one record was changed and then deleted: bringing it back is a step of its own
    assert records(workspace) == present
    undo.redo()
    undo.redo()
    assert records(workspace) == before
    with workspace.reading() as connection:
        assert check_log(connection, workspace.registry).clean


def test_that_only_what_was_chosen_is_taken_over(changed: tuple[Workspace, Path, object]) -> None:
    workspace, copy, _before = changed
    comparison = compare(workspace, copy)
    chosen = [each for each in comparison.records if each.fate is Fate.DELETED]
    take_over(workspace, chosen, comparison.as_of)
    with view_of(workspace) as view:
        names = {each.name for each in view.of_company(Process, COMPANY)}
        company = view.get(Company, COMPANY, COMPANY)
    assert names == {"Rüsten", "Prüfen"}
    assert company is not None
    assert company.name == "Vogtland Präzision KG"


def test_that_taking_nothing_over_writes_nothing(changed: tuple[Workspace, Path, object]) -> None:
    workspace, copy, _before = changed
    assert not take_over(workspace, [], compare(workspace, copy).as_of)


def test_that_what_came_in_after_the_look_becomes_a_conflict_not_a_loss(
    workspace: Workspace, tmp_path: Path
) -> None:
    write(workspace, name="Rüsten", hours_per_year=Decimal(120))
    copy = copy_of(workspace)
    write(workspace, hours_per_year=Decimal(90))
    comparison = compare(workspace, copy)
    around = Surroundings(tmp_path / "anchors-2", key_cost=CHEAP)
    with create_workspace(tmp_path / "Zwei.kihub", PASSPHRASE, around) as colleague:
        _carry(workspace, colleague)
        write(colleague, hours_per_year=Decimal(75))
        _carry(colleague, workspace)
    take_over(workspace, comparison.records, comparison.as_of)
    (conflict,) = ConflictService(workspace).all()
    assert {version.value for version in conflict.versions} == {Decimal(75), Decimal(120)}


def _carry(source: Workspace, target: Workspace) -> None:
    with source.reading() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM op ORDER BY arrived").all()
    with target.writing() as connection:
        receive(connection, target.registry, [Incoming(bytes(body)) for (body,) in bodies])


def test_that_tags_and_many_records_are_taken_over_in_one_step(workspace: Workspace) -> None:
    add_much(workspace)
    with writing_to(workspace) as work:
        work.set(Company, COMPANY, COMPANY, name="Öl KG", tags=frozenset({"Öl", "Guss"}))
    before = records(workspace)
    copy = copy_of(workspace)
    with view_of(workspace) as view:
        processes = view.of_company(Process, COMPANY)
    with writing_to(workspace) as work:
        for each in processes:
            work.set(Process, COMPANY, each.id, note="anders")
        work.set(Company, COMPANY, COMPANY, tags=frozenset({"Guss", "neu"}))
    comparison = compare(workspace, copy)
    assert len(comparison.records) == 501
    take_over(workspace, comparison.records, comparison.as_of)
    assert records(workspace) == before
    UndoService(workspace).undo()
    assert len(compare(workspace, copy).records) == 501


def test_that_a_copy_of_an_older_format_can_be_compared(tmp_path: Path) -> None:
    folder = tmp_path / "Alt.kihub"
    shutil.copytree(FOLDER / "format-1.kihub", folder)
    around = Surroundings(tmp_path / "anchors", key_cost=CHEAP)
    with open_workspace(folder, PASSPHRASE, around) as workspace:
        (copy,) = workspace.copies.glob("*.db")
        assert compare(workspace, copy).records == ()
        add(workspace, "Neu GmbH")
        assert {each.fate for each in compare(workspace, copy).records} == {Fate.NEW}


def test_that_a_foreign_or_broken_file_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace)
    around = Surroundings(tmp_path / "anchors-2", key_cost=CHEAP)
    with create_workspace(tmp_path / "Fremd.kihub", PASSPHRASE, around) as foreign:
        add(foreign)
        copy = copy_of(foreign)
    (tmp_path / "Text.db").write_text("kein SQLite", "utf-8")
    for path in (copy, tmp_path / "Text.db", tmp_path / "gibtsnicht.db", tmp_path):
        with pytest.raises(Refused) as caught:
            compare(workspace, path)
        assert caught.value.reason in {Reason.NOT_A_WORKSPACE, Reason.DAMAGED}


def test_that_a_look_can_be_cancelled(changed: tuple[Workspace, Path, object]) -> None:
    workspace, copy, _before = changed

    def stop(done: int, total: int, doing: Value = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        compare(workspace, copy, stop)


Edit = tuple[UUID, str, str | None]
_texts = st.sampled_from(["a", "b", None])
_edits = st.lists(
    st.tuples(
        st.sampled_from([PROCESS, OTHER]), st.sampled_from(["set", "delete", "restore"]), _texts
    ),
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=_edits, after=_edits)
def test_that_taking_all_over_always_leads_back(
    tmp_path_factory: pytest.TempPathFactory, before: list[Edit], after: list[Edit]
) -> None:
    """Whatever happened in between, the records shown are those of the copy again."""
    folder = tmp_path_factory.mktemp("zurück")
    around = Surroundings(folder / "anchors", key_cost=CHEAP)
    with create_workspace(folder / "Werk.kihub", PASSPHRASE, around) as workspace:
        _play(workspace, before)
        then, copy = records(workspace), copy_of(workspace)
        _play(workspace, after)
        comparison = compare(workspace, copy)
        take_over(workspace, comparison.records, comparison.as_of)
        assert records(workspace) == then


def _play(workspace: Workspace, edits: list[Edit]) -> None:
    for identifier, verb, text in edits:
        with writing_to(workspace) as work:
            if verb == "set":
                work.set(Process, COMPANY, identifier, name=text, problem="p")
            elif verb == "delete":
                work.delete(Process, COMPANY, identifier)
            else:
                work.restore(Process, COMPANY, identifier)


def test_that_a_difference_names_the_record(changed: tuple[Workspace, Path, object]) -> None:
    workspace, copy, _before = changed
    keys = {each.key.record for each in compare(workspace, copy).records}
    assert keys == {f"company:{COMPANY}", f"process:{PROCESS}", f"process:{OTHER}"}
