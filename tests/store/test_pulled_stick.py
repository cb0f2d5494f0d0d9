"""A stick that is pulled out while its workspace is open."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kihub_desktop.domain.records import Company
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.replication.check import check_log
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace, open_workspace
from kihub_desktop.texts import render
from tests.store.conftest import PASSPHRASE
from tests.store.test_workspace import add_company


def save(workspace: Workspace, employees: int) -> None:
    company = workspace.new_id()
    with writing_to(workspace) as work:
        work.set(Company, company, company, name="Muster", employees=Decimal(employees))


def test_that_a_pulled_stick_is_said_and_work_goes_on_when_it_is_back(
    workspace: Workspace,
) -> None:
    company = add_company(workspace)
    pulled = workspace.folder.with_name("herausgezogen")
    workspace._engine.dispose()  # as the system does with the files of a stick that is gone
    workspace.folder.rename(pulled)
    for _attempt in range(2):
        with pytest.raises(Refused) as caught:
            save(workspace, 5)
        assert "Stick" in render(caught.value.message)
        assert "alles davor ist sicher" in render(caught.value.message)
    assert not workspace.folder.exists()  # nothing new was begun in its place
    pulled.rename(workspace.folder)
    save(workspace, 6)
    with view_of(workspace) as view:
        found = view.get(Company, company, company)
        assert found is not None
        assert found.employees == Decimal(84)
    workspace.close()
    with open_workspace(workspace.folder, PASSPHRASE, workspace.around) as again:
        with again.reading() as connection:
            assert check_log(connection, again.registry).clean
        assert again.device == workspace.device
