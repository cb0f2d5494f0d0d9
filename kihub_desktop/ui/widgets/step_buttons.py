"""Undo and redo as buttons that name the next step, and the list of the last ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.shortcuts import shown_keys

UNDO_KEYS, REDO_KEYS, LIST_KEYS = "Ctrl+Z", "Ctrl+Y", "Ctrl+Alt+Z"


@dataclass(frozen=True)
class StepLine:
    """A step by name, and when it was done, in words."""

    name: str
    moment: str


class StepButtons(QWidget):
    """The nearest step comes first in both directions; a chosen one is taken with those before."""

    undo_requested = Signal(int)  # how many steps
    redo_requested = Signal(int)
    list_requested = Signal()
    history_requested = Signal()
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.undo = ToolButton("undo", _("Rückgängig"))
        self.redo = ToolButton("redo", _("Wiederholen"))
        self.list = ToolButton("chevron-down", _("Letzte Schritte"))
        self._back: Sequence[StepLine] = ()
        self._forward: Sequence[StepLine] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(2))
        for button in (self.undo, self.redo, self.list):
            row.addWidget(button)
        self.undo.clicked.connect(lambda: self.undo_requested.emit(1))
        self.redo.clicked.connect(lambda: self.redo_requested.emit(1))
        self.list.clicked.connect(self.list_requested)
        self.show_steps((), ())

    def show_steps(self, back: Sequence[StepLine], forward: Sequence[StepLine]) -> None:
        """What the buttons say and the list offers."""
        self._back, self._forward = back, forward
        self.undo.setEnabled(bool(back))
        self.redo.setEnabled(bool(forward))
        undo = _("Rückgängig: {step}").format(step=back[0].name) if back else _("Rückgängig")
        redo = _("Wiederholen: {step}").format(step=forward[0].name) if forward else None
        _name(self.undo, undo, UNDO_KEYS)
        _name(self.redo, redo or _("Wiederholen"), REDO_KEYS)
        _name(self.list, _("Letzte Schritte"), LIST_KEYS)

    def open_list(self) -> None:
        """The last steps as a menu below the buttons, for arrows and Enter."""
        menu = self.menu()
        corner = self.mapToGlobal(QPoint(self.width() - menu.sizeHint().width(), self.height()))
        menu.popup(corner)

    def menu(self) -> QMenu:
        """Both directions, with how far each line goes."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        if self._back:
            menu.addAction(_("Rückgängig machen bis einschließlich")).setEnabled(False)
        for number, line in enumerate(self._back, 1):
            self._add(menu, line, number, redo=False)
        if self._forward:
            menu.addSeparator()
            menu.addAction(_("Wiederholen bis einschließlich")).setEnabled(False)
        for number, line in enumerate(self._forward, 1):
            self._add(menu, line, number, redo=True)
        menu.addSeparator()
        for name, keys, wanted in (
            (_("Verlauf des Felds oder Eintrags"), "Ctrl+H", self.history_requested),
            (_("Letzte Änderungen und Papierkorb"), "Ctrl+Shift+H", self.all_requested),
        ):
            menu.addAction(f"{name}\t{shown_keys(keys)}").triggered.connect(wanted)
        return menu

    def _add(self, menu: QMenu, line: StepLine, number: int, *, redo: bool) -> None:
        text = line.name.replace("&", "&&")
        action = menu.addAction(f"{text}\t{line.moment}")
        request = self.redo_requested if redo else self.undo_requested
        action.triggered.connect(lambda: request.emit(number))


def _name(button: ToolButton, name: str, keys: str) -> None:
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({shown_keys(keys)})")
