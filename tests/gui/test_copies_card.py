"""Copies, backups and bundles in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.workspace.bundles_card import BundlesCard, PreviewDialog
from kihub_desktop.ui.pages.workspace.comparison_dialog import ComparisonDialog
from kihub_desktop.ui.pages.workspace.copies import SHOWN
from kihub_desktop.ui.pages.workspace.copies_card import CopiesCard
from kihub_desktop.ui.pages.workspace.secret_dialogs import SecretDialog
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import colleague, workspace

__all__ = ["colleague", "workspace"]
WORDS = "ein Satz für das Paket"
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bench(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[Workbench]:
    bench = Workbench(Services(workspace), appearance, Jobs())
    bench.window.resize(1440, 900)
    bench.open()
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    QApplication.processEvents()
    yield bench
    qtbot.waitUntil(lambda: not bench.jobs.busy())
    bench.jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def company(bench: Workbench) -> UUID:
    services = bench.services
    services.team.sign("Jana Öhler", "Laptop Plauen")
    company, _changes = services.companies.create("Göltzschtal Präzision GmbH")
    services.processes.create(company, name="Rüsten", hours_per_year=Decimal(120))
    bench.desk.choose(company)
    return company


def card(bench: Workbench, kind: type[CopiesCard] | type[BundlesCard]) -> CopiesCard | BundlesCard:
    bench.window.go_to("workspace")
    page = bench.window.page("workspace")
    assert page is not None
    found = page.findChild(kind)
    assert found is not None
    return found


def copies_card(bench: Workbench) -> CopiesCard:
    found = card(bench, CopiesCard)
    assert isinstance(found, CopiesCard)
    return found


def bundles_card(bench: Workbench) -> BundlesCard:
    found = card(bench, BundlesCard)
    assert isinstance(found, BundlesCard)
    return found


def said(bench: Workbench) -> str:
    return bench.window.banner.what.text()


def chosen_file(bench: Workbench, qtbot: QtBot, path: Path) -> None:
    """What the system's dialog would answer."""
    qtbot.waitUntil(lambda: bool(bench.window.findChildren(QFileDialog)))
    dialog = bench.window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def items(dialog: ComparisonDialog) -> dict[str, QTreeWidgetItem]:
    found: dict[str, QTreeWidgetItem] = {}
    for number in range(dialog.tree.topLevelItemCount()):
        top = dialog.tree.topLevelItem(number)
        assert top is not None
        found[top.text(0)] = top
        for place in range(top.childCount()):
            below = top.child(place)
            assert below is not None
            found[below.text(0)] = below
    return found


