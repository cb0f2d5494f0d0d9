"""An import is one undo step, whole or not at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kihub_desktop.composition import Services
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.records import Company, Contact
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.imports.company_plan import Choices, Plan
from kihub_desktop.imports.company_rows import drafts, guessed, known_headings
from kihub_desktop.imports.foreign_tables import read_table, sheets_of
from kihub_desktop.imports.layout import Layout, layout_of
from kihub_desktop.imports.limits import Watch
from kihub_desktop.replication.check import check_log
from kihub_desktop.replication.log import last_arrival
from kihub_desktop.store.long_steps import Entry, unfinished, write_entries
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render

ROWS = 37
LIST = "Firma;PLZ;Ort;Mitarbeiter;Ansprechpartner;E-Mail\n" + "".join(
    f"Betrieb {n} GmbH;08523;Plauen;{n};Person {n};p{n}@betrieb.de\n" for n in range(ROWS)
)


def _layout(text: str) -> Layout:
    return layout_of(read_table(text.encode(), "liste", Watch()), known_headings())


def _plan(services: Services, text: str = LIST) -> Plan:
    layout = _layout(text)
    chosen = guessed(layout, known_headings())
    return services.imports.plan(drafts(layout, chosen, services.imports.reader()), Choices())


def _steps(workspace: Workspace) -> int:
    with workspace.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM undo_step").scalar() or 0)


def test_that_an_import_is_one_step_that_can_be_undone_and_repeated(services: Services) -> None:
    outcome = services.imports.apply(_plan(services))
    assert (outcome.new, outcome.contacts, outcome.left_alone) == (ROWS, ROWS, 0)
    assert len(services.companies.rows()) == ROWS
    assert _steps(services.workspace) == 1
    (step,) = services.undo.steps().back
    assert render(step.said) == f"{ROWS} Unternehmen eingelesen"
    undone = services.undo.undo()
    assert undone.name is not None
    assert render(undone.name.said) == f"{ROWS} Unternehmen eingelesen"
    assert services.companies.rows() == ()
    services.undo.redo()
    assert len(services.companies.rows()) == ROWS
    services.undo.undo()
    assert services.companies.rows() == ()
    services.undo.redo()
    assert len(services.companies.rows()) == ROWS
    with services.workspace.reading() as connection:
        assert check_log(connection, services.workspace.registry).clean


def test_that_an_import_is_taken_back_by_itself_and_later_steps_stay(services: Services) -> None:
    outcome = services.imports.apply(_plan(services))
    later, _ = services.companies.create("Später")
    changed = services.companies.rows()[1]
    state = services.companies.state(changed.id)
    assert state is not None
    services.companies.save(changed.id, state.as_of, note="von Hand")
    services.imports.take_back(outcome.transaction)
    assert {row.id for row in services.companies.rows()} == {later, changed.id}


def test_that_places_follow_from_the_postcode(services: Services) -> None:
    services.imports.apply(_plan(services, "Firma;PLZ\nA;8523\n"))
    (row,) = services.companies.rows()
    state = services.companies.state(row.id)
    assert state is not None
    assert (state.company.postcode, state.company.town, state.company.district) == (
        "08523", "Plauen", "14523",
    )  # fmt: skip


def test_that_a_second_import_changes_nothing(services: Services) -> None:
    services.imports.apply(_plan(services))
    again = _plan(services)
    assert (again.new, again.changed, again.unchanged) == (0, 0, ROWS)


@pytest.mark.parametrize("after", [1, 5, ROWS])
def test_that_a_cancelled_import_leaves_nothing(services: Services, after: int) -> None:
    kept, _ = services.companies.create("Vorher")

    def stop(done: int, total: int, doing: Value = "") -> None:
        if done >= after:
            raise Cancelled

    with pytest.raises(Cancelled):
        services.imports.apply(_plan(services), stop)
    assert [row.id for row in services.companies.rows()] == [kept]
    assert unfinished(services.workspace) is None
    services.undo.undo()  # the step before, not the cancelled one
    assert services.companies.rows() == ()


def test_that_a_value_no_field_can_hold_is_refused_before_anything_is_written(
    workspace: Workspace,
) -> None:
    with workspace.reading() as connection:
        before = last_arrival(connection)
    fine, wrong = workspace.new_id(), workspace.new_id()
    entries = [
        Entry(Company, fine, fine, {"name": "A"}, fresh=True),
        Entry(Company, wrong, wrong, {"employees": Decimal("NaN")}, fresh=True),
    ]
    with pytest.raises(Refused):
        write_entries(workspace, entries)
    with workspace.reading() as connection:
        assert last_arrival(connection) == before


def test_that_what_a_crash_left_is_taken_back(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(BaseException):
        pass

    def crash(done: int, total: int, doing: Value = "") -> None:
        if done >= 5:
            # As if the power failed: taking back is not reached either.
            monkeypatch.setattr(services.workspace, "writing", broken)
            raise Crash

    def broken() -> object:
        raise Crash

    with pytest.raises(Crash):
        services.imports.apply(_plan(services), crash)
    monkeypatch.undo()
    assert services.companies.rows()
    changes = services.imports.take_back_unfinished()
    assert "company" in changes.kinds
    assert services.companies.rows() == ()
    assert not services.imports.take_back_unfinished()


def test_that_what_was_typed_meanwhile_stays(services: Services) -> None:
    company, _ = services.companies.create("Betrieb 1 GmbH")
    planned = _plan(services)
    state = services.companies.state(company)
    assert state is not None
    services.companies.save(company, state.as_of, town="Auerbach")
    outcome = services.imports.apply(planned)
    after = services.companies.state(company)
    assert after is not None
    assert after.company.town == "Auerbach"
    assert outcome.left_alone == 1


def test_that_columns_are_remembered_for_their_headings(services: Services) -> None:
    layout = _layout("Firma;Kürzel\nA;x\n")
    assert services.imports.learned(layout) is None
    services.imports.learn(layout, ("company.name", "company.next_step"))
    assert services.imports.learned(layout) == ("company.name", "company.next_step")
    assert services.imports.learned(_layout("Firma;Anderes\nA;x\n")) is None


def test_that_consent_is_never_read_from_a_list(services: Services) -> None:
    services.imports.apply(_plan(services, "Firma;Kontakt;Einwilligung\nA;Eva;mit Namen\n"))
    (row,) = services.companies.rows()
    (contact,) = services.records(Contact).of_company(row.id).records
    assert (contact.name, contact.consent, contact.consent_on) == ("Eva", None, None)


def test_that_a_formula_in_a_list_stays_text_in_every_export(
    services: Services, tmp_path: Path
) -> None:
    """What looks like a formula is recorded as text, exported as text, and read again as text."""
    hostile = "=cmd|'/c calc'!A1"
    services.imports.apply(_plan(services, f"Firma;Notiz\n{hostile};@SUM(1+1)\n"))
    (row,) = services.companies.rows()
    assert row.name == hostile
    target = tmp_path / "daten.xlsx"
    services.reports.write_xlsx(row.id, target)
    cells = [cell for sheet in load_workbook(target) for line in sheet.iter_rows() for cell in line]
    assert hostile in [cell.value for cell in cells]
    assert not any(cell.data_type == "f" for cell in cells)
    names = sheets_of(target.read_bytes(), target.name, Watch())
    read = [
        cell
        for each in names
        for line in read_table(target.read_bytes(), target.name, Watch(), each.name).rows
        for cell in line.cells
    ]
    assert hostile in read
