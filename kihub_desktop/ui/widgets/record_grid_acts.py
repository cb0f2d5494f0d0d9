"""What the keys and the mouse do with cells and whole rows of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Qt, SignalInstance
from PySide6.QtWidgets import QApplication

from kihub_desktop.imports.pasted import is_table
from kihub_desktop.texts import _
from kihub_desktop.ui.record_paste import copied, unguarded
from kihub_desktop.ui.widgets.record_grid_keys import Command

if TYPE_CHECKING:
    from kihub_desktop.ui.widgets.record_grid import RecordGrid


class GridActs(QObject):
    """Turns commands into intents of the grid; decides only what the view alone can know."""

    def __init__(self, grid: RecordGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._view, self._model, self._editing = grid.view, grid.model, grid.editing
        self._commands: dict[Command, Callable[[], bool]] = {
            Command.EDIT: lambda: self._editing.begin() or self._open(),
            Command.CLEAR: lambda: self._editing.begin(""),
            Command.NEXT: lambda: self._editing.step(forward=True),
            Command.PREVIOUS: lambda: self._editing.step(forward=False),
            Command.NEW: grid.begin_new,
            Command.OPEN: self._open,
            Command.DUPLICATE: lambda: self._emit_key(grid.duplicate_requested),
            Command.DELETE: self._delete,
            Command.RAISE: lambda: self._shift(-1),
            Command.LOWER: lambda: self._shift(1),
            Command.HISTORY: self._history,
            Command.COPY: self._copy,
            Command.PASTE: self._paste,
            Command.ESCAPE: self._escape,
        }

    def obey(self, command: Command) -> bool:
        """Carries a command out; False if there was nothing to do."""
        act = self._commands.get(command)
        return act() if act is not None else False

    def _record(self) -> UUID | None:
        """The current record; None in the empty row."""
        row = self._view.currentIndex().row()
        here = self._model.rows[row] if 0 <= row < len(self._model.rows) else None
        return here.key if here is not None and here.record is not None else None

    def _emit_key(self, signal: SignalInstance) -> bool:
        key = self._record()
        if key is not None:
            signal.emit(key)
        return key is not None

    def _open(self) -> bool:
        current = self._grid.current()
        if self._record() is not None and current is not None:
            self._grid.open_requested.emit(*current)
        return True

    def _history(self) -> bool:
        current = self._grid.current()
        if self._record() is not None and current is not None:
            self._grid.history_requested.emit(*current)
        return True

    def decide(self) -> None:
        current = self._grid.current()
        if current is not None:
            self._grid.decision_requested.emit(*current)

    def _delete(self) -> bool:
        """Deletes the selected records; in the empty row it gives a wrong text up."""
        keys = self._grid.selected() or tuple(filter(None, (self._record(),)))
        current = self._grid.current()
        if keys:
            self._grid.delete_requested.emit(keys)
        elif current is not None:
            self.restore(*current)
        return True

    def _escape(self) -> bool:
        """Gives a wrong text up, else lets Tab leave the list; the second one is the page's."""
        current = self._grid.current()
        if current is not None:
            place = self._model.place_of(current[0])
            if self._model.rows[place].cells[current[1]].problem is not None:
                self.restore(*current)
                return True
        walked, self._view.walks = self._view.walks, False
        return walked

    def _shift(self, step: int) -> bool:
        """Moves the selected records one place up or down."""
        keys = self._grid.selected()
        if not keys or not self._may_move():
            return True
        places = [self._model.place_of(key) for key in keys]
        records = [row.key for row in self._model.state.rows]
        target = places[0] - 1 if step < 0 else places[-1] + 2
        if 0 <= target <= len(records):
            self._grid.moved.emit(keys, records[target] if target < len(records) else None)
        return True

    def drop(self, target: int) -> None:
        keys = self._grid.selected()
        if not keys or not self._may_move():
            return
        behind = [row.key for row in self._model.state.rows[target:] if row.key not in keys]
        places = [self._model.place_of(key) for key in keys]
        stays = places == list(range(places[0], places[0] + len(keys)))
        if not (stays and places[0] <= target <= places[-1] + 1):
            self._grid.moved.emit(keys, behind[0] if behind else None)

    def _may_move(self) -> bool:
        if self._model.sorted_by is not None:
            self._grid.notice.show_note(
                _(
                    "Sortiert lässt sich nichts verschieben – ein Klick auf den Spaltenkopf "
                    "zeigt wieder die eigene Reihenfolge."
                )
            )
            return False
        return self._model.state.movable

    def restore(self, key: UUID, name: str) -> None:
        """Asks to give a wrong text up; a right one needs no asking."""
        place = self._model.place_of(key)
        if place >= 0 and self._model.rows[place].cells[name].problem is not None:
            self._grid.cell_restored.emit(key, name)

    def _copy(self) -> bool:
        """The selected records as rows of a spreadsheet."""
        rows = [self._model.rows[self._model.place_of(key)] for key in self._grid.selected()]
        if rows:
            names = [column.name for column in self._model.columns]
            QApplication.clipboard().setText(copied(self._grid.spec, rows, names))
        return bool(rows)

    def _paste(self) -> bool:
        """One cell takes a single text; a table is offered as rows, from the current one on."""
        text = QApplication.clipboard().text()
        current, row = self._grid.current(), self._view.currentIndex().row()
        if current is None or not text.strip():
            return True
        if is_table(text):
            keys = tuple(each.key for each in self._model.rows[row:] if each.record is not None)
            self._grid.rows_pasted.emit(text, keys, current[1])
        elif self._editing.begin(unguarded(text.strip("\r\n"))):
            self._editing.commit_here()
        return True

    def answer_paste(self, yes: bool) -> None:
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if yes:
            self._grid.paste_confirmed.emit()
