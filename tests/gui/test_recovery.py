"""The next start after a crash: unsaved texts are offered, taken over, copied or given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.domain.open_text import OpenText
from kihub_desktop.services.drafts import DraftService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.recovery_dialog import RecoveryDialog
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, unnamed_focusable
from tests.services.conftest import workspace

__all__ = ["workspace"]
Start = Callable[[], Workbench]


@pytest.fixture
def company(workspace: Workspace) -> UUID:
    """A company, and texts that a run of the program has left unsaved."""
    services = Services(workspace, lambda: date(2026, 11, 23))
    created, _ = services.companies.create("Göltzschtal Präzision GmbH")
    services.companies.save(created, 10**9, employees=Decimal(84), town="Plauen")
    services.drafts.write(
        (
            OpenText(created, "company", created, "employees", "48", "84"),
            OpenText(created, "company", created, "town", "Plauen", ""),  # saved after all
            OpenText(created, "company", created, "founded", "neulich", problem="Kein Jahr."),
            OpenText(created, "process", None, "name", "Rüstplanung"),
            OpenText(created, "process", None, "hours_per_year", "viele"),
            OpenText(None, "", None, "note", "Öse klemmt", page="readiness", label="Notiz"),
        )
    )
    return created


@pytest.fixture
def start(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Start:
    """Starts the program on the same workspace again."""

    def begin() -> Workbench:
        bench = Workbench(Services(workspace, lambda: date(2026, 11, 23)), appearance, Jobs())
        qtbot.addWidget(bench.window, before_close_func=lambda _w: bench.keeper.stop())
        bench.open()
        QApplication.processEvents()
        return bench

    return begin


def _dialog(bench: Workbench) -> RecoveryDialog:
    (dialog,) = bench.window.findChildren(RecoveryDialog)
    return dialog


def _left(workspace: Workspace) -> set[str]:
    return {each.text for each in DraftService(workspace).left_over()}


def test_that_everything_unsaved_is_offered_with_what_is_recorded(
    company: UUID, start: Start
) -> None:
    bench = start()
    dialog = _dialog(bench)
    shown = [
        [(line.label, line.text, line.now) for line in card._unsaved.lines] for card in dialog.cards
    ]
    assert shown == [
        [("Beschäftigte (VZÄ)", "48", "84")],
        [("Prozess", "Rüstplanung", ""), ("Aufwand/Jahr", "viele", "")],
        [("Notiz", "Öse klemmt", "")],
    ]
    assert dialog.cards[2].take is None
    assert bench.kept.of(company)["founded"].text == "neulich"
    assert unnamed_focusable(dialog) == []


def test_that_taking_over_saves_undoably_and_keeps_wrong_texts_in_their_field(
    company: UUID, start: Start, workspace: Workspace
) -> None:
    bench = start()
    dialog = _dialog(bench)
    press(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    state = bench.services.companies.state(company)
    assert state is not None
    assert state.company.employees == Decimal(48)
    (process,) = bench.services.processes.of_company(company).records
    assert process.name == "Rüstplanung"
    assert bench.kept.of(process.id)["hours_per_year"].text == "viele"
    bench.undo()
    assert bench.services.processes.of_company(company).records == ()
    assert dialog.isVisible()  # one text can only be copied
    click(dialog.cards[2].copy)
    assert QApplication.clipboard().text() == "Öse klemmt"
    click(dialog.cards[2].drop)
    assert not dialog.isVisible()


def test_that_what_is_not_decided_is_offered_again(
    company: UUID, start: Start, workspace: Workspace
) -> None:
    bench = start()
    dialog = _dialog(bench)
    click(dialog.cards[0].drop)
    click(dialog.later)
    bench.keeper.stop()
    assert _left(workspace) == {"neulich", "Rüstplanung", "viele", "Öse klemmt"}
    state = bench.services.companies.state(company)
    assert state is not None
    assert state.company.employees == Decimal(84)
    again = start()
    assert len(_dialog(again).cards) == 2
    assert again.kept.of(company)["founded"].text == "neulich"


def test_that_nothing_is_asked_where_everything_was_saved(
    workspace: Workspace, start: Start
) -> None:
    bench = start()
    assert bench.window.findChildren(RecoveryDialog) == []
