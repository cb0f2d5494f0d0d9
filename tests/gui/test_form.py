"""Forms: saved on leaving, never overwritten while in use, undone and mended by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.editors import LineEditor, Suggestions
from kihub_desktop.ui.widgets.fields import YES, Field, FieldKind, Option
from kihub_desktop.ui.widgets.form import Form
from tests.gui.conftest import click, press, type_text, unnamed_focusable

_LEGAL = (Option("gmbh", "GmbH"), Option("kg", "KG"))


def _codes(typed: str) -> tuple[Option, ...]:
    known = (Option("28.41", "28.41 Werkzeugmaschinen"), Option("24.51", "24.51 Eisengießereien"))
    return tuple(option for option in known if typed.lower() in option.label.lower())


_ROWS = (
    (Field("name", "Name"),),
    (
        Field("legal", "Rechtsform", FieldKind.CHOICE, options=_LEGAL),
        Field("founded", "Gründungsjahr", FieldKind.YEAR),
    ),
    (Field("branch", "Branche & Code", FieldKind.SUGGESTION, suggest=_codes),),
    (
        Field("turnover", "Umsatz", FieldKind.MONEY, unit="€"),
        Field("council", "Gibt es einen Betriebsrat?", FieldKind.FLAG),
    ),
    (Field("note", "Notiz", FieldKind.LONG_TEXT, hint="Was vor Ort auffiel"),),
)


class _Window(QWidget):
    """A window that notes the keys that nobody else took."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(_ROWS)
        self.committed: list[tuple[str, str]] = []
        self.keys: list[int] = []
        self.form.committed.connect(lambda name, text: self.committed.append((name, text)))
        column = QVBoxLayout(self)
        column.addWidget(self.form)

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.text():
            self.keys.append(event.key())

    def line(self, name: str) -> QLineEdit:
        editor = self.form.field(name).editor
        assert isinstance(editor, LineEditor)
        return editor.line


@pytest.fixture
def window(qtbot: QtBot) -> _Window:
    shown = _Window()
    qtbot.addWidget(shown)
    shown.resize(420, 600)
    shown.form.show_values({"name": "Vogtland Präzision GmbH", "legal": "gmbh", "founded": "1992"})
    shown.show()
    qtbot.waitExposed(shown)
    shown.activateWindow()
    return shown


