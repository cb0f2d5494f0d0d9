"""Typing for people in a hurry: choices by letters, suggestions by Tab, folds by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.domain.choices import LegalForm
from kihub_desktop.domain.records import Company
from kihub_desktop.ui.record_entry import entry_field
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option
from kihub_desktop.ui.widgets.fold import Fold
from kihub_desktop.ui.widgets.form import Form
from tests.gui.conftest import press, type_text, unnamed_focusable
from tests.gui.keyboard import Keyboard

TOWNS = ("Plauen", "Reichenbach", "Zwickau")


def _legal_forms(qtbot: QtBot) -> ChoiceBox:
    box = ChoiceBox(entry_field(Company, "legal_form").options)
    qtbot.addWidget(box)
    box.show()
    return box


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("GmbH", LegalForm.GMBH),
        ("gmbh &", LegalForm.GMBH_CO_KG),
        ("stift", LegalForm.FOUNDATION),
        ("UG", LegalForm.UG),
        ("ausl", LegalForm.FOREIGN),
    ],
)
def test_that_letters_choose_the_word_they_spell(
    qtbot: QtBot, typed: str, chosen: LegalForm
) -> None:
    box = _legal_forms(qtbot)
    type_text(box, typed)
    assert box.key() == chosen.value


def test_that_the_same_letter_goes_on_and_backspace_takes_back(qtbot: QtBot) -> None:
    box = _legal_forms(qtbot)
    type_text(box, "g")
    first = box.key()
    type_text(box, "g")
    assert box.key() not in {"", first}
    press(box, Qt.Key.Key_Backspace)
    assert box.key() == ""


def _form(qtbot: QtBot, *, first: bool) -> tuple[Form, list[tuple[str, str]]]:
    towns = Field(
        "town",
        "Ort",
        FieldKind.SUGGESTION,
        suggest=lambda typed: [Option(t, t) for t in TOWNS if typed.casefold() in t.casefold()],
        takes_first=first,
    )
    form = Form([[towns, Field("street", "Straße")]])
    told: list[tuple[str, str]] = []
    form.committed.connect(lambda name, text: told.append((name, text)))
    qtbot.addWidget(form)
    form.show()
    qtbot.waitExposed(form)
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.focus_field("town")
    return form, told


def test_that_tab_takes_the_first_suggestion_and_goes_on(qtbot: QtBot) -> None:
    form, told = _form(qtbot, first=True)
    keyboard = Keyboard()
    keyboard.type("reich")
    keyboard.press("Tab")
    assert told == [("town", "Reichenbach")]
    assert form.field("street").has_focus()


def test_that_free_text_is_only_replaced_by_a_marked_suggestion(qtbot: QtBot) -> None:
    form, told = _form(qtbot, first=False)
    keyboard = Keyboard()
    keyboard.type("au")
    keyboard.press("Tab")
    assert told == [("town", "au")]
    form.focus_field("town")
    keyboard.type("au")
    keyboard.press("Down")
    keyboard.press("Tab")
    assert told[-1] == ("town", "Plauen")
    assert form.field("street").has_focus()


def test_that_a_fold_opens_by_keys_and_says_so(qtbot: QtBot) -> None:
    fold = Fold("Förderung")
    fold.add(Form([[Field("grant", "Zuschuss")]]))
    fold.show_note("1/4")
    qtbot.addWidget(fold)
    fold.show()
    assert not fold.is_open()
    press(fold.button, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert fold.is_open()
    assert fold.button.accessibleName() == "Förderung, 1/4, aufgeklappt"
    press(fold.button, Qt.Key.Key_Left)
    assert not fold.is_open()
    assert unnamed_focusable(fold) == []
