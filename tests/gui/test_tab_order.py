"""The Tab key goes as the eye goes, whatever order the widgets were made in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kihub_desktop.ui.tab_order import move_focus, tab_stops


def names(root: QWidget) -> list[str]:
    return [stop.objectName() for stop in tab_stops(root)]


def found(root: QWidget, name: str) -> QPushButton:
    child = root.findChild(QPushButton, name)
    assert isinstance(child, QPushButton)
    return child


def button(name: str) -> QPushButton:
    made = QPushButton(name)
    made.setObjectName(name)
    return made


def two_columns() -> QWidget:
    """Made from the last to the first, laid out in the order of their names."""
    root = QWidget()
    d, c, b, a = (button(name) for name in "dcba")
    left, right, grid = QVBoxLayout(), QWidget(), QGridLayout()
    grid.addWidget(d, 1, 0)
    grid.addWidget(c, 0, 0)
    right.setLayout(grid)
    left.addWidget(a)
    left.addWidget(b)
    row = QHBoxLayout(root)
    row.addLayout(left)
    row.addWidget(right)
    return root


def test_that_stops_follow_the_layout_column_by_column(qtbot: QtBot) -> None:
    root = two_columns()
    qtbot.addWidget(root)
    root.show()
    assert names(root) == ["a", "b", "c", "d"]


def test_that_what_is_hidden_or_disabled_is_no_stop(qtbot: QtBot) -> None:
    root = two_columns()
    qtbot.addWidget(root)
    root.show()
    found(root, "b").hide()
    found(root, "c").setEnabled(False)
    assert names(root) == ["a", "d"]


def test_that_of_several_choices_only_the_chosen_one_is_a_stop(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    column, group = QVBoxLayout(root), QButtonGroup(root)
    for name in ("first", "second", "third"):
        choice = QRadioButton(name)
        choice.setObjectName(name)
        group.addButton(choice)
        column.addWidget(choice)
    root.show()
    assert names(root) == ["first"]
    group.buttons()[2].setChecked(True)
    assert names(root) == ["third"]


def test_that_the_focus_goes_around_in_both_directions(qtbot: QtBot) -> None:
    root = two_columns()
    qtbot.addWidget(root)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    went = []
    found(root, "c").setFocus()
    for forward in (True, True, False):
        assert move_focus(root, forward=forward)
        focused = QApplication.focusWidget()
        went.append(focused.objectName() if focused else "")
    assert went == ["d", "a", "d"]


def test_that_the_page_scrolls_to_where_the_focus_goes(qtbot: QtBot) -> None:
    root = QScrollArea()
    qtbot.addWidget(root)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.addWidget(button("top"))
    column.addSpacing(2000)
    column.addWidget(button("bottom"))
    root.setWidget(inner)
    root.resize(300, 200)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    found(inner, "top").setFocus(Qt.FocusReason.OtherFocusReason)
    assert move_focus(root, forward=True)
    assert root.verticalScrollBar().value() > 1000
