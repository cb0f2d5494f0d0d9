"""The shell: lazily built pages, ways to go, folding, language, nothing that overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kihub_desktop.domain.changes import Changes, Origin
from kihub_desktop.texts import TEXTS, _
from kihub_desktop.ui.change_bus import ChangeBus, PageHost
from kihub_desktop.ui.language import QtTexts
from kihub_desktop.ui.main_window import MainWindow
from kihub_desktop.ui.page_entry import Connection, PageEntry, StepState
from kihub_desktop.ui.shortcuts import KeyListDialog, shown_keys
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.fields import Field
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.message_banner import Message
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.search_box import SearchGroup, SearchResult
from tests.gui.conftest import click, press, type_text, unnamed_focusable

_LONG = "Feasibility of predicting tool wear on machining centres one to six in both halls"


class _Shell:
    """A window with a few pages, and what it said."""

    def __init__(self, appearance: Appearance) -> None:
        self.built: list[str] = []
        self.committed: list[tuple[str, str]] = []
        self.window = MainWindow(self._entries, appearance)

    def _entries(self) -> list[PageEntry]:
        def page(key: str) -> Callable[[], QWidget]:
            return lambda: self._page(key)

        return [
            PageEntry("company", _("Unternehmen"), page("company"), step=1),
            PageEntry("feasibility", "Machbarkeit", step=4),
            PageEntry("verdict", "Überblick", page("verdict"), parent="feasibility"),
            PageEntry("law", "Recht & Sicherheit", page("law"), parent="feasibility", icon="law"),
            PageEntry("companies", "Alle Unternehmen", page("companies"), icon="companies"),
            PageEntry("sync", "Abgleich", page("sync"), in_rail=False),
        ]

    def _page(self, key: str) -> QWidget:
        self.built.append(key)
        page = ScrollPage(f"Seite {key}", "wird sofort gespeichert")
        form = Form([[Field("name", "Name")]])
        form.committed.connect(lambda name, text: self.committed.append((name, text)))
        card = Card("Stammdaten")
        card.add(form)
        page.add(card)
        if key == "law":
            page.set_heading(_LONG, _LONG + _LONG)
            page.add_button("Generate the complete report", primary=True)
            page.add_button("Catalogue of November")
        return page

    def line(self) -> QLineEdit:
        page = self.window.page(self.window.current_key)
        assert page is not None
        return page.findChild(Form).field("name").editor.widget  # type: ignore[union-attr,return-value]


@pytest.fixture
def shell(appearance: Appearance, qtbot: QtBot) -> Iterator[_Shell]:
    result = _Shell(appearance)
    qtbot.addWidget(result.window)
    result.window.resize(1440, 900)
    result.window.go_to("company")
    result.window.show()
    qtbot.waitExposed(result.window)
    result.window.activateWindow()
    yield result
    result.window.close()


def _key(window: QWidget, key: Qt.Key, *, alt: bool = False) -> None:
    modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.ControlModifier
    press(window, key, modifier)


def test_that_a_control_of_another_page_never_enters_the_header(shell: _Shell) -> None:
    window = shell.window
    window.go_to("law")
    page = window.page("law")
    assert isinstance(page, ScrollPage)
    report, catalogue = page.heading_buttons
    catalogue.hide()
    window.go_to("company")
    report.show()  # what a page does when it learns of a change in the background
    assert not report.isVisible()
    window.go_to("law")
    assert report.isVisible()
    assert not catalogue.isVisible()  # the page has hidden it


def test_that_a_control_is_no_window_before_the_header_takes_it(shell: _Shell) -> None:
    page = ScrollPage("Seite")
    choice = QLineEdit()
    page.add_heading_widget(choice)
    for control in (choice, page.add_button("Bericht")):
        control.show()
        assert not control.isWindow()
        assert not control.isVisible()
    page.deleteLater()


def test_that_pages_are_built_when_first_shown(shell: _Shell) -> None:
    assert shell.built == ["company"]
    shell.window.go_to("companies")
    shell.window.go_to("company")
    assert shell.built == ["company", "companies"]


def test_that_work_begins_in_the_first_field_and_a_stray_key_replaces_nothing(
    shell: _Shell,
) -> None:
    assert shell.line().hasFocus()
    assert not shell.line().hasSelectedText()


def test_that_a_heading_leads_to_its_first_child(shell: _Shell) -> None:
    shell.window.go_to("feasibility")
    assert shell.window.current_key == "verdict"
    assert shell.window.rail.button("feasibility").isChecked()
    assert shell.window.rail.button("law").isVisible()
    shell.window.go_to("company")
    assert not shell.window.rail.button("law").isVisible()


def test_that_absent_steps_are_not_in_the_rail(shell: _Shell) -> None:
    assert shell.window.rail.keys() == ("company", "feasibility", "verdict", "law", "companies")


def test_that_keys_lead_to_steps_and_back(shell: _Shell) -> None:
    _key(shell.window, Qt.Key.Key_4)
    assert shell.window.current_key == "verdict"
    _key(shell.window, Qt.Key.Key_Left, alt=True)
    assert shell.window.current_key == "company"
    _key(shell.window, Qt.Key.Key_Left, alt=True)
    assert shell.window.current_key == "company"


def test_that_an_unknown_key_changes_nothing(shell: _Shell) -> None:
    shell.window.go_to("nowhere")
    assert shell.window.current_key == "company"


def test_that_leaving_a_page_commits_what_was_typed(shell: _Shell) -> None:
    shell.line().setFocus()
    type_text(shell.line(), "Plauen")
    _key(shell.window, Qt.Key.Key_4)
    assert shell.committed == [("name", "Plauen")]


def test_that_switching_the_language_keeps_typing_and_words_everything_anew(
    shell: _Shell, qtbot: QtBot
) -> None:
    shell.line().setFocus()
    type_text(shell.line(), "Jena")
    with qtbot.waitSignal(shell.window.language_chosen) as told:
        shell.window.switch_language()
    assert told.args == ["en"]
    assert TEXTS.language == "en"
    assert shell.committed == [("name", "Jena")]
    assert shell.built == ["company", "company"]
    assert shell.window.current_key == "company"


def test_that_undo_from_a_field_without_typing_reaches_the_window(shell: _Shell) -> None:
    shell.line().setFocus()
    type_text(shell.line(), "Jena")
    asked: list[bool] = []
    shell.window.undo_requested.connect(lambda: asked.append(True))
    _key(shell.line(), Qt.Key.Key_Z)
    assert shell.line().text() == ""
    assert asked == []
    _key(shell.line(), Qt.Key.Key_Z)
    assert asked == [True]


def test_that_undo_reaches_the_window_from_the_rail_too(shell: _Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.window.undo_requested):
        _key(shell.window.rail.button("company"), Qt.Key.Key_Z)


def test_that_the_rail_folds_in_a_narrow_window(
    shell: _Shell, process_events: Callable[[], None]
) -> None:
    shell.window.show_steps({"company": StepState("92 %", complete=True)})
    button = shell.window.rail.button("company")
    assert button.toolTip() == ""
    shell.window.resize(1100, 700)
    process_events()
    assert shell.window.rail.width() == 56
    assert button.toolTip() == "Unternehmen, 92 %, fertig"
    shell.window.resize(1300, 700)
    process_events()
    assert shell.window.rail.width() == 236


def test_that_the_rail_says_what_it_knows_after_a_rebuild(shell: _Shell) -> None:
    window = shell.window
    window.show_company("Vogtland Präzision GmbH", "Plauen")
    window.show_connection(Connection(True, "Online", "Hub erreichbar"))
    window.show_steps({"company": StepState("92 %")})
    window.rebuild()
    assert "Vogtland" in window.rail.company.accessibleName()
    assert "Hub erreichbar" in window.rail.hub.accessibleName()
    assert "92 %" in window.rail.button("company").accessibleName()


def _visible_parts(window: MainWindow) -> list[QWidget]:
    header = window.header
    parts = [header.title, header.saved, header.subtitle, header.search]
    page = window.page(window.current_key)
    assert isinstance(page, ScrollPage)
    return [part for part in (*parts, *page.heading_buttons) if part.isVisible()]


def _area(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, part.rect().topLeft()), part.size())


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_that_nothing_in_the_header_overlaps(
    shell: _Shell,
    appearance: Appearance,
    process_events: Callable[[], None],
    percent: int,
) -> None:
    window = shell.window
    appearance.scale_to(percent)
    window.go_to("law")
    window.show_saved(time(10, 42, 7))
    for width in (1024, 1100, 1199, 1200, 1366, 1920):
        window.resize(width, 640)
        process_events()
        areas = [_area(part, window) for part in _visible_parts(window)]
        crossing = [(a, b) for i, a in enumerate(areas) for b in areas[i + 1 :] if a.intersects(b)]
        assert crossing == []
        assert all(window.rect().contains(area) for area in areas)
        assert window.width() == width


def test_that_the_search_stays_at_one_place(
    shell: _Shell, process_events: Callable[[], None]
) -> None:
    places = set()
    for key in ("company", "law", "companies"):
        shell.window.go_to(key)
        process_events()
        places.add(_area(shell.window.header.search, shell.window).topRight().toTuple())
    assert len(places) == 1


def test_that_search_asks_shows_and_chooses(shell: _Shell, qtbot: QtBot) -> None:
    window = shell.window
    _key(window, Qt.Key.Key_K)
    box = window.header.search
    assert box.hasFocus()
    with qtbot.waitSignal(window.search_changed) as asked:
        type_text(box, "öl")
    assert asked.args == ["öl"]
    window.show_results(
        [
            SearchGroup("Unternehmen", (SearchResult("c1", "Ölmühle", "Riesa"),)),
            SearchGroup("Prozesse", (SearchResult("p1", "Ölwechsel"),)),
        ]
    )
    assert box.results.isVisible()
    press(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(window.search_chosen) as chosen:
        press(box, Qt.Key.Key_Return)
    assert chosen.args == ["p1"]
    assert not box.results.isVisible()
    assert box.text() == ""


def test_that_finding_nothing_is_said(shell: _Shell) -> None:
    box = shell.window.header.search
    box.setFocus()
    type_text(box, "zz")
    shell.window.show_results([])
    words = [part.text() for part in box.results.findChildren(QLabel) if part.isVisible()]
    assert any("Nichts gefunden" in text for text in words)
    press(box, Qt.Key.Key_Escape)
    assert not box.results.isVisible()


def test_that_f1_lists_every_key(shell: _Shell) -> None:
    press(shell.window, Qt.Key.Key_F1)
    dialog = shell.window.findChild(KeyListDialog)
    assert dialog is not None
    listed = {entry.keys for entry in dialog.table.model.rows}
    assert {"Ctrl+1", "Ctrl+4", "Ctrl+K", "Ctrl+Z", "Alt+Left", "F1"} <= listed
    dialog.close()


def test_that_keys_read_german(qapp: QApplication) -> None:
    texts = QtTexts(qapp)
    texts.use("de")
    assert shown_keys("Ctrl+K") == "Strg+K"
    texts.use("en")
    assert shown_keys("Ctrl+K") == "Ctrl+K"
    texts.use("de")


def test_that_a_message_says_what_is_safe_and_folds_its_details(
    shell: _Shell, qtbot: QtBot
) -> None:
    message = Message(
        "Das Paket ist unlesbar.", "Nichts ging verloren.", "Neu schreiben.", "Nochmals", "E 17"
    )
    shell.window.show_message(message)
    banner = shell.window.banner
    assert banner.safe.isVisible()
    assert not banner.details.isVisible()
    click(banner.fold)
    assert banner.details.isVisible()
    click(banner.copy)
    assert QApplication.clipboard().text().endswith("E 17")
    with qtbot.waitSignal(banner.action_requested):
        click(banner.action)
    assert not banner.isVisible()


def test_that_everything_in_the_shell_has_a_name(shell: _Shell) -> None:
    shell.window.show_message(Message("Etwas", "sicher", "tun", "Nochmals", "E 17"))
    shell.window.go_to("law")
    assert unnamed_focusable(shell.window) == []


def test_that_changing_the_scale_rebuilds_and_changing_the_theme_does_not(
    shell: _Shell, appearance: Appearance, process_events: Callable[[], None]
) -> None:
    appearance.choose("dark")
    assert shell.built == ["company"]
    appearance.scale_to(110)
    assert shell.built == ["company", "company"]
    process_events()
    assert shell.window.rail.company.height() == 59


def _touched(kind: str) -> Changes:
    return Changes(frozenset({kind}), frozenset(), Origin.SYNC)


def test_that_visible_pages_reload_and_hidden_ones_wait(qtbot: QtBot) -> None:
    page, bus, loads = QWidget(), ChangeBus(), []
    qtbot.addWidget(page)
    host = PageHost(page, bus, {"process"}, lambda: loads.append(1))
    bus.publish(_touched("process"))
    assert loads == []
    page.show()
    assert loads == [1]
    bus.publish(_touched("process"))
    bus.publish(_touched("photo"))
    bus.publish(Changes.none())
    assert loads == [1, 1]
    page.hide()
    bus.publish(_touched("process"))
    assert host.stale
    page.show()
    assert loads == [1, 1, 1]
