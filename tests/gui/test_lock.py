"""The lock in the real window: nothing seen, nothing changed, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.composition import Services
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.lock import Lock
from kihub_desktop.ui.lock_screen import LockScreen
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.editors import LineEditor
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, press, type_text, unnamed_focusable
from tests.services.conftest import workspace
from tests.store.conftest import PASSPHRASE

__all__ = ["workspace"]
CONTROL = Qt.KeyboardModifier.ControlModifier


class _Desk:
    """A window with a company in hand, and a clock that is set by hand."""

    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company = bench, company
        self.seconds = 1_000_000.0
        bench.lock.stop()
        self.lock = Lock(bench.window, bench.services.slots.check, lambda: self.seconds)
        bench.window.lock_requested.connect(self.lock.lock)
        self.lock.start()

    @property
    def screen(self) -> LockScreen:
        assert self.lock.screen is not None
        return self.lock.screen

    def town(self) -> QLineEdit:
        page = self.bench.window.page("company")
        assert isinstance(page, CompanyPage)
        form = page.master.form_with("town")
        assert form is not None
        editor = form.field("town").editor
        assert isinstance(editor, LineEditor)
        return editor.line

    def stored_town(self) -> str | None:
        state = self.bench.services.companies.state(self.company)
        assert state is not None
        return state.company.town

    def open(self, passphrase: str = PASSPHRASE) -> None:
        self.screen.passphrase.clear()
        type_text(self.screen.passphrase, passphrase)
        press(self.screen.passphrase, Qt.Key.Key_Return)
        QApplication.processEvents()


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace)
    company, _changes = services.companies.create("Vogtland Präzision GmbH")
    bench = Workbench(services, appearance, Jobs())
    bench.window.resize(1440, 900)
    bench.open()
    bench.open_company(company)
    qtbot.waitExposed(bench.window)
    bench.window.activateWindow()
    QApplication.processEvents()
    desk = _Desk(bench, company)
    yield desk
    desk.lock.stop()
    bench.jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def readable(root: QWidget) -> list[str]:
    """Every word that eyes or a screen reader could find in a window."""
    found = [each.text() for each in root.findChildren(QLabel) if each.isVisible()]
    return [*found, *(each.text() for each in root.findChildren(QLineEdit) if each.isVisible())]


def test_that_it_locks_after_the_time_without_a_hand_and_not_before(desk: _Desk) -> None:
    desk.lock.set_minutes(10)
    desk.seconds += 599
    desk.lock.look()
    assert desk.lock.screen is None
    press(desk.town(), Qt.Key.Key_Left)  # a sign of life
    desk.seconds += 599
    desk.lock.look()
    assert desk.lock.screen is None
    desk.seconds += 1
    desk.lock.look()
    assert desk.screen.isVisible()


@pytest.mark.parametrize("minutes", [0, 2])
def test_that_the_time_can_be_chosen_and_a_clock_set_back_locks(desk: _Desk, minutes: int) -> None:
    desk.lock.set_minutes(minutes)
    desk.seconds -= 7200
    desk.lock.look()
    assert (desk.lock.screen is not None) == (minutes > 0)


def test_that_the_key_and_the_button_lock_at_once(desk: _Desk) -> None:
    press(desk.town(), Qt.Key.Key_L, CONTROL)
    assert desk.screen.isVisible()
    QApplication.processEvents()
    assert QApplication.focusWidget() is desk.screen.passphrase
    desk.open()
    assert desk.lock.screen is None
    click(desk.bench.window.rail.lock)
    assert desk.screen.isVisible()


def test_that_nothing_can_be_read_while_locked(desk: _Desk) -> None:
    window = desk.bench.window
    window.setWindowTitle("Vogtland Präzision GmbH")
    dialog = QDialog(window)
    dialog.setWindowTitle("Vogtland: neuer Prozess")
    QVBoxLayout(dialog).addWidget(QLabel("Präzision im Dialog"))
    dialog.open()
    before = readable(window)
    assert any("Vogtland" in text for text in before)
    desk.lock.lock()
    QApplication.processEvents()
    shown = [*readable(window), window.windowTitle(), *readable(dialog), dialog.windowTitle()]
    assert not any("Vogtland" in text or "Präzision" in text for text in shown)
    picture = window.grab().toImage()
    plain = QPixmap(picture.size())
    plain.fill(picture.pixelColor(5, 5))
    assert picture == plain.toImage().convertToFormat(picture.format())
    desk.open()
    assert dialog.isVisible()
    assert readable(window) == before
    assert window.windowTitle() == "Vogtland Präzision GmbH"


def test_that_nothing_can_be_changed_while_locked(desk: _Desk) -> None:
    town = desk.town()
    desk.lock.lock()
    type_text(town, "Zwickau")
    press(desk.bench.window, Qt.Key.Key_Z, CONTROL)
    press(desk.bench.window, Qt.Key.Key_5, CONTROL)
    dropped = QMimeData()
    dropped.setText("Zwickau")
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        dropped,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(town, drop)
    assert town.text() == ""
    assert desk.stored_town() is None
    assert desk.bench.window.current_key == "company"


def test_that_typed_text_is_kept_and_work_goes_on_where_it_was(desk: _Desk) -> None:
    town = desk.town()
    town.setFocus()
    type_text(town, "Plau")
    desk.lock.lock()
    assert desk.stored_town() == "Plau"  # committed before anything was hidden
    desk.open()
    assert QApplication.focusWidget() is town
    type_text(town, "en")
    assert town.text() == "Plauen"


def test_that_a_wrong_passphrase_and_escape_open_nothing(desk: _Desk) -> None:
    desk.lock.lock()
    desk.open("falsches Kennwort")
    assert desk.screen.problem.text().startswith("Das Kennwort passt nicht.")
    press(desk.screen, Qt.Key.Key_Escape)
    desk.screen.close()
    assert desk.screen.isVisible()
    desk.open()
    assert desk.lock.screen is None


def test_that_a_window_that_opens_while_locked_shows_nothing(desk: _Desk, qtbot: QtBot) -> None:
    desk.lock.lock()
    late = QDialog(desk.bench.window)
    late.setWindowTitle("Vogtland")
    QVBoxLayout(late).addWidget(QLabel("Präzision"))
    late.open()
    qtbot.waitUntil(lambda: not readable(late), timeout=5_000)
    assert late.windowTitle() == "KI-HUB Werkbank"
    desk.open()
    assert desk.lock.screen is None
    assert readable(late) == ["Präzision"]


def test_that_the_program_can_be_closed_while_locked(desk: _Desk) -> None:
    desk.lock.lock()
    click(desk.screen.close_button)
    assert not desk.bench.window.isVisible()


def test_that_the_lock_screen_has_names_and_needs_no_mouse(desk: _Desk) -> None:
    desk.lock.lock()
    QApplication.processEvents()
    assert unnamed_focusable(desk.screen) == []
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(desk.screen.passphrase, event)
    assert QApplication.focusWidget() in {desk.screen.open_button, desk.screen.close_button}
    assert desk.screen.mapToGlobal(QPoint()).x() >= 0