def test_that_a_copy_is_made_by_key_and_listed(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    shown = copies_card(bench)
    assert not shown.look.isEnabled()
    press(bench.window, Qt.Key.Key_S, BOTH)
    qtbot.waitUntil(lambda: len(shown.table.model.rows) == 1)
    assert said(bench) == "Die Kopie ist geschrieben und geprüft."
    assert shown.look.isEnabled()
    assert unnamed_focusable(shown) == []


def test_that_older_copies_are_listed_on_request(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    for _ in range(SHOWN + 2):
        bench.services.copies.make()
    shown = copies_card(bench)
    assert len(shown.table.model.rows) == SHOWN
    assert shown.more.text() == "2 ältere Kopien zeigen"
    click(shown.more)
    assert len(shown.table.model.rows) == SHOWN + 2
    assert shown.more.isHidden()


def test_that_a_chosen_record_comes_back_and_undo_takes_it_away_again(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    services = bench.services
    services.copies.make()
    state = services.processes.of_company(company)
    services.processes.delete(company, state.records[0].id, state.as_of)
    services.processes.create(company, name="Prüfen")
    shown = copies_card(bench)
    click(shown.look)
    qtbot.waitUntil(lambda: bool(bench.window.findChildren(ComparisonDialog)))
    (dialog,) = bench.window.findChildren(ComparisonDialog)
    assert not dialog.accept_button.isEnabled()
    found = items(dialog)
    found["Göltzschtal Präzision GmbH"].setCheckState(0, Qt.CheckState.Checked)
    assert found["Prozess „Rüsten“"].checkState(0) == Qt.CheckState.Checked
    assert found["Prozess „Rüsten“"].text(2) == "gelöscht"
    assert found["Prozess „Prüfen“"].checkState(0) == Qt.CheckState.Unchecked  # it would go
    assert dialog.count.text() == "1 Eintrag gewählt"
    click(dialog.accept_button)
    names = {"Rüsten", "Prüfen"}
    qtbot.waitUntil(
        lambda: {each.name for each in services.processes.of_company(company).records} == names
    )
    qtbot.waitUntil(lambda: said(bench) == "1 Eintrag ist übernommen. Strg+Z nimmt es zurück.")
    services.undo.undo()
    assert [each.name for each in services.processes.of_company(company).records] == ["Prüfen"]


def test_that_a_copy_without_differences_says_so(
    bench: Workbench, company: UUID, qtbot: QtBot
) -> None:
    bench.services.copies.make()
    shown = copies_card(bench)
    press(bench.window, Qt.Key.Key_V, BOTH)
    qtbot.waitUntil(lambda: "unterscheiden sich nicht" in said(bench))
    assert shown.progress.isHidden()


def test_that_a_backup_says_when_the_stick_can_go(
    bench: Workbench, company: UUID, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = copies_card(bench)
    click(shown.back_up)
    chosen_file(bench, qtbot, tmp_path / "Stick")
    qtbot.waitUntil(lambda: "Der Stick kann entfernt werden." in said(bench))
    (folder,) = (tmp_path / "Stick").iterdir()
    bench.services.companies.create("Später GmbH")
    click(shown.other)
    chosen_file(bench, qtbot, folder)
    qtbot.waitUntil(lambda: bool(bench.window.findChildren(ComparisonDialog)))
    (dialog,) = bench.window.findChildren(ComparisonDialog)
    assert "Später GmbH" in items(dialog)
    dialog.reject()


def test_that_a_failure_says_what_is_safe(
    bench: Workbench, company: UUID, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = copies_card(bench)
    shown.look_requested.emit(tmp_path / "gibtsnicht.db")
    qtbot.waitUntil(lambda: "keine Kopie dieses Arbeitsbereichs" in said(bench))


def test_that_a_company_leaves_with_a_passphrase_and_comes_in_after_a_look(
    bench: Workbench, company: UUID, colleague: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "Firma.kihub-paket"
    shown = bundles_card(bench)
    click(shown.out)
    (asked,) = bench.window.findChildren(SecretDialog)
    for editor, text in zip(asked.editors, (WORDS, "anders"), strict=True):
        type_text(editor, text)
    click(asked.accept_button)
    assert asked.problem.text() == "Die beiden Kennwörter sind verschieden."
    asked.editors[1].clear()
    type_text(asked.editors[1], WORDS)
    click(asked.accept_button)
    chosen_file(bench, qtbot, target)
    qtbot.waitUntil(lambda: "ist geschrieben und nachgelesen" in said(bench))
    there = Services(colleague)
    there.companies.create("Anderes GmbH")
    foreign = tmp_path / "Fremd.kihub-paket"
    there.bundles.export(there.companies.rows()[0].id, foreign, WORDS)
    _take_in(bench, shown, qtbot, foreign)
    names = {row.name for row in bench.services.companies.rows()}
    assert names == {"Göltzschtal Präzision GmbH", "Anderes GmbH"}


def _take_in(bench: Workbench, shown: BundlesCard, qtbot: QtBot, path: Path) -> None:
    click(shown.into)
    chosen_file(bench, qtbot, path)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in bench.window.findChildren(SecretDialog)))
    asked = next(d for d in bench.window.findChildren(SecretDialog) if d.isVisible())
    type_text(asked.editors[0], WORDS)
    click(asked.accept_button)
    qtbot.waitUntil(lambda: bool(bench.window.findChildren(PreviewDialog)))
    (preview,) = bench.window.findChildren(PreviewDialog)
    assert preview.lines[0].text() == "1 Angabe, 0 Konflikte, 0 Fotos"
    assert preview.lines[1].text() == "Das Unternehmen ist hier neu."
    assert len(bench.services.companies.rows()) == 1  # nothing is in yet
    click(preview.accept_button)
    qtbot.waitUntil(lambda: len(bench.services.companies.rows()) == 2)


def test_that_without_a_company_nothing_can_leave(bench: Workbench, qtbot: QtBot) -> None:
    click(bundles_card(bench).out)
    assert said(bench) == "Bitte zuerst ein Unternehmen wählen."
