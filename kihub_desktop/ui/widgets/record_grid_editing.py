"""Editing the cells of a list in place: opening, committing, and where one is afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from kihub_desktop.domain.fields import Holds
from kihub_desktop.domain.spelling import fold
from kihub_desktop.ui import theme
from kihub_desktop.ui.record_columns import GridColumn, GridSpec, found_options, options_of
from kihub_desktop.ui.widgets.fields import NO, YES, Option, Suggest
from kihub_desktop.ui.widgets.record_grid_editor import CellEditor, CellQuestion, Go
from kihub_desktop.ui.widgets.record_grid_model import GridModel, remark
from kihub_desktop.ui.widgets.record_grid_view import GridView

_NARROWEST, _LONG_LINES, _RECALLED = 150, 4, 50
_FLAG_LETTERS = {"j": YES, "y": YES, "n": NO}


class GridEditing(QObject):
    """At most one cell is open; it stays open through every reload."""

    committed = Signal(object, str, str, int)  # key, field, text, as_of
    restored = Signal(object, str)
    left = Signal(object)  # Go

    def __init__(self, spec: GridSpec, view: GridView, model: GridModel) -> None:
        super().__init__(view)
        self._spec, self._view, self._model = spec, view, model
        self.editor: CellEditor | None = None
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.place())

    def begin(self, typed: str | None = None) -> bool:
        """Opens the current cell, with what was typed in place of its text; False if it is none."""
        index = self._view.currentIndex()
        if not index.isValid() or not self._model.is_edited(index.column()):
            return False
        self.commit_pending()
        column = self._model.columns[index.column()]
        self._view.walks = True
        if typed is not None and self._set_flag(column, typed):
            return True
        editor = CellEditor(self._question(column), typed, self._view.viewport())
        self.editor = editor
        editor.finished.connect(self._on_finished)
        editor.restored.connect(self._on_restored)
        self.place()
        editor.begin()
        return True

    def commit_pending(self) -> None:
        """Commits what stands in the open cell."""
        if self.editor is not None:
            self.editor.finish(Go.LEFT)

    def commit_here(self) -> None:
        """Commits the open cell and stays at it."""
        if self.editor is not None:
            self.editor.finish(Go.STAY)

    def place(self) -> None:
        """Puts the editor over its cell again, after rows or columns have moved."""
        if self.editor is None:
            return
        question, widget = self.editor.question, self.editor.widget
        row = self._model.place_of(question.key)
        column = self._model.column_of(question.name)
        if row < 0 or column < 0:
            return
        area = self._view.visualRect(self._model.index(row, column))
        look = theme.current()
        width = min(max(area.width(), look.px(_NARROWEST)), self._view.viewport().width())
        left = max(0, min(area.x(), self._view.viewport().width() - width))
        height = area.height() - 1
        if question.long:
            lines = _LONG_LINES * widget.fontMetrics().lineSpacing() + look.px(12)
            height = max(height, lines)
        top = min(area.y(), max(0, self._view.viewport().height() - height))
        self.editor.place(QRect(left, top, width, height))

    def has_lost_its_row(self) -> bool:
        """Whether the record of the open cell is shown no longer."""
        return self.editor is not None and self._model.place_of(self.editor.question.key) < 0

    # -- asking ----------------------------------------------------------------------------

    def _question(self, column: GridColumn) -> CellQuestion:
        place = self._view.currentIndex().row()
        row = self._model.rows[place]
        cell = row.cells[column.name]
        rule = self._spec.rules[column.name]
        options = options_of(self._spec, column)
        offer: Suggest | None = column.suggest
        if options:
            offer = partial(found_options, options)
        elif column.recall:
            offer = partial(self._recalled, column)
        return CellQuestion(
            key=row.key,
            name=column.name,
            title=self._spec.title_of(column),
            row=row.label,
            text=cell.text,
            as_of=self._model.state.as_of,
            remark=remark(cell),
            long=rule.holds is Holds.LONG_TEXT,
            closed=bool(options),
            offer=offer,
        )

    def _recalled(self, column: GridColumn, typed: str) -> Sequence[Option]:
        """What stands in this column already and begins like what is typed."""
        wanted = fold(typed).strip()
        texts = {row.cells[column.name].text for row in self._model.state.rows}
        found = sorted(text for text in texts if text and fold(text).startswith(wanted))
        return [Option(text, text) for text in found[:_RECALLED]] if wanted else []

    def _set_flag(self, column: GridColumn, typed: str) -> bool:
        """J, N and U answer a yes-no question without opening it (Y as well)."""
        if self._spec.rules[column.name].holds is not Holds.FLAG:
            return False
        letter = fold(typed)
        options = options_of(self._spec, column)
        initials = {fold(option.label)[:1]: option.key for option in options}
        key = initials.get(letter) or _FLAG_LETTERS.get(letter)
        if key is None:
            return False
        row = self._model.rows[self._view.currentIndex().row()]
        self.committed.emit(row.key, column.name, key, self._model.state.as_of)
        return True

    # -- answers ---------------------------------------------------------------------------

    def _on_finished(self, text: str, go: Go) -> None:
        question = self._close(refocus=go is not Go.LEFT)
        if text != question.text:
            self.committed.emit(question.key, question.name, text, question.as_of)
        self.left.emit(go)

    def _on_restored(self) -> None:
        question = self._close(refocus=True)
        self.restored.emit(question.key, question.name)

    def _close(self, *, refocus: bool) -> CellQuestion:
        editor = self.editor
        assert editor is not None  # only the open editor is connected
        self.editor = None
        if refocus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.widget.hide()
        editor.widget.deleteLater()
        editor.deleteLater()
        return editor.question

    # -- walking ---------------------------------------------------------------------------

    def step(self, forward: bool) -> bool:
        """To the next or previous cell that can be edited, over row ends; False at the ends."""
        places = [n for n in range(len(self._model.columns)) if self._model.is_edited(n)]
        index = self._view.currentIndex()
        if not places or not index.isValid():
            return False
        flat = [place for place in places if place <= index.column()]
        at = index.row() * len(places) + len(flat) - 1
        if not forward and index.column() not in places:
            at += 1
        at += 1 if forward else -1
        row, place = divmod(at, len(places))
        if not 0 <= row < len(self._model.rows):
            return False
        self.go_to(row, places[place])
        return True

    def go_to(self, row: int, column: int) -> None:
        if 0 <= row < len(self._model.rows):
            index = self._model.index(row, column)
            self._view.setCurrentIndex(index)
            self._view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