def _undo(widget: QWidget) -> None:
    press(widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_that_leaving_a_field_commits_it_once(window: _Window) -> None:
    window.form.focus_field("name")
    window.line("name").selectAll()
    type_text(window.line("name"), "Müller & Söhne ß€")
    assert window.committed == []
    window.form.focus_field("founded")
    window.form.focus_field("name")
    window.form.focus_field("founded")
    assert window.committed == [("name", "Müller & Söhne ß€")]


def test_that_enter_commits_and_wrong_text_is_committed_as_typed(window: _Window) -> None:
    window.form.focus_field("founded")
    window.line("founded").selectAll()
    type_text(window.line("founded"), "neunzehn")
    press(window.line("founded"), Qt.Key.Key_Return)
    assert window.committed == [("founded", "neunzehn")]


def test_that_wrong_text_stays_until_it_is_mended(window: _Window) -> None:
    line = window.line("founded")
    window.form.focus_field("founded")
    line.selectAll()
    type_text(line, "199")
    window.form.focus_field("name")
    window.form.show_problems({"founded": "Ein Jahr hat vier Ziffern."})
    window.form.show_values({"founded": "1992"})
    assert line.text() == "199"
    box = window.form.field("founded")
    assert box.problem_line.isVisible()
    assert "vier Ziffern" in line.accessibleDescription()
    window.form.focus_field("founded")
    line.end(False)
    type_text(line, "5")
    window.form.focus_field("name")
    window.form.show_problems({})
    window.form.show_values({"founded": "1995"})
    assert line.text() == "1995"
    assert not box.problem_line.isVisible()


def test_that_a_reload_never_touches_focus_or_uncommitted_text(window: _Window) -> None:
    line = window.line("name")
    window.form.focus_field("name")
    window.form.show_values({"name": "Von anderswo", "founded": "1990"})
    assert line.text() == "Vogtland Präzision GmbH"
    assert window.line("founded").text() == "1990"
    type_text(line, "!")
    window.form.show_values({"name": "Noch einmal"})
    assert line.text() == "!"
    assert window.form.uncommitted() == ("name",)


def test_that_what_came_meanwhile_is_shown_when_the_field_is_left(window: _Window) -> None:
    window.form.focus_field("name")
    window.form.show_values({"name": "Von anderswo"})
    window.form.focus_field("founded")
    assert window.line("name").text() == "Von anderswo"
    assert window.committed == []


def test_that_escape_restores_the_record(window: _Window, qtbot: QtBot) -> None:
    line = window.line("name")
    window.form.focus_field("name")
    type_text(line, " falsch")
    with qtbot.waitSignal(window.form.restored):
        press(line, Qt.Key.Key_Escape)
    assert line.text() == "Vogtland Präzision GmbH"
    window.form.focus_field("founded")
    assert window.committed == []


def test_that_undo_takes_typing_first_and_then_asks_the_window(window: _Window) -> None:
    line = window.line("founded")
    window.form.focus_field("founded")
    line.end(False)
    type_text(line, "7")
    _undo(line)
    assert line.text() == "1992"
    assert window.keys == []
    _undo(line)
    assert window.keys == [Qt.Key.Key_Z]


def test_that_an_undo_from_a_focused_field_may_change_it(window: _Window) -> None:
    line = window.line("founded")
    window.form.focus_field("founded")
    line.selectAll()
    type_text(line, "1995")
    press(line, Qt.Key.Key_Return)
    window.form.show_values({"founded": "1995"})
    _undo(line)
    assert window.keys == [Qt.Key.Key_Z]
    window.form.show_values({"founded": "1992"})
    assert line.text() == "1992"


def test_that_choices_and_flags_are_committed_at_once(window: _Window) -> None:
    box = window.form.field("legal").editor.widget
    assert isinstance(box, ChoiceBox)
    box.setFocus()
    press(box, Qt.Key.Key_Down)
    flag = window.form.field("council").editor.focus_widgets()[0]
    click(flag)
    assert window.committed == [("legal", "kg"), ("council", YES)]


def test_that_an_unknown_choice_is_kept_and_shown(window: _Window) -> None:
    window.form.show_values({"legal": "ag"})
    assert window.form.field("legal").editor.text() == "ag"
    assert window.committed == []


def test_that_a_suggestion_commits_its_key(window: _Window) -> None:
    line = window.line("branch")
    window.form.focus_field("branch")
    type_text(line, "eisen")
    offered = line.findChild(Suggestions)
    assert offered is not None
    assert offered.is_open()
    offered.pick(0)
    assert window.committed == [("branch", "24.51")]
    assert line.text() == "24.51"


def test_that_long_text_keeps_enter_and_leaves_with_tab(window: _Window) -> None:
    area = window.form.field("note").editor.widget
    area.setFocus()
    type_text(area, "eins")
    press(area, Qt.Key.Key_Return)
    type_text(area, "zwei")
    assert window.committed == []
    press(area, Qt.Key.Key_Backtab)
    assert window.committed == [("note", "eins\nzwei")]


def test_that_pending_text_is_committed_before_a_rebuild(window: _Window) -> None:
    window.form.focus_field("name")
    type_text(window.line("name"), "x")
    window.form.commit_pending()
    assert [name for name, _text in window.committed] == ["name"]


def test_that_a_narrow_form_puts_fields_below_each_other(
    window: _Window, process_events: Callable[[], None]
) -> None:
    founded, legal = window.form.field("founded"), window.form.field("legal")
    assert founded.y() == legal.y()
    window.resize(220, 700)
    process_events()
    assert founded.y() > legal.y()


def test_that_every_field_has_a_name_for_screen_readers(window: _Window) -> None:
    assert unnamed_focusable(window) == []
    assert window.line("branch").accessibleName() == "Branche & Code"
