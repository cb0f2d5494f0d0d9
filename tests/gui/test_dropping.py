"""Files that are let go on the company's page go where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from kihub_desktop.ui.importing.dialog import ImportDialog
from tests.gui.company_desk import Desk, desk, workspace

__all__ = ["desk", "workspace"]


def drop(desk: Desk, path: Path) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.page.dropEvent(event)
    QApplication.processEvents()


@pytest.mark.parametrize("name", ["Liste.csv", "Karte.vcf"])
def test_that_lists_and_cards_open_the_import(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Jörg Weiß\nEND:VCARD\n", "utf-8")
    drop(desk, path)
    dialogs = desk.bench.window.findChildren(ImportDialog)
    assert [each.isVisible() for each in dialogs] == [True]
    dialogs[0].close()


def test_that_a_photo_goes_to_the_pictures(desk: Desk, tmp_path: Path) -> None:
    given: list[list[Path]] = []
    desk.page.stack.pictures.files_given.connect(given.append)
    desk.page.show_section("visit")
    drop(desk, tmp_path / "Halle 1.jpg")
    assert given == [[tmp_path / "Halle 1.jpg"]]
    assert desk.page.bar.section() == "overview"
