"""The drop-down of use cases: what it offers, shows and tells."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kihub_desktop.ui.use_case_choice import UseCaseChoice, chosen_of
from kihub_desktop.ui.widgets.use_case_box import UseCaseBox
from tests.gui.conftest import press

FIRST, SECOND = UseCaseChoice(UUID(int=1), "Sichtprüfung"), UseCaseChoice(UUID(int=2), "")


def _offered(box: UseCaseBox) -> list[str]:
    return [box.itemText(place) for place in range(box.count())]


def test_that_the_wanted_use_case_is_chosen_and_the_first_one_if_it_is_gone() -> None:
    assert chosen_of((FIRST, SECOND), SECOND.id) == SECOND.id
    assert chosen_of((FIRST,), SECOND.id) == FIRST.id
    assert chosen_of((FIRST,), None) == FIRST.id
    assert chosen_of((), FIRST.id) is None


def test_that_only_a_person_picks_a_use_case(qtbot: QtBot) -> None:
    box = UseCaseBox()
    qtbot.addWidget(box)
    picked: list[object] = []
    box.use_case_picked.connect(picked.append)
    box.show_choices((FIRST, SECOND), FIRST.id)
    assert (_offered(box), picked) == (["Sichtprüfung", "(ohne Titel)"], [])
    press(box, Qt.Key.Key_Down)
    assert picked == [SECOND.id]


def test_that_a_deleted_use_case_is_offered_no_more(qtbot: QtBot) -> None:
    box = UseCaseBox()
    qtbot.addWidget(box)
    box.show_choices((FIRST, SECOND), SECOND.id)
    box.show_choices((FIRST,), FIRST.id)
    assert (_offered(box), box.key()) == (["Sichtprüfung"], str(FIRST.id))
