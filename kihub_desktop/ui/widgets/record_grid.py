"""A list of records that is edited in its cells, by keyboard or mouse (see `ui/record_rows`)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.domain.fields import kind_of
from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import render
from kihub_desktop.ui import theme
from kihub_desktop.ui.open_texts import EDITORS, OpenText
from kihub_desktop.ui.record_columns import GridSpec
from kihub_desktop.ui.record_state import GridState
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.record_grid_acts import GridActs
from kihub_desktop.ui.widgets.record_grid_delegate import GridDelegate
from kihub_desktop.ui.widgets.record_grid_editing import GridEditing
from kihub_desktop.ui.widgets.record_grid_editor import Go
from kihub_desktop.ui.widgets.record_grid_fit import GridFit
from kihub_desktop.ui.widgets.record_grid_keys import Command
from kihub_desktop.ui.widgets.record_grid_model import GridModel, remark
from kihub_desktop.ui.widgets.record_grid_notice import GridNotice, PasteStrip
from kihub_desktop.ui.widgets.record_grid_view import GridView


class RecordGrid(QWidget):
    """Shows the state of a list and says what was typed, moved, pasted or deleted.

    With `grows` it is as tall as its rows (inside a scrolling page), otherwise it scrolls.
    """

    cell_committed = Signal(object, str, str, int)  # key, field, text, as_of of the editor
    row_created = Signal(object)  # texts by field, of the row that was empty
    cell_restored = Signal(object, str)  # Escape: a wrong text is given up
    rows_pasted = Signal(str, object, str)  # text of a table, keys from the current row on, field
    paste_confirmed = Signal()
    moved = Signal(object, object)  # keys, key they come before (None: at the end)
    duplicate_requested = Signal(object)  # key
    delete_requested = Signal(object)  # keys
    open_requested = Signal(object, str)  # key, field: the whole form
    history_requested = Signal(object, str)  # key, field
    decision_requested = Signal(object, str)  # key, field with two values

    def __init__(
        self,
        spec: GridSpec,
        *,
        empty: EmptyState | None = None,
        grows: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._grows = grows
        self._fresh: UUID | None = None
        self.model = GridModel(spec, self)
        self.view = GridView(grows, self._obey, self)
        self.view.setAccessibleName(spec.title)
        self.view.setModel(self.model)
        self.view.setItemDelegate(GridDelegate(self.view, self.model))
        self.editing = GridEditing(spec, self.view, self.model)
        self.acts = GridActs(self)
        self._fit_to = GridFit(self.view, self.model)
        self.empty = empty or EmptyState("")
        self.notice = GridNotice()
        self.strip = PasteStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.empty)
        column.addWidget(self.view, 0 if grows else 1)
        column.addWidget(self.strip)
        column.addWidget(self.notice)
        self.setFocusProxy(self.view)
        vertical = QSizePolicy.Policy.Minimum if grows else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self._wire()
        EDITORS.join(self)

    def _wire(self) -> None:
        view, editing = self.view, self.editing
        view.typed.connect(self.editing.begin)
        view.doubleClicked.connect(lambda _index: self.editing.begin())
        view.sort_requested.connect(self.sort_by_column)
        view.horizontalHeader().sectionClicked.connect(self.sort_by_column)
        view.selectionModel().currentChanged.connect(self._on_current)
        view.remark_of = lambda row, column: remark(self.model.cell(row, column))
        view.dropped.connect(self.acts.drop)
        editing.committed.connect(self._on_committed)
        editing.restored.connect(self.acts.restore)
        editing.left.connect(self._on_left)
        self.empty.action_requested.connect(self.begin_new)
        self.strip.answered.connect(self.acts.answer_paste)
        self.notice.decision_requested.connect(self.acts.decide)

    def _obey(self, command: Command) -> bool:
        return bool(self.model.rows) and self.acts.obey(command)

    # -- showing ---------------------------------------------------------------------------

    def show_state(self, state: GridState) -> None:
        """Shows a new state; the cell in hand, the current cell and the selection stay."""
        if state.company != self.model.state.company:
            self.strip.hide()
            self.notice.show_note("")
        place, chosen = self.current(), self.selected()
        self.model.show_state(state)
        self.view.movable = state.movable
        self.empty.setVisible(not state.rows)
        if place is not None and self.current() != place:
            self._choose(*place)
            self._select(chosen)
        self._fit()
        self._show_remark()
        if self.editing.has_lost_its_row():
            # Somebody else has deleted the record: what was typed brings it back.
            self.editing.commit_pending()

    def reveal(self, key: UUID, name: str = "") -> None:
        """Makes a record current, at a field if one is named."""
        self._fresh = key if name == "" else None
        current = self.current()
        self._choose(key, name or (current[1] if current else self.model.columns[0].name))

    def show_note(self, said: Value) -> None:
        self.notice.show_note(render(said))

    def show_paste(self, said: Value) -> None:
        """Asks before a table is pasted."""
        self.strip.ask(render(said))

    def choose(self, key: UUID, name: str = "") -> None:
        """Makes a record current and gives the list the focus."""
        self.reveal(key, name or self.model.columns[0].name)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_new(self) -> bool:
        """Leads into the row that waits for something new."""
        self.editing.commit_pending()
        self.view.walks = True
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editing.go_to(len(self.model.rows) - 1, 0)
        return True

    def commit_pending(self) -> None:
        """Commits what stands in an open cell (before a page is left, rebuilt or closed)."""
        self.editing.commit_pending()

    def open_texts(self) -> Iterable[OpenText]:
        """What is typed into the open cell and not committed yet."""
        editor, state = self.editing.editor, self.model.state
        if editor is None or not editor.is_changed():
            return
        asked = editor.question
        yield OpenText(
            state.company,
            kind_of(self.spec.record_type).name,
            None if asked.key == state.new.key else asked.key,
            asked.name,
            editor.text(),
            asked.text,
            label=asked.title,
            as_of=asked.as_of,
        )

    def current(self) -> tuple[UUID, str] | None:
        """Record and field of the current cell; the key of the empty row is that of the state."""
        index = self.view.currentIndex()
        if not index.isValid() or index.row() >= len(self.model.rows):
            return None
        return self.model.rows[index.row()].key, self.model.columns[index.column()].name

    def selected(self) -> tuple[UUID, ...]:
        """The selected records, in the order shown."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        found = (self.model.rows[row] for row in rows if row < len(self.model.rows))
        return tuple(row.key for row in found if row.record is not None)

    def sort_by_column(self, place: int) -> None:
        """First ascending, then descending, then the own order; what is stored stays as it is."""
        if not 0 <= place < len(self.model.columns):
            return
        name = self.model.columns[place].name
        current = self.current()
        if self.model.sorted_by == (name, False):
            self.model.sort_by(name, descending=True)
        else:
            self.model.sort_by("" if self.model.sorted_by == (name, True) else name)
        if current is not None:
            self._choose(*current)
        self._fit()

    def _choose(self, key: UUID, name: str) -> None:
        row, column = self.model.place_of(key), self.model.column_of(name)
        if row >= 0:
            self.editing.go_to(row, max(0, column))

    def _select(self, keys: tuple[UUID, ...]) -> None:
        if len(keys) < 2:
            return
        flags = QItemSelectionModel.SelectionFlag
        for key in keys:
            place = self.model.place_of(key)
            if place >= 0:
                index = self.model.index(place, 0)
                self.view.selectionModel().select(index, flags.Select | flags.Rows)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and self.model.rows[index.row()].key != self._fresh:
            self._fresh = None
        self.view.viewport().update()
        self._show_remark()
        self._show_place(index)

    def _show_place(self, index: QModelIndex) -> None:
        """A list of full height is scrolled by its page."""
        above = self.parentWidget() if self._grows and self.view.hasFocus() else None
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = above.widget() if above is not None else None
        if above is not None and inside is not None:
            area = self.view.visualRect(index)
            centre = self.view.viewport().mapTo(inside, area.center())
            above.ensureVisible(centre.x(), centre.y(), 0, area.height() + theme.current().px(24))

    def _show_remark(self) -> None:
        """The sentence about the current cell, else about the first wrong one."""
        current = self.current()
        row = self.model.rows[self.model.place_of(current[0])] if current else None
        cell = row.cells.get(current[1]) if row is not None and current is not None else None
        dispute = cell is not None and cell.contested
        title = self.spec.title_of(self.spec.column(current[1])) if current else ""
        self.notice.show_dispute(f"{title}, {row.label}" if dispute and row is not None else "")
        if cell is not None and cell.problem is not None:
            self.notice.show_problem(render(cell.problem))
        else:
            self.notice.show_problem(self._first_problem())

    def _first_problem(self) -> str:
        for row in self.model.rows:
            for column in self.model.columns:
                problem = row.cells[column.name].problem
                if problem is not None:
                    where = f"{row.label}, {self.spec.title_of(column)}"
                    return f"{where}: {render(problem)}"
        return ""

    # -- typing ----------------------------------------------------------------------------

    def _on_committed(self, key: UUID, name: str, text: str, as_of: int) -> None:
        self.notice.show_note("")
        if key == self.model.state.new.key:
            if text or self.model.state.new.cells[name].text:
                self.row_created.emit({name: text})
        else:
            self.cell_committed.emit(key, name, text, as_of)

    def _on_left(self, go: Go) -> None:
        self._fit()  # a list that became narrow under an open cell folds now
        row, column = self.view.currentIndex().row(), self.view.currentIndex().column()
        if go is Go.NEXT:
            if not self.editing.step(forward=True):
                self.view.focusNextChild()
        elif go is Go.PREVIOUS:
            if not self.editing.step(forward=False):
                self.view.focusPreviousChild()
        elif go is Go.OPEN:
            self.acts.obey(Command.OPEN)
        elif go is Go.UP:
            self.editing.go_to(row - 1, column)
        elif go in {Go.ON, Go.DOWN}:
            self._go_down(row, column, on=go is Go.ON)

    def _go_down(self, row: int, column: int, *, on: bool) -> None:
        """From a record that was just created Enter leads to the next new one."""
        current = self.current()
        if on and current is not None and current[0] == self._fresh:
            self.editing.go_to(len(self.model.rows) - 1, 0)
        else:
            self.editing.go_to(row + 1, column)

    # -- size ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_to.forget()
            self._fit()

    def _fit(self) -> None:
        self._fold()
        bar = 0 if self._grows else self.view.verticalScrollBar().sizeHint().width()
        height = self._fit_to.fit(self.width() - 2 - bar)
        if self._grows and self.view.height() != height:
            self.view.setFixedHeight(height)
        self.editing.place()

    def _fold(self) -> None:
        """Fewer columns in a narrow card; the cell in hand stays in hand."""
        narrow = self.width() < theme.current().px(self.spec.narrow)
        wanted = tuple(
            each for each in self.spec.columns if not narrow or each.name not in self.spec.left_out
        )
        if wanted != self.model.columns and self.editing.editor is None:
            current = self.current()
            self._fit_to.forget()
            self.model.show_columns(wanted)
            if current is not None:
                self._choose(*current)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), super().minimumSizeHint().height())
